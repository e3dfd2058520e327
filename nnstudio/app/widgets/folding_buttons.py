"""A row of buttons that keep to their icons where there is no room for their words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from nnstudio.app.look.style_sheet import dress
from nnstudio.app.widgets.boxes import h_box

_GAP = 6
_BESIDE = 12
"""At least what words need beside an icon, besides their own width."""
_Style = Qt.ToolButtonStyle


class FoldingButtons(QWidget):
    """Outlined buttons at the right; what an icon means stands in its tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[QToolButton] = []
        self._row = h_box(self, margins=0, spacing=_GAP)
        self._row.addStretch(1)

    def add(self) -> QToolButton:
        """One more button, empty as yet."""
        button = QToolButton()
        button.setProperty("role", "outlined")
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("worded", True)
        button.setProperty("folds", True)
        button.setToolButtonStyle(_Style.ToolButtonTextBesideIcon)
        self._all.append(button)
        self._row.addWidget(button)
        return button

    def sizeHint(self) -> QSize:
        """Room for the words, left out or not."""
        wide = [button.sizeHint().width() + _GAP for button in self._all]
        for place, button in enumerate(self._all):
            if button.toolButtonStyle() == _Style.ToolButtonIconOnly:
                wide[place] += button.fontMetrics().horizontalAdvance(button.text()) + _BESIDE
        return QSize(sum(wide), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the icons."""
        high = super().minimumSizeHint().height()
        return QSize(len(self._all) * (high + _GAP), high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the words, or bring them back."""
        super().resizeEvent(event)
        words = self.sizeHint().width() <= self.width() + _GAP
        for button in self._all:
            button.setToolButtonStyle(_Style.ToolButtonTextBesideIcon if words else _Style.ToolButtonIconOnly)
            dress(button, "worded", words)
