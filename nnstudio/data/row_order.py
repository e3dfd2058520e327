"""In which order rows follow one another, for whoever draws what happened along it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.beside import RowNames
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.time_order import in_order_of_time


@dataclass(frozen=True, eq=False)
class RowOrder:
    """Where each row stands.

    Parameters
    ----------
    column : str
        What tells it; empty where rows are only counted.
    dates : bool
        Whether the places are moments, in seconds since 1970.
    places : ndarray of float64, shape (N,)
        NaN where nobody knows.
    series : RowNames, optional
        Of which series each row is, where there are several.
    """

    column: str
    dates: bool
    places: NDArray[np.float64]
    series: RowNames | None = None

    def series_of(self, rows: NDArray[np.intp]) -> tuple[str, ...]:
        """What the series of some rows are called; empty where all rows are one."""
        if self.series is None:
            return ()
        known = rows[np.isfinite(self.places[rows])]
        return tuple(np.unique(self.series.texts[known]).tolist())


def row_order(dataset: Dataset, config: DataConfig) -> RowOrder | None:
    """Find the order of the rows; None where they have none, or several stand at one place.

    Parameters
    ----------
    dataset : Dataset
    config : DataConfig
        Rows that are divided by time follow one another by that column.
    """
    if isinstance(dataset.inputs, np.ndarray):
        return None
    earlier = dataset.earlier
    if earlier is not None:
        series = RowNames.of(dataset.column(earlier.series)) if earlier.series else None
        if not earlier.order:
            return RowOrder("", False, np.arange(1.0, len(dataset) + 1), series)
        return _along(dataset.column(earlier.order), series)
    if config.divided == "time":
        column = dataset.column(str(config.divided_by))
        return None if column.kind == "category" or _meet(column) else _along(column, None)
    every = (*dataset.inputs, *dataset.aside)
    return next((_along(each, None) for each in every if in_order_of_time(each) and not _meet(each)), None)


def _along(column: Column, series: RowNames | None) -> RowOrder:
    return RowOrder(column.name, column.kind == "date", np.asarray(column.values, np.float64), series)


def _meet(column: Column) -> bool:
    """Whether several rows stand at one place: no line leads through them."""
    there = column.values[~column.missing]
    return len(np.unique(there)) < len(there)
