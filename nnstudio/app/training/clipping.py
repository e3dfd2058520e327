"""Curves cut where their plot ends: Qt's SVG files know no clipping, and a spike would run through the title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from nnstudio.system.arrays import Doubles

_PLACES = 4000
"""Places at which a curve that leaves the view is looked at: a few for each pixel."""


def cut(x: Doubles, y: Doubles, across: Sequence[float], up: Sequence[float]) -> tuple[Doubles, Doubles]:
    """Leave out, as NaN, what lies outside of a view; ``x`` ascends.

    Parameters
    ----------
    x, y : array of float
    across, up : pair of float
        Both ends of the axes.
    """
    if not len(x) or (min(x) >= across[0] and max(x) <= across[1] and _within(y, up).all()):
        return x, y
    places = np.union1d(x, np.linspace(across[0], across[1], _PLACES))
    places = places[(places >= across[0]) & (places <= across[1])]
    heights = np.interp(places, x, y, left=np.nan, right=np.nan)
    return places, np.where(_within(heights, up), heights, np.nan)


def _within(y: Doubles, up: Sequence[float]) -> Any:
    return np.isnan(y) | ((y >= up[0]) & (y <= up[1]))


@contextmanager
def cut_curves(plots: Sequence[QWidget]) -> Iterator[None]:
    """Cut the curves of these plots, for as long as a picture of them is painted."""
    known: list[tuple[Any, Doubles, Doubles]] = []
    for plot in plots:
        for area in plot.findChildren(pg.GraphicsView):
            across, up = area.getViewBox().viewRange()
            for item in area.listDataItems():
                x, y = item.getData()
                if x is not None and len(x):
                    known.append((item, x, y))
                    item.setData(*cut(x, y, across, up), connect="finite")
    try:
        yield
    finally:
        for item, x, y in known:
            item.setData(x, y, connect="finite")
