"""The whole network as a table, with its totals."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QButtonGroup,
    QHeaderView,
    QLabel,
    QMenu,
    QTreeView,
    QWidget,
)

from nnstudio.app.inspector.network_table import (
    FIGURES,
    LAYER,
    OUTPUT,
    PARAMETERS,
    FigureRows,
    NetworkTable,
    TableRow,
    as_text,
    heading,
)
from nnstudio.app.look import theme
from nnstudio.app.look.theme import category_token
from nnstudio.app.problems.look import is_marked
from nnstudio.app.widgets.boxes import grid_box, h_box, run_down, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.layer_words import icon_name, shape_text, spoken
from nnstudio.app.words.texts import in_sentence, translate
from nnstudio.graph.inference import Facts, Inference, Problem
from nnstudio.graph.network import Network
from nnstudio.system.numbers import number_text

_BOTH_FROM = 430
"""From this width on both columns of numbers have room, with letters of the usual size."""
_NAME = 96
"""Width of a name of usual length, with its icon, so measured. Where it has not even that, the shapes go: they stand
on the wires as well."""
_BESIDE = 6
"""Room at both sides of the two buttons, where there is any."""
_LOWEST, _WITH_TOTALS = 160, 230
"""Heights at which a few rows have room, and the memory of training as well."""


class SummaryView(QTreeView):
    """The table. Rows are chosen with a click or Enter; its menu sorts and copies."""

    def __init__(self, model: NetworkTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = model
        self._needs: dict[int, int] = {}
        self.setModel(model)
        self.setItemDelegate(FigureRows(self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the numbers tell two layers of a kind apart
        self.setAllColumnsShowFocus(True)
        self.setStyleSheet(
            "QTreeView, QTreeView:focus { border: none; border-radius: 0; padding: 0; }"
            "QTreeView::item { padding: 0 6px; } QHeaderView::section { padding: 4px 8px; }"
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Summary of the network"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        header.setSectionsMovable(False)
        header.setSortIndicatorClearable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(LAYER, QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        theme.current().changed.connect(self.viewport().update)

    def fit_columns(self) -> None:
        """Give each column of figures the room of its texts; the names have the rest."""
        self._needs = {column: self._need(column) for column in (LAYER, OUTPUT, *FIGURES)}
        for column in (OUTPUT, *FIGURES):
            self.setColumnWidth(column, self._needs[column])

    def choose_columns(self, hidden: Collection[int], room: int) -> None:
        """Show all columns but these in a width, and that of the shapes only where the names have room beside it."""
        for column in FIGURES:
            self.setColumnHidden(column, column in hidden)
        if not self._needs:
            return
        others = sum(self._needs[c] for c in (OUTPUT, *FIGURES) if c not in hidden)
        others += self.verticalScrollBar().sizeHint().width()
        least = min(theme.current().room(_NAME), self._needs[LAYER] + self.iconSize().width())
        self.setColumnHidden(OUTPUT, room - others < least)

    def _need(self, column: int) -> int:
        # A title has the arrow of the sorting beside it.
        title = self.header().fontMetrics().horizontalAdvance(heading(column)) + 6
        need = max(self._table.widest(column, self.fontMetrics()), title)
        return need + 20  # padding and margins of a cell, and a pixel for rounding

    def copy(self, *, markdown: bool) -> None:
        """Put the table on the clipboard, as it is sorted."""
        QGuiApplication.clipboard().setText(as_text(self._table.rows, markdown=markdown))

    def event(self, event: QEvent) -> bool:
        """Ctrl+C means the table here, not the layers on the canvas."""
        overriding = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with the usual key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy(markdown=False)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy and to sort; for the keyboard as well."""
        menu = QMenu(self)
        menu.addAction(
            self.tr("Copy as table"), QKeySequence.StandardKey.Copy, lambda: self.copy(markdown=False)
        )
        menu.addAction(self.tr("Copy as Markdown"), lambda: self.copy(markdown=True))
        menu.addSeparator()
        header = self.header()
        now = header.sortIndicatorSection() if header.isSortIndicatorShown() else -1
        for column in (-1, *range(4)):
            text = self.tr("Sort by {0}").format(in_sentence(heading(column))) if column >= 0 else self.tr("In the order of the network")  # fmt: skip
            action = menu.addAction(text)
            action.triggered.connect(functools.partial(self._sort_by, column))
            action.setCheckable(True)
            action.setChecked(column == now)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _sort_by(self, column: int, _checked: bool = False) -> None:
        order = Qt.SortOrder.DescendingOrder if column in FIGURES else Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, order)


