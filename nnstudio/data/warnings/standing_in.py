"""Numbers that stand for a missing value, as −999 does in the tables of weather services and of old programs."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.columns.column_source import ColumnSource
from nnstudio.data.dataset import Column
from nnstudio.data.warnings.looking import DataWarning, Looked
from nnstudio.system.messages import counted
from nnstudio.system.numbers import figure_text

_USUAL = (99.0, 999.0, 9999.0, 99999.0, 999999.0, 99.9, 999.9, 9999.9, 99.99, 999.99, 32768.0)
"""Nobody measures them: they were too large for a column once. Of most the negative is as usual."""
_FEWEST = 2
"""Times that one must occur."""
_OTHERS = 10
"""Other values that must be there to tell that it is far away."""


def stand_ins(look: Looked) -> Iterator[DataWarning]:
    """Such a number in an input or a target: the network would take it for a very small or large one."""
    table = bool(look.columns) or isinstance(look.config.source, ColumnSource)
    targets = list(look.dataset.targets) if look.config.answer == "target" and table else []
    columns: dict[str, Column] = {}
    for column in [*look.each(), *targets]:
        # what stood in a column in the rows before is not told beside the column itself
        origin = look.dataset.taken_from(column.name)
        if column.name == origin or origin not in columns:
            columns[origin] = column
    numbers = (column for column in columns.values() if column.kind == "number")
    found = [(column, told) for column in numbers if (told := _stand_in(column.values)) is not None]
    for column, (value, low, high) in found:
        yield DataWarning(
            "stand_in",
            counted(
                int((column.values == value).sum()),
                "{column} holds {value} {n} time, far from all others ({low} to {high}); if that means that there is no "
                "value, let it count as missing",
                "{column} holds {value} {n} times, far from all others ({low} to {high}); if that means that there is no "
                "value, let it count as missing",
                column=repr(column.name),
                value=figure_text(value, 6),
                low=figure_text(low, 4),
                high=figure_text(high, 4),
            ),
            (column.name,),
            look.missing_where([other for other, told in found if told[0] == value], value),
        )


def _stand_in(values: NDArray[np.float64]) -> tuple[float, float, float] | None:
    """The least or the greatest number, where it is a usual one and farther from the others than these from each other."""
    there = values[~np.isnan(values)]
    if not there.size:
        return None
    for value in (float(there.min()), float(there.max())):
        if not any(math.isclose(abs(value), each, rel_tol=1e-6) for each in _USUAL):
            continue
        others = there[there != value]
        if len(there) - len(others) < _FEWEST or len(others) < _OTHERS:
            continue
        low, high = float(others.min()), float(others.max())
        if min(abs(value - low), abs(value - high)) > max(high - low, abs(low), abs(high)):
            return value, low, high
    return None
