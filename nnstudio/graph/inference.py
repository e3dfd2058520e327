"""What can be known about a network without running it: shapes, parameters, work, problems."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection
from typing import Literal, NamedTuple

import msgspec

from nnstudio.graph.network import Edge, Network, Node
from nnstudio.graph.topology import circles, order
from nnstudio.nn.layer import Layer, Param, UnknownLayer
from nnstudio.nn.shape import Shape, ShapeError, show
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.numbers import number_text

Severity = Literal["obstacle", "unfinished", "advice"]


class Problem(msgspec.Struct, frozen=True):
    """Something that keeps a network from being trained, or that lets it train in vain.

    Parameters
    ----------
    kind : str
        Stable name, such as ``"unconnected"``.
    word : str
        The problem in one or two words, for the marker on the node.
    message : Message
        One sentence with the arithmetic.
    node : str, optional
        Where it shows.
    edge : Edge, optional
        The wire to blame.
    field : str, optional
        The setting to blame.
    remedies : tuple of str
        Repairs that would help; :mod:`nnstudio.project.problems` turns them into edits.
    severity : {"obstacle", "unfinished", "advice"}
        An obstacle keeps the network from being trained. So does what is unfinished, but nothing is wrong with what
        is drawn: more is to come. With advice it trains, but probably not as it was meant.
    """

    kind: str
    word: str
    message: Message
    node: str | None = None
    edge: Edge | None = None
    field: str | None = None
    remedies: tuple[str, ...] = ()
    severity: Severity = "obstacle"

    @property
    def is_advice(self) -> bool:
        """Whether the network trains all the same."""
        return self.severity == "advice"

    @property
    def is_unfinished(self) -> bool:
        """Whether nothing is wrong, only not there yet."""
        return self.severity == "unfinished"


class Facts(msgspec.Struct, frozen=True):
    """What is known about one node. ``output`` is None where nothing can be known."""

    inputs: tuple[Shape, ...] = ()
    output: Shape | None = None
    params: tuple[Param, ...] = ()
    state: tuple[Param, ...] = ()
    multiply_adds: int = 0
    problem: Problem | None = None

    @property
    def parameters(self) -> int:
        """Number of trainable values."""
        return sum(p.size for p in self.params)


class Inference(msgspec.Struct, frozen=True):
    """What is known about a network.

    Parameters
    ----------
    facts : dict of str to Facts
        By node id.
    order : tuple of str
        Node ids, each after its inputs.
    problems : tuple of Problem
        In the order of the network.
    depth : int
        Layers with weights on the longest path: the textbook's L.
    width : int
        Neurons of the widest layer with weights.
    frozen : int
        Values among :attr:`parameters` that training leaves as they are.
    """

    facts: dict[str, Facts]
    order: tuple[str, ...]
    problems: tuple[Problem, ...]
    depth: int
    width: int
    frozen: int = 0

    @property
    def parameters(self) -> int:
        """Number of weights of the whole network, those of frozen layers included."""
        return sum(f.parameters for f in self.facts.values())

    @property
    def multiply_adds(self) -> int:
        """Multiply-adds for one sample, forward."""
        return sum(f.multiply_adds for f in self.facts.values())


class _Step(NamedTuple):
    """How one node was worked out: what its facts hang on, the facts, and whether it counts for the depth."""

    node: Node
    incoming: tuple[Edge, ...]
    inputs: tuple[Shape | None, ...]
    facts: Facts
    weighs: bool


_last: dict[str, _Step] = {}
"""The network that was worked out last: an edit leaves most of its nodes as they were. Replaced, never changed."""


@functools.lru_cache(maxsize=64)
def _remembered(key: _ById) -> Inference:
    return _infer(key.network)


class _ById:
    """A cache key: networks are values, but hashing one costs more than looking at which object it is."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def __hash__(self) -> int:
        return id(self.network)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.network is self.network


def infer(network: Network) -> Inference:
    """Work out shapes, parameters and problems of a network; never fails."""
    return _remembered(_ById(network))


def _infer(network: Network) -> Inference:
    global _last
    before, steps = _last, dict[str, _Step]()
    sequence, stuck = order(network)
    facts: dict[str, Facts] = {}
    depth: dict[str, int] = {}
    width = 0
    for node_id in sequence:
        node, incoming = network.by_id[node_id], network.incoming(node_id)
        inputs = tuple([facts[e.source].output for e in incoming])
        step = before.get(node_id)
        if step is None or step.node is not node or step[1:3] != (incoming, inputs):
            fact = _facts(network, node, facts)
            weighs = any(p.name == "W" for p in fact.params)  # the textbook's layers, not what only rescales
            step = _Step(node, incoming, inputs, fact, weighs)
        steps[node_id], facts[node_id] = step, step.facts
        depth[node_id] = max([depth[e.source] for e in incoming], default=0) + step.weighs
        if step.weighs and step.facts.output:
            width = max(width, step.facts.output[-1])
    _last = steps
    in_circle = circles(network, stuck)
    for node_id in stuck:  # behind a circle nothing can be known, and nothing is wrong
        facts[node_id] = Facts(
            problem=_in_cycle(network, node_id, in_circle) if node_id in in_circle else None
        )
    problems = [f.problem for n in network.nodes if (f := facts[n.id]).problem is not None]
    whole = _whole(network)
    # Where samples cannot enter at all, no other wire is worth a word before that.
    problems = whole + problems if whole and whole[0].kind == "no_input" else problems + whole
    frozen = sum(facts[n.id].parameters for n in network.nodes if n.frozen)
    return Inference(facts, sequence, tuple(problems), max(depth.values(), default=0), width, frozen)


