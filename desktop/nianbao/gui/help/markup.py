"""What the help's pages look like: HTML of our own making, in the colours of the surroundings, and its plain text."""

import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser

from nianbao.core.help import Help, Part
from nianbao.core.regulation import Citation, Regulation, cite
from nianbao.gui.colours import Colours

_ARTICLE = re.compile("第[一二三四五六七八九十]+条")
_ENDING_TAGS = frozenset({"p", "h1", "h2", "h3", "li", "td", "th", "tr", "ul", "ol", "table", "br"})
REGULATION = "《条例》"


def sheet(shades: Colours) -> str:
    """The style sheet of every page."""
    ink, faint, line, ground = (c.name() for c in (shades.ink, shades.faint, shades.line, shades.label_ground))
    return f"""
body, p, li, td, th {{ color: {ink}; }}
p, li {{ line-height: 135%; }}
p {{ margin: 4px 0 6px 0; }}
h1 {{ font-size: large; color: {shades.mark.name()}; margin: 2px 0 8px 0; }}
h2 {{ font-size: medium; color: {shades.mark.name()}; margin: 12px 0 2px 0; }}
h3 {{ font-size: medium; color: {ink}; margin: 10px 0 0 0; }}
a {{ color: {shades.current_line.name()}; text-decoration: none; }}
table {{ border-color: {line}; border-collapse: collapse; margin: 6px 0 6px 0; }}
th {{ background-color: {ground}; }}
.key {{ background-color: {ground}; }}
.menu {{ font-weight: bold; }}
.picture {{ line-height: 100%; }}
.place, .caption {{ color: {faint}; }}
.article {{ background-color: {ground}; }}
.error {{ color: {shades.error.name()}; }}
.warning {{ color: {shades.warning.name()}; }}
.hint {{ color: {shades.hint.name()}; }}
"""


def paragraph(words: str, style: str = "") -> str:
    return f'<p class="{style}">{words}</p>' if style else f"<p>{words}</p>"


def linked(words: str, regulation: Regulation) -> str:
    """Plain words as HTML; the articles that they name lead to the 条例, unless another law is spoken of."""
    numbers = {article.name: article.number for article in regulation.values()}

    def link(match: re.Match[str]) -> str:
        of_another = match.string[: match.start()].endswith("》")
        number = None if of_another else numbers.get(match[0])
        return f'<a href="article/{number}">{match[0]}</a>' if number else match[0]

    return _ARTICLE.sub(link, escape(words, quote=False))


def help_html(help_: Help, regulation: Regulation, *, with_articles: bool) -> str:
    """The help at a cell; `with_articles` prints the articles' own words under it."""
    made = [
        f"<h1>{escape(help_.name)}</h1>",
        paragraph(escape(help_.section), "place"),
        _basis(help_.articles, help_.basis, regulation),
    ]
    if help_.writing:
        made.append(paragraph(escape(help_.writing)))
    made += _words(help_.parts, regulation, named=len(help_.parts) > 1)
    if with_articles:
        made += _articles(help_.articles, regulation)
    return "".join(made)


def part_html(part: Part, regulation: Regulation) -> str:
    """The help for a row, a column, a field or a text by itself, the articles' words with it."""
    kind = {"row": "行：", "column": "列："}.get(part.topic.side, "")
    place = " → ".join(part.path)
    made = [f"<h1>{escape(part.name)}</h1>", paragraph(escape(part.section), "place")]
    if place not in (part.section, part.name):
        made.append(paragraph(f"{kind}{escape(place)}", "place"))
    made.append(_basis(part.articles, part.topic.basis, regulation))
    made += _words((part,), regulation, named=False)
    made += _articles(part.articles, regulation)
    return "".join(made)


def _words(parts: Iterable[Part], regulation: Regulation, *, named: bool) -> list[str]:
    made = []
    for heading, words in (("填什么", "counts"), ("举例", "example"), ("常见错误", "mistake")):
        made.append(f"<h2>{heading}</h2>")
        for part in parts:
            name = f"<b>{escape(part.name)}</b>　" if named else ""
            made.append(paragraph(name + linked(getattr(part.topic, words), regulation)))
    return made


def _basis(articles: Iterable[str], basis: str, regulation: Regulation) -> str:
    """One line: the articles, each leading to its page, and what is to be said beside them."""
    cited = [cite(regulation, article) for article in articles]
    names = "、".join(f'<a href="article/{each.article}">{each.name}</a>' for each in cited)
    return paragraph(f"<b>依据</b>　{f'{REGULATION}{names}。' if cited else ''}{linked(basis, regulation)}")


def _articles(articles: Iterable[str], regulation: Regulation) -> list[str]:
    made = [citation_html(cite(regulation, article)) for article in articles]
    return ["<h2>条例原文</h2>", *made] if made else []


def citation_html(cited: Citation) -> str:
    """The words of an article, or of the part of it that is cited."""
    lines = "<br>".join(escape(words, quote=False) for words in cited.words)
    return paragraph(f"<b>{cited.name}</b>　{lines}", "article")


def plain(html: str) -> str:
    """The words of a page without its tags, a space where a paragraph or a cell ends."""
    words = _Words()
    words.feed(html)
    words.close()
    return " ".join("".join(words.found).split())


def addresses(html: str, tag: str = "a", attribute: str = "href") -> list[str]:
    """Where the page's links lead, or with “img” and “src” the names of its pictures."""
    words = _Words()
    words.feed(html)
    return [value for name, attributes in words.tags if name == tag and (value := attributes.get(attribute))]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in _ENDING_TAGS:
            self.found.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _ENDING_TAGS:
            self.found.append(" ")
