"""In which order rows follow one another, for whoever draws what happened along it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.beside import RowNames
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.dividing.time_order import in_order_of_time

_USUAL, _LONG = 0.9, 3.0
"""So many steps of a log are usual ones; a gap is so many times as long as the longest of these.

Nights and weekends in which nothing is written come back too often to be gaps.
"""


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

    def along(self, rows: NDArray[np.intp], series: str) -> NDArray[np.intp]:
        """Which of some rows are of a series and have a place, one after the other, as positions among them."""
        places = self.places[rows]
        seen = np.isfinite(places)
        if self.series is not None:
            seen &= self.series.texts[rows] == series
        positions = np.flatnonzero(seen)
        return positions[np.argsort(places[positions], kind="stable")]

    def gaps(self, rows: NDArray[np.intp], series: str) -> NDArray[np.bool_]:
        """Between which of some rows of a series, one after the other, nothing is known for long.

        Either nothing was written there, or no row between the two is among these.

        Returns
        -------
        ndarray of bool, shape (len(rows) - 1,)
        """
        every, places = self.places[self.along(np.arange(len(self.places)), series)], self.places[rows]
        begins = every[:-1][_long(np.diff(every))]
        return _long(np.diff(places)) | (np.diff(np.searchsorted(begins, places)) > 0)


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


def _long(steps: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which steps are much longer than the usual ones; those from one row to another at the same place are none."""
    usual = steps[steps > 0]
    if not len(usual):
        return np.zeros(len(steps), bool)
    return np.asarray(steps > _LONG * np.quantile(usual, _USUAL, method="lower"))
