"""A sentence, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QWidget

from nnstudio.app.widgets.boxes import h_box

_Beside, _Below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class SentenceRow(QWidget):
    """Links stand beside the sentence, or below it where they would leave it less than half of the width."""

    def __init__(self, sentence: QLabel, *links: QPushButton) -> None:
        super().__init__()
        self._links = links
        self._box = h_box(self, margins=0)
        self._box.addWidget(sentence, 1)
        for link in links:
            self._box.addWidget(link, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def event(self, event: QEvent) -> bool:
        """Find the place of the links anew where there is another width, or one of them has come or gone."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            need = sum(link.sizeHint().width() for link in self._links if not link.isHidden())
            direction = _Below if 2 * need > self.width() else _Beside
            if direction != self._box.direction():
                self._box.setDirection(direction)
        return super().event(event)
