"""Which activation a row of elementwise operations computes.

Exporters write the same activation in many ways: swish as x·σ(x), GELU with Erf or as one operation. So the operations
are put together to one function, and that is compared with the activations of this program, number by number.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nnstudio.nn.activations import ACTIVATIONS, value
from nnstudio.system.arrays import Host

Function = Callable[[Host], Host]

_Z = np.concatenate([np.linspace(-30, 30, 241), np.linspace(-4, 4, 801), [0.0]])
_COARSE = 53
_CLOSE = 2e-5


class Found(NamedTuple):
    """An activation; ``slope`` is that of a PReLU which has learned it."""

    name: str
    slope: float | None = None


def identity(z: Host) -> Host:
    """Nothing done yet."""
    return z


def recognise(function: Function) -> Found | None:
    """Find the activation that a function is; None where it is none of them."""
    with np.errstate(all="ignore"):
        # A few numbers rule most out.
        return _found(function, _Z) if _found(function, _Z[::_COARSE]) is not None else None


def _found(function: Function, z: Host) -> Found | None:
    a = np.asarray(function(z), np.float64)
    if a.shape != z.shape or not np.isfinite(a).all():
        return None
    names, known = _known(z.size)
    close = (np.abs(a - known) <= _CLOSE + _CLOSE * np.abs(known)).all(axis=1)
    if close.any():
        return Found(names[int(close.argmax())])
    slope = float(a[0] / z[0])
    line = np.where(z > 0, z, slope * z)
    return Found("prelu", slope) if (np.abs(a - line) <= _CLOSE + _CLOSE * np.abs(line)).all() else None


@functools.cache
def _known(count: int) -> tuple[tuple[str, ...], Host]:
    """The activations that are functions of one number, and their values: of all numbers, or of ``count`` of them."""
    z = _Z if count == _Z.size else _Z[::_COARSE]
    names = tuple(name for name in ACTIVATIONS if name not in ("softmax", "prelu"))
    return names, np.stack([np.asarray(value(name, z), np.float64) for name in names])


def _sigmoid(z: Host) -> Host:
    return 1 / (1 + np.exp(-z))


UNARY: dict[str, Callable[[dict[str, Any]], Function]] = {
    "Relu": lambda a: lambda z: np.maximum(z, 0),
    "LeakyRelu": lambda a: lambda z: np.where(z > 0, z, a.get("alpha", 0.01) * z),
    "Elu": lambda a: lambda z: np.where(z > 0, z, a.get("alpha", 1.0) * np.expm1(np.minimum(z, 0))),
    "Celu": lambda a: lambda z: np.where(
        z > 0, z, a.get("alpha", 1.0) * np.expm1(np.minimum(z, 0) / a.get("alpha", 1.0))
    ),
    "Selu": lambda a: lambda z: a.get("gamma", 1.0507009873554805)
    * np.where(z > 0, z, a.get("alpha", 1.6732632423543772) * np.expm1(np.minimum(z, 0))),
    "Sigmoid": lambda a: _sigmoid,
    "HardSigmoid": lambda a: lambda z: np.clip(a.get("alpha", 0.2) * z + a.get("beta", 0.5), 0, 1),
    "HardSwish": lambda a: lambda z: z * np.clip(z / 6 + 0.5, 0, 1),
    "Tanh": lambda a: np.tanh,
    "Softplus": lambda a: lambda z: np.logaddexp(z, 0),
    "Softsign": lambda a: lambda z: z / (1 + np.abs(z)),
    "Erf": lambda a: np.vectorize(math.erf, otypes=[float]),
    "Exp": lambda a: np.exp,
    "Log": lambda a: np.log,
    "Neg": lambda a: np.negative,
    "Abs": lambda a: np.abs,
    "Sqrt": lambda a: np.sqrt,
    "Reciprocal": lambda a: np.reciprocal,
    "Mish": lambda a: lambda z: z * np.tanh(np.logaddexp(z, 0)),
    "Swish": lambda a: lambda z: z * _sigmoid(a.get("alpha", 1.0) * z),
    "Gelu": lambda a: lambda z: _gelu(z, a.get("approximate", "none")),
}  # fmt: skip
"""Elementwise operations of ONNX, given their attributes."""


def _gelu(z: Host, how: str) -> Host:
    return value("gelu_tanh" if how == "tanh" else "gelu", np.asarray(z, np.float64))


BINARY: dict[str, Callable[[Host, Host], Host]] = {
    "Add": np.add,
    "Sub": np.subtract,
    "Mul": np.multiply,
    "Div": np.divide,
    "Pow": np.power,
    "Max": np.maximum,
    "Min": np.minimum,
    "Mod": np.mod,
}
"""Operations of two values, one of which may be a number."""
