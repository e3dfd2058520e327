"""Losses with their gradients in one pass over the batch; sums in float64, in the order of the samples."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from nnstudio.backend.cpu.compile import device, kernel
from nnstudio.backend.cpu.kernels.functions import exp, sigmoid

# Of the pointwise losses, ``class_weights`` has two values, or none where both classes count the same; ``dz`` (or
# ``dp``) has no values where nothing is learned, and ``share`` is what one target counts in the mean.


@device
def _weight(class_weights: Any, y: Any) -> Any:
    """The factor of a target's loss; one between 0 and 1 mixes the two weights."""
    if class_weights.size:
        return class_weights[0] + (class_weights[1] - class_weights[0]) * y
    return type(y)(1)


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
        weight = _weight(class_weights, target[i])
        p[i] = sigmoid(z[i])
        # −y·log σ(z) − (1 − y)·log(1 − σ(z)), rearranged so that no logarithm sees a zero
        positive = z[i] if z[i] > zero or z[i] != z[i] else zero
        cost += weight * (positive - z[i] * y + math.log1p(exp(-abs(z[i]))))
        if dz.size:
            dz[i] = share * weight * (p[i] - y)
    loss[0] = cost * share


@kernel
def crossentropy(
    p: Any, target: Any, loss: Any, dp: Any, class_weights: Any, share: Any, smoothing: Any, tiny: Any
) -> None:
    """Cross-entropy from probabilities, shape (m, K); one of zero counts as ``tiny``."""
    rows, classes = p.shape
    kind = type(share)
    off = smoothing / kind(classes)
    on = kind(1) - smoothing
    cost = 0.0
    for i in range(rows):
        right = target[i]
        weight = class_weights[right] if class_weights.size else kind(1)
        scale = share * weight
        for j in range(classes):
            soft = off + (on if j == right else kind(0))
            held = tiny if p[i, j] < tiny else p[i, j]  # a NaN is passed on
            cost -= weight * (soft * math.log(held))
            if dp.shape[0]:
                dp[i, j] = -scale * (soft / held)
    loss[0] = cost * share


@kernel
def binary_crossentropy(
    p: Any, target: Any, loss: Any, dp: Any, class_weights: Any, share: Any, smoothing: Any, rounding: Any
) -> None:
    """Cross-entropy from the probability of a yes, flat arrays; it is kept away from 0 and 1 by ``rounding``."""
    kind = type(share)
    one, half = kind(1), kind(0.5)
    highest = one - rounding
    cost = 0.0
    for i in range(p.size):
        y = (one - smoothing) * target[i] + half * smoothing
        weight = _weight(class_weights, target[i])
        held = rounding if p[i] < rounding else p[i]
        held = highest if held > highest else held
        cost -= weight * (y * math.log(held) + (one - y) * math.log1p(-held))
        if dp.size:
            dp[i] = share * weight * ((held - y) / (held * (one - held)))
    loss[0] = cost * share


@kernel
def squared_error(p: Any, target: Any, loss: Any, dp: Any, class_weights: Any, share: Any) -> None:
    """Mean squared error, flat arrays."""
    cost = 0.0
    twice = share + share
    for i in range(p.size):
        difference = p[i] - target[i]
        weight = _weight(class_weights, target[i])
        cost += np.float64(weight) * np.float64(difference) * np.float64(difference)
        if dp.size:
            dp[i] = twice * weight * difference
    loss[0] = cost * share


@kernel
def absolute_error(p: Any, target: Any, loss: Any, dp: Any, class_weights: Any, share: Any) -> None:
    """Mean absolute error, flat arrays."""
    zero, one = type(share)(0), type(share)(1)
    cost = 0.0
    for i in range(p.size):
        difference = p[i] - target[i]
        weight = _weight(class_weights, target[i])
        cost += weight * abs(difference)
        if dp.size:
            sign = one if difference > zero else (-one if difference < zero else difference)  # 0 and NaN stay
            dp[i] = share * weight * sign
    loss[0] = cost * share


@kernel
def huber(p: Any, target: Any, loss: Any, dp: Any, class_weights: Any, share: Any, delta: Any) -> None:
    """``½·d²`` up to a distance of δ, then ``δ·|d| − ½·δ²``; flat arrays."""
    half = type(share)(0.5)
    cost = 0.0
    for i in range(p.size):
        difference = p[i] - target[i]
        weight = _weight(class_weights, target[i])
        near = delta if difference > delta else (-delta if difference < -delta else difference)
        # ½·near² + δ·(|d| − |near|) is both of them
        cost += weight * (half * near * near + delta * (abs(difference) - abs(near)))
        if dp.size:
            dp[i] = share * weight * near
    loss[0] = cost * share


@kernel
def hinge(p: Any, target: Any, loss: Any, dp: Any, class_weights: Any, share: Any) -> None:
    """``max(0, 1 − y·p)`` for targets −1 and 1, flat arrays."""
    zero, one = type(share)(0), type(share)(1)
    cost = 0.0
    for i in range(p.size):
        missing = one - target[i] * p[i]
        weight = _weight(class_weights, target[i])
        cost += weight * (zero if missing <= zero else missing)  # a NaN is passed on
        if dp.size:
            dp[i] = share * weight * (zero if missing <= zero else -target[i])
    loss[0] = cost * share


@kernel
def penalty_part(w: Any, l1: Any, l2: Any, sums: Any, index: Any, first: Any, last: Any) -> None:
    """Write ``l1·Σ|w| + l2·Σw²`` of a slice into ``sums[index]``."""
    w = w[first:last]
    sizes, squares = type(l1)(0), type(l1)(0)
    for i in range(w.size):
        sizes += abs(w[i])
        squares += w[i] * w[i]
    sums[index] = l1 * sizes + l2 * squares


@kernel
def penalty_sum(sums: Any, loss: Any) -> None:
    """Add the parts of a penalty to the loss, in their order."""
    total = loss[0]
    for i in range(sums.size):
        total += sums[i]
    loss[0] = total


@kernel
def penalty_slope(w: Any, g: Any, l1: Any, l2: Any, first: Any, last: Any) -> None:
    """Add ``l1·sign(w) + 2·l2·w`` to the gradient of a slice."""
    w, g = w[first:last], g[first:last]
    zero, one, twice = type(l1)(0), type(l1)(1), l2 + l2
    for i in range(w.size):
        sign = one if w[i] > zero else (-one if w[i] < zero else w[i])  # 0 and NaN stay
        g[i] += l1 * sign + twice * w[i]
