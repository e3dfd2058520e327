"""The classes of a data set, how many samples each has, and a bar for its share."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from nnstudio.app.look import theme
from nnstudio.app.words.texts import tooltip
from nnstudio.data.dataset import Dataset
from nnstudio.data.target_group import views_of
from nnstudio.system.numbers import percent_text, whole_text

_Index = QModelIndex | QPersistentModelIndex
_NAME, _COUNT, _SHARE = range(3)
_PART = Qt.ItemDataRole.UserRole + 1
_WORDS = 64
"""Room for the share in figures."""


class ClassList(QTableView):
    """Shows every class with its samples."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Classes()
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Classes"))
        self.setProperty("role", "list")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab leads out of the table, arrows lead through it
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().room(30))
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setItemDelegateForColumn(_SHARE, _Share(self))

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Show the classes of a data set."""
        self._model.show_dataset(dataset)
        self.resizeColumnToContents(_NAME)
        room = theme.current().room
        self.setColumnWidth(_NAME, min(max(self.columnWidth(_NAME) + 12, room(110)), room(260)))
        self.setColumnWidth(_COUNT, max(self.horizontalHeader().sectionSizeHint(_COUNT), room(80)))


class _Classes(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._sizes: list[int] = []
        self._rows = 1

    def show_dataset(self, dataset: Dataset | None) -> None:
        self.beginResetModel()
        views = () if dataset is None else views_of(dataset)
        listed = [each for view in views for each in _classes_of(view, named=len(views) > 1)]
        self._names = tuple(name for name, _ in listed)
        self._sizes = [size for _, size in listed]
        self._rows = 1 if dataset is None else len(dataset)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._names)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name, size = self._names[index.row()], self._sizes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (name, whole_text(size), "")[index.column()]
        if role == _PART:
            return size / max(self._rows, 1), size / max(max(self._sizes), 1)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _COUNT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(str(name))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section == _COUNT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("Class"), self.tr("Samples"), self.tr("Share"))[section]


def _classes_of(view: Dataset, *, named: bool) -> list[tuple[str, int]]:
    """The classes that one output tells apart with their samples, called with their target where there are several."""
    if view.task == "labels":  # how often each is yes
        return [(f"{each.name} = {each.categories[1]}", int(each.values.sum())) for each in view.targets]
    sizes = np.bincount(view.target.values, minlength=len(view.classes)) if view.classes else ()
    lead = f"{view.target.name} = " if named else ""
    return [(f"{lead}{name}", int(size)) for name, size in zip(view.classes, sizes, strict=True)]


class _Share(QStyledItemDelegate):
    """Paints a share as a bar with its figure."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one share."""
        self.initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        view = option.widget
        style = view.style() if view is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        share, relative = index.data(_PART)
        colors = theme.current()
        words = colors.room(_WORDS)
        area = QRectF(option.rect).adjusted(8, 0, -8, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colors.color("text_muted"))
        figure = QRectF(area.left(), area.top(), words - 10, area.height())
        painter.drawText(
            figure, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, percent_text(share)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("curve_best", 0.7))
        room = min(area.width() - words, 260.0)
        if room > 8:
            bar = QRectF(area.left() + words, area.center().y() - 5, max(room * relative, 2), 10)
            painter.drawRoundedRect(bar, 3, 3)
        painter.restore()
