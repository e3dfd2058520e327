"""Where something changed on the canvas: wires and labels that are elsewhere need not be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from nnstudio.graph.routing import Rect

_T = TypeVar("_T")
_MANY = 60
"""From so many changed places on, all between them counts as changed."""


class Touched:
    """Tells which regions hold a place that changed."""

    def __init__(self, places: Sequence[Rect] = ()) -> None:
        self._places = places
        self._all = covered(places)

    def at(self, region: Rect | None) -> bool:
        """Whether something changed in a region."""
        return any(self.of([(True, region)]))

    def of(self, regions: Iterable[tuple[_T, Rect | None]]) -> Iterator[_T]:
        """Of things with their regions those in whose region something changed."""
        if self._all is None:
            return
        left, top, right, bottom = self._all
        many = len(self._places) > _MANY
        for thing, region in regions:  # all wires and labels are asked at each edit
            if region is None or region[0] >= right or left >= region[2]:
                continue
            if region[1] >= bottom or top >= region[3]:
                continue
            if many or any(region.meets(rect) for rect in self._places):
                yield thing


def covered(rects: Collection[Rect]) -> Rect | None:
    """The smallest rectangle that holds all; None where there are none."""
    if not rects:
        return None
    lefts, tops, rights, bottoms = zip(*rects, strict=True)
    return Rect(min(lefts), min(tops), max(rights), max(bottoms))
