"""A paragraph becomes a row of words and numbers, each with its place in the text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from nianbao.core.chinese import simplified
from nianbao.core.grammar.lexicon import longest
from nianbao.core.grammar.numerals import NO_NUMBER, Numeral, numeral, zero

_WIDE = {ord("！") + place: ord("!") + place for place in range(94)}  # full-width signs and digits
_SIGNS = str.maketrans(
    {
        "(": "（",
        ")": "）",
        ",": "，",
        ";": "；",
        ":": "：",
        "!": "！",
        "?": "？",
        "[": "（",
        "]": "）",
        "【": "（",
        "】": "）",
        "．": ".",
        "○": "〇",
        "|": "，",
        "●": "；",
        "◆": "；",
        "■": "；",
        "▪": "；",
        "｡": "。",
    }
)
_FULL_STOP = re.compile(r"(?<=[一-龥）”])\.(?!\d)")  # typed on the wrong keyboard
_BLANK = re.compile(r"[\s\u200b\ufeff\xad]")
_RUN = re.compile(r"[^\s\u200b\ufeff\xad]+")
_STRUCTURE = dict(zip("，、（）：；", ("comma", "pause", "open", "close", "colon", "semicolon"), strict=True))
_STRUCTURE.update(dict.fromkeys("。！？", "stop"))
_DIGITS = frozenset("0123456789〇零一二两三四五六七八九十百千")
# what looks like a number and is none: titles, articles, documents' numbers, dates, telephones, numbers of a list
_TO = "[-—~至到]"
_OPAQUE = re.compile(
    r"(?P<title>《[^》]{0,80}》)"
    r"|(?P<foreign>123\d\d(?![\d.,，件宗份个条起次人余多万])"  # 12345热线
    r"|\d{3,6}(?=”?(?:[市便]民|政[务府]|服务|城管|热线|平台|投诉|举报|工单|转办|电话|系统|接|报)))"
    r"|(?P<fill>\d+/\d+(?!\d)|[两二三四][项者类](?=合计|共计|总计|之和))"
    r"|(?P<cited>第(?![一二三四]季度|三[方产者])[〇零一二两三四五六七八九十百\d]+(?:[条款项章号次届]|（[一二三四五六七八九十]+）项)?"
    r"(?:（[一二三四五六七八九十\d]+）项?)?|〔\d+〕\d*号?|\d{3,4}[-—]\d{3,8}|\d+\.\d+\.\d+)"
    rf"|(?P<range>\d{{4}}年?度?{_TO}\d{{4}}年度?(?!\d{{1,2}}月)"
    rf"|(?!1月?份?{_TO}12月)\d{{1,2}}月?份?{_TO}\d{{1,2}}月份?(?!\d{{1,2}}[日号]))"
    rf"|(?P<span>(?:自|从|截[至止])?(?:\d{{4}}年度?)?1月1日(?:零时)?起?{_TO}(?:\d{{4}}年)?12月31日(?:止|期间)?|(?:\d{{4}}年度?)?1月份?{_TO}12月份?底?(?!\d{{1,2}}日))"
    r"|(?P<end>截?[至止]?到?(?:\d{4}年)?(?:12月(?:[23]\d日|底)|年底|年末)止?)"
    r"|(?P<date>\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{1,2}月(?:[上中下]旬|[底中末初]|(?=收到|受理|新收|接收|办结|答复)))"
    r"|(?P<year>(?:19|20)\d\d年度?|(?:19|20)\d\d(?![\d.，件宗份个条起余])|二〇[〇一二三四五六七八九]{2}年度?)"
)
_OPAQUE_STARTS = frozenset("两三四《第〔自从截0123456789二年至")
_FORM = re.compile("公开申请[表书]》")
_NEAR = 2  # words
_EQUALS = ("：", "为", "是", "均为", "都是", "均是")
_MARKER = re.compile(
    r"(?:（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[.、](?!\d)|[一二三四五六七八九十]是|[①-⑳])"
)


class Token(NamedTuple):
    """A word of a kind, or a number. `start` and `end` count the characters of the squeezed paragraph."""

    kind: str
    start: int
    end: int
    words: str
    number: Numeral = NO_NUMBER


class Squeezed(NamedTuple):
    """A text without blanks, in simplified half-width characters, and the place of each in the text itself."""

    words: str
    places: Sequence[int]


def squeeze(text: str) -> Squeezed:
    """One character for one; a blank between two digits stays, so that no two numbers become one."""
    plain = _FULL_STOP.sub("。", simplified(text.translate(_WIDE)).translate(_SIGNS))
    if not _BLANK.search(plain):
        return Squeezed(plain, range(len(plain)))
    kept: list[int] = []
    signs: list[str] = []
    for run in _RUN.finditer(plain):
        if signs and signs[-1][-1].isdigit() and run[0][0].isdigit():
            kept.append(run.start() - 1)
            signs.append(" ")
        kept.extend(range(run.start(), run.end()))
        signs.append(run[0])
    return Squeezed("".join(signs), kept)


def tokens(words: str, place: int, end: int) -> list[Token]:
    """The words of a sentence of a squeezed paragraph, in order. What no word list knows is of the kind `word`."""
    found: list[Token] = []
    while place < end:
        token = _token(words, place, found)
        if token.kind == "word" and found and found[-1].kind == "word" and found[-1].end == place:
            token = Token("word", found[-1].start, token.end, found.pop().words + token.words)
        found.append(token)
        place = token.end
    return found


def _token(words: str, place: int, before: Sequence[Token]) -> Token:
    sign = words[place]
    at_start = not before or before[-1].kind in ("stop", "semicolon", "colon", "comma", "close")
    if at_start and (match := _MARKER.match(words, place)) and not _counts(words, match):
        return Token("marker", place, match.end(), match[0])
    if sign in _STRUCTURE:
        return Token(_STRUCTURE[sign], place, place + 1, sign)
    if sign in _OPAQUE_STARTS and (match := _OPAQUE.match(words, place)):
        return Token(_kind_of_opaque(match, before), place, match.end(), match[0])
    if sign in _DIGITS and (found := numeral(words, place)):
        if before and before[-1].kind == "roughly":
            found = found._replace(rough=True, stop=0)
        return Token("number", place, found.end, words[place : found.end], found)
    if before and before[-1].words in _EQUALS and (nothing := zero(words, place)):
        return Token("number", place, nothing.end, words[place : nothing.end], nothing)
    if known := longest(words, place):
        kind, end = known
        return Token(kind, place, end, words[place:end])
    if nothing := zero(words, place):
        return Token("number", place, nothing.end, words[place : nothing.end], nothing)
    return Token("word", place, place + 1, sign)


def _kind_of_opaque(match: re.Match[str], before: Sequence[Token]) -> str:
    """The kind of what looks like a number and is none; 没有收到《信息公开申请表》 is an application."""
    came = any(token.kind == "received" for token in before[-_NEAR:])
    return "applications" if came and _FORM.search(match[0]) else match.lastgroup or "fill"


def _counts(words: str, marker: re.Match[str]) -> bool:
    """Whether what looks like the number of a list is a number: 5、3件, 一是 is not."""
    return marker[0][-1] in "、." and words[marker.end() : marker.end() + 1].isdigit()
