"""What rules about odd data look at, and what they find; the rules are in :mod:`nnstudio.data.warnings`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.columns.column_source import ColumnSource
from nnstudio.data.columns.spelled_alike import counted_as_one
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.dividing.repeated import same_pictures
from nnstudio.data.preparing.pixel_order import is_picture
from nnstudio.data.preparing.prepare import split_rows
from nnstudio.data.sources.file_table import FileTable
from nnstudio.data.sources.image_folder import ImageFolder
from nnstudio.data.sources.recording_folder import RecordingFolder
from nnstudio.data.table_source import TableSource
from nnstudio.data.warnings.fellows import names_things
from nnstudio.system.cancel import Cancel, heed
from nnstudio.system.messages import Message, StudioError, counted, msg
from nnstudio.system.numbers import figure_text
from nnstudio.system.seeds import stream

LOOKED_AT = 20_000
"""Rows that are looked at, drawn by chance where there are more."""


@dataclass(frozen=True)
class Remedy:
    """What a click would do about a warning.

    Parameters
    ----------
    words : Message
        On the button.
    config : DataConfig, optional
        The settings of the data after it.
    class_weights : tuple of float
        What the loss is to count each class of the target with, in their order.
    option : tuple of str
        What does the same on the command line.
    command : {"new", "train"}
        Whether it is said where a project is made, or where it is trained.
    left_out : tuple of str
        What is not said there for it.
    """

    words: Message
    config: DataConfig | None = None
    class_weights: tuple[float, ...] = ()
    option: tuple[str, ...] = ()
    command: Literal["new", "train"] = "new"
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataWarning:
    """One thing that is odd.

    Parameters
    ----------
    kind : str
        One of :data:`KINDS`.
    text : Message
    columns : tuple of str
        Which it is about.
    remedy : Remedy, optional
    """

    kind: str
    text: Message
    columns: tuple[str, ...] = ()
    remedy: Remedy | None = None


@dataclass(frozen=True)
class Looked:
    """What a rule looks at.

    Parameters
    ----------
    dataset : Dataset
    config : DataConfig
    seed : int
    weighted : set of str
        Targets whose loss counts the classes differently already.
    cancelled : callable
    """

    dataset: Dataset
    config: DataConfig
    seed: int
    weighted: Set[str]
    cancelled: Cancel

    @property
    def columns(self) -> tuple[Column, ...]:
        """The inputs of a table, or what it says of each picture; none for other arrays."""
        return self.dataset.input_columns

    @property
    def thing(self) -> Literal["row", "picture", "recording"]:
        """What a person would call a sample."""
        if self.dataset.spectrogram is not None or self.config.other_lengths is not None:
            return "recording"
        return "picture" if is_picture(self.dataset.array_shape) else "row"

    @property
    def files(self) -> NDArray[Any] | None:
        """Names of the pictures; None for anything else."""
        named = isinstance(self.dataset.inputs, np.ndarray) and self.dataset.names
        return self.dataset.names[0].texts if named else None

    def each(self) -> Iterator[Column]:
        """The inputs one by one, as long as somebody wants to know."""
        for column in self.columns:
            heed(self.cancelled)
            yield column

    @cached_property
    def same(self) -> list[list[int]]:
        """Rows of pictures that are there more than once."""
        return same_pictures(self.dataset, self.cancelled)

    @cached_property
    def things(self) -> Column | None:
        """The column whose rows belong together and are divided by lot all the same; None where there is none."""
        drawn = self.config.divided == "random" and self.dataset.parts is None and len(self.parts[1])
        table = isinstance(self.config.source, TableSource)
        files = isinstance(self.config.source, FileTable)
        if not drawn or not (files or (table and len(self.columns) > 1)):
            return None
        return names_things(itertools.chain(self.each(), self.dataset.aside), self.dataset.targets)

    @cached_property
    def some(self) -> NDArray[Any]:
        """Rows to look at, in an order that has nothing to do with their contents."""
        order = stream(self.seed, "looked at").permutation(len(self.dataset))
        return order[:LOOKED_AT]

    @cached_property
    def parts(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Rows of the training part, and those that are held out; empty where the data cannot be divided."""
        try:
            train, validation, test = split_rows(self.dataset, self.config, self.seed)
        except StudioError:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return train, np.concatenate([validation, test])

    def unseen(self, target: Column) -> NDArray[Any]:
        """Numbers of the classes that are held out and of which nothing is learned from."""
        if target.kind != "category" or not len(self.parts[0]):
            return np.zeros(0, np.int64)
        return np.setdiff1d(target.values[self.parts[1]], target.values[self.parts[0]]).astype(np.int64)

    def without(self, *names: str) -> Remedy | None:
        """Leave columns out of the inputs; impossible where none would remain, or nothing can be chosen."""
        source = self.config.source
        files = isinstance(source, FileTable)  # which remain
        if not isinstance(source, TableSource | FileTable):
            return None
        if not files and len(set(names)) >= len(self.columns):
            return None
        words = msg("Leave {column} out", column=repr(names[0]))
        if len(names) > 1:
            words = msg("Leave these {count} columns out", count=len(names))
        config = self.config.replace(source=source.ignoring(*names))
        said = tuple(part for name in names for part in ("--with" if files else "--ignore", name))
        return Remedy(words, config, left_out=said) if files else Remedy(words, config, option=said)

    def together(self, column: Column) -> Remedy:
        """Keep rows with the same value on one side; the column is not learned from."""
        source = self.config.source
        if isinstance(source, TableSource | FileTable):
            source = source.ignoring(column.name)
        config = self.config.replace(source=source, divided="group", divided_by=column.name)
        option = ("--split-by", column.name, "--split", "group")
        return Remedy(msg("Keep them together"), config, option=option)

    def missing_where(self, columns: Sequence[Column], number: float) -> Remedy | None:
        """Let a number count as missing in columns; impossible where nothing can be chosen."""
        source = self.config.source
        if not isinstance(source, ColumnSource):
            return None
        option: list[str] = []
        for column in columns:
            name = self.dataset.taken_from(column.name)
            source = source.with_stand_ins((*column.stand_ins, number), name)
            option += ("--missing", f"{name}={number:.15g}")
        words = counted(
            len(columns),
            "Count {value} as missing",
            "Count {value} as missing in {n} columns",
            value=figure_text(number, 6),
        )
        return Remedy(words, self.config.replace(source=source), option=tuple(option))

    def as_one(self, column: Column) -> Remedy | None:
        """Let spellings of a column count as one; impossible where nothing can be chosen, or one class would remain."""
        source = self.config.source
        if not isinstance(source, ColumnSource | ImageFolder | RecordingFolder):
            return None
        if column in self.dataset.targets and len(counted_as_one(column).categories) < 2:
            return None
        words = msg("Count the spellings as one")
        config = self.config.replace(
            source=source.replace(alike=True)
            if isinstance(source, ImageFolder | RecordingFolder)
            else source.with_spellings(True, column.name)
        )
        return Remedy(words, config, option=("--alike", column.name))


Rule = Callable[[Looked], Iterator[DataWarning]]
KINDS: dict[str, Rule] = {}
"""The rules by the kind of warning they give; the gravest first."""


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register a rule under the kind of warning it gives."""

    def register(rule: Rule) -> Rule:
        KINDS[name] = rule
        return rule

    return register


def listed(names: Sequence[str]) -> str:
    """List names, but not thousands of them."""
    return ", ".join(map(repr, names[:6])) + (f" … ({len(names)})" if len(names) > 6 else "")


def named(names: list[str], target: Column, look: Looked) -> str:
    """Classes, with the question that they answer where there are several."""
    return listed(names if len(look.dataset.targets) == 1 else [f"{target.name} = {name}" for name in names])


def balanced(target: Column) -> tuple[float, ...]:
    """Weights with which every class counts alike: rows / (classes × rows of the class)."""
    sizes = np.bincount(target.values, minlength=len(target.categories))
    weights = len(target) / (len(sizes) * np.maximum(sizes, 1))
    return tuple(round(float(weight), 3) for weight in weights)
