"""Names in little room: cut where they are alike, so that those which begin and end alike can be told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

_CUT = "\N{HORIZONTAL ELLIPSIS}"
_WORD = 8
"""Letters of a word that are shown before the one that differs: ``112`` and ``113`` differ in the last digit."""
_ROUNDS = 6
"""How often names that still look alike are cut anew."""


def cut_apart(
    names: Sequence[str], metrics: QFontMetrics, room: int, mode: Qt.TextElideMode
) -> tuple[str, ...]:
    """Cut names that are too long.

    Parameters
    ----------
    names : sequence of str
    metrics : QFontMetrics
    room : int
        Pixels for each.
    mode : Qt.TextElideMode
        Where those are cut that look like no other then.

    Returns
    -------
    tuple of str
        One for each; those that have room are whole. Of the others, words are shown in which they differ, as far as
        there is room.
    """
    shown = {name: metrics.elidedText(name, mode, room) for name in names}
    places: dict[str, set[int]] = {name: {0} for name in names}
    for _ in range(_ROUNDS):
        alike: dict[str, list[str]] = defaultdict(list)
        for name, text in shown.items():
            alike[text].append(name)
        groups = [group for group in alike.values() if len(group) > 1]
        for group in groups:
            common = _common(group)
            for name in group:
                places[name].add(_word_start(name, common))
                shown[name] = _joined(name, sorted(places[name]), metrics, room)
        if not groups:
            break
    return tuple(shown[name] for name in names)


def _common(names: Sequence[str]) -> int:
    """With how many letters all of them begin."""
    first, last = min(names), max(names)
    return next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))


def _word_start(name: str, at: int) -> int:
    """Where the word begins that a letter belongs to, unless that is far away."""
    start = at
    while start and name[start - 1].isalnum():
        start -= 1
    return start if at - start <= _WORD else at


def _joined(name: str, starts: Sequence[int], metrics: QFontMetrics, room: int) -> str:
    """How a name goes on from some places, with the room shared among them."""
    pieces = [name[start:end] for start, end in zip(starts, (*starts[1:], None), strict=True)]
    room -= len(pieces)  # whole pixels of several pieces may be more than those of all
    told = {}
    # Those that need least come first: what they leave is for the others. How a name begins tells nothing.
    for done, i in enumerate([*sorted(range(1, len(pieces)), key=lambda i: len(pieces[i])), 0]):
        left = 2 * (len(pieces) - done) - 1
        share = room * 2 // left if i else room
        told[i] = metrics.elidedText(pieces[i], Qt.TextElideMode.ElideRight, share).replace(f" {_CUT}", _CUT)
        room -= metrics.horizontalAdvance(told[i])
    return "".join(told[i] for i in range(len(pieces)))
