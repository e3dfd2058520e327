"""Flatten: a picture as one long row of numbers."""

from __future__ import annotations

import math
from typing import ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.layer import LAYERS, Layer, Site
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.spelling import Keras, Torch


@LAYERS.register
class Flatten(Layer, frozen=True):
    """All values of a sample in one row, so that a Dense layer can read them."""

    title: ClassVar[str] = "Flatten"
    category: ClassVar[str] = "shape"
    summary: ClassVar[str] = "Image to row of numbers"
    keywords: ClassVar[str] = "reshape vector ravel"
    formula: ClassVar[str] = "(H, W, C) → (H·W·C,)"
    is_view: ClassVar[bool] = True

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        return (math.prod(inputs[0]),)

    def sizes(self, inputs: tuple[Shape, ...]) -> tuple[tuple[str, str], ...]:
        product = "·".join(str(n) for n in inputs[0])
        return (("", f"{product} = {math.prod(inputs[0])}"),) if len(inputs[0]) > 1 else ()

    def bind(self, site: Site) -> Bound:
        return site.backend.copy(site.inputs[0], site.output, site.grad_output, site.grad_inputs[0])

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        out = self.output_shape(shapes)
        return graph.emit("reshape", inputs, out, node)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        return Torch("{x}.flatten(1)", layout="last")

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        return Keras("Flatten")
