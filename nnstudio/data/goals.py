"""Columns of a table as what is to be predicted: classes, numbers, or questions of yes and no."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from nnstudio.data.cells.choices import ChoiceTarget, as_questions, choices_in
from nnstudio.data.dataset import Column
from nnstudio.data.target_group import MOST_GROUPS, TargetGroup
from nnstudio.system.messages import StudioError

if TYPE_CHECKING:
    from nnstudio.data.tables import Table

FEW = 20
"""A target of at most this many different whole numbers names classes."""
_YES_BEFORE_NO = frozenset((("ja", "nein"), ("ja", "nej"), ("ja", "nee"), ("j", "n")))
"""Yes and no in languages whose order of letters has yes first."""


def as_targets(table: Table, goals: tuple[Column, ...], task: str | None) -> tuple[TargetGroup, ...]:
    """Columns without gaps, as what is to be predicted: a group for each output that a network needs.

    Numbers are answered together, questions of yes and no likewise, and every column of classes by itself.

    Parameters
    ----------
    table : Table
    goals : tuple of Column
    task : str or None
        That of :func:`nnstudio.data.tables.to_dataset`; classes are combinations of choices.

    Raises
    ------
    StudioError
        When one of them cannot be that.
    """
    if len(goals) == 1:
        return (_alone(table, goals[0], task),)
    two = [_is_yes_no(goal) for goal in goals]
    numbers = all(goal.kind == "number" for goal in goals)
    # Whether numbers are just that, also those with two values.
    quantities = task == "regression" or (task is None and numbers and not all(two))
    sorts: dict[tuple[str, str], list[Column]] = {}
    for goal, yes_no in zip(goals, two, strict=True):
        number = goal.kind == "number"
        if yes_no and not (number and quantities):
            sorts.setdefault(("questions", ""), []).append(_as_target(table, goal, "classes"))
        elif number and task != "classes":
            sorts.setdefault(("numbers", ""), []).append(goal)
        else:
            sorts["alone", goal.name] = [goal]
    if len(sorts) > MOST_GROUPS:
        raise StudioError(
            "{file}: {count} outputs would be needed, one for each column of classes, and there may be {most}; choose fewer "
            "targets",
            file=table.name,
            count=len(sorts),
            most=MOST_GROUPS,
        )
    return tuple(
        _alone(table, first, task) if sort == "alone" else TargetGroup(first, tuple(more))
        for (sort, _), (first, *more) in sorts.items()
    )


def _alone(table: Table, goal: Column, task: str | None) -> TargetGroup:
    """A column that is predicted by itself: its classes, its numbers, or the choices in its cells."""
    if goal.separator and task is None:
        used = tuple(goal.categories[i] for i in np.unique(goal.values))
        choices = choices_in(used, goal.separator)
        if len(choices) > 1:
            first, *more = as_questions(goal, choices)
            return TargetGroup(first, tuple(more), ChoiceTarget.of(goal, choices))
    return TargetGroup(_as_target(table, goal, task))


def _is_yes_no(goal: Column) -> bool:
    """Whether a column holds two things; cells with several choices are asked about each of these instead."""
    return goal.kind != "date" and not goal.separator and len(np.unique(goal.values)) == 2


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
