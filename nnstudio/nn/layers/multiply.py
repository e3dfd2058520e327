"""Multiply: the product of several branches, for gates and attention masks."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.layer import LAYERS, Layer, Site
from nnstudio.nn.layers.merging import one_shape
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.spelling import Keras, Torch


@LAYERS.register
class Multiply(Layer, frozen=True):
    """Multiplies its inputs, which have one shape, value by value.

    With a sigmoid on one branch it is a gate that lets the other through or not (Srivastava, Greff &
    Schmidhuber, "Highway networks", arXiv:1505.00387).
    """

    title: ClassVar[str] = "Multiply"
    category: ClassVar[str] = "merge"
    summary: ClassVar[str] = "Product of branches: gates"
    keywords: ClassVar[str] = "gate product mask attention merge times"
    formula: ClassVar[str] = "A = A₁ · A₂ · …"
    inputs: ClassVar[tuple[int, int | None]] = (2, None)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        return one_shape("Multiply", inputs)

    def bind(self, site: Site) -> Bound:
        return site.backend.multiply(site.inputs, site.output, site.grad_output, site.grad_inputs)

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return graph.emit("multiply", inputs, shapes[0], node)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        return Torch(" * ".join(f"{{terms[{i}]}}" for i in range(len(inputs))))

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        return Keras("Multiply")
