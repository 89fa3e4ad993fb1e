"""Text from Word, WPS or a web page as the report keeps it: a paragraph a line, and nothing that cannot be seen.

Words and their order stay as they are; what was cleaned away is said.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SOFT = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# what stands for a picture or another thing that is no text
_OBJECT = re.compile("[\ufffc\x01\x08]")
# control characters, the ends of table cells, marks without width, halves of characters, soft hyphens
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_SPACE = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_INDENT = re.compile("(?m)^[ \t\u3000]+(?=\\S)")
_TRAILING = re.compile("(?m)[ \t\u3000]+$")
_BULLET = re.compile(
    "(?m)^(?:(?:[\u2022\u25cf\u25cb\u25a0\u25a1\u25c6\u25c7\u2756\u27a2\u2714\u2713\u2666\u2605\u2606\uf000-\uf0ff]"
    "[ \t\u3000]*|[\u00b7\uff65o*\u2013-](?:\t|[ \u3000]{2,}))[ \t\u3000]*)+(?=\\S)"
)
_NUMBER_TAB = re.compile(
    r"(?m)^((?:[（(]?[一二三四五六七八九十]{1,3}[)）、]|[（(]?\d{1,2}[)）.．、]))[ \u3000]*\t[ \t\u3000]*"
)
_TAB = re.compile("[ ]*\t[ \t]*")
_BLANK = re.compile("\n{2,}")


class Cleaned(NamedTuple):
    """The text to paste, and a sentence that says what was cleaned; an empty one when nothing was."""

    text: str
    told: str


def cleaned(text: str) -> Cleaned:
    """The text of the clipboard as it goes into a section."""
    counts: dict[str, int] = {}

    def away(name: str, pattern: re.Pattern[str], to: str | Callable[[re.Match[str]], str] = "") -> None:
        nonlocal text
        text, number = pattern.subn(to, text)
        if number and name:
            counts[name] = counts.get(name, 0) + number

    counts["手动换行"] = len(_SOFT.findall(text))
    away("", _BREAK, "\n")
    away("", _HALVES, lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"))
    away("图片等非文字内容", _OBJECT)
    away("看不见的控制字符", _UNSEEN)
    away("特殊空格", _SPACE, " ")
    away("段首空格", _INDENT)
    away("项目符号", _BULLET)
    away("制表符", _NUMBER_TAB, r"\1")
    away("制表符", _TAB, " ")
    away("段首空格", _INDENT)
    away("段末空格", _TRAILING)
    away("空行", _BLANK, "\n")
    return Cleaned(text, _told(counts))


def _told(counts: dict[str, int]) -> str:
    found = [f"{name} {number} 处" for name, number in counts.items() if number]
    return f"已粘贴，清理了{'、'.join(found)}，文字没有改动。" if found else ""
