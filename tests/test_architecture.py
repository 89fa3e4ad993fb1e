"""Who may import whom, who may write files, and where the words of the form may stand: sentences that fail."""

import ast
import itertools
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

import nianbao
from nianbao.core.edition import Editions, Node

PACKAGE = Path(nianbao.__file__).parent
HEAVY = ("PySide6", "docx", "lxml", "openpyxl", "pdfminer", "python_calamine", "platformdirs", "rapidfuzz", "typst")
LONGEST_MODULE = 400
SHORTEST_LABEL = 5
# these speak of a row by its official label, so that the clerk finds it on the form; nothing is looked up by them
SPEAKING_OF_LABELS = "nianbao.core.checks."


@cache
def modules() -> dict[str, Path]:
    """Every module of the program by its dotted name."""
    return {_name(file): file for file in sorted(PACKAGE.rglob("*.py")) if "resources" not in file.parts}


def _name(file: Path) -> str:
    parts = ("nianbao", *file.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


@cache
def imports(module: str) -> frozenset[str]:
    """What the module imports anywhere in it, as modules of ours or as names of others."""
    return frozenset(_imports(tree(module), names=frozenset(modules())))


def _imports(node: ast.AST, names: frozenset[str]) -> Iterator[str]:
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = child.module or ""
            yield from (f"{base}.{alias.name}" if f"{base}.{alias.name}" in names else base for alias in child.names)


def under(*packages: str) -> list[str]:
    """The modules that are, or lie in, these parts of the program."""
    return [name for name in modules() if _is_in(name, packages)]


def _is_in(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def offending(users: Iterable[str], *forbidden: str) -> list[str]:
    return [f"{user} → {used}" for user in users for used in sorted(imports(user)) if _is_in(used, forbidden)]


# who may import whom


def test_the_modules_are_found():
    assert {"nianbao.core.report", "nianbao.files.atomic", "nianbao.cli", "nianbao.__main__"} <= set(modules())
    assert "nianbao.core.edition" in imports("nianbao.core.report")


def test_the_core_imports_the_standard_library_and_itself_only():
    foreign = [
        f"{module} → {used}"
        for module in under("nianbao.core")
        for used in imports(module)
        if not _is_in(used, ("nianbao.core",)) and used.split(".")[0] not in sys.stdlib_module_names
    ]
    assert foreign == []


def test_the_core_does_no_input_or_output():
    doing = {"os", "io", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "logging", "urllib"}
    assert offending(under("nianbao.core"), *doing) == []
    assert [module for module in under("nianbao.core") for call in calls(module) if call in ("open", "print")] == []


def test_files_import_neither_the_window_nor_the_command_line():
    assert offending(under("nianbao.files"), "PySide6", "nianbao.gui", "nianbao.cli", "nianbao.__main__") == []


def test_the_window_and_the_command_line_do_not_know_each_other():
    assert offending(under("nianbao.gui"), "nianbao.cli", "nianbao.__main__") == []
    assert offending(under("nianbao.cli"), "PySide6", "nianbao.gui", "nianbao.__main__") == []


def test_qt_lives_in_the_window_only():
    others = [module for module in modules() if module not in (*under("nianbao.gui"), "nianbao.__main__")]
    assert offending(others, "PySide6", "shiboken6") == []


def test_the_sections_of_the_window_do_not_import_one_another():
    sections = [name for name in under("nianbao.gui.sections") if name != "nianbao.gui.sections"]
    assert offending(sections, "nianbao.gui.sections") == []


def test_the_families_of_checks_do_not_import_one_another():
    families = [module for module in under("nianbao.core.checks") if _defines_rules(module)]
    assert len(families) > 1
    assert offending(families, *families) == []


def _defines_rules(module: str) -> bool:
    """Whether a function of the module is decorated with @rule(…)."""
    functions = (node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef))
    decorators = (decorator for function in functions for decorator in function.decorator_list)
    return any(isinstance(d, ast.Call) and isinstance(d.func, ast.Name) and d.func.id == "rule" for d in decorators)


def test_no_modules_import_each_other_in_a_circle():
    graph = {module: imports(module) & modules().keys() for module in modules()}
    while free := [module for module, used in graph.items() if not used]:
        graph = {module: used - set(free) for module, used in graph.items() if module not in free}
    assert graph == {}, "these wait for one another"


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_core_and_files_work_where_qt_is_not_installed():
    blocked = (
        "import sys, importlib\n"
        "class Blocker:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name.split('.')[0] in ('PySide6', 'shiboken6'): raise ImportError(name)\n"
        "sys.meta_path.insert(0, Blocker())\n"
        "try:\n    import PySide6\n    sys.exit('Qt is not blocked')\nexcept ImportError:\n    pass\n"
        f"for name in {under('nianbao.core', 'nianbao.files', 'nianbao.cli')!r}: importlib.import_module(name)\n"
    )
    run = _python(blocked)
    assert (run.returncode, run.stderr) == (0, "")


def test_starting_the_program_imports_no_heavy_library():
    loaded = _python(
        "import sys, nianbao.__main__, nianbao.cli; print(*sorted({n.split('.')[0] for n in sys.modules}))"
    )
    assert "nianbao" in loaded.stdout.split()
    assert set(HEAVY).intersection(loaded.stdout.split()) == set()


# who may write files


def calls(module: str) -> Iterator[str]:
    """The names of what the module calls: `open`, `.write_text`, `os.replace`."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            yield _called(node.func)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    if isinstance(function, ast.Attribute):
        owner = function.value.id if isinstance(function.value, ast.Name) else ""
        return f"{owner}.{function.attr}"
    return ""


_WRITING_METHODS = {"write_text", "write_bytes", "touch", "rename", "unlink", "symlink_to", "hardlink_to"}
_WRITING_MODULES = {"shutil", "tempfile"}
_WRITING_QT = {"QFile", "QSaveFile", "QTemporaryFile", "QTextStream"}
_WRITING_OS = {"open", "write", "replace", "rename", "remove", "unlink", "truncate", "fdopen", "link", "symlink"}


def _writes(node: ast.Call) -> bool:
    """Whether a call can put something on disk: it opens for writing, replaces, renames or removes a file."""
    owner, _, name = _called(node.func).rpartition(".")
    if name == "open":
        return owner == "os" or _opens_for_writing(node, method=isinstance(node.func, ast.Attribute))
    if name == "replace":  # Path.replace takes one argument, str.replace two, dataclasses.replace keywords
        return owner == "os" or (isinstance(node.func, ast.Attribute) and len(node.args) == 1 and not node.keywords)
    if owner == "os":
        return name in _WRITING_OS
    if name == "TemporaryDirectory":  # a folder that is gone again holds nothing of the clerk's
        return False
    return name in _WRITING_METHODS | _WRITING_QT or owner in _WRITING_MODULES


def _opens_for_writing(node: ast.Call, *, method: bool) -> bool:
    modes = [keyword.value for keyword in node.keywords if keyword.arg == "mode"]
    modes += node.args[0:1] if method else node.args[1:2]
    return any(not isinstance(mode, ast.Constant) or set(str(mode.value)) & set("wax+") for mode in modes)


@pytest.mark.parametrize(
    "code",
    [
        "open('a', 'w')",
        "open('a', mode='ab')",
        "open('a', mode)",
        "path.open('wb')",
        "path.write_text('')",
        "path.replace(other)",
        "os.replace(a, b)",
        "os.open(a, 1)",
        "shutil.copy(a, b)",
        "tempfile.mkstemp()",
        "QSaveFile(a)",
    ],
)
def test_a_call_that_writes_is_known(code: str):
    assert _writes(ast.parse(code).body[0].value)


@pytest.mark.parametrize("code", ["open('a')", "open('a', 'rb')", "path.open('rb')", "'a'.replace('b', 'c')"])
def test_a_call_that_reads_is_not_taken_for_one_that_writes(code: str):
    assert not _writes(ast.parse(code).body[0].value)


def test_only_the_atomic_writer_writes_files():
    writing = {
        f"{module}:{node.lineno}"
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and _writes(node)
    }
    assert {line.split(":")[0] for line in writing} == {"nianbao.files.atomic"}, sorted(writing)


def test_a_database_is_opened_in_memory_only():
    opened = [
        ast.unparse(node)
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and _called(node.func) == "sqlite3.connect"
    ]
    assert opened
    assert set(opened) == {"sqlite3.connect(':memory:')"}


# where the words of the form may stand


def _labels(editions: Editions) -> set[str]:
    """The official words of rows, columns, groups and headings, long enough to be no common words."""
    labels = set()
    for edition in editions.values():
        for section in edition.sections:
            labels.add(section.heading)
            for block in section.table.blocks if section.table else ():
                labels.update((block.heading, block.corner))
                labels.update(itertools.chain.from_iterable(map(_words_of, (*block.rows, *block.columns))))
    return {label for label in labels if len(label) >= SHORTEST_LABEL}


def _words_of(node: Node) -> Iterator[str]:
    yield from (node.label, *node.aliases)
    for child in node.children:
        yield from _words_of(child)


def _texts(module: str) -> Iterator[ast.Constant]:
    """The string constants of a module without its docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and isinstance(node.body[0] if node.body else None, ast.Expr)
    }
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def test_no_label_of_the_form_stands_in_code(editions: Editions):
    labels = _labels(editions)
    assert "本年新制作数量" in labels
    hard_coded = [
        f"{module}:{text.lineno} {label}"
        for module in modules()
        if not module.startswith(SPEAKING_OF_LABELS)
        for text in _texts(module)
        for label in labels
        if label in text.value
    ]
    assert hard_coded == []


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_is_short_enough_to_be_read(module: str):
    assert len(modules()[module].read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_says_why_it_exists(module: str):
    assert ast.get_docstring(tree(module)) or not tree(module).body
