"""Random numbers that need no state: a hash of (seed, step, position), the same on every device.

A dropout mask can so be computed again in the backward pass instead of being kept, and a GPU drops the same
neurons as the CPU. The mixer is the 32-bit finaliser "lowbias32" (C. Wellons, hash-prospector, public domain).
"""

from __future__ import annotations

import math
from typing import Any

Array = Any


def _mix(h: Array) -> Array:
    h ^= h >> 16
    h *= 0x7FEB352D
    h ^= h >> 15
    h *= 0x846CA68B
    h ^= h >> 16
    return h


def _mix_int(h: int) -> int:
    h ^= h >> 16
    h = h * 0x7FEB352D & 0xFFFFFFFF
    h ^= h >> 15
    h = h * 0x846CA68B & 0xFFFFFFFF
    return h ^ h >> 16


def key(seed: int, step: int) -> int:
    """Mix a seed and a step counter into one 32-bit key."""
    return _mix_int(_mix_int(seed & 0xFFFFFFFF) ^ (step & 0xFFFFFFFF))


def random_bits(xp: Any, count: int, mixed: int) -> Array:
    """``count`` 32-bit numbers for positions 0 … count − 1.

    Parameters
    ----------
    xp : module
        NumPy or CuPy.
    count : int
        How many numbers.
    mixed : int
        What :func:`key` returned.

    Returns
    -------
    array of uint32, shape (count,)
    """
    h = xp.arange(count, dtype=xp.uint32)
    h ^= xp.uint32(mixed)
    return _mix(h)


def keep_threshold(rate: float) -> int:
    """Values at or above this 32-bit number are kept with dropout ``rate``."""
    return min(round(rate * 2**32), 2**32 - 1)


def random_normal(xp: Any, count: int, mixed: int) -> Array:
    """``count`` normal numbers (mean 0, deviation 1) for positions 0 … count − 1.

    Box & Muller, "A note on the generation of random normal deviates", 1958. Of the two hashes 24 bits are
    used, which float32 holds exactly: devices differ only in the rounding of logarithm and cosine.

    Parameters
    ----------
    xp : module
        NumPy or CuPy.
    count : int
        How many numbers.
    mixed : int
        What :func:`key` returned.

    Returns
    -------
    array of float64, shape (count,)
    """
    radius = ((random_bits(xp, count, mixed) >> 8) + 1) * 2.0**-24  # (0, 1]: the logarithm is finite
    angle = (random_bits(xp, count, second_key(mixed)) >> 8) * 2.0**-24  # [0, 1)
    return xp.sqrt(-2 * xp.log(radius)) * xp.cos(2 * math.pi * angle)


def second_key(mixed: int) -> int:
    """The key of the second hash that a normal number takes."""
    return _mix_int(mixed ^ 0x9E3779B9)
