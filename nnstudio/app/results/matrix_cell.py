"""What a cell of a confusion matrix says of itself."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QTableWidgetItem

from nnstudio.app.look import theme
from nnstudio.app.words.texts import tooltip
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import percent_text, whole_text

_Role = Qt.ItemDataRole


class Counts:
    """How often each of some classes was answered as each."""

    def __init__(self, classes: tuple[str, ...] = ()) -> None:
        self.classes = classes
        self.take(np.zeros((len(classes), len(classes)), np.int64))
        self.in_shares = False
        """Whether cells show shares instead of counts."""

    def take(self, confusion: Host) -> None:
        """Count anew, shape (k, k)."""
        self.confusion = confusion
        self.shares = confusion / np.maximum(confusion.sum(axis=1, keepdims=True), 1)


class Cell(QTableWidgetItem):
    """Answers when it is asked: of two hundred classes there are forty thousand cells, and some hundred in sight."""

    def __init__(self, counts: Counts, row: int, column: int) -> None:
        super().__init__()
        self._counts, self._row, self._column = counts, row, column

    def data(self, role: int) -> Any:
        """Text, words and colours: right answers in one, mistakes in another, by their share of the row."""
        i, j, counts = self._row, self._column, self._counts
        share = float(counts.shares[i, j])
        match role:
            case _Role.DisplayRole:
                return f"{100 * share:.0f}" if counts.in_shares else str(int(counts.confusion[i, j]))
            case _Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            case _Role.BackgroundRole:
                alpha = 0.10 + 0.20 * share if share else 0.0
                return QBrush(theme.current().color("success" if i == j else "danger", alpha))
            case _Role.ForegroundRole:
                return QBrush(theme.current().color("text" if share else "text_muted"))
            case _Role.AccessibleTextRole:
                return self._words(share)
            case _Role.ToolTipRole:
                return tooltip(self._words(share))
        return None

    def _words(self, share: float) -> str:
        tr = QCoreApplication.translate
        words = tr("ConfusionMatrix", "{0} of class {1} were answered as {2}: {3} of the row")
        count, classes = (
            whole_text(int(self._counts.confusion[self._row, self._column])),
            self._counts.classes,
        )
        return words.format(count, classes[self._row], classes[self._column], percent_text(share))
