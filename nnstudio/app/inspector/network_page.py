"""The whole network as a table, with its totals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app import icons, theme
from nnstudio.app.canvas.look import category_token
from nnstudio.app.canvas.wording import icon_name, number_text, shape_text, spoken
from nnstudio.app.texts import translate
from nnstudio.graph.inference import Facts, Inference, Problem
from nnstudio.graph.network import Network

_ID = Qt.ItemDataRole.UserRole


class NetworkPage(QWidget):
    """A row for each layer: name, output shape, parameters; below them depth, width and sums.

    Signals
    -------
    chosen(node)
        A row was clicked, or Enter pressed on it.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[str, str, str, str, str]] = []
        self.table = QTreeWidget(self)
        self.table.setHeaderLabels([self.tr("Layer"), self.tr("Output"), self.tr("Parameters")])
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setAllColumnsShowFocus(True)
        self.table.setStyleSheet(
            "QTreeView, QTreeView:focus { border: none; border-radius: 0; }"
            "QTreeView::item { padding: 0 6px; } QHeaderView::section { padding: 4px 6px; }"
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setAccessibleName(self.tr("Summary of the network"))
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.headerItem().setTextAlignment(
            0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.itemClicked.connect(self._choose)
        self.table.itemActivated.connect(self._choose)
        self.empty = QLabel(self.tr("Nothing is drawn yet."), self)
        self.empty.setProperty("role", "muted")
        self._totals: dict[str, QLabel] = {}
        self._totals_box = QWidget(self)
        grid = QGridLayout(self._totals_box)
        grid.setContentsMargins(10, 10, 6, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        for row, (key, title, help_text) in enumerate(self._described()):
            label = QLabel(title, self._totals_box)
            label.setProperty("role", "muted")
            figure = QLabel(self._totals_box)
            figure.setProperty("role", "strong")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for widget in (label, figure):
                widget.setToolTip(help_text)
            grid.addWidget(label, row, 0)
            grid.addWidget(figure, row, 1)
            self._totals[key] = figure
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 0)
        column.setSpacing(0)
        around = QVBoxLayout()
        around.setContentsMargins(10, 12, 10, 0)
        around.addWidget(self.empty)
        column.addLayout(around)
        column.addWidget(self.table, 1)
        column.addWidget(self._totals_box)
        column.addStretch(0)
        self._around = around
        theme.current().changed.connect(self._forget)

    def _described(self) -> list[tuple[str, str, str]]:
        return [
            ("depth", self.tr("Depth"), self.tr("Layers with weights on the longest path")),
            ("width", self.tr("Width"), self.tr("Neurons of the widest layer")),
            ("parameters", self.tr("Parameters"), self.tr("Numbers that training adjusts")),
            ("multiply_adds", self.tr("Multiply-adds"), self.tr("Work for one sample, forward")),
        ]

    def show_network(self, network: Network, inference: Inference, problems: Sequence[Problem]) -> None:
        """Show a network; rows are built anew only where something in them differs."""
        by_node = {p.node: p for p in reversed(problems) if p.node is not None}
        sequence = [*inference.order, *(n.id for n in network.nodes if n.id not in set(inference.order))]
        rows = []
        for node in sequence:
            facts = inference.facts.get(node, Facts())
            problem = by_node.get(node)
            rows.append(
                (
                    node,
                    network[node].title,
                    shape_text(facts.output) if facts.output is not None else "–",
                    number_text(facts.parameters) if facts.parameters else "",
                    translate(problem.message) if problem is not None else "",
                )
            )
        if rows != self._shown:
            self._fill(network, inference, rows, by_node)
        self.table.setVisible(bool(rows))
        self._totals_box.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._around.setContentsMargins(10, 0 if rows else 12, 10, 0)
        for key, figure in self._totals.items():
            known = getattr(inference, key)
            figure.setText(number_text(known) if known or not problems else "–")

    def _fill(
        self,
        network: Network,
        inference: Inference,
        rows: list[tuple[str, str, str, str, str]],
        by_node: dict[str, Problem],
    ) -> None:
        self._shown = rows
        self.table.clear()
        for node, title, output, parameters, problem in rows:
            item = QTreeWidgetItem([title, output, parameters])
            item.setData(0, _ID, node)
            item.setIcon(0, self._icon(network, node, bool(problem)))
            item.setToolTip(0, problem or title)
            item.setData(
                0,
                Qt.ItemDataRole.AccessibleTextRole,
                spoken(network, inference, node, by_node.get(node)),
            )
            for column in (1, 2):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.addTopLevelItem(item)

    @staticmethod
    def _icon(network: Network, node: str, wrong: bool) -> QIcon:
        if wrong:
            return icons.icon("warning", "danger")
        layer = network[node].layer
        return icons.icon(icon_name(layer), category_token(layer.category))

    def _forget(self) -> None:
        """Icons keep the colours they were made with: the next show builds all rows."""
        self._shown = []

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(str(item.data(0, _ID)))
