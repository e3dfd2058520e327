"""Losses with their gradients in one pass over the batch; sums in float64, in the order of the samples."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from nnstudio.backend.cpu.compile import kernel
from nnstudio.backend.cpu.kernels.functions import exp, sigmoid


@kernel
def softmax_crossentropy(
    z: Any, target: Any, p: Any, loss: Any, dz: Any, class_weights: Any, share: Any, smoothing: Any
) -> None:
    """Softmax and cross-entropy from logits, shape (m, K); see :class:`nnstudio.backend.base.Backend`.

    ``dz`` has no rows where nothing is learned, ``class_weights`` no values where all classes count the same.
    ``share`` is what one sample counts in the mean.
    """
    rows, classes = z.shape
    kind = type(share)
    off = smoothing / kind(classes)
    on = kind(1) - smoothing
    cost = 0.0
    for i in range(rows):
        largest = z[i, 0]
        for j in range(1, classes):
            largest = max(largest, z[i, j])
        total = kind(0)
        apart = kind(0)  # Σ (z − largest), for the smoothed part of the target
        for j in range(classes):
            shifted = z[i, j] - largest
            apart += shifted
            p[i, j] = exp(shifted)
            total += p[i, j]
        right = target[i]
        weight = class_weights[right] if class_weights.size else kind(1)
        # −Σ yₖ·log pₖ with log pₖ = z − largest − log Σ, and Σ yₖ = 1
        log_total = math.log(total)
        cost += weight * (
            log_total - on * (z[i, right] - largest) - (off * apart if smoothing > 0 else kind(0))
        )
        for j in range(classes):
            p[i, j] /= total
        if dz.shape[0]:
            scale = share * weight
            for j in range(classes):
                dz[i, j] = scale * (p[i, j] - off)
            dz[i, right] -= scale * on
    loss[0] = cost * share


@kernel
def sigmoid_crossentropy(
    z: Any, target: Any, p: Any, loss: Any, dz: Any, class_weights: Any, share: Any, smoothing: Any
) -> None:
    """Sigmoid and binary cross-entropy from logits, flat arrays; see :class:`nnstudio.backend.base.Backend`."""
    kind = type(share)
    zero, one, half = kind(0), kind(1), kind(0.5)
    cost = 0.0
    for i in range(z.size):
        y = (one - smoothing) * target[i] + half * smoothing
        weight = one
        if class_weights.size:
            weight = class_weights[0] + (class_weights[1] - class_weights[0]) * target[i]
        p[i] = sigmoid(z[i])
        # −y·log σ(z) − (1 − y)·log(1 − σ(z)), rearranged so that no logarithm sees a zero
        positive = z[i] if z[i] > zero or z[i] != z[i] else zero
        cost += weight * (positive - z[i] * y + math.log1p(exp(-abs(z[i]))))
        if dz.size:
            dz[i] = share * weight * (p[i] - y)
    loss[0] = cost * share


@kernel
def squared_error(p: Any, target: Any, loss: Any, dp: Any, share: Any) -> None:
    """Mean squared error, flat arrays."""
    cost = 0.0
    twice = share + share
    for i in range(p.size):
        difference = p[i] - target[i]
        cost += np.float64(difference) * np.float64(difference)
        if dp.size:
            dp[i] = twice * difference
    loss[0] = cost * share
