"""A look at a data set: the first rows of a table, a sheet of pictures or recordings, or points in the plane."""

from __future__ import annotations

import math
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedLayout, QTableView, QWidget

from nnstudio.app.data.plane import PlanePlot
from nnstudio.app.look import icons, theme
from nnstudio.app.look.sample_picture import (
    THUMB,
    Limits,
    drawn_as,
    drawn_size,
    is_recording,
    painted,
    seen_limits,
    signal_limits,
    signal_picture,
)
from nnstudio.app.plots.recording_plot import RecordingPlot
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.words.texts import tooltip
from nnstudio.data.cells.dates import spelled
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.pixel_order import Order, reordered
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text

ROWS = 100
COLUMNS = 200
PICTURES = 2000
"""Each is painted when it comes into sight."""
SIGNALS = 200
"""That tell what is low and high: each may have a hundred thousand values."""
VALUES = 4_000_000
"""Of all spectrograms that tell it: one of a long sound has a million."""
CAPTIONS, TOLD = 3, 20
"""Columns whose values stand below a picture, and those that its tip tells by name."""
_BESIDE, _BELOW = 30, 32
"""Room around a picture, for a name of some length."""
_MORE = (38, 17)
"""Further room for the line with the values of columns."""

_Index = QModelIndex | QPersistentModelIndex


class Preview(QWidget):
    """Shows some samples of a data set with their targets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = QTableView()
        self._table.setAccessibleName(self.tr("First rows"))
        self._table.setProperty("role", "list")
        self._table.verticalHeader().setDefaultSectionSize(26)
        self._table.setAlternatingRowColors(True)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)  # Tab leads out of the table, arrows lead through it
        self._table.verticalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self._table.horizontalHeader().setMinimumSectionSize(76)
        # A few rows tell how wide a column is: to ask all of them of a wide table holds the window up.
        self._table.horizontalHeader().setResizeContentsPrecision(25)
        self._table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self._pictures = QListView()
        self._pictures.setAccessibleName(self.tr("Some pictures"))
        self._pictures.setViewMode(QListView.ViewMode.IconMode)
        self._pictures.setResizeMode(QListView.ResizeMode.Adjust)
        self._pictures.setMovement(QListView.Movement.Static)
        self._pictures.setUniformItemSizes(True)
        self._pictures.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._sheet = _Pictures()
        self._pictures.setModel(self._sheet)
        self._pictures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pictures.setStyleSheet("QListView { padding: 10px 6px 4px 6px; }")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._table)
        self._large = RecordingPlot()
        drawn = QWidget()
        both = v_box(drawn, margins=0, spacing=6)
        both.addWidget(self._pictures, 3)
        both.addWidget(self._large, 2)
        self._drawn = drawn
        self._pictures.selectionModel().currentChanged.connect(self._show_recording)
        self._stack.addWidget(drawn)
        self._nothing = QWidget()
        self._stack.addWidget(self._nothing)
        self._stack.setCurrentWidget(self._nothing)
        self._dataset: Dataset | None = None
        self._model = _Rows()
        self._table.setModel(self._model)
        self._fitted = True

    @cached_property
    def _plane(self) -> PlanePlot:
        """Points in the plane, made for the first data set that is drawn so: few are."""
        plane = PlanePlot()
        self._stack.addWidget(plane)
        return plane

    def clear(self) -> None:
        """Show nothing."""
        self._dataset = None
        self._model.show_columns(())
        self._sheet.show_dataset(None)
        self._stack.setCurrentWidget(self._nothing)

    def show_dataset(self, dataset: Dataset, *, plane: bool) -> None:
        """Show some samples.

        Parameters
        ----------
        dataset : Dataset
        plane : bool
            Whether its one or two inputs are places in the plane.
        """
        if plane:
            self._plane.show_dataset(dataset)
            self._stack.setCurrentWidget(self._plane)
            return
        self.clear()
        if isinstance(dataset.inputs, tuple):
            self._model.show_columns((*dataset.targets, *dataset.inputs[:COLUMNS]), len(dataset.targets))
            self._stack.setCurrentWidget(self._table)
            self._fitted = False
            self._fit()
            return
        if drawn_as(dataset) is None:
            return
        recordings = is_recording(dataset)
        self._dataset = dataset
        self._pictures.setIconSize(drawn_size(dataset, THUMB))
        self._pictures.setGridSize(_room_for(dataset))
        self._pictures.setAccessibleName(
            self.tr("Some recordings") if recordings else self.tr("Some pictures")
        )
        self._sheet.show_dataset(dataset)
        self._pictures.scrollToTop()
        self._large.setVisible(recordings)
        if recordings:
            self._pictures.setCurrentIndex(self._sheet.index(0))
        self._stack.setCurrentWidget(self._drawn)

    def _show_recording(self, index: QModelIndex) -> None:
        """Show the recording that somebody looks at in large."""
        dataset = self._dataset
        if not index.isValid() or dataset is None or not is_recording(dataset):
            return
        assert isinstance(dataset.inputs, np.ndarray)
        row = self._sheet.rows[index.row()]
        self._large.show_recording(
            dataset.inputs[row], dataset, _called(dataset, row), self._sheet.signal_limits
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Columns get their widths now: while nobody sees the rows, the time is better spent."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make columns as wide as they need, unless they are or nobody sees them."""
        if not self._fitted and self.isVisible():
            self._fitted = True
            self._table.resizeColumnsToContents()

    def show_order(self, order: Order) -> None:
        """Show pictures with their pixels in the order in which the network sees them."""
        self._sheet.show_order(order)


