"""How sums are compared and spoken of: “本年新收 3 + 上年结转 1 = 4”."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from nianbao.core.report import Report
from nianbao.core.values import show

Number = int | Decimal


def add(numbers: Iterable[Number]) -> Number:
    """The exact sum, 0 of nothing."""
    total: Number = 0
    for number in numbers:
        total += number
    return total


def gap(left: Number, right: Number) -> str:
    """How far two numbers are apart, as it is shown."""
    return show(left - right if left > right else right - left)


def filled(report: Report, cells: Sequence[str]) -> list[Number] | None:
    """The numbers in the cells, or None when one of them is blank: a rule speaks only when its cells are filled."""
    numbers = [value for cell in cells if isinstance(value := report.get(cell), int | Decimal)]
    return numbers if len(numbers) == len(cells) else None


def spoken_sum(names: Sequence[str], numbers: Sequence[Number]) -> str:
    """“本年新收 3 + 上年结转 1 = 4”."""
    terms = " + ".join(f"{name} {show(number)}" for name, number in zip(names, numbers, strict=True))
    return f"{terms} = {show(add(numbers))}"
