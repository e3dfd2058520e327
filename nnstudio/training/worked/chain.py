"""The primitives of one layer, one behind the other, and where their values come from."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nnstudio.backend.geometry import Axis, Window, between
from nnstudio.nn.primitives import Lowering, Primitive
from nnstudio.training.worked.line import Place, Term
from nnstudio.training.worked.reader import Reader


class Source(NamedTuple):
    """Where a value of a primitive's input really stands; ``node`` is empty for a zero of a border."""

    node: str
    place: Place


class Chain:
    """What a layer does, in primitives."""

    def __init__(self, reader: Reader, node: str) -> None:
        self.reader, self.node = reader, node
        network = reader.network
        self.ports = network.incoming(node)
        self.sources = tuple(e.source for e in self.ports)
        graph = Lowering()
        # Inputs are named by their port, as a layer may receive the same output twice.
        names = tuple(f"@{port}" for port in range(len(self.sources)))
        shapes = tuple(reader.shape(source) for source in self.sources)
        self.end = network[node].layer.lower(graph, names, shapes, node) if names else ""
        self.shapes = dict(zip(names, shapes, strict=True)) | {p.output: p.shape for p in graph.primitives}
        self.made = {p.output: p for p in graph.primitives}

    def resolve(self, name: str, at: Place) -> Source | tuple[Primitive, Place]:
        """Follow what only hands values on, to the node that gave one or the primitive that made it."""
        while (primitive := self.made.get(name)) is not None:
            inner = self.shapes[primitive.inputs[0]]
            if primitive.op == "reshape":
                at = tuple(int(i) for i in np.unravel_index(np.ravel_multi_index(at, primitive.shape), inner))
            elif primitive.op == "pad2d":
                top, left = primitive.attributes["top"], primitive.attributes["left"]
                at = (at[0] - top, at[1] - left, at[2])
                if not (0 <= at[0] < inner[0] and 0 <= at[1] < inner[1]):
                    return Source("", ())
            elif primitive.op == "upsample2d":
                down, across = primitive.attributes["factors"]
                at = (at[0] // down, at[1] // across, at[2])
            elif primitive.op == "concatenate":
                channel, port = at[-1], 0
                while channel >= self.shapes[primitive.inputs[port]][-1]:
                    channel -= self.shapes[primitive.inputs[port]][-1]
                    port += 1
                name, at = primitive.inputs[port], (*at[:-1], channel)
                continue
            else:
                return primitive, at
            name = primitive.inputs[0]
        return Source(self.sources[int(name[1:])], at)

    def term(self, source: Source, factor: float = 1.0, weight: str = "", weight_place: Place = ()) -> Term:
        """A value, and what it is multiplied by."""
        value = self.reader.value(source.node, source.place) if source.node else 0.0
        return Term(value, source.node, source.place, factor, weight, weight_place)

    def input_term(self, primitive: Primitive, at: Place, port: int = 0) -> Term:
        """The value at a place of a primitive's input."""
        return self.term(self.source(primitive.inputs[port], at))

    def source(self, name: str, at: Place) -> Source:
        """Where the value at a place really stands."""
        source = self.resolve(name, at)
        assert isinstance(
            source, Source
        )  # layers are short: what meets in a primitive comes from other layers
        return source


def seen(window: Window, row: int, column: int) -> Iterator[tuple[Place, Place]]:
    """What a window sees inside the picture: places in the kernel, and in the picture."""
    for u, v in itertools.product(range(window.rows.kernel), range(window.columns.kernel)):
        i = row * window.rows.stride + u * window.rows.dilation - window.rows.before
        j = column * window.columns.stride + v * window.columns.dilation - window.columns.before
        if 0 <= i < window.rows.size and 0 <= j < window.columns.size:
            yield (u, v), (i, j)


def painting(axis: Axis, at: int) -> Iterator[tuple[int, int]]:
    """Which pixels paint a place along an axis of the output, and with which value of the kernel."""
    for u in range(axis.kernel):
        start = at + axis.before - u * axis.dilation
        if start % axis.stride == 0 and 0 <= start // axis.stride < axis.output:
            yield u, start // axis.stride


def shares(size: int, factor: int) -> list[dict[int, float]]:
    """Of which pixels of a row, and by what share of each, the pixels are made of the row ``factor`` times as long."""
    found = []
    for low, high, part in between(size, factor):
        found.append({low: 1 - part, high: part} if part and low < high else {low: 1.0})
    return found
