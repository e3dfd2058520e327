"""What hands do to a network: every edit of the canvas, under the name it has in the Undo menu."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from nnstudio.app.canvas import auto_wiring, moving
from nnstudio.app.canvas.selection import Selection
from nnstudio.app.document import Document, MergeKeys
from nnstudio.app.words.layer_words import names_text
from nnstudio.app.words.texts import field_label, in_sentence, translate
from nnstudio.graph import edits
from nnstudio.graph.closing import close_up
from nnstudio.graph.layout import Position, arrange, arrange_for, card_widths, snap
from nnstudio.graph.network import Edge, Network
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import Input
from nnstudio.nn.shape import Shape

Widths = Callable[[Network], Mapping[str, float]]


class Drawing(QObject):
    """The edits of the canvas on a document. Palette, outline, menus and gestures all come here.

    Parameters
    ----------
    document : Document
    selection : Selection
    widths : callable, optional
        Measures the cards of a network; estimated where it is missing.

    Signals
    -------
    notice(text)
        Something that was asked for cannot be done; a calm sentence, nothing is lost.
    table_pasted()
        Somebody pastes while there is a table on the clipboard: data, and no layers.
    """

    notice = Signal(str)
    table_pasted = Signal()

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
        self.below = 0.0
        """Room that :meth:`arrange` leaves under every card beside the usual."""
        self.entering: Callable[[Network], Shape | None] = lambda network: None
        """Which shape another Input takes, unless one was typed: None where the data is not known, or leaves it nothing."""
        self._merge = MergeKeys()

    @property
    def network(self) -> Network:
        """The network as it stands."""
        return self.document.project.network

    # Adding layers -----------------------------------------------------------------------------------------

    def append(self, added: Layer | str) -> str:
        """Add a layer, or one of a type, behind the selection and wire it; return its id."""
        layer = added if isinstance(added, Layer) else LAYERS[added]()
        sources, edge = auto_wiring.place_for(self, layer)
        if edge is not None:
            return self.insert(edge, layer)
        target = None if sources else auto_wiring.waiting_for(self, layer)
        after = self._with_layer(layer, sources, target)
        return self._added(after, self.tr("Add {0}"), None)

    def add(
        self, layer: Layer, at: Position | None, *, source: str | None = None, target: str | None = None
    ) -> str:
        """Add a layer at a place, with a wire from ``source`` and one to ``target``; return its id."""
        after = self._with_layer(layer, (source,) if source else (), target)
        return self._added(after, self.tr("Add {0}"), at)

    def insert(self, edge: Edge, layer: Layer) -> str:
        """Put a layer on a wire; cards behind it make room. Return its id."""
        after, _ = edits.insert_on(self.network, edge, layer)
        return self._added(after, self.tr("Insert {0}"))

    def _with_layer(self, layer: Layer, sources: Collection[str], target: str | None) -> Network:
        """The network with one more layer, wired as told."""
        if layer == Input() and (shape := self.entering(self.network)) is not None:
            layer = Input(shape)
        after = self.network.add(layer, after=sources)
        return edits.wire(after, after.nodes[-1].id, target) if target is not None else after

    def _added(self, network: Network, text: str, at: Position | None = None) -> str:
        project = self.document.project
        new = network.nodes[-1]
        widths = self.widths(network)
        layout = project.layout
        if at is not None:
            layout = layout.place({new.id: (snap(at[0]), snap(at[1]))})
        layout = layout.for_network(network, widths)
        if self.document.edit(text.format(new.title), project.with_network(network, layout)):
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
        self.document.edit(*moving.moved(self.document.project, places), key)

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected cards by a little, with the keyboard."""
        layout, ids = self.document.project.layout, self.selection.ids
        if ids:
            places = {n: (snap(layout[n][0] + dx), snap(layout[n][1] + dy)) for n in ids}
            self.move(places, self._merge.key("nudge " + " ".join(ids)))

    def arrange(self, room: tuple[float, float] | None = None) -> None:
        """Lay the network out anew, in lines that make it as large as can be in the room of the view."""
        project = self.document.project
        network, widths = project.network, self.widths(project.network)
        layout = arrange(network, widths) if room is None else arrange_for(network, widths, room, self.below)
        self.document.edit(self.tr("Arrange"), project.replace(layout=layout))

    def delete(self) -> None:
        """Delete the selected layers, closing the gaps, or cut the selected wire."""
        if self.selection.edge is not None:
            self.disconnect_edge(self.selection.edge)
        elif self.selection.ids:
            self.remove_selected(self.tr("Delete {0}"))

    def remove_selected(self, text: str) -> None:
        """Remove the selected layers under a name with a hole for them: "Cut {0}"."""
        network, ids, project = self.network, self.selection.ids, self.document.project
        rest = edits.delete(network, ids)
        widths = self.widths(network)
        layout = close_up(network, rest, project.layout, widths).for_network(rest, widths)
        new = project.with_network(rest, layout)
        self.document.edit(text.format(names_text(network, ids)), new)

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
        text = self.tr("Change {0} of {1}").format(in_sentence(label), self.network[node].title)
        self._edit(text, self.network.with_layer(node, layer), self._merge.key(f"change {node} {field}"))

    def change_all(self, nodes: Sequence[str], field: str, value: Any) -> None:
        """Give one setting of several layers of one type the same value."""
        if not nodes:
            return
        infos = fields_of(type(self.network[nodes[0]].layer))
        label = next((field_label(i) for i in infos if i.name == field), field)
        text = self.tr("Change {0} of {1}").format(in_sentence(label), names_text(self.network, tuple(nodes)))
        key = self._merge.key(f"change {' '.join(nodes)} {field}")
        self._edit(text, edits.change(self.network, nodes, **{field: value}), key)

    def select_all(self) -> None:
        """Select every layer."""
        self.selection.select(n.id for n in self.network.nodes)

    # How edits are made ------------------------------------------------------------------------------------

    def _edit(self, text: str, network: Network, merge: str = "") -> None:
        project = self.document.project
        layout = project.layout
        if any(n.id not in layout.positions for n in network.nodes) or len(layout.positions) != len(
            network.nodes
        ):
            layout = layout.for_network(network, self.widths(network))
        self.document.edit(text, project.with_network(network, layout), merge)
