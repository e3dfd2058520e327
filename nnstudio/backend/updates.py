"""Update rules of the optimizers over any array module, written as in a book.

Every rule changes the flat vectors ``w`` (weights) and its slots in place, given the gradient ``g``, the
learning rate ``rate`` (an array of one number), the number of the step ``t`` (from 1) and how many of the
weights, from the first on, may decay.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from nnstudio.backend.functions import Array, Module

MOST_SQUARES = 3e38
"""What a sum of squared gradients grows to at most: single precision ends at 3.4e38, and an infinite sum is no state to go on from."""


def _sgd(xp: Module, w: Array, g: Array, rate: Array, t: int, decayed: int) -> None:
    """Robbins & Monro, "A stochastic approximation method", 1951."""
    w -= rate * g


def _momentum(
    xp: Module, w: Array, g: Array, rate: Array, t: int, decayed: int,
    *, velocity: Array, momentum: float,
) -> None:  # fmt: skip
    """Polyak, 1964; the learning rate stands outside the velocity, as in PyTorch."""
    velocity *= momentum
    velocity += g
    w -= rate * velocity


def _nesterov(
    xp: Module, w: Array, g: Array, rate: Array, t: int, decayed: int,
    *, velocity: Array, momentum: float,
) -> None:  # fmt: skip
    """Nesterov, 1983, in the form of Sutskever et al., 2013, with the gradient at the point looked ahead to."""
    velocity *= momentum
    velocity += g
    w -= rate * (g + momentum * velocity)


def _rmsprop(
    xp: Module, w: Array, g: Array, rate: Array, t: int, decayed: int,
    *, v: Array, rho: float, epsilon: float,
) -> None:  # fmt: skip
    """Tieleman & Hinton, "Neural networks for machine learning", lecture 6e, 2012; ε outside the root."""
    v *= rho
    v += (1 - rho) * xp.square(g)
    w -= rate * g / (xp.sqrt(v) + epsilon)


def _adagrad(
    xp: Module, w: Array, g: Array, rate: Array, t: int, decayed: int,
    *, total: Array, epsilon: float,
) -> None:  # fmt: skip
    """Duchi, Hazan & Singer, "Adaptive subgradient methods", JMLR 12, 2011."""
    total += xp.minimum(xp.square(g), MOST_SQUARES - total)
    w -= rate * g / (xp.sqrt(total) + epsilon)


def _moments(xp: Module, g: Array, m: Array, v: Array, beta_1: float, beta_2: float) -> None:
    """Move the running means of gradient and squared gradient."""
    m *= beta_1
    m += (1 - beta_1) * g
    v *= beta_2
    v += (1 - beta_2) * xp.square(g)


def _adam(
    xp: Module, w: Array, g: Array, rate: Array, t: int, decayed: int,
    *, m: Array, v: Array, beta_1: float, beta_2: float, epsilon: float,
) -> None:  # fmt: skip
    """Kingma & Ba, "Adam", arXiv:1412.6980, algorithm 1."""
    _moments(xp, g, m, v, beta_1, beta_2)
    w -= rate * (m / (1 - beta_1**t)) / (xp.sqrt(v / (1 - beta_2**t)) + epsilon)


def _adamw(
    xp: Module, w: Array, g: Array, rate: Array, t: int, decayed: int,
    *, m: Array, v: Array, beta_1: float, beta_2: float, epsilon: float, weight_decay: float,
) -> None:  # fmt: skip
    """Loshchilov & Hutter, "Decoupled weight decay", arXiv:1711.05101, with the decay times the rate."""
    w[:decayed] -= rate * weight_decay * w[:decayed]
    _adam(xp, w, g, rate, t, decayed, m=m, v=v, beta_1=beta_1, beta_2=beta_2, epsilon=epsilon)


def nadam_momenta(t: int, beta_1: float, momentum_decay: float) -> tuple[float, float, float]:
    """Nadam's momentum at a step, at the next one, and the product of all up to this one.

    The momentum of step i is ``μᵢ = β₁·(1 − ½·qⁱ)`` with ``q = 0.96^ψ``. Their product is a closed form, so that
    nothing needs to be remembered between steps: from ``log(1 − x) = −Σ xᵏ/k`` and the geometric series,
    ``Σᵢ log(1 − ½·qⁱ) = −Σₖ 2⁻ᵏ/k · qᵏ·(1 − qᵏᵗ)/(1 − qᵏ)``, of which 52 terms are exact to rounding.
    """
    log_q = momentum_decay * math.log(0.96)
    total = 0.0
    for k in range(1, 53):
        powers = math.exp(k * log_q) * math.expm1(k * t * log_q) / math.expm1(k * log_q) if log_q else t
        total += 0.5**k / k * powers
    now, following = (beta_1 * (1 - 0.5 * math.exp(i * log_q)) for i in (t, t + 1))
    return now, following, beta_1**t * math.exp(-total)


def _nadam(
    xp: Module, w: Array, g: Array, rate: Array, t: int, decayed: int,
    *, m: Array, v: Array, beta_1: float, beta_2: float, epsilon: float, momentum_decay: float,
) -> None:  # fmt: skip
    """Dozat, "Incorporating Nesterov momentum into Adam", 2016, algorithm 2."""
    now, following, product = nadam_momenta(t, beta_1, momentum_decay)
    _moments(xp, g, m, v, beta_1, beta_2)
    ahead = following / (1 - product * following) * m + (1 - now) / (1 - product) * g
    w -= rate * ahead / (xp.sqrt(v / (1 - beta_2**t)) + epsilon)


UPDATES: dict[str, Callable[..., None]] = {
    "sgd": _sgd,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "rmsprop": _rmsprop,
    "adagrad": _adagrad,
    "adam": _adam,
    "adamw": _adamw,
    "nadam": _nadam,
}
"""Rules by the name that :meth:`nnstudio.backend.base.Backend.update` takes; slots and settings go by name."""
