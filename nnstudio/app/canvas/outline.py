"""The network as a tree that screen readers can read: the same graph, the same selection, the same keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from nnstudio.app.canvas.card import translate_word
from nnstudio.app.canvas.outline_rows import NOTE, OutlineRows
from nnstudio.app.canvas.selection import Selection
from nnstudio.app.document import Document
from nnstudio.app.look import icons, theme
from nnstudio.app.look.theme import category_token
from nnstudio.app.problems.look import is_marked, look_of
from nnstudio.app.widgets.rows import paint_focus, paint_words
from nnstudio.app.words.layer_words import icon_name, loss_title, loss_words, shape_text, spoken
from nnstudio.app.words.texts import behind_colon, tooltip
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.inference import Facts, Problem, infer
from nnstudio.graph.network import Edge
from nnstudio.project.project import Project

if TYPE_CHECKING:
    from nnstudio.app.canvas.actions import CanvasActions

_SAID = Qt.ItemDataRole.AccessibleTextRole

Key = str | Edge
"""What a row stands for: a layer by its id, a wire, or the loss, which is the empty string."""


class _Row(NamedTuple):
    """What a row shows: title, icon in a colour, a few words at the right in another, and a sentence that is said."""

    key: Key
    title: str
    icon: tuple[str, str]
    note: tuple[str, str]
    said: str
    wires: tuple[_Row, ...] = ()


class _Item(QTreeWidgetItem):
    """A row of the tree that knows what it stands for."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self.key = key


