"""Every sample with its truth and answer, to sort, to filter and to take along."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QCheckBox, QHeaderView, QTableView

from nnstudio.app.asked_file import ask_where
from nnstudio.app.boxes import h_box, v_box
from nnstudio.app.buttons import push_button
from nnstudio.app.file_writing import FileWriting
from nnstudio.app.labels import label
from nnstudio.app.late_page import LatePage
from nnstudio.app.results.detail import SampleDetail
from nnstudio.app.results.figure_table import give_air
from nnstudio.app.results.wording import is_pictures, with_decided
from nnstudio.app.texts import error_text, tooltip
from nnstudio.project.csv_text import csv_file
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.judgement import Judgement
from nnstudio.project.judging.listing import as_csv
from nnstudio.system.file_errors import shown
from nnstudio.system.numbers import figure_text, percent_text, whole_text

_Index = QModelIndex | QPersistentModelIndex
_VALUE, _WRONG = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_YES = "yes"


class SamplesPage(LatePage):
    """The table, with a closer look beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judgement | None = None
        self._kept: Judgement | None = None

    def build(self) -> None:
        """Make the table, what stands over it and the closer look."""
        self._model = _Samples()
        self._sorted = QSortFilterProxyModel()
        self._sorted.setFilterRole(_WRONG)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(_VALUE)
        self.mistakes = QCheckBox(self.tr("Only mistakes"))
        self.mistakes.toggled.connect(self._filter)
        self._count = label("", "small")
        self.save = push_button(
            self.tr("Save as CSV…"),
            self._choose_file,
            tip=self.tr("All samples of this part with truth, answer and probabilities"),
        )
        self.table = QTableView()
        self.table.setAccessibleName(self.tr("Samples"))
        self.table.setModel(self._sorted)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        give_air(self.table)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setMinimumSectionSize(76)
        self.table.setSortingEnabled(True)
        self.table.selectionModel().currentRowChanged.connect(self._look)
        self.detail = SampleDetail()
        head = h_box(spacing=14)
        head.addWidget(self.mistakes)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.save)
        column = v_box(spacing=6)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        row = h_box(self, margins=(14, 8, 8, 8), spacing=18)
        row.addLayout(column, 3)
        row.addWidget(self.detail, 2)

    def show_judgement(self, judged: Judgement, answerer: Answerer, whole: Judgement | None = None) -> None:
        """Show every sample of a judgement; how they were sorted stays.

        Parameters
        ----------
        judged : Judgement
        answerer : Answerer
        whole : Judgement, optional
            With all targets, where the other is of one of several; a file then has them all.
        """
        self.ready()
        self._judged = judged
        self._kept = judged if whole is None or judged.target is None else whole
        self.detail.use(answerer)
        self.detail.clear()
        self.mistakes.setVisible(bool(judged.classes))
        self._model.show_judgement(judged)
        self.table.sortByColumn(*self._model.first_order())
        self._filter()
        if self._sorted.rowCount():
            self.table.selectRow(0)

    def clear(self) -> None:
        """Show nothing."""
        self._judged, self._kept = None, None
        if self.built:
            self._model.show_judgement(None)
            self.detail.clear()

    def save_csv(self, path: Path, kept: Judgement) -> None:
        """Write every sample with its truth and answer."""
        text = self.tr("Saved as {0}").format(shown(path.name))
        FileWriting(self, self.tr("Save the samples"), path).begin(
            csv_file(as_csv(kept)),
            lambda: self._count.setText(text),
            lambda error: self._count.setText(error_text(error)),
        )

    def _choose_file(self) -> None:
        kept = self._kept  # a run that ends while the dialog is open takes them away
        path = ask_where(self, self.tr("Save the samples"), Path("samples.csv"), "CSV", ".csv")
        if path is not None and kept is not None:
            self.save_csv(path, kept)

    def _filter(self) -> None:
        only = self.mistakes.isChecked() and self._judged is not None and bool(self._judged.classes)
        self._sorted.setFilterFixedString(_YES if only else "")
        text = self.tr("{0} of {1}").format(
            whole_text(self._sorted.rowCount()), whole_text(self._model.rowCount())
        )
        self._count.setText(text if self._judged is None else with_decided(text, self._judged))

    def _look(self, index: QModelIndex, _before: object = None) -> None:
        if self._judged is not None and index.isValid():
            self.detail.show_sample(self._judged, self._sorted.mapToSource(index).row())


class _Samples(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._judged: Judgement | None = None

    def show_judgement(self, judged: Judgement | None) -> None:
        self.beginResetModel()
        self._judged = judged
        self.endResetModel()

    def first_order(self) -> tuple[int, Qt.SortOrder]:
        """By row, as the data is; of numbers, those furthest off first."""
        if self._judged is not None and not self._judged.classes:
            return self.columnCount() - 1, Qt.SortOrder.DescendingOrder
        return 0, Qt.SortOrder.AscendingOrder

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._judged is None else self._judged.samples

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._judged is None else 5 + self._named(self._judged)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        judged = self._judged
        if judged is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(judged, index.column())
        if role == _WRONG:
            return _YES if judged.classes and judged.true[index.row()] != judged.said[index.row()] else ""
        if role in (Qt.ItemDataRole.DisplayRole, _VALUE, Qt.ItemDataRole.ToolTipRole):
            value, text = self._cell(judged, index.row(), index.column())
            if role == Qt.ItemDataRole.ToolTipRole:
                return tooltip(text)
            return value if role == _VALUE else text
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

    def _cell(self, judged: Judgement, row: int, column: int) -> tuple[Any, str]:
        """What a cell sorts by, and what it says."""
        if column == 0:
            place = int(judged.split.rows[row]) + 1
            return place, str(place)
        named = self._named(judged)
        if column <= named:
            name = judged.prepared.beside.called(int(judged.split.rows[row]))[column - 1]
            return _in_order(name), name
        column -= named
        if not judged.classes:
            # Of several numbers for a sample, their means.
            true, given = float(judged.true[row].mean()), float(judged.given[row].mean())
            off = float(np.abs(judged.given[row] - judged.true[row]).mean())
            value = (true, given, given - true, off)[column - 1]
            alone = judged.given.shape[1] == 1 and column < 3
            return value, figure_text(value, judged.digits()[0]) if alone else figure_text(value)
        true_class, said = int(judged.true[row]), int(judged.said[row])
        if column in (1, 2):
            which = true_class if column == 1 else said
            return which, judged.classes[which]
        if column == 3:
            share = float(judged.confidence_of(row))
            return share, percent_text(share)
        return int(true_class == said), self.tr("yes") if true_class == said else self.tr("no")

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
        if judged.classes:
            translated = (
                which,
                self.tr("Truth"),
                self.tr("Answer"),
                self.tr("Confidence"),
                self.tr("Right"),
            )
        else:
            translated = (
                which,
                self.tr("True"),
                self.tr("Predicted"),
                self.tr("Error"),
                self.tr("Distance"),
            )
        return (translated[0], *judged.prepared.beside.shown, *translated[1:])[section]


def _in_order(name: str) -> str:
    """What a name is sorted by: M9 before M10."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(20), name)
