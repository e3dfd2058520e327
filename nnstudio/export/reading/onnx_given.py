"""An ONNX operation, and what it works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from nnstudio.export.reading.build import Builder
from nnstudio.export.reading.onnx_values import Known, Value
from nnstudio.nn.layer import Layer
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError


class Given(NamedTuple):
    """An operation and what it works on.

    Parameters
    ----------
    built : Builder
    kind, called : str
    opset : int
        Of the file: what an operation means may depend on it.
    inputs : list of Value, array or None
    attributes : mapping
    settle : callable
        Gives an input, by its number, as the output of a layer.
    alone : callable
        Whether nothing else takes an input.
    first : bool
        Whether what takes its output wants images with their channels first.
    """

    built: Builder
    kind: str
    called: str
    opset: int
    inputs: list[Known | None]
    attributes: Mapping[str, Any]
    settle: Callable[[int], Value]
    alone: Callable[[int], bool]
    first: bool

    def constant(self, i: int) -> Host | None:
        """An input that must be a constant; None where it is left out."""
        value = self.inputs[i] if i < len(self.inputs) else None
        if isinstance(value, Value):
            raise StudioError("its input {number} must be a constant here", number=i + 1)
        return value

    def weights(self, i: int) -> Host:
        """An input that must be a constant and there."""
        value = self.constant(i)
        if value is None:
            raise StudioError("its input {number} is missing", number=i + 1)
        return value

    def image(self) -> Value:
        """The first input, with its channels first as the operation wants it."""
        value = self.settle(0)
        rank = len(self.built.shape(value.node))
        if rank not in (2, 3) or not value.first:
            raise StudioError("it wants images or sequences with their channels first, and receives something else")  # fmt: skip
        return value

    def number(self, name: str, i: int, usual: float) -> float:
        """One number that is an attribute or, in newer versions, an input."""
        given = self.constant(i)
        value = self.attributes.get(name, usual) if given is None else given
        return float(np.asarray(value).reshape(-1)[0])

    def need(self, **wanted: Any) -> None:
        """Refuse attributes that this program has no word for."""
        for name, value in wanted.items():
            if self.attributes.get(name, value) != value:
                raise StudioError(
                    "its setting {name} is {got}; this program knows {wanted} only",
                    name=name, got=repr(self.attributes[name])[:40], wanted=repr(value),
                )  # fmt: skip

    def put(self, layer: Layer, value: Value, arrays: Mapping[str, Host] | None = None) -> Value:
        """Append a layer of one input; the layout stays."""
        node = self.built.add(layer, [value.node], arrays, called=self.called)
        return value.plain._replace(node=node)
