"""What goes wrong for a reason that the clerk can mend: one plain sentence and a remedy."""


class UserError(Exception):
    """A fault of a file, a folder or an input. `sentence` says what is wrong, `remedy` what to do about it."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence + remedy)
        self.sentence = sentence
        self.remedy = remedy


class SeveralUnits(UserError):
    """A roll-up was read without saying whose figures are wanted; `units` are the rows that it offers, by their names.

    `many` is how many units they are of: a sheet may name one twice.
    """

    def __init__(self, name: str, units: tuple[str, ...], many: int) -> None:
        super().__init__(f"“{name}”是 {many} 个单位的汇总表。", f"请选择单位，例如：--unit {units[0]}")
        self.units = units
