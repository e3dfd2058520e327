"""LayerNorm: the values of every sample with mean 0 and variance 1."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.fields import Field
from nnstudio.nn.layer import LAYERS, Layer, Param, Site
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.spelling import Keras, Taken, Torch


@LAYERS.register
class LayerNorm(Layer, frozen=True):
    """Brings the values along the last axis to mean 0 and variance 1, then lets each learn another size and place.

    Every sample (and every pixel) is measured on its own, so small batches do no harm and predictions are made
    exactly as in training (Ba, Kiros & Hinton, arXiv:1607.06450). The shape stays.
    """

    title: ClassVar[str] = "LayerNorm"
    category: ClassVar[str] = "normalise"
    summary: ClassVar[str] = "Evens out each sample"
    keywords: ClassVar[str] = "layer normalisation normalization standardise mean variance"
    formula: ClassVar[str] = "A = γ·(X − μ) / √(s² + ε) + β"

    epsilon: Annotated[float, Field("Added to the variance, so that nothing is divided by zero; PyTorch has 1e-5.", minimum=1e-7, maximum=1, logarithmic=True)] = 1e-3  # fmt: skip

    def params(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        channels = inputs[0][-1]
        return (Param("gamma", (channels,), "ones"), Param("beta", (channels,), "zeros"))

    def multiply_adds(self, inputs: tuple[Shape, ...]) -> int:
        return math.prod(inputs[0])

    def bind(self, site: Site) -> Bound:
        return site.backend.layer_norm(
            site.inputs[0], site.params["gamma"], site.params["beta"], site.output, self.epsilon,
            site.grad_output, site.grad_inputs[0], site.grads.get("gamma"), site.grads.get("beta"),
        )  # fmt: skip

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        arrays = (f"{node}/gamma", f"{node}/beta")
        return graph.emit("layer_norm", (*inputs, *arrays), shapes[0], node, epsilon=self.epsilon)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        return Torch(
            module=f"nn.LayerNorm({inputs[0][-1]}, eps={self.epsilon!r})",
            weights=(Taken("weight", "gamma"), Taken("bias", "beta")),
            layout="last",
        )

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        settings = {"axis": -1, "epsilon": self.epsilon}
        return Keras("LayerNormalization", settings, (Taken("gamma", "gamma"), Taken("beta", "beta")))
