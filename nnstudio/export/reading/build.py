"""A network that comes in, layer by layer, with its weights."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
import numpy as np

from nnstudio.export.reading.room import Room
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Edge, Network, Node
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Activation, Reshape, UpSample2D, ZeroPad2D
from nnstudio.nn.shape import Shape, ShapeError, show
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, StudioError, counted

MOST_LAYERS = 5_000
MOST_VALUES = 1 << 31
_MOST_TIMES = 64
"""That one layer repeats a pixel, down or across."""


class Builder:
    """Collects the layers of a foreign network.

    Parameters
    ----------
    size : int
        Bytes of the file, from which follows how much may be made of it.

    Attributes
    ----------
    weights : dict of str to array
    notes : list of Message
    name : str
    channels_first : bool
        Whether it takes images so.
    room : Room
    """

    def __init__(self, size: int = 0) -> None:
        self.weights: dict[str, Host] = {}
        self.notes: list[Message] = []
        self.name = "network"
        self.channels_first = False
        self.room = Room(size)
        self._nodes: dict[str, Node] = {}
        self._sources: dict[str, tuple[str, ...]] = {}
        self._users: dict[str, list[str]] = {}
        self._shapes: dict[str, Shape] = {}
        self._last: dict[str, int] = {}

    @property
    def network(self) -> Network:
        """What has been collected, in the order in which it was."""
        edges = [Edge(source, node, port) for node in self._nodes for port, source in enumerate(self._sources[node])]  # fmt: skip
        return Network(tuple(self._nodes.values()), tuple(edges))

    def add(
        self,
        layer: Layer,
        sources: Sequence[str],
        arrays: Mapping[str, Host] | None = None,
        *,
        called: str = "",
        frozen: bool = False,
    ) -> str:
        """Append a layer and return its id.

        Parameters
        ----------
        layer : Layer
        sources : sequence of str
            Ids of the layers that feed it.
        arrays : mapping of str to array, optional
            Its weights and state, by our names; all it has.
        called : str
            Its name in the file, for messages and, where it says something, for the card.
        frozen : bool
            Whether training is to leave its weights as they are; a layer without weights is never frozen.
        """
        if len(self._nodes) >= MOST_LAYERS:
            raise StudioError("it has more than {most} layers", most=MOST_LAYERS)
        inputs = tuple(self._shapes[source] for source in sources)
        least, most = layer.inputs
        if len(inputs) < least or (most is not None and len(inputs) > most):
            raise StudioError(
                counted(
                    len(inputs),
                    "{layer}: it has {n} input",
                    "{layer}: it has {n} inputs",
                    layer=spelled(called),
                )
            )
        try:
            output = layer.output_shape(inputs)
            wanted = {p.name: p for p in (*layer.params(inputs), *layer.state(inputs))}
        except ShapeError as error:
            raise StudioError("{layer}: {cause}", layer=spelled(called), cause=error.message) from None
        if any(p.size > MOST_VALUES for p in wanted.values()) or np.prod(output, dtype=float) > MOST_VALUES:
            raise StudioError("{layer}: it would hold more than two thousand million numbers", layer=spelled(called))  # fmt: skip
        given = dict(arrays or {})
        for name, param in wanted.items():
            array = given.get(name)
            if array is None:
                raise StudioError("{layer}: its weights {name} are missing", layer=spelled(called), name=name)
            if array.shape != param.shape:
                raise StudioError(
                    "{layer}: its weights {name} have the shape {got}, not {wanted}",
                    layer=spelled(called), name=name, got=show(array.shape) or "()", wanted=show(param.shape),
                )  # fmt: skip
        assert set(given) == set(wanted), given.keys()
        node = self._new_id(layer)
        self._nodes[node] = Node(node, layer, _title(called), frozen=frozen and bool(layer.params(inputs)))
        self._sources[node], self._users[node], self._shapes[node] = tuple(sources), [], output
        for source in sources:
            self._users[source].append(node)
        self._keep(node, given, called)
        return node

    def _new_id(self, layer: Layer) -> str:
        """A free id, without a look at all others."""
        first = Network().new_id(layer)
        number = self._last[first] = self._last.get(first, 0) + 1
        if first.endswith("_1"):
            return f"{first[:-1]}{number}"
        return first if number == 1 else f"{first}_{number - 1}"

    def _keep(self, node: str, arrays: Mapping[str, Host], called: str) -> None:
        for name, array in arrays.items():
            self.room.take(4 * array.size)
            self.weights[f"{node}/{name}"] = numbers(array, called)

    def spread(self, nodes: Sequence[str]) -> list[str]:
        """Layers as images of one size: what is one pixel beside larger ones is repeated for each of theirs."""
        shapes = [self._shapes[node] for node in nodes]
        largest = max(shapes, key=lambda shape: shape[:-1], default=())
        found = []
        for node, shape in zip(nodes, shapes, strict=True):
            if shape != largest and len(largest) == 3 and shape == (1, 1, largest[-1]):
                node = self.repeated(node, largest[0], largest[1])
            found.append(node)
        return found

    def repeated(self, node: str, down: int, across: int) -> str:
        """An image of one pixel as one of a size."""
        for times in _factors(down, across):
            node = self.add(UpSample2D(times), [node])
        return node

    def bordered_row(self, node: str, before: int, after: int) -> str:
        """A sequence with zeros at its ends: as an image one pixel wide it may have more at one than at the other."""
        length, channels = self._shapes[node]
        image = self.add(Reshape((length, 1, channels)), [node])
        image = self.add(ZeroPad2D(before, after, 0, 0), [image])
        return self.add(Reshape((length + before + after, channels)), [image])

    def layer(self, node: str) -> Layer:
        """A layer by its id."""
        return self._nodes[node].layer

    def sources(self, node: str) -> tuple[str, ...]:
        """Ids of the layers that feed one."""
        return self._sources[node]

    def users(self, node: str) -> tuple[str, ...]:
        """Ids of the layers that one feeds."""
        return tuple(self._users[node])

    def shape(self, node: str) -> Shape:
        """Of one sample of a layer's output."""
        return self._shapes[node]

    def arrays(self, node: str) -> dict[str, Host]:
        """The weights and the state of a layer, by our names."""
        layer, inputs = self.layer(node), tuple(self._shapes[source] for source in self._sources[node])
        wanted = (*layer.params(inputs), *layer.state(inputs)) if inputs else ()
        return {param.name: self.weights[f"{node}/{param.name}"] for param in wanted}

    def replace_layer(self, node: str, layer: Layer, arrays: Mapping[str, Host]) -> None:
        """Give a layer other settings of the same output shape, and more weights: a bias, or an activation."""
        self._nodes[node] = msgspec.structs.replace(self._nodes[node], layer=layer)
        self._keep(node, arrays, node)

    def remove(self, nodes: Collection[str]) -> None:
        """Take layers away again, with their wires and weights; nothing that stays may need them."""
        for node in nodes:
            for name in self.arrays(node):
                del self.weights[f"{node}/{name}"]
            for source in self._sources[node]:
                if source in self._users:
                    self._users[source].remove(node)
            for held in (self._nodes, self._sources, self._users, self._shapes):
                del held[node]

    def fold(self, node: str) -> None:
        """Give a layer the activation that follows it as ``node``, which then goes."""
        (before,) = self._sources[node]
        layer = self.layer(node)
        assert isinstance(layer, Activation)
        slopes = self.arrays(node)
        for user in self._users[node]:
            self._sources[user] = tuple(before if s == node else s for s in self._sources[user])
        self._users[before] = self._users[node]
        self._users[node], self._sources[node] = [], ()
        for name in slopes:
            del self.weights[f"{node}/{name}"]
        for held in (self._nodes, self._sources, self._users, self._shapes):
            del held[node]
        self.replace_layer(before, self.layer(before).replace(activation=layer.activation), slopes)

    def end(self, nodes: Sequence[str], called: Sequence[str]) -> list[str]:
        """Make layers the outputs of the network: each needs an end of its own that nothing follows."""
        ends: list[str] = []
        for node, name in zip(nodes, called, strict=True):
            taken = self._users[node] or node in ends or not self._sources[node]
            ends.append(self.add(Activation("linear"), [node], called=name) if taken else node)
        return ends

    def finish(self, inputs: Iterable[str], outputs: Sequence[str]) -> Builder:
        """Keep what leads to the outputs, in the order of the file; check that it is a network; return it."""
        reached, waiting = set[str](), list(outputs)
        while waiting:
            node = waiting.pop()
            if node not in reached:
                reached.add(node)
                waiting += self._sources[node]
        self.remove([node for node in reversed(self._nodes) if node not in reached])
        first = [node for node in inputs if node in reached]
        ends = {*first, *outputs}
        middle = [node for node in self._nodes if node not in ends]
        self._nodes = {node: self._nodes[node] for node in (*first, *middle, *outputs)}
        found = infer(self.network).problems
        if found:
            raise StudioError(found[0].message)
        return self


