"""What is said without a number: 未收到申请 denies, 均已答复 and 均予以公开 speak of all."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from nianbao.core.grammar.clauses import telling
from nianbao.core.grammar.memory import APPEALS, Memory
from nianbao.core.grammar.statements import GROUPS, INTAKES, Statement, Subject
from nianbao.core.grammar.subjects import DECISIONS, UNKNOWN, subject_of
from nianbao.core.grammar.tokens import Token
from nianbao.core.grammar.words import DETAILS

_HARMLESS = (
    "事件",
    "案例",
    "问题",
    "纠纷",
    "投诉",
    "举报",
    "异议",
    "申诉",
    "现象",
    "行为",
)  # 未发生行政复议、诉讼等问题
_OF_ALL = {
    "upheld": "upheld",
    "corrected": "corrected",
    "unsettled": "pending",
    "pending": "pending",
    "settled": "pending",
}
_ELSE = ("none", "all", "each", "rest", "rate", "share", "last", "next", "year", "aim", "goal", "within")
_LONGEST_STRANGE = 8  # characters between the denial and what is denied that no word list knows
_REVIEWERS = ("复议机关", "复议机构", "复议部门", "复议决定", "复议局")
_LONGEST_VERB = 2  # characters: 实现, 保持
_NOT_MADE = ("修改", "行政")  # 未制发、修改规范性文件
_POWERS = ("职权", "职能", "职责")
_TAKING = ("received", "new")
_SUBSTANTIVE = ("applications", "heading", "request")


def denied(before: Sequence[Token], after: Sequence[Token], memory: Memory) -> list[Subject]:
    """What a clause says there was none of: `before` and `after` are the words around 未, 无 or 没有."""
    kinds = {token.kind for token in after}
    if kinds.intersection(APPEALS):
        first = next(place for place, token in enumerate(after) if token.kind in APPEALS)
        carried = any(token.kind == "turn" for token in after[:first])
        return _no_appeals(after) + (_no_carrying(before, after[:first], memory) if carried else [])
    named = telling(before)
    if not telling(after) and named and named[-1].kind in _SUBSTANTIVE and not any(map(_is_strange, before)):
        return [Subject(("received",))]  # 依申请公开零受理
    cases = [place for place, token in enumerate(before) if token.kind in APPEALS]
    if cases and not telling(after):
        return _no_appeals(before[: cases[-1] + 1])
    if kinds.intersection(APPEALS) == set() and "corrected" in kinds and memory.appeal and _near(after, ("corrected",)):
        return [Subject((f"{group}.corrected",)) for group in memory.named or memory.appeal]
    if kinds.intersection({"turn", "pending"}):
        return _no_carrying(before, after, memory)
    documents = kinds.intersection({"normative_documents", "rules"})
    if kinds.intersection({*_SUBSTANTIVE, *_TAKING}) and not (documents and "new" in kinds):
        return _no_applications(before, after, memory)
    if kinds.intersection(DECISIONS) or "fees" in kinds or documents:
        return _no_documents(after)
    return _no_results(after, memory)


def all_of(before: Sequence[Token], after: Sequence[Token], memory: Memory, *, counted: bool) -> Subject | None:
    """What 均 or 全部 says of all: `done`, a group of results, an applicant, or the outcomes that none of them had.

    `before` and `after` are the words around it, `counted` tells whether a number of applications stands before.
    """
    kinds = {token.kind for token in after}
    if {token.kind for token in before} & {"rest", "channel"} or kinds & {"foreign", "publish", "none"}:
        return None
    if memory.topic == "appeals" and memory.appeal:
        cases = list(dict.fromkeys((*memory.open_cases, *memory.appeal)))  # 复议7件，诉讼9件，均获维持
        named = any(token.kind in APPEALS for token in before) or not set(cases) <= {"reconsideration", "suits"}
        cases = _decided_by(before, memory.appeal if named else cases)
        turned_down = "reconsideration" in cases and any(token.words.startswith("驳回") for token in after)
        outcomes = [one for one in _other_outcomes(kinds) if not _may_be(one, memory, turned_down=turned_down)]
        names = tuple(f"{group}.{outcome}" for group in cases for outcome in outcomes)
        return Subject(names, loose="upheld" not in kinds or turned_down) if names else None
    if memory.topic != "applications":
        return None
    found = subject_of(after, memory)
    if found and (found.names[0] in GROUPS or found.column != "total"):
        return found
    if kinds & {"done", "handled"} and (counted or any(token.kind in _SUBSTANTIVE for token in before)):
        return Subject(("done",), loose="timely" in kinds, part=memory.part)
    return None


def result_of_all(row: Sequence[Token], counted: Statement, memory: Memory) -> Subject | None:
    """What words without a number say of the cases that were `counted` right before: 我局胜诉, 案件正在审理中."""
    kinds = {token.kind for token in row}
    if counted.kind != "count" or not counted.value or kinds & {*UNKNOWN, *_ELSE}:
        return None
    group, _, outcome = counted.name.partition(".")
    if group in APPEALS and outcome == "total":
        found = [name for kind, name in _OF_ALL.items() if kind in kinds]
        return Subject((f"{group}.{found[0]}",), loose=True) if len(found) == 1 else None
    results = [token.kind for token in telling(row)]
    named = results and all(kind in GROUPS or kind in DETAILS for kind in results)
    if not named or memory.topic != "applications" or counted.name not in INTAKES:
        return None
    return Subject((results[0],), loose=True)


def _decided_by(before: Sequence[Token], cases: Iterable[str]) -> list[str]:
    """Of these kinds of cases, those that were decided by whom the words name: 复议机关均维持, 法院均驳回."""
    spoken = "".join(token.words for token in before)
    reviewed, tried = any(word in spoken for word in _REVIEWERS), "法院" in spoken
    if reviewed == tried:
        return list(cases)
    return [case for case in cases if (case == "reconsideration") == reviewed] or (
        ["reconsideration"] if reviewed else []
    )


def _other_outcomes(kinds: set[str]) -> tuple[str, ...]:
    """The outcomes that are excluded when all cases had the one that is named."""
    if "upheld" in kinds:
        return ("corrected", "other", "pending")
    if "unsettled" in kinds or "pending" in kinds:
        return ("upheld", "corrected", "other")
    return ("pending",) if "settled" in kinds else ()


def _may_be(outcome: str, memory: Memory, *, turned_down: bool) -> bool:
    """Whether cases may have an outcome beside 均维持: 已审结4件，均维持; 驳回复议申请 is 其他 for some."""
    return (outcome == "pending" and memory.tried) or (outcome == "other" and turned_down)


def _is_strange(token: Token) -> bool:
    return token.kind in UNKNOWN and len(token.words) > _LONGEST_VERB


def _strange(row: Sequence[Token]) -> int:
    return sum(len(token.words) for token in row if token.kind == "word")


def _near(row: Sequence[Token], kinds: Sequence[str]) -> bool:
    """Whether nothing strange stands before the first word of these kinds."""
    before = list(takewhile(lambda token: token.kind not in kinds, row))
    return len(before) < len(row) and not any(token.kind in UNKNOWN for token in before)


def _no_appeals(row: Sequence[Token]) -> list[Subject]:
    places = [place for place, token in enumerate(row) if token.kind in APPEALS]
    between = row[: places[-1]]
    tail = [t for t in row[places[-1] + 1 :] if t.kind in UNKNOWN and not t.words.startswith(_HARMLESS)]
    if tail or _strange(between) > _LONGEST_STRANGE:
        return []
    corrected = any(token.kind == "corrected" for token in row)
    if any(token.kind in ("unsettled", "upheld", "settled", "pending") for token in row):
        return []
    outcome = "corrected" if corrected else "total"
    return [Subject((f"{row[place].kind}.{outcome}",)) for place in places]


def _no_carrying(before: Sequence[Token], after: Sequence[Token], memory: Memory) -> list[Subject]:
    if memory.topic in ("appeals", "foreign", "published") and not {t.kind for t in after}.intersection(_SUBSTANTIVE):
        return []
    known = ("turn", "pending")
    if not _near(after, known) or any(t.kind == "foreign" for t in after):
        return []
    when = [token for token in before if token.kind in ("last", "year")]
    found = subject_of([*when, *(t for t in after if t.kind not in _SUBSTANTIVE)], memory)
    if found and found.names == ("turned",):
        return [Subject(("carried_forward",), loose=True)]
    return [found] if found and found.names[0] in ("carried_in", "carried_forward") else []


def _no_applications(before: Sequence[Token], after: Sequence[Token], memory: Memory) -> list[Subject]:
    kinds = [token.kind for token in after]
    nouns = [place for place, kind in enumerate(kinds) if kind in _SUBSTANTIVE]
    taking = any(kind in _TAKING for kind in kinds)
    named = (
        any(kinds[place] != "request" for place in nouns) or memory.topic == "applications" or "information" in kinds
    )
    if not named or (not nouns and not taking):
        return []
    last = nouns[-1] if nouns else len(kinds) - 1
    if any(kind in UNKNOWN for kind in kinds[last + 1 :]) or any(
        kind in ("foreign", "publish") for kind in kinds[:last]
    ):
        return []
    if any(kind in GROUPS or kind in DETAILS or kind in ("done", "rate", "all") for kind in kinds):
        return _no_results(after, memory)
    strange = _strange(after[:last])
    if strange and not taking:
        return []
    if not nouns and (telling([t for t in after if t.kind not in _TAKING]) or memory.topic != "applications"):
        return []
    if not nouns and any(token.kind in UNKNOWN for token in before):
        return []
    return [Subject(("received",), loose=bool(strange))]


def _no_documents(after: Sequence[Token]) -> list[Subject]:
    kinds = [token.kind for token in after if token.words not in _NOT_MADE]
    if any(kind in UNKNOWN or kind in ("request", "received") for kind in kinds):
        return []
    unable = any(token.words[-2:] in _POWERS or token.words == "事项" for token in after)  # 无行政处罚职能
    found = [Subject((f"{kind}.decisions",), loose=unable) for kind in dict.fromkeys(kinds) if kind in DECISIONS]
    if "fees" in kinds:
        found.append(Subject(("fees.amount",)))
    verbs = [kind for kind in kinds if kind in ("issued", "repealed", "in_force")]
    verbs = verbs or ["issued" for kind in kinds if kind == "new"]  # 没有新增的规范性文件
    nouns = [kind for kind in dict.fromkeys(kinds) if kind in ("normative_documents", "rules")]
    return found + [Subject((f"{noun}.{verb}",)) for noun in nouns for verb in dict.fromkeys(verbs)]


def _no_results(after: Sequence[Token], memory: Memory) -> list[Subject]:
    names = [token.kind for token in after if token.kind in GROUPS or token.kind in DETAILS]
    if not names or memory.topic != "applications" or not _near(after, names):
        return []
    if any(token.kind in UNKNOWN or token.kind in ("done", "rate") for token in after):
        return []
    return [Subject((name,)) for name in dict.fromkeys(names) if name != "withdrawn"]
