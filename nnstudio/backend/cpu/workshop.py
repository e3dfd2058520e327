"""What the CPU's operations are planned with: a place for workspaces, and threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.cpu.pool import Pool


@dataclass(frozen=True)
class Workshop:
    """What an operation needs besides its arrays.

    Parameters
    ----------
    empty : callable
        Makes a workspace of a shape; the backend's, so that memory is counted in one place.
    pool : Pool
    dtype : numpy.dtype
    """

    empty: Callable[..., Array]
    pool: Pool
    dtype: np.dtype[Any]

    @property
    def none(self) -> Array:
        """An array without values, where a kernel takes one that may be missing."""
        return np.empty(0, self.dtype)

    def number(self, value: float) -> Any:
        """A number of the backend's type, as kernels want it."""
        return self.dtype.type(value)
