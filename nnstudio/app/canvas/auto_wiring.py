"""What a new layer is wired to when nobody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnstudio.graph.layout import Position
from nnstudio.graph.network import Edge
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Input

if TYPE_CHECKING:
    from nnstudio.app.canvas.drawing import Drawing

_BEHIND, _BESIDE = 320.0, 200.0
"""How far behind a card, and above or below it, a dropped layer still belongs to it."""


def place_for(drawing: Drawing, layer: Layer) -> tuple[tuple[str, ...], Edge | None]:
    """What feeds a layer that is appended, and the wire that it is put on, if it is put on one.

    That is the selected wire, or the only one that leaves the selected card.
    """
    network, edge = drawing.network, drawing.selection.edge
    if edge is not None and layer.inputs[1] != 0:
        return (edge.source,), edge
    sources = _sources_for(drawing, layer)
    following = network.outgoing(sources[0]) if len(sources) == 1 else ()
    return sources, following[0] if len(following) == 1 else None


def _sources_for(drawing: Drawing, layer: Layer) -> tuple[str, ...]:
    """What feeds a layer that is appended: the selection, else the end of the network."""
    network, selected = drawing.network, drawing.selection
    if isinstance(layer, Input):
        return ()
    if len(selected.ids) > 1 and layer.inputs[1] != 1:
        return selected.ids
    if selected.only is not None:
        return (selected.only,)
    ends = network.output_ids or (network.input_ids if len(network.input_ids) == 1 else ())
    layout = drawing.document.project.layout
    # The last card of the last line, as one reads.
    return (max(ends, key=lambda n: layout[n][0] + 10 * layout[n][1]),) if ends else ()


def waiting_for(drawing: Drawing, layer: Layer) -> str | None:
    """The layer without an input, where there is exactly one; only an Input is given to it unasked."""
    if not isinstance(layer, Input):
        return None
    network = drawing.network
    waiting = [n.id for n in network.nodes if n.layer.inputs[1] != 0 and not network.incoming(n.id)]
    return waiting[0] if len(waiting) == 1 else None


def partner(drawing: Drawing, layer: Layer, at: Position) -> tuple[str | None, str | None]:
    """What a layer dropped at a place is wired to: a source, or a target for an Input."""
    network, layout = drawing.network, drawing.document.project.layout
    if isinstance(layer, Input):
        return None, waiting_for(drawing, layer)
    only = drawing.selection.only
    if only is not None and not network.outgoing(only) and layout[only][0] < at[0]:
        return only, None
    widths = drawing.widths(network)
    near = [
        n.id
        for n in network.nodes
        if not network.outgoing(n.id)
        and layout[n.id][0] < at[0] < layout[n.id][0] + widths[n.id] + _BEHIND
        and abs(at[1] - layout[n.id][1]) < _BESIDE
    ]
    return min(near, key=lambda n: at[0] - layout[n][0] + 2 * abs(at[1] - layout[n][1]), default=None), None
