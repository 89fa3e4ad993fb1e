"""What the file of another hand declares that this program makes itself: its title, its headings, words beside tables.

Kept as cells only where it is not what would be printed here, so that it can be checked. It speaks of the file: with
the first change of the report it is gone, and it never reaches the next year.
"""

from collections.abc import Mapping, Sequence

from nianbao.core.chinese import simplified
from nianbao.core.edition import Edition
from nianbao.core.preamble import title
from nianbao.core.values import Value, plain

TITLE, HEADINGS, BESIDE = DECLARED = ("texts.title", "texts.headings", "texts.beside")


def declared(
    edition: Edition, values: Mapping[str, Value], heading: str, sections: Sequence[str], beside: Sequence[str]
) -> dict[str, Value]:
    """The cells of what a file declares: its title, its headings one a line, and the lines of text beside its tables.

    `values` are what was read of it otherwise. A title or headings as they would be printed here are left out, and a
    heading alone: it tells nothing of the others.
    """
    found: dict[str, Value] = {}
    if heading and _bare(heading) != _bare(title(edition, values)):
        found[TITLE] = heading
    if len(sections) > 1 and [_bare(line) for line in sections] != [
        _bare(section.heading) for section in edition.sections
    ]:
        found[HEADINGS] = "\n".join(sections)
    if beside:
        found[BESIDE] = "\n".join(beside)
    return found


def _bare(text: str) -> str:
    return plain(simplified(text))
