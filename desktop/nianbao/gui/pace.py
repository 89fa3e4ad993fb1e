"""When what follows a change is brought up to date, in milliseconds after the last change.

The keys come first: nothing begins before a quick hand would have struck the next one, and each begins at a time of its
own, so that a key which comes all the same waits for one of them and not for all. Pages follow sooner, beside the
window, and the findings and totals are part of the change itself.
"""

PAGES_MS = 30
AGENDA_MS = 220
BESIDE_MS = 260
SOLUTIONS_MS = 300
TREND_MS = 340
ZERO_YEAR_MS = 380
WORDS_MS = 420  # what is looked for in the texts
CHECK_SHEET_MS = 800
