"""The primitives in plain loops over single numbers: what a low-level format would make of a network."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nnstudio.backend.geometry import Axis
from nnstudio.nn.primitives import Primitive
from nnstudio.system.arrays import Host

UNARY: dict[str, Callable[[float], float]] = {
    "linear": lambda z: z,
    "relu": lambda z: z if z > 0 else 0.0,
    "relu6": lambda z: min(max(z, 0.0), 6.0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "elu": lambda z: z if z > 0 else math.exp(z) - 1,
    "selu": lambda z: 1.05070098735548049 * (z if z > 0 else 1.67326324235437728 * (math.exp(z) - 1)),
    "gelu": lambda z: z * (1 + math.erf(z / math.sqrt(2))) / 2,
    "gelu_tanh": lambda z: z * (1 + math.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))) / 2,
    "swish": lambda z: z / (1 + math.exp(-z)),
    "hard_swish": lambda z: z * min(max(z + 3, 0), 6) / 6,
    "mish": lambda z: z * math.tanh(math.log(1 + math.exp(z))),
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "hard_sigmoid": lambda z: min(max(z + 3, 0), 6) / 6,
    "tanh": lambda z: math.sinh(z) / math.cosh(z),
    "softplus": lambda z: math.log(1 + math.exp(z)),
    "softsign": lambda z: z / (1 + abs(z)),
}
"""The activations as their formulas say, without a thought for overflow."""


def softmax(row: Host) -> list[float]:
    """The definition, for one row."""
    total = sum(math.exp(z) for z in row)
    return [math.exp(z) / total for z in row]


def run(primitives: list[Primitive], values: Mapping[str, Host]) -> dict[str, Host]:
    """Run primitives in their order; ``values`` holds inputs and parameters by name."""
    known = dict(values)
    for p in primitives:
        result = INTERPRETERS[p.op](p, *(known[name] for name in p.inputs))
        assert result.shape[1:] == p.shape, f"{p.op} says {p.shape} and gives {result.shape[1:]}"
        assert p.output not in known, f"{p.output} is written twice"
        known[p.output] = result
    return known


def _matmul(p: Primitive, x: Host, w: Host) -> Host:
    return np.array(
        [
            [sum(x[n, i] * w[i, j] for i in range(w.shape[0])) for j in range(w.shape[1])]
            for n in range(len(x))
        ]
    )


def _bias(p: Primitive, x: Host, b: Host) -> Host:
    result = x.copy()
    for index in np.ndindex(x.shape):
        result[index] += b[index[-1]]
    return result


def _starts(axis: Axis) -> list[int]:
    """Where windows begin: every stride, as long as a whole one fits."""
    padded = axis.before + axis.size + axis.after
    return [s for s in range(0, padded, axis.stride) if s + (axis.kernel - 1) * axis.dilation < padded]


def _patches(p: Primitive, x: Host) -> Any:
    """Yield (window row, window column, [(kernel row, kernel column, row, column)]) over real pixels only."""
    rows, columns = p.attributes["window"]
    for (h, top), (w, left) in itertools.product(enumerate(_starts(rows)), enumerate(_starts(columns))):
        seen = []
        for i, j in itertools.product(range(rows.kernel), range(columns.kernel)):
            r = top + i * rows.dilation - rows.before
            c = left + j * columns.dilation - columns.before
            if 0 <= r < x.shape[1] and 0 <= c < x.shape[2]:
                seen.append((i, j, r, c))
        yield h, w, seen


def _window_shape(p: Primitive, x: Host, channels: int) -> tuple[int, ...]:
    rows, columns = p.attributes["window"]
    return (len(x), len(_starts(rows)), len(_starts(columns)), channels)


def _conv2d(p: Primitive, x: Host, w: Host) -> Host:
    rows, columns = p.attributes["window"]
    w = w.reshape(rows.kernel, columns.kernel, *w.shape[-2:])  # over sequences it has no columns
    channels, filters = w.shape[2:]
    per_group = filters // p.attributes["groups"]
    result = np.zeros(_window_shape(p, x, filters))
    for n, f in itertools.product(range(len(x)), range(filters)):
        first = f // per_group * channels
        for row, column, seen in _patches(p, x):
            result[n, row, column, f] = sum(
                x[n, r, c, first + k] * w[i, j, k, f] for i, j, r, c in seen for k in range(channels)
            )
    return result


def _conv_transpose2d(p: Primitive, x: Host, w: Host) -> Host:
    filters, channels = w.shape[2:]
    rows, columns = p.attributes["window"]
    result = np.zeros((len(x), rows.size, columns.size, filters))
    assert x.shape[1:3] == (rows.output, columns.output)
    for n, f in itertools.product(range(len(x)), range(filters)):
        for row, column, painted in _patches(p, result):
            for i, j, r, c in painted:
                result[n, r, c, f] += sum(x[n, row, column, k] * w[i, j, f, k] for k in range(channels))
    return result


def _pool2d(p: Primitive, x: Host) -> Host:
    pick = POOLS[p.attributes["kind"]]
    result = np.zeros(_window_shape(p, x, x.shape[3]))
    for n, k in itertools.product(range(len(x)), range(x.shape[3])):
        for row, column, seen in _patches(p, x):
            result[n, row, column, k] = pick([x[n, r, c, k] for _, _, r, c in seen])
    return result


def _global_pool(p: Primitive, x: Host) -> Host:
    pick = POOLS[p.attributes["kind"]]
    return np.array([[pick(list(one[..., k].flat)) for k in range(x.shape[-1])] for one in x])


POOLS: dict[str, Callable[[list[float]], float]] = {
    "max": max,
    "average": lambda values: sum(values) / len(values),
}


def _unary(p: Primitive, x: Host) -> Host:
    name = p.attributes["function"]
    if name == "softmax":
        return np.array([softmax(row) for row in x.reshape(-1, x.shape[-1])]).reshape(x.shape)
    return np.array([UNARY[name](float(z)) for z in x.flat]).reshape(x.shape)


def _reshape(p: Primitive, x: Host) -> Host:
    return x.reshape(len(x), *p.shape)


def _prelu(p: Primitive, x: Host, alpha: Host) -> Host:
    result = x.copy()
    for index in np.ndindex(x.shape):
        if x[index] <= 0:
            result[index] *= alpha[index[-1]]
    return result


def _batch_norm(p: Primitive, x: Host, gamma: Host, beta: Host, mean: Host, variance: Host) -> Host:
    result = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        k = index[-1]
        deviation = math.sqrt(variance[k] + p.attributes["epsilon"])
        result[index] = gamma[k] * (x[index] - mean[k]) / deviation + beta[k]
    return result


def _layer_norm(p: Primitive, x: Host, gamma: Host, beta: Host) -> Host:
    result = np.zeros(x.shape)
    for index in np.ndindex(x.shape[:-1]):
        row = list(x[index])
        mean = sum(row) / len(row)
        variance = sum((value - mean) ** 2 for value in row) / len(row)
        deviation = math.sqrt(variance + p.attributes["epsilon"])
        for k, value in enumerate(row):
            result[(*index, k)] = gamma[k] * (value - mean) / deviation + beta[k]
    return result


def _group_norm(p: Primitive, x: Host, gamma: Host, beta: Host) -> Host:
    result, width = np.zeros(x.shape), x.shape[-1] // p.attributes["groups"]
    for index in np.ndindex(x.shape):
        n, *_, k = index
        first = k - k % width
        group = [x[n, *place, c] for place in np.ndindex(x.shape[1:-1]) for c in range(first, first + width)]
        mean = sum(group) / len(group)
        variance = sum((value - mean) ** 2 for value in group) / len(group)
        result[index] = gamma[k] * (x[index] - mean) / math.sqrt(variance + p.attributes["epsilon"]) + beta[k]
    return result


def _pad2d(p: Primitive, x: Host) -> Host:
    result = np.zeros((len(x), *p.shape))
    for n, r, c, k in np.ndindex(x.shape):
        result[n, p.attributes["top"] + r, p.attributes["left"] + c, k] = x[n, r, c, k]
    return result


def _upsample2d(p: Primitive, x: Host) -> Host:
    down, across = p.attributes["factors"]
    result = np.zeros((len(x), *p.shape))
    for n, r, c, k in np.ndindex(result.shape):
        result[n, r, c, k] = x[n, r // down, c // across, k]
    return result


def _interpolate2d(p: Primitive, x: Host) -> Host:
    result = np.zeros((len(x), *p.shape))
    for n, r, c, k in np.ndindex(result.shape):
        for old_r, old_c in np.ndindex(x.shape[1:3]):
            share = 1.0
            for new, old, size, times in zip((r, c), (old_r, old_c), x.shape[1:3], p.attributes["factors"], strict=True):  # fmt: skip
                place = min(max((new + 0.5) / times - 0.5, 0), size - 1)
                share *= max(0, 1 - abs(place - old))
            result[n, r, c, k] += share * x[n, old_r, old_c, k]
    return result


def _value_by_value(combine: Callable[[tuple[float, ...]], float], *xs: Host) -> Host:
    return np.array([combine(values) for values in zip(*(x.flat for x in xs), strict=True)]).reshape(
        xs[0].shape
    )


def _concatenate(p: Primitive, *xs: Host) -> Host:
    result = np.zeros((len(xs[0]), *p.shape))
    for index in np.ndindex(xs[0].shape[:-1]):
        result[index] = [value for x in xs for value in x[index]]
    return result


INTERPRETERS: dict[str, Callable[..., Host]] = {
    "matmul": _matmul,
    "bias": _bias,
    "conv2d": _conv2d,
    "conv_transpose2d": _conv_transpose2d,
    "pool2d": _pool2d,
    "global_pool": _global_pool,
    "unary": _unary,
    "prelu": _prelu,
    "batch_norm": _batch_norm,
    "layer_norm": _layer_norm,
    "group_norm": _group_norm,
    "reshape": _reshape,
    "pad2d": _pad2d,
    "upsample2d": _upsample2d,
    "interpolate2d": _interpolate2d,
    "add": lambda p, *xs: _value_by_value(sum, *xs),
    "multiply": lambda p, *xs: _value_by_value(math.prod, *xs),
    "concatenate": _concatenate,
}
