"""Which rows of the form a label names: 收到申请 the received ones, 予以公开及部分公开 the sum of two groups."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nianbao.core.grammar.clauses import telling
from nianbao.core.grammar.memory import APPEALS, Memory
from nianbao.core.grammar.statements import GROUPS, Subject
from nianbao.core.grammar.tokens import Token
from nianbao.core.grammar.words import DETAILS

UNKNOWN = frozenset({"word", "foreign", "publish", "compiled", "section"})
DECISIONS = ("licensing", "penalties", "coercive_measures")
_DOCUMENTS = ("normative_documents", "rules")
DOCUMENT_VERBS = ("issued", "repealed", "in_force")
_OUTCOMES = {
    "upheld": "upheld",
    "corrected": "corrected",
    "outcome_other": "other",
    "unsettled": "pending",
    "pending": "pending",
}
_COLUMNS = {
    "person": "person",
    "organisation": "organisation",
    "corporate": "corporate",
    "business": "business",
    "research": "research",
    "nonprofit": "nonprofit",
    "legal_services": "legal_services",
    "other_organisation": "other",
}
_VAGUE = ("done", "handled", "received", "new", "applications", "applicants", "opened", "turned", "taken_and_done")
_SPECIFIC = {*GROUPS[1:], *DETAILS} - {"declined.petition", "withdrawn"}  # 不予公开 is said of nothing else
_ACTING = re.compile("应诉|代理|参加|参与|作为|出庭|审理")
_DECIDING = re.compile("[作做]出|[出开]具|送达|办理|办结|实施|下达|处理|完成")
_ABOUT = ("因", "因为", "由", "就", "涉及", "不服", "对")
_SEVERAL = 2
_HALF_NAMED = (
    "准予许可",
    "许可",
    "处罚",
    "强制",
    "强制措施",
)  # of whatever kind: table two, if the number is near to it
_DECIDERS = ("复议机关审", "作为复议机关", "作为第三人", "为第三人")
_OFFICIAL = ("举报", "投诉", "处理", "答复")  # 信访类3件 may be what was no application at all
_POSTPONED = ("顺延", "延期", "延续", "延至", "延后", "移至", "跨年")


def subject_of(label: Sequence[Token], memory: Memory) -> Subject | None:
    """What the words of a label name, or None where they name nothing that the form counts."""
    tells = telling(label)
    if not tells:
        return None
    kinds = {token.kind for token in tells}
    if _is_no_case(label, tells):
        return None
    if kinds.intersection(APPEALS):
        return _appeals(label, kinds, memory)
    if tells[-1].kind in UNKNOWN:
        return None
    if kinds.intersection(_DOCUMENTS) or (memory.document and kinds.intersection(DOCUMENT_VERBS)):
        return _documents(label, kinds, memory)
    if kinds.intersection((*DECISIONS, "fees", "procurement")):
        return _decisions(kinds, label, memory)
    if memory.appeal and memory.topic == "appeals" and kinds.intersection(_OUTCOMES):
        return None if memory.acting else _outcome(tells, kinds, memory)
    return _applications(label, tells, kinds, memory)


def _outcome(tells: Sequence[Token], kinds: set[str], memory: Memory) -> Subject:
    """维持5件 of the cases that were counted before."""
    open_cases = tuple(dict.fromkeys(memory.open_cases))
    several = () if memory.appeals or len(open_cases) < _SEVERAL else (open_cases, *((case,) for case in open_cases))
    others = tuple(_with_outcome(groups, kinds) for groups in (*memory.appeals, *several))
    if any(token.words.startswith("驳回") for token in tells):
        others = (
            *others,
            *((f"{group}.other",) for group in memory.appeal if group == "reconsideration"),
        )  # some count them as 其他结果
    return Subject(_with_outcome(memory.appeal, kinds), loose=bool(several), others=others)


def _is_no_case(label: Sequence[Token], tells: Sequence[Token]) -> bool:
    """Whether a way or another office is counted, not its cases: 依申请公开窗口12个, 指导部门答复申请30件."""
    ways = any(token.kind == "channel" for token in label[label.index(tells[-1]) :])
    return ways or any(token.kind == "passed_on" for token in label)


def _appeals(label: Sequence[Token], kinds: set[str], memory: Memory) -> Subject | None:
    if any(token.kind in ("last", "turn", "settled") or token.words.startswith("办结") for token in label):
        return None
    if telling(label)[-1].kind in UNKNOWN:
        return None
    if any(word in _spoken(label) for word in _DECIDERS):
        return None
    if _is_of_others(label):
        memory.acting = True
    acting = kinds & {"handled", "received"} or any(_ACTING.search(token.words) for token in label)
    of_others = any(token.kind == "others" or token.words == "各类" for token in label)
    memory.acting = memory.acting or (bool(acting) and (of_others or not memory.informed))
    if memory.acting:
        return None  # cases that the unit decides, not cases against it
    names = _with_outcome(tuple(kind for kind in APPEALS if kind in kinds), kinds)
    official = bool(kinds & {"direct_suit", "suit_after_reconsideration"})
    fresh = "new" in kinds and names[0].endswith(".total")  # 新收行政复议1件，上年结转1件
    return Subject(names, loose=fresh or (not memory.informed and not official))


def _is_of_others(label: Sequence[Token]) -> bool:
    """Whether cases arose from something else: 因投诉举报处理引发行政复议."""
    place = next(place for place, token in enumerate(label) if token.kind in APPEALS)
    known = {token.kind for token in label} & {"applications", "heading", "information"}
    before = label[:place]
    if known or not before or before[-1].words == "在" or any("答复" in token.words for token in before):
        return False
    of_kind = before[-1].words in ("的", "类", "领域", "等")
    why = next((at for at, token in enumerate(before) if token.words in _ABOUT), place)
    about = telling(before)[-1:] if of_kind else telling(before[why:])
    return any(t.kind in ("word", *DECISIONS) for t in about) or any(t.kind == "foreign" for t in before)


def _with_outcome(groups: tuple[str, ...], kinds: set[str]) -> tuple[str, ...]:
    outcomes = [outcome for kind, outcome in _OUTCOMES.items() if kind in kinds]
    return tuple(f"{group}.{outcome}" for group in groups for outcome in dict.fromkeys(outcomes or ["total"]))


def _documents(label: Sequence[Token], kinds: set[str], memory: Memory) -> Subject | None:
    if label[0].words == "对":
        return None
    nouns = [kind for kind in _DOCUMENTS if kind in kinds] or [memory.document]
    verbs = [kind for kind in DOCUMENT_VERBS if kind in kinds] or [memory.document_verb]
    named_anew = kinds.intersection(_DOCUMENTS) and not kinds.intersection(DOCUMENT_VERBS)
    otherwise = named_anew and kinds & {"word", "handled", "received", "done"}  # 审核市级规范性文件61件
    if kinds & {"publish", "foreign"} or otherwise or len(verbs) != 1 or not verbs[0]:
        memory.document, memory.document_verb = nouns[-1], ""
        return None
    memory.document, memory.document_verb = nouns[-1], verbs[0]
    memory.topic = "" if memory.topic == "published" else memory.topic
    lapsed = "".join(t.words for t in label if t.kind == "repealed" and t.words[0] in "失自")  # 失效2件、废止4件
    return Subject(tuple(f"{noun}.{verbs[0]}" for noun in nouns), part=lapsed)


def _decisions(kinds: set[str], label: Sequence[Token], memory: Memory) -> Subject | None:
    names = tuple(f"{kind}.decisions" for kind in DECISIONS if kind in kinds)
    if names:
        if kinds.intersection({"publish", "foreign", "request", "received", "applications"}):
            return None
        memory.deciding = memory.deciding or any(_DECIDING.match(token.words) for token in label)
        if (memory.topic == "published" and not memory.deciding) or memory.content:
            return None
        return Subject(
            names, loose=any("事项" in t.words for t in label), faint=any(t.words in _HALF_NAMED for t in label)
        )
    for kind in ("fees", "procurement"):
        if kind in kinds and not kinds & {"foreign", "publish"}:
            memory.document = kind
            return Subject((f"{kind}.amount",))
    return None


def money_of(label: Sequence[Token], memory: Memory) -> Subject | None:
    """What an amount is of whose name stands before: …项目6个，总金额52.15万元."""
    if memory.document in ("fees", "procurement") and any("金额" in t.words or "收" in t.words for t in label):
        return Subject((f"{memory.document}.amount",))
    return None


def _applications(label: Sequence[Token], tells: list[Token], kinds: set[str], memory: Memory) -> Subject | None:
    parted = {token.kind for token in label}.issuperset(("information", "request"))  # 政府信息公开自然人申请
    noun = parted or bool(kinds.intersection({"applications", "heading"}))
    specific = memory.counted and bool(kinds & _SPECIFIC)
    if memory.attributes or (memory.topic in ("foreign", "published") and not noun and not specific):
        return None
    if "foreign" in kinds and not _named_after(tells, "foreign"):
        return None
    if not noun and _is_for_else(label):
        return None
    columns = [_COLUMNS[token.kind] for token in tells if token.kind in _COLUMNS]
    row = _row(label, kinds, memory)
    if row is None and not columns:
        return None
    found = row or Subject(("applicants",))
    known = noun or memory.topic == "applications"
    if not known and found.names[0] in (
        "done",
        "handled",
        "received",
        "new",
        "request",
        "applicants",
        "opened",
        "turned",
        "taken_and_done",
        "unnamed",
    ):
        if "word" in kinds or not (memory.informed or "request" in kinds):
            return None
        memory.topic, memory.guessed = "applications", True
    if found.names[0] in _VAGUE:
        found = replace(found, loose=found.loose or memory.guessed, faint=found.faint or memory.guessed)
    return replace(found, column=columns[0] if len(set(columns)) == 1 else "total")


def _is_for_else(label: Sequence[Token]) -> bool:
    """Whether something else than information is applied for: 城市道路申请, 合作申请."""
    for first, between, request in zip((None, *label), label, label[1:], strict=False):
        if request.kind == "request" and between.end == request.start:
            near = first if between.kind == "fill" and len(between.words) == 1 and between.words != "的" else between
            if near and near.kind == "word":
                return True
    return False


def _named_after(tells: list[Token], kind: str) -> bool:
    """Whether the applications, or a result of theirs, are named after the last word of a kind."""
    last = max(place for place, token in enumerate(tells) if token.kind == kind)
    return any(
        t.kind in ("applications", "heading", "turn", "pending", *GROUPS) or t.kind in DETAILS
        for t in tells[last + 1 :]
    )


def _row(label: Sequence[Token], kinds: set[str], memory: Memory) -> Subject | None:
    """The row by the most telling word: carrying over, then results, then what was done, then what came in."""
    if kinds & {"turn", "pending", "unsettled"}:
        return _row(rest, {t.kind for t in rest}, memory) if (rest := _besides(label)) else _carried(label, memory)
    groups = tuple(group for group in GROUPS if group in kinds)
    details = tuple(detail for detail in DETAILS if detail in kinds)
    if details == ("declined.petition",) and kinds & {"received", "new", "handled"}:
        return None  # 受理信访举报12件
    if details == ("withdrawn",) and not groups and not _is_by_applicant(label):
        return None  # 撤回信息4条
    listed = any("等" in token.words for token in label)
    one = len(groups) == 1 and len(details) == 1 and not listed and details != ("withdrawn",)
    if details and (not groups or one):
        vague = details == ("declined.petition",) and not groups and not any(w in _spoken(label) for w in _OFFICIAL)
        return Subject(details, loose=vague, others=(groups,) if groups else ())
    if groups == ("granted",) and kinds & {"word", "foreign"} and any(t.words == "全部公开" for t in label):
        return None  # 3件制度全部公开
    if groups:
        return Subject(groups)
    if "opened" in kinds and memory.counted and not kinds & {"word", "handled", "foreign", "received", "new"}:
        return Subject(("opened",), others=(("total",),) if "done" in kinds else ())  # 公开答复
    return _dealt_with(kinds, label)


def _spoken(label: Sequence[Token]) -> str:
    return "".join(token.words for token in label)


def _besides(label: Sequence[Token]) -> Sequence[Token]:
    """What is counted beside what was carried over: 结转上年后新收到47件, 除结转外新收47件."""
    place = next(at for at, token in enumerate(label) if token.kind in ("turn", "pending", "unsettled"))
    behind = next(
        (at for at in range(place, len(label)) if label[at].words in ("后", "外", "之外", "以外")), len(label)
    )
    rest = label[behind + 1 :]
    return rest if any(token.kind in ("new", "received", "handled", "done") for token in rest) else ()


def _is_by_applicant(label: Sequence[Token]) -> bool:
    return any(token.kind in ("anyone", "request") or "申请" in token.words for token in label)


def _of_those(label: Sequence[Token]) -> bool:
    """Whether what came in is spoken of once more: 收到的."""
    return any(one.kind in ("received", "new") and of.words == "的" for one, of in pairwise(label))


def _dealt_with(kinds: set[str], label: Sequence[Token]) -> Subject | None:
    """What came in, what was done with it, or applications without more."""
    if "late" in kinds:
        return Subject(("late",), loose=True)
    if kinds & {"due", "not_taken"}:
        return Subject(("pool",) if "due" in kinds else ("unnamed",), loose="due" not in kinds)  # 不予受理4件
    taken = "new" if "new" in kinds else "received" if "received" in kinds else ""
    name = "done" if "done" in kinds else "handled" if "handled" in kinds else ""
    if name == "done" and taken and _of_those(label):
        return Subject(("done",), loose=True, others=(("total", "-carried_in"),))  # 本年收到的申请办结3件
    if name or taken:
        return Subject(("taken_and_done",) if taken and name == "done" else (name or taken,))
    if kinds & {"applications", "request", "heading"}:
        return Subject(("applications",), loose=not kinds & {"applications", "request"})
    return None


def _carried(label: Sequence[Token], memory: Memory) -> Subject:
    """Carried in from last year or forward to the next, by the years that are named and by the words."""
    kinds = [token.kind for token in label]
    years = [int(token.words[:4]) for token in label if token.kind == "year" and token.words[:4].isdigit()]
    if "next" in kinds or (memory.year and memory.year + 1 in years):
        return Subject(("carried_forward",))
    if "last" in kinds or (memory.year and memory.year - 1 in years):
        return Subject(("carried_in",))
    if "turn" in kinds and "end" in kinds:
        return Subject(("carried_forward",))  # 年末结转
    if "turn" in kinds:
        turn = kinds.index("turn")
        if "this" in kinds[turn:]:
            return Subject(("carried_in",))
        return Subject(
            ("carried_forward",) if label[turn].words.startswith(_POSTPONED) or "pending" in kinds else ("turned",)
        )
    return Subject(("carried_forward",))
