"""What goes wrong for a reason that the clerk can mend: one plain sentence and a remedy."""


class UserError(Exception):
    """A fault of a file, a folder or an input. `sentence` says what is wrong, `remedy` what to do about it."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence + remedy)
        self.sentence = sentence
        self.remedy = remedy


class SeveralUnits(UserError):
    """A roll-up of several units was read without saying whose figures are wanted; `units` are their names."""

    def __init__(self, name: str, units: tuple[str, ...]) -> None:
        super().__init__(f"“{name}”是 {len(units)} 个单位的汇总表。", f"请选择单位，例如：--unit {units[0]}")
        self.units = units