class NetworkPage(QWidget):
    """A row for each layer: name, output shape, parameters or multiply-adds; below them depth, width and sums.

    Signals
    -------
    chosen(node)
        A row was clicked, or Enter pressed on it.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = PARAMETERS
        self.model = NetworkTable(self)
        self.table = SummaryView(self.model, self)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._choose)
        self.table.setMinimumHeight(
            1
        )  # of its own accord it lies over what stands above it where there is no room
        self.empty = label(self.tr("Nothing is drawn yet."), "muted")
        self._totals: dict[str, tuple[QLabel, QLabel]] = {}
        self._totals_box = self._make_totals()
        self._switch = self._make_switch()
        column = v_box(self)
        self.setContentsMargins(4, 4, 4, 0)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._around = v_box()
        self._around.addWidget(self.empty)
        column.addLayout(self._around)
        column.addWidget(self._switch)
        column.addWidget(self.table, 1)
        column.addWidget(self._totals_box)
        column.addStretch(0)
        self._choose_columns()

    def _make_totals(self) -> QWidget:
        box = QWidget(self)
        grid = grid_box(box, margins=(10, 10, 6, 12), spacing=(12, 5))
        for row, (key, title, help_text) in enumerate(self._described()):
            name = label(title, "muted", wrap=True)
            figure = label("", "strong")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for widget in (name, figure):
                widget.setToolTip(help_text)
            grid.addWidget(name, row, 0)
            grid.addWidget(figure, row, 1)
            self._totals[key] = (name, figure)
        grid.setColumnStretch(0, 1)
        # Figures that become known later move nothing.
        room = QFontMetrics(theme.current().font("strong")).horizontalAdvance("1,023.9 MiB")
        grid.setColumnMinimumWidth(1, room)
        return box

    def _described(self) -> list[tuple[str, str, str]]:
        return [
            ("depth", self.tr("Depth"), self.tr("Layers with weights on the longest path")),
            ("width", self.tr("Width"), self.tr("Neurons of the widest layer")),
            ("parameters", self.tr("Parameters"), self.tr("Numbers that training adjusts")),
            ("multiply_adds", self.tr("Multiply-adds"), self.tr("Work for one sample, forward")),
            ("memory", self.tr("Memory"), self.tr("What training takes, without the data")),
        ]

    def _make_switch(self) -> QWidget:
        """Two buttons that say which numbers are compared, where there is room for one column only."""
        box = QWidget(self)
        row = h_box(box, margins=(_BESIDE, 4, _BESIDE, 4), spacing=2)
        self._buttons = QButtonGroup(box)
        for column in FIGURES:
            button = push_button(
                heading(column),
                role="flat",
                tip=self.tr("Compare the layers by {0}").format(in_sentence(heading(column))),
            )
            button.setCheckable(True)
            button.setChecked(column == self._figure)
            self._buttons.addButton(button, column)
            row.addWidget(button)
        row.addStretch(1)
        self._buttons.idClicked.connect(self._compare)
        return box

    def show_network(self, network: Network, inference: Inference, problems: Sequence[Problem]) -> None:
        """Show a network."""
        by_node = {p.node: p for p in reversed(problems) if p.node is not None}
        ordered = set(inference.order)
        sequence = [*inference.order, *(n.id for n in network.nodes if n.id not in ordered)]
        rows = [self._row(network, inference, node, by_node.get(node)) for node in sequence]
        self.model.spoken = lambda node: spoken(network, inference, node, by_node.get(node))
        current = self.table.currentIndex()
        node = self.model.rows[current.row()].node if current.isValid() else ""
        if self.model.show_rows(rows) and node and (row := self.model.row_of(node)) >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        self.table.fit_columns()
        self.table.setVisible(bool(rows))
        self._totals_box.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._around.setContentsMargins(10, 0 if rows else 12, 10, 0)
        self._choose_columns()
        for key in ("depth", "width", "parameters", "multiply_adds"):
            known = getattr(inference, key)
            self._totals[key][1].setText(number_text(known) if known or not problems else "–")
        about = self.tr("Numbers that training adjusts")
        if inference.frozen:
            about = self.tr("{0} of them are frozen: training leaves them as they are").format(
                number_text(inference.frozen)
            )
        for part in self._totals["parameters"]:
            part.setToolTip(about)

    def show_memory(self, memory: str, batch_size: int) -> None:
        """Show what training takes; empty where it cannot be known."""
        name, figure = self._totals["memory"]
        name.setText(self.tr("Memory at batch size {0}").format(number_text(batch_size)))
        figure.setText(memory or "–")

    @staticmethod
    def _row(network: Network, inference: Inference, node: str, problem: Problem | None) -> TableRow:
        facts, layer = inference.facts.get(node, Facts()), network[node].layer
        known = facts.output is not None
        return TableRow(
            node,
            network[node].title,
            shape_text(facts.output) if known else "–",
            facts.parameters if known else None,
            facts.multiply_adds if known else None,
            icon_name(layer),
            category_token(layer.category),
            translate(problem.message) if problem is not None and is_marked(problem) else "",
            problem.severity if problem is not None else "obstacle",
        )

    def minimumSizeHint(self) -> QSize:
        """Low: where there is little room, totals that stand in the status line as well are left out."""
        return QSize(super().minimumSizeHint().width(), _LOWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._choose_columns()
        self._choose_totals()

    def _choose_totals(self) -> None:
        """Leave the table some rows: totals go that are seen elsewhere as well."""
        row = self.fontMetrics().height() + 5
        room = (self.height() - _WITH_TOTALS) // row
        for number, key in enumerate(("memory", "parameters", "multiply_adds", "depth", "width")):
            for part in self._totals[key]:
                part.setVisible(number <= room)

    def _compare(self, column: int) -> None:
        self._figure = column
        self._choose_columns()

    def _choose_columns(self) -> None:
        both = self.width() >= theme.current().room(_BOTH_FROM)
        room = self.contentsRect().width()
        self.table.choose_columns(() if both else [c for c in FIGURES if c != self._figure], room)
        buttons = sum(button.sizeHint().width() for button in self._buttons.buttons())
        side = _BESIDE if buttons + 3 * _BESIDE <= room else 0
        row = self._switch.layout()
        assert isinstance(row, QBoxLayout)
        run_down(row, buttons + row.spacing() > room)
        row.setContentsMargins(side, 4, side, 4)
        self._switch.setVisible(not both and bool(self.model.rows))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.rows[index.row()].node)
