"""Where a sentence goes in a text: into the paragraph of its topic, before the rest, or at the end."""

import re
from collections.abc import Iterable

from nianbao.core.prose import sentences

_NUMBER = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.、．])")
_LONGEST_HEADING = 20  # characters of what a paragraph begins with


def placed(text: str, sentence: str, *, topic: str = "", heading: str = "", first: bool = False) -> str:
    """A text that is not empty with a sentence in it; nothing else of it changes.

    With a `topic`, the sentence ends the paragraph that begins with these words; where there is none such, it stands
    at the end in a paragraph of its own under `heading`, unless its number is taken. `first`: before everything.
    """
    lines = text.splitlines()
    if first:
        return "\n".join([sentence, *lines])
    at = _paragraph_of(topic, lines) if topic else None
    if at is None:
        number = _NUMBER.match(heading)
        taken = number is not None and any(line.lstrip().startswith(number[0].strip()) for line in lines)
        return "\n".join([text.rstrip(), f"{'' if taken else heading}{sentence}"])
    if lines[at].rstrip()[-1:] in "。！？；：":
        lines[at] = lines[at].rstrip() + sentence
    else:
        lines.insert(at + 1, sentence)
    return "\n".join(lines)


def without(text: str, unwanted: Iterable[str]) -> str:
    """The text without these sentences; a line of which nothing is left goes too."""
    gone = {"".join(words.split()) for words in unwanted}
    kept = []
    for line in text.splitlines():
        rest = line
        for passage in reversed(sentences(line)):
            if "".join(passage.words.split()) in gone:
                rest = rest[: passage.start] + rest[passage.end :]
        if rest.strip() or not line.strip():
            kept.append(rest)
    return "\n".join(kept)


def sentence_at(text: str, start: int) -> str:
    """The sentence that a place in a text lies in; empty where there is none."""
    return next((passage.words for passage in sentences(text) if passage.start <= start < passage.end), "")


def _paragraph_of(topic: str, lines: list[str]) -> int | None:
    """The last line of the part that begins with the topic: what stands before the next numbered line belongs to it."""
    numbered = (n for n, line in enumerate(lines) if _NUMBER.match(line) and topic in _bare(line)[:_LONGEST_HEADING])
    start = next(numbered, None)
    if start is None:
        start = next((n for n, line in enumerate(lines) if _bare(line).startswith(topic)), None)
    if start is None:
        return None
    end = start
    for number in range(start + 1, len(lines)):
        if _NUMBER.match(lines[number]):
            break
        if lines[number].strip():
            end = number
    return end


def _bare(line: str) -> str:
    return _NUMBER.sub("", line, count=1).strip()
