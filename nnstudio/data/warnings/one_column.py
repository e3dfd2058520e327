"""How much a single column tells about the target, measured on rows it was not learned from.

A column that alone gives the answer is more often a slip than a discovery: a copy of the target, or something that
was written down after the answer was known. (Kaufman and others, "Leakage in data mining", 2012, on how such
columns come about.)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.dataset import Column

_GROUPS = 64
"""Numbers with at most so many different values are groups, as categories are; others have neighbours."""
_FOLDS = 5
"""Each fifth of the rows is foretold by the other four: every row counts, and none foretells itself."""
LEAST = 50
"""Rows below which chance alone may look like knowledge."""


def foretells(column: Column, target: Column, rows: NDArray[Any]) -> float:
    """How well a column alone foretells the target on rows that were held out: 1 is always, 0 no better than a guess.

    For classes it is the part of the guess's mistakes that the column avoids, for numbers the part of their
    variance that it explains (R²).

    Parameters
    ----------
    column, target : Column
    rows : ndarray
        Rows to look at, in an order that has nothing to do with their contents.
    """
    if len(rows) < LEAST:
        return 0.0
    answers, values = _in_units(target, rows), _in_units(column, rows)
    named = target.kind == "category"
    groups = _groups(column, values)
    fold = np.arange(len(rows)) * _FOLDS // len(rows)
    guess, blind = np.empty(len(rows)), np.empty(len(rows))
    for part in range(_FOLDS):
        here, known = fold == part, fold != part
        blind[here] = _usual(answers[known], named)
        if groups is None:
            guess[here] = _by_neighbours(values[known], answers[known], values[here], named)
        else:
            guess[here] = _by_groups(groups[known], answers[known], groups[here], named)
    if named:
        left, without = float((guess != answers).sum()), float((blind != answers).sum())
    else:
        left = float(np.square(guess - answers).sum())
        without = float(np.square(blind - answers).sum())
    return 1 - left / without if without > 0 else 0.0


def _in_units(column: Column, rows: NDArray[Any]) -> NDArray[Any]:
    """Some values; numbers in the unit of the largest, because sums and squares of large ones overflow."""
    values: NDArray[Any] = column.values[rows]
    if column.kind == "category":
        return values
    return np.asarray(values / (float(np.nanmax(np.abs(values), initial=0.0)) or 1.0))


def _groups(column: Column, values: NDArray[Any]) -> NDArray[np.intp] | None:
    """The group of every row; None where nearly every row has a value of its own."""
    if column.kind == "category":
        return np.asarray(values + 1, np.intp)
    known, groups = np.unique(values, return_inverse=True)
    return np.asarray(groups, np.intp) if len(known) <= _GROUPS else None


def _usual(answers: NDArray[Any], named: bool) -> float:
    """The best guess of one who knows nothing: the most frequent class, or the mean."""
    return float(np.bincount(answers).argmax()) if named else float(np.mean(answers))


def _by_groups(
    known: NDArray[Any], answers: NDArray[Any], groups: NDArray[Any], named: bool
) -> NDArray[np.float64]:
    """The usual answer of each group."""
    count = int(max(known.max(), groups.max())) + 1
    size = np.bincount(known, minlength=count)
    if named:
        classes = int(answers.max()) + 1
        votes = np.bincount(known * classes + answers, minlength=count * classes).reshape(count, classes)
        best = votes.argmax(axis=1).astype(np.float64)
    else:
        best = np.bincount(known, weights=answers, minlength=count) / np.maximum(size, 1)
    best[size == 0] = _usual(answers, named)
    return np.asarray(best[groups], np.float64)


def _by_neighbours(
    known: NDArray[Any], answers: NDArray[Any], values: NDArray[Any], named: bool
) -> NDArray[np.float64]:
    """The answer of the nearest known value or, for numbers, what lies between the two nearest."""
    there = ~np.isnan(known)
    guess = np.full(len(values), _usual(answers, named))
    order = np.argsort(known[there], kind="stable")
    line, told = known[there][order], answers[there][order]
    if not len(line):
        return guess
    asked = ~np.isnan(values)
    if not named:
        guess[asked] = np.interp(values[asked], line, told)
        return guess
    after = np.searchsorted(line, values[asked]).clip(0, len(line) - 1)
    before = (after - 1).clip(0)
    nearer = np.abs(values[asked] - line[before]) <= np.abs(line[after] - values[asked])
    guess[asked] = told[np.where(nearer, before, after)]
    return guess


def same_as(column: Column, target: Column, rows: NDArray[Any]) -> bool:
    """Whether a column is the target in other words: its classes renamed, or its numbers in another unit.

    Parameters
    ----------
    column, target : Column
    rows : ndarray
        Rows to look at.
    """
    mine, goal = _in_units(column, rows), _in_units(target, rows)
    if column.missing[rows].any():
        return False
    if target.kind == "category":
        own, groups = np.unique(mine, return_inverse=True)
        pairs = len(np.unique(groups.astype(np.int64) * len(target.categories) + goal))
        return len(own) == pairs == len(np.unique(goal))
    if column.kind != "number" or len(rows) < 3:
        return False
    a, b = mine - mine.mean(), goal - goal.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return size > 0 and bool(abs(abs(float(a @ b)) / size - 1) < 1e-9)
