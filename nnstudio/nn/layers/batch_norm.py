"""BatchNorm: every channel with mean 0 and variance 1, measured over the batch."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, ClassVar

from nnstudio.backend.base import Array, Bound, InTurn, Sigma
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
    variance of the batches, Σ(x − μ)² / m; PyTorch averages the unbiased one, with m − 1. A batch of one value, as the
    last of an epoch may be, has no spread: it leaves the averages as they are, where Keras draws them towards 0 and
    PyTorch refuses it. The shape stays.
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
        if site.frozen and site.grad_output is not None:
            return self._bind_frozen(site)
        bound = site.backend.batch_norm(
            site.inputs[0], site.params["gamma"], site.params["beta"], site.state["mean"],
            site.state["variance"], site.output, site.sigma, self.momentum, self.epsilon, site.training,
            site.grad_output, site.grad_inputs[0], site.grads.get("gamma"), site.grads.get("beta"),
        )  # fmt: skip
        return bound._replace(commit=None) if math.prod(site.output.shape[:-1]) == 1 else bound

    def _bind_frozen(self, site: Site) -> Bound:
        """Plan a frozen layer behind others that learn.

        With running statistics it is a factor and a shift for each channel, so gradients go back by the same factor, as
        the prediction of a batch norm without a shift; those of γ and β nobody reads.
        """
        backend, (x,), (dx,) = site.backend, site.inputs, site.grad_inputs
        mean, variance = site.state["mean"], site.state["variance"]

        def scaled(given: Array, centre: Array, shift: Array, out: Array) -> Callable[[], None]:
            return backend.batch_norm(
                given, site.params["gamma"], shift, centre, variance, out, Sigma(), self.momentum, self.epsilon,
                False, None, None, None, None,
            ).forward  # fmt: skip

        z, dz = site.output, site.grad_output
        bent = None
        if site.activation != "linear":
            z, dz = backend.empty(z.shape), backend.empty(z.shape)
            bent = backend.activation(site.sigma, z, site.output, site.grad_output, dz)
        forward = [scaled(x, mean, site.params["beta"], z)]
        backward = []
        if dx is not None:
            none = backend.zeros(mean.shape)
            backward.append(scaled(dz, none, none, dx))
        if bent is not None:
            forward.append(bent.forward)
            backward.insert(0, bent.backward)
        return Bound(InTurn(forward), InTurn(backward))

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
