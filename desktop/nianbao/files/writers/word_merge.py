"""Our styles beside those of a template: its own are used where it has them, ours are added where it has none."""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from nianbao.files.writers.word_xml import SLOTS, W, every, first, made, set_values, value_of

# styles of every Word file that serve for ours, but only where the template's makers gave them a Chinese font
_BUILT_IN: Mapping[str, tuple[str, ...]] = {
    "ReportTitle": ("title", "标题"),
    "ReportBody": ("bodytextfirstindent", "正文首行缩进", "normal", "正文"),
    "LevelOne": ("heading1", "标题1"),
    "LevelTwo": ("heading2", "标题2"),
    "LevelThree": ("heading3", "标题3"),
    "LevelFour": ("heading4", "标题4"),
}
_RUNS = {"LevelOneRun": "LevelOne", "LevelTwoRun": "LevelTwo"}  # how such a heading begins a paragraph
_BEFORE_NUMBERING = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
_INDENTS = ("firstLine", "firstLineChars")
_SIZE = 10.0  # points: Word's, where nothing is said

_STYLED = re.compile(rb'<w:([prt]\w*Style) w:val="(\w+)"')

Styles = Mapping[str, Any]  # elements w:style by id


def merge(theirs: Any, ours: Any) -> dict[str, str]:
    """Add to their styles (w:styles) those of ours that they lack; returns the id of each style of ours among them.

    A style of theirs with the name of ours stands for it. So does a built-in one (标题 1 for 一级标题), if it names a
    Chinese font; for the body, if it also indents the first line. What stands for a heading loses its numbering, since
    the form's headings bring their numbers along. A style of ours that rests on one of theirs adds to it only what
    ours adds to ours: so the 落款 looks like their body.
    """
    own = {_id(style): style for style in every(ours, "w:style") if value_of(style, "customStyle")}
    standing = {name: found for name, style in own.items() if (found := _counterpart(theirs, style)) is not None}
    ids = {name: _id(found) for name, found in standing.items()}
    for name in own:
        if name not in ids:
            ids[name] = _free_id(theirs, name)
    for name, style in own.items():
        if name not in standing:
            theirs.append(_adapted(style, own, standing, ids))
    for name, found in standing.items():
        if name.startswith("Level"):
            _stop_numbering(theirs, found)
    return ids


