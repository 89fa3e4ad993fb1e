"""Whatever file is chosen, the clerk gets a proposal or a sentence with a remedy; no traceback, no long wait."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from hypothesis import example, given, settings
from hypothesis import strategies as st

import forms
from effort import comes_to_an_end
from nianbao.core.recognise import Proposal
from nianbao.files.editions import load_editions
from nianbao.files.errors import UserError
from nianbao.files.readers import READABLE, read_file
from nianbao.files.readers.read import read_bytes_as
from nianbao.files.writers.excel import write_excel
from nianbao.files.writers.json import write_json
from nianbao.files.writers.web import write_web
from reports import filled

EDITIONS = load_editions()
REPORT = filled(EDITIONS, "2021")
ENDINGS = (*READABLE, ".pdf", ".doc", ".wps", ".zip", "")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def outcome(data: bytes, name: str = "上年.xlsx") -> str:
    """The sentence that comes of reading the bytes, or “proposal”; it must not hang."""
    result: Proposal | UserError
    with comes_to_an_end():
        try:
            result = read_bytes_as(name, data, EDITIONS)
        except UserError as refused:
            result = refused
    if isinstance(result, Proposal):
        result.report(EDITIONS)
        return "proposal"
    assert result.sentence.endswith("。")
    assert result.remedy.endswith("。")
    return result.sentence


def package(**parts: str | bytes) -> bytes:
    """A package with these parts; in the names, __ stands for / and _dot_ for a point."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def word_file(document: str) -> bytes:
    return package(word__document_dot_xml=document)


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with each part changed, or left out for None."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def good_files() -> dict[str, bytes]:
    sheets = forms.one_sheet(REPORT)
    return {
        "上年.xlsx": write_excel(REPORT),
        "上年.xls": forms.xls(sheets),
        "上年.ods": forms.ods(sheets),
        "上年.docx": forms.docx(REPORT),
        "上年.html": write_web(REPORT),
        "上年.json": write_json(REPORT),
        "上年.txt": forms.lines(REPORT, "\t").encode("gbk"),
    }


GOOD = good_files()
PACKAGES = ("上年.xlsx", "上年.ods", "上年.docx")


def test_the_good_files_are_good():
    assert {name: outcome(data, name) for name, data in GOOD.items()} == dict.fromkeys(GOOD, "proposal")


# files that are not what they seem


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_is_missing_is_named(tmp_path: Path, ending: str):
    with pytest.raises(UserError, match=rf"找不到文件“.*上年{ending}”"):
        read_file(tmp_path / f"上年{ending}", EDITIONS)


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_file_is_called_empty(tmp_path: Path, ending: str):
    (tmp_path / f"上年{ending}").touch()
    with pytest.raises(UserError, match="是空的"):
        read_file(tmp_path / f"上年{ending}", EDITIONS)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_folder_is_called_a_folder(tmp_path: Path, ending: str):
    (tmp_path / f"上年{ending}").mkdir()
    with pytest.raises(UserError, match="是一个文件夹"):
        read_file(tmp_path / f"上年{ending}", EDITIONS)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "junk", [bytes(range(256)) * 50, b"\0" * 10_000, b"\xff" * 10_000, b"\x89PNG\r\n\x1a\n" + b"\0" * 99]
)
def test_binary_junk_is_refused_under_every_name(ending: str, junk: bytes):
    assert outcome(junk, f"上年{ending}") in (
        "这个文件不是文本文件。",
        f"在“上年{ending}”里没有认出年度报告的表格或章节。",
    )


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("text", ["会议通知\n请于周三到会。", "甲\t乙\n1\t2\n", "|a|b|\n|-|-|\n|1|2|", "   \n\t\n"])
def test_a_text_that_is_no_report_is_refused_under_every_name(ending: str, text: str):
    assert "没有认出年度报告" in outcome(text.encode(), f"上年{ending}")


