"""One master seed, many independent streams of random numbers."""

from __future__ import annotations

from zlib import crc32

import numpy as np

from nnstudio.system.messages import StudioError


def stream(seed: int, *names: str | int) -> np.random.Generator:
    """Return the random generator that belongs to a purpose.

    Each purpose draws from a stream of its own, so that drawing more numbers for one (another epoch of
    shuffling) leaves the others (the split, the initial weights) as they were. The streams are made with
    :class:`numpy.random.SeedSequence`, whose children are independent; names become children through their
    CRC-32, which is the same on every machine, unlike ``hash``.

    Parameters
    ----------
    seed : int
        The master seed, 0 or more.
    *names : str or int
        The purpose, such as ``"split"`` or ``"shuffle", epoch``.

    Examples
    --------
    >>> stream(7, "split").permutation(5).tolist() == stream(7, "split").permutation(5).tolist()
    True
    """
    if seed < 0:
        raise StudioError("The seed must be 0 or more, not {seed}", seed=seed)
    key = tuple(crc32(name.encode()) if isinstance(name, str) else name for name in names)
    # PCG64 by name: NumPy may change what `default_rng` stands for.
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=key)))
