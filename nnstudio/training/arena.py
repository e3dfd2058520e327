"""Where arrays of a program lie in one block of memory, so that those not needed at once share room."""

from __future__ import annotations

import math
from typing import NamedTuple

from nnstudio.backend import Array, Backend

ALIGNMENT = 16
"""Numbers to which the start of an array is rounded: a cache line of float32."""


class Lifetime(NamedTuple):
    """An array that is written at time ``first`` and read for the last time at ``last``, both included."""

    shape: tuple[int, ...]
    first: int
    last: int

    @property
    def size(self) -> int:
        """Numbers it takes, rounded up."""
        return -(-math.prod(self.shape) // ALIGNMENT) * ALIGNMENT


def place(lifetimes: dict[str, Lifetime]) -> tuple[dict[str, int], int]:
    """Find a place for every array.

    The largest arrays choose first, each the lowest place that no array alive at the same time occupies
    ("greedy by size"; Pisarchyk & Lee, arXiv:2001.03288).

    Parameters
    ----------
    lifetimes : dict of str to Lifetime

    Returns
    -------
    offsets : dict of str to int
        Where each array starts, in numbers.
    total : int
        Numbers that the whole block takes.
    """
    offsets: dict[str, int] = {}
    total = 0
    for name, wanted in sorted(lifetimes.items(), key=lambda item: -item[1].size):
        taken = sorted(
            (offsets[other], offsets[other] + lifetimes[other].size)
            for other in offsets
            if lifetimes[other].first <= wanted.last and wanted.first <= lifetimes[other].last
        )
        start = 0
        for low, high in taken:
            if start + wanted.size <= low:
                break
            start = max(start, high)
        offsets[name] = start
        total = max(total, start + wanted.size)
    return offsets, total


class Room:
    """A block of memory that the programs of a model use in turn: only one of them runs at a time."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._block: Array = backend.zeros((0,))

    @property
    def size(self) -> int:
        """Numbers in the block."""
        return int(self._block.shape[0])

    def take(self, count: int) -> Array:
        """The first ``count`` numbers of the block; a larger block is made if there are not so many."""
        if count > self._block.shape[0]:
            self._block = self._backend.zeros((count,))
        return self._block[:count]
