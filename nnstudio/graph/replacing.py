"""Another kind of layer in the place of one: what it takes over, and what is put beside it so that it fits."""

from __future__ import annotations

import math
from typing import Any

import msgspec

from nnstudio.graph.inference import infer
from nnstudio.graph.network import Edge, Network, Node
from nnstudio.nn.fields import FieldInfo, fields_of
from nnstudio.nn.layer import CATEGORIES, LAYERS, Layer, UnknownLayer
from nnstudio.nn.layers import Flatten, Input, Reshape
from nnstudio.nn.shape import Shape, ShapeError, show
from nnstudio.system.messages import Message, StudioError, msg

WIDTHS = ("units", "filters")
"""Names of the setting that says how many neurons or patterns a layer has; the two mean the same."""

_COUNTERPARTS = {"dense": "convolution", "convolution": "dense"}
"""Categories that do each other's work: one connects everything, the other looks at neighbourhoods."""


class Replacement(msgspec.Struct, frozen=True):
    """A network in which a layer was replaced.

    Parameters
    ----------
    network : Network
    node : str
        Id of the layer that took the place.
    places : dict of str to str
        For cards that take the place of another: its old id, by their own. Cards of no mention stay or are new.
    notes : tuple of Message
        What was done beside it, a sentence each.
    """

    network: Network
    node: str
    places: dict[str, str] = {}
    notes: tuple[Message, ...] = ()


# What a layer takes over ------------------------------------------------------------------------------------


def converted(layer: Layer, into: Layer) -> Layer:
    """A layer of another kind with all settings that both share by name and meaning.

    Units and filters mean the same. What the other kind does not have, or does not allow, stays as in ``into``, and so do
    its settings that differ from their default: somebody asked for them.
    """
    made = into
    for info in fields_of(type(into)):
        known, value = _setting(layer, info)
        if known and getattr(into, info.name) == info.default:
            try:
                made = made.replace(**{info.name: value})
            except StudioError:  # other limits, other choices
                continue
    return made


def _setting(layer: Layer, info: FieldInfo) -> tuple[bool, Any]:
    """Whether a layer has a setting that means what ``info`` describes, and its value."""
    names = WIDTHS if info.name in WIDTHS else (info.name,)
    if isinstance(layer, UnknownLayer):  # of its settings only names and values are known
        return next(((True, layer.data[n]) for n in names if n in layer.data), (False, None))
    for old in fields_of(type(layer)):
        if old.name in names and old.optional == info.optional:
            value = getattr(layer, old.name)
            if old.kind == "pair" and info.kind == "int" and value is not None:
                return value[0] == value[1], value[0]  # a square window is as long as its side
            same = old.kind == info.kind or {old.kind, info.kind} == {"int", "pair"}
            return same, value
    return False, None


def width_of(layer: Layer) -> str | None:
    """Name of the setting that says how wide a layer is, "units" or "filters"; None where it has none."""
    return next((name for name in WIDTHS if name in layer.__struct_fields__), None)


def with_equal_outputs(network: Network, node: str, layer: Layer) -> Layer | None:
    """A layer made as wide that it hands on as many numbers as the one it would replace.

    Returns
    -------
    Layer or None
        None where it has no width, does not fit, or would be wider than allowed. Where no width gives exactly as many, the
        nearest.
    """
    name, wanted = width_of(layer), infer(network).facts[node].output
    if name is None or wanted is None:
        return None
    there = replaced(network, node, layer)
    output = infer(there.network).facts[there.node].output
    if output is None:
        return None
    each = math.prod(output) // int(getattr(layer, name))
    try:
        return layer.replace(**{name: max(1, round(math.prod(wanted) / each))})
    except StudioError:
        return None


def proposed(network: Network, node: str, kind: type[Layer]) -> Layer:
    """A layer of another kind to begin with: shared settings, as many outputs as before, a window that fits."""
    layer = converted(network[node].layer, kind())
    there = replaced(network, node, layer)
    problem = infer(there.network).facts[there.node].problem
    if problem is not None and problem.kind == "window" and "padding_same" in problem.remedies:
        layer = layer.replace(padding="same")
    return with_equal_outputs(network, node, layer) or layer


# Which kinds fit --------------------------------------------------------------------------------------------


