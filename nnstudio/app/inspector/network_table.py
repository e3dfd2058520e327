"""The layers of a network as a table: shape, parameters and work of each, with its share of the whole as a bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nnstudio.app.look import icons, theme
from nnstudio.app.problems.look import LOOKS
from nnstudio.app.words.layer_words import multiply_adds_text, parameters_text
from nnstudio.app.words.texts import tooltip
from nnstudio.graph.inference import Severity
from nnstudio.system.numbers import number_text, percent_text

Index = QModelIndex | QPersistentModelIndex

LAYER, OUTPUT, PARAMETERS, WORK = range(4)
FIGURES = (PARAMETERS, WORK)
"""Columns of numbers, each with a bar for the layer's share of the whole."""
SHARE = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TableRow(NamedTuple):
    """One layer. Of numbers, None means that nothing can be known."""

    node: str
    title: str
    output: str
    parameters: int | None
    work: int | None
    icon: str
    token: str
    problem: str
    severity: Severity = "obstacle"
    """Of the problem."""

    def figure(self, column: int) -> int | None:
        """Its number in a column of numbers."""
        return self.parameters if column == PARAMETERS else self.work


class NetworkTable(QAbstractTableModel):
    """The rows, in the order of the network or sorted by a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._in_order: list[TableRow] = []
        self.rows: list[TableRow] = []
        """As they are shown."""
        self._sums = dict.fromkeys(FIGURES, 0)
        self._sorting = (-1, Qt.SortOrder.AscendingOrder)
        self.spoken: Callable[[str], str] = str
        """Says a layer in a sentence for a screen reader, given its id."""

    def show_rows(self, rows: Sequence[TableRow]) -> bool:
        """Show these rows; say whether there are others than before, or in another order."""
        self._in_order = list(rows)
        self._sums = {c: sum(r.figure(c) or 0 for r in rows) for c in FIGURES}
        sorted_rows = self._sorted()
        if [r.node for r in sorted_rows] != [r.node for r in self.rows]:
            self.beginResetModel()
            self.rows = sorted_rows
            self.endResetModel()
            return True
        if sorted_rows != self.rows:
            self.rows = sorted_rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, WORK))
        return False

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings the order of the network back."""
        self._sorting = (column, order)
        self.layoutAboutToBeChanged.emit()
        old = [(index, self.rows[index.row()].node) for index in self.persistentIndexList()]
        self.rows = self._sorted()
        place = {row.node: number for number, row in enumerate(self.rows)}
        for index, node in old:
            self.changePersistentIndex(index, self.index(place[node], index.column()))
        self.layoutChanged.emit()

    def _sorted(self) -> list[TableRow]:
        column, order = self._sorting
        if column < 0:
            return self._in_order
        keys: dict[int, Callable[[TableRow], Any]] = {
            LAYER: lambda row: row.title.casefold(),
            OUTPUT: lambda row: (row.output.count("×"), [int(n) for n in row.output.split("×") if n.isdigit()]),
            PARAMETERS: lambda row: row.parameters or 0,
            WORK: lambda row: row.work or 0,
        }  # fmt: skip
        return sorted(self._in_order, key=keys[column], reverse=order == Qt.SortOrder.DescendingOrder)

    def row_of(self, node: str) -> int:
        """Where a layer stands; -1 where it does not."""
        return next((number for number, row in enumerate(self.rows) if row.node == node), -1)

    def share(self, row: TableRow, column: int) -> float | None:
        """A layer's part of the whole; None where there is nothing to divide."""
        figure, whole = row.figure(column), self._sums.get(column, 0)
        return figure / whole if figure and whole else None

    def widest(self, column: int, metrics: QFontMetrics) -> int:
        """Pixels that the texts of a column need."""
        texts = {self._text(row, column) for row in self.rows}
        return max((metrics.horizontalAdvance(text) for text in texts), default=0)

    # What the view asks for ---------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Layers."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Layer, output, parameters, multiply-adds."""
        return 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # fmt: skip
        """Titles of the columns, and what they mean."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < 4:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(_meaning(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_LEFT if section == LAYER else _RIGHT)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, picture, share and words of a cell."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_LEFT if column == LAYER else _RIGHT)
        if role == SHARE:
            return self.share(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._about(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row.node) if column == LAYER else self._about(row, column)
        if role == Qt.ItemDataRole.DecorationRole and column == LAYER:
            if row.problem:
                look = LOOKS[row.severity]
                return icons.icon(look.icon, look.token)
            return icons.icon(row.icon, row.token)
        return None

    def _text(self, row: TableRow, column: int) -> str:
        if column in FIGURES:
            figure = row.figure(column)
            return number_text(figure) if figure else ""
        return row.title if column == LAYER else row.output

    def _about(self, row: TableRow, column: int) -> str:
        share = self.share(row, column)
        if share is not None:
            words = parameters_text if column == PARAMETERS else multiply_adds_text
            text = QCoreApplication.translate("NetworkTable", "{0}, {1} of the network")
            return text.format(words(row.figure(column) or 0), percent_text(share))
        return row.problem or (row.title if column == LAYER else self._text(row, column))


def heading(column: int) -> str:
    """Title of a column."""
    return (
        QCoreApplication.translate("NetworkTable", "Layer"),
        QCoreApplication.translate("NetworkTable", "Output"),
        QCoreApplication.translate("NetworkTable", "Parameters"),
        QCoreApplication.translate("NetworkTable", "Multiply-adds"),
    )[column]


def _meaning(column: int) -> str:
    return (
        QCoreApplication.translate(
            "NetworkTable", "The layers, each after what feeds it; a click sorts them"
        ),
        QCoreApplication.translate("NetworkTable", "Shape of what the layer gives for one sample"),
        QCoreApplication.translate(
            "NetworkTable", "Numbers that training adjusts; the bar is the layer's share of all of them"
        ),
        QCoreApplication.translate(
            "NetworkTable", "Work for one sample, forward; the bar is the layer's share of all of it"
        ),
    )[column]


class FigureRows(QStyledItemDelegate):
    """Paints a number with a bar under it, in the colour of the layer's kind."""

    HEIGHT = 34

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all rows."""
        return QSize(super().sizeHint(option, index).width(), self.HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        if index.column() not in FIGURES:
            super().paint(painter, option, index)
            return
        model = index.model()
        assert isinstance(model, NetworkTable)
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        colors, box = theme.current(), option.rect.adjusted(8, 0, -8, 0)
        share = index.data(SHARE)
        painter.save()
        painter.setPen(colors.color("text"))
        painter.setFont(option.font)
        painter.drawText(box, _RIGHT, text)
        if share is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            track = QRectF(box.left(), box.bottom() - 4, box.width(), 3)
            painter.setBrush(colors.color("surface_pressed"))
            painter.drawRoundedRect(track, 1.5, 1.5)
            track.setWidth(max(3.0, track.width() * share))
            painter.setBrush(colors.color(model.rows[index.row()].token))
            painter.drawRoundedRect(track, 1.5, 1.5)
        painter.restore()


def as_text(rows: Sequence[TableRow], *, markdown: bool) -> str:
    """Write the table for another program: with tabs, as spreadsheets take it, or in Markdown."""
    lines = [[heading(c) for c in range(4)]]
    lines += [
        [r.title, r.output, *("" if n is None else str(n) for n in (r.parameters, r.work))] for r in rows
    ]
    sums = [str(sum(r.figure(c) or 0 for r in rows)) for c in FIGURES]
    lines.append([QCoreApplication.translate("NetworkTable", "Sum"), "", *sums])
    if not markdown:
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines) + "\n"
    cells = [[cell.replace("|", "\\|") for cell in line] for line in lines]
    cells.insert(1, ["---", "---:", "---:", "---:"])
    return "\n".join("| " + " | ".join(line) + " |" for line in cells) + "\n"
