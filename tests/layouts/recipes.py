"""Any mixture of figures, wordings and habits: what the property tests draw."""

from dataclasses import dataclass

from hypothesis import strategies as st

from layouts.figures import BLANKS, Figures, drawn, figure_styles
from layouts.form import Additions, Draft, draft
from layouts.wording import Wording, wordings
from nianbao.core.edition import Editions


@dataclass(frozen=True)
class Recipe:
    """All that makes a draft, small enough to be printed when a test fails."""

    edition: str
    seed: int
    blanks: str
    zeros: float
    wording: Wording
    figures: Figures
    additions: Additions

    def draft(self, editions: Editions) -> Draft:
        report = drawn(editions, self.edition, self.seed, self.blanks, zeros=self.zeros)
        return draft(report, self.wording, self.figures, self.additions)


recipes = st.builds(
    Recipe,
    edition=st.sampled_from(("2019", "2021")),
    seed=st.integers(2, 10**6),
    blanks=st.sampled_from(BLANKS),
    zeros=st.sampled_from((0.0, 0.3, 0.9)),
    wording=wordings,
    figures=figure_styles,
    additions=st.builds(
        Additions,
        subtotal=st.sampled_from((False, False, True)),
        extra_row=st.sampled_from((False, False, True)),
        remarks=st.booleans(),
        signature=st.booleans(),
    ),
)
