"""Numbers of up to eight digits stand on one line in every cell of the form, in letters that can still be read."""

from decimal import Decimal

import pytest

from nianbao.core.report import Report
from nianbao.files.writers.layout import PRESETS
from nianbao.files.writers.word import write_word
from word_parts import EDITIONS, W, attribute, report, styles, tables, words

CELL_MARGIN = 57  # twips on each side, of the table style
DIGITS = {
    "宋体": 0.5,
    "Arial": 0.556,
    "DejaVu Sans": 0.636,
}  # widths of a digit, of the size: what may stand in for 宋体

both_presets = pytest.mark.parametrize("layout", PRESETS, ids=lambda layout: layout.id)


def filled_with(edition, digits):
    """A report with a number of so many digits in every cell."""
    number = int("9876543219876"[:digits])
    cells = {cell.id: Decimal(number) if cell.kind == "amount" else number for cell in EDITIONS[edition].table_cells}
    return Report(EDITIONS, {**report(edition).values, **cells})


def number_cells(data):
    """(cell, its words, its paragraph's style) of every cell with a number in it."""
    defined = styles(data)
    cells = [cell for table in tables(data) for cell in table.iter(f"{W}tc")]
    numbers = [cell for cell in cells if words(cell).removeprefix("+").isdecimal()]
    return [(cell, words(cell), defined[attribute(cell, "w:p/w:pPr/w:pStyle")]) for cell in numbers]


def room_and_need(cell, text, style, digit):
    """The width that the cell leaves to its text, and the width of the text, in twips."""
    margin = attribute(cell, "w:tcPr/w:tcMar/w:left", "w")
    room = int(attribute(cell, "w:tcPr/w:tcW", "w")) - 2 * (CELL_MARGIN if margin is None else int(margin))
    scale = int(attribute(style, "w:rPr/w:w") or 100) / 100
    return room, len(text) * int(attribute(style, "w:rPr/w:sz")) * 10 * digit * scale


@both_presets
@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("digits", range(1, 9))
@pytest.mark.parametrize("font", DIGITS)
def test_a_number_of_up_to_eight_digits_fits_on_one_line(layout, edition, digits, font):
    cells = number_cells(write_word(filled_with(edition, digits), layout=layout))
    assert len(cells) == len(EDITIONS[edition].table_cells)
    for cell, text, style in cells:
        room, need = room_and_need(cell, text, style, DIGITS[font])
        assert need <= room


@pytest.mark.parametrize("digits", [1, 8, 12])
def test_numbers_are_centred_between_small_five_and_five(digits):
    for _, _, style in number_cells(write_word(filled_with("2021", digits))):
        assert attribute(style, "w:pPr/w:jc") == "center"
        assert 18 <= int(attribute(style, "w:rPr/w:sz")) <= 21  # half points: 小五 is 9 pt, 五号 10.5


def test_a_small_number_looks_as_on_the_form_beside_a_large_one():
    large = report(applications__received__person=12345678, applications__received__business=3)
    by_text = {text: style for _, text, style in number_cells(write_word(large))}
    assert attribute(by_text["3"], "w:name") == "表格数字"
    assert attribute(by_text["12345678"], "w:name") == "表格数字（最长数）"


def test_no_digit_of_a_number_without_measure_is_lost():
    written = [text for _, text, _ in number_cells(write_word(filled_with("2021", 12)))]
    assert set(written) == {"987654321987"}
