"""Losses and their gradients over any array module, written as in a book.

Each is given sample by sample; the mean over the batch, weights and the place of the result are the backend's
business. Arguments of both functions: the array module ``xp``, what the network gives ``z``, the probabilities
``p`` that belong to it, the targets ``y``, and the settings of the kind by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from nnstudio.backend.functions import Array, Module, sigmoid, softmax


class Kind(NamedTuple):
    """A loss, its gradient with respect to ``z``, and what it does besides.

    Parameters
    ----------
    value : callable
        The loss of every target, in the shape of the targets.
    gradient : callable
        The slope of that loss along ``z``, in the shape of ``z``.
    of_classes : bool
        Whether targets are class indices: one for each row of ``z``, which has a column for each class.
    activation : callable, optional
        Makes ``p`` of the logits ``z``; None where ``z`` is the prediction itself.
    """

    value: Callable[..., Array]
    gradient: Callable[..., Array]
    of_classes: bool = False
    activation: Callable[[Module, Array], Array] | None = None


def class_factors(xp: Module, y: Array, class_weights: Array, of_classes: bool) -> Array:
    """The factor of each target's loss by its class; a target between 0 and 1 mixes the two weights."""
    if of_classes:
        return class_weights[y]
    return class_weights[0] + (class_weights[1] - class_weights[0]) * y


# Cross-entropies. Smoothed targets: Szegedy et al., "Rethinking the Inception architecture",
# arXiv:1512.00567, section 7. ------------------------------------------------------------------------------


def _one_hot(xp: Module, z: Array, y: Array, smoothing: float) -> Array:
    """``1 − s + s/K`` for the right one of K classes, ``s/K`` for the others: (...,) -> (..., K)."""
    classes = z.shape[-1]
    right = (y[..., None] == xp.arange(classes)).astype(z.dtype)
    return (1 - smoothing) * right + smoothing / classes


def _softened(y: Array, smoothing: float) -> Array:
    """Targets 0 and 1 moved towards ½ by half of the smoothing each."""
    return (1 - smoothing) * y + smoothing / 2


def _softmax_crossentropy(xp: Module, z: Array, p: Array, y: Array, smoothing: float = 0.0) -> Array:
    """``−Σ yₖ·log pₖ`` with ``log pₖ = zₖ − log Σ eᶻ``; the largest z is taken away first."""
    shifted = z - z.max(axis=-1, keepdims=True)
    log_p = shifted - xp.log(xp.exp(shifted).sum(axis=-1, keepdims=True))
    return -(_one_hot(xp, z, y, smoothing) * log_p).sum(axis=-1)


def _softmax_crossentropy_gradient(xp: Module, z: Array, p: Array, y: Array, smoothing: float = 0.0) -> Array:
    return p - _one_hot(xp, z, y, smoothing)


def _sigmoid_crossentropy(xp: Module, z: Array, p: Array, y: Array, smoothing: float = 0.0) -> Array:
    """``−y·log σ(z) − (1 − y)·log(1 − σ(z))``, rearranged so that no logarithm sees a zero."""
    return xp.maximum(z, 0) - z * _softened(y, smoothing) + xp.log1p(xp.exp(-xp.abs(z)))


def _sigmoid_crossentropy_gradient(xp: Module, z: Array, p: Array, y: Array, smoothing: float = 0.0) -> Array:
    return p - _softened(y, smoothing)


def _crossentropy(xp: Module, z: Array, p: Array, y: Array, smoothing: float = 0.0) -> Array:
    """The same of probabilities; one of zero counts as the smallest number there is."""
    log_p = xp.log(xp.maximum(p, xp.finfo(p.dtype).tiny))
    return -(_one_hot(xp, z, y, smoothing) * log_p).sum(axis=-1)


def _crossentropy_gradient(xp: Module, z: Array, p: Array, y: Array, smoothing: float = 0.0) -> Array:
    return -_one_hot(xp, z, y, smoothing) / xp.maximum(p, xp.finfo(p.dtype).tiny)


def _between(xp: Module, p: Array) -> Array:
    """Probabilities kept away from 0 and 1 by the rounding error."""
    eps = float(xp.finfo(p.dtype).eps)
    return xp.clip(p, eps, 1 - eps)


def _binary_crossentropy(xp: Module, z: Array, p: Array, y: Array, smoothing: float = 0.0) -> Array:
    y, p = _softened(y, smoothing), _between(xp, p)
    return -y * xp.log(p) - (1 - y) * xp.log1p(-p)


def _binary_crossentropy_gradient(xp: Module, z: Array, p: Array, y: Array, smoothing: float = 0.0) -> Array:
    y, p = _softened(y, smoothing), _between(xp, p)
    return (p - y) / (p * (1 - p))


# Distances -------------------------------------------------------------------------------------------------


def _huber(xp: Module, z: Array, p: Array, y: Array, delta: float = 1.0) -> Array:
    """``½·d²`` up to a distance of δ, then ``δ·|d| − ½·δ²`` (Huber, 1964)."""
    near = xp.minimum(xp.abs(z - y), delta)  # ½·near² + δ·(|d| − near) is both of them
    return near * near / 2 + delta * (xp.abs(z - y) - near)


LOSSES: dict[str, Kind] = {
    "softmax_crossentropy": Kind(
        _softmax_crossentropy, _softmax_crossentropy_gradient, of_classes=True, activation=softmax
    ),
    "sigmoid_crossentropy": Kind(_sigmoid_crossentropy, _sigmoid_crossentropy_gradient, activation=sigmoid),
    "crossentropy": Kind(_crossentropy, _crossentropy_gradient, of_classes=True),
    "binary_crossentropy": Kind(_binary_crossentropy, _binary_crossentropy_gradient),
    "squared_error": Kind(lambda xp, z, p, y: xp.square(z - y), lambda xp, z, p, y: 2 * (z - y)),
    "absolute_error": Kind(lambda xp, z, p, y: xp.abs(z - y), lambda xp, z, p, y: xp.sign(z - y)),
    "huber": Kind(_huber, lambda xp, z, p, y, delta=1.0: xp.clip(z - y, -delta, delta)),
    # Targets −1 and 1 (Cortes & Vapnik, 1995).
    "hinge": Kind(
        lambda xp, z, p, y: xp.maximum(1 - y * z, 0),
        lambda xp, z, p, y: xp.where(y * z < 1, -y, xp.zeros_like(y)),
    ),
}
"""Losses by the name that :meth:`nnstudio.backend.base.Backend.loss` takes."""