def test_a_file_of_more_than_64_megabytes_is_refused(tmp_path: Path):
    path = tmp_path / "上年.xlsx"
    with path.open("wb") as file:
        file.truncate(64 * 1024**2 + 1)
    with pytest.raises(UserError, match="太大，不像年度报告"):
        read_file(path, EDITIONS)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_damaged_pdf_is_refused_whatever_its_name(ending: str):
    assert "PDF" in outcome(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", f"上年{ending}")


def ole_with(*streams: str) -> bytes:
    """The beginning of an old Office file, with the names of its streams where they stand."""
    return (
        OLE + b"\0" * 504 + b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams) + b"\0" * 512
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (ole_with("Root Entry", "WordDocument"), "旧版 Word"),
        (ole_with("Root Entry", "EncryptionInfo", "EncryptedPackage"), "设了密码"),
        (ole_with("Root Entry", "PowerPoint Document"), "不是能读取的文件"),
        (ole_with("Root Entry", "Workbook"), "已损坏"),
        (OLE, "不是能读取的文件"),
        (OLE + b"Workbook", "不是能读取的文件"),
    ],
)
def test_an_old_office_file_is_told_apart_by_its_streams(data: bytes, said: str):
    assert said in outcome(data, "上年.doc")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK", "文件已损坏"),
        (b"PK\x03\x04" + b"\0" * 100, "文件已损坏"),
        (b"PK\x05\x06" + b"\0" * 18, "不是 Excel 或 Word 文件"),
        (package(readme="x"), "不是 Excel 或 Word 文件"),
        (package(ppt__presentation_dot_xml="<p/>"), "不是 Excel 或 Word 文件"),
        (package(mimetype="application/vnd.oasis.opendocument.text"), "不是 Excel 或 Word 文件"),
        (package(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "表格文件已损坏"),
        (package(xl__workbook_dot_xml="<workbook/>"), "表格文件已损坏"),
        (package(xl__workbook_dot_xml="no xml"), "表格文件已损坏"),
        (word_file(""), "已损坏"),
        (word_file("no xml"), "已损坏"),
        (word_file("<document/>"), "Word 文件已损坏"),
        (word_file('<?xml version="1.0" encoding="no-such-thing"?><document/>'), "已损坏"),
        (word_file(f"<w:document {W}><w:body/></w:document>"), "没有认出年度报告"),
    ],
)
def test_a_package_that_is_no_office_file_is_refused(data: bytes, said: str):
    assert said in outcome(data)


def test_a_locked_package_is_refused():
    """Every member says that it is encrypted."""
    data = GOOD["上年.docx"].replace(b"PK\x01\x02\x14\x00\x14\x00\x00\x00", b"PK\x01\x02\x14\x00\x14\x00\x01\x00")
    data = data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    assert data != GOOD["上年.docx"]
    assert outcome(data) == "文件已损坏，打不开。"


def test_a_locked_old_workbook_is_refused():
    book = xlwt.Workbook()
    book.add_sheet("甲").write(0, 0, "乙")
    stream = io.BytesIO()
    book.save(stream)
    data = stream.getvalue()
    first_record = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    lock = b"\x2f\x00\x06\x00\x01\x00\x00\x00\x00\x00"  # FILEPASS in place of what comes after the first record
    place = first_record + 20
    assert "设了密码" in outcome(data[:place] + lock + data[place + len(lock) :], "上年.xls")


# bombs


def entities(depth: int) -> str:
    inner = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, depth))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "甲">{inner}]>'


def test_entities_are_not_expanded():
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    assert outcome(word_file(entities(10) + body)) == "文件内容已损坏，读不出来。"
    assert "没有认出年度报告" in outcome(word_file(entities(2) + body.replace("e9", "e1")))
    assert outcome((entities(10) + "<html><body><p>&e9;</p></body></html>").encode())


