"""A low card of the start page, under the large buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nnstudio.app import icons
from nnstudio.app.cards import Card, card_label


class LowCard(Card):
    """An icon, a title and a sentence.

    Parameters
    ----------
    icon : str
        Name of a file in ``resources/icons``; also the card's object name.
    title, text : str
        Already translated.
    """

    def __init__(self, icon: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName(icon)
        self.setAccessibleName(f"{title}. {text}")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(16)
        row.addWidget(_Icon(icon, self), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(card_label(title, "strong", wrap=True))
        words.addWidget(card_label(text, "small", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)


class _Icon(QWidget):
    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # As wide as the tiles of the large buttons, so that the words begin where theirs do.
        self.setFixedSize(QSize(44, 24))

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = icons.pixmap(self._icon, 24, "accent", self.devicePixelRatioF())
        QPainter(self).drawPixmap(10, 0, picture)