def _factors(down: int, across: int) -> list[tuple[int, int]]:
    """By what one pixel is enlarged, one time after the other, as a layer does it only so many times at once."""
    found = []
    while (down, across) != (1, 1):
        times = tuple(max(n for n in range(1, _MOST_TIMES + 1) if side % n == 0) for side in (down, across))
        if times == (1, 1):
            break  # what comes next says that the sizes differ
        found.append((times[0], times[1]))
        down, across = down // times[0], across // times[1]
    return found


def numbers(array: Host, called: str) -> Host:
    """Weights in single precision; refuses what is no finite number."""
    if array.dtype.kind not in "fiub" and array.dtype.name != "bfloat16":
        raise StudioError("{layer}: its weights are no numbers", layer=spelled(called))
    with np.errstate(over="ignore", invalid="ignore"):
        single = np.ascontiguousarray(array, np.float32)
    if not np.isfinite(single).all():
        raise StudioError("{layer}: its weights hold values that are no finite numbers", layer=spelled(called))  # fmt: skip
    return single


def spelled(name: str) -> str:
    """A name from a file in one printable line."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:80])
    return repr(text) if text else "a layer"


def one_line(name: str, usual: str = "network") -> str:
    """A title from a file, which may hold anything."""
    return " ".join("".join(c if c.isprintable() else " " for c in name[:60]).split()) or usual


def _title(name: str) -> str:
    """A name for the card, where the file's says more than a class and a number."""
    text = one_line(name, "")
    return "" if re.fullmatch(r"[A-Za-z0-9]+(_[A-Za-z0-9]+)*_?\d*|.*[/:].*", text) else text
