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
            ActionSpec("exporting.export_pdf", "导出 PDF…", "", "open"),
            ActionSpec("exporting.export_other", "导出 Excel、网页、文本…", "Ctrl+Shift+E", "open"),
            ActionSpec("exporting.export_package", "导出发布材料…", "", "open"),
            ActionSpec("exporting.print_pages", "打印…", "Ctrl+P", "open"),
            ActionSpec("pagelayout.choose_layout", "版式设置…", "", "open"),
            ActionSpec("exporting.compare_file", "与改过的文件比较…", "", "open"),
            SEPARATOR,
            ActionSpec("history.show", "历史…", "Ctrl+Shift+H", "open"),
            ActionSpec("history.check_export", "核对导出过的文件…", "", "open"),
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
            ActionSpec("filling.fill_zeros", "本表其余空格填 0", "Ctrl+0", "unsealed"),
            ActionSpec("filling.recompute", "本表按各项重算合计", "", "unsealed"),
            ActionSpec("zeroyear.show", "零申请年度…", "Ctrl+Shift+0", "unsealed"),
            ActionSpec("filling.fill_down", "向下填充", "Ctrl+D", "unsealed"),
            ActionSpec("filling.fill_right", "向右填充", "Ctrl+R", "unsealed"),
            SEPARATOR,
            ActionSpec("notes.edit", "备注", "Shift+F2", "unsealed"),
            ActionSpec("notes.show_all", "全部备注…", "", "open"),
        ),
    ),
    (
        "文字(&T)",
        (
            ActionSpec("writing.insert_link", "插入数字或句子…", "Ctrl+Shift+L", "unsealed"),
            ActionSpec("writing.unlink", "转为普通文字", "Ctrl+Shift+U", "unsealed"),
            SEPARATOR,
            ActionSpec("writing.replace_words", "查找和替换…", "Ctrl+H", "open"),
            ActionSpec("writing.raise_level", "段落升级", "Alt+Shift+Left", "unsealed"),
            ActionSpec("writing.lower_level", "段落降级", "Alt+Shift+Right", "unsealed"),
            ActionSpec("writing.renumber", "重新编号", "", "unsealed"),
            SEPARATOR,
            ActionSpec("writing.next_draft", "下一句上年的文字", "Ctrl+J", "open"),
            ActionSpec("writing.confirm_sentence", "这一句不改", "Alt+Return", "unsealed"),
        ),
    ),
    (
        "查看(&V)",
        (
            ActionSpec("viewing.toggle_preview", "页面预览", "F9", "open"),
            ActionSpec("viewing.toggle_last_year", "在格子里显示上年的数", "F7", "open"),
            ActionSpec("agenda.toggle", "工作步骤", "F4", "open"),
            ActionSpec("trend.show", "与上年对照…", "Ctrl+T", "open"),
            SEPARATOR,
            ActionSpec("viewing.zoom_in", "放大", "Ctrl+=", "open"),
            ActionSpec("viewing.zoom_out", "缩小", "Ctrl+-", "open"),
            ActionSpec("viewing.zoom_reset", "原始大小", "Ctrl+Alt+0", "open"),
            SEPARATOR,
            ActionSpec("viewing.follow_system", "颜色随系统"),
            ActionSpec("viewing.be_light", "浅色"),
            ActionSpec("viewing.be_dark", "深色"),
        ),
    ),
    (
        "检查(&C)",
        (
            ActionSpec("checking.next_finding", "下一条", "F8", "open"),
            ActionSpec("checking.previous_finding", "上一条", "Shift+F8", "open"),
            ActionSpec("checking.focus_findings", "到问题列表", "F6", "open"),
            SEPARATOR,
            ActionSpec("checking.show_check_sheet", "核对单…", "Ctrl+Shift+K", "open"),
            ActionSpec("checking.show_bridge", "上年的数能不能用…", "", "open"),
            ActionSpec("checking.show_rule_book", "检查规则一览…"),
        ),
    ),
    (
        "帮助(&H)",
        (
            ActionSpec("help.open_help", "这一格填什么", "F1"),
            ActionSpec("help.open_guide", "使用说明", "Shift+F1"),
            ActionSpec("help.open_shortcuts", "快捷键一览"),
            ActionSpec("about.show", "关于年报"),
        ),
    ),
)
