"""Write the files of this folder anew: reports of `layouts` that LibreOffice opened and saved as another kind.

    PYTHONPATH=tests:desktop python tests/documents/make.py

Needs soffice. The figures are those of `layouts.figures.numbered`, which never change.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from layouts.figures import numbered
from layouts.form import File, draft
from layouts.spreadsheet import SheetStyle, spreadsheet
from layouts.web import web
from layouts.word import WordStyle, word
from layouts.wording import Wording
from nianbao.files.editions import load_editions

HERE = Path(__file__).resolve().parent
TWO_LINES = Wording(breaks="\n")


def sources() -> dict[str, File]:
    """The name of each file that is kept, and the file that it is made from."""
    editions = load_editions()
    new, old = numbered(editions, "2021"), numbered(editions, "2019")
    return {
        "one-sheet-2021.xls": spreadsheet(draft(new, TWO_LINES)),
        "three-sheets-2019.xls": spreadsheet(draft(old), SheetStyle(sheets="tables", names=4)),
        "three-sheets-2021.ods": spreadsheet(draft(new), SheetStyle(sheets="all", top=1, left=1)),
        "one-sheet-2021.xlsx": spreadsheet(draft(new), SheetStyle(cells="blank")),
        "report-2021.docx": word(draft(new, TWO_LINES)),
        "report-2019.docx": word(draft(old), WordStyle(tables="many", controls=("block", "text"))),
        "page-2019.docx": web(draft(old)),
    }


FILTERS = {
    ".xls": "xls:MS Excel 97",
    ".ods": "ods:calc8",
    ".xlsx": "xlsx:Calc MS Excel 2007 XML",
    ".docx": "docx:MS Word 2007 XML",
}


def make(name: str, source: File, folder: Path) -> None:
    original = (folder / Path(name).stem).with_suffix(Path(source.name).suffix)
    original.write_bytes(source.data)
    command = ["soffice", "--headless", "--convert-to", FILTERS[Path(name).suffix], "--outdir", str(folder / "out")]
    filter_in = ["--infilter=writer_web_HTML"] if original.suffix == ".html" else []
    subprocess.run([*command, *filter_in, str(original)], check=True, capture_output=True)
    shutil.copy(folder / "out" / name, HERE / name)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name, source in sources().items():
            make(name, source, Path(folder))
