"""Every action of the window as data: menu, words, key, the method it calls, and when it can be used."""

from dataclasses import dataclass
from typing import Literal

When = Literal["always", "open", "unsealed", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`id` names the window's method, or a function of another module of the gui that takes the window.

    `key` is a shortcut in Qt's notation.
    """

    id: str
    text: str
    key: str = ""
    when: When = "always"


SEPARATOR = ActionSpec("", "")

MENUS: tuple[tuple[str, tuple[ActionSpec, ...]], ...] = (
    (
        "文件(&F)",
        (
            ActionSpec("start_next", "由上年报告开始…", "Ctrl+I"),
            ActionSpec("new", "新建空白报告…", "Ctrl+N"),
            ActionSpec("open", "打开…", "Ctrl+O"),
            ActionSpec("import_figures", "导入本年数字…", "Ctrl+Shift+I", "unsealed"),
            ActionSpec("import_clipboard", "导入剪贴板里的表格…", "Ctrl+Shift+V", "unsealed"),
            SEPARATOR,
            ActionSpec("save_as", "另存为…", "Ctrl+Shift+S", "open"),
            ActionSpec("exporting.export_word", "导出 Word…", "Ctrl+E", "open"),
            ActionSpec("exporting.export_other", "导出 Excel、网页…", "Ctrl+Shift+E", "open"),
            SEPARATOR,
            ActionSpec("finalising.seal", "定稿", "", "unsealed"),
            ActionSpec("finalising.unseal", "取消定稿…", "", "open"),
            SEPARATOR,
            ActionSpec("close_report", "关闭报告", "Ctrl+W", "open"),
            ActionSpec("close", "退出", "Ctrl+Q"),
        ),
    ),
    (
        "编辑(&E)",
        (
            ActionSpec("undo", "撤销", "Ctrl+Z", "undo"),
            ActionSpec("redo", "重做", "Ctrl+Y", "redo"),
            SEPARATOR,
            ActionSpec("fill_zeros", "本表其余空格填 0", "Ctrl+0", "unsealed"),
        ),
    ),
    (
        "检查(&C)",
        (
            ActionSpec("next_finding", "下一条", "F8", "open"),
            ActionSpec("previous_finding", "上一条", "Shift+F8", "open"),
        ),
    ),
    (
        "帮助(&H)",
        (
            ActionSpec("guide", "使用说明", "F1"),
            ActionSpec("about", "关于年报"),
        ),
    ),
)
