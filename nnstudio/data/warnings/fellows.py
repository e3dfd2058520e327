"""Rows of one and the same thing: replicates of a sample, visits of a patient, pictures of one mole.

Divided by lot, some of them are learned from and others held out, and what was learned by heart is tested. A name tells
of such rows, or that all rows of a thing have the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.columns.identifiers import (
    FEWEST,
    called_a_thing,
    called_an_identifier,
    may_be_time,
    not_whole,
)
from nnstudio.data.dataset import Column

_PERHAPS = frozenset(("subject", "probe"))
"""Schools and letters have subjects, and probes measure: only with numbers in them they are things."""
_WITH_FELLOWS, _OF_NAMED = 0.5, 0.1
"""Part of the rows that must have a fellow, and where the name says what they are of."""
_ALIKE = 0.95
"""Part of the things whose rows must all have the same answer, where no name says what they are."""
_BY_CHANCE = 0.8
"""How likely two rows may have the same class anyhow."""
_MANY = 64
"""Numbers with more different values do not meet by chance."""
_STEADY = 0.25
"""How much of the changes that answers in any order have is left between numbers that measure something."""


def names_things(columns: Iterable[Column], targets: Sequence[Column]) -> Column | None:
    """The column that names things of which there are several rows each; of several the one with the fewest things.

    Parameters
    ----------
    columns : iterable of Column
        That may, of a table with other inputs besides.
    targets : sequence of Column
    """
    telling = [target for target in targets if _may_tell(target)]
    found = [(count, column) for column in columns if (count := _things(column, telling))]
    return min(found, key=lambda each: each[0])[1] if found else None


def _may_tell(target: Column) -> bool:
    """Whether rows seldom have the same answer by chance."""
    if target.kind == "category":
        shares = np.bincount(target.values[~target.missing]) / len(target)
        return float(shares @ shares) <= _BY_CHANCE
    return len(np.unique(target.values)) > _MANY


def _things(column: Column, telling: Sequence[Column]) -> int:
    """How many things a column names; 0 where it names none, or each has one row."""
    named = _called_a_thing(column)
    identifier = called_an_identifier(column.name)
    telling = [target for target in telling if identifier or target.kind != "category"]
    # What needs no sorting comes first: large tables have many columns.
    if not (named or telling) or column.kind == "date" or may_be_time(column.name):
        return 0
    there = np.flatnonzero(~column.missing)
    values = column.values[there]
    if column.kind == "number" and not_whole(values):
        return 0
    order = np.argsort(values)
    starts = np.flatnonzero(np.diff(values[order], prepend=-np.inf))
    sizes = np.diff(starts, append=len(values))
    several = sizes > 1
    things = int(np.count_nonzero(several))
    if things < FEWEST or sizes[several].sum() < (_OF_NAMED if named else _WITH_FELLOWS) * len(column):
        return 0
    measured = column.kind == "number" and not identifier
    told = (_alike(target, there[order], starts, several, measured) for target in telling)
    return things if named or any(told) else 0


def _called_a_thing(column: Column) -> bool:
    if column.name.lower() in _PERHAPS and column.kind == "category":
        return sum(any(map(str.isdigit, text)) for text in column.categories) > len(column.categories) / 2
    return called_a_thing(column.name)


def _alike(
    target: Column,
    rows: NDArray[np.int64],
    starts: NDArray[np.int64],
    several: NDArray[np.bool_],
    measured: bool,
) -> bool:
    """Whether the rows of a thing have one answer, and the things have others.

    Parameters
    ----------
    target : Column
    rows : array of int
        Thing by thing, in the order of what they are called.
    starts : array of int
        Where in ``rows`` those of each thing begin.
    several : array of bool
        Which things have several rows.
    measured : bool
        Whether their names may be measured values: what follows from those steadily is no matter of single things.
    """
    answers = target.values[rows]
    most, least = (each.reduceat(answers, starts)[several] for each in (np.maximum, np.minimum))
    if (most == least).mean() < _ALIKE:
        return False
    if target.kind == "category":
        return True
    if measured and np.mean(np.diff(most) ** 2) < 2 * _STEADY * np.var(most):
        return False
    return len(np.unique(most)) > len(most) / 2
