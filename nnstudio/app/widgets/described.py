"""Tool tips as a screen reader says them.

Qt tells the tool tip of a widget without a description of its own, and with the marks that make it wrap: "less than qt
greater than". What comes to have the focus is described in plain words before it is asked. On Linux Qt also tells what is
chosen in a box instead of the name of the box; where no label stands before it, the description begins with the name.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

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
        if isinstance(now, QComboBox) and now.accessibleName() not in words:
            words = ". ".join(text for text in (now.accessibleName(), words) if text)
        if words != now.accessibleDescription():
            now.setProperty(_OF_TIP, words)
            now.setAccessibleDescription(words)
