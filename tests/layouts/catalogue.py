"""Every layout once, with a fixed style: what a failing test names."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from layouts.form import NOTHING, Additions, Draft, File, draft
from layouts.pdf import PdfStyle, pdf
from layouts.spreadsheet import KINDS, NAMES, SheetStyle, spreadsheet
from layouts.text import ENCODINGS, TextStyle, text
from layouts.web import SKEWS, WebStyle, web
from layouts.word import LEVELS, WordStyle, word
from layouts.wording import OFFICIAL, Wording
from nianbao.core.report import Report

Layout = Callable[[Report], File]
Style = TypeVar("Style")

TWO_LINES = Wording(breaks="\n")
ADDED = Additions(subtotal=True, extra_row=True, remarks=True, signature=True)
A_ROW_ADDED = Additions(extra_row=True, remarks=True, signature=True)


def _layout(
    write: Callable[[Draft, Style], File], style: Style, wording: Wording = OFFICIAL, additions: Additions = NOTHING
) -> Layout:
    return lambda report: write(draft(report, wording, additions=additions), style)


def _sheet(style: SheetStyle, wording: Wording = OFFICIAL, additions: Additions = NOTHING) -> Layout:
    return _layout(spreadsheet, style, wording, additions)


def _word(style: WordStyle, wording: Wording = OFFICIAL, additions: Additions = NOTHING) -> Layout:
    return _layout(word, style, wording, additions)


def _web(style: WebStyle, wording: Wording = OFFICIAL, additions: Additions = NOTHING) -> Layout:
    return _layout(web, style, wording, additions)


def _text(layout: str, style: TextStyle, wording: Wording = OFFICIAL, additions: Additions = NOTHING) -> Layout:
    return _layout(lambda written, look: text(written, layout, look), style, wording, additions)


def _pdf(style: PdfStyle, additions: Additions = NOTHING) -> Layout:
    return _layout(pdf, style, additions=additions)


SHEETS: Mapping[str, Layout] = {
    **{f"{kind}, all on one sheet": _sheet(SheetStyle(kind)) for kind in KINDS},
    **{f"{kind}, a sheet a table": _sheet(SheetStyle(kind, sheets="tables")) for kind in KINDS},
    "xlsx, a sheet a table with its heading and the unit": _sheet(SheetStyle(sheets="headed", top=1)),
    "xlsx, texts and tables over several sheets": _sheet(SheetStyle(sheets="all")),
    **{
        f"xlsx, sheets named in way {way}": _sheet(SheetStyle(sheets="tables", names=way))
        for way in range(1, len(NAMES))
    },
    "xlsx, instructions on a sheet before": _sheet(SheetStyle(sheets="tables", instructions="first")),
    "xlsx, instructions on a sheet behind": _sheet(SheetStyle(instructions="last")),
    "xlsx, empty rows and columns before": _sheet(SheetStyle(top=3, left=2)),
    "xlsx, not merged": _sheet(SheetStyle(cells="blank")),
    "xlsx, merged cells filled": _sheet(SheetStyle(cells="filled")),
    "xlsx, copied from a page, with spaces around": _sheet(SheetStyle(padding="\xa0", cells="blank")),
    "xlsx, labels over two lines": _sheet(SheetStyle(), TWO_LINES),
    "xlsx, with a column, a row and remarks of their own": _sheet(SheetStyle(), additions=ADDED),
}
WORD: Mapping[str, Layout] = {
    "docx": _word(WordStyle()),
    "docx, cells not merged": _word(WordStyle(merged=False)),
    "docx, tables cut by a page": _word(WordStyle("cut", seed=3)),
    "docx, tables cut by a page, header again": _word(WordStyle("cut, header again", seed=3)),
    "docx, tables in many pieces": _word(WordStyle("many")),
    "docx, labels over several runs": _word(WordStyle(runs="several"), TWO_LINES),
    "docx, labels over several paragraphs": _word(WordStyle(runs="paragraphs"), TWO_LINES),
    **{f"docx, content controls around each {level}": _word(WordStyle(controls=(level,))) for level in LEVELS},
    "docx, with a column, a row and remarks of their own": _word(WordStyle(), additions=ADDED),
}
WEB: Mapping[str, Layout] = {
    "html": _web(WebStyle()),
    "html, GBK": _web(WebStyle("gbk")),
    **{f"html, {skew}": _web(WebStyle(skew=skew)) for skew in SKEWS if skew},
    "html, no spans": _web(WebStyle(spans=False)),
    "html, labels in pieces": _web(WebStyle(labels="spans"), TWO_LINES),
    "html, a site around it": _web(WebStyle(furniture="marked")),
    "html, a site around it that marks nothing": _web(WebStyle(furniture="bare")),
    "html, a layout table around it": _web(WebStyle(furniture="marked", wrapped=True)),
    "html, with a column, a row and remarks of their own": _web(WebStyle(), additions=ADDED),
}
PDF: Mapping[str, Layout] = {
    "pdf": _pdf(PdfStyle()),
    "pdf, other pages cut it": _pdf(PdfStyle("— {} —", first=110.0)),
    "pdf, header again on each page": _pdf(PdfStyle("", first=260.0, header_again=True)),
    "pdf, large letters in narrow columns": _pdf(PdfStyle("{}", table_size=10.5, narrow=0.7)),
    "pdf, with a column, a row and remarks of their own": _pdf(PdfStyle(), ADDED),
}
TEXT: Mapping[str, Layout] = {
    **{f"text, tabs, {encoding}": _text("tabs", TextStyle(encoding)) for encoding in ENCODINGS},
    "text, tabs, merged cells filled": _text("tabs", TextStyle(cells="filled")),
    "text, ragged tabs": _text("ragged tabs", TextStyle(seed=1)),
    "text, ragged tabs again": _text("ragged tabs", TextStyle(seed=2)),
    "text, one cell a line": _text("lines", TextStyle()),
    "text, one cell a line, blank lines between": _text("lines", TextStyle(airy=True)),
    "text, one cell a line, labels over two": _text("lines", TextStyle(indent="    "), TWO_LINES),
    "text, one cell a line, labels over two, blank lines between": _text(
        "lines", TextStyle(airy=True, ending="\r\n"), TWO_LINES
    ),
    "text, one cell a line with a bar": _text("barred lines", TextStyle()),
    "text, one cell a line with a bar, blanks dropped": _text("barred lines", TextStyle(blanks_kept=False)),
    "text, bars": _text("pipes", TextStyle()),
    "text, bars, merged cells once": _text("pipes", TextStyle(cells="tight")),
    "text, bars between cells only": _text("pipes", TextStyle(edges=False)),
    "text, bars and line feeds": _text("pipes with line feeds", TextStyle(), TWO_LINES),
    "text, bars and line feeds, merged cells once": _text("pipes with line feeds", TextStyle(cells="tight"), TWO_LINES),
    "markdown": _text("markdown", TextStyle(marks="#")),
    "markdown, merged cells filled": _text("markdown", TextStyle(cells="filled", marks="**")),
    "text, one cell a line, with a row and remarks of their own": _text("lines", TextStyle(), additions=A_ROW_ADDED),
}
LAYOUTS: Mapping[str, Layout] = {**SHEETS, **WORD, **WEB, **PDF, **TEXT}


def plain_word(written: Draft) -> File:
    """The plainest layout, to try one wording or way of writing figures at a time."""
    return word(written)


def plain_lines(written: Draft) -> File:
    """The layout in which nothing but the words tells what is what."""
    return text(written, "lines")


PLAIN: Mapping[str, Callable[[Draft], File]] = {"docx": plain_word, "one cell a line": plain_lines}
