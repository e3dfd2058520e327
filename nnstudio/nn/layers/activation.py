"""Activation: a function applied to every value, as a layer of its own."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.activations import ActivationName
from nnstudio.nn.layer import LAYERS, Layer, Param, Site, activation_params
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.spelling import Keras, Torch


@LAYERS.register
class Activation(Layer, frozen=True):
    """Bends every value: ``A = σ(Z)``. Most layers have an activation built in; this one stands alone.

    The shape stays; "prelu" learns a slope for each channel (the last axis), softmax runs over it.
    """

    title: ClassVar[str] = "Activation"
    category: ClassVar[str] = "activation"
    summary: ClassVar[str] = "Bends every value"
    keywords: ClassVar[str] = "relu sigmoid tanh softmax nonlinearity function"
    formula: ClassVar[str] = "A = σ(Z)"

    activation: ActivationName = "relu"

    def params(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        return activation_params(self.activation, inputs[0][-1])

    def figures(self) -> str:
        return self.activation

    def bind(self, site: Site) -> Bound:
        return site.backend.activation(
            site.sigma, site.inputs[0], site.output, site.grad_output, site.grad_inputs[0]
        )

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return graph.activate(inputs[0], self.activation, shapes[0], node)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        return Torch("{x}", layout="first" if self.activation == "prelu" else "any")

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        return Keras("")  # nothing but its activation, which is spelled for all layers alike
