"""One way out for every kind of file: report → bytes → read back and compared → written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.core.comparison import Comparison, compare
from nianbao.core.report import Report
from nianbao.files import atomic
from nianbao.files.errors import UserError
from nianbao.files.readers.read import read_bytes_as, read_file
from nianbao.files.recovery import sweep
from nianbao.files.writers.characters import cleaned
from nianbao.files.writers.layout import OFFICIAL, Layout

if TYPE_CHECKING:
    from nianbao.files.writers.word_pictures import Picture

WRITABLE = (".docx", ".xlsx", ".html", ".txt", ".pdf", ".json")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written. `proof` is what reading it back gave, `cleaned` what of the texts no file can hold.

    `digest` is the SHA-256 of what was written, whatever becomes of the file.
    """

    path: Path
    proof: Comparison
    cleaned: tuple[str, ...] = ()
    digest: str = ""

    @property
    def sentence(self) -> str:
        """In the clerk's words: 已读回核对 200 个数字，全部一致。"""
        proven = f"已读回核对 {self.proof.compared} 个数字，全部一致"
        return (
            f"{proven}；有 {len(self.proof.texts)} 处文字不同，请打开文件核对。" if self.proof.texts else f"{proven}。"
        )

    @property
    def details(self) -> tuple[str, ...]:
        """What the clerk should know besides, a sentence each; mostly nothing."""
        return (*(difference.sentence for difference in self.proof.texts), *self.cleaned)


def export(
    report: Report,
    path: Path,
    *,
    replace: bool = False,
    layout: Layout = OFFICIAL,
    draft: bool = False,
    template: bytes | None = None,
    pictures: Sequence["Picture"] = (),
) -> Exported:
    """Write the report in the kind that the path's ending names.

    `replace` overwrites an existing file: only after the clerk was asked. `layout` is that of printed pages, `draft`
    writes 草稿 on them, `template` is a .docx whose styles a Word file takes over, `pictures` stand behind the report
    in a Word file and in no other. Raises UserError and writes nothing when the kind is unknown, when the place cannot
    be written, or when a number would not read back to the same.
    """
    data, proof = proven(report, path.name, layout, draft=draft, template=template, pictures=pictures)
    (atomic.write if replace else atomic.write_new)(path, data)
    sweep(path)
    keeps_all = path.suffix.lower() == ".json"
    return Exported(path, proof, () if keeps_all else cleaned(report), sha256(data).hexdigest())


def proven(
    report: Report,
    name: str,
    layout: Layout = OFFICIAL,
    *,
    draft: bool = False,
    template: bytes | None = None,
    pictures: Sequence["Picture"] = (),
) -> tuple[bytes, Comparison]:
    """The bytes of a file of this name, not yet written, and what reading them back gives. Raises UserError."""
    data = _writer(Path(name), layout, draft, template, pictures)(report)
    proof = read_back(data, report, name)
    if proof.numbers:
        shown = "".join(difference.sentence for difference in proof.numbers[:3])
        raise UserError(
            f"输出的文件读回来有 {len(proof.numbers)} 个数与报告不一致，没有写入：{shown}",
            "请看看文字里是否夹着别的部分的标题或表格，删去后再导出；没有的话，请把这个情况告诉程序的维护者。",
        )
    return data, proof


def read_back(source: Path | bytes, report: Report, name: str = "年报") -> Comparison:
    """What differs from the report to the file, or to the bytes of one of this name. Raises UserError as readers do."""
    if isinstance(source, Path):
        proposal = read_file(source, report.editions)
    else:
        proposal = read_bytes_as(name, source, report.editions)
    found = compare(report, proposal.report(report.editions))
    if report.get("signature") != "yes":
        return found
    signed = {report.text("unit.name"), report.text("date")}  # read as a paragraph where the 落款 is not whole
    return changed(found, texts=tuple(d for d in found.texts if d.before is not None or d.after not in signed))


def _writer(
    path: Path, layout: Layout, draft: bool, template: bytes | None, pictures: Sequence["Picture"]
) -> Callable[[Report], bytes]:
    """The writer of an ending; its library is imported only now."""
    ending = path.suffix.lower()
    if ending == ".docx":
        from nianbao.files.writers.word import write_word

        return partial(write_word, layout=layout, draft=draft, template=template, pictures=pictures)
    if pictures:
        raise UserError("图表只能附在 Word 文件里。", "请把输出文件的后缀改为 .docx，或者不附图表。")
    if ending == ".pdf":
        from nianbao.files.writers.pages import write_pdf

        return partial(write_pdf, layout=layout, draft=draft)
    if ending == ".xlsx":
        from nianbao.files.writers.excel import write_excel

        return partial(write_excel, draft=draft)
    if ending in (".html", ".htm"):
        from nianbao.files.writers.web import write_web

        return partial(write_web, draft=draft)
    if ending == ".txt":
        from nianbao.files.writers.text import write_text

        return partial(write_text, draft=draft)
    if ending == ".json":
        from nianbao.files.writers.json import write_json

        return write_json
    raise UserError(
        f"不能输出“{ending or path.name}”这种文件。",
        f"请把输出文件的后缀改为 {'、'.join((*WRITABLE, '.nianbao'))} 之一。",
    )
