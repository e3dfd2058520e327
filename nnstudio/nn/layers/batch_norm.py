"""BatchNorm: every channel with mean 0 and variance 1, measured over the batch."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.activations import ActivationName
from nnstudio.nn.fields import Field
from nnstudio.nn.layer import LAYERS, Layer, Param, Site, activation_params
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.spelling import Keras, Taken, Torch


@LAYERS.register
class BatchNorm(Layer, frozen=True):
    """Brings every channel (the last axis) to mean 0 and variance 1, then lets it learn another size and place.

    While training, μ and s² are measured over the batch (and over all pixels); predictions use their running
    averages (Ioffe & Szegedy, arXiv:1502.03167). As in Keras, the running variance averages the biased
    variance of the batches, Σ(x − μ)² / m; PyTorch averages the unbiased one, with m − 1. The shape stays.
    """

    title: ClassVar[str] = "BatchNorm"
    category: ClassVar[str] = "normalise"
    summary: ClassVar[str] = "Evens out channels over a batch"
    keywords: ClassVar[str] = "batch normalisation normalization standardise mean variance"
    formula: ClassVar[str] = "Z = γ·(X − μ) / √(s² + ε) + β,  A = σ(Z)"

    momentum: Annotated[float, Field("Share of the running averages that each step keeps; PyTorch's momentum is 1 minus this.", minimum=0, maximum=1, near_one=True)] = 0.99  # fmt: skip
    epsilon: Annotated[float, Field("Added to the variance, so that nothing is divided by zero; PyTorch has 1e-5.", minimum=1e-7, maximum=1, logarithmic=True)] = 1e-3  # fmt: skip
    activation: ActivationName = "linear"

    def params(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        channels = inputs[0][-1]
        return (
            Param("gamma", (channels,), "ones"),
            Param("beta", (channels,), "zeros"),
            *activation_params(self.activation, channels),
        )

    def state(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        channels = inputs[0][-1]
        return (Param("mean", (channels,), "zeros"), Param("variance", (channels,), "ones"))

    def multiply_adds(self, inputs: tuple[Shape, ...]) -> int:
        return math.prod(inputs[0])

    def figures(self) -> str:
        return "" if self.activation == "linear" else self.activation

    def bind(self, site: Site) -> Bound:
        return site.backend.batch_norm(
            site.inputs[0], site.params["gamma"], site.params["beta"], site.state["mean"],
            site.state["variance"], site.output, site.sigma, self.momentum, self.epsilon, site.training,
            site.grad_output, site.grad_inputs[0], site.grads.get("gamma"), site.grads.get("beta"),
        )  # fmt: skip

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        arrays = tuple(f"{node}/{name}" for name in ("gamma", "beta", "mean", "variance"))
        z = graph.emit("batch_norm", (*inputs, *arrays), shapes[0], node, epsilon=self.epsilon)
        return graph.activate(z, self.activation, shapes[0], node)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch | None:
        (shape,) = inputs
        if len(shape) > 4:
            return None
        kind = {1: "1d", 2: "1d", 3: "2d", 4: "3d"}[len(shape)]
        names = (("weight", "gamma"), ("bias", "beta"), ("running_mean", "mean"), ("running_var", "variance"))
        return Torch(
            # Its momentum is the share of the new average. The variance it would keep while training is unbiased.
            module=f"nn.BatchNorm{kind}({shape[-1]}, eps={self.epsilon!r}, momentum={1 - self.momentum:.12g})",
            weights=tuple(Taken(name, ours) for name, ours in names),
            layout="first",
        )

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        names = (
            ("gamma", "gamma"),
            ("beta", "beta"),
            ("moving_mean", "mean"),
            ("moving_variance", "variance"),
        )
        settings = {"axis": -1, "momentum": self.momentum, "epsilon": self.epsilon}
        return Keras("BatchNormalization", settings, tuple(Taken(name, ours) for name, ours in names))
