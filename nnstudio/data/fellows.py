"""Rows of one and the same thing: replicates of a sample, visits of a patient, pictures of one mole.

Divided by lot, some of them are learned from and others held out, and what was learned by heart is tested. A name tells
of such rows, or that all rows of a thing have the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnstudio.data.dataset import Column
from nnstudio.data.identifiers import FEWEST, called_a_thing, called_an_identifier, may_be_time
from nnstudio.data.splitting import numbered

_WITH_FELLOWS, _OF_NAMED = 0.5, 0.1
"""Part of the rows that must have a fellow, and where the name says what they are of."""
_ALIKE = 0.95
"""Part of the things whose rows must all have the same answer, where no name says what they are."""
_BY_CHANCE = 0.8
"""How likely two rows may have the same class anyhow."""
_MANY = 64
"""Numbers with more different values do not meet by chance."""


def names_things(columns: Sequence[Column], targets: Sequence[Column]) -> Column | None:
    """The column that names things of which there are several rows each; of several the one with the fewest things.

    Parameters
    ----------
    columns : sequence of Column
        That may, of a table with other inputs besides.
    targets : sequence of Column
    """
    found = [(count, column) for column in columns if (count := _things(column, targets))]
    return min(found, key=lambda each: each[0])[1] if found else None


def _things(column: Column, targets: Sequence[Column]) -> int:
    """How many things a column names; 0 where it names none, or each has one row."""
    if column.kind == "date" or may_be_time(column.name):
        return 0
    if column.kind == "number" and (column.values[~column.missing] % 1 != 0).any():
        return 0
    groups, sizes = numbered(column)
    groups[column.missing] = -1
    there = np.flatnonzero((groups >= 0) & (sizes[groups] > 1))
    things = np.unique(groups[there])
    named = called_a_thing(column.name)
    if len(things) < FEWEST or len(there) < (_OF_NAMED if named else _WITH_FELLOWS) * len(column):
        return 0
    if named:
        return len(things)
    for target in targets:
        if target.kind == "number" and len(np.unique(target.values)) <= _MANY:
            continue
        if target.kind == "category":
            shares = np.bincount(target.values) / len(target)
            if not called_an_identifier(column.name) or float(shares @ shares) > _BY_CHANCE:
                continue
        order = there[np.argsort(groups[there], kind="stable")]
        starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
        answers = target.values[order]
        alike = np.maximum.reduceat(answers, starts) == np.minimum.reduceat(answers, starts)
        several = target.kind == "category" or len(np.unique(answers[starts])) > len(things) / 2
        if several and alike.mean() >= _ALIKE:
            return len(things)
    return 0
