"""A Word file of the province's as style template: its page, headers and styles, and ours where it has none.

Its words, comments and properties stay behind: docs/adr/0011.
"""

from copy import deepcopy
from typing import Any

from nianbao.files.errors import UserError
from nianbao.files.readers.xml import open_package, read_part
from nianbao.files.writers.word_merge import merge
from nianbao.files.writers.word_package import DOCUMENT, FONTS, KIND, SETTINGS, STYLES, Package, read_package
from nianbao.files.writers.word_pages import number_pages
from nianbao.files.writers.word_styles import LEAST_TEXT, text_width
from nianbao.files.writers.word_xml import R, W, every, first, serialized, value_of

_OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # .doc, and .docx with a password
_REMEDY = "请在 Word 或 WPS 里打开它，另存为不加密的 .docx 文件，再选它作样式模板。"
_LENT = ("styles", "settings", "fontTable", "numbering", "theme", "header", "footer")
_PLACES = {"styles": STYLES, "settings": SETTINGS, "fontTable": FONTS}
# of the section: what speaks of the template's own text
_NOT_OF_THE_PAGE = ("sectPrChange", "footnotePr", "endnotePr", "type", "cols", "vAlign", "printerSettings", "lnNumType")
# of the settings: what would lock or link the finished file, or speaks of parts that stay behind
_NOT_OF_THE_SETTINGS = (
    *("writeProtection", "documentProtection", "attachedTemplate", "mailMerge", "trackRevisions", "revisionView"),
    *("footnotePr", "endnotePr", "saveThroughXslt", "docVars"),
)


def adopted(own: Package, data: bytes) -> tuple[Package, dict[str, str]]:
    """Our empty report on the template's page and in its styles, and the ids that our styles have there.

    Raises UserError when the file is no Word file that can serve.
    """
    try:
        package = _opened(data)
        theirs = {name: package.tree(name) for name in (DOCUMENT, *_PLACES.values()) if name in package.parts}
        page = _only_the_page(theirs[DOCUMENT], package, own)
    except UserError as error:
        raise UserError(f"这个文件不能用作样式模板：{error.sentence}", _REMEDY) from None
    ids = merge(theirs[STYLES], own.tree(STYLES)) if STYLES in theirs else {}
    for kind, name in _PLACES.items():
        if name not in theirs:
            package.put(DOCUMENT, name, kind, own.parts[name], own.types[name])
    trees = {name: theirs[name] if name in theirs else own.tree(name) for name in (DOCUMENT, *_PLACES.values())}
    _remove(trees[SETTINGS], _NOT_OF_THE_SETTINGS)
    _list_fonts(trees[FONTS], own.tree(FONTS))
    if first(page, "w:footerReference") is None:
        number_pages(package, page, trees[SETTINGS], own, ids)
    package.parts |= {name: serialized(tree) for name, tree in trees.items()}
    _describe(package, own)
    return package, ids


def _opened(data: bytes) -> Package:
    """The parts that a template lends, the main ones under our names for them."""
    if data.startswith(_OLD_FORMAT):
        raise UserError("它是旧格式的 Word 文件（.doc），或者设有打开密码。")
    with open_package(data) as source:
        names = [name for name in source.namelist() if not name.endswith("/")]
        package = read_package({name.replace("\\", "/").lstrip("/"): read_part(source, name) for name in names})
    main = package.target("", "officeDocument")
    if not main or package.tree(main).tag != f"{W}document":
        raise UserError("它不是通常的 Word 文件（.docx）。")
    lent = [r for r in package.relations.get(main, []) if r.kind in _LENT and r.target in package.parts]
    package.relations[main] = lent
    package.name_parts({main: DOCUMENT} | {r.target: _PLACES[r.kind] for r in lent if r.kind in _PLACES})
    package.types[DOCUMENT] = f"{KIND}.document.main+xml"  # of a .dotx it is another
    package.relations.pop(SETTINGS, None)
    return package


def _only_the_page(document: Any, package: Package, own: Package) -> Any:
    """Empty the body but for its last section, the page; returns that, without what belongs to the old text."""
    body = first(document, "w:body")
    if body is None:
        raise UserError("它没有正文。")
    own_page = first(own.tree(DOCUMENT), ".//w:sectPr")
    page = first(body, "w:sectPr")
    if page is None:
        page = body.makeelement(own_page.tag)
    for child in list(body):
        body.remove(child)
    body.append(page)
    _remove(page, _NOT_OF_THE_PAGE)
    _keep_referred(page, package)
    if first(page, "w:pgSz") is None or first(page, "w:pgMar") is None:
        references = sum(node.tag.endswith("Reference") for node in page)
        page[references:] = [deepcopy(first(own_page, f"w:{name}")) for name in ("pgSz", "pgMar", "docGrid")]
    if text_width(page) < LEAST_TEXT:
        raise UserError("它的页面太窄，放不下报告的表格。")
    return page


def _keep_referred(page: Any, package: Package) -> None:
    """The headers and footers of this page that are there, and no others."""
    edges = {r.id for r in package.relations[DOCUMENT] if r.kind in ("header", "footer")}
    references = [node for node in page if node.tag.endswith("Reference")]
    used = edges & {node.get(f"{R}id") for node in references}
    for node in references:
        if node.get(f"{R}id") not in used:
            page.remove(node)
    package.relations[DOCUMENT] = [r for r in package.relations[DOCUMENT] if r.id not in edges - used]


def _remove(parent: Any, names: tuple[str, ...]) -> None:
    for node in [node for name in names for node in every(parent, f"w:{name}")]:
        parent.remove(node)


def _list_fonts(table: Any, own: Any) -> None:
    listed = {value_of(font, "name") for font in table}
    table.extend([font for font in own if value_of(font, "name") not in listed])


def _describe(package: Package, own: Package) -> None:
    """The properties are the report's, not the template's."""
    package.relations[""] = own.relations[""]
    for relation in own.relations[""]:
        if relation.target != DOCUMENT:
            package.parts[relation.target] = own.parts[relation.target]
            package.types[relation.target] = own.types[relation.target]
