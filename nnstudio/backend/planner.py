"""How much memory a program takes, found by planning it with arrays that take none."""

from __future__ import annotations

import math
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.reference import ReferenceBackend


class Planner(ReferenceBackend):
    """A backend on which operations are planned, their arrays counted, and nothing is run.

    This one plans the reference, which makes more arrays while it runs than it plans.

    Attributes
    ----------
    bytes : int
        Of all arrays made so far.
    standing : int
        Of those that are there before any program.
    """

    bytes = standing = 0

    def __init__(self, dtype: str) -> None:
        super().__init__(np, "cpu", dtype)

    def planning(self) -> AbstractContextManager[None]:
        """What has to hold while operations are planned."""
        return nullcontext()

    def zeros(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        """An array of any shape that stands on a single number."""
        number = np.zeros(1, dtype or self.dtype)
        self.bytes += math.prod(shape) * number.itemsize
        return np.lib.stride_tricks.as_strided(number, shape, (0,) * len(shape))

    def empty(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        return self.zeros(shape, dtype)
