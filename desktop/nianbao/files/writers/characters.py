"""Characters that a file cannot hold, or that Word would show wrongly: cleaned in one way everywhere, and told."""

import re
from collections.abc import Iterator

from nianbao.core.report import Report

# a line break typed as Shift+Enter in Word, a page break, and the line and paragraph separators of other programs
_SEPARATOR = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_FOREIGN_SEPARATOR = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# half of a character beyond the basic plane, or no character at all: XML cannot hold them
_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
# control characters; marks without width and marks that turn the direction of the text round
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_STRANGE = re.compile(f"{_SEPARATOR.pattern}|{_BROKEN.pattern}|{_INVISIBLE.pattern}")
_CONTEXT = 8  # characters before a fault, so that the clerk finds it


def clean(text: str) -> str:
    """The text as every kind of file can hold it: line separators as line feeds, nothing invisible.

    Tabs, spaces of every kind and characters beyond the basic plane stay.
    """
    if not _STRANGE.search(text):
        return text
    whole = _joined(_SEPARATOR.sub("\n", text))
    return _INVISIBLE.sub("", _BROKEN.sub("", whole))


def one_line(text: str) -> str:
    """The clean text on one line: a name, a title, a date."""
    return " ".join(clean(text).split("\n"))


def cleaned(report: Report) -> tuple[str, ...]:
    """What `clean` changes in the report's texts, a sentence each, in the order of the form. Empty when nothing."""
    texts = ((cell.name, report.get(cell.id)) for cell in report.edition.cells.values())
    return tuple(said for name, text in texts if isinstance(text, str) for said in _faults(name, text))


def _joined(text: str) -> str:
    """The two halves of a character that a clipboard handed over one by one, as the character."""
    return _HALVES.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)


def _faults(name: str, text: str) -> Iterator[str]:
    if not _STRANGE.search(text):
        return
    whole = _joined(text)
    if broken := list(_BROKEN.finditer(whole)):
        where = _before(whole, broken[0].start())
        yield f"“{name}”里有 {len(broken)} 个残缺的字{where}，写不进文件，输出时会去掉；请在原处重新输入。"
    if invisible := list(_INVISIBLE.finditer(whole)):
        where = _before(whole, invisible[0].start())
        yield f"“{name}”里有 {len(invisible)} 个看不见的控制字符{where}，输出时会去掉，看得见的文字不变。"
    if separators := _FOREIGN_SEPARATOR.findall(whole):
        yield f"“{name}”里有 {len(separators)} 处从别的程序粘贴来的特殊换行，输出时按普通换行处理。"


def _before(text: str, place: int) -> str:
    """The visible words right before a fault, to find it by."""
    words = clean(text[:place]).split("\n")[-1].strip()[-_CONTEXT:]
    return f"（第一个在“{words}”之后）" if words else "（第一个在段首）"