def candidates(network: Network, node: str) -> list[type[Layer]]:
    """The other kinds that could stand in the place of a layer: first those that fit there.

    Of these, kinds that do the same work in another way come first (convolution for dense and the reverse), then
    relatives. Inputs are no candidates: the network would have another entrance.
    """
    layer = network[node].layer
    kinds = [k for k in LAYERS if k is not type(layer) and k.inputs[1] != 0]

    def rank(kind: type[Layer]) -> tuple[bool, int, int]:
        fits = why_not(network, node, kind()) is None
        return not fits, distance(type(layer), kind), CATEGORIES.index(kind.category)

    return sorted(kinds, key=rank)


def distance(kind: type[Layer], other: type[Layer]) -> int:
    """How far apart two kinds are: 0 do the same work in another way, 1 are relatives, 2 have nothing to do."""
    if other.category == _COUNTERPARTS.get(kind.category):
        return 0
    return 1 if other.category == kind.category else 2


def why_not(network: Network, node: str, into: Layer) -> Message | None:
    """Say why another layer does not fit in the place of one, or None if it does, or if that cannot be told.

    It is judged with the settings that it would take over. Where only a setting is in the way, it fits.
    """
    count, (least, most) = len(network.incoming(node)), into.inputs
    if count < least:
        return msg("{layer} needs at least {least} inputs", layer=into.title, least=least)
    if most is not None and count > most:
        return msg("{layer} takes one input only", layer=into.title)
    shapes = _input_shapes(network, node)
    if shapes is None:
        return None
    try:
        _fitting(network, node, converted(network[node].layer, into), shapes)
    except ShapeError as error:
        return error.message
    return None


def _input_shapes(network: Network, node: str) -> tuple[Shape, ...] | None:
    facts = infer(network).facts
    shapes = tuple(facts[e.source].output for e in network.incoming(node))
    known = tuple(s for s in shapes if s is not None)
    return known if known and len(known) == len(shapes) else None


def _fitting(network: Network, node: str, layer: Layer, shapes: tuple[Shape, ...]) -> tuple[bool, str | None]:
    """Find out what has to be done so that a layer fits.

    Returns
    -------
    flatten : bool
        Whether it needs a row of numbers.
    before : str or None
        The Flatten in front of which it has to stand.

    Raises
    ------
    ShapeError
        Where neither helps.
    """
    try:
        _accept(layer, shapes)
    except ShapeError as error:
        if error.kind == "not_row" and len(shapes) == 1:
            return True, None
        for edge in network.incoming(node):
            behind = _input_shapes(network, edge.source)
            if len(shapes) == 1 and behind and isinstance(network[edge.source].layer, Flatten):
                _accept(layer, behind)
                return False, edge.source
        raise
    return False, None


def _accept(layer: Layer, shapes: tuple[Shape, ...]) -> None:
    """Raise ShapeError where a layer cannot work on these shapes, whatever its settings."""
    try:
        layer.output_shape(shapes)
    except ShapeError as error:
        if error.field is None:  # else the place is right, and a setting is to be changed
            raise


# Replacing --------------------------------------------------------------------------------------------------


def replaced(network: Network, node: str, layer: Layer, *, keep_shape: bool = False) -> Replacement:
    """Put another layer in the place of one. It keeps the wires, and a name that a person gave.

    A layer that needs a row of numbers gets a Flatten before it; one that needs an image and stands behind a Flatten
    takes the place before that. Nothing else is touched: what does not fit is a problem of the new network.

    Parameters
    ----------
    network : Network
    node : str
    layer : Layer
        Of the same kind, it only has other settings: the id stays, and with it the weights that still fit.
    keep_shape : bool
        Whether a Reshape behind it gives the old output shape to what follows, if the count of numbers allows it.

    Raises
    ------
    StudioError
        For an Input, which cannot be replaced and replaces nothing.
    """
    old = network[node]
    if type(layer) is type(old.layer):
        result = Replacement(network.with_layer(node, layer), node)
    elif isinstance(old.layer, Input) or isinstance(layer, Input):
        raise StudioError("Samples enter the network at an Input: no other layer can take its place")
    else:
        result = _fitted(network, exchanged(network, old, layer), node, layer)
    return _reshaped(network, result, node) if keep_shape else result


def exchanged(network: Network, old: Node, layer: Layer) -> Replacement:
    """Exchange the node itself, wires and all; nothing is put before or behind it."""
    new = network.new_id(layer)
    nodes = tuple(Node(new, layer, old.name) if n.id == old.id else n for n in network.nodes)
    name = {old.id: new}
    edges = tuple(
        Edge(name.get(e.source, e.source), name.get(e.target, e.target), e.port) for e in network.edges
    )
    return Replacement(Network(nodes, edges), new, {new: old.id})


