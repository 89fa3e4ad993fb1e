"""《中华人民共和国政府信息公开条例》 as articles, to be cited by cells of the form and read beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_CHAPTER = re.compile(r"#+\s*(第[一二三四五六七八九十]+章.*)")
_ARTICLE = re.compile(r"(第[一二三四五六七八九十]+条)\s*(.+)")
_ITEM = re.compile(r"（([一二三四五六七八九十]+)）")
_REFERENCE = re.compile(r"(\d+)(?:（(?P<item>[一二三四五六七八九十]+)）|\((?P<paragraph>\d)\))?")
_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (款) of an article and the items (项) that follow it, each with its number: “（一）…”."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article; `name` is 第三十六条, `chapter` the whole heading of its chapter."""

    number: int
    name: str
    chapter: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line of the article as it is printed, without its name."""
        return tuple(line for paragraph in self.paragraphs for line in (paragraph.text, *paragraph.items))


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited article or part of one: `name` is 第三十六条第（一）项, `words` the lines of just that part."""

    article: int
    name: str
    words: tuple[str, ...]


Regulation = Mapping[int, Article]


def read_regulation(text: str) -> Regulation:
    """The articles by number, in order, out of a text with a line for each paragraph and item.

    Chapters begin with #, items with （一）; what stands before the first article is left out.
    """
    articles: dict[int, Article] = {}
    chapter = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if heading := _CHAPTER.fullmatch(line):
            chapter = heading[1]
        elif article := _ARTICLE.fullmatch(line):
            number = len(articles) + 1
            articles[number] = Article(number, article[1], chapter, (Paragraph(article[2]),))
        elif articles:
            number = len(articles)
            articles[number] = _longer(articles[number], line)
    return articles


def _longer(article: Article, line: str) -> Article:
    *before, last = article.paragraphs
    added = (Paragraph(last.text, (*last.items, line)),) if _ITEM.match(line) else (last, Paragraph(line))
    return Article(article.number, article.name, article.chapter, (*before, *added))


def cite(regulation: Regulation, reference: str) -> Citation:
    """What a reference of the editions means: “36（一）” an item, “16(1)” a paragraph, “14” the whole article.

    Brackets of items may be half-width too. Raises KeyError for what the regulation does not have.
    """
    match = _REFERENCE.fullmatch(_full(reference))
    if match is None or int(match[1]) not in regulation:
        raise KeyError(reference)
    article = regulation[int(match[1])]
    if item := match["item"]:
        for paragraph in article.paragraphs:
            found = [line for line in paragraph.items if line.startswith(f"（{item}）")]
            if found:
                return Citation(article.number, f"{article.name}第（{item}）项", (paragraph.text, *found))
        raise KeyError(reference)
    if match["paragraph"]:
        place = int(match["paragraph"])
        if place > len(article.paragraphs):
            raise KeyError(reference)
        paragraph = article.paragraphs[place - 1]
        return Citation(article.number, f"{article.name}第{_NUMERALS[place]}款", (paragraph.text, *paragraph.items))
    return Citation(article.number, article.name, article.lines)


def _full(reference: str) -> str:
    """The brackets of an item made full-width, those of a paragraph's number left as they are."""
    return re.sub(r"\(([一二三四五六七八九十]+)\)", r"（\1）", reference)
