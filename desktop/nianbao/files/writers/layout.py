"""How the pages look: the choices that a unit makes once, and the two presets that it begins with."""

from dataclasses import dataclass
from typing import Literal

PageNumbers = Literal["dashes", "plain", "none"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Page, fonts and spacing of a printed report. Margins in mm, sizes and line spacing in points.

    `line_spacing` is the fixed distance of the body's lines; None for single spacing. `page_numbers`: “— 1 —” outside
    (`dashes`, GB/T 9704—2012 7.5), a centred number (`plain`), or `none`. Tables have single spacing in every layout.
    `characters` is how many the body's lines hold: they are drawn together a little where so many would not quite fit;
    None for as many as fit. `table_width` in mm lets tables reach beyond the text on both sides, as in the official
    blank; None for the width of the text.
    """

    id: str
    name: str
    top: float = 37.0
    right: float = 26.0
    bottom: float = 35.0
    left: float = 28.0
    title_font: str = "方正小标宋简体"
    title_size: float = 22.0
    body_font: str = "仿宋_GB2312"
    body_size: float = 16.0
    level_one_font: str = "黑体"
    level_two_font: str = "楷体_GB2312"
    number_font: str = "宋体"
    table_font: str = "宋体"
    line_spacing: float | None = 28.0
    page_numbers: PageNumbers = "dashes"
    number_size: float = 14.0
    characters: int | None = 28
    bold_headings: bool = False
    table_width: float | None = None

    @property
    def fonts(self) -> tuple[str, ...]:
        """Every font that a report in this layout uses, once each."""
        named = (self.title_font, self.body_font, self.level_one_font, self.level_two_font)
        return tuple(dict.fromkeys((*named, self.number_font, self.table_font)))


# GB/T 9704—2012: the default, on the command line too
OFFICIAL = Layout("official", "公文样式")

# the page of the blank form that came with 国办公开办函〔2021〕30号
STATE_OFFICE = Layout(
    "state_office",
    "国办样式",
    top=25.4,
    right=31.75,
    bottom=25.4,
    left=31.75,
    title_font="宋体",
    title_size=18.0,
    body_font="宋体",
    body_size=12.0,
    level_one_font="宋体",
    level_two_font="楷体",
    line_spacing=None,
    page_numbers="plain",
    number_size=10.5,
    characters=None,
    bold_headings=True,
    table_width=171.9,
)

PRESETS = (OFFICIAL, STATE_OFFICE)
LINE_SPACINGS = (28.0, 28.95, 29.0)  # points; what is in use for 22 lines a page
