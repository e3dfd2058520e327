"""Whether a layer or a wire fits where it is wanted, told before it is there.

Networks are wrong while they are drawn, so nothing here forbids anything: :func:`nnstudio.graph.edits.why_not`
does, where a wire can never be drawn. What is told is the sentence that the layer itself would say.
"""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.graph.inference import infer
from nnstudio.graph.network import Edge, Network
from nnstudio.nn.layer import Layer
from nnstudio.nn.shape import Shape, ShapeError
from nnstudio.system.messages import Message, msg


def against_wire(network: Network, source: str, target: str) -> Message | None:
    """Say what would be wrong with a layer's input if a wire were drawn to it; None where nothing is known to be."""
    layer, shape = network[target].layer, infer(network).facts[source].output
    kept = network.incoming(target)
    most = layer.inputs[1]
    if most is not None and len(kept) >= most > 0:
        kept = kept[:-1]  # the new wire replaces the last one
    return _refusal(layer, [*_shapes(network, kept), shape])


def replaced_by(network: Network, target: str) -> Edge | None:
    """The wire that a new one into a layer would replace, because its inputs are all taken."""
    most, incoming = network[target].layer.inputs[1], network.incoming(target)
    return incoming[-1] if most is not None and len(incoming) >= most > 0 else None


def against_layer(
    network: Network, layer: Layer, sources: Sequence[str] = (), edge: Edge | None = None
) -> Message | None:
    """Say why a layer does not fit behind others or on a wire.

    Parameters
    ----------
    network : Network
    layer : Layer
        With the settings it would have.
    sources : sequence of str
        The nodes that would feed it.
    edge : Edge, optional
        The wire it would be put on; its source feeds the layer then.

    Returns
    -------
    Message or None
        The sentence of the layer, or of the layer behind it that could not work any more. None where it fits, where
        it would wait for another wire, and where nothing is known about what arrives.
    """
    if edge is not None:
        sources = (edge.source,)
    least, most = layer.inputs
    if most is not None and len(sources) > most:
        return (
            msg("{layer} takes no wire: it is where samples enter", layer=layer.title)
            if most == 0
            else msg("{layer} takes one input only", layer=layer.title)
        )
    facts = infer(network).facts
    shapes = [facts[s].output for s in sources]
    if (reason := _refusal(layer, shapes)) is not None or edge is None or len(sources) < least:
        return reason
    known = [s for s in shapes if s is not None]
    if len(known) < len(shapes) or facts[edge.target].output is None:
        return None  # what follows was wrong before
    output = layer.output_shape(tuple(known))
    incoming = network.incoming(edge.target)
    after = [output if e == edge else facts[e.source].output for e in incoming]
    return _refusal(network[edge.target].layer, after)


def _shapes(network: Network, wires: Sequence[Edge]) -> list[Shape | None]:
    facts = infer(network).facts
    return [facts[e.source].output for e in wires]


def _refusal(layer: Layer, shapes: Sequence[Shape | None]) -> Message | None:
    known = tuple(shape for shape in shapes if shape is not None)
    if len(known) < len(shapes) or not known:
        return None
    if len(known) < layer.inputs[0]:
        return None  # it waits for more wires
    try:
        layer.output_shape(known)
    except ShapeError as error:
        return error.message
    return None