class Outline(QTreeWidget):
    """A row for each layer, in the order in which samples pass them, under it its wires, and one row for the loss.

    Items of a graphics scene do not exist for a screen reader; these rows do.

    Signals
    -------
    loss_activated()
        Enter was pressed on the row of the loss.
    left()
        Esc was pressed where nothing is selected: the focus should go back to the canvas.
    """

    loss_activated = Signal()
    left = Signal()

    def __init__(self, document: Document, selection: Selection) -> None:
        super().__init__()
        self._document, self._selection = document, selection
        self._actions: CanvasActions | None = None
        self._problems: Sequence[Problem] | None = None
        self._known: Preprocessor | None = None
        self._items: dict[Key, _Item] = {}
        self._shown: list[_Row] = []
        self._syncing = False
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setExpandsOnDoubleClick(False)
        self.setItemDelegate(OutlineRows(self))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            "QTreeView, QTreeView:focus { border: none; border-radius: 0; padding: 6px 4px 0 2px; }"
        )
        self.setAccessibleName(self.tr("Outline of the network"))
        self.setAccessibleDescription(
            self.tr(
                "Layers in the order in which samples pass them. Right opens the wires of a layer; A adds a layer, "
                "C connects, Enter opens the settings, Delete removes."
            )
        )
        self.itemSelectionChanged.connect(self._chosen)
        self.itemActivated.connect(self._activated)
        self._document.changed.connect(self._show)
        self._selection.changed.connect(self._sync)
        theme.current().changed.connect(self._rebuild)
        self._show()

    def use_actions(self, actions: CanvasActions) -> None:
        """Take the keys and the context menu of the canvas, all but those of its view."""
        self._actions = actions
        self.addActions([*actions.edit_actions, *actions.network_actions])

    def set_problems(self, problems: Sequence[Problem] | None) -> None:
        """Say these problems; None means those of the network alone."""
        if problems != self._problems:
            self._problems = problems
            self._show()

    def set_data(self, known: Preprocessor | None) -> None:
        """Say what each of several outputs answers, as far as the data is known."""
        if known is not self._known:
            self._known = known
            self._show()

    def layers(self) -> dict[str, QTreeWidgetItem]:
        """The rows of the layers by id, from top to bottom; that of the loss has none."""
        rows = (self.topLevelItem(index) for index in range(self.topLevelItemCount()))
        return {str(row.key): row for row in rows if isinstance(row, _Item)}

    # What is shown -----------------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        self._shown = []
        self._show()

    def _show(self, _old: Project | None = None, _new: Project | None = None) -> None:
        """Show the network as it is; rows that stay are changed in place, so that a reader keeps its place."""
        if not self.isVisible():
            return  # it is done when it is shown
        rows = list(self._rows(self._document.project))
        if rows == self._shown:
            return
        same = [_keys(r) for r in rows] == [_keys(r) for r in self._shown]
        self._shown = rows
        self._syncing = True
        if not same:
            self._build(rows)
        for row in rows:
            for part in (row, *row.wires):
                self._paint(self._items[part.key], part)
        self._syncing = False
        self._sync()
        self.viewport().update()

    def _build(self, rows: Sequence[_Row]) -> None:
        """Make the rows anew; what was open stays open, and the current row is the same or the one in its place."""
        current, bar = self.currentItem(), self.verticalScrollBar()
        key = current.key if isinstance(current, _Item) else None
        place = -1 if current is None else self.indexOfTopLevelItem(current.parent() or current)
        height = bar.value()
        known = set(self._items)
        opened = {k for k, item in self._items.items() if item.isExpanded()}
        self.clear()
        self._items = {}
        for row in rows:
            item = self._items[row.key] = _Item(row.key)
            for wire in row.wires:
                self._items[wire.key] = _Item(wire.key)
                item.addChild(self._items[wire.key])
            self.addTopLevelItem(item)
            # Where branches meet, one wants to see which.
            item.setExpanded(row.key in opened or (row.key not in known and len(row.wires) > 1))
        if rows and current is not None:
            here = self._items.get(key) if key is not None else None
            here = here or self._items[rows[min(max(0, place), len(rows) - 1)].key]
            self.setCurrentItem(here, 0, QItemSelectionModel.SelectionFlag.NoUpdate)
        bar.setValue(height)

    def _rows(self, project: Project) -> Iterator[_Row]:
        network, inference = project.network, infer(project.network)
        problems = inference.problems if self._problems is None else self._problems
        by_node = {p.node: p for p in reversed(problems) if p.node is not None}
        ordered = set(inference.order)
        for node in [*inference.order, *(n.id for n in network.nodes if n.id not in ordered)]:
            layer, problem = network[node].layer, by_node.get(node)
            output = inference.facts.get(node, Facts()).output
            icon, note = (icon_name(layer), category_token(layer.category)), ("", "text_muted")
            if problem is not None and is_marked(problem):
                look = look_of(problem)
                icon, note = (look.icon, look.token), (translate_word(problem.word), look.token)
            elif output is not None:
                note = shape_text(output), "text_muted"
            wires = tuple(
                self._wire(edge, network[edge.source].title, network[node].title)
                for edge in network.incoming(node)
            )
            said = spoken(network, inference, node, problem)
            yield _Row(node, network[node].title, icon, note, said, wires)
        if network.output_ids:
            title, each = loss_title(project, self._known), loss_words(project, self._known)
            loss = self.tr("Loss: {0}").format(title if each else behind_colon(title))
            words = ", ".join((loss, *each.values()))
            said = self.tr("{0}, press Enter for the training settings").format(words)
            yield _Row("", loss, ("loss", "category_output"), ("", "text_muted"), said)

    def _wire(self, edge: Edge, source: str, target: str) -> _Row:
        said = self.tr("Wire from {0} to {1}").format(source, target)
        title = self.tr("from {0}").format(source)
        return _Row(edge, title, ("chevron-right", "text_muted"), ("", "text_muted"), said)

    @staticmethod
    def _paint(item: _Item, row: _Row) -> None:
        item.setText(0, row.title)
        item.setIcon(0, icons.icon(*row.icon))
        item.setData(0, NOTE, list(row.note))
        item.setData(0, _SAID, row.said)
        item.setToolTip(0, tooltip(row.said))

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is shown now."""
        super().showEvent(event)
        self._show()
        self._sync()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where there is nothing."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            paint_focus(self)
        if not self._shown:
            paint_words(self, self.tr("No layers yet: press A to add one, or drag one out of the palette"))

    # Selection ---------------------------------------------------------------------------------------------

    def _sync(self) -> None:
        """Select the rows of what is selected."""
        if self._syncing or not self.isVisible():
            return
        self._syncing = True
        chosen: set[Key] = {*self._selection.ids}
        current: Key | None = self._selection.current
        if (edge := self._selection.edge) is not None:
            chosen, current = {edge}, edge
        for key, item in self._items.items():
            item.setSelected(key in chosen)
        if current is not None and (row := self._items.get(current)) is not None:
            if isinstance(current, Edge):
                self._items[current.target].setExpanded(True)
            self.setCurrentItem(row, 0, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._syncing = False

    def _chosen(self) -> None:
        if self._syncing:
            return
        self._syncing = True
        keys = [item.key for item in self.selectedItems() if isinstance(item, _Item)]
        current = self.currentItem()
        last = current.key if isinstance(current, _Item) else ""
        layers = [key for key in keys if isinstance(key, str) and key]
        if isinstance(last, Edge) and keys == [last]:
            self._selection.select_edge(last)
        else:
            self._selection.select(sorted(layers, key=lambda n: n == last))
        self._syncing = False
        if any(isinstance(key, Edge) for key in keys):
            self._sync()  # layers and wires are not selected together

    def _activated(self, item: QTreeWidgetItem) -> None:
        """Enter or a double click: to the settings of a layer or of the loss; on a wire a layer is chosen for it."""
        if not isinstance(item, _Item):
            return
        if item.key == "":
            self.loss_activated.emit()
        elif self._actions is not None:
            wire = isinstance(item.key, Edge)
            (self._actions.add_layer if wire else self._actions.edit_settings).trigger()

    # Keys --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc selects nothing, and then goes to the canvas."""
        if event.key() == Qt.Key.Key_Escape:
            if self._selection.ids or self._selection.edge is not None:
                self._selection.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the canvas offers for the same selection."""
        if self._actions is not None:
            at = event.globalPos()
            current = self.currentItem()
            if event.reason() == QContextMenuEvent.Reason.Keyboard and current is not None:
                at = self.viewport().mapToGlobal(self.visualItemRect(current).center())
            self._actions.menu(self).popup(at)


def _keys(row: _Row) -> tuple[Key, ...]:
    return (row.key, *(wire.key for wire in row.wires))
