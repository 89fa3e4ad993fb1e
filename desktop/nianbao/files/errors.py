"""What goes wrong for a reason that the clerk can mend: one plain sentence and a remedy."""


class UserError(Exception):
    """A fault of a file, a folder or an input. `sentence` says what is wrong, `remedy` what to do about it."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence + remedy)
        self.sentence = sentence
        self.remedy = remedy
