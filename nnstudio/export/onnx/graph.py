"""An ONNX graph under construction, with the layout of every value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from nnstudio.nn.primitives import Primitive
from nnstudio.nn.shape import Shape
from nnstudio.system.arrays import Host


class Graph:
    """Nodes and constants of an ONNX graph.

    An image has a layout: channels "last" (N, H, W, C), as everywhere in this program, or "first" (N, C, H, W),
    as ONNX wants it in a convolution. Samples of other ranks are always channels last.

    Parameters
    ----------
    weights : mapping of str to array
        Arrays of the network by ``node/name``.
    opset : int
        Version of the operations.
    given : collection of str
        Names of inputs that a person chose, such as those of columns: nothing else may have them.
    """

    def __init__(self, weights: Mapping[str, Host], opset: int, given: Collection[str] = ()) -> None:
        import onnx

        self._make_node = onnx.helper.make_node
        self._from_array = onnx.numpy_helper.from_array
        self.weights = weights
        self.opset = opset
        self.domains = {"": opset}
        self.nodes: list[Any] = []
        self.initializers: dict[str, Any] = {}
        self.shapes: dict[str, Shape] = {}  # of one sample
        self._given = frozenset(given)
        self._names: dict[tuple[str, bool], str] = {}  # (value, channels first) -> name in the file

    def input(self, value: str, name: str, shape: Shape, *, first: bool = False) -> None:
        """Make known what is called ``name`` in the file."""
        self.shapes[value] = shape
        self._names[value, first and len(shape) == 3] = name

    def node(
        self, op: str, inputs: list[str], output: str, *, unused: tuple[str, ...] = (), **attributes: Any
    ) -> str:
        """Append a node and return the name of its first output; nobody takes the others."""
        output = self._free(output)
        self.nodes.append(self._make_node(op, inputs, [output, *map(self._free, unused)], **attributes))
        return output

    def emit(self, op: str, inputs: list[str], p: Primitive, first: bool = False, **attributes: Any) -> None:
        """Append the node that gives a primitive's output, in a layout."""
        self.shapes[p.output] = p.shape
        self._names[p.output, first and len(p.shape) == 3] = self.node(op, inputs, p.output, **attributes)

    def constant(self, name: str, array: Host, *, exact: bool = False) -> str:
        """Name of a constant, kept once; ``exact`` ones in double precision."""
        name = self._free(name)
        if name not in self.initializers:
            if (
                array.dtype.kind == "f" and not exact
            ):  # one type throughout, whatever the weights were trained in
                array = array.astype(np.float32)
            self.initializers[name] = self._from_array(np.array(array, order="C"), name)
        return name

    def number(self, value: float) -> str:
        """Name of a constant number."""
        return self.constant(f"{value!r}", np.array(value))

    def _free(self, name: str) -> str:
        """A name, or one like it where an input has it."""
        while name in self._given:
            name += "*"  # which no name of ours has
        return name

    def arrays(self, p: Primitive) -> list[str]:
        """Names of the weights of a primitive, as they are."""
        return [self.constant(name, self.weights[name]) for name in p.inputs[1:]]

    def value(self, value: str, *, first: bool) -> str:
        """Name of a value in the wanted layout; a transpose is written where it has only the other."""
        first = first and len(self.shapes[value]) == 3
        if (value, first) not in self._names:
            name = f"{value}:{'nchw' if first else 'nhwc'}"
            perm = (0, 3, 1, 2) if first else (0, 2, 3, 1)
            self._names[value, first] = self.node("Transpose", [self._names[value, not first]], name, perm=perm)  # fmt: skip
        return self._names[value, first]

    def is_first(self, value: str) -> bool:
        """Whether a value exists with channels first only."""
        return (value, True) in self._names and (value, False) not in self._names
