"""The lists of a comparison: layer by layer, and figure by figure."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView

from nnstudio.app.comparing.wording import TOKENS, differences, figures, status_text
from nnstudio.app.look import theme
from nnstudio.app.widgets.rows import EvenRows
from nnstudio.app.words.layer_words import figures_text
from nnstudio.app.words.texts import tooltip
from nnstudio.graph.network import Node
from nnstudio.project.comparing.compare import SIGNS, Change, Difference

_ROLE = Qt.ItemDataRole.AccessibleTextRole


_NAME = 90
"""Pixels that the name of a side may take where its figures need less; the tool tip has all of it."""
_OF_ALL = 0.5
"""Of a list of figures, at most what names of figures take from the figures."""
_BETWEEN = 8
"""Pixels between columns."""


class _Names(EvenRows):
    """What figures are of: a target at the beginning, and what is measured at the end. Of values the beginning tells more."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Cut in the middle."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class _List(QTreeView):
    """What both lists share."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(EvenRows(self))
        self.rows = QStandardItemModel(0, columns, self)
        self.setModel(self.rows)
        self.header().setSectionsMovable(False)
        self.header().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setMinimumSize(220, 80)


class LayerList(_List):
    """Every layer of both sides, with what became of it.

    Signals
    -------
    chosen(int)
        Another row is marked.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(4)
        self.setAccessibleName(self.tr("Layers of both networks"))
        self._found: Difference | None = None
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.chosen.emit(now.row()))
        theme.current().changed.connect(self._fill)

    def show_difference(self, found: Difference | None, left: str, right: str) -> None:
        """Show another comparison of two sides of these names."""
        self._found = found
        self.rows.setHorizontalHeaderLabels(["", left, right, self.tr("Differences")])
        self._fill()

    def choose(self, number: int) -> None:
        """Mark a row."""
        index = self.rows.index(number, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _fill(self) -> None:
        now = self.currentIndex().row()
        self.rows.removeRows(0, self.rows.rowCount())
        for change in () if self._found is None else self._found.layers:
            status = status_text(change.status)
            words = differences(change)
            cells = [
                f"{SIGNS[change.status]}  {status}",
                *(_described(node, change) for node in (change.a, change.b)),
                words,
            ]
            items = [QStandardItem(text) for text in cells]
            for item, text in zip(items, cells, strict=True):
                item.setToolTip(tooltip(text))
            if change.status == "same":
                for item in items[:3]:
                    item.setForeground(theme.current().color("text_muted"))
            else:
                bold = QFont(self.font())
                bold.setWeight(QFont.Weight.DemiBold)
                items[0].setFont(bold)
                items[0].setForeground(theme.current().color(TOKENS[change.status][0]))
            node = change.b or change.a
            spoken = f"{'' if node is None else node.title}, {status}"
            items[0].setData(", ".join(filter(None, (spoken, words))), _ROLE)
            self.rows.appendRow(items)
        header = self.header()
        for column, most in ((0, 150), (1, 250), (2, 250)):
            self.resizeColumnToContents(column)
            header.resizeSection(column, min(most, header.sectionSize(column) + 12))
        if now >= 0:
            self.choose(min(now, self.rows.rowCount() - 1))


class FigureList(_List):
    """Totals, results and settings under headings."""

    def __init__(self) -> None:
        super().__init__(3)
        self.setAccessibleName(self.tr("Figures and settings of both"))
        self._found: Difference | None = None
        self.setIndentation(0)
        self.setItemsExpandable(False)
        self.setItemDelegateForColumn(0, _Names(self))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.current().changed.connect(self._fill)

    def show_difference(self, found: Difference | None, left: str, right: str) -> None:
        """Show another comparison of two sides of these names."""
        self._found = found
        self.rows.setHorizontalHeaderLabels(["", left, right])
        for column, name in ((1, left), (2, right)):  # a long name is cut there
            self.rows.setHeaderData(
                column, Qt.Orientation.Horizontal, tooltip(name), Qt.ItemDataRole.ToolTipRole
            )
        self._fill()

    def _fill(self) -> None:
        self.rows.removeRows(0, self.rows.rowCount())
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for title, lines in () if self._found is None else figures(self._found):
            heading = QStandardItem(title)
            heading.setFont(bold)
            self.rows.appendRow(heading)
            self.setFirstColumnSpanned(self.rows.rowCount() - 1, QModelIndex(), True)
            for line in lines:
                items = [QStandardItem(text) for text in ("   " + line.name, line.left, line.right)]
                word = self.tr("different") if line.differs else self.tr("equal")
                spoken = self.tr("{0}: left {1}, right {2}, {3}").format(
                    line.name, line.left, line.right, word
                )
                items[0].setData(spoken, _ROLE)
                for item, text in zip(items, line[:3], strict=True):
                    item.setToolTip(tooltip(text))
                for item in items[1:]:
                    if line.differs:
                        item.setFont(bold)
                    else:
                        item.setForeground(theme.current().color("text_muted"))
                self.rows.appendRow(items)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Figures are whole; words are cut where there is too little room for them. The sides share what is left."""
        room, header = self.viewport().width(), self.header()
        names, *sides = map(self._wanted, (0, 1, 2))
        short, long = (1, 2) if sides[0] <= sides[1] else (2, 1)
        beside = room - min(names, int(_OF_ALL * room))
        first = min(min(sides), beside // 2)
        second = min(max(sides), beside - first)
        left = max(0, room - first - second - names) // 2
        first, second = first + left, second + left
        for column, width in ((0, room - first - second), (short, first), (long, second)):
            header.resizeSection(column, width)

    def _wanted(self, column: int) -> int:
        """Pixels that what stands in a column takes; headings lie over all of them."""
        rows = (
            row for row in range(self.rows.rowCount()) if not self.isFirstColumnSpanned(row, QModelIndex())
        )
        widest = max((self.sizeHintForIndex(self.rows.index(row, column)).width() for row in rows), default=0)
        return max(widest, min(self.header().sectionSizeFromContents(column).width(), _NAME)) + _BETWEEN


def _described(node: Node | None, change: Change) -> str:
    """A layer by its name; with its figures where there is nothing to compare them with."""
    if node is None:
        return ""
    alone = change.a is None or change.b is None
    return f"{node.title} · {figures_text(node.layer)}".rstrip(" ·") if alone else node.title
