"""Losses, planned: value and gradient in one pass; and penalties on large weights."""

from __future__ import annotations

import numpy as np

from nnstudio.backend.base import Array, Bound, InTurn, nothing
from nnstudio.backend.cuda.module import POINTWISE
from nnstudio.backend.cuda.workshop import Workshop


def loss(
    shop: Workshop, kind: str, z: Array, target: Array, p: Array, loss: Array, dz: Array | None, weight: float,
    class_weights: Array | None, smoothing: float = 0.0, delta: float = 1.0,
) -> Bound:  # fmt: skip
    """Plan a loss; see :meth:`nnstudio.backend.base.Backend.loss`. The gradient is filled by ``forward``."""
    share, numbers = weight / max(target.size, 1), np.finfo(shop.dtype)
    if kind in POINTWISE:
        number = delta if kind == "huber" else smoothing
        return Bound(
            InTurn(shop.sum_of(
                "pointwise_loss", z.size, loss, (z, target, p),
                (dz, class_weights, z.size, POINTWISE[kind], share, float(number), float(numbers.eps)),
            )),
            nothing,
        )  # fmt: skip
    rows, classes = target.size, z.shape[-1]
    costs = shop.empty((rows,))
    if kind == "softmax_crossentropy":
        arguments = (z, target, p, costs, dz, class_weights, classes, share, float(smoothing))
    else:
        arguments = (
            z,
            target,
            costs,
            dz,
            class_weights,
            classes,
            share,
            float(smoothing),
            float(numbers.tiny),
        )
    return Bound(
        InTurn((shop.kernels.rows(kind, rows, classes, *arguments), shop.total(costs, loss))), nothing
    )


def penalty(shop: Workshop, w: Array, g: Array | None, l1: float, l2: float, loss: Array) -> Bound:
    """Plan a penalty; see :meth:`nnstudio.backend.base.Backend.penalty`."""
    l1, l2 = float(l1), float(l2)
    forward = InTurn(shop.sum_of("penalty_parts", w.size, loss, (w,), (w.size, l1, l2), adds=True))
    if g is None:
        return Bound(forward, nothing)
    return Bound(forward, shop.kernels.each("penalty_slope", w.size, w, g, w.size, l1, l2))
