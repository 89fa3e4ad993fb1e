"""Word files taken apart: their parts, styles, paragraphs and tables, with lxml alone and never with our own reader."""

import zipfile
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from nianbao.core.report import Report
from nianbao.files.editions import load_editions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = {"w": W.strip("{}")}
EDITIONS = load_editions()


class Corner(NamedTuple):
    """A cell of a table as a reader of the file sees it: where it begins, how far it reaches, what stands in it."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def report(edition="2021", **values):
    cells = {"edition": edition, "year": 2024, "unit.name": "嵩县车村镇人民政府"}
    return Report(EDITIONS, {**cells, **{cell.replace("__", "."): value for cell, value in values.items()}})


def filled(edition="2021"):
    """A report with a different number in every cell, so that none can stand in another's place."""
    makes = {"count": int, "change": lambda n: -n if n % 2 else n, "amount": lambda n: Decimal(n) + Decimal("0.5")}
    cells = enumerate(EDITIONS[edition].table_cells, start=1)
    numbers = {cell.id: makes[cell.kind](number) for number, cell in cells}
    words = {
        "texts.preamble": "导语。",
        "texts.overview": "（一）主动公开。全年公开。\n第二段。",
        "texts.other": "无。",
    }
    signed = {"signature": "yes", "date": "2025年1月20日"}
    return Report(EDITIONS, {**report(edition).values, **numbers, **words, **signed})


def part(data, name):
    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def body(data):
    return part(data, "word/document.xml").find(f"{W}body")


def attribute(node, path, name="val"):
    """The attribute of the first element at the path, None when either is absent."""
    found = node.find(path, NAMESPACES)
    return None if found is None else found.get(W + name)


def words(node):
    """The text of a run, paragraph or cell, tabs and breaks included."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(signs.get(n.tag, n.text or "") for n in node.iter(f"{W}t", f"{W}tab", f"{W}br"))


def styles(data):
    return {style.get(f"{W}styleId"): style for style in part(data, "word/styles.xml").findall(f"{W}style")}


def style_name(data, paragraph):
    return attribute(styles(data)[attribute(paragraph, "w:pPr/w:pStyle")], "w:name")


def paragraphs(data):
    """(style name, text) of each paragraph outside tables."""
    return [(style_name(data, p), words(p)) for p in body(data).findall(f"{W}p")]


def looks(data, name):
    """The style of this name, its own words alone."""
    return next(style for style in styles(data).values() if attribute(style, "w:name") == name)


def section(data):
    """The page: w:sectPr."""
    return body(data).find(f"{W}sectPr")


def edges(data, kind):
    """The header or footer parts of the page by the pages that have them: default, even, first."""
    r = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    targets = {node.get("Id"): node.get("Target") for node in part(data, "word/_rels/document.xml.rels")}
    references = section(data).findall(f"{W}{kind}Reference")
    return {node.get(f"{W}type"): part(data, f"word/{targets[node.get(r)]}") for node in references}


def names(data):
    """The names of all parts."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.namelist()


def tables(data):
    return body(data).findall(f"{W}tbl")


def corners(table):
    """The cells of a table with their spans, worked out from gridSpan and vMerge alone."""
    open_cells, found = {}, []
    for row, tr in enumerate(table.findall(f"{W}tr")):
        column = 0
        for tc in tr.findall(f"{W}tc"):
            columns = int(attribute(tc, "w:tcPr/w:gridSpan") or 1)
            merge = tc.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val", "continue") == "continue":
                begun = open_cells[column]
                assert begun.columns == columns
                assert not words(tc)
                open_cells[column] = begun._replace(rows=begun.rows + 1)
            else:
                if column in open_cells:
                    found.append(open_cells[column])
                open_cells[column] = Corner(row, column, 1, columns, words(tc))
            # what this cell covers is over for every cell above it
            for covered in range(column + 1, column + columns):
                if covered in open_cells:
                    found.append(open_cells.pop(covered))
            column += columns
    return sorted([*found, *open_cells.values()])


def bare(corner):
    return corner._replace(text="".join(corner.text.split()))
