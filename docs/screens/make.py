"""Make the screens of this folder from the program itself: light and dark at 1366×768, and light at 200 %.

Real windows with the bundled sample, no screen needed, but a Chinese font. Usage: make screens
"""

import datetime
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT = 1366, 768
TODAY = datetime.date(2022, 1, 12)
RUNS = (("light", "1"), ("dark", "1"), ("light", "2"))
OVERVIEW = "本年共收到政府信息公开申请15件，上年结转0件，均已答复。"


def main() -> None:
    """One process for each look: the scale of Qt cannot change within one."""
    for look, scale in RUNS:
        with tempfile.TemporaryDirectory() as home:
            places = {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home, "QT_SCALE_FACTOR": scale}
            subprocess.run([sys.executable, __file__, look, scale], check=True, env={**os.environ, **places})


def make(look: str, scale: str) -> None:
    from PySide6.QtTest import QTest  # noqa: TID251

    from nianbao.files.document import DocumentFile, start_next
    from nianbao.files.editions import load_editions
    from nianbao.files.paths import resources
    from nianbao.files.readers import read_file
    from nianbao.gui.appearance import keep_appearance
    from nianbao.gui.application import make_application
    from nianbao.gui.window import Window

    make_application()
    keep_appearance(look)
    editions = load_editions()
    (sample,) = (resources() / "samples").glob("*.xlsx")
    window = Window(lambda: editions, TODAY)
    window.show_start()
    window.show()
    window.settle()
    factor = int(scale)
    window.resize(WIDTH // factor, HEIGHT // factor)  # the same glass, larger letters

    def shoot(name: str, act: Callable[[], object] = lambda: None) -> None:
        act()
        QTest.qWait(900)  # what follows after a pause: findings, pages
        window.grab().save(str(HERE / f"{name}-{look}{'-200' if factor > 1 else ''}.png"))

    shoot("start")
    with tempfile.TemporaryDirectory() as folder:
        document = start_next(read_file(sample, editions).report(editions))
        file = DocumentFile(Path(folder) / "2021年年报.nianbao")
        file.write(document)
        window.show_document(document, file)
        workspace, editor = window.workspace, window.editor
        assert workspace is not None
        assert editor is not None
        editor.submit("填写", {"applications.received.person": 12, "applications.granted.person": 9})
        text = editor.report.text("texts.overview")
        editor.submit("填写", {"texts.overview": f"{text}\n{OVERVIEW}"})
        shoot("table", lambda: workspace.show_cell("applications.granted.person"))
        shoot("text", lambda: workspace.show_cell("texts.overview"))
        shoot("information", lambda: workspace.show_cell("unit.name"))
        if factor == 1:
            shoot(
                "preview",
                lambda: (workspace.show_cell("appeals.reconsideration.upheld"), window.act("viewing.toggle_preview")()),
            )
        window.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        make(*sys.argv[1:3])
    else:
        main()