def size_of(styles: Any, style_id: str) -> float:
    """The size in points that a paragraph style comes to."""
    style = next(style for style in every(styles, "w:style") if _id(style) == style_id)
    sizes = [size for other in _chain(styles, style) for size in every(other, "w:rPr/w:sz")]
    sizes += every(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:sz")
    return next((int(value_of(size)) / 2 for size in sizes if value_of(size).isdecimal()), _SIZE)


def restyled(markup: bytes, ids: Mapping[str, str]) -> bytes:
    """Paragraphs, runs and tables of ours under the ids that their styles have in the template."""
    known = {old.encode(): new.encode() for old, new in ids.items() if old != new}
    if not known:
        return markup
    return _STYLED.sub(lambda found: b'<w:%b w:val="%b"' % (found[1], known.get(found[2], found[2])), markup)


def _id(style: Any) -> str:
    return value_of(style, "styleId")


def _name(style: Any) -> str:
    return "".join(value_of(first(style, "w:name")).lower().split())


def _free_id(theirs: Any, wanted: str) -> str:
    taken = {_id(style) for style in every(theirs, "w:style")}
    return next(name for name in (wanted, *(f"{wanted}{n}" for n in range(2, len(taken) + 3))) if name not in taken)


# theirs


def _counterpart(theirs: Any, style: Any) -> Any:
    """The style of theirs that stands for one of ours; None when there is none."""
    same = [other for other in every(theirs, "w:style") if value_of(other, "type") == value_of(style, "type")]
    if (found := next((other for other in same if _name(other) == _name(style)), None)) is not None:
        return found
    for name in _BUILT_IN.get(_id(style), ()):
        for other in same:
            if _name(other) == name and _is_for_chinese(theirs, other, indented=_id(style) == "ReportBody"):
                return other
    return None


def _is_for_chinese(styles: Any, style: Any, *, indented: bool) -> bool:
    """Whether it, or what it rests on short of plain text, names a Chinese font; and indents, if that is wanted."""
    own = [other for other in _chain(styles, style) if other is style or not value_of(other, "default")]
    indents = [value_of(node, name) for other in own for node in every(other, "w:pPr/w:ind") for name in _INDENTS]
    return bool(_font(own)) and (not indented or any(indent not in ("", "0") for indent in indents))


def _font(chain: Iterable[Any]) -> str:
    """The Chinese font that the nearest of these styles names."""
    fonts = (value_of(node, "eastAsia") for style in chain for node in every(style, "w:rPr/w:rFonts"))
    return next(filter(None, fonts), "")


def _chain(styles: Any, style: Any) -> list[Any]:
    """A style and those it is based on, the nearest first."""
    by_id = {_id(other): other for other in every(styles, "w:style")}
    chain: list[Any] = []
    while style is not None and style not in chain:
        chain.append(style)
        style = by_id.get(value_of(first(style, "w:basedOn")))
    return chain


def _stop_numbering(styles: Any, style: Any) -> None:
    if all(first(other, "w:pPr/w:numPr") is None for other in _chain(styles, style)):
        return
    properties = first(style, "w:pPr")
    if properties is None:
        properties, looks = made(style, "pPr"), first(style, "w:rPr")
        style.insert(len(style) if looks is None else style.index(looks), properties)
    for numbering in every(properties, "w:numPr"):
        properties.remove(numbering)
    none = made(properties, "numPr")
    none.append(made(none, "numId", val=0))
    properties.insert(sum(child.tag.removeprefix(W) in _BEFORE_NUMBERING for child in properties), none)


# ours


def _adapted(style: Any, own: Styles, standing: Styles, ids: Mapping[str, str]) -> Any:
    """A copy of a style of ours for their file: under its new id, on their styles where these stand for ours."""
    copy, name = deepcopy(style), _id(style)
    set_values(copy, styleId=ids[name])
    basis = own.get(value_of(first(copy, "w:basedOn")))
    if _rests_on_theirs(basis, own, standing):
        _leave_out(copy, basis)
    if (heading := standing.get(_RUNS.get(name, ""))) is not None:
        _look_like(copy, heading)
    for tag in ("basedOn", "next", "link"):
        for node in every(copy, f"w:{tag}"):
            if (target := ids.get(value_of(node))) is None:
                copy.remove(node)  # of Word's own styles, which may be anything in their file
            else:
                set_values(node, val=target)
    return copy


def _rests_on_theirs(style: Any, own: Styles, standing: Styles) -> bool:
    """Whether a style of ours is one of theirs in their file, or is based on such a one."""
    while style is not None and _id(style) not in standing:
        style = own.get(value_of(first(style, "w:basedOn")))
    return style is not None


def _leave_out(style: Any, basis: Any) -> None:
    """Take out of a style what its basis says in the same words."""
    for group in ("pPr", "rPr"):
        said = {_words(node) for node in every(basis, f"w:{group}/*")}
        for node in every(style, f"w:{group}/*"):
            if _words(node) in said:
                node.getparent().remove(node)


def _words(node: Any) -> tuple[Any, ...]:
    return (node.tag, *sorted(node.attrib.items()))


def _look_like(run: Any, heading: Any) -> None:
    """Give the beginning of a paragraph nothing but the font that such headings have in the template."""
    looks = first(run, "w:rPr")
    font = _font(_chain(heading.getparent(), heading))
    for node in list(looks):
        if not font or node.tag != f"{W}rFonts":
            looks.remove(node)
    for fonts in looks:
        set_values(fonts, **dict.fromkeys(SLOTS, font))
