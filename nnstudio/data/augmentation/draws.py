"""Random numbers that belong to a sample in an epoch, whatever batch it stands in.

Nothing is remembered: a number is a hash of (seed, epoch, sample, purpose, position). So a run that was cut anywhere
goes on with the same pictures, and another batch size or order draws the same for each sample. The mixer is that of
:mod:`nnstudio.backend.noise`, here for many keys at once.
"""

from __future__ import annotations

import functools
import math
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nnstudio.backend.noise import key, second_key

Floats = NDArray[np.float32]
_Bits = NDArray[np.uint32]

_UNIT: Final = np.float32(2.0**-24)
"""24 bits are what float32 holds exactly."""


class Draws:
    """The numbers drawn for the samples of a batch.

    Parameters
    ----------
    seed : int
        Of the run.
    epoch : int
    rows : ndarray of int, shape (B,)
        Where the samples stand in the training part.
    purpose : str
        Another purpose draws other numbers.
    """

    def __init__(self, seed: int, epoch: int, rows: NDArray[Any], purpose: str) -> None:
        self._where = seed, epoch, rows
        mixed = key(key(seed, epoch), crc32(purpose.encode()))
        self._keys = tuple(_mix(rows.astype(np.uint32) ^ np.uint32(k)) for k in (mixed, second_key(mixed)))

    def __len__(self) -> int:
        return len(self._keys[0])

    def other(self, purpose: str) -> Draws:
        """The numbers of the same samples for another purpose."""
        return Draws(*self._where, purpose)

    def uniform(self, low: float = 0.0, high: float = 1.0, *, position: int = 0) -> Floats:
        """One number for each sample, from ``low`` up to but not at ``high``; shape (B,)."""
        unit = (_mix(_positions(position, 1) ^ self._keys[0]) >> np.uint32(8)) * _UNIT
        return np.float32(low) + unit * np.float32(high - low)

    def normal(self, count: int, first: int = 0) -> Floats:
        """Numbers of mean 0 and deviation 1, shape (B, count); those of positions ``first`` and on.

        Box & Muller, "A note on the generation of random normal deviates", 1958: two numbers at a time.
        """
        begin, end = first // 2, (first + count + 1) // 2
        place = _positions(begin, end - begin)
        out = np.empty((len(self), end - begin, 2), np.float32)
        radius = ((_mix(place ^ self._keys[0][:, None]) >> np.uint32(8)) + np.uint32(1)) * _UNIT  # above 0
        np.log(radius, out=radius)
        radius *= np.float32(-2)
        np.sqrt(radius, out=radius)
        angle = (_mix(place ^ self._keys[1][:, None]) >> np.uint32(8)) * np.float32(2 * math.pi * 2.0**-24)
        np.multiply(np.cos(angle), radius, out=out[:, :, 0])
        np.multiply(np.sin(angle), radius, out=out[:, :, 1])
        return out.reshape(len(self), -1)[:, first - 2 * begin :][:, :count]


@functools.lru_cache(maxsize=16)
def _positions(first: int, count: int) -> _Bits:
    """Positions, mixed: as they are, two samples whose keys are close would draw the same numbers in another order."""
    positions = _mix(np.arange(first, first + count, dtype=np.uint32) + np.uint32(0x9E3779B9))
    positions.flags.writeable = False
    return positions


def _mix(h: _Bits) -> _Bits:
    """The finaliser "lowbias32", in place."""
    shifted = np.empty_like(h)
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        h ^= np.right_shift(h, np.uint32(shift), out=shifted)
        h *= np.uint32(factor)
    h ^= np.right_shift(h, np.uint32(16), out=shifted)
    return h