def test_no_file_of_this_machine_is_read_into_a_document(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("示例镇2024年政府信息公开工作年度报告", encoding="utf-8")
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>&file;</w:t></w:r></w:p></w:body></w:document>"
    assert "没有认出年度报告" in outcome(word_file(head + body))


@pytest.mark.parametrize("tag", ["w:p", "w:sdt", "w:tbl"])
def test_a_document_nested_200_000_deep_is_refused(tag: str):
    nested = f"<{tag}>" * 200_000 + f"</{tag}>" * 200_000
    assert "已损坏" in outcome(word_file(f"<w:document {W}><w:body>{nested}</w:body></w:document>"))


@pytest.mark.parametrize("tag", ["div", "table", "td", "p", "b"])
def test_a_page_nested_200_000_deep_ends(tag: str):
    assert outcome(("<html>" + f"<{tag}>" * 200_000 + "x").encode(), "上年.html")


def test_a_table_nested_in_tables_ends():
    page = "<html><body>" + "<table><tr><td>" * 200 + "x" + "</td></tr></table>" * 200
    assert outcome(page.encode(), "上年.html")


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.xml", "mimetype"])
def test_a_package_that_unpacks_to_more_than_any_report_is_refused(name: str):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made, made.open(name, "w") as part:
        for _ in range(300):
            part.write(b" " * 1024**2)
    assert outcome(stream.getvalue()) == "文件展开后太大，不像年度报告。"


def test_a_package_of_many_thousand_parts_is_refused():
    assert outcome(package(**{f"word__{n}": "" for n in range(6000)})) == "文件展开后太大，不像年度报告。"


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr>" + "<td rowspan=9999 colspan=9999>1</td>" * 20 + "</tr></table>",
        "<table>" + "<tr><td>行政许可</td><td>1</td></tr>" * 20_000 + "</table>",
        "<table><tr>" + "<td>1</td>" * 50_000 + "</tr></table>",
        "<p>" + "2024年" * 100_000 + "</p>",
        "<p>" + "（" * 200_000 + "</p>",
        "<p>地址：</p>" * 20_000,
    ],
)
def test_a_page_of_one_thing_over_and_over_ends(page: str):
    assert outcome(f"<html><body>{page}</body></html>".encode(), "上年.html")


@pytest.mark.parametrize(
    "line",
    [
        "行政许可\t1\t2\t3",
        "自然人\t总计",
        "2024年政府信息公开工作年度报告",
        "一、总体情况",
        "甲" * 100,
        "(" * 100,
        "1," * 50,
    ],
)
def test_a_text_of_one_line_over_and_over_ends(line: str):
    assert outcome("\n".join([line] * 10_000).encode(), "上年.txt")


# damage


