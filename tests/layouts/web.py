"""Web pages as government sites publish them: spans that do not fit, labels in pieces, a site around the report."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st

from layouts.form import Box, Draft, Drawing, File, Line

_META = {
    "utf-8": '<meta charset="utf-8">',
    "gbk": '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
}
# what a site puts before the report, between its title and its first line, and after it
_MARKED = (
    "<header><a href='/'>示例县人民政府</a><form><input name=q><button>搜索</button></form></header>"
    "<div class='nav'><ul><li><a href='/1'>首页</a></li><li><a href='/2'>政务公开</a></li>"
    "<li><a href='/3'>政府信息公开年报</a></li><li><a href='/4'>互动交流</a></li></ul></div>"
    "<div class='sidebar'><ul><li><a href='/5'>示例县2018年政府信息公开工作年度报告</a></li></ul></div>"
    "<div class='position'>当前位置：<a href='/'>首页</a> &gt; <a href='/2'>政务公开</a> &gt; 政府信息公开年报</div>",
    "<div class='info'><span>发布时间：2025-01-20 09:30</span> <span>来源：党政办公室</span> "
    "<span>浏览次数：<b>128</b></span> <span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span></div>",
    "<div class='share'>分享到：<a>微信</a> <a>微博</a></div><div class='tools'><a>打印本页</a> <a>关闭窗口</a></div>"
    "<div class='footer'><p>主办：示例县人民政府办公室　地址：示例县人民路1号</p>"
    "<p>豫ICP备12345678号　网站标识码：4103250001</p><p>联系电话：0379-66000000</p></div>",
)
_BARE = (
    "<p>首页 | 政务公开 | 互动交流</p><p>您现在的位置：首页 &gt; 政务公开 &gt; 年度报告</p>",
    "<p>日期：2025-01-20　作者：党政办　点击：128次　【字体：大 中 小】</p>",
    "<p>【打印本页】【关闭窗口】</p><p>上一篇：2018年政府信息公开工作年度报告</p><p>下一篇：没有了</p>"
    "<p>主办单位：示例县人民政府　承办单位：示例县人民政府办公室</p><p>版权所有　豫ICP备12345678号</p>",
)
FURNITURE = {"": ("", "", ""), "marked": _MARKED, "bare": _BARE}
_SCRIPT = "<script>var total = 12; document.write('<p>总计 7</p>');</script><style>td { border: 1px solid }</style>"


@dataclass(frozen=True)
class WebStyle:
    """How a site prints the report. `skew`: where the spans of header and data rows do not agree.

    `labels`: "plain", or in "spans" with the <o:p> of Word. `furniture`: the site's own parts around the report,
    "marked" as such in the page or "bare" paragraphs; `wrapped`: all of it in a table that lays out the page.
    """

    encoding: str = "utf-8"
    skew: str = ""
    spans: bool = True
    labels: str = "plain"
    nbsp: bool = True
    furniture: str = ""
    wrapped: bool = False


SKEWS = ("", "narrow header", "wide labels", "wide values")
styles = st.builds(
    WebStyle,
    encoding=st.sampled_from(tuple(_META)),
    skew=st.sampled_from(SKEWS),
    spans=st.sampled_from((True, True, False)),
    labels=st.sampled_from(("plain", "spans")),
    nbsp=st.booleans(),
    furniture=st.sampled_from(tuple(FURNITURE)),
    wrapped=st.booleans(),
)


def web(draft: Draft, style: WebStyle = WebStyle()) -> File:
    report = "\n".join(_pieces(draft, style))
    before, _, after = FURNITURE[style.furniture]
    body = f"{before}<div class='content'>{report}</div>{after}"
    if style.wrapped:
        menu = "<td valign=top><a>机构设置</a><br><a>政策文件</a></td>" if style.furniture else ""
        body = f"<table width=1000><tr>{menu}<td><table><tr><td>{body}</td></tr></table></td></tr></table>"
    lost = draft.unplaced() if style.skew and style.spans else frozenset[str]()
    head = f"{_META[style.encoding]}<title>政府信息公开年报 - 示例县人民政府</title>{_SCRIPT}"
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return File("上年年报.html", page.encode(style.encoding), draft, lost, within="表格")


def _pieces(draft: Draft, style: WebStyle) -> Iterator[str]:
    dated = False
    for piece in draft.pieces:
        if isinstance(piece, Drawing):
            yield table_html(piece, style)
        elif piece.part == "title":
            yield f"<h1>{_text(piece.text, style)}</h1>"
        else:
            if not dated:
                yield FURNITURE[style.furniture][1]
            dated = True
            yield _line(piece, style)


def _line(line: Line, style: WebStyle) -> str:
    text = _text(line.text, style)
    return f"<p style='text-indent:2em'>{f'<strong>{text}</strong>' if line.part == 'heading' else f'　　{text}'}</p>"


def table_html(table: Drawing, style: WebStyle = WebStyle()) -> str:
    """The table; a cell that spans several places stands once with its spans, or first among blank ones."""
    rows = table.tight()
    lines = ["<table class=MsoNormalTable border=1 cellspacing=0><tbody>"]
    for number, boxes in enumerate(rows):
        if style.spans:
            values = [box.column for box in boxes if box.role == "value"]
            cells = [_cell(box, style, last_label=box.column + box.columns in values[:1]) for box in boxes]
        else:
            cells = [f"<td>{_text(text, style) or _blank(style)}</td>" for text in table.grid()[number]]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</tbody></table>"])


def _cell(box: Box, style: WebStyle, *, last_label: bool) -> str:
    down, right = _span(box, style, last_label=last_label)
    spans = f" rowspan={down}" * (down > 1) + f' colspan="{right}"' * (right > 1)
    return f"<td{spans}><p>{_text(box.text, style) or _blank(style)}</p></td>"


def _span(box: Box, style: WebStyle, *, last_label: bool) -> tuple[int, int]:
    if style.skew == "narrow header" and box.role in ("corner", "heading"):
        return box.rows, 1
    if style.skew == "wide labels" and box.role == "label" and last_label:
        return box.rows, box.columns + 1
    if style.skew == "wide values" and box.role == "value":
        return box.rows, box.columns * 2
    return box.rows, box.columns


def _blank(style: WebStyle) -> str:
    return "&nbsp;" if style.nbsp else ""


def _text(text: str, style: WebStyle) -> str:
    if style.labels == "spans" and len(text) < 30:
        halves = (text[: len(text) // 2], text[len(text) // 2 :])
        spans = (f"<span lang=ZH-CN style='font-size:12pt'>{escape(half)}</span>" for half in halves if half)
        html = "<span lang=EN-US><o:p></o:p></span>".join(spans)
    else:
        html = escape(text)
    return html.replace("\n", "<br>").replace("\xa0", "&nbsp;")
