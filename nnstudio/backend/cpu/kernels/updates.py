"""Update rules of the optimizers, each one pass over its arrays; :mod:`nnstudio.backend.updates` has the sources.

Loops run from 0 over views: an index that might be negative keeps a loop from being vectorised.
"""

from __future__ import annotations

import math
from typing import Any

from nnstudio.backend.cpu.compile import kernel
from nnstudio.backend.updates import MOST_SQUARES

TINY = 1e-36
"""What counts as 0 in a running mean: the smallest float32 that has all its digits is 1.2e-38."""


@kernel
def sgd(w: Any, g: Any, rate: Any, first: Any, last: Any) -> None:
    """``w ← w − α·g``."""
    w, g = w[first:last], g[first:last]
    alpha = rate[0]
    for i in range(w.size):
        w[i] -= alpha * g[i]


@kernel
def momentum(w: Any, g: Any, velocity: Any, rate: Any, mu: Any, nesterov: Any, first: Any, last: Any) -> None:
    """``v ← μ·v + g``, ``w ← w − α·v``, or with Nesterov's look ahead ``w ← w − α·(g + μ·v)``."""
    w, g, velocity = w[first:last], g[first:last], velocity[first:last]
    alpha = rate[0]
    if nesterov:
        for i in range(w.size):
            v = mu * velocity[i] + g[i]
            velocity[i] = v
            w[i] -= alpha * (g[i] + mu * v)
    else:
        for i in range(w.size):
            v = mu * velocity[i] + g[i]
            velocity[i] = v
            w[i] -= alpha * v


@kernel
def scaled(
    w: Any, g: Any, total: Any, rate: Any, keep: Any, new: Any, epsilon: Any, first: Any, last: Any
) -> None:
    """``v ← keep·v + new·g²``, ``w ← w − α·g / (√v + ε)``: RMSprop and Adagrad."""
    w, g, total = w[first:last], g[first:last], total[first:last]
    alpha, most = rate[0], type(rate[0])(MOST_SQUARES)
    for i in range(w.size):
        v = keep * total[i] + new * g[i] * g[i]
        v = most if v > most else v
        total[i] = v
        w[i] -= alpha * g[i] / (math.sqrt(v) + epsilon)


@kernel
def adam(
    w: Any, g: Any, m: Any, v: Any, rate: Any, step: Any, beta_1: Any, beta_2: Any, epsilon: Any, decay: Any,
    decayed: Any, first: Any, last: Any,
) -> None:  # fmt: skip
    """Adam with bias correction; where ``decay`` is not 0, the first ``decayed`` weights shrink by ``α·decay``."""
    kind = type(rate[0])
    w, g, m, v = w[first:last], g[first:last], m[first:last], v[first:last]
    alpha = rate[0]
    # In float64: β₂ᵗ is near 1 in the first steps.
    size = kind(alpha / (1.0 - float(beta_1) ** step[0]))
    second = kind(1.0 / math.sqrt(1.0 - float(beta_2) ** step[0]))
    keep_1, keep_2, eps = kind(beta_1), kind(beta_2), kind(epsilon)
    new_1, new_2 = kind(1.0 - beta_1), kind(1.0 - beta_2)
    # Running means that fade away would end as denormal numbers, with which a processor is a hundred times slower.
    least, nothing = kind(TINY), kind(0)
    if decay > 0:
        rest = kind(1.0 - alpha * decay)
        for i in range(min(w.size, max(decayed - first, 0))):
            w[i] *= rest
    for i in range(w.size):
        mean = keep_1 * m[i] + new_1 * g[i]
        square = keep_2 * v[i] + new_2 * g[i] * g[i]
        m[i] = mean if abs(mean) > least else nothing
        v[i] = square if square > least else nothing
        w[i] -= size * mean / (math.sqrt(square) * second + eps)


@kernel
def nadam(
    w: Any, g: Any, m: Any, v: Any, rate: Any, numbers: Any, beta_1: Any, beta_2: Any, epsilon: Any, first: Any,
    last: Any,
) -> None:  # fmt: skip
    """Nadam; ``numbers`` of this step are the factors of mean and gradient, and ``1 / √(1 − β₂ᵗ)``."""
    kind = type(rate[0])
    w, g, m, v = w[first:last], g[first:last], m[first:last], v[first:last]
    remembered, fresh = kind(rate[0] * numbers[0]), kind(rate[0] * numbers[1])
    second = kind(numbers[2])
    keep_1, keep_2, eps = kind(beta_1), kind(beta_2), kind(epsilon)
    new_1, new_2 = kind(1.0 - beta_1), kind(1.0 - beta_2)
    least, nothing = kind(TINY), kind(0)  # as for Adam
    for i in range(w.size):
        mean = keep_1 * m[i] + new_1 * g[i]
        square = keep_2 * v[i] + new_2 * g[i] * g[i]
        m[i] = mean if abs(mean) > least else nothing
        v[i] = square if square > least else nothing
        w[i] -= (remembered * mean + fresh * g[i]) / (math.sqrt(square) * second + eps)


@kernel
def squares(values: Any, sums: Any, index: Any, first: Any, last: Any) -> None:
    """Write the sum of the squares of a slice into ``sums[index]``."""
    values = values[first:last]
    total = type(sums[0])(0)
    for i in range(values.size):
        total += values[i] * values[i]
    sums[index] = total


@kernel
def limit(values: Any, most: Any, first: Any, last: Any) -> None:
    """Bring the values of a slice between ±``most``; a NaN stays."""
    values = values[first:last]
    for i in range(values.size):
        value = values[i]
        value = most if value > most else value
        values[i] = -most if value < -most else value


@kernel
def shorten(values: Any, sums: Any, norm: Any, first: Any, last: Any) -> None:
    """Scale a slice so that the whole is no longer than ``norm``, given the sums of squares of all slices."""
    total = 0.0
    for i in range(sums.size):
        total += sums[i]
    length = math.sqrt(total)
    if length <= norm:  # not so where it is NaN
        return
    values, scale = values[first:last], type(values[0])(norm / length)
    for i in range(values.size):
        values[i] *= scale
