"""The families of rules in the clerk's words: what each of them looks at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Rules whose codes begin alike. `against_last` tells that they need last year's report."""

    id: str
    name: str
    against_last: bool = False


FAMILIES = (
    Family("C", "单元格"),
    Family("T2", "表二"),
    Family("T3", "表三"),
    Family("T4", "表四"),
    Family("Y", "与上年比较", against_last=True),
    Family("X", "文字与表格"),
    Family("W", "文字"),
)


def family_of(code: str) -> str:
    """The id of the family that a rule's code belongs to: T3 of T3-01."""
    return code.partition("-")[0]
