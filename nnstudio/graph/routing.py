"""The ways that wires take: from port to port, smooth, and around the cards. The canvas and the exported diagram share them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

Point = tuple[float, float]

_CLEAR = 7.0
_TURN = 44.0
_LANE = 24.0
_BELOW = 37.0
"""How far under its card a wire back to the next line runs: the middle between two lines."""
_UNDER = 33.0
"""How far under the line that it leaves such a wire runs where there is more room."""
_FARTHEST = 110.0
"""How far above there may be a line that it still keeps to."""
_CORNER = 22.0
MOST_PASSED = 7
"""More cards than these let a wire run no higher."""
_STEPS = 16
"""Straight pieces that stand for a curve where it is asked what it meets."""


class Rect(NamedTuple):
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rect) -> bool:
        """Whether two rectangles have more than a border in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def united(self, other: Rect) -> Rect:
        """The smallest rectangle that holds both."""
        return Rect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, across: float, down: float) -> Rect:
        """The rectangle with a margin at its sides, and one above and below."""
        return Rect(self.left - across, self.top - down, self.right + across, self.bottom + down)


class Curve(NamedTuple):
    """One step of a path: a straight line (no control point), a quadratic or a cubic curve.

    Parameters
    ----------
    controls : tuple of Point
        None, one or two.
    to : Point
    """

    controls: tuple[Point, ...]
    to: Point


class Way(NamedTuple):
    """The way of one wire.

    Parameters
    ----------
    start : Point
    steps : tuple of Curve
    arrives : float
        The height from which it comes to its target; wires into one card are ordered by it.
    """

    start: Point
    steps: tuple[Curve, ...]
    arrives: float

    def bounds(self) -> Rect:
        """What the way covers; a curve stays within its control points."""
        points = [self.start, *(p for step in self.steps for p in (*step.controls, step.to))]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return Rect(min(xs), min(ys), max(xs), max(ys))

    def flattened(self) -> Iterator[Point]:
        """Points along the way, close enough to each other for straight lines between them."""
        here = self.start
        yield here
        for step in self.steps:
            if step.controls:
                yield from _on_curve((here, *step.controls, step.to))
            yield step.to
            here = step.to

    def meets(self, rect: Rect) -> bool:
        """Whether the way runs through a rectangle."""
        if not self.bounds().grown(0.01, 0.01).meets(rect):
            return False
        points = list(self.flattened())
        return any(_crosses(a, b, rect) for a, b in itertools.pairwise(points))


