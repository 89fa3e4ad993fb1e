"""WordprocessingML as lxml trees: the names of its elements, how they are read and written, and their attributes."""

from typing import Any

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W, R = f"{{{MAIN}}}", f"{{{RELATIONS}}}"
SLOTS = ("ascii", "eastAsia", "hAnsi", "cs")  # of w:rFonts: a font for each script
_NAMESPACES = {"w": MAIN, "r": RELATIONS}


def bare(data: bytes) -> Any:
    """An XML part of our own, without the comments and the spacing that are for those who read it here."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_blank_text=True))


def serialized(root: Any) -> bytes:
    """An XML part as it stands in a file."""
    from lxml import etree

    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def first(node: Any, path: str) -> Any:
    """The first element at a path such as `w:rPr/w:sz`; None when there is none."""
    return node.find(path, _NAMESPACES)


def every(node: Any, path: str) -> list[Any]:
    return list(node.findall(path, _NAMESPACES))


def made(node: Any, tag: str, **values: object) -> Any:
    """A new element of the kind that `node` is of, not yet anywhere in its tree."""
    element = node.makeelement(f"{W}{tag}")
    set_values(element, **values)
    return element


def set_values(node: Any, **values: object) -> None:
    for name, value in values.items():
        node.set(f"{W}{name}", str(value))


def value_of(node: Any, name: str = "val") -> str:
    """The value of an attribute; "" when it or the element is missing."""
    return "" if node is None else str(node.get(f"{W}{name}", ""))


def number_of(node: Any, name: str = "val") -> int:
    """The whole number that an attribute says; 0 when it is missing or none."""
    digits = value_of(node, name)
    return int(digits) if digits.removeprefix("-").isdecimal() else 0
