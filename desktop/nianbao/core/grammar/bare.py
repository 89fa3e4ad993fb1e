"""Numbers without a name of their own: 合计23件, 其他3件 and 网络14件 are understood by what stands before them."""

from nianbao.core.grammar.clauses import Piece
from nianbao.core.grammar.ledger import Ledger
from nianbao.core.grammar.memory import APPEALS, VERBS, Memory
from nianbao.core.grammar.numerals import COUNT_UNITS
from nianbao.core.grammar.statements import GROUPS, INTAKES, Statement, Subject
from nianbao.core.grammar.tokens import Token

_APART = ("business", "research", "nonprofit", "legal_services")
_MOST_SUMMED = 8
_MANY_APART = 3
_LONGEST_KIND = 8  # characters
_POINTING = ("这", "该", "此", "上述", "以上")
_PARTICLES = ("的", "为", "是", "有", "等")
_NO_KIND = frozenset({"content", "some", "publish", "compiled", "section", "marker", "aim", "goal"})


def subject_of_bare(piece: Piece, noun: list[Token], memory: Memory, ledger: Ledger) -> Subject | None:
    """What a number is of whose label, and the `noun` behind it, tell nothing by themselves."""
    words = piece.words or noun
    if any(token.kind == "settled" for token in piece.words) and memory.topic == "appeals" and not memory.acting:
        return Subject(tuple(f"{group}.settled" for group in memory.appeal)) if memory.appeal else None
    if any(token.kind == "rest" and token.words in ("其他", "其它") for token in words):
        return _remainder(ledger)
    if any(token.kind == "wholly" for token in words):
        return _sum_so_far(ledger)
    way = any(token.kind == "channel" for token in words)
    if way and memory.topic == "applications" and ledger.has_intake and piece.unit in COUNT_UNITS:
        return Subject(("channel",))
    return None


def subject_in_list(piece: Piece, noun: list[Token], ledger: Ledger) -> Subject | None:
    """What a number is of that stands among results, in words that no list knows: 已通过网站对外公开1件."""
    listed = ledger.listed
    if not ledger.within or not listed or listed[-1].family != "results" or piece.unit != listed[-1].unit:
        return None
    if any(token.words.startswith(_POINTING) for token in piece.words):
        return None  # 这7件
    kinds = {token.kind for token in (*piece.words, *noun)}
    if "publish" in kinds and any(token.words == "已" for token in piece.words):
        return Subject(("granted",), loose=True)
    return None if kinds & {"foreign", "publish", *VERBS} else Subject(("unnamed",), loose=True)


def name_of_kind(piece: Piece, noun: list[Token], memory: Memory, ledger: Ledger) -> list[Token]:
    """The words by which a number is a part of what came in that no table knows: 其中征地类19件、规划类6件."""
    words = [token for token in (*piece.words, *noun) if token.kind != "within" and token.words not in _PARTICLES]
    if (
        memory.topic != "applications"
        or not ledger.lists_intake
        or not ledger.counts_in(piece.unit)
        or sum(len(token.words) for token in words) > _LONGEST_KIND
        or any(token.kind in _NO_KIND or token.kind in VERBS for token in words)
    ):
        return []
    return words


def _remainder(ledger: Ledger) -> Subject | None:
    """其他3件 at the end of a list of outcomes, of applicants or of results."""
    listed = ledger.listed or _told_last(ledger)
    if not listed:
        return None
    family, group = listed[-1].family, listed[-1].name.partition(".")[0]
    family = "results" if not family and listed[-1].name in (*GROUPS, "opened") else family
    if family == "outcomes":
        names = (f"{group}.other",)
        settled = any(part.name.endswith(".pending") for part in listed)
        return Subject(names, others=() if settled else ((*names, f"{group}.pending"),))
    if family == "applicants" and sum(part.subject.column in _APART for part in listed) >= _MANY_APART:
        return Subject(("applicants",), column="other")
    if family == "applicants" and any(part.subject.column == "person" for part in listed):
        return Subject(("applicants",), column="rest")
    if family == "other":
        return Subject(("other.misc",))
    if family in ("kinds", "channels"):
        return Subject((family[:-1],), loose=True)
    if family != "results":
        return None
    groups = {name.partition(".")[0] for part in listed for name in part.subject.names}
    groups |= {"granted"} if "opened" in groups else set()
    return Subject(("other",) if set(GROUPS) - groups == {"other"} else ("unnamed",))


def _told_last(ledger: Ledger) -> list[Statement]:
    """The counts right before this place that are all results, or all outcomes, of the same."""
    found: list[Statement] = []
    for said in reversed(ledger.statements[-_MOST_SUMMED:]):
        group = said.name.partition(".")[0]
        alike = (
            group == found[0].name.partition(".")[0]
            if found and "." in found[0].name
            else said.name in (*GROUPS, "opened")
        )
        if said.kind != "count" or not (alike or (not found and "." in said.name and group in APPEALS)):
            break
        found.insert(0, said)
    return found if len(found) > 1 else []


def _sum_so_far(ledger: Ledger) -> Subject | None:
    """共23件 after what came in and what was carried in; 合计40件 after the results."""
    listed = ledger.listed or _told_last(ledger)
    group, _, outcome = listed[-1].name.partition(".") if listed else ("", "", "")
    if group in APPEALS and outcome != "total":
        return Subject((f"{group}.total",))
    if listed and (listed[-1].family == "results" or listed[-1].name in GROUPS):
        names = tuple(dict.fromkeys(name for part in listed for name in part.subject.names))
        return Subject(names) if set(names) < set(GROUPS) else Subject(("done",), loose=True)
    counted = {statement.name for statement in ledger.sentence if statement.kind == "count"}
    both = counted & {"carried_in", "turned"} and counted & {*INTAKES} and "done" not in counted
    return Subject(("pool",)) if both and ledger.statements[-1].name in ("carried_in", "turned", *INTAKES) else None
