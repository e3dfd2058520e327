"""Dividing rows by lot so that every part gets its share of each of several yes/no labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.dividing.splitting import Parts, parts_of


def by_labels(
    data: str, answers: NDArray[np.bool_], sizes: tuple[int, int, int], draw: np.random.Generator
) -> Parts:
    """Draw the rows of the three parts, whose sizes are kept exactly.

    Iterative stratification, of K. Sechidis, G. Tsoumakas and I. Vlahavas, "On the Stratification of Multi-Label Data",
    ECML PKDD 2011: the rows of the rarest label come first, each goes to the part that still lacks most of that label,
    and what else it is labelled with is counted there too. Rows without a label fill up. Training gets one of every label
    before the others do.

    Parameters
    ----------
    data : str
        Name of the data.
    answers : ndarray of bool, shape (N, labels)
        Of yes and no the one that there is less of counts as the label.
    sizes : tuple of int
        Rows of the three parts, together N.
    draw : Generator
        Decides in which order rows with the same label come.
    """
    return parts_of(data, dealt(answers, sizes, draw, learned_first=True))


def dealt(
    answers: NDArray[np.bool_], sizes: Sequence[int], draw: np.random.Generator, *, learned_first: bool
) -> NDArray[np.int8]:
    """The part of each row, for any number of parts; see :func:`by_labels`.

    Parameters
    ----------
    answers, draw
        As there.
    sizes : sequence of int
        Rows of the parts, together N.
    learned_first : bool
        Whether part 0 gets one of every label before the others do.
    """
    rare = np.where(answers.mean(axis=0) > 0.5, ~answers, answers)
    room = list(sizes)
    lacking = [(rare.sum(axis=0) * (size / len(rare))).tolist() for size in sizes]
    learned = [not learned_first] * rare.shape[1]
    part_of = np.zeros(len(rare), np.int8)
    for row, label, labels in _rarest_first(draw.permutation(len(rare)), rare):
        chosen = max(
            (part for part in range(len(room)) if room[part]),
            key=lambda part: _wish(lacking[part], label, room[part]),
        )
        if label is not None and not learned[label] and room[0]:
            chosen = 0
        part_of[row] = chosen
        room[chosen] -= 1
        for each in labels:
            lacking[chosen][each] -= 1
            learned[each] |= chosen == 0
    return part_of


def _wish(lacking: list[float], label: int | None, room: int) -> tuple[float, int]:
    """How much a part wants a row: first for its label, then to be full."""
    return (0.0 if label is None else lacking[label]), room


def _rarest_first(
    order: NDArray[np.int64], rare: NDArray[np.bool_]
) -> Iterator[tuple[int, int | None, list[int]]]:
    """Rows with the label for whose sake each comes, and all labels that it has; those without any come last."""
    marked = rare[order]
    waiting = np.ones(len(order), bool)
    counts = marked.sum(axis=0)
    while counts.any():
        label = int(np.where(counts > 0, counts, len(order) + 1).argmin())
        now = np.flatnonzero(waiting & marked[:, label])
        for i in now:
            yield int(order[i]), label, np.flatnonzero(marked[i]).tolist()
        waiting[now] = False
        counts -= marked[now].sum(axis=0)
    for i in np.flatnonzero(waiting):
        yield int(order[i]), None, []
