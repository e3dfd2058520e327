"""Rows that follow one another in time, as those of a log do."""

from __future__ import annotations

import numpy as np

from nnstudio.data.dataset import Column

MOMENTS = 20
"""Different times from which on their order is no accident."""
IN_ORDER = 0.95
"""Part of the rows that must not be earlier than the one before; some may have been added later."""


def tells_times(column: Column) -> bool:
    """Whether a column tells for every row when it was."""
    return column.kind == "date" and not column.missing.any() and len(np.unique(column.values)) >= MOMENTS


def in_order_of_time(column: Column) -> bool:
    """Whether a column tells for every row when it was, and the rows stand in that order, or in the reverse one."""
    if not tells_times(column):
        return False
    steps = np.diff(column.values)
    return max((steps >= 0).mean(), (steps <= 0).mean()) >= IN_ORDER and bool(steps.any())
