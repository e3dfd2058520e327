"""Words on the window that are only read."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QStylePainter

from nnstudio.app.words.texts import tooltip


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label that shows its text as it is: names of files and columns may look like markup.

    Parameters
    ----------
    text : str
    role : str
        How the style sheet dresses it: "heading", "strong", "small", "muted"; empty for as usual.
    wrap : bool
        Whether the text goes on in the next line where it has no room.
    """
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    return result


class OneLine(QLabel):
    """A heading of one line that gives way to its neighbours: its middle goes first, and a tool tip tells the whole."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out as much as has no room."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        self.setToolTip("" if self.shown_text() == self.text() else tooltip(self.text()))

    def minimumSizeHint(self) -> QSize:
        """Room for some letters at both ends."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self.fontMetrics().averageCharWidth() * 8), whole.height())

    def shown_text(self) -> str:
        """What is painted."""
        if self.sizeHint().width() <= self.width():
            return self.text()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        option = QStyleOption()
        option.initFrom(self)
        painter = QStylePainter(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option)
        painter.drawItemText(
            self.rect(),
            self.alignment(),
            self.palette(),
            self.isEnabled(),
            self.shown_text(),
            self.foregroundRole(),
        )
