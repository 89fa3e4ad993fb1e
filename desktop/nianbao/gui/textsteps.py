"""What is done to a text in one step: words linked or unlinked, paragraphs raised or lowered, sentences confirmed."""

from nianbao.core.drafts import confirmed, draft_sentences
from nianbao.core.links import edited, linking, links_of, unlinked
from nianbao.core.offers import label_of
from nianbao.core.outline import Way, levelled, renumbered
from nianbao.gui.prose import Prose

_NAMES = {"raise": "段落升级", "lower": "段落降级"}


def link(prose: Prose, name: str) -> None:
    """Put the words of a name in the place of the selection, linked, and the cursor behind them."""
    report, cell = prose.editor.report, prose.cell
    start, end = prose.selected()
    edit = linking(report, name, start, end)
    label = label_of(report.edition, name)
    if prose.editor.submit(f"插入 {label}", edited(report, cell, [edit])):
        prose.put_cursor(start + len(edit.new))
        if any(found.start == start for found in links_of(prose.editor.report, cell)):
            prose.told.emit(f"已插入“{label}”，以后随表格变化。")
        else:
            prose.told.emit("已插入，但与旁边的数字连在一起，不会随表格变化。")


def unlink(prose: Prose) -> None:
    """Make the linked words at the cursor, or in the selection, plain text."""
    report = prose.editor.report
    before = links_of(report, prose.cell)
    if prose.editor.submit("转为普通文字", unlinked(report, prose.cell, *prose.selected())):
        gone = len(before) - len(links_of(prose.editor.report, prose.cell))
        told = f"已把 {gone} 处转为普通文字，不再随表格变化。" if gone else "光标处没有随表格变化的文字。"
        prose.told.emit(told)


def change_level(prose: Prose, way: Way) -> None:
    """Raise or lower the paragraphs at the cursor, or in the selection, by one level."""
    report, cell = prose.editor.report, prose.cell
    start, end = prose.selected()
    edits = levelled(report.text(cell), start, end, way)
    moved = sum(len(edit.new) - (edit.end - edit.start) for edit in edits if edit.start <= end)
    if edits and prose.editor.submit(_NAMES[way], edited(report, cell, edits)):
        prose.put_cursor(max(0, end + moved))


def renumber(prose: Prose) -> None:
    """Number the paragraphs of the text anew."""
    report = prose.editor.report
    edits = renumbered(report.text(prose.cell))
    if not edits:
        prose.told.emit("序号是连续的，没有改动。")
    elif prose.editor.submit("重新编号", edited(report, prose.cell, edits)):
        prose.told.emit(f"已重新编号，改了 {len(edits)} 处。")


def confirm_sentence(prose: Prose) -> None:
    """Leave last year's sentence at the cursor as it is on purpose, and go on to the next one."""
    report, cell = prose.editor.report, prose.cell
    at = prose.selected()[0]
    here = next((passage for passage in draft_sentences(report, cell) if passage.start <= at < passage.end), None)
    if here is None or prose.editor.submit("核对一句", confirmed(report, cell, here.words)):
        next_draft(prose)


def next_draft(prose: Prose) -> None:
    """Put the cursor to the next sentence that is still last year's; from the last one to the first."""
    drafts = draft_sentences(prose.editor.report, prose.cell)
    if not drafts:
        prose.told.emit("这一部分没有待核对的上年句子。")
        return
    at = prose.selected()[1]
    target = next((passage for passage in drafts if passage.start > at), drafts[0])
    prose.setFocus()
    prose.put_cursor(target.start)
    prose.told.emit(f"还有 {len(drafts)} 句上年的文字待核对：改写它，或者确认不需要改。")
