"""What a table is likely to be for, before anybody has said so."""

from __future__ import annotations

import re
from collections.abc import Collection

from nnstudio.data.cells.cells import MANY
from nnstudio.data.columns.identifiers import called_a_thing
from nnstudio.data.dataset import Column
from nnstudio.data.tables import Table

_GOALS = frozenset(
    ("target", "class", "label", "labels", "y", "outcome", "response", "species", "diagnosis", "survived", "churn",
     "churned", "attrition", "fraud")
)  # fmt: skip
"""What people call the column that is to be predicted."""
_NO_GOAL = re.compile(
    r"(?i)(^|[\W_])(id|year|month|day|hour|minute|second|date|time|comments?|notes?|remarks?)($|[\W_])"
)
"""What people call a column that only accompanies the others."""
_FEW = 20


def proposed_target(table: Table, ignored: Collection[str] = ()) -> str | None:
    """The column that is most likely to be predicted.

    Tables mostly end with it; one that is called so stands in front as often. Where the last column is mostly
    missing, a date, or only accompanies the others, the first one with a few categories takes its place, or the
    last one that is better.

    Parameters
    ----------
    table : Table
    ignored : collection of str
        Columns that are left out, and so are not proposed.

    Returns
    -------
    str or None
        None where no column can be one.
    """
    columns = [
        column
        for column in table.columns
        if column.name not in ignored and not (len(column.categories) > MANY and called_a_thing(column.name))
    ]
    if not columns:
        return None
    goals = (
        _GOALS - {"y"} if any(name.casefold() == "z" for name in table.names) else _GOALS
    )  # a place in space
    called = [column.name for column in columns if column.name.casefold() in goals]
    if len(called) == 1:
        return called[0]
    last = columns[-1]
    better = [column for column in columns if _fits(column)]
    if _fits(last) or not better:
        return last.name
    named = [
        column.name for column in better if column.kind == "category" and 2 <= len(column.categories) <= _FEW
    ]
    return named[0] if named else better[-1].name


def _fits(column: Column) -> bool:
    """Whether a column may be what others are collected for."""
    return column.kind != "date" and not _NO_GOAL.search(column.name) and float(column.missing.mean()) <= 0.5
