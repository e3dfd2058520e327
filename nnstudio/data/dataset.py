"""Data as the program sees it: named columns or equally shaped samples, and one target."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnstudio.data.along import UNKNOWN, Along
from nnstudio.data.cells.choices import ChoiceTarget, choices_in
from nnstudio.data.cells.dress import LIKE, PLAIN
from nnstudio.data.cells.no_value import without
from nnstudio.data.columns.earlier import EarlierRows
from nnstudio.data.fingerprint import fingerprint_of
from nnstudio.data.spectrogram import Spectrogram
from nnstudio.data.target_group import TargetGroup, groups_of
from nnstudio.system.messages import Message, StudioError, msg

if TYPE_CHECKING:
    from nnstudio.data.beside import RowNames

_TOGETHER = 4096
"""Samples looked at together."""

ColumnKind = Literal["number", "category", "date"]
ReadAs = str
"""How a column is to be read: as a :data:`ColumnKind`; where more is known already, "day first" or "month first" for dates
such as 3/4/2024, and :data:`~nnstudio.data.cells.dress.PLAIN`, or :data:`~nnstudio.data.cells.dress.LIKE` with a specimen, for numbers.
What counts as missing in it may follow (:mod:`nnstudio.data.cells.no_value`).
"""
Task = Literal["binary", "classes", "regression", "labels"]
"""Two classes, several, numbers, or several yes/no questions at once."""


def read_as(kind: ColumnKind, day_first: bool, dress: str, stand_ins: Sequence[float] = ()) -> ReadAs:
    """How a column is read whose kind, order of dates, dress of numbers and numbers that count as missing are known."""
    how: ReadAs = kind
    if kind == "number":
        how = f"{LIKE}{dress}" if dress else PLAIN
    elif kind == "date":
        how = "day first" if day_first else "month first"
    return without(how, stand_ins) or how


@dataclass(frozen=True, eq=False)
class Column:
    """One named column of a table.

    Parameters
    ----------
    name : str
    kind : {"number", "category", "date"}
    values : ndarray, shape (N,)
        float64 with NaN where a number is missing; int32 codes into ``categories`` with -1 where a category
        is missing. Dates are numbers too: seconds since 1970. Read-only.
    categories : tuple of str
        What the codes stand for; empty for numbers and dates.
    day_first : bool
        Whether dates were read with the day before the month where both are possible, as other rows must be then.
    dress : str
        A specimen of how numbers are written where they are more than plain, as :mod:`nnstudio.data.cells.dress` has it.
    spellings : tuple of (str, str)
        Other spellings that were found, each with the category (or choice) that it counts as.
    separator : str
        What parts several choices in a cell, of which each category is a combination then; empty where it is one thing.
    stand_ins : tuple of float
        Numbers that counted as missing when it was read.
    """

    name: str
    kind: ColumnKind
    values: NDArray[Any]
    categories: tuple[str, ...] = ()
    day_first: bool = False
    dress: str = ""
    spellings: tuple[tuple[str, str], ...] = ()
    separator: str = ""
    stand_ins: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        values: NDArray[Any] = np.asarray(
            self.values, np.int32 if self.kind == "category" else np.float64
        ).view()
        values.flags.writeable = False
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "categories", tuple(self.categories))
        codes_fit = self.kind != "category" or (
            len(set(self.categories)) == len(self.categories)
            and values.min(initial=-1) >= -1
            and values.max(initial=-1) < len(self.categories)
        )
        if values.ndim != 1 or not codes_fit:
            raise StudioError("Column {name}: the values do not fit its categories", name=repr(self.name))
        if self.kind != "category" and np.isinf(values).any():
            row = int(np.flatnonzero(np.isinf(values))[0]) + 1
            raise StudioError("Column {name}: row {row} is infinite", name=repr(self.name), row=row)

    @classmethod
    def number(cls, name: str, values: ArrayLike) -> Self:
        """Make a column of numbers; NaN stands for a missing one."""
        return cls(name, "number", np.asarray(values, np.float64))

    @classmethod
    def category(
        cls, name: str, values: Iterable[str | None], categories: Sequence[str] | None = None
    ) -> Self:
        """Make a column of categories from names; None, or an unknown name, stands for a missing one."""
        values = list(values)
        known = sorted({v for v in values if v is not None}) if categories is None else list(categories)
        code = {name: i for i, name in enumerate(known)}
        codes = [-1 if v is None else code.get(v, -1) for v in values]
        return cls(name, "category", np.array(codes, np.int32), tuple(known))

    def __len__(self) -> int:
        return len(self.values)

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Where there is no value, shape (N,)."""
        return self.values < 0 if self.kind == "category" else np.isnan(self.values)

    @property
    def width(self) -> int:
        """Features this column becomes where nothing else is set: 1 for a number, one per category or choice otherwise."""
        if self.separator:
            return len(choices_in(self.categories, self.separator))
        return len(self.categories) if self.kind == "category" else 1

    @property
    def read_as(self) -> ReadAs:
        """How other rows of this column are to be read."""
        return read_as(self.kind, self.day_first, self.dress, self.stand_ins)

    def take(self, rows: NDArray[Any]) -> Column:
        """Return the column with only some rows (indices or a mask)."""
        return dataclasses.replace(self, values=self.values[rows])


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples to learn from: inputs and the one column to be predicted.

    Parameters
    ----------
    name : str
        What the user calls it, such as the file's name.
    inputs : tuple of Column, or ndarray of shape (N, *sample_shape)
        Named columns of a table, or raw float32 samples such as images ``(N, H, W, C)``.
    target : Column
        Without missing values. A category makes the task a classification (``"binary"`` for two classes),
        a number a regression.
    notes : tuple of Message
        What was decided or left out while reading, for the user to see.
    aside : tuple of Column
        Columns of the table that are not learned from; the rows may be divided by one of them.
    parts : ndarray of int8, shape (N,), optional
        Where the rows came from separate files: 0 for training, 1 for validation, 2 for the test.
    more_targets : tuple of Column
        Further columns to predict at once: all targets hold numbers, or all are categories with two values.
    names : tuple of RowNames
        What a person calls the rows; no part of the fingerprint, as nothing depends on it.
    earlier : EarlierRows, optional
        Where some inputs are what stood in the rows before.
    unanswered : int
        Rows that are left out as they have no target.
    choices : ChoiceTarget, optional
        Where the targets are the choices of one column.
    rate : int
        Samples per second of sounds; 0 for anything else.
    along : Along
        What the channels of recordings are called; no part of the fingerprint either.
    spectrogram : Spectrogram, optional
        How recordings were turned into the pictures that the samples are.
    columns : tuple of Column
        Inputs of a table that belong to the samples of an array, as what is known of a picture besides.
    further : tuple of TargetGroup
        Targets of other sorts, each for an output of its own; ``task``, ``classes`` and ``outputs`` are those of the first
        group, and :func:`nnstudio.data.target_group.views_of` has the data as each output is asked about it.

    Raises
    ------
    StudioError
        When lengths differ, nothing is there, a target is missing or there is only one class.
    """

    name: str
    inputs: tuple[Column, ...] | NDArray[np.float32]
    target: Column
    notes: tuple[Message, ...] = ()
    aside: tuple[Column, ...] = ()
    parts: NDArray[np.int8] | None = None
    more_targets: tuple[Column, ...] = ()
    names: tuple[RowNames, ...] = ()
    earlier: EarlierRows | None = None
    unanswered: int = 0
    choices: ChoiceTarget | None = None
    rate: int = 0
    along: Along = UNKNOWN
    spectrogram: Spectrogram | None = None
    columns: tuple[Column, ...] = ()
    further: tuple[TargetGroup, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.inputs, np.ndarray):
            samples = np.ascontiguousarray(self.inputs, np.float32).view()
            samples.flags.writeable = False
            object.__setattr__(self, "inputs", samples)
            if samples.ndim < 2 or samples.size == 0:
                raise self._error(msg("there are no samples"))
            for at in range(0, len(samples), _TOGETHER):  # without a second array as long as they are
                part = samples[at : at + _TOGETHER]
                if not np.isfinite(part).all():
                    row = at + int(np.argwhere(~np.isfinite(part))[0][0]) + 1
                    raise self._error(msg("sample {row} holds a value that is not a finite number", row=row))
            lengths = {len(samples)}
        else:
            object.__setattr__(self, "inputs", tuple(self.inputs))
            if not self.inputs:
                raise self._error(msg("there is no input column"))
            lengths = set()
        names = [column.name for column in (*self.input_columns, *self.targets)]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise self._error(msg("two columns are called {column}", column=repr(twice)))
        lengths |= {len(c) for c in (*self.input_columns, *self.aside, *self.targets)}
        lengths |= {len(each) for each in self.names}
        lengths |= set() if self.parts is None else {len(self.parts)}
        if lengths != {len(self.target)}:
            raise self._error(msg("the inputs and the target differ in length"))
        if len(self.target) == 0:
            raise self._error(msg("there are no rows"))
        for target in self.targets:
            if target.missing.any():
                row = int(np.flatnonzero(target.missing)[0]) + 1
                raise self._error(msg("row {row} has no target", row=row))
        for group in groups_of(self):
            self._check_group(group)

    def _check_group(self, group: TargetGroup) -> None:
        sorts = {(target.kind, len(target.categories)) for target in group.columns}
        if group.more and sorts not in ({("number", 0)}, {("category", 2)}):
            raise self._error(msg("columns that one output answers must all hold numbers or all be yes/no"))
        if group.target.kind == "category" and len(group.target.categories) < 2:
            raise self._error(
                msg(
                    "column {column} cannot be the target: it holds only {value}",
                    column=repr(group.target.name),
                    value=repr("".join(group.target.categories)),
                )
            )

    @classmethod
    def kept(
        cls,
        name: str,
        samples: NDArray[np.float32],
        target: Column,
        notes: tuple[Message, ...],
        fingerprint: str,
        **others: Any,
    ) -> Self:
        """A data set that was looked through when its fingerprint was taken, and is not again.

        Parameters
        ----------
        name, target, notes
            As they were.
        samples : ndarray
            May lie on the disk: nothing of it is read.
        fingerprint : str
        **others
            Further fields, as they were.
        """
        dataset = object.__new__(cls)
        known: dict[str, Any] = {"name": name, "inputs": samples, "target": target}
        known |= {"notes": notes, "fingerprint": fingerprint}
        rest = {field.name: field.default for field in dataclasses.fields(cls) if field.name not in known}
        for field, value in (rest | known | others).items():
            object.__setattr__(dataset, field, value)
        return dataset

    def _error(self, cause: Message) -> StudioError:
        return StudioError("{dataset}: {cause}", dataset=self.name, cause=cause)

    def __len__(self) -> int:
        return len(self.target)

    def take(self, rows: NDArray[Any]) -> Dataset:
        """Return the data set with only some rows (indices or a mask), with all its classes."""
        inputs = self.inputs

        def some(columns: Iterable[Column]) -> tuple[Column, ...]:
            return tuple(column.take(rows) for column in columns)

        return Dataset(
            self.name,
            inputs[rows] if isinstance(inputs, np.ndarray) else some(inputs),
            self.target.take(rows),
            aside=some(self.aside),
            parts=None if self.parts is None else self.parts[rows],
            more_targets=some(self.more_targets),
            names=tuple(each.take(rows) for each in self.names),
            earlier=self.earlier,
            choices=self.choices,
            rate=self.rate,
            along=self.along,
            spectrogram=self.spectrogram,
            columns=some(self.columns),
            further=tuple(
                TargetGroup(group.target.take(rows), some(group.more), group.choices)
                for group in self.further
            ),
        )

    @property
    def input_columns(self) -> tuple[Column, ...]:
        """The inputs that are columns: those of a table, or the ones that belong to samples of an array."""
        return self.columns if isinstance(self.inputs, np.ndarray) else self.inputs

    @property
    def array_shape(self) -> tuple[int, ...]:
        """Shape of the array that a sample is, or that columns belong to; empty for rows of a table."""
        return self.inputs.shape[1:] if isinstance(self.inputs, np.ndarray) else ()

    def column(self, name: str) -> Column:
        """A column by its name, whatever it is used for.

        Raises
        ------
        StudioError
            When there is none.
        """
        every = (*self.input_columns, *self.targets, *self.aside)
        for column in every:
            if column.name == name:
                return column
        raise self._error(
            msg(
                "there is no column {column}; there are {names}",
                column=repr(name),
                names=", ".join(repr(column.name) for column in every[:12]),
            )
        )

    def taken_from(self, name: str) -> str:
        """The column of the file that another one holds the earlier values of; mostly the column itself."""
        return name if self.earlier is None else self.earlier.taken_from(name)

    @property
    def task(self) -> Task:
        """What kind of answer the target wants."""
        if self.target.kind == "number":
            return "regression"
        if self.more_targets:
            return "labels"
        return "binary" if len(self.classes) == 2 else "classes"

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes, in the order of their indices; empty for a regression and for labels."""
        return () if self.more_targets else self.target.categories

    @property
    def targets(self) -> tuple[Column, ...]:
        """All columns to predict, of all groups: mostly one."""
        return tuple(column for group in groups_of(self) for column in group.columns)

    @property
    def target_columns(self) -> tuple[str, ...]:
        """The columns of the file that are predicted: mostly the targets, but of choices the one that holds them."""
        return tuple(name for group in groups_of(self) for name in group.file_columns)

    @property
    def target_name(self) -> str:
        """Name of the target's column; of several, the first."""
        return self.target.name

    @property
    def sample_shape(self) -> tuple[int, ...]:
        """Shape of one example as the network receives it, categories one-hot encoded."""
        if not self.input_columns:
            return self.array_shape
        return (math.prod(self.array_shape or (0,)) + sum(column.width for column in self.input_columns),)

    @property
    def outputs(self) -> int:
        """Output units a network needs: one for each target, or one per class for more than two."""
        return len(self.classes) if self.task == "classes" else 1 + len(self.more_targets)

    @functools.cached_property
    def fingerprint(self) -> str:
        """SHA-256 of every value and every name of columns and categories, but not of the data's own name."""
        return fingerprint_of(self)
