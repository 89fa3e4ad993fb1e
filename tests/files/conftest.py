"""What tests of files share: the schema of the Word format, from the reference material beside a checkout."""

import importlib.util
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def faults_of(shared: Path) -> Callable[[bytes], set[str]]:
    """What the schema of ECMA-376 blames in a .docx, as `check_docx.py` tells it, without the places."""
    from lxml import etree

    tool = _module(shared / "tools" / "check_docx.py")
    schema = etree.XMLSchema(etree.parse(str(tool.SCHEMA)))

    def faults(data: bytes) -> set[str]:
        with zipfile.ZipFile(BytesIO(data)) as package:
            assert package.testzip() is None
        return {line.split(": ", 2)[2] for line in tool.problems(BytesIO(data), schema)}

    return faults


def _module(path: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location(path.stem, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
