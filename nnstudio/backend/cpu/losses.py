"""Losses from logits, without an array made in a step."""

from __future__ import annotations

import math

import numpy as np

from nnstudio.backend.base import Array, Bound, nothing


def softmax_crossentropy(z: Array, target: Array, p: Array, loss: Array, dz: Array | None) -> Bound:
    """Plan softmax and categorical cross-entropy; see :class:`nnstudio.backend.base.Backend`."""
    classes = z.shape[-1]
    rows = math.prod(z.shape[:-1])
    zrows, prows, index = z.reshape(rows, classes), p.reshape(rows, classes), target.reshape(rows)
    first = np.arange(rows) * classes  # where each row starts in the flat arrays
    flat = np.empty(rows, first.dtype)
    top, total = np.empty((rows, 1), z.dtype), np.empty((rows, 1), z.dtype)
    picked = np.empty(rows, z.dtype)
    pflat = prows.reshape(-1)

    def forward() -> None:
        np.maximum.reduce(zrows, axis=1, keepdims=True, out=top)
        np.subtract(zrows, top, out=prows)
        np.copyto(flat, index)  # not in the sum: a ufunc that converts types allocates buffers
        np.add(flat, first, out=flat)
        np.take(pflat, flat, out=picked, mode="clip")  # z of the right class, less the largest
        np.exp(prows, out=prows)
        np.add.reduce(prows, axis=1, keepdims=True, out=total)
        np.divide(prows, total, out=prows)
        np.log(total, out=total)
        loss[0] = (np.add.reduce(total, axis=None) - np.add.reduce(picked)) / rows

    if dz is None:
        return Bound(forward, nothing)
    dzrows = dz.reshape(rows, classes)
    dzflat = dzrows.reshape(-1)
    scale = z.dtype.type(1 / rows)

    def backward() -> None:
        np.multiply(prows, scale, out=dzrows)  # ∂J/∂Z = (P − Y) / m
        np.take(dzflat, flat, out=picked, mode="clip")
        np.subtract(picked, scale, out=picked)
        dzflat[flat] = picked

    return Bound(forward, backward)


def sigmoid_crossentropy(z: Array, target: Array, p: Array, loss: Array, dz: Array | None) -> Bound:
    """Plan sigmoid and binary cross-entropy; see :class:`nnstudio.backend.base.Backend`."""
    term, e = np.empty_like(z), np.empty_like(z)
    positive = np.empty(z.shape, bool)
    size = z.size

    def forward() -> None:
        np.abs(z, out=e)
        np.negative(e, out=e)
        np.exp(e, out=e)  # e^−|z|, never above 1
        np.log1p(e, out=p)
        # −y·log σ(z) − (1 − y)·log(1 − σ(z)) = max(z, 0) − z·y + log(1 + e^−|z|)
        np.maximum(z, 0, out=term)
        np.add(term, p, out=term)
        np.multiply(z, target, out=p)
        np.subtract(term, p, out=term)
        loss[0] = np.add.reduce(term, axis=None) / size
        # σ(z) = 1 / (1 + e^−z) for z ≥ 0, else e^z / (1 + e^z)
        np.add(e, 1, out=term)
        np.greater_equal(z, 0, out=positive)
        np.copyto(e, 1, where=positive)
        np.divide(e, term, out=p)

    if dz is None:
        return Bound(forward, nothing)
    scale = z.dtype.type(1 / size)

    def backward() -> None:
        np.subtract(p, target, out=dz)
        np.multiply(dz, scale, out=dz)

    return Bound(forward, backward)


def squared_error(p: Array, target: Array, loss: Array, dp: Array | None) -> Bound:
    """Plan the mean squared error; see :class:`nnstudio.backend.base.Backend`."""
    difference = np.empty_like(p)

    def forward() -> None:
        np.subtract(p, target, out=difference)
        loss[0] = np.vdot(difference, difference) / difference.size

    if dp is None:
        return Bound(forward, nothing)
    scale = p.dtype.type(2 / p.size)

    def backward() -> None:
        np.multiply(difference, scale, out=dp)

    return Bound(forward, backward)
