"""The heads and feet of pages: page numbers, and 草稿 until the report is finished."""

from collections.abc import Mapping
from typing import Any

from nianbao.files.paths import resources
from nianbao.files.writers.word_merge import restyled
from nianbao.files.writers.word_package import DOCUMENT, KIND, SETTINGS, Package
from nianbao.files.writers.word_xml import R, W, bare, every, first, made, number_of, serialized, set_values, value_of

LOWEST = 283  # half a centimetre, in twips: nearer to the edge of the paper no printer prints
_HEADER = 851  # 15 mm
# what stands before w:evenAndOddHeaders in the order of the schema
_BEFORE_EVEN_AND_ODD = frozenset(
    (
        *("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime"),
        *("doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText"),
        *("printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts"),
        *("saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader"),
        *("bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors"),
        *("activeWritingStyle", "proofState", "formsDesign", "attachedTemplate", "linkStyles"),
        *("stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge", "revisionView"),
        *("trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection", "autoFormatOverride"),
        *("styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit"),
        *("hyphenationZone", "doNotHyphenateCaps", "showEnvelope", "summaryLength", "clickAndTypeStyle"),
        "defaultTableStyle",
    )
)


def number_plainly(package: Package, page: Any, settings: Any, *, shown: bool) -> None:
    """In our own package: the same page number in the middle of every page, or none, instead of “— 1 —” outside."""
    settings.remove(first(settings, "w:evenAndOddHeaders"))
    for reference in every(page, "w:footerReference"):
        page.remove(reference)
    package.relations[DOCUMENT] = [r for r in package.relations[DOCUMENT] if r.kind != "footer"]
    if shown:
        footer = _part("plain")
        _refer(
            page, "footer", "default", package.put(DOCUMENT, "word/footer1.xml", "footer", footer, f"{KIND}.footer+xml")
        )


def number_pages(package: Package, page: Any, settings: Any, own: Package, ids: Mapping[str, str]) -> None:
    """Our page numbers for a template without footers; outside only if its headers do not forbid it.

    Odd and even pages are then told apart, and a header for all pages would be gone from the even ones.
    """
    numbered = {
        value_of(node, "type"): next(r.target for r in own.relations[DOCUMENT] if r.id == node.get(f"{R}id"))
        for node in every(own.tree(DOCUMENT), ".//w:footerReference")
    }
    if not numbered:
        return
    if "even" in numbered and not _is_on(settings, "evenAndOddHeaders"):
        if first(page, "w:headerReference") is None:
            place = sum(node.tag.removeprefix(W) in _BEFORE_EVEN_AND_ODD for node in settings)
            settings.insert(place, made(settings, "evenAndOddHeaders"))
        else:
            del numbered["even"]
    for pages in _kinds_of(page, settings):
        data, name = restyled(own.parts[numbered.get(pages, numbered["default"])], ids), f"word/number-{pages}.xml"
        _refer(page, "footer", pages, package.put(DOCUMENT, name, "footer", data, f"{KIND}.footer+xml"))
    margins, ours = first(page, "w:pgMar"), first(own.tree(DOCUMENT), ".//w:pgMar")
    below = number_of(ours, "bottom") - number_of(ours, "footer")  # the same distance under the text
    set_values(margins, footer=max(LOWEST, number_of(margins, "bottom") - below))


def mark_as_draft(package: Package, ids: Mapping[str, str]) -> None:
    """草稿 at the head of every page: above the template's headers, in a header of ours where it has none."""
    document, settings = package.tree(DOCUMENT), package.tree(SETTINGS)
    page, header = first(document, ".//w:sectPr"), restyled(_part("draft"), ids)
    there = {value_of(node, "type"): node.get(f"{R}id") for node in every(page, "w:headerReference")}
    for name in {r.target for r in package.relations[DOCUMENT] if r.id in there.values()}:
        theirs = package.tree(name)
        theirs.insert(0, bare(header)[0])
        package.parts[name] = serialized(theirs)
    if lacking := [pages for pages in _kinds_of(page, settings) if pages not in there]:
        ours = package.put(DOCUMENT, "word/draft.xml", "header", header, f"{KIND}.header+xml")
        for pages in lacking:
            _refer(page, "header", pages, ours)
    margins = first(page, "w:pgMar")
    if not there:
        set_values(margins, header=min(_HEADER, number_of(margins, "top") // 2))
    package.parts[DOCUMENT] = serialized(document)


def _part(name: str) -> bytes:
    return serialized(bare((resources() / "word" / "pages" / f"{name}.xml").read_bytes()))


def _refer(page: Any, kind: str, pages: str, relation: str) -> None:
    """Let the default, even or first pages of a section have this header or footer."""
    reference = made(page, f"{kind}Reference", type=pages)
    reference.set(f"{R}id", relation)
    page.insert(0, reference)


def _kinds_of(page: Any, settings: Any) -> list[str]:
    """The kinds of pages that have headers and footers of their own in a section."""
    kinds = {"default": True, "even": _is_on(settings, "evenAndOddHeaders"), "first": _is_on(page, "titlePg")}
    return [kind for kind, is_there in kinds.items() if is_there]


def _is_on(parent: Any, name: str) -> bool:
    node = first(parent, f"w:{name}")
    return node is not None and value_of(node) not in ("0", "false", "off")
