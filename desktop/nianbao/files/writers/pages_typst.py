"""The typesetter: a template and its data in, a PDF file or pages as pictures out.

Typst compiles the templates of `resources/pages`. What the clerk wrote reaches them as JSON in a file that exists in
memory only, so it is set as it is and never read as markup; the templates load nothing else and no packages.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nianbao.files.errors import UserError
from nianbao.files.paths import resources
from nianbao.files.program import PROGRAM
from nianbao.files.writers.pages_fonts import installed

if TYPE_CHECKING:
    from types import ModuleType

    from typst import Compiler

_MAIN, _DATA = "main.typ", "data.json"
_MARKS = "query(<at>).map(m => { let at = m.location().position(); (m.value, at.page, at.x.pt(), at.y.pt()) })"


class Typesetter:
    """One template, kept warm: what has not changed since the last time is not laid out again.

    For one thread at a time. Raises UserError where typst cannot be loaded.
    """

    def __init__(self, template: str) -> None:
        self._folder = resources() / "pages"
        self._template = (self._folder / f"{template}.typ").read_bytes()
        self._typst = _typst()
        self._compiler: Compiler | None = None

    def pdf(self, data: Mapping[str, Any], now: datetime | None = None) -> bytes:
        """The PDF file, its fonts embedded; `now` is the moment it is said to be made at."""
        made_at = now or datetime.now(UTC)
        made_at = (made_at.astimezone(UTC) if made_at.tzinfo else made_at.replace(tzinfo=UTC)).replace(microsecond=0)
        (file,) = self._compile(data, format="pdf", timestamp=made_at)
        return file

    def pictures(self, data: Mapping[str, Any]) -> tuple[bytes, ...]:
        """Every page as an SVG picture: drawn sharp at any size, and equal bytes for a page that did not change."""
        return self._compile(data, format="svg")

    def marks(self, data: Mapping[str, Any]) -> list[Any]:
        """What the template marked, in reading order: [value, page, x, y], in points from the page's corner."""
        fonts, root = installed(), str(self._folder)
        told: list[Any] = json.loads(self._typst.eval(self._files(data), _MARKS, root=root, font_paths=fonts))
        return told

    def _compile(self, data: Mapping[str, Any], **how: Any) -> tuple[bytes, ...]:
        files = self._files(data)
        if self._compiler is None:
            self._compiler = self._typst.Compiler(files, root=str(self._folder), font_paths=installed())
        made = self._compiler.compile(input=files, **how)
        return (made,) if isinstance(made, bytes) else tuple(made or ())

    def _files(self, data: Mapping[str, Any]) -> dict[str, bytes]:
        return {_MAIN: self._template, _DATA: json.dumps({**data, "program": PROGRAM}, ensure_ascii=False).encode()}


def _typst() -> "ModuleType":
    try:
        import typst
    except ImportError as error:
        raise UserError(
            "这台电脑不能显示预览，也不能输出 PDF：排版组件没有装好。", "请重新安装本程序，或者改为输出 Word 文件。"
        ) from error
    return typst
