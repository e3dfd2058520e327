"""Samples of arrays on a common scale: one for all values, one for each channel of a sequence, or one for each feature."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from nnstudio.system.arrays import Doubles, Host

CHUNK = 4096
"""Samples handled at a time where a float64 copy of all images would not fit."""

_CHUNK_VALUES = 1 << 23
"""Values handled at a time: of large pictures fewer samples."""


def chunks(count: int, size: int) -> Iterator[slice]:
    """Divide samples of so many values into parts that are handled at a time."""
    step = max(1, min(CHUNK, _CHUNK_VALUES // max(size, 1)))
    for at in range(0, count, step):
        yield slice(at, at + step)


def has_channels(shape: tuple[int, ...]) -> bool:
    """Whether samples are sequences of several values at a time: (length, channels)."""
    return len(shape) == 2 and shape[0] > 1 and shape[1] > 1


def fits(count: int, shape: tuple[int, ...]) -> bool:
    """Whether samples of a shape can be scaled by so many offsets and scales."""
    return count == 1 or (count == shape[-1] and (len(shape) == 1 or has_channels(shape)))


def fit_array(
    samples: Host, rows: NDArray[np.intp], scaling: str, *, by_channel: bool
) -> tuple[Doubles, Doubles]:
    """Find the offset and the scale of samples, from the training rows.

    A part at a time, as the samples may lie on the disk; only quartiles need all of them at once.

    Parameters
    ----------
    samples : ndarray of float32, shape (N, *sample_shape)
    rows : ndarray of int
    scaling : {"standard", "minmax", "none", "robust"}
    by_channel : bool
        Whether each channel of sequences has numbers of its own; without a meaning for other samples.

    Returns
    -------
    offset, scale : ndarray of float64
        One for each feature of rows of numbers, one for each channel, or one of each over all values.
    """
    if scaling == "none":
        return np.zeros(1), np.ones(1)
    axis: tuple[int, ...] | None = None
    if samples.ndim == 2:
        axis = (0,)
    elif by_channel and has_channels(samples.shape[1:]):
        axis = (0, 1)
    parts = [rows[part] for part in chunks(len(rows), samples[0].size)]

    def over(ufunc: np.ufunc, each: Callable[[Host], Host]) -> Doubles:
        return np.atleast_1d(functools.reduce(ufunc, (each(samples[part]) for part in parts))).astype(
            np.float64
        )

    low, high = (
        over(np.minimum, lambda part: part.min(axis=axis)),
        over(np.maximum, lambda part: part.max(axis=axis)),
    )
    spread = high - low
    if scaling == "minmax":
        return low, np.where(spread > 0, spread, 1.0)
    count = len(rows) * samples[0].size / len(low)
    mean = over(np.add, lambda part: part.sum(axis=axis, dtype=np.float64)) / count
    squares = over(np.add, lambda part: np.square(part - mean).sum(axis=axis))
    deviation = np.sqrt(squares / count)
    if scaling == "robust":
        quartiles = np.percentile(samples[rows], (25, 50, 75), axis=axis).astype(np.float64)
        lower, middle, upper = (np.atleast_1d(each) for each in quartiles)
        # Where more than half of the values are the same, the middle half has no width.
        width = np.where(upper > lower, upper - lower, deviation)
        return middle, np.where((spread > 0) & (width > 0), width, 1.0)
    return mean, np.where(spread > 0, deviation, 1.0)
