"""The small vocabulary into which every layer can be translated.

Low-level formats (ONNX, a plain NumPy script) know these primitives and no layers, so a new layer needs no
change in an exporter, and a new format needs one translation for each primitive.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from nnstudio.nn.shape import Shape

PRIMITIVES: frozenset[str] = frozenset(
    {
        "matmul",  # (..., in) · (in, out)
        "bias",  # + (channels,) on the last axis
        "conv2d",  # (N, H, W, C) with (kh, kw, C / groups, F); attributes window, groups
        "max_pool2d",  # attribute window
        "unary",  # attribute function: a name from ACTIVATIONS
        "reshape",  # to the shape of its output
        "add",  # sum of its inputs
    }
)


class Primitive(NamedTuple):
    """One operation on named values; parameters are named ``node/W``.

    ``shape`` is the shape of one sample of the output.
    """

    op: str
    inputs: tuple[str, ...]
    output: str
    shape: Shape
    attributes: dict[str, Any]


class Lowering:
    """A list of primitives under construction, in the order they can be run."""

    def __init__(self) -> None:
        self.primitives: list[Primitive] = []

    def emit(self, op: str, inputs: tuple[str, ...], shape: Shape, node: str, **attributes: Any) -> str:
        """Append a primitive and return the name of its output value."""
        assert op in PRIMITIVES, op
        output = f"{node}:{op}" if op != "unary" else f"{node}:{attributes['function']}"
        self.primitives.append(Primitive(op, inputs, output, shape, attributes))
        return output

    def activate(self, value: str, function: str, shape: Shape, node: str) -> str:
        """Append an activation unless it does nothing."""
        return value if function == "linear" else self.emit("unary", (value,), shape, node, function=function)
