"""Every rule, in the order in which the findings are shown."""

from nianbao.core.checks import appeals, applications, cells, proactive, texts, yearly
from nianbao.core.checks.rule import rules_of
from nianbao.core.checks.wording import (
    citations,
    contacts,
    contents,
    copies,
    form,
    leftovers,
    names,
    style,
    years,
)

WORDING = (form, years, citations, leftovers, contents, copies, names, style, contacts)
RULES = rules_of(cells, proactive, applications, appeals, yearly, texts, *WORDING)
