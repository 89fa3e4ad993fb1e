"""What every test stands on: the editions, reports to work with, and a machine that is left as it was found."""

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

from nianbao.core.edition import Editions
from nianbao.core.report import Report
from nianbao.files.editions import load_editions
from nianbao.files.paths import resources
from reports import filled

# the same examples in every clone: a failure that cannot be seen again helps nobody
settings.register_profile("nianbao", deadline=None, derandomize=True)
settings.load_profile("nianbao")

EDITIONS = ("2019", "2021")
_SYSTEM_FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_DOCUMENTS_DIR": "documents",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
}


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """The program uses no network: whatever reaches for it fails its test, in whatever library."""
    address = arguments[-1] if arguments else None
    if event in ("socket.getaddrinfo", "socket.gethostbyname") or (
        event in ("socket.connect", "socket.bind", "socket.sendto") and isinstance(address, tuple)
    ):
        raise RuntimeError(f"the network is not to be used: {event}")


sys.addaudithook(_refuse_network)


@pytest.fixture(scope="session")
def editions() -> Editions:
    return load_editions()


@pytest.fixture(params=EDITIONS)
def report(request: pytest.FixtureRequest, editions: Editions) -> Report:
    """A valid report with every cell filled, of each edition in turn."""
    return filled(editions, request.param)


@pytest.fixture(scope="session")
def sample() -> Path:
    """The bundled sample: last year's Excel file, edition 2019, 198 figures."""
    (file,) = (resources() / "samples").glob("*.xlsx")
    return file


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material beside a checkout; a test that needs it is skipped where there is none."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("no reference material beside this checkout")
    return folder


@pytest.fixture(autouse=True)
def system_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folders of the system for settings, state and logs: this test's own, not yet made."""
    home = tmp_path_factory.getbasetemp() / "homes" / uuid4().hex
    for name, folder in _SYSTEM_FOLDERS.items():
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def _no_unexpected_log_warning(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log fails the test, unless the test looked at it and called `caplog.clear()`."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    said = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
    if said:
        pytest.fail(f"unexpected in the log: {said}")


@pytest.fixture
def needs_rights(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where the rights of files and folders are not enforced: on Windows, and mostly for root."""
    folder = tmp_path_factory.mktemp("rights")
    folder.chmod(0o555)
    if os.name == "nt" or os.access(folder, os.W_OK):
        pytest.skip("this user may write anywhere")
