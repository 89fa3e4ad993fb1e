"""The script that makes the pictures of the help can still make each of them from the program as it is."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtWidgets import QApplication

from nianbao.core.edition import Editions
from nianbao.files.help import help_folder

PICTURES = ("start", "table", "text", "findings", "import", "help")  # the preview has tests of its own


@pytest.fixture(scope="session")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pictures", help_folder() / "make_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.SETTLE_MS = 20
    return module


@pytest.fixture
def scene(script: ModuleType, editions: Editions, tmp_path: Path, qapp: QApplication) -> Iterator[object]:
    scene = script.Scene(editions, tmp_path)
    yield scene
    scene.window.close()
    scene.window.deleteLater()


def test_every_picture_of_the_help_is_made_by_the_script(script: ModuleType) -> None:
    assert {f"{name}.png" for name in script.PICTURES} == {f.name for f in (help_folder() / "pictures").iterdir()}
    assert set(PICTURES) == set(script.PICTURES) - {"preview"}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_can_be_made(script: ModuleType, scene: object, name: str) -> None:
    picture = script.PICTURES[name](scene)
    assert not picture.isNull()
    assert picture.width() <= script.WIDEST
    image = picture.toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colours) > 5
