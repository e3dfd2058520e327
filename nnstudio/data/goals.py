"""Columns of a table as what is to be predicted: classes, numbers, or questions of yes and no."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from nnstudio.data.cells.choices import ChoiceTarget, as_questions, choices_in
from nnstudio.data.dataset import Column
from nnstudio.system.messages import StudioError, joined, msg

if TYPE_CHECKING:
    from nnstudio.data.tables import Table

FEW = 20
"""A target of at most this many different whole numbers names classes."""
_YES_BEFORE_NO = frozenset((("ja", "nein"), ("ja", "nej"), ("ja", "nee"), ("j", "n")))
"""Yes and no in languages whose order of letters has yes first."""


def as_targets(
    table: Table, goals: tuple[Column, ...], task: str | None
) -> tuple[tuple[Column, ...], ChoiceTarget | None]:
    """Columns without gaps, as what is to be predicted, and whose choices they are, if they are some.

    ``task`` is that of :func:`nnstudio.data.tables.to_dataset`; classes are combinations of choices.

    Raises
    ------
    StudioError
        When one of them cannot be that, or they cannot be predicted at once.
    """
    if len(goals) > 1:
        return _several(table, goals, task), None
    (goal,) = goals
    if goal.separator and task is None:
        used = tuple(goal.categories[i] for i in np.unique(goal.values))
        choices = choices_in(used, goal.separator)
        if len(choices) > 1:
            return as_questions(goal, choices), ChoiceTarget.of(goal, choices)
    return (_as_target(table, goal, task),), None


def _several(table: Table, goals: tuple[Column, ...], task: str | None) -> tuple[Column, ...]:
    """Targets that are predicted at once: numbers, or questions of yes and no."""
    numbers = all(goal.kind == "number" for goal in goals)
    two = {
        goal.name: goal.kind in ("number", "category") and len(np.unique(goal.values)) == 2 for goal in goals
    }
    if all(two.values()) and not (task == "regression" and numbers):
        return tuple(_as_target(table, goal, "classes") for goal in goals)
    if numbers and task != "classes":
        return goals
    holds = {
        goal.name: msg("is yes/no")
        if two[goal.name]
        else msg("holds dates")
        if goal.kind == "date"
        else msg("holds numbers")
        if goal.kind == "number"
        else msg("holds {count} different texts", count=len(np.unique(goal.values)))
        for goal in goals
    }
    found = list({str(words): (name, words) for name, words in reversed(holds.items())}.values())[-1:-3:-1]
    raise StudioError(
        "{file}: several columns are predicted at once only where all hold numbers or all are yes/no; {found}: "
        "predict one alone, or choose others",
        file=table.name,
        found=joined([msg("{column} {holds}", column=repr(name), holds=words) for name, words in found]),
    )


def _as_target(table: Table, goal: Column, task: str | None) -> Column:
    """Give the target the kind that its task needs."""
    if goal.kind == "date":
        raise StudioError(
            "{file}: column {column} holds dates, which are not predicted; choose another column as the target",
            file=table.name,
            column=repr(goal.name),
        )
    if goal.kind == "category":
        if task == "regression":
            raise StudioError(
                "{file}: column {column} holds texts, and a regression needs numbers",
                file=table.name,
                column=repr(goal.name),
            )
        return _compact(goal)
    values = goal.values
    distinct = np.unique(values)
    whole = bool((distinct % 1 == 0).all()) and bool((abs(distinct) < 2**53).all())
    if task == "regression" or (task is None and not (whole and len(distinct) <= min(FEW, len(values) / 2))):
        return goal
    if len(distinct) > 1000:
        raise StudioError(
            "{file}: column {column} holds {count} different numbers, too many for classes",
            file=table.name,
            column=repr(goal.name),
            count=len(distinct),
        )
    return as_classes(goal)


def as_classes(column: Column) -> Column:
    """Numbers as the names of classes; any other column as it is."""
    if column.kind != "number":
        return column
    distinct = np.unique(column.values[~column.missing])
    whole = bool((distinct % 1 == 0).all()) and bool((abs(distinct) < 2**53).all())
    names = tuple(str(int(v)) if whole else repr(float(v)) for v in distinct)
    codes = np.where(column.missing, -1, np.searchsorted(distinct, column.values))
    return Column(column.name, "category", codes, names, stand_ins=column.stand_ins)


def _compact(column: Column) -> Column:
    """Drop categories without a row; of yes and no, yes is the second, which one sigmoid answers and figures are told of."""
    used, codes = np.unique(column.values, return_inverse=True)
    names = tuple(column.categories[i] for i in used)
    if tuple(name.strip().casefold() for name in names) in _YES_BEFORE_NO:
        names, codes = names[::-1], 1 - codes
    spellings = column.spellings
    if column.separator:  # those are of choices, of which not each is a cell of its own
        spellings = tuple(pair for pair in spellings if pair[0] not in names and pair[1] in names)
    return dataclasses.replace(column, values=codes, categories=names, spellings=spellings, separator="")
