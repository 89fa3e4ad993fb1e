"""The program uses no network: nothing in it can, and nothing does while the whole job is done. No telemetry."""

import ast
import gc
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from audit import watched

import nianbao
from nianbao.core.edition import Editions
from nianbao.files.document import Document, DocumentFile
from reports import filled

PACKAGE = Path(nianbao.__file__).parent
NETWORKED = {
    *("socket", "ssl", "urllib", "http", "ftplib", "smtplib", "imaplib", "poplib", "xmlrpc", "socketserver"),
    *("asyncio", "webbrowser", "requests", "httpx", "urllib3", "aiohttp", "multiprocessing", "telnetlib", "sentry_sdk"),
}
NETWORKED_QT = {
    "QtNetwork",
    "QtWebSockets",
    "QtWebEngineCore",
    "QtWebEngineWidgets",
    "QtNetworkAuth",
    "QtRemoteObjects",
}
CALLED = {"openUrl", "setOpenExternalLinks"}  # would hand an address to a browser


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return names


def test_no_module_imports_anything_that_can_reach_a_network() -> None:
    reaching = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in PACKAGE.rglob("*.py")
        for name in imported(file)
        if name.split(".")[0] in NETWORKED or NETWORKED_QT & set(name.split("."))
        if not name.startswith("urllib.parse")  # takes addresses apart, and no more
    }
    assert reaching == set()


def test_no_module_hands_an_address_to_a_browser() -> None:
    calling = {
        f"{file.relative_to(PACKAGE)}:{node.lineno}"
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLED
        if not (node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value is False)
        if not (node.args and ast.unparse(node.args[0]).startswith("QUrl.fromLocalFile("))  # a file on this machine
    }
    assert calling == set()


# while it runs

WATCH = """
import json, os, sys
from pathlib import Path
asked = []
def note(event, arguments):
    if event.startswith(("socket.", "ssl.", "http.", "urllib.", "ftplib.", "smtplib.", "subprocess.", "os.system",
                         "os.exec", "os.posix_spawn", "webbrowser.")):
        asked.append(f"{event} {arguments!r}"[:200])
sys.addaudithook(note)
from nianbao.__main__ import main
code = main(json.loads(sys.argv[1]))
sockets = []
for descriptor in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else ():
    try:
        sockets.append(os.readlink(f"/proc/self/fd/{descriptor}"))
    except OSError:
        pass
maps = Path("/proc/self/maps").read_text().splitlines() if os.path.exists("/proc/self/maps") else []
print("\\n" + json.dumps({
    "code": code,
    "asked": asked,
    "sockets": [name for name in sockets if name.startswith("socket:")],
    "libraries": sorted({line.split("/")[-1] for line in maps if "Qt6Network" in line or "libcurl" in line}),
}))
"""


def run(*arguments: str) -> dict[str, object]:
    command = [sys.executable, "-X", "utf8", "-c", WATCH, json.dumps(arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_whole_job_is_done_without_a_socket_another_program_or_a_library_of_the_network() -> None:
    """Import, typing, checks, saving and every kind of export, in the real window: the program's own test of itself."""
    assert run("--self-test") == {"code": 0, "asked": [], "sockets": [], "libraries": []}


def test_opening_a_report_asks_nobody(tmp_path: Path, editions: Editions) -> None:
    path = tmp_path / "今年.nianbao"
    DocumentFile(path).write(Document(filled(editions, "2021")))
    assert run(str(path), "--quit-when-shown") == {"code": 0, "asked": [], "sockets": [], "libraries": []}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system's own count of sockets is Linux's")
def test_the_watch_of_this_test_sees_a_socket() -> None:
    code = f"import socket; kept = socket.socket(); kept.bind(('127.0.0.1', 0))\n{WATCH}".replace(
        "sys.addaudithook(note)", "sys.addaudithook(note); import socket as s; s.getaddrinfo('127.0.0.1', 1)"
    )
    command = [sys.executable, "-X", "utf8", "-c", code, json.dumps(["--version"])]
    told = json.loads(
        subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()[-1]
    )
    assert len(told["sockets"]) == 1
    assert told["asked"][0].startswith("socket.getaddrinfo")


def test_the_watch_sees_what_is_done_in_this_process(tmp_path: Path) -> None:
    with watched() as deeds:
        (tmp_path / "a").write_text("x")
        subprocess.run([sys.executable, "--version"], check=True, capture_output=True)
    assert [Path(path).name for path in deeds.written] == ["a"]
    assert any(event.startswith("subprocess.") for event in deeds.abroad)


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
        lambda: socket.getaddrinfo("x.example", 80),
        lambda: socket.socket().bind(("127.0.0.1", 0)),
        lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)),
    ],
)
def test_a_test_that_reaches_for_the_network_fails(reach: Callable[[], object], recwarn) -> None:
    """So that no test, of whatever part, passes by the network unseen: see the guard in conftest.py."""
    with pytest.raises(RuntimeError, match="the network is not to be used"):
        reach()
    gc.collect()


# where things are kept


def test_the_program_keeps_things_only_in_the_places_of_the_system(
    system_folders: Path, tmp_path: Path, editions: Editions
) -> None:
    path = tmp_path / "今年.nianbao"
    DocumentFile(path).write(Document(filled(editions, "2021")))
    code = (
        "import sys, os\nfrom pathlib import Path\n"
        "written = []\n"
        "def note(event, arguments):\n"
        "    if event == 'open' and (set(str(arguments[1] or '')) & set('wax+') or int(arguments[2]) & 3):\n"
        "        written.append(str(arguments[0]))\n"
        "    if event in ('os.mkdir', 'os.rename', 'os.link', 'os.symlink'): written.append(str(arguments[0]))\n"
        "sys.dont_write_bytecode = True\n"
        "sys.addaudithook(note)\n"
        "from nianbao.__main__ import main\n"
        "main([sys.argv[1], '--quit-when-shown'])\n"
        "print('\\n'.join(written))\n"
    )
    command = [sys.executable, "-X", "utf8", "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True, cwd=tmp_path)
    written = [line for line in done.stdout.splitlines() if line and not line.isdigit()]  # a number: open already
    assert [line for line in written if not line.startswith(str(system_folders)) and line != "/dev/null"] == []
    assert done.stdout.count(str(system_folders)) > 0, "recent files are remembered"
