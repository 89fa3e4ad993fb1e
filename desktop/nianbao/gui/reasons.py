"""The clerk's written reasons for findings of level 核实性: given, changed and taken back, each one undoable step."""

from nianbao.core.checks import Finding
from nianbao.core.reasons import reason_before
from nianbao.core.report import Report
from nianbao.gui.editor import Editor


def takes_reason(finding: Finding) -> bool:
    """Whether a written reason can settle the finding."""
    return finding.excusable and bool(finding.basis)


def reason_of(finding: Finding, report: Report) -> str:
    """The reason that stands for the finding, empty when there is none."""
    return report.reasons.get(finding.basis, "") if takes_reason(finding) else ""


def give(editor: Editor, finding: Finding, words: str) -> bool:
    """Keep the clerk's words as the reason; no words take the reason back. Whether anything changed."""
    words = " ".join(words.split())
    if not takes_reason(finding) or words == reason_of(finding, editor.report):
        return False
    step = "说明" if words else "收回说明"
    return editor.submit(f"{step} {_named(finding, editor.report)}", {}, reasons={finding.basis: words or None})


def reuse(editor: Editor, finding: Finding) -> bool:
    """Give last year's reason again, because the clerk has asked for it. Whether anything changed."""
    return give(editor, finding, reason_before(finding, editor.base))


def take_back(editor: Editor, finding: Finding) -> bool:
    """Let the finding stand again without a reason."""
    return give(editor, finding, "")


def _named(finding: Finding, report: Report) -> str:
    cell = report.edition.cells.get(finding.target)
    return cell.name if cell else ""
