"""The clerk's guide, shown in a window of its own."""

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from nianbao.files.paths import resources


def show_guide(parent: QWidget) -> QDialog:
    """Open the guide beside the window; the clerk can go on working."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("使用说明")
    dialog.resize(760, 600)
    browser = QTextBrowser()
    browser.setHtml((resources() / "help" / "guide.html").read_text(encoding="utf-8"))
    layout = QVBoxLayout(dialog)
    layout.addWidget(browser)
    dialog.show()
    return dialog
