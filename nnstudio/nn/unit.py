"""From the numbers that a network learns to the unit in which its target is told, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from nnstudio.backend.functions import HIGHEST as HIGHEST

Array = Any


class Unit(msgspec.Struct, frozen=True):
    """How a number y is learned: as ``(y - offset) / scale``, or so its logarithm ``log(1 + y)``.

    This is the one place that knows both ways. Kernels, written scripts and ONNX models, which cannot ask it, do as
    :meth:`restored` does.

    Parameters
    ----------
    offset, scale : float
    logarithm : bool
    """

    offset: float = 0.0
    scale: float = 1.0
    logarithm: bool = False

    def restored(self, answers: Array, xp: Any = np) -> Array:
        """Turn what a network gives into the unit, in double precision.

        Of a logarithm, an answer below that of zero is zero, and one above :data:`HIGHEST` is that.
        """
        values = answers.astype(np.float64) * self.scale + self.offset
        return xp.expm1(xp.clip(values, 0.0, HIGHEST)) if self.logarithm else values

    def learned(self, values: Array) -> Array:
        """Turn numbers in the unit into what is learned; of a logarithm, none may be negative."""
        return ((np.log1p(values) if self.logarithm else values) - self.offset) / self.scale


def in_units(units: Sequence[Unit], answers: Array) -> Array:
    """Turn numbers, shape (m, k), into the unit of each column, or into the one that all have.

    What single precision cannot tell from zero is zero: a true 0 does not come back as 4.5·10⁻⁸.
    """
    offsets = np.array([each.offset for each in units])
    if len(units) == 1:
        values = units[0].restored(answers)
    else:
        values = answers * np.array([each.scale for each in units]) + offsets
        for i, unit in enumerate(units):
            if unit.logarithm:
                values[:, i] = unit.restored(answers[:, i])
    values[np.abs(values) <= np.finfo(np.float32).eps * np.abs(offsets)] = 0.0
    return values
