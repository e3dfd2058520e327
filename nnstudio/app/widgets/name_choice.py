"""A list to choose a name from: of a name that is too long both ends are seen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

_MORE = 4
"""Pixels."""


class NameChoice(QComboBox):
    """Questions of a survey begin alike, and what belongs to a question stands behind it: a style would cut just that."""

    def __init__(self) -> None:
        super().__init__()
        self.in_brief = ""
        """What stands there meanwhile where the placeholder, the names of several, has no room."""
        self.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def sizeHint(self) -> QSize:
        """Room for the longest name: Qt's own is a pixel or two short of it where letters are large."""
        hint = super().sizeHint()
        return QSize(hint.width() + _MORE, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is chosen, or what stands there meanwhile, without its middle where there is no room for it."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_text()
        painter = QStylePainter(self)
        if self.currentIndex() < 0:
            muted = option.palette.brush(QPalette.ColorRole.PlaceholderText)
            option.palette.setBrush(QPalette.ColorRole.ButtonText, muted)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def shown_text(self) -> str:
        """What is painted."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        text, metrics = self.currentText() or self.placeholderText(), self.fontMetrics()
        if metrics.horizontalAdvance(text) <= room:  # as Qt makes a list wide enough for its names
            return text
        if self.in_brief and not self.currentText():
            return self.in_brief
        return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room - 2)
