"""The samples of a judgement as a table that sorts and filters itself.

Qt's own sorting asks for the values of two cells, again and again, and 7 000 samples held the window for seconds:
here a whole column is sorted at once.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from nnstudio.app.look.sample_picture import is_recording
from nnstudio.app.results.wording import is_pictures
from nnstudio.app.words.texts import tooltip
from nnstudio.project.judging.judgement import Judgement
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text, percent_text

_Index = QModelIndex | QPersistentModelIndex


class SampleModel(QAbstractTableModel):
    """What each sample is called, its truth and its answer; without a judgement it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judgement | None = None
        self._only_mistakes = False
        self._by, self._order = 0, Qt.SortOrder.AscendingOrder
        self._positions: Host = np.zeros(0, np.intp)

    def show_judgement(self, judged: Judgement | None) -> None:
        """Show every sample of a judgement, in the order that tells most."""
        self.beginResetModel()
        self._judged = judged
        self._by, self._order = self.first_order()
        self._positions = self._wanted()
        self.endResetModel()

    def show_mistakes(self, only: bool) -> None:
        """Show what was answered wrongly only, or everything again."""
        if only == self._only_mistakes:
            return
        self.beginResetModel()
        self._only_mistakes = only
        self._positions = self._wanted()
        self.endResetModel()

    def first_order(self) -> tuple[int, Qt.SortOrder]:
        """By row, as the data is; of numbers, those furthest off first."""
        if self._judged is not None and not self._judged.classes:
            return self.columnCount() - 1, Qt.SortOrder.DescendingOrder
        return 0, Qt.SortOrder.AscendingOrder

    def position(self, row: int) -> int:
        """Which sample of the judgement a row of the table shows."""
        return int(self._positions[row])

    def row(self, position: int) -> int:
        """Where a sample of the judgement is shown; -1 where it is not."""
        found = np.flatnonzero(self._positions == position)
        return int(found[0]) if len(found) else -1

    @property
    def samples(self) -> int:
        """How many there are, those that are not shown as well."""
        return 0 if self._judged is None else self._judged.samples

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the values of a column; equal ones stand as in the data. What is selected stays so."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        shown = [self._positions[index.row()] for index in kept]
        self._by, self._order = column, order
        self._positions = self._wanted()
        rows = np.zeros(self.samples, np.intp)
        rows[self._positions] = np.arange(len(self._positions))
        self.changePersistentIndexList(
            kept,
            [self.index(int(rows[at]), index.column()) for at, index in zip(shown, kept, strict=True)],
        )
        self.layoutChanged.emit()

    def _wanted(self) -> Host:
        """Positions of the samples that are shown, one below the other."""
        judged = self._judged
        if judged is None:
            return np.zeros(0, np.intp)
        shown = np.arange(judged.samples)
        if self._only_mistakes and judged.classes:
            shown = np.flatnonzero(judged.said != judged.true)
        if not 0 <= self._by < self.columnCount():
            return shown
        values = self._values(judged, self._by)[shown]
        if self._order == Qt.SortOrder.AscendingOrder:
            return shown[np.argsort(values, kind="stable")]
        return shown[::-1][np.argsort(values[::-1], kind="stable")][::-1]

    def _values(self, judged: Judgement, column: int) -> Host:
        """What each sample is sorted by."""
        rows, named = judged.split.rows, self._named(judged)
        if column == 0:
            return rows
        if column <= named:
            called = judged.prepared.beside.called
            return np.array([_in_order(called(int(row))[column - 1]) for row in rows])
        column -= named
        if not judged.classes:
            return _numbers(judged, slice(None))[column - 1]
        return (judged.true, judged.said, judged.confidence, judged.true == judged.said)[column - 1]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._positions)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._judged is None else 5 + self._named(self._judged)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        judged = self._judged
        if judged is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(judged, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(judged, self.position(index.row()), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._cell(judged, self.position(index.row()), index.column()))
        return None

    def _named(self, judged: Judgement) -> int:
        """How many columns behind their numbers say what rows are called, and which group they belong to."""
        return len(judged.prepared.beside.shown)

    def _alignment(self, judged: Judgement, column: int) -> int:
        named = self._named(judged)
        behind = column - named
        words = 0 < column <= named or (bool(judged.classes) and behind in (1, 2, 4))
        side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def _cell(self, judged: Judgement, at: int, column: int) -> str:
        """What a cell says."""
        row, named = int(judged.split.rows[at]), self._named(judged)
        if column == 0:
            return str(row + 1)
        if column <= named:
            return judged.prepared.beside.called(row)[column - 1]
        column -= named
        if not judged.classes:
            value = float(_numbers(judged, slice(at, at + 1))[column - 1][0])
            alone = judged.given.shape[1] == 1 and column < 3
            return figure_text(value, judged.digits()[0]) if alone else figure_text(value)
        true_class, said = int(judged.true[at]), int(judged.said[at])
        if column in (1, 2):
            return judged.classes[true_class if column == 1 else said]
        if column == 3:
            return percent_text(judged.confidence_of(at))
        return self.tr("yes") if true_class == said else self.tr("no")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        judged = self._judged
        if judged is None or orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(judged, section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        which = self.tr("Picture") if is_pictures(judged) else self.tr("Row")
        if is_recording(judged.prepared.preprocessor):
            which = self.tr("Sample")
        behind: tuple[str, ...] = (
            (self.tr("Truth"), self.tr("Answer"), self.tr("Confidence"), self.tr("Right"))
            if judged.classes
            else (self.tr("True"), self.tr("Predicted"), self.tr("Error"), self.tr("Distance"))
        )
        return (which, *judged.prepared.beside.shown, *behind)[section]


def _numbers(judged: Judgement, some: slice) -> tuple[Host, Host, Host, Host]:
    """True, predicted, error and distance of some samples; of several numbers for a sample, their means."""
    true, given = judged.true[some].mean(axis=1), judged.given[some].mean(axis=1)
    return true, given, given - true, np.abs(judged.given[some] - judged.true[some]).mean(axis=1)


def _in_order(name: str) -> str:
    """What a name is sorted by: M9 before M10."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(20), name)
