"""XML and packages from strangers: no entities, no network, no bombs."""

import lzma
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

from nianbao.files.errors import UserError

_MAX_UNPACKED = 256 * 1024 * 1024
_MAX_MEMBERS = 5_000
# what zipfile raises for damaged, locked and strange packages
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, KeyError, OSError, OverflowError, RuntimeError, ValueError),
)


def parse_xml(data: bytes) -> Any:
    """The root element. Raises UserError when the XML is damaged or larger than any report."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise UserError("文件内容已损坏，读不出来。", "请在 Word 或 WPS 里打开它，另存一份后再导入。") from None


def open_package(data: bytes) -> zipfile.ZipFile:
    """The package (.docx .xlsx .ods …). Raises UserError when it is damaged or unpacks to more than a report needs."""
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except _FAULTS:
        raise _damaged() from None
    members = package.infolist()
    if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > _MAX_UNPACKED:
        raise UserError("文件展开后太大，不像年度报告。", "请检查是否选错了文件。")
    return package


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """One part of the package, unpacked. Raises UserError when it is missing, damaged or locked."""
    try:
        return package.read(name)
    except _FAULTS:
        raise _damaged() from None


def _damaged() -> UserError:
    return UserError("文件已损坏，打不开。", "请向提供文件的人重新要一份，或在 Word、WPS 里修复后另存。")
