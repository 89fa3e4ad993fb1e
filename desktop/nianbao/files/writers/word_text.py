"""The report's words as WordprocessingML: paragraphs in named styles, headings found, nothing that XML forbids."""

import re
import unicodedata
from collections.abc import Iterator
from xml.sax.saxutils import escape

# tab and line feed are welcome; other control characters and halves of surrogate pairs break the file
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LEVEL_TWO = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）][^。：:；;！？!?\n]{0,40}[。：:]?")
_LEVEL_THREE = re.compile(r"\d{1,2}[.．](?!\d)[^。：:；;！？!?\n]{1,40}。?")
_CHARACTER = 320  # twips: the body's 16 pt
_TITLE_WIDTH = 20  # characters of 22 pt in a line
_DATE_SPACE = 4.0  # characters between the date and the right margin


def line(text: str) -> str:
    """The text without forbidden characters, on one line."""
    return " ".join(_FORBIDDEN.sub("", text).split("\n"))


def run(text: str, style: str = "") -> str:
    """A run of text, tabs and line breaks kept, in a character style if one is named."""
    if not (clean := _FORBIDDEN.sub("", text)):
        return ""
    words = f'<w:t xml:space="preserve">{escape(clean)}</w:t>'
    for sign, element in (("\t", "tab"), ("\n", "br")):
        words = words.replace(sign, f'</w:t><w:{element}/><w:t xml:space="preserve">')
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}{words}</w:r>"


def paragraph(style: str, text: str, *, properties: str = "") -> str:
    """A paragraph in a named style; `properties` are the paragraph's own, in the order of the schema."""
    return _framed(style, run(text), properties)


def _framed(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def headline(title: str, unit: str) -> str:
    """The report's title; one too long for a line breaks after the unit, never within a word (GB/T 9704-2012)."""
    words, name = line(title).strip(), line(unit).strip()
    if name and words.startswith(name) and _width(words) > _TITLE_WIDTH:
        words = f"{name}\n{words.removeprefix(name)}"
    return paragraph("ReportTitle", words)


def paragraphs(text: str) -> Iterator[str]:
    """The clerk's paragraphs. Blank lines and typed indents are left out: the style indents."""
    return (_level(words) for part in text.split("\n") if (words := _FORBIDDEN.sub("", part).strip()))


def _level(text: str) -> str:
    """A paragraph in the style of its level: （一） in 楷体, either all of it or the heading at its beginning."""
    if _LEVEL_THREE.fullmatch(text):
        return paragraph("LevelThree", text)
    heading = _LEVEL_TWO.match(text)
    if heading and heading.end() == len(text):
        return paragraph("LevelTwo", text)
    if heading and heading[0][-1] in "。：:":
        return _framed("ReportBody", run(heading[0], "LevelTwoRun") + run(text[heading.end() :]))
    return paragraph("ReportBody", text)


def signature(unit: str, date: str) -> list[str]:
    """The 落款 by GB/T 9704-2012, 7.3.5: date right with four characters' space, unit above it on the same axis.

    A unit too wide for that ends at the margin, and the date moves in under its middle.
    """
    unit, date = line(unit).strip(), line(date).strip()
    overhang = (_width(unit) - _width(date)) / 2 if unit and date else 0.0
    date_space = max(_DATE_SPACE, overhang)
    lines = [(text, space) for text, space in ((unit, date_space - overhang), (date, date_space)) if text]
    made = []
    for index, (text, space) in enumerate(lines):
        above = '<w:keepNext/><w:spacing w:before="560"/>' if index == 0 else ""
        indent = f'<w:ind w:rightChars="{round(space * 100)}" w:right="{round(space * _CHARACTER)}"/>'
        made.append(paragraph("Signature", text, properties=above + (indent if space != _DATE_SPACE else "")))
    return made


def _width(text: str) -> float:
    """How many full characters the text takes."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)
