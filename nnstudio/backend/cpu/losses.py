"""Losses, planned: value and gradient in one pass; and penalties on large weights."""

from __future__ import annotations

import numpy as np

from nnstudio.backend.base import Array, Bound, nothing
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.kernels import losses as kernels
from nnstudio.backend.cpu.slices import cut, scheduled
from nnstudio.backend.cpu.workshop import Workshop

DISTANCES = {
    "squared_error": kernels.squared_error,
    "absolute_error": kernels.absolute_error,
    "huber": kernels.huber,
    "hinge": kernels.hinge,
}


def loss(
    shop: Workshop, kind: str, z: Array, target: Array, p: Array, loss: Array, dz: Array | None, weight: float,
    class_weights: Array | None, smoothing: float = 0.0, delta: float = 1.0,
) -> Bound:  # fmt: skip
    """Plan a loss; see :meth:`nnstudio.backend.base.Backend.loss`. The gradient is filled by ``forward``."""
    share = shop.number(weight / max(target.size, 1))
    weights = shop.none if class_weights is None else class_weights
    soft = shop.number(smoothing)
    numbers = np.finfo(shop.dtype)
    shape: tuple[int, ...] = (-1,)  # a row for each target: of classes, or of a single number
    if kind in ("softmax_crossentropy", "crossentropy"):
        shape = (target.size, z.shape[-1])
    rows, targets, outputs = z.reshape(shape), target.reshape(-1), p.reshape(shape)
    gradient = shop.empty((0, *shape[1:])) if dz is None else dz.reshape(shape)
    common = (loss, gradient, weights, share)
    if kind in DISTANCES:
        settings = (shop.number(delta),) if kind == "huber" else ()
        forward = bound(DISTANCES[kind], rows, targets, *common, *settings)
    elif kind == "crossentropy":
        forward = bound(kernels.crossentropy, rows, targets, *common, soft, shop.number(numbers.tiny))
    elif kind == "binary_crossentropy":
        forward = bound(kernels.binary_crossentropy, rows, targets, *common, soft, shop.number(numbers.eps))
    else:
        fused = {
            "softmax_crossentropy": kernels.softmax_crossentropy,
            "sigmoid_crossentropy": kernels.sigmoid_crossentropy,
        }[kind]
        forward = bound(fused, rows, targets, outputs, *common, soft)
    return Bound(forward, nothing)


def penalty(shop: Workshop, w: Array, g: Array | None, l1: float, l2: float, loss: Array) -> Bound:
    """Plan a penalty; see :meth:`nnstudio.backend.base.Backend.penalty`."""
    weights = w.reshape(-1)
    work = w.size * 0.2
    slices = cut(w.size, work, 64)
    factors = shop.number(l1), shop.number(l2)
    sums = shop.empty((len(slices),))
    parts = [bound(kernels.penalty_part, weights, *factors, sums, i, a, z) for i, (a, z) in enumerate(slices)]
    forward = scheduled(shop.pool, [parts, [bound(kernels.penalty_sum, sums, loss)]], work)
    if g is None:
        return Bound(forward, nothing)
    gradient = g.reshape(-1)
    slopes = [bound(kernels.penalty_slope, weights, gradient, *factors, a, z) for a, z in slices]
    return Bound(forward, scheduled(shop.pool, [slopes], work))
