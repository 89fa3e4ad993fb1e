"""Last year's sentences, one by one, for this year's text: with the years moved on and their numbers linked again."""

from collections.abc import Iterable, Sequence

from nianbao.core.drafts import draft_id, draft_sentences, is_heading
from nianbao.core.links import Edit, Link, Links, carried_along, edited, linking, links_of, words_of
from nianbao.core.prose import Passage
from nianbao.core.report import Origin, Report
from nianbao.core.textdiff import Compared, beside
from nianbao.core.values import Value
from nianbao.core.yearly import move_years


def last_text(report: Report, last: Report | None, cell: str) -> str:
    """Last year's text with its years moved on to this year, character by character; empty where there is none."""
    if last is None or last.year is None or report.year is None:
        return last.text(cell) if last else ""
    return move_years(last.text(cell), last.year, report.year)


def compared(report: Report, last: Report | None, cell: str) -> tuple[Compared, ...]:
    """Every sentence of last year's text with what became of it; empty without last year's text."""
    return beside(last_text(report, last, cell), report.text(cell))


def taken_over(
    report: Report, last: Report, cell: str, chosen: Compared
) -> tuple[dict[str, Value | None], dict[str, Origin]]:
    """What the report must hold, and with which origin, to have a sentence of last year's in this year's text.

    It takes the place of the one that it was changed into; one that is gone goes behind the sentence that it followed.
    Words that were linked last year are linked again and say this year's number. It is last year's until it is edited.
    """
    if chosen.state == "same":
        return {}, {}
    text = last_text(report, last, cell)
    words, links = _linked_again(report, text, _within(links_of(last, cell), chosen.before), chosen.before)
    if chosen.now is not None:
        edit = Edit(chosen.now.start, chosen.now.end, words, links)
    else:
        at, before, behind = _placed(report, cell, compared(report, last, cell), text, chosen)
        moved = tuple(link.moved(len(before)) for link in links)
        edit = Edit(at, at, f"{before}{words}{behind}", moved)
    values = edited(report, cell, [edit])
    if is_heading(words):
        return values, {}
    replaced = chosen.now.words if chosen.now else None
    drafts = [passage.words for passage in draft_sentences(report, cell) if passage.words != replaced]
    origin = report.origins[cell] if drafts else Origin("carried", f"{last.year}年报告" if last.year else "上年报告")
    return {**values, draft_id(cell): "\n".join(dict.fromkeys((*drafts, words)))}, {cell: origin}


def linkable_again(report: Report, last: Report | None, cell: str) -> Links:
    """Where words that were linked last year still stand as plain words in this year's text."""
    if last is None or not (old := links_of(last, cell)):
        return ()
    now = carried_along(old, last_text(report, last, cell), report.text(cell))
    linked = links_of(report, cell)
    known = (link for link in now if words_of(report.edition, report.values, link.name) is not None)
    return tuple(link for link in known if not any(one.start < link.end and link.start < one.end for one in linked))


def linked_again(report: Report, cell: str, links: Iterable[Link]) -> dict[str, Value | None]:
    """What the report must hold with these words linked again, and saying what the tables say now."""
    return edited(report, cell, [linking(report, link.name, link.start, link.end) for link in links])


def _within(links: Links, passage: Passage) -> Links:
    return tuple(link for link in links if passage.start <= link.start and link.end <= passage.end)


def _linked_again(report: Report, text: str, links: Links, passage: Passage) -> tuple[str, Links]:
    """The words of a sentence of `text` with this year's numbers, and their links, those that this form has."""
    words, end, made = "", passage.start, []
    for link in links:
        said = words_of(report.edition, report.values, link.name)
        if said is None:
            continue
        words += text[end : link.start] + said
        made.append(Link(len(words) - len(said), len(words), link.name))
        end = link.end
    return words + text[end : passage.end], tuple(made)


def _placed(
    report: Report, cell: str, every: Sequence[Compared], before: str, chosen: Compared
) -> tuple[int, str, str]:
    """Where a sentence goes that is gone, and what stands around it: behind the nearest one before it that is there.

    In a line of its own where it began one last year, and at the beginning where nothing before it is left.
    """
    text, number = report.text(cell), every.index(chosen)
    ahead = next((other for other in reversed(every[:number]) if other.now), None)
    if ahead is not None and ahead.now is not None:
        if "\n" not in before[ahead.before.end : chosen.before.start]:
            return ahead.now.end, "", ""
        end = text.find("\n", ahead.now.end)
        return len(text) if end < 0 else end, "\n", ""
    behind = next((other for other in every[number:] if other.now), None)
    if behind is not None and behind.now is not None and "\n" not in before[chosen.before.end : behind.before.start]:
        return behind.now.start, "", ""
    return 0, "", "\n" if text.strip() else ""
