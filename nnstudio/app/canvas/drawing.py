"""What hands do to a network: every edit of the canvas, under the name it has in the Undo menu."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from nnstudio.app.canvas import clipboard
from nnstudio.app.canvas.selection import Selection
from nnstudio.app.canvas.wording import names_text
from nnstudio.app.document import Document
from nnstudio.app.texts import error_text, field_label, translate
from nnstudio.graph import edits
from nnstudio.graph.layout import Layout, Position, arrange, card_widths, free_place, snap
from nnstudio.graph.network import Edge, Network
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import Input
from nnstudio.system.messages import StudioError

_PAUSE = 2.0
"""Seconds of rest after which the same edit begins a new step of undo."""
_SHIFT = 40.0

Widths = Callable[[Network], Mapping[str, float]]


class Drawing(QObject):
    """The edits of the canvas on a document. Palette, outline, menus and gestures all come here.

    Parameters
    ----------
    document : Document
    selection : Selection
    widths : callable, optional
        Measures the cards of a network; estimated where it is missing.
    parent : QObject, optional

    Signals
    -------
    notice(text)
        Something that was asked for cannot be done; a calm sentence, nothing is lost.
    """

    notice = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        widths: Widths = card_widths,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.selection = selection
        self.widths = widths
        self._last = ("", 0.0, 0)

    @property
    def network(self) -> Network:
        """The network as it stands."""
        return self.document.project.network

    # Adding layers -----------------------------------------------------------------------------------------

    def append(self, kind: str) -> str:
        """Add a layer behind the selection and wire it; return its id."""
        layer = LAYERS[kind]()
        network = self.network
        sources = self._sources_for(layer)
        if len(sources) == 1 and len(following := network.outgoing(sources[0])) == 1:
            return self.insert(following[0], layer)
        after = _with_layer(network, layer, sources, None if sources else self._hungry(layer))
        return self._added(after, self.tr("Add {0}"), None)

    def add(
        self, layer: Layer, at: Position | None, *, source: str | None = None, target: str | None = None
    ) -> str:
        """Add a layer at a place, with a wire from ``source`` and one to ``target``; return its id."""
        after = _with_layer(self.network, layer, (source,) if source else (), target)
        return self._added(after, self.tr("Add {0}"), at)

    def insert(self, edge: Edge, layer: Layer, at: Position | None = None) -> str:
        """Put a layer on a wire; cards behind it make room. Return its id."""
        after, _ = edits.insert_on(self.network, edge, layer)
        return self._added(after, self.tr("Insert {0}"), at)

    def partner(self, layer: Layer, at: Position) -> tuple[str | None, str | None]:
        """Say what a layer dropped at a place would be wired to: a source, or a target for an Input."""
        network, layout = self.network, self.document.project.layout
        if isinstance(layer, Input):
            return None, self._hungry(layer)
        only = self.selection.only
        if only is not None and not network.outgoing(only) and layout[only][0] < at[0]:
            return only, None
        widths = self.widths(network)
        ends = [n.id for n in network.nodes if not network.outgoing(n.id)]
        near = [
            n
            for n in ends
            if layout[n][0] < at[0] < layout[n][0] + widths[n] + 320 and abs(at[1] - layout[n][1]) < 200
        ]
        best = min(near, key=lambda n: at[0] - layout[n][0] + 2 * abs(at[1] - layout[n][1]), default=None)
        return best, None

    def _sources_for(self, layer: Layer) -> tuple[str, ...]:
        network, most = self.network, layer.inputs[1]
        if isinstance(layer, Input):
            return ()
        if len(self.selection.ids) > 1 and most != 1:
            return self.selection.ids
        if self.selection.only is not None:
            return (self.selection.only,)
        ends = network.output_ids or (network.input_ids if len(network.input_ids) == 1 else ())
        layout = self.document.project.layout
        return (max(ends, key=lambda n: layout[n][0] + 10 * layout[n][1]),) if ends else ()

    def _hungry(self, layer: Layer) -> str | None:
        """The layer that waits for an input, where there is exactly one; only an Input is given to it unasked."""
        if not isinstance(layer, Input):
            return None
        waiting = [
            n.id for n in self.network.nodes if n.layer.inputs[1] != 0 and not self.network.incoming(n.id)
        ]
        return waiting[0] if len(waiting) == 1 else None

    def _added(self, network: Network, text: str, at: Position | None) -> str:
        project = self.document.project
        new = network.nodes[-1]
        widths = self.widths(network)
        layout = project.layout
        if at is not None:
            layout = layout.place({new.id: (snap(at[0]), snap(at[1]))})
        layout = layout.for_network(network, widths)
        self.document.edit(text.format(new.title), project.replace(network=network, layout=layout))
        self.selection.select([new.id])
        return new.id

    # Wires -------------------------------------------------------------------------------------------------

    def connect_nodes(self, source: str, target: str) -> bool:
        """Draw a wire, or say why not."""
        network = self.network
        if (reason := edits.why_not(network, source, target)) is not None:
            self.notice.emit(translate(reason))
            return False
        text = self.tr("Connect {0} to {1}").format(network[source].title, network[target].title)
        self._edit(text, edits.wire(network, source, target))
        return True

    def reconnect(self, edge: Edge, target: str) -> bool:
        """Let a wire end at another card, or say why not."""
        network = self.network
        if target == edge.target:
            return False
        if (reason := edits.why_not(edits.unwire(network, edge), edge.source, target)) is not None:
            self.notice.emit(translate(reason))
            return False
        text = self.tr("Move wire from {0} to {1}").format(network[edge.source].title, network[target].title)
        self._edit(text, edits.rewire(network, edge, target))
        return True

    def disconnect_edge(self, edge: Edge) -> None:
        """Cut a wire."""
        network = self.network
        text = self.tr("Disconnect {0} from {1}").format(
            network[edge.source].title, network[edge.target].title
        )
        self._edit(text, edits.unwire(network, edge))

    # Cards -------------------------------------------------------------------------------------------------

    def move(self, places: Mapping[str, Position], key: str) -> None:
        """Move cards; moves with the same key are one step of undo."""
        project = self.document.project
        text = self.tr("Move {0}").format(names_text(project.network, tuple(places)))
        self.document.edit(text, project.replace(layout=project.layout.place(places)), key)

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected cards by a little, with the keyboard."""
        layout, ids = self.document.project.layout, self.selection.ids
        if ids:
            places = {n: (snap(layout[n][0] + dx), snap(layout[n][1] + dy)) for n in ids}
            self.move(places, self._key("nudge " + " ".join(ids)))

    def arrange(self) -> None:
        """Lay the network out anew."""
        project = self.document.project
        layout = arrange(project.network, self.widths(project.network))
        self.document.edit(self.tr("Arrange"), project.replace(layout=layout))

    def delete(self) -> None:
        """Delete the selected layers, closing the gaps, or cut the selected wire."""
        if self.selection.edge is not None:
            self.disconnect_edge(self.selection.edge)
        elif self.selection.ids:
            self._remove(self.tr("Delete {0}"))

    def _remove(self, text: str) -> None:
        network, ids = self.network, self.selection.ids
        self._edit(text.format(names_text(network, ids)), edits.delete(network, ids))

    def rename(self, node: str, name: str) -> None:
        """Give a layer a name of its own; an empty one brings the automatic name back."""
        name = name.strip()
        if name != self.network[node].title and name != self.network[node].name:
            self._edit(
                self.tr("Rename {0}").format(self.network[node].title), edits.rename(self.network, node, name)
            )

    def change(self, node: str, layer: Layer, field: str) -> None:
        """Give a layer other settings."""
        label = next((field_label(i) for i in fields_of(type(layer)) if i.name == field), field)
        text = self.tr("Change {0} of {1}").format(label.lower(), self.network[node].title)
        self._edit(text, self.network.with_layer(node, layer), self._key(f"change {node} {field}"))

    def change_all(self, nodes: Sequence[str], field: str, value: Any) -> None:
        """Give one setting of several layers of one type the same value."""
        if not nodes:
            return
        infos = fields_of(type(self.network[nodes[0]].layer))
        label = next((field_label(i) for i in infos if i.name == field), field)
        text = self.tr("Change {0} of {1}").format(label.lower(), names_text(self.network, tuple(nodes)))
        key = self._key(f"change {' '.join(nodes)} {field}")
        self._edit(text, edits.change(self.network, nodes, **{field: value}), key)

    def select_all(self) -> None:
        """Select every layer."""
        self.selection.select(n.id for n in self.network.nodes)

    # Copies ------------------------------------------------------------------------------------------------

    def duplicate(self) -> None:
        """Copy the selected layers with the wires between them."""
        if not self.selection.ids:
            return
        ids = self.selection.ids
        after, copies = edits.duplicate(self.network, ids)
        positions = {copies[n]: self.document.project.layout[n] for n in ids}
        self._put(after, positions, self.tr("Duplicate {0}").format(names_text(self.network, ids)))

    def copy(self) -> None:
        """Put the selected layers on the clipboard."""
        if self.selection.ids:
            QGuiApplication.clipboard().setText(clipboard.to_text(self.document.project, self.selection.ids))

    def cut(self) -> None:
        """Put the selected layers on the clipboard and delete them."""
        if self.selection.ids:
            self.copy()
            self._remove(self.tr("Cut {0}"))

    def paste(self) -> None:
        """Add the layers on the clipboard; say so where there are none."""
        try:
            piece, layout = clipboard.from_text(QGuiApplication.clipboard().text())
        except StudioError as error:
            self.notice.emit(error_text(error))
            return
        after, ids = edits.merge(self.network, piece)
        positions = {ids[n.id]: layout[n.id] for n in piece.nodes}
        text = self.tr("Paste {0}").format(names_text(after, tuple(ids.values())))
        self._put(after, positions, text)

    def _put(self, network: Network, positions: dict[str, Position], text: str) -> None:
        """Show copies a little beside what is there; they keep their distances to each other."""
        project = self.document.project
        taken = set(project.layout.positions.values())
        dx = _SHIFT
        while any((x + dx, y + dx) in taken for x, y in positions.values()):
            dx += _SHIFT
        moved = {n: (x + dx, y + dx) for n, (x, y) in positions.items()}
        if len(moved) == 1:
            ((node, place),) = moved.items()
            widths = self.widths(network)
            moved[node] = free_place(project.layout.positions, widths, place, widths[node])
        layout = Layout({**project.layout.positions, **moved})
        self.document.edit(text, project.replace(network=network, layout=layout))
        self.selection.select(moved)

    # ---------------------------------------------------------------------------------------------------------

    def _edit(self, text: str, network: Network, merge: str = "") -> None:
        project = self.document.project
        layout = project.layout
        if any(n.id not in layout.positions for n in network.nodes) or len(layout.positions) != len(
            network.nodes
        ):
            layout = layout.for_network(network, self.widths(network))
        self.document.edit(text, project.replace(network=network, layout=layout), merge)

    def _key(self, what: str) -> str:
        """A merge key for edits in quick succession; after a rest the same edit is a new step."""
        now = time.monotonic()
        last, when, number = self._last
        if what != last or now - when > _PAUSE:
            number += 1
        self._last = (what, now, number)
        return f"{what} {number}"


def _with_layer(network: Network, layer: Layer, sources: Collection[str], target: str | None) -> Network:
    """Return a network with one more layer, wired as told."""
    after = network.add(layer, after=sources)
    return edits.wire(after, after.nodes[-1].id, target) if target is not None else after
