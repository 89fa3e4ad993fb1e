"""What kind of unit a report is of: as the clerk says, else as its name suggests."""

from nianbao.core.edition import UnitKind
from nianbao.core.preamble import kind_of_unit
from nianbao.core.report import Report


def kind_of(report: Report) -> UnitKind | None:
    """The kind of the unit; None when neither said nor suggested."""
    kind = report.text("unit.kind") or kind_of_unit(report.edition, report.unit)
    return next((known for known in report.edition.unit_kinds if known.id == kind), None)
