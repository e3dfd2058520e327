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
        "conv2d",  # (N, H, W, C) with (kh, kw, C / groups, F) or (kh, C / groups, F); attributes window, groups
        "conv_transpose2d",  # (N, H, W, C) with (kh, kw, F, C); attribute window, over the output
        "pool2d",  # attributes kind ("max" or "average", which counts real pixels only), window
        "global_pool",  # (N, ..., C) -> (N, C); attribute kind
        "unary",  # attribute function: a name from ACTIVATIONS
        "prelu",  # z where z > 0, else alpha·z; with (channels,) on the last axis
        "batch_norm",  # with gamma, beta, mean, variance (channels,) on the last axis; attribute epsilon
        "group_norm",  # over all places and groups of channels, with gamma, beta (channels,); attributes groups, epsilon
        "layer_norm",  # over the last axis, with gamma, beta (channels,); attribute epsilon
        "reshape",  # to the shape of its output
        "pad2d",  # zeros around an image; attributes top, left: the rest stands below and to the right
        "upsample2d",  # attribute factors: copies of each pixel, down and across
        "interpolate2d",  # attribute factors: as many pixels, down and across, between the middles of those there are
        "add",  # sum of its inputs
        "multiply",  # product of its inputs
        "concatenate",  # of its inputs, along the last axis
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
        self._taken: set[str] = set()

    def emit(self, op: str, inputs: tuple[str, ...], shape: Shape, node: str, **attributes: Any) -> str:
        """Append a primitive and return the name of its output value."""
        assert op in PRIMITIVES, op
        output = f"{node}:{attributes['function'] if op == 'unary' else op}"
        while output in self._taken:  # a layer may use a primitive twice
            output += "'"
        self._taken.add(output)
        self.primitives.append(Primitive(op, inputs, output, shape, attributes))
        return output

    def activate(self, value: str, function: str, shape: Shape, node: str) -> str:
        """Append an activation unless it does nothing."""
        if function == "linear":
            return value
        if function == "prelu":
            return self.emit("prelu", (value, f"{node}/alpha"), shape, node)
        return self.emit("unary", (value,), shape, node, function=function)
