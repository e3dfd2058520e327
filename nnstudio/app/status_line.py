"""The figures of the network in the status line; where there is no room for all of them, the least important go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from nnstudio.app.words.texts import tooltip

_GAP = 8


class Part(NamedTuple):
    """One figure.

    Parameters
    ----------
    text : str
    weight : int
        The lightest go first.
    short : str
        What stands there where the text has no room; nothing where it is empty.
    tooltip : str
    """

    text: str
    weight: int
    short: str = ""
    tooltip: str = ""


class StatusLine(QWidget):
    """Shows parts beside each other, each in full or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[Part, ...] = ()
        self._labels: list[QLabel] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these, from left to right."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        while len(self._labels) < len(parts):
            label = QLabel(self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._labels.append(label)
        whole = " · ".join(p.text for p in parts)
        self.setAccessibleName(whole)
        self.setToolTip(tooltip("\n".join(p.text for p in parts)))
        for label, part in zip(self._labels, parts, strict=False):
            label.setToolTip(part.tooltip)
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        """Room for everything; less will do."""
        widths = [self._width(p.text) + _GAP for p in self._parts]
        return QSize(sum(widths), self.fontMetrics().height() + 8)

    def minimumSizeHint(self) -> QSize:
        """Nothing: where there is no room at all, nothing is said."""
        return QSize(0, self.fontMetrics().height() + 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose anew what there is room for."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        texts = self._chosen()
        x = 0
        for number, label in enumerate(self._labels):
            text = texts[number] if number < len(texts) else ""
            label.setVisible(bool(text))
            if text:
                label.setText(text)
                width = self._width(text)
                label.setGeometry(x, 0, width, self.height())
                x += width + _GAP

    def _width(self, text: str) -> int:
        """What a label with this text takes, with the padding of its style."""
        label = self._labels[0]
        label.ensurePolished()
        padding = label.sizeHint().width() - label.fontMetrics().horizontalAdvance(label.text())
        return label.fontMetrics().horizontalAdvance(text) + padding + 1

    def _chosen(self) -> list[str]:
        """The texts there is room for: first the light ones become short, then they go."""
        texts = [p.text for p in self._parts]
        lightest = sorted(range(len(texts)), key=lambda n: self._parts[n].weight)
        for step in ("short", "gone"):
            for number in lightest:
                if self._fits(texts):
                    return texts
                part = self._parts[number]
                texts[number] = part.short or part.text if step == "short" else ""
        return texts

    def _fits(self, texts: Sequence[str]) -> bool:
        widths = [self._width(text) + _GAP for text in texts if text]
        return sum(widths) <= self.width()
