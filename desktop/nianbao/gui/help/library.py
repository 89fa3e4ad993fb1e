"""All pages of the help by address: the guide, an edition's rows and columns, the 条例, and generated pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from nianbao.core.edition import Edition
from nianbao.core.help import parts_of, told
from nianbao.core.regulation import Article, Citation, cite
from nianbao.core.search import Hit, Page, search
from nianbao.files.help import load_guide, load_regulation, load_topics
from nianbao.gui.help.generated import rules_page, shortcuts_page
from nianbao.gui.help.markup import citation_html, part_html, plain

GUIDE, REGULATION, LISTS = "使用说明", "政府信息公开条例", "规则和快捷键"
GENERATED = {"rules": rules_page, "shortcuts": shortcuts_page}


@dataclass(frozen=True, slots=True)
class Entry:
    """A page to show: `html` is what stands in its body; `side` is row or column where it is one of a table."""

    page: Page
    html: str
    side: str = ""


class Library:
    """The pages for one edition. An address is guide page, row, column, field, text or article: article/36."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.entries: Mapping[str, Entry] = {
            entry.page.address: entry for entry in (*_guide(), *_cells(edition), *_lists(), *_articles())
        }

    def html(self, address: str) -> str:
        """The page at an address; nothing for what the help does not have, as a link to another edition's row."""
        entry = self.entries.get(address)
        return entry.html if entry else ""

    def search(self, typed: str) -> tuple[Hit, ...]:
        """The pages that answer what was typed, best first."""
        return search((entry.page for entry in self.entries.values()), typed)

    def groups(self) -> dict[str, list[Entry]]:
        """The table of contents: the pages by group, in order."""
        groups: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            groups.setdefault(entry.page.group, []).append(entry)
        return groups


def _entry(address: str, title: str, group: str, html: str, *, text: str = "", side: str = "") -> Entry:
    return Entry(Page(address, title, group, text or plain(html)), html, side)


def _guide() -> list[Entry]:
    return [_entry(f"page/{name}", _title(html), GUIDE, html) for name, html in load_guide().items()]


def _lists() -> list[Entry]:
    made = {name: make() for name, make in GENERATED.items()}
    return [_entry(f"page/{name}", _title(html), LISTS, html) for name, html in made.items()]


def _cells(edition: Edition) -> list[Entry]:
    regulation = load_regulation()
    return [
        _entry(
            part.topic.address,
            part.name,
            part.section,
            part_html(part, regulation),
            text=" ".join((*told(part), *(cite(regulation, article).name for article in part.articles))),
            side=part.topic.side if part.topic.side in ("row", "column") else "",
        )
        for part in parts_of(load_topics(), edition)
    ]


def _articles() -> list[Entry]:
    regulation = load_regulation()
    return [
        _entry(
            f"article/{number}", f"{article.name}", REGULATION, _article_html(article, cite(regulation, str(number)))
        )
        for number, article in regulation.items()
    ]


def _article_html(article: Article, whole: Citation) -> str:
    ways = [
        f'<a href="article/{number}">{words}</a>'
        for number, words in ((article.number - 1, "上一条"), (article.number + 1, "下一条"))
        if number in load_regulation()
    ]
    return (
        f'<h1>{article.name}</h1><p class="place">《中华人民共和国政府信息公开条例》　{article.chapter}</p>'
        f"{citation_html(whole)}<p>{'　'.join(ways)}</p>"
    )


def _title(html: str) -> str:
    return html.partition("<h1>")[2].partition("</h1>")[0]
