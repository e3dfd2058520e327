"""Answers in rows that a network has never seen, by the names that it has for them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.choices import ChoiceTarget, as_questions, choices_in
from nnstudio.data.dataset import Column
from nnstudio.data.goals import as_classes
from nnstudio.data.preparing.column_scaling import codes_of
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.preparing.target_scaling import ScaledTarget
from nnstudio.data.tables import Table, listed, rows_left_out
from nnstudio.data.target_group import TargetGroup
from nnstudio.project.asked import columns_of
from nnstudio.project.judging.further_spellings import with_spellings
from nnstudio.project.trained import Trained
from nnstudio.system.messages import Message, StudioError


class KnownAnswers(NamedTuple):
    """The answers in a table, by output, of the rows in which the network knows all of them."""

    groups: tuple[TargetGroup, ...]
    there: NDArray[np.bool_]
    notes: tuple[Message, ...]
    strange: int
    classes: tuple[str, ...]


def known_answers(trained: Trained, table: Table, names: tuple[str, ...]) -> KnownAnswers:
    """Find the answers; a row that lacks one is left out for all outputs, so that all are measured on the same rows.

    Parameters
    ----------
    trained : Trained
    table : Table
    names : tuple of str
        The columns that hold them, those of one output behind those of another.

    Raises
    ------
    StudioError
        Where no row has all of them.
    """
    views = trained.preprocessor.views
    asked = [names] if len(views) == 1 else [columns_of(view) for view in views]
    given = [tuple(table[name] for name in each) for each in asked]
    every = [column for columns in given for column in columns]
    lost = np.any([column.missing for column in every], axis=0)
    told = listed([column.name for column in every])
    if lost.all():
        empty = [column.name for column in every if column.missing.all()]
        text = (
            "{file}: no row has a value in {column}"
            if empty or len(every) == 1
            else "{file}: no row has a value in each of {column}"
        )
        raise StudioError(text, file=table.name, column=listed(empty) if empty else told)
    strange, notes = np.zeros(len(lost), bool), [*table.notes]
    groups: list[tuple[Column, ...]] = []
    classes: tuple[str, ...] = ()
    for view, columns in zip(views, given, strict=True):
        knowing, more = with_spellings(view, trained.data.source, columns)
        goals, odd, unknown = known_in(table.name, knowing, columns)
        groups.append(goals)
        strange, classes = strange | odd, classes + unknown
        notes += more
    if lost.any():
        gaps_in = listed([column.name for column in every if column.missing.any()])
        notes.append(rows_left_out(int(lost.sum()), gaps_in))
    strange &= ~lost
    there = ~(lost | strange)
    if not there.any():
        raise StudioError(
            "{file}: no row has an answer that the network knows in each of {column}",
            file=table.name,
            column=told,
        )
    kept = tuple(
        TargetGroup(first.take(there), tuple(goal.take(there) for goal in more)) for first, *more in groups
    )
    return KnownAnswers(kept, there, tuple(notes), int(strange.sum()), classes)


def known_in(
    file: str, preprocessor: Preprocessor, columns: tuple[Column, ...]
) -> tuple[tuple[Column, ...], NDArray[np.bool_], tuple[str, ...]]:
    """The answers in columns, by the names that the network has for them; which rows hold others, and those.

    Raises
    ------
    StudioError
        When there are no rows but such.
    """
    if preprocessor.choices is not None:
        return _choices_known(file, preprocessor, preprocessor.choices, columns[0])
    classes = preprocessor.labels or (preprocessor.classes,) * len(columns)
    targets = preprocessor.scaled_targets
    if preprocessor.task != "regression":
        columns = tuple(map(as_classes, columns))
    goals = tuple(map(_goal, columns, targets, classes))
    strange = np.any(
        [goal.missing & ~column.missing for goal, column in zip(goals, columns, strict=True)], axis=0
    )
    for column, goal, names in zip(columns, goals, classes, strict=True):
        if goal.missing.all():
            raise _none_known(file, column, _named((column,), (goal,)), names)
    return goals, strange, _named(columns, goals)


def _choices_known(
    file: str, preprocessor: Preprocessor, target: ChoiceTarget, column: Column
) -> tuple[tuple[Column, ...], NDArray[np.bool_], tuple[str, ...]]:
    """As :func:`known_in`, of the cells of a column that each hold several choices."""
    known = [target.choice(each.name) for each in preprocessor.scaled_targets]
    column = dataclasses.replace(column, separator=target.separator, spellings=target.spellings)
    goals = as_questions(column, known)
    strange = goals[0].missing & ~column.missing
    cells = tuple(column.categories[code] for code in np.unique(column.values[strange]))
    others = tuple(
        each for each in choices_in(cells, target.separator) if each not in {*known, *dict(target.spellings)}
    )
    if goals[0].missing.all():
        raise _none_known(file, column, others, known)
    return goals, strange, others


def _none_known(file: str, column: Column, strange: Sequence[str], known: Sequence[str]) -> StudioError:
    return StudioError(
        "{file}: column {column} holds {strange}; the network knows {classes}",
        file=file,
        column=repr(column.name),
        strange=", ".join(map(repr, strange[:3])),
        classes=", ".join(map(repr, known[:12])),
    )


def _named(columns: tuple[Column, ...], goals: tuple[Column, ...]) -> tuple[str, ...]:
    """The classes in columns that the network does not know."""
    return tuple(
        column.categories[code]
        for column, goal in zip(columns, goals, strict=True)
        for code in np.unique(column.values[goal.missing & ~column.missing])
    )


def _goal(column: Column, target: ScaledTarget, classes: tuple[str, ...]) -> Column:
    """The answers in a column by their names; what is none of them is missing. 1.0 is 1 where that is a name."""
    if not classes:
        return column
    known = codes_of(classes, target.spellings)
    codes = np.array([_code(text, known) for text in column.categories] + [-1])
    return Column(column.name, "category", codes[column.values], classes)


def _code(text: str, known: dict[str, int]) -> int:
    """The number of the class that a text names; −1 where there is none."""
    if text not in known:
        try:
            number = float(text)
        except ValueError:
            return -1
        text = str(int(number)) if number % 1 == 0 else repr(number)
    return known.get(text, -1)
