"""Add: the sum of several branches, the heart of a skip connection."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.layer import LAYERS, Layer, Site
from nnstudio.nn.layers.merging import one_shape
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.spelling import Keras, Torch


@LAYERS.register
class Add(Layer, frozen=True):
    """Adds its inputs value by value (He et al., "Deep residual learning", arXiv:1512.03385)."""

    title: ClassVar[str] = "Add"
    category: ClassVar[str] = "merge"
    summary: ClassVar[str] = "Sums branches: skip connections"
    keywords: ClassVar[str] = "skip residual shortcut sum merge plus"
    formula: ClassVar[str] = "A = A₁ + A₂ + …"
    inputs: ClassVar[tuple[int, int | None]] = (2, None)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        return one_shape("Add", inputs)

    def bind(self, site: Site) -> Bound:
        return site.backend.add(site.inputs, site.output, site.grad_output, site.grad_inputs)

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return graph.emit("add", inputs, shapes[0], node)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        return Torch(" + ".join(f"{{terms[{i}]}}" for i in range(len(inputs))))

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        return Keras("Add")
