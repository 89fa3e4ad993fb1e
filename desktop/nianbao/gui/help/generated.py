"""Pages of the help that the program writes itself, so that they never tell anything else than what it does."""

from html import escape

from nianbao.core.checks import RULES, Level
from nianbao.core.checks.families import FAMILIES, family_of
from nianbao.gui.actions import MENUS

# the keys' names on the keyboards that clerks have
_KEYS = {"Return": "回车", "Left": "←", "Right": "→", "=": "＋（等号键）", "-": "－"}

# keys that belong to no menu: how one gets about, and out of where Tab means something else
MOVES = (
    ("Ctrl+Tab、Ctrl+Shift+Tab", "到下一个、上一个部分，在表格和文字里也可以"),
    ("F6", "离开表格或者文字，到问题列表；按 Esc 回来"),
    ("Tab、Shift+Tab", "在各栏和按钮之间移动；在表格里是到下一个、上一个要填的格子"),
    ("Esc", "放弃正在输入的内容；关闭小窗口，或者从列表回到报告"),
    ("Alt+字母", "打开菜单，字母写在菜单名称后面，例如 Alt+F"),
)


def rules_page() -> str:
    """Every rule by what it looks at, with its level; the words are those of the rules."""
    made = [
        "<h1>检查规则一览</h1>",
        "<p>程序随时按下面的规则检查。<b>强制性</b>的改正后才能定稿，<b>核实性</b>的改正或者写明原因，<b>提示</b>供参考。"
        '怎样处理见<a href="page/checks">检查</a>。</p>',
    ]
    for family in FAMILIES:
        rules = [rule for rule in RULES if family_of(rule.code) == family.id]
        if rules:
            made.append(f"<h2>{escape(family.name)}</h2>{_table('级别', '规则')}")
            made += [_row(_level(rule.level), rule.clause) for rule in rules]
            made.append("</table>")
    return "".join(made)


def shortcuts_page() -> str:
    """Every action of the menus that has a key, and the keys by which one gets about."""
    made = [
        "<h1>快捷键一览</h1>",
        '<p>菜单里的命令都可以用键盘。在表格里移动和输入的按键见<a href="page/typing">填表和键盘</a>。</p>',
    ]
    for menu, specs in MENUS:
        keyed = [spec for spec in specs if spec.key]
        if keyed:
            made.append(f"<h2>{escape(bare(menu))}</h2>{_table('按键', '作用')}")
            made += [_row(f'<span class="key">{escape(key_name(spec.key))}</span>', bare(spec.text)) for spec in keyed]
            made.append("</table>")
    made.append(f"<h2>在窗口里移动</h2>{_table('按键', '作用')}")
    made += [_row(f'<span class="key">{keys}</span>', words) for keys, words in MOVES]
    made.append("</table>")
    return "".join(made)


def key_name(key: str) -> str:
    """A key in Qt's notation as the clerk reads it: Ctrl+回车."""
    *held, last = key.removesuffix("+").split("+") if key != "+" else ["", "+"]
    return "+".join([*held, _KEYS.get(last, last)])


def bare(text: str) -> str:
    """The words of a menu without the mark of its letter and without dots."""
    return text.partition("(&")[0].replace("&", "").removesuffix("…")


def _table(*heads: str) -> str:
    cells = "".join(f"<th>{head}</th>" for head in heads)
    return f'<table border="1" cellspacing="0" cellpadding="4"><tr>{cells}</tr>'


def _row(first: str, second: str) -> str:
    """A line of a table: HTML at the left, plain words at the right."""
    return f"<tr><td>{first}</td><td>{escape(second)}</td></tr>"


def _level(level: Level) -> str:
    return f'<span class="{level.value}">{level.word}</span>'
