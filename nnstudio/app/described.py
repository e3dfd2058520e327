"""Tool tips as a screen reader says them.

Qt tells the tool tip of a widget without a description of its own, and with the marks that make it wrap: "less than qt
greater than". What comes to have the focus is described in plain words before it is asked.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QWidget

_OF_TIP = "described"


class Described(QObject):
    """Describes whatever gets the focus by its tool tip, where nobody has described it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._describe)

    def _describe(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or now.accessibleDescription() not in ("", now.property(_OF_TIP)):
            return
        tip = now.toolTip()
        words = QTextDocumentFragment.fromHtml(tip).toPlainText() if tip.startswith("<") else tip
        if words != now.accessibleDescription():
            now.setProperty(_OF_TIP, words)
            now.setAccessibleDescription(words)
