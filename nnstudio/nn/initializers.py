"""How weights start: random, of a size that keeps signals from growing or fading through the layers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any

import numpy as np

from nnstudio.nn.fields import Field
from nnstudio.nn.shape import Shape

Array = np.ndarray[Any, np.dtype[np.float64]]
Initializer = Callable[[np.random.Generator, Shape, int, int], Array]
"""Draws weights from ``(generator, shape, fan_in, fan_out)``, in float64."""


def _uniform(limit: float, generator: np.random.Generator, shape: Shape) -> Array:
    return generator.uniform(-limit, limit, shape)


INITIALIZERS: dict[str, Initializer] = {
    # Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    "glorot_uniform": lambda g, s, i, o: _uniform(math.sqrt(6 / (i + o)), g, s),
    "glorot_normal": lambda g, s, i, o: g.normal(0, math.sqrt(2 / (i + o)), s),
    # He et al., "Delving deep into rectifiers", arXiv:1502.01852.
    "he_uniform": lambda g, s, i, o: _uniform(math.sqrt(6 / i), g, s),
    "he_normal": lambda g, s, i, o: g.normal(0, math.sqrt(2 / i), s),
    "zeros": lambda g, s, i, o: np.zeros(s),
    "ones": lambda g, s, i, o: np.ones(s),
}

WeightInitializer = Annotated[
    str,
    Field("How the weights start: glorot suits sigmoid and tanh, he suits relu.", choices=tuple(INITIALIZERS)),
]  # fmt: skip
