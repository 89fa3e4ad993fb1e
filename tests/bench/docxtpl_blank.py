"""What a template engine needs for the same Word file: docxtpl filling the official blank, a placeholder a cell."""

from io import BytesIO
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from nianbao.core.report import Report
from nianbao.files.editions import load_editions
from nianbao.files.writers.word import write_word

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "official-2021-blank.docx"


def blank() -> bytes:
    """The official blank of 2021 where it is at hand, else our own file without figures: the same 200 empty cells."""
    if REFERENCE.exists():
        return REFERENCE.read_bytes()
    return write_word(Report(load_editions(), {"edition": "2021"}))


def template(blank: bytes) -> bytes:
    """The blank with `{{ v[0] }}`, `{{ v[1] }}` … in its empty cells, in reading order."""
    document = docx.Document(BytesIO(blank))
    for number, cell in enumerate(_empty_cells(document)):
        paragraph = cell.find(qn("w:p"))
        for run in paragraph.findall(qn("w:r")):
            paragraph.remove(run)
        paragraph.add_r().text = f"{{{{ v[{number}] }}}}"
    return _saved(document)


def fill(template: bytes, values: list[str]) -> bytes:
    """The Word file that docxtpl makes of the template."""
    document = DocxTemplate(BytesIO(template))
    document.render({"v": values})
    return _saved(document)


def _empty_cells(document):
    for cell in document.element.body.iter(qn("w:tc")):
        merge = cell.tcPr.find(qn("w:vMerge"))
        continued = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        if not continued and not "".join(text.text or "" for text in cell.iter(qn("w:t"))).strip():
            yield cell


def _saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