def _facts(network: Network, node: Node, known: dict[str, Facts]) -> Facts:
    incoming = network.incoming(node.id)
    least, most = node.layer.inputs
    if len(incoming) < least:
        remedies: tuple[str, ...] = ("connect_nearest", "remove_layer")
        if not incoming and least == 1:
            text = msg("{node} has no input: draw a wire to it", node=node.title)
            if not network.input_ids:
                remedies = ("connect_nearest", "add_input", "remove_layer")
            return Facts(problem=_missing("unconnected", "no input", text, node.id, *remedies))
        text = msg("{node} needs at least {least} inputs, but has {count}",
                   node=node.title, least=least, count=len(incoming))  # fmt: skip
        return Facts(problem=_missing("few_inputs", "inputs", text, node.id, *remedies))
    if most is not None and len(incoming) > most:
        edge = incoming[-1]
        if most == 0:
            text = msg("{node} is where samples enter: it takes no wire", node=node.title)
            return Facts(
                problem=Problem("wired_input", "inputs", text, node.id, edge, remedies=("cut_edge",))
            )
        text = msg("{node} takes {most} input, but has {count} wires",
                   node=node.title, most=most, count=len(incoming))  # fmt: skip
        merge = ("insert_add", "insert_concatenate", "cut_edge")
        return Facts(problem=Problem("too_many", "inputs", text, node.id, edge, remedies=merge))
    inputs = tuple(known[e.source].output for e in incoming)
    if any(shape is None for shape in inputs):
        return Facts()  # the problem is upstream and is shown there
    shapes = tuple(shape for shape in inputs if shape is not None)
    try:
        facts = _worked_out(node.layer, shapes)
    except ShapeError as error:
        blamed = incoming[error.at] if incoming and error.kind != "unknown" else None
        problem = Problem(error.kind, error.word, error.message, node.id, blamed, error.field, error.remedies)
        return Facts(shapes, problem=problem)
    if math.prod(facts.output or ()) > 2**31 or facts.parameters > 2**31:
        return Facts(shapes, problem=_too_large(node, facts))
    return facts


def _worked_out(layer: Layer, shapes: tuple[Shape, ...]) -> Facts:
    # An unknown layer holds a dictionary, which cannot be a key of the cache.
    return (
        _arithmetic.__wrapped__(layer, shapes)
        if isinstance(layer, UnknownLayer)
        else _arithmetic(layer, shapes)
    )


@functools.lru_cache(maxsize=4096)
def _arithmetic(layer: Layer, shapes: tuple[Shape, ...]) -> Facts:
    """What a layer makes of its inputs; remembered, since an edit leaves most layers as they were."""
    output = layer.output_shape(shapes)
    return Facts(shapes, output, layer.params(shapes), layer.state(shapes), layer.multiply_adds(shapes))


def _too_large(node: Node, facts: Facts) -> Problem:
    """Blame the weights, or the output where there are none to speak of."""
    remedies = ("shape_from_data", "insert_global_pool", "smaller_layer")
    of_weights = facts.parameters > 2**31
    count = facts.parameters if of_weights else math.prod(facts.output or ())
    shapes = [p.shape for p in facts.params] if of_weights else [facts.output or ()]
    text = msg(
        "{node} would hold {arithmetic} = {count} numbers, more than two thousand million",
        node=node.title, arithmetic=show(max(shapes, key=math.prod)), count=number_text(count),
    )  # fmt: skip
    return Problem("too_large", "too large", text, node.id, remedies=remedies)


def _in_cycle(network: Network, node: str, circle: Collection[str]) -> Problem:
    edge = next((e for e in network.incoming(node) if e.source in circle), None)
    text = msg("{node} waits for its own output: the wires run in a circle", node=network[node].title)
    return Problem("cycle", "circle", text, node, edge, remedies=("cut_backward", "cut_edge"))


def _missing(kind: str, word: str, text: Message, node: str | None, *remedies: str) -> Problem:
    """Say what is still to come."""
    return Problem(kind, word, text, node, remedies=remedies, severity="unfinished")


def _whole(network: Network) -> list[Problem]:
    """Problems of the network as a whole."""
    if not network.nodes:
        text = msg("The network is empty: add an Input and a layer")
        return [_missing("empty", "empty", text, None, "add_input")]
    problems = []
    inputs, outputs = network.input_ids, network.output_ids
    if not inputs:
        text = msg("The network has no Input: samples cannot enter")
        problems.append(_missing("no_input", "no input", text, None, "add_input"))
    if inputs and not outputs:
        text = msg("The network has no layer behind its Input")
        problems.append(_missing("no_layer", "no layer", text, inputs[0], "add_output"))
    for i in inputs:
        if not network.outgoing(i) and outputs:
            text = msg("{node} is not connected to anything", node=network[i].title)
            problems.append(_missing("unused_input", "unused", text, i, "connect_onward", "remove_layer"))
    return problems


def require_sound(network: Network) -> Inference:
    """Return the inference of a network that can be built.

    Raises
    ------
    StudioError
        With the first problem.
    """
    result = infer(network)
    if result.problems:
        raise StudioError(result.problems[0].message)
    return result
