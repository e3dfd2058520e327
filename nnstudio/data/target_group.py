"""Targets that one output of a network answers, where the data asks several sorts of questions at once."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnstudio.data.cells.choices import ChoiceTarget

if TYPE_CHECKING:
    from nnstudio.data.dataset import Column, Dataset


MOST_GROUPS = 100
"""Sorts of targets, each with an output of its own; more are a table whose columns were all ticked."""


@dataclass(frozen=True, eq=False)
class TargetGroup:
    """Columns of one sort: numbers, questions of yes and no, or one column of classes.

    Parameters
    ----------
    target : Column
    more : tuple of Column
        Further ones, as :attr:`nnstudio.data.dataset.Dataset.more_targets` has them.
    choices : ChoiceTarget, optional
        Where they are the choices of one column.
    """

    target: Column
    more: tuple[Column, ...] = ()
    choices: ChoiceTarget | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """All of them."""
        return (self.target, *self.more)

    @property
    def file_columns(self) -> tuple[str, ...]:
        """The columns of the file that they stand in: mostly they themselves, but of choices the one that holds them."""
        return tuple(each.name for each in self.columns) if self.choices is None else (self.choices.column,)


def groups_of(dataset: Dataset) -> tuple[TargetGroup, ...]:
    """The targets of a data set by the outputs that answer them: mostly one group."""
    return TargetGroup(dataset.target, dataset.more_targets, dataset.choices), *dataset.further


def told_apart(dataset: Dataset) -> Dataset:
    """The data as the first output is asked that tells classes apart or answers yes and no; itself where none does."""
    return next((view for view in views_of(dataset) if view.task != "regression"), dataset)


def views_of(dataset: Dataset) -> tuple[Dataset, ...]:
    """The data as each output of a network is asked about it: mostly just itself.

    Nothing is copied or looked through again.
    """
    if not dataset.further:
        return (dataset,)
    found = []
    for group in groups_of(dataset):
        view = copy.copy(dataset)
        vars(view).update(target=group.target, more_targets=group.more, choices=group.choices, further=())
        vars(view).pop("fingerprint", None)
        found.append(view)
    return tuple(found)
