"""What a table is likely to be for, before anybody has said so."""

from __future__ import annotations

import re

from nnstudio.data.dataset import Column
from nnstudio.data.tables import Table

_GOALS = frozenset(
    ("target", "class", "label", "labels", "y", "outcome", "response", "species", "diagnosis", "survived")
)
"""What people call the column that is to be predicted."""
_NO_GOAL = re.compile(r"(?i)(^|[\W_])(id|year|date|time|comments?|notes?|remarks?)($|[\W_])")
"""What people call a column that only accompanies the others."""
_FEW = 20


def proposed_target(table: Table) -> str | None:
    """The column that is most likely to be predicted.

    Tables mostly end with it; one that is called so stands in front as often. Where the last column is mostly
    missing, a date, or only accompanies the others, the first one with a few categories takes its place, or the
    last one that is better.

    Parameters
    ----------
    table : Table

    Returns
    -------
    str or None
        None where no column can be one.
    """
    if not table.columns:
        return None
    names = [column.name for column in table.columns]
    called = [name for name in names if name.casefold() in _GOALS]
    if len(called) == 1:
        return called[0]
    last = table.columns[-1]
    if last.name != table.names[-1] or _fits(last):
        return last.name
    better = [column.name for column in table.columns if _fits(column)]
    named = [
        column.name
        for column in table.columns
        if column.name in better and column.kind == "category" and 2 <= len(column.categories) <= _FEW
    ]
    return named[0] if named else better[-1] if better else last.name


def _fits(column: Column) -> bool:
    """Whether a column may be what others are collected for."""
    return column.kind != "date" and not _NO_GOAL.search(column.name) and float(column.missing.mean()) <= 0.5
