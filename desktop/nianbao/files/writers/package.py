"""The publication package: one folder with the report as Word, PDF, Excel, web page and text, with the same numbers.

With them go the 核对单, when there is one, and the checksums, by which the web editor sees that nothing was changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from nianbao.core.comparison import Comparison
from nianbao.core.preamble import title
from nianbao.core.report import Report
from nianbao.files import atomic
from nianbao.files.paths import file_name
from nianbao.files.recovery import sweep
from nianbao.files.writers.characters import cleaned
from nianbao.files.writers.export import proven
from nianbao.files.writers.layout import OFFICIAL, Layout

ENDINGS = (".docx", ".pdf", ".xlsx", ".html", ".txt")
CHECKSUMS = "校验码.txt"
CHECK_SHEET = "核对单.pdf"
DRAFT = "（草稿）"

CheckSheet = Callable[[Report, Report | None], bytes]


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was written: its folder, the names of the files in it, and what reading each report back gave."""

    folder: Path
    files: tuple[str, ...]
    proofs: dict[str, Comparison]
    cleaned: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """In the clerk's words: 已读回核对 5 个文件，每个 200 个数字，全部一致。"""
        counts = {proof.compared for proof in self.proofs.values()}
        return f"已读回核对 {len(self.proofs)} 个文件，每个 {max(counts, default=0)} 个数字，全部一致。"

    @property
    def details(self) -> tuple[str, ...]:
        """What the clerk should know besides, a sentence each; mostly nothing."""
        texts = (f"{name}：{d.sentence}" for name, proof in self.proofs.items() for d in proof.texts)
        return (*texts, *self.cleaned)


def write_package(
    report: Report,
    last: Report | None,
    folder: Path,
    *,
    check_sheet: CheckSheet | None = None,
    layout: Layout = OFFICIAL,
    draft: bool = False,
    template: bytes | None = None,
) -> Package:
    """Put a new folder, named after unit and year, into `folder`; an older one of that name is left alone.

    `check_sheet` makes the 核对单, a PDF, of the report and last year's. The other arguments are those of `export`.
    Each file is read back before anything is written, and the folder is there whole or not at all. Raises UserError.
    """
    mark = DRAFT if draft else ""
    unit_and_year = file_name(f"{report.unit}{report.year}年" if report.year else report.unit)
    files: dict[str, bytes] = {}
    proofs: dict[str, Comparison] = {}
    for ending in ENDINGS:
        file = f"{file_name(title(report.edition, report.values))}{mark}{ending}"
        files[file], proofs[file] = proven(report, file, layout, draft=draft, template=template)
    if check_sheet:
        files[CHECK_SHEET] = check_sheet(report, last)
    files[CHECKSUMS] = checksums(files)
    place = atomic.write_folder(folder / f"{unit_and_year}{mark}", files)
    sweep(folder / f"{unit_and_year}{mark}")
    return Package(place, tuple(files), proofs, cleaned(report))


def checksums(files: dict[str, bytes]) -> bytes:
    """The SHA-256 of each file, in the form that `sha256sum -c` reads."""
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in files.items()).encode()