def _fitted(network: Network, made: Replacement, node: str, layer: Layer) -> Replacement:
    """Put a Flatten before the layer, or the layer before a Flatten, where that is what it needs."""
    shapes, (_, most) = _input_shapes(network, node), layer.inputs
    if shapes is None or (most is not None and len(shapes) > most):
        return made
    try:
        flatten, before = _fitting(network, node, layer, shapes)
    except ShapeError:
        return made
    if flatten:
        return _behind_flatten(made)
    return made if before is None else _before_flatten(made, before)


def _behind_flatten(made: Replacement) -> Replacement:
    """Let a layer read a row: the Flatten behind it moves before it, or there is a new one."""
    network, node = made.network, made.node
    (into,), following = network.incoming(node), network.outgoing(node)
    after = following[0].target if len(following) == 1 else None
    if after is not None and isinstance(network[after].layer, Flatten) and len(network.incoming(after)) == 1:
        edges = _chained(network.edges, after, node)
        note = msg("{flatten} moves before it: it needs a row of numbers", flatten=network[after].title)
        places = {after: made.places[node], node: after}
        return Replacement(Network(network.nodes, edges), node, places, (note,))
    new = network.new_id(Flatten())
    edges = tuple(Edge(new, e.target, e.port) if e == into else e for e in network.edges)
    nodes = _inserted(network.nodes, Node(new, Flatten()), before=node)
    note = msg("A Flatten is put before it: it needs a row of numbers")
    return Replacement(Network(nodes, (*edges, Edge(into.source, new))), node, made.places, (note,))


def _before_flatten(made: Replacement, flatten: str) -> Replacement:
    """Let a layer read the image before it becomes a row; what follows still gets a row."""
    network, node = made.network, made.node
    (into,) = network.incoming(flatten)
    note = msg("It takes the place before {flatten}: it needs the image", flatten=network[flatten].title)
    if len(network.outgoing(flatten)) == 1:
        edges = _chained(network.edges, node, flatten)
        places = {node: flatten, flatten: made.places[node]}
        return Replacement(Network(network.nodes, edges), node, places, (note,))
    # Others need the Flatten where it is: what follows gets one of its own.
    new = network.new_id(Flatten())
    moved = {e: Edge(new, e.target, e.port) for e in network.outgoing(node)}
    moved |= {e: Edge(into.source, node, e.port) for e in network.incoming(node)}
    edges = tuple(moved.get(e, e) for e in network.edges)
    nodes = _inserted(network.nodes, Node(new, Flatten()), behind=node)
    return Replacement(Network(nodes, (*edges, Edge(node, new))), node, made.places, (note,))


def _chained(edges: tuple[Edge, ...], first: str, second: str) -> tuple[Edge, ...]:
    """Turn ``… → second → first → …`` into ``… → first → second → …``."""
    turned = []
    for e in edges:
        if e.source == first:
            turned.append(Edge(second, e.target, e.port))
        elif e.target == first:
            turned.append(Edge(first, second))
        else:
            turned.append(Edge(e.source, first, e.port) if e.target == second else e)
    return tuple(turned)


def _inserted(
    nodes: tuple[Node, ...], new: Node, *, before: str | None = None, behind: str | None = None
) -> tuple[Node, ...]:
    """Put a node beside another in the list, where a reader of the file expects it."""
    at = next(i for i, n in enumerate(nodes) if n.id in (before, behind)) + (behind is not None)
    return (*nodes[:at], new, *nodes[at:])


def _reshaped(network: Network, made: Replacement, node: str) -> Replacement:
    """Give what follows the shape that it had."""
    wanted, inference = infer(network).facts[node].output, infer(made.network)
    have, following = inference.facts[made.node].output, made.network.outgoing(made.node)
    if wanted is None or have is None or have == wanted or math.prod(have) != math.prod(wanted):
        return made
    if all(isinstance(made.network[e.target].layer, Flatten) for e in following):
        return made  # nobody cares
    if node not in [e.source for f in following for e in network.incoming(f.target)]:
        return made  # a Flatten was between them
    new = made.network.new_id(Reshape(wanted))
    moved = tuple(Edge(new, e.target, e.port) if e in following else e for e in made.network.edges)
    nodes = _inserted(made.network.nodes, Node(new, Reshape(wanted)), behind=made.node)
    note = msg("A Reshape behind it gives {shape} to what follows", shape=show(wanted))
    result = Network(nodes, (*moved, Edge(made.node, new)))
    return Replacement(result, made.node, made.places, (*made.notes, note))
