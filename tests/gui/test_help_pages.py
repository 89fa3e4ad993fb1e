"""The pages of the help: every link leads somewhere, nothing leads outside, lists are those of the program itself."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QKeySequence, QTextDocument
from pytestqt.qtbot import QtBot

from nianbao.core.checks import RULES
from nianbao.core.edition import Editions
from nianbao.files.help import cell_help, load_regulation
from nianbao.gui.actions import MENUS
from nianbao.gui.help import BEGINNING, SHORTCUTS
from nianbao.gui.help import RULES as RULES_PAGE
from nianbao.gui.help.browser import EDGE, HelpBrowser
from nianbao.gui.help.generated import key_name
from nianbao.gui.help.library import Library
from nianbao.gui.help.markup import addresses, help_html, linked, plain

CELL = "applications.partly_granted.person"


@pytest.fixture(params=["2019", "2021"])
def library(request: pytest.FixtureRequest, editions: Editions) -> Library:
    return Library(editions[request.param])


@pytest.fixture
def browser(qtbot: QtBot) -> HelpBrowser:
    browser = HelpBrowser()
    qtbot.addWidget(browser)
    browser.resize(500, 400)
    browser.show()
    return browser


def test_every_link_leads_to_a_page(library: Library):
    """The guide speaks of the form in force: of what the old one does not have it names no row of its own."""
    lost = {
        (address, link)
        for address, entry in library.entries.items()
        for link in addresses(entry.html)
        if link not in library.entries
    }
    assert lost == set()


def test_every_link_of_a_cell_leads_to_a_page(editions: Editions):
    for edition in editions.values():
        pages = Library(edition).entries
        for cell in edition.table_cells:
            html = help_html(cell_help(edition, cell.id), load_regulation(), with_articles=True)
            assert [link for link in addresses(html) if link not in pages] == []


def test_the_pages_that_the_menus_open_are_there(library: Library):
    assert {BEGINNING, RULES_PAGE, SHORTCUTS} <= set(library.entries)


def test_every_row_and_column_has_a_page(library: Library):
    groups = library.groups()
    for section in library.edition.sections:
        assert groups[section.short]


def test_the_list_of_rules_is_that_of_the_program(library: Library):
    shown = plain(library.html(RULES_PAGE))
    assert RULES
    assert [rule.code for rule in RULES if " ".join(rule.clause.split()) not in shown] == []
    assert all(level in shown for level in ("强制性", "核实性", "提示"))
    assert not any(rule.code in shown for rule in RULES)


def test_the_list_of_keys_is_that_of_the_menus(library: Library):
    shown = plain(library.html(SHORTCUTS))
    keyed = [spec for _, specs in MENUS for spec in specs if spec.key]
    assert keyed
    assert [spec.id for spec in keyed if key_name(spec.key) not in shown or spec.text.rstrip("…") not in shown] == []


@pytest.mark.parametrize(
    ("key", "name"),
    [("F1", "F1"), ("Ctrl+Shift+I", "Ctrl+Shift+I"), ("Ctrl+Return", "Ctrl+回车"), ("Ctrl+-", "Ctrl+－")],
)
def test_keys_are_named_as_on_the_keyboard(key: str, name: str):
    assert not QKeySequence(key).isEmpty()
    assert key_name(key) == name


# the words of a cell


def test_the_help_at_a_cell_shows_all_four_parts(editions: Editions):
    words = plain(help_html(cell_help(editions["2021"], CELL), load_regulation(), with_articles=False))
    for heading in ("填什么", "举例", "常见错误", "依据"):
        assert heading in words
    assert "第三十七条" in words
    assert "应当向申请人提供可以公开的政府信息内容" not in words


def test_the_articles_words_are_shown_when_they_are_wanted(editions: Editions):
    words = plain(help_html(cell_help(editions["2021"], CELL), load_regulation(), with_articles=True))
    assert "应当向申请人提供可以公开的政府信息内容" in words


def test_an_article_that_is_named_leads_to_it():
    assert addresses(linked("见第三十二条。", load_regulation())) == ["article/32"]


def test_an_article_of_another_law_leads_nowhere():
    assert addresses(linked("《行政复议法》第二十三条", load_regulation())) == []


def test_signs_of_markup_stay_words():
    assert plain(linked("<b>&", load_regulation())) == "<b>&"


# the search


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("部分公开", "row/applications.partly_granted"),
        ("上年结转", "row/applications.carried_in"),
        ("结转下年度", "row/applications.carried_forward"),
        ("快捷键", "page/shortcuts"),
        ("零申请", "page/zero"),
        ("定稿", "page/sealing"),
        ("个体户", "page/applicants"),
        ("电话", "field/unit.telephone"),
        ("第三十六条", "article/36"),
    ],
)
def test_the_page_that_is_meant_comes_first(editions: Editions, typed: str, first: str):
    assert Library(editions["2021"]).search(typed)[0].page.address == first


def test_a_lawyer_is_found_in_the_columns_where_he_may_belong(editions: Editions):
    found = [hit.page.address for hit in Library(editions["2021"]).search("律师")]
    assert {"column/applications.legal_services", "column/applications.person", "page/applicants"} <= set(found)


def test_only_the_rows_of_the_edition_are_found(editions: Editions):
    assert "row/proactive.procurement" in {hit.page.address for hit in Library(editions["2019"]).search("集中采购")}
    assert "row/proactive.procurement" not in {hit.page.address for hit in Library(editions["2021"]).search("集中采购")}


# showing a page


def test_a_picture_is_no_wider_than_the_page(browser: HelpBrowser):
    browser.show_page('<h1>图</h1><p><img src="start.png"></p>')
    image = browser.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("start.png"))
    assert isinstance(image, QImage)
    assert 0 < image.width() <= browser.viewport().width() - 2 * EDGE
    assert browser.horizontalScrollBar().maximum() == 0


def test_a_picture_takes_no_more_room_than_it_is_high(browser: HelpBrowser):
    browser.show_page('<p class="picture"><img src="start.png"></p>')
    image = browser.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("start.png"))
    assert isinstance(image, QImage)
    assert browser.document().size().height() < image.height() + 60


def test_a_picture_follows_the_width_of_the_window(browser: HelpBrowser, qtbot: QtBot):
    browser.show_page('<h1>图</h1><p><img src="start.png"></p>')
    wide = browser.document().size().height()
    browser.resize(300, 400)
    qtbot.waitUntil(lambda: browser.document().size().height() < wide)
    assert browser.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    "name",
    ["http://example.cn/a.png", "https://example.cn/a.png", "file:///etc/hostname", "//host/a.png", "../cells.toml"],
)
@pytest.mark.parametrize("kind", list(QTextDocument.ResourceType))
def test_nothing_from_outside_is_loaded(browser: HelpBrowser, name: str, kind: QTextDocument.ResourceType):
    assert browser.loadResource(kind.value, QUrl(name)) is None


def test_words_are_marked_wherever_they_stand(browser: HelpBrowser):
    browser.show_page("<p>上年结转，结转下年度。</p><p>Ctrl</p>", ("结转", "ctrl"))
    assert browser.marked == ["结转", "结转", "Ctrl"]
    assert len(browser.extraSelections()) == 3


def test_a_longer_word_is_marked_as_a_whole(browser: HelpBrowser):
    browser.show_page("<p>上年结转</p>", ("结转", "上年结转"))
    assert browser.marked == ["上年结转"]


def test_the_first_marked_word_is_in_sight_and_the_next_one_a_step_away(browser: HelpBrowser):
    browser.show_page("<p>空</p>" * 80 + "<p>结转</p>" + "<p>空</p>" * 80 + "<p>结转</p>", ("结转",))
    seen = []
    for step in (0, 1, 1, -1, -1):
        assert step == 0 or browser.next_mark(step)
        assert browser.viewport().rect().contains(browser.cursorRect().center())
        seen.append(browser.textCursor().position())
    first, second = seen[:2]
    assert 0 < first < second
    assert seen == [first, second, first, second, first]


def test_without_marked_words_there_is_no_next_one(browser: HelpBrowser):
    browser.show_page("<p>结转</p>")
    assert not browser.next_mark(1)
