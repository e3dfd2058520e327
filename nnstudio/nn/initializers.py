"""How weights start: random, of a size that keeps signals from growing or fading through the layers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated

import numpy as np

from nnstudio.nn.activations import PRELU_START
from nnstudio.nn.fields import Field
from nnstudio.nn.shape import Shape
from nnstudio.system.arrays import Doubles

Initializer = Callable[[np.random.Generator, Shape, int, int], Doubles]
"""Draws weights from ``(generator, shape, fan_in, fan_out)``, in float64."""


def _uniform(limit: float, generator: np.random.Generator, shape: Shape) -> Doubles:
    return generator.uniform(-limit, limit, shape)


def orthogonal(generator: np.random.Generator, shape: Shape) -> Doubles:
    """A random orthogonal matrix over (all but the last axis, last axis): it turns a signal, and keeps its length.

    Of a matrix that is not square, the columns (or rows, if those are fewer) are orthonormal. The last axis of a
    kernel ``(kh, kw, in, out)`` is its outputs. Every such matrix is equally probable only where the signs of
    R's diagonal are taken back (Mezzadri, arXiv:math-ph/0609050).
    """
    rows, columns = math.prod(shape[:-1]), shape[-1]
    q, r = np.linalg.qr(generator.normal(size=(max(rows, columns), min(rows, columns))))
    q = q * np.where(np.diag(r) < 0, -1.0, 1.0)
    return np.ascontiguousarray(q if rows >= columns else q.T).reshape(shape)


WEIGHTS: dict[str, Initializer] = {
    # Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    "glorot_uniform": lambda g, s, i, o: _uniform(math.sqrt(6 / (i + o)), g, s),
    "glorot_normal": lambda g, s, i, o: g.normal(0, math.sqrt(2 / (i + o)), s),
    # He et al., "Delving deep into rectifiers", arXiv:1502.01852.
    "he_uniform": lambda g, s, i, o: _uniform(math.sqrt(6 / i), g, s),
    "he_normal": lambda g, s, i, o: g.normal(0, math.sqrt(2 / i), s),
    # LeCun, Bottou, Orr & Müller, "Efficient BackProp", 1998, section 4.6.
    "lecun_uniform": lambda g, s, i, o: _uniform(math.sqrt(3 / i), g, s),
    "lecun_normal": lambda g, s, i, o: g.normal(0, math.sqrt(1 / i), s),
    # Saxe, McClelland & Ganguli, "Exact solutions to the nonlinear dynamics of learning", arXiv:1312.6120.
    "orthogonal": lambda g, s, i, o: orthogonal(g, s),
    # Of one size whatever the layer, as Keras' RandomUniform and RandomNormal.
    "uniform": lambda g, s, i, o: _uniform(0.05, g, s),
    "normal": lambda g, s, i, o: g.normal(0, 0.05, s),
    "zeros": lambda g, s, i, o: np.zeros(s),
    "ones": lambda g, s, i, o: np.ones(s),
}
"""What a person can choose for the weights of a layer."""

INITIALIZERS: dict[str, Initializer] = {**WEIGHTS, "prelu": lambda g, s, i, o: np.full(s, PRELU_START)}
"""All of them by name. The normal ones are not truncated, as in PyTorch; Keras cuts off at two deviations."""

_ABOUT = {
    "glorot_uniform": "Even spread, sized by inputs and outputs; suits sigmoid and tanh.",
    "glorot_normal": "Bell curve, sized by inputs and outputs; suits sigmoid and tanh.",
    "he_uniform": "Even spread, sized by the inputs; suits relu and its kin.",
    "he_normal": "Bell curve, sized by the inputs; suits relu and its kin.",
    "lecun_uniform": "Even spread of half He's variance; suits selu.",
    "lecun_normal": "Bell curve of half He's variance; suits selu.",
    "orthogonal": "Turns a signal and keeps its length; suits deep networks.",
    "uniform": "Between −0.05 and 0.05, whatever the layer.",
    "normal": "Bell curve of deviation 0.05, whatever the layer.",
    "zeros": "All alike: neurons then learn the same and stay alike.",
    "ones": "All alike: neurons then learn the same and stay alike.",
}

WeightInitializer = Annotated[
    str,
    Field("How the weights start: glorot suits sigmoid and tanh, he suits relu, lecun suits selu.",
          choices=tuple(WEIGHTS), choice_help=tuple(_ABOUT[name] for name in WEIGHTS)),
]  # fmt: skip
