"""The report as it prints: a PDF file, and the live pages of the preview, both by the same typesetter."""

from dataclasses import dataclass
from datetime import datetime

from nianbao.core.report import Report
from nianbao.files.writers.layout import OFFICIAL, Layout
from nianbao.files.writers.pages_content import MM, PAGE_HEIGHT, PAGE_WIDTH, bottom_margin, content, table_edges
from nianbao.files.writers.pages_fonts import families, fonts_used, told
from nianbao.files.writers.pages_map import Area, PageMap
from nianbao.files.writers.pages_typst import Typesetter

TEMPLATE = "report"
SIZE = (PAGE_WIDTH * MM, PAGE_HEIGHT * MM)  # points


@dataclass(frozen=True, slots=True)
class Rendered:
    """The pages of a report, each an SVG picture of `SIZE`, and what is to be told of them.

    `told` is the sentence about what may be different in Word: missing fonts, ends of lines.
    """

    pages: tuple[bytes, ...]
    told: str


class Pages:
    """The live pages of a report in a layout; kept warm, so that after an edit only what changed is laid out.

    For one thread at a time. The first pages take longer: the fonts of the machine are looked for.
    Raises UserError where typst cannot be loaded.
    """

    def __init__(self, layout: Layout = OFFICIAL) -> None:
        self.layout = layout
        self._typesetter = Typesetter(TEMPLATE)

    def render(self, report: Report, *, draft: bool = False) -> Rendered:
        """The pages of the report as it is now; `draft` puts 草稿 on every page."""
        pictures = self._typesetter.pictures(content(report, self.layout, families(), draft=draft))
        return Rendered(pictures, told(fonts_used(self.layout)))

    def places(self, report: Report) -> PageMap:
        """Where on the pages of the report everything lies; apart from the pictures, which are wanted first."""
        return PageMap(self._typesetter.marks(content(report, self.layout, families())), _area(report, self.layout))


def write_pdf(report: Report, layout: Layout = OFFICIAL, *, draft: bool = False, now: datetime | None = None) -> bytes:
    """The bytes of the PDF file, fonts embedded. `draft` puts 草稿 on every page; `now` is when it is said to be made.

    Raises UserError where typst cannot be loaded.
    """
    return Typesetter(TEMPLATE).pdf(content(report, layout, families(), draft=draft), now)


def _area(report: Report, layout: Layout) -> Area:
    tables = {table.id: (table, table_edges(table, layout)) for table in report.edition.tables}
    left, right = layout.left * MM, (PAGE_WIDTH - layout.right) * MM
    return Area(left, layout.top * MM, right, (PAGE_HEIGHT - bottom_margin(layout)) * MM, tables)
