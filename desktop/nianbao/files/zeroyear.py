"""What is proposed for a year without applications, read from `resources/zeroyear/wording.toml`."""

import tomllib

from nianbao.core.zeroyear import Wording, build_wording
from nianbao.files.paths import resources


def load_wording() -> Wording:
    """The sentences and the columns of table 二; read when the mode is asked for."""
    file = resources() / "zeroyear" / "wording.toml"
    return build_wording(tomllib.loads(file.read_text(encoding="utf-8")))
