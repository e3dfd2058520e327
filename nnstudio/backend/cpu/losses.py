"""Losses, planned: the common ones in one pass for value and gradient."""

from __future__ import annotations

from nnstudio.backend.base import Array, Bound, nothing
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.kernels import losses as kernels
from nnstudio.backend.cpu.workshop import Workshop

COMPILED = frozenset({"softmax_crossentropy", "sigmoid_crossentropy", "squared_error"})
"""Kinds that have a kernel."""


def loss(
    shop: Workshop, kind: str, z: Array, target: Array, p: Array, loss: Array, dz: Array | None, weight: float,
    class_weights: Array | None, smoothing: float = 0.0,
) -> Bound:  # fmt: skip
    """Plan a loss; see :meth:`nnstudio.backend.base.Backend.loss`. The gradient is filled by ``forward``."""
    share = shop.number(weight / max(target.size, 1))
    weights = shop.none if class_weights is None else class_weights
    soft = shop.number(smoothing)
    if kind == "softmax_crossentropy":
        shape = (target.size, z.shape[-1])
        gradient = shop.empty((0, shape[1])) if dz is None else dz.reshape(shape)
        forward = bound(
            kernels.softmax_crossentropy, z.reshape(shape), target.reshape(-1), p.reshape(shape), loss,
            gradient, weights, share, soft,
        )  # fmt: skip
        return Bound(forward, nothing)
    gradient = shop.none if dz is None else dz.reshape(-1)
    if kind == "sigmoid_crossentropy":
        forward = bound(
            kernels.sigmoid_crossentropy, z.reshape(-1), target.reshape(-1), p.reshape(-1), loss, gradient,
            weights, share, soft,
        )  # fmt: skip
    else:
        forward = bound(kernels.squared_error, z.reshape(-1), target.reshape(-1), loss, gradient, share)
    return Bound(forward, nothing)
