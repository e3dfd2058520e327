"""The network as a list that screen readers can read: the same graph, the same selection."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from nnstudio.app import icons, theme
from nnstudio.app.canvas.look import category_token
from nnstudio.app.canvas.selection import Selection
from nnstudio.app.canvas.wording import icon_name, spoken
from nnstudio.app.document import Document
from nnstudio.graph.inference import Problem, infer
from nnstudio.nn.layer import Layer
from nnstudio.project.project import Project

_ID = Qt.ItemDataRole.UserRole
_SAID = Qt.ItemDataRole.AccessibleTextRole


class Outline(QTreeWidget):
    """A row for each layer, in the order in which samples pass them, and one for the loss.

    Items of a graphics scene do not exist for a screen reader; these rows do.

    Signals
    -------
    loss_activated()
        Enter was pressed on the row of the loss.
    """

    loss_activated = Signal()

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._selection = document, selection
        self._problems: Sequence[Problem] | None = None
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._shown: list[tuple[str, str, str]] = []
        self._syncing = False
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(self.tr("Outline of the network"))
        self.itemSelectionChanged.connect(self._chosen)
        self.itemActivated.connect(self._activated)
        self._document.changed.connect(self._show)
        self._selection.changed.connect(self._sync)
        theme.current().changed.connect(self._rebuild)
        self._show(self._document.project, self._document.project)

    def set_problems(self, problems: Sequence[Problem] | None) -> None:
        """Say these problems; None means those of the network alone."""
        if problems != self._problems:
            self._problems = problems
            self._show(self._document.project, self._document.project)

    def texts(self) -> list[str]:
        """What a screen reader says of the rows, from top to bottom."""
        rows = (self.topLevelItem(index) for index in range(self.topLevelItemCount()))
        return [str(row.data(0, _SAID)) for row in rows if row is not None]

    def _rebuild(self) -> None:
        self._shown = []
        self._show(self._document.project, self._document.project)

    def _show(self, _old: Project, project: Project) -> None:
        network, inference = project.network, infer(project.network)
        problems = inference.problems if self._problems is None else self._problems
        by_node = {p.node: p for p in reversed(problems) if p.node is not None}
        ordered = set(inference.order)
        sequence = [*inference.order, *(n.id for n in network.nodes if n.id not in ordered)]
        rows = [
            (node, network[node].title, spoken(network, inference, node, by_node.get(node)))
            for node in sequence
        ]
        if network.output_ids:
            loss = self.tr("Loss: {0}").format(project.training.loss.title)
            rows.append(("", loss, self.tr("{0}, press Enter for the training settings").format(loss)))
        if rows == self._shown:
            return
        self._shown = rows
        self._syncing = True
        self.clear()
        self._rows = {}
        for node, title, said in rows:
            item = QTreeWidgetItem([title])
            item.setData(0, _ID, node)
            item.setData(0, _SAID, said)
            item.setToolTip(0, said)
            if node:
                item.setIcon(0, self._icon(network[node].layer, node in by_node))
                self._rows[node] = item
            else:
                item.setIcon(0, icons.icon("loss", "category_output"))
            self.addTopLevelItem(item)
        self._syncing = False
        self._sync()

    @staticmethod
    def _icon(layer: Layer, wrong: bool) -> QIcon:
        return (
            icons.icon("warning", "danger")
            if wrong
            else icons.icon(icon_name(layer), category_token(layer.category))
        )

    def _sync(self) -> None:
        """Select the rows of the selected layers."""
        if self._syncing:
            return
        self._syncing = True
        for node, item in self._rows.items():
            item.setSelected(node in self._selection)
        current = self._selection.current
        if current in self._rows:
            self.setCurrentItem(self._rows[current], 0, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._syncing = False

    def _chosen(self) -> None:
        if self._syncing:
            return
        self._syncing = True
        picked = [str(item.data(0, _ID)) for item in self.selectedItems() if item.data(0, _ID)]
        current = self.currentItem()
        last = str(current.data(0, _ID)) if current is not None else ""
        self._selection.select(sorted(picked, key=lambda n: n == last))
        self._syncing = False

    def _activated(self, item: QTreeWidgetItem) -> None:
        if not item.data(0, _ID):
            self.loss_activated.emit()