class Obstacles:
    """The rectangles of the cards, sorted so that those in a region are found without looking at all.

    Parameters
    ----------
    rects : mapping of str to Rect
        By node id.
    """

    _CELL = 320.0

    def __init__(self, rects: Mapping[str, Rect]) -> None:
        self.rects: dict[str, Rect] = {}
        self.looked_at: Rect | None = None
        """What all questions so far were about: a card that comes or goes elsewhere changes no answer."""
        self._cells: dict[tuple[int, int], dict[str, Rect]] = {}
        for node, rect in rects.items():
            self.put(node, rect)

    def put(self, node: str, rect: Rect | None) -> None:
        """Let a node's rectangle be elsewhere, or nowhere."""
        if node in self.rects:
            for cell in self._touched(self.rects.pop(node)):
                del self._cells[cell][node]
        if rect is not None:
            self.rects[node] = rect
            for cell in self._touched(rect):
                self._cells.setdefault(cell, {})[node] = rect

    def within(self, region: Rect, but: Collection[str] = ()) -> list[Rect]:
        """Return the rectangles that meet a region, except those of some nodes."""
        self.looked_at = region if self.looked_at is None else self.looked_at.united(region)
        found: dict[str, Rect] = {}
        left, top, right, bottom = region
        # A wire to a card very far away covers more cells than there are cards.
        across, down = (right - left) / self._CELL, (bottom - top) / self._CELL
        few = across * down < 4 * len(self._cells) and max(across, down) < 1e5
        for cell in self._touched(region) if few else self._cells:
            for node, rect in self._cells.get(cell, {}).items():
                # `rect.meets(region)`, written out: most of the time of drawing a network is spent here
                if rect[0] < right and left < rect[2] and rect[1] < bottom and top < rect[3]:
                    found[node] = rect
        for node in but:
            found.pop(node, None)
        return list(found.values())

    def _touched(self, rect: Rect) -> Iterator[tuple[int, int]]:
        left, right = int(rect.left // self._CELL), int(rect.right // self._CELL)
        top, bottom = int(rect.top // self._CELL), int(rect.bottom // self._CELL)
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                yield column, row


def route(
    start: Point, end: Point, lead: float, obstacles: Obstacles, ends: Sequence[str], height: float
) -> Way:
    """Find the way of a wire.

    Parameters
    ----------
    start, end : Point
        The output and the input port.
    lead : float
        How far it runs straight from the output, for the label that sits on it.
    obstacles : Obstacles
    ends : sequence of str
        The nodes it joins; their cards do not hinder.
    height : float
        Height of a card.
    """
    if end[0] - start[0] < 14.0:
        return _back(start, end, lead, obstacles, ends, height)
    lead = max(0.0, min(lead, end[0] - start[0] - 36.0))
    direct = _Pen(start)
    if lead:
        direct.line((start[0] + lead, start[1]))
    direct.bend(end)
    straight = direct.way(start[1])
    near = obstacles.within(straight.bounds().grown(0, _CLEAR), ends)
    if not any(straight.meets(rect.grown(2, _CLEAR)) for rect in near):
        return straight
    lane = _lane(start, end, obstacles, ends)
    first = min(rect.left for rect in near)
    last = max(rect.right for rect in near)
    left = start[0] + min(lead, max(0.0, first - start[0] - _TURN))
    into = min(left + _TURN, end[0])
    out = max(into, min(end[0] - _TURN, last + 6.0)) if end[0] - _TURN > into else into
    pen = _Pen(start)
    pen.line((left, start[1]))
    pen.bend((into, lane))
    pen.line((out, lane))
    pen.bend((min(out + _TURN, end[0]), end[1]))
    pen.line(end)
    return pen.way(lane)


class _Pen:
    """Draws a way step by step."""

    def __init__(self, start: Point) -> None:
        self._start = self._here = start
        self._steps: list[Curve] = []

    def line(self, to: Point) -> None:
        self._add(to)

    def bend(self, to: Point) -> None:
        """Lead on by a curve that leaves and arrives level."""
        middle = (self._here[0] + to[0]) / 2
        self._add(to, (middle, self._here[1]), (middle, to[1]))

    def turn(self, corner: Point, to: Point) -> None:
        """Lead on around a corner."""
        self._add(to, corner)

    def _add(self, to: Point, *controls: Point) -> None:
        if controls or to != self._here:
            self._steps.append(Curve(controls, to))
            self._here = to

    def way(self, arrives: float) -> Way:
        return Way(self._start, tuple(self._steps), arrives)


def _lane(start: Point, end: Point, obstacles: Obstacles, ends: Sequence[str]) -> float:
    """Height at which a wire passes the cards in its way: above them if that is not much farther."""
    left, right = start[0] + 12, end[0] - 12
    around = min(start[1], end[1]), max(start[1], end[1])
    above = _free(left, right, around[0], -1.0, obstacles, ends)
    below = _free(left, right, around[1], 1.0, obstacles, ends)
    return above if around[0] - above <= (below - around[1]) + 30 else below


def _free(
    left: float, right: float, y: float, step: float, obstacles: Obstacles, ends: Sequence[str]
) -> float:
    passed = 0
    while True:
        in_the_way = obstacles.within(Rect(left, y - _CLEAR, right, y + _CLEAR), ends)
        if not in_the_way:
            return y
        passed = max(passed, len(in_the_way))
        # A wire over more cards runs higher, so that nested skip connections do not lie on one another.
        edge = min(r.top for r in in_the_way) if step < 0 else max(r.bottom for r in in_the_way)
        y = edge + step * lane_height(passed)


def lane_height(passed: int) -> float:
    """How far from the cards a wire runs that passes some of them."""
    return _LANE + 9.0 * (min(passed, MOST_PASSED) - 1)


def _over(left: float, right: float, y: float, obstacles: Obstacles) -> float:
    """The nearest free height at or above ``y``, in the middle between two lines where that is possible.

    Where the lines stand farther apart it is nearer to the upper one: the lower has wires of its own over it.
    """
    while in_the_way := obstacles.within(Rect(left, y - _CLEAR, right, y + _CLEAR)):
        y = min(rect.top for rect in in_the_way) - _BELOW
    above = obstacles.within(Rect(left, y - _FARTHEST, right, y))
    return min(y, max(rect.bottom for rect in above) + _UNDER) if above else y


def _back(
    start: Point, end: Point, lead: float, obstacles: Obstacles, ends: Sequence[str], height: float
) -> Way:
    """Lead a wire back to the left: to the next line of a wrapped network."""
    right, left = start[0] + max(lead, 6.0) + _CORNER, end[0] - _CORNER - 8.0
    # Down before the next card of its line: behind it, the wire would seem to come from there.
    beside = Rect(start[0], start[1] - height / 2, right + _CLEAR, start[1] + height / 2)
    before = min((rect.left for rect in obstacles.within(beside, ends)), default=math.inf)
    right = max(start[0] + _CLEAR, min(right, before - _CLEAR))
    below = end[1] > start[1] + height
    across = min(left, right), max(left, right)
    # Close over the line it leads to: under its own card there may still be branches of the line it leaves.
    there = obstacles.rects.get(ends[1])
    top = there.top if there is not None else end[1] - height / 2
    lane = _over(*across, top - _BELOW, obstacles) if below else -math.inf
    # Of that line rows may stand higher than the card it leads to: over them as well, if there is room.
    upper = start[1] + height / 2
    higher = obstacles.within(Rect(across[0], upper, across[1], lane), ends) if lane > upper else []
    if higher and (free := min(rect.top for rect in higher) - _BELOW) >= upper + _LANE:
        lane = _over(*across, free, obstacles)
    if lane < start[1] + height / 2 + _LANE:
        lane = _free(*across, max(start[1], end[1]) + height / 2 + _BELOW, 1.0, obstacles, ())
    points = [start, (right, start[1]), (right, lane), (left, lane), (left, end[1]), end]
    return _rounded(points, lane)


def _rounded(points: Sequence[Point], arrives: float) -> Way:
    pen = _Pen(points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        pen.line(_towards(corner, before))
        pen.turn(corner, _towards(corner, after))
    pen.line(points[-1])
    return pen.way(arrives)


def _towards(corner: Point, other: Point) -> Point:
    """The point on the leg from a corner where its rounding ends."""
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = max(abs(dx), abs(dy), 1e-6)
    share = min(_CORNER, length / 2) / length
    return corner[0] + dx * share, corner[1] + dy * share


def _shares(controls: int) -> tuple[tuple[float, ...], ...]:
    """How much each point of a Bézier curve counts at the steps along it: Bernstein's polynomials."""
    n = controls + 1
    return tuple(
        tuple(math.comb(n, k) * (i / _STEPS) ** k * (1 - i / _STEPS) ** (n - k) for k in range(n + 1))
        for i in range(1, _STEPS)
    )


_QUADRATIC, _CUBIC = _shares(1), _shares(2)


def _on_curve(points: Sequence[Point]) -> list[Point]:
    """Points of a Bézier curve between its ends."""
    if len(points) == 3:
        (ax, ay), (bx, by), (cx, cy) = points
        return [(p * ax + q * bx + r * cx, p * ay + q * by + r * cy) for p, q, r in _QUADRATIC]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    return [(p * ax + q * bx + r * cx + s * dx, p * ay + q * by + r * cy + s * dy) for p, q, r, s in _CUBIC]


def _crosses(a: Point, b: Point, rect: Rect) -> bool:
    """Whether a straight line runs through a rectangle (Liang and Barsky's clipping)."""
    enter, leave = 0.0, 1.0
    for start, delta, low, high in (
        (a[0], b[0] - a[0], rect.left, rect.right),
        (a[1], b[1] - a[1], rect.top, rect.bottom),
    ):
        if delta == 0:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / delta, (high - start) / delta))
        enter, leave = max(enter, first), min(leave, last)
        if enter >= leave:
            return False
    return True
