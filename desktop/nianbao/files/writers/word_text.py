"""The report's words as WordprocessingML: paragraphs in named styles, headings found, nothing that XML forbids."""

import re
from xml.sax.saxutils import escape

from nianbao.files.writers.characters import clean
from nianbao.files.writers.levels import Level, Paragraph, paragraphs, signature_lines, title_lines

_STYLES: dict[Level, str] = {1: "LevelOne", 2: "LevelTwo", 3: "LevelThree", 4: "LevelFour"}
_RUNS: dict[Level, str] = {1: "LevelOneRun", 2: "LevelTwoRun"}  # the others look like the body
_FIRST_SPACE = 4.0  # characters at the right of the 落款 that its style gives
# a web or mail address: no line breaks in it, and where it does not fit, the words before it would be spread out
_ADDRESS = re.compile(r"[!-~]{16}")


def run(text: str, style: str = "") -> str:
    """A run of text, tabs and line breaks kept, in a character style if one is named."""
    if not (words := clean(text)):
        return ""
    made = f'<w:t xml:space="preserve">{escape(words)}</w:t>'
    for sign, element in (("\t", "tab"), ("\n", "br")):
        if sign in made:
            made = made.replace(sign, f'</w:t><w:{element}/><w:t xml:space="preserve">')
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}{made}</w:r>"


def paragraph(style: str, text: str, *, properties: str = "") -> str:
    """A paragraph in a named style; `properties` are the paragraph's own, in the order of the schema."""
    return _framed(style, run(text), properties)


def _framed(style: str, runs: str, properties: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def headline(title: str, unit: str, fit: float) -> str:
    """The report's title, broken at the unit where it is wider than a line of `fit` characters."""
    return paragraph("ReportTitle", "\n".join(title_lines(title, unit, fit)))


def text_paragraphs(text: str, *, keep_last: bool = False) -> list[str]:
    """The clerk's paragraphs, each in the style of its level; `keep_last` holds the last one to what follows it."""
    parts = list(paragraphs(text))
    return [_text_paragraph(part, keep=keep_last and part is parts[-1]) for part in parts]


def _text_paragraph(part: Paragraph, *, keep: bool) -> str:
    """A heading in its level's style, or the body with a heading at its beginning in that level's font."""
    if part.is_heading:
        return paragraph(_STYLES[part.level], part.head)
    body = "ReportBodyLeft" if _ADDRESS.search(part.head + part.rest) else "ReportBody"
    head = run(part.head, _RUNS.get(part.level, ""))
    return _framed(body, head + run(part.rest), "<w:keepNext/>" if keep else "")


def signature(unit: str, date: str, character: int, fit: float) -> list[str]:
    """The 落款; `character` is the width of one in twentieths of a point, `fit` how many a line holds."""
    made = []
    for number, (words, space) in enumerate(signature_lines(unit, date, fit)):
        indent = f'<w:ind w:rightChars="{round(space * 100)}" w:right="{round(space * character)}"/>'
        style = "Signature" if number else "SignatureFirst"
        made.append(paragraph(style, words, properties=indent if space != _FIRST_SPACE else ""))
    return made
