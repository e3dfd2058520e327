"""The primitives in plain loops over single numbers: what a low-level format would make of a network."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nnstudio.backend.geometry import Axis
from nnstudio.nn.primitives import Primitive

Host = np.ndarray[Any, Any]

UNARY: dict[str, Callable[[float], float]] = {
    "linear": lambda z: z,
    "relu": lambda z: z if z > 0 else 0.0,
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "elu": lambda z: z if z > 0 else math.exp(z) - 1,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": lambda z: math.sinh(z) / math.cosh(z),
    "softplus": lambda z: math.log(1 + math.exp(z)),
    "swish": lambda z: z / (1 + math.exp(-z)),
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
    """Yield (output row, output column, [(kernel row, kernel column, row, column)]) over real pixels only."""
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


def _max_pool2d(p: Primitive, x: Host) -> Host:
    result = np.zeros(_window_shape(p, x, x.shape[3]))
    for n, k in itertools.product(range(len(x)), range(x.shape[3])):
        for row, column, seen in _patches(p, x):
            result[n, row, column, k] = max(x[n, r, c, k] for _, _, r, c in seen)
    return result


def _unary(p: Primitive, x: Host) -> Host:
    name = p.attributes["function"]
    if name == "softmax":
        return np.array([softmax(row) for row in x.reshape(-1, x.shape[-1])]).reshape(x.shape)
    return np.array([UNARY[name](float(z)) for z in x.flat]).reshape(x.shape)


def _reshape(p: Primitive, x: Host) -> Host:
    return x.reshape(len(x), *p.shape)


def _add(p: Primitive, *xs: Host) -> Host:
    return np.array([sum(values) for values in zip(*(x.flat for x in xs), strict=True)]).reshape(xs[0].shape)


INTERPRETERS: dict[str, Callable[..., Host]] = {
    "matmul": _matmul,
    "bias": _bias,
    "conv2d": _conv2d,
    "max_pool2d": _max_pool2d,
    "unary": _unary,
    "reshape": _reshape,
    "add": _add,
}
