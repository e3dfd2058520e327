"""Flatten: a picture as one long row of numbers."""

from __future__ import annotations

import math
from typing import ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.layer import LAYERS, Layer, Site
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape


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

    def bind(self, site: Site) -> Bound:
        return site.backend.copy(site.inputs[0], site.output, site.grad_output, site.grad_inputs[0])

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        out = self.output_shape(shapes)
        return graph.emit("reshape", inputs, out, node)