@pytest.mark.parametrize("name", GOOD)
def test_a_file_cut_off_anywhere_is_read_or_refused(name: str):
    data = GOOD[name]
    assert {outcome(data[:cut], name) for cut in range(1, len(data), max(1, len(data) // 60))}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_that_lost_its_end_is_refused(name: str):
    """The table of contents is at the end: without it nothing is known."""
    assert outcome(GOOD[name][: len(GOOD[name]) // 2], name) == "文件已损坏，打不开。"


_DAMAGE = st.lists(st.tuples(st.integers(0, 2**24), st.integers(0, 255)), min_size=1, max_size=20)


def damaged(data: bytes, damage: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for place, byte in damage:
        if changed:
            changed[place % len(changed)] = byte
    return bytes(changed)


@pytest.mark.parametrize("name", GOOD)
@given(damage=_DAMAGE)
@settings(max_examples=60)
def test_a_file_with_damaged_bytes_is_read_or_refused(name: str, damage: list[tuple[int, int]]):
    assert outcome(damaged(GOOD[name], damage), name)


@given(place=st.integers(24, 511), byte=st.sampled_from([0, 1, 127, 128, 255]))
@settings(max_examples=150)
def test_an_old_workbook_with_a_damaged_header_is_read_or_refused(place: int, byte: int):
    data = bytearray(GOOD["上年.xls"])
    data[place] = byte
    assert outcome(bytes(data), "上年.xls")


@given(sector=st.integers(0, 1000), filler=st.sampled_from([0, 1, 255]))
@settings(max_examples=60)
def test_an_old_workbook_with_a_lost_sector_is_read_or_refused(sector: int, filler: int):
    data = bytearray(GOOD["上年.xls"])
    start = 512 * (sector % (len(data) // 512))
    data[start : start + 512] = bytes([filler]) * 512
    assert outcome(bytes(data), "上年.xls")


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (b"\x00\x02\x0e\x00\x00\x00\x00\x00\xff\xff\xff\x7f\x00\x00\xff\xff\x00\x00", "已损坏"),
        (b"\x00\x02\x0e\x00\x09\x00\x00\x00\x01\x00\x00\x00\x09\x00\x01\x00\x00\x00", "已损坏"),
    ],
)
def test_an_old_workbook_that_claims_more_cells_than_there_are_is_refused(record: bytes, said: str):
    """DIMENSIONS with 2 147 483 647 rows, or with the last before the first."""
    data = GOOD["上年.xls"]
    place = data.index(b"\x00\x02\x0e\x00")
    assert said in outcome(data[:place] + record + data[place + len(record) :], "上年.xls")


def test_an_old_workbook_whose_sectors_go_round_in_circles_is_refused():
    data = bytearray(GOOD["上年.xls"])
    (table,) = (int.from_bytes(data[76:80], "little"),)  # the sector with the links
    start = (table + 1) * 512
    for sector in range(128):
        data[start + sector * 4 : start + sector * 4 + 4] = (0).to_bytes(4, "little")
    assert "已损坏" in outcome(bytes(data), "上年.xls")


@pytest.mark.parametrize("name", PACKAGES)
@given(part=st.integers(0, 99), damage=_DAMAGE, keep=st.integers(0, 100))
@settings(max_examples=40)
def test_a_sound_package_with_damaged_parts_is_read_or_refused(
    name: str, part: int, damage: list[tuple[int, int]], keep: int
):
    with zipfile.ZipFile(io.BytesIO(GOOD[name])) as made:
        names = made.namelist()
    hit = names[part % len(names)]

    def change(member: str, content: bytes) -> bytes | None:
        if member != hit:
            return content
        return None if keep == 0 else damaged(content[: len(content) * keep // 100], damage)

    assert outcome(repacked(GOOD[name], change), name)


_BEGINNINGS = (
    *(b"", b"PK\x03\x04", OLE, b"%PDF-1.4", b"{", b"SQLite format 3\0"),
    *(b"<html", b"<!DOCTYPE html>", b"<table>", b"<?xml version='1.0'?><html>"),
    *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"),
)


@given(
    magic=st.sampled_from(_BEGINNINGS),
    rest=st.binary(max_size=400),
    ending=st.sampled_from(ENDINGS),
)
@example(b"<html", b"\xff\xfe\x00", ".html")
@example(b"<html><meta charset=\xff>", b"", ".html")
@settings(max_examples=400)
def test_any_bytes_after_any_beginning_are_read_or_refused(magic: bytes, rest: bytes, ending: str):
    assert outcome(magic + rest, f"上年{ending}")


@given(text=st.text(max_size=300), encoding=st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-16-le"]))
@settings(max_examples=150)
def test_any_text_in_any_encoding_is_read_or_refused(text: str, encoding: str):
    assert outcome(text.encode(encoding, "replace") or b" ", "上年.txt")


_FRAGMENTS = (
    *("<table>", "</table>", "<tr>", "<td rowspan=2>", "<td colspan=3>", "</td>", "<p>", "<br>", "<script>", "<!--"),
    *("行政许可", "自然人", "总计", "一、总体情况", "2024年政府信息公开工作年度报告", "0", "1,2", "-", "&nbsp;", "表"),
)


@given(fragments=st.lists(st.sampled_from(_FRAGMENTS), max_size=40))
@settings(max_examples=150)
def test_any_mixture_of_tags_and_labels_is_read_or_refused(fragments: list[str]):
    assert outcome(("<html>" + "".join(fragments)).encode(), "上年.html")