def spread(target: Column, count: int = PICTURES) -> list[int]:
    """Rows that show something of every class; files are often sorted by it."""
    if target.kind == "number":
        return list(range(min(count, len(target))))
    # The first of every class, then the second of every class, and so on.
    place = np.empty(len(target), np.int64)
    order = np.argsort(target.values, kind="stable")
    starts = np.searchsorted(target.values[order], target.values[order])
    place[order] = np.arange(len(target)) - starts
    chosen = np.lexsort((target.values, place))[:count]
    return [int(row) for row in chosen]


def cell(column: Column, row: int) -> str:
    """One value for people; empty where it is missing."""
    value = column.values[row]
    # Of this row alone: a table view asks for hundreds of cells, and the column may have a million rows.
    if value < 0 if column.kind == "category" else np.isnan(value):
        return ""
    if column.kind == "date":
        return spelled(float(value))
    return column.categories[int(value)] if column.kind == "category" else figure_text(float(value), 6)


def _targets(dataset: Dataset, row: int) -> str:
    """What is to be predicted of a sample, in a line."""
    return " · ".join(cell(each, row) for each in dataset.targets[:CAPTIONS])


def _called(dataset: Dataset, row: int) -> str:
    """What a sample is called, and what is to be predicted of it; in a folder for each class its name says both."""
    told = _targets(dataset, row)
    if not dataset.names:
        return told if len(dataset.targets) > 1 else f"{dataset.target.name}: {told}"
    name = dataset.names[0].texts[row]
    return name if told in Path(name).parts else f"{name} · {told}"


class _Pictures(QAbstractListModel):
    """Samples of every class; a picture is made when a view asks for it.

    Attributes
    ----------
    signal_limits : Limits, optional
        Of all signals: what is drawn beside others, small or large, is drawn as they are.
    """

    def __init__(self) -> None:
        super().__init__()
        self._dataset: Dataset | None = None
        self._rows: list[int] = []
        self._order: Order = ()
        self._limits = 0.0, 1.0
        self.signal_limits: Limits | None = None
        self._made: dict[int, QPixmap] = {}

    def show_order(self, order: Order) -> None:
        if order != self._order:
            self._order, self._made = order, {}
            self.dataChanged.emit(self.index(0), self.index(max(0, len(self._rows) - 1)))

    def show_dataset(self, dataset: Dataset | None) -> None:
        self.beginResetModel()
        self._dataset, self._order, self._made = dataset, (), {}
        self._rows = [] if dataset is None else spread(dataset.target)
        self.signal_limits = None
        if dataset is not None and not isinstance(dataset.inputs, tuple) and self._rows:
            # Those of all that are shown: a picture of one shade alone has neither black nor white.
            if drawn_as(dataset) == "signal":
                self.signal_limits = signal_limits(dataset.inputs[self._rows[:SIGNALS]])
            else:
                few = max(1, min(SIGNALS, VALUES // math.prod(dataset.array_shape)))
                some = self._rows[:few] if is_recording(dataset) else self._rows
                self._limits = seen_limits(dataset.inputs[some], dataset)
        self.endResetModel()

    @property
    def rows(self) -> list[int]:
        """The rows of the data set that are shown, in their order."""
        return self._rows

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        dataset, row = self._dataset, self._rows[index.row()]
        if dataset is None or isinstance(dataset.inputs, tuple):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            values = " · ".join(cell(column, row) or "–" for column in dataset.columns[:CAPTIONS])
            return "\n".join(filter(None, (_targets(dataset, row), values)))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            told = (f"{each.name}: {cell(each, row) or '–'}" for each in dataset.columns[:TOLD])
            if len(dataset.targets) > 1:
                answers = [f"{each.name}: {cell(each, row)}" for each in dataset.targets[:TOLD]]
            else:
                answers = [cell(dataset.target, row)]
            lines = (*answers, *told)
            return tooltip("\n".join(lines)) if role == Qt.ItemDataRole.ToolTipRole else ", ".join(lines)
        if role == Qt.ItemDataRole.DecorationRole:
            if row not in self._made:
                self._made[row] = self._picture(dataset, dataset.inputs[row])
            shown = self._made[row]
            return icons.of_picture(shown) if is_recording(dataset) else shown
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        if role == Qt.ItemDataRole.SizeHintRole:
            # Otherwise a name has no more room than the picture.
            return _room_for(dataset)
        return None

    def _picture(self, dataset: Dataset, sample: Host) -> QPixmap:
        if drawn_as(dataset) == "signal":
            return signal_picture(sample, THUMB, self.signal_limits)
        return painted(reordered(sample[None], self._order)[0], THUMB, dataset, self._limits)


def _room_for(dataset: Dataset) -> QSize:
    """Room for a picture, its target, and below it what columns say of it."""
    more = QSize(*map(theme.current().room, _MORE)) if dataset.columns else QSize(0, 0)
    return drawn_size(dataset, THUMB) + QSize(_BESIDE, _BELOW) + more


class _Rows(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[Column, ...] = ()
        self._targets = 1

    def show_columns(self, columns: tuple[Column, ...], targets: int = 1) -> None:
        """Show columns, the first ones of which are to be predicted."""
        self.beginResetModel()
        self._columns, self._targets = columns, targets
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self._columns else min(ROWS, len(self._columns[0]))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(column, index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return _side(self._columns[section])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        name = self._columns[section].name
        return self.tr("{0} (target)").format(name) if section < self._targets else name


def _side(column: Column) -> int:
    """Numbers stand below each other by their last digits, as does their heading."""
    side = Qt.AlignmentFlag.AlignRight if column.kind == "number" else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
