"""Where a word in a plot is crossed by no curve, or by as little of them as can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from nnstudio.system.arrays import Doubles

Curve = tuple[Doubles, Doubles]

_LOOKS = 24
"""Places along a word at which curves are looked at."""
_EDGE = 0.05
"""Part of a word's width that is to be free at both of its ends."""


class Box(NamedTuple):
    """A rectangle in the units of the plot."""

    left: float
    right: float
    low: float
    high: float

    def meets(self, other: Box) -> bool:
        """Whether they have a point in common."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.low <= other.high and other.low <= self.high

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.low <= other.low and other.high <= self.high


def crossed(box: Box, curves: Iterable[Curve]) -> float:
    """In what part of a box's width a curve runs through it."""
    edge = _EDGE * (box.right - box.left)
    looks = np.linspace(box.left - edge, box.right + edge, _LOOKS)
    met = np.zeros(_LOOKS - 1, bool)
    for x, y in curves:
        if len(x):
            heights = np.interp(looks, x, y, left=np.nan, right=np.nan)
            # Between two looks the curve passes all that lies between its heights there, however steep it is.
            lows, highs = np.fmin(heights[1:], heights[:-1]), np.fmax(heights[1:], heights[:-1])
            met |= (lows <= box.high) & (highs >= box.low)
            # Where a curve begins or turns between two looks, its points tell.
            here = (x >= looks[0]) & (x <= looks[-1]) & (y >= box.low) & (y <= box.high)
            met[0] |= bool(here.any())
    return float(met.mean())


def quietest(
    boxes: Sequence[Box], view: Box, curves: Sequence[Curve], taken: Sequence[Box], present: int
) -> int:
    """Choose the place of a word.

    Parameters
    ----------
    boxes : sequence of Box
        Where it may stand, the best first.
    view : Box
        What is seen of the plot; a word that leaves it is cut.
    curves : sequence of pairs of arrays
        x and y of each, x ascending.
    taken : sequence of Box
        Where other words stand.
    present : int
        The place that it has now: it stays there as long as nothing disturbs it.

    Returns
    -------
    int
        Number of the place.
    """

    def disturbed(place: int) -> float:
        box = boxes[place]
        return crossed(box, curves) + (not view.holds(box)) + any(box.meets(other) for other in taken)

    return min(range(len(boxes)), key=lambda place: (disturbed(place), place != present, place))
