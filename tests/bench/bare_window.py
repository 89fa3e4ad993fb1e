"""The yardstick for starting: a bare PySide6 window with six empty tables that leaves once it is painted."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QTabWidget


class Leave(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, QApplication.quit)
        return False


app = QApplication(sys.argv)
tabs = QTabWidget()
for number in range(6):
    tabs.addTab(QTableView(), str(number))
window = QMainWindow()
window.setCentralWidget(tabs)
window.resize(1366, 740)
leave = Leave()
window.installEventFilter(leave)
window.show()
sys.exit(app.exec())
