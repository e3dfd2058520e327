"""From raw values to what a network sees, learned on the training rows and then carried with the weights."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal, Self, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.data.along import UNKNOWN, Along
from nnstudio.data.array_scaling import chunks, fits
from nnstudio.data.cells.choices import ChoiceTarget
from nnstudio.data.cells.dress import named
from nnstudio.data.column_scaling import ColumnScaling as ColumnScaling
from nnstudio.data.column_scaling import check_logarithm, check_scaling, class_codes, spellings_fit
from nnstudio.data.dataset import Column, Dataset, ReadAs, Task, read_as
from nnstudio.data.earlier import EarlierRows
from nnstudio.data.pixel_order import Order, check_order, reordered
from nnstudio.nn.unit import Unit, in_units
from nnstudio.system.messages import StudioError, joined, msg
from nnstudio.system.numbers import digits_for

Scaling = Literal["standard", "minmax", "none", "robust"]
"""``(x - mean) / standard deviation``, ``(x - minimum) / (maximum - minimum)``, the value as it is, or
``(x - median) / (upper quartile - lower quartile)``."""

Answer = Literal["target", "input"]
"""What a network learns to give: the target, or its own input again."""


class ScaledTarget(msgspec.Struct, frozen=True):
    """A number that is predicted, learned as its :attr:`unit` says; of a label, its share of yes as it is."""

    name: str
    offset: float = 0.0
    scale: float = 1.0
    dress: str = ""
    """How it is written, as :class:`ColumnScaling` has it."""
    spellings: tuple[tuple[str, str], ...] = ()
    """Other spellings of what it is called, likewise."""
    logarithm: bool = False
    stand_ins: tuple[float, ...] = ()
    """Numbers that count as missing, likewise."""

    @property
    def unit(self) -> Unit:
        """Its own unit."""
        return Unit(self.offset, self.scale, self.logarithm)


class Preprocessor(msgspec.Struct, frozen=True):
    """How raw data becomes the network's input and its output becomes an answer; plain data.

    Made by :func:`nnstudio.data.fitting.fit`. Read from a file by :meth:`from_plain`, which trusts nothing.

    Parameters
    ----------
    scaling : {"standard", "minmax", "none", "robust"}
    sample_shape : tuple of int
        Shape of one input of the network.
    task, target_name, classes
        As in :class:`nnstudio.data.dataset.Dataset`.
    columns : tuple of ColumnScaling
        For tables, in the order of the features.
    offset, scale : tuple of float
        For arrays: one for each feature of flat samples, or a single one for all pixels of all images, so
        that the picture stays the same picture.
    target_offset, target_scale, target_logarithm : float, float, bool
        How a regression is learned, as :class:`nnstudio.nn.unit.Unit` has it.
    answer : {"target", "input"}
        With ``"input"``, what the network gives is its own input again, scaled as that is: a regression without a
        target.
    more_targets : tuple of ScaledTarget
        The further targets where there are several; :attr:`scaled_targets` are all of them.
    labels : tuple of tuple of str
        Of several yes/no questions, for each target what no and yes are called; empty for other tasks.
    order : tuple of int
        In which order the pixels of a picture enter; empty for the usual one.
    target_dress : str
        How the target's numbers are written, as :class:`ColumnScaling` has it.
    target_spellings : tuple of (str, str)
        Other spellings of the classes, likewise.
    identifiers : tuple of str
        Columns that only tell rows apart: no inputs, but they go along with an answer where rows have them.
    earlier : EarlierRows, optional
        Where some columns are what stood in the rows before.
    choices : ChoiceTarget, optional
        Where the labels are the choices of one column.
    target_stand_ins : tuple of float
        Numbers that count as missing in the target, likewise.
    rate : int
        Samples per second that new sounds are brought to; 0 where there were none.
    along : Along
        What the channels of recordings were called.
    """

    scaling: Scaling
    sample_shape: tuple[int, ...]
    task: Task
    target_name: str
    classes: tuple[str, ...] = ()
    columns: tuple[ColumnScaling, ...] = ()
    offset: tuple[float, ...] = (0.0,)
    scale: tuple[float, ...] = (1.0,)
    target_offset: float = 0.0
    target_scale: float = 1.0
    answer: Answer = "target"
    more_targets: tuple[ScaledTarget, ...] = ()
    labels: tuple[tuple[str, ...], ...] = ()
    order: Order = ()
    target_dress: str = ""
    target_spellings: tuple[tuple[str, str], ...] = ()
    identifiers: tuple[str, ...] = ()
    target_logarithm: bool = False
    earlier: EarlierRows | None = None
    choices: ChoiceTarget | None = None
    target_stand_ins: tuple[float, ...] = ()
    rate: int = 0
    along: Along = UNKNOWN

    def __post_init__(self) -> None:
        check_scaling(msg("the input"), self.offset, self.scale)
        targets = self.scaled_targets
        check_scaling(
            msg("the target"), tuple(each.offset for each in targets), tuple(each.scale for each in targets)
        )
        size = math.prod(self.sample_shape)
        if not self.sample_shape or min(self.sample_shape) < 1 or size > 2**31:
            raise StudioError(
                "Preprocessing is damaged: no sample has shape {shape}", shape=self.sample_shape
            )
        if self.columns:
            called = [column.name for column in self.columns]
            right = self.sample_shape == (len(self.features),) and len(set(called)) == len(called)
        else:
            right = fits(len(self.offset), self.sample_shape)
        if not right:
            raise StudioError("Preprocessing is damaged: its columns do not fit {size} features", size=size)
        check_order(self.order, self.sample_shape)
        count = len(self.classes)
        right = {"regression": count == 0, "binary": count == 2, "classes": count > 2, "labels": count == 0}[
            self.task
        ]
        right &= self.answer != "input" or (self.task == "regression" and not self.more_targets)
        right &= self.choices is None or (
            self.task == "labels" and self.choices.fits([each.name for each in targets])
        )
        right &= not self.more_targets or self.task in ("regression", "labels")
        right &= not any(len(set(pair)) != 2 or len(pair) != 2 for pair in self.labels)
        right &= len(self.labels) == (len(targets) if self.task == "labels" else 0)
        if any(each.logarithm for each in targets) and (self.task, self.answer) != ("regression", "target"):
            right = False
        right &= not any(each.dress and named(each.dress) is None for each in targets)
        right &= self.rate >= 0 and self.along.fits(self.sample_shape)
        names = self.labels or (self.classes,) * len(targets)
        right = right and all(
            spellings_fit(each.spellings, known) for each, known in zip(targets, names, strict=True)
        )
        if len({each.name for each in targets}) < len(targets):
            raise StudioError("Preprocessing is damaged: two targets have the same name")
        if not right or len(set(self.classes)) != count:
            raise StudioError(
                "Preprocessing is damaged: {count} classes for {task}", count=count, task=self.task
            )

    @classmethod
    def from_plain(cls, data: object) -> Self:
        """Turn what :meth:`to_plain` wrote, or what somebody put in its place, into a preprocessor.

        Raises
        ------
        StudioError
            When anything is missing, of the wrong type or length, or not finite.
        """
        try:
            return msgspec.convert(data, cls)
        except msgspec.ValidationError as error:
            raise StudioError("Preprocessing is damaged: {cause}", cause=str(error)) from None

    def to_plain(self) -> dict[str, Any]:
        """Turn it into dictionaries, lists, numbers and texts, as JSON has them."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    @property
    def features(self) -> tuple[str, ...]:
        """Names of a table's features after one-hot encoding; empty for arrays."""
        return tuple(name for column in self.columns for name in column.features)

    @property
    def target_shape(self) -> tuple[int, ...]:
        """Shape of what the network gives for one sample."""
        if self.answer == "input":
            return self.sample_shape
        return (len(self.classes) if self.task == "classes" else len(self.scaled_targets),)

    @property
    def scaled_targets(self) -> tuple[ScaledTarget, ...]:
        """What is predicted with how each is scaled: mostly one."""
        first = ScaledTarget(
            self.target_name, self.target_offset, self.target_scale,
            self.target_dress, self.target_spellings, self.target_logarithm, self.target_stand_ins,
        )  # fmt: skip
        return (first, *self.more_targets)

    @property
    def unit(self) -> Unit:
        """In which a regression is told as a whole: as it is learned where several numbers have a unit each."""
        return Unit() if self.more_targets else self.scaled_targets[0].unit

    @property
    def target_names(self) -> tuple[str, ...]:
        """What the numbers of a regression, or the labels, are called, one name for each."""
        if self.answer == "target":
            return (self.target_name or "prediction", *(each.name for each in self.more_targets))
        return self.features or tuple(f"value {i + 1}" for i in range(math.prod(self.sample_shape)))

    @property
    def kinds(self) -> dict[str, ReadAs]:
        """Columns that rows for prediction need, for :func:`nnstudio.data.tables.call_reader`."""
        return {
            column.name: read_as(column.kind, column.day_first, column.dress, column.stand_ins)
            for column in self.columns
        }

    def transform(
        self, data: Dataset | Iterable[Column] | NDArray[Any], rows: NDArray[Any] | None = None
    ) -> NDArray[np.float32]:
        """Turn raw inputs into the network's.

        Parameters
        ----------
        data : Dataset, columns or ndarray of shape (N, *sample_shape)
            Columns are found by name, and others ignored. A network for arrays also accepts as many columns
            of numbers as a sample has values, in the order of the array.
        rows : ndarray, optional
            Indices of the rows wanted; all otherwise.

        Returns
        -------
        ndarray of float32, shape (N, *sample_shape), C-contiguous
            Always finite.

        Raises
        ------
        StudioError
            When a column is missing or holds the wrong kind of value.
        """
        inputs = data.inputs if isinstance(data, Dataset) else data
        if isinstance(inputs, np.ndarray):
            return self._from_array(inputs if rows is None else inputs[rows])
        columns = tuple(inputs) if rows is None else tuple(column.take(rows) for column in inputs)
        if not self.columns:
            return self._from_array(self._as_array(columns))
        known = {column.name: column for column in columns}
        self.require_columns(known)
        out = np.empty((len(columns[0]), len(self.features)), np.float32)
        at = 0
        for scaling in self.columns:
            width = len(scaling.features)
            scaling.transform(known[scaling.name], out[:, at : at + width])
            at += width
        return self._checked(out)

    def require_columns(self, names: Collection[str]) -> None:
        """Refuse a table that lacks columns, with the names of those it has.

        Raises
        ------
        StudioError
            When a column is missing.
        """
        missing = [name for name in self.kinds if name not in names]
        if missing:
            raise StudioError(
                "The network needs {missing}, and the data has no such column; it has {found}. "
                "Where the values are unknown, an empty column will do",
                missing=joined([repr(name) for name in missing], 8),
                found=joined([repr(name) for name in names], 8) if names else msg("none"),
            )

    def targets(self, dataset: Dataset, rows: NDArray[Any] | None = None) -> NDArray[Any]:
        """Return what the network should answer.

        Returns
        -------
        ndarray
            int32 class indices, shape (N,); for a regression float32, shape (N, *target_shape), scaled; for labels
            the same with 1 for yes and 0 for no.
        """
        if self.answer == "input":
            return self.transform(dataset, rows)
        if self.task in ("regression", "labels"):
            return self._columns_of_targets(dataset, rows)
        target = dataset.target if rows is None else dataset.target.take(rows)
        return class_codes(target, self.classes, self.target_spellings)

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units of the numbers of a regression: one for all, or one for each number.

        What stands for a category in a sample given back stays the share that it is.
        """
        if self.answer == "target":
            return tuple(each.unit for each in self.scaled_targets)
        if not self.columns:
            # Of channels one after the other, as they lie in a sample.
            times = 1 if len(self.scale) == 1 else math.prod(self.sample_shape) // len(self.scale)
            return tuple(map(Unit, self.offset, self.scale)) * times
        return tuple(Unit(*scaling) for column in self.columns for scaling in column.feature_scaling)

    def digits(self, least: int) -> tuple[int, ...]:
        """How many digits tell the values of each number of a regression apart."""
        # Of a logarithm, single precision knows as many digits of every answer.
        found = tuple(
            least if each.logarithm else digits_for(each.offset, each.scale, least) for each in self.units
        )
        return found * math.prod(self.target_shape) if len(found) == 1 else found

    def restore_targets(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Turn outputs of a regression, shape (N, *target_shape), back into the target's own unit; the shape stays."""
        values = np.asarray(values, np.float64)
        flat = values.reshape(len(values), math.prod(values.shape[1:]))
        return cast("NDArray[np.float64]", in_units(self.units, flat).reshape(values.shape))

    def _columns_of_targets(self, dataset: Dataset, rows: NDArray[Any] | None) -> NDArray[np.float32]:
        """One number for each target."""
        if len(dataset.targets) != len(self.scaled_targets):
            raise StudioError(
                "The network predicts {names}; choose the same columns as targets",
                names=", ".join(map(repr, self.target_names[:12])),
            )
        out = np.empty((len(dataset) if rows is None else len(rows), len(dataset.targets)), np.float32)
        for i, (column, scaling) in enumerate(zip(dataset.targets, self.scaled_targets, strict=True)):
            target = column if rows is None else column.take(rows)
            if self.labels:
                out[:, i] = class_codes(target, self.labels[i], scaling.spellings)
                continue
            if target.kind != "number":
                raise StudioError("Column {name} must hold numbers to be compared", name=repr(target.name))
            with np.errstate(over="ignore"):
                if scaling.logarithm:
                    check_logarithm(column, rows)
                out[:, i] = scaling.unit.learned(target.values)
        return self._checked(out)

    def _from_array(self, samples: NDArray[Any]) -> NDArray[np.float32]:
        if self.columns:
            raise StudioError(
                "The network needs a table with the columns {names}", names=", ".join(self.kinds)
            )
        if samples.shape[1:] != self.sample_shape:
            raise StudioError(
                "The network needs samples of shape {wanted}, not {found}",
                wanted=str(self.sample_shape),
                found=str(samples.shape[1:]),
            )
        offset, scale = (
            np.array(each, np.float64) for each in (self.offset, self.scale)
        )  # spread over the last axis
        out = np.empty(samples.shape, np.float32)
        with np.errstate(over="ignore"):
            for part_of in chunks(len(samples), math.prod(self.sample_shape)):
                # float32 first, as data sets hold samples: the same image must give the same input.
                part = reordered(samples[part_of], self.order).astype(np.float32, copy=False)
                out[part_of] = (part - offset) / scale
        return self._checked(out)

    def _as_array(self, columns: Sequence[Column]) -> NDArray[np.float64]:
        size, answers = math.prod(self.sample_shape), {each.name for each in self.scaled_targets}
        columns = [column for column in columns if column.name not in answers] or columns
        if len(columns) != size or any(column.kind != "number" for column in columns):
            raise StudioError(
                "The network needs samples of shape {shape}, that is {size} columns of numbers; these are {found}",
                shape=str(self.sample_shape),
                size=size,
                found=sum(column.kind == "number" for column in columns),
            )
        return np.stack([column.values for column in columns], axis=1).reshape(-1, *self.sample_shape)

    def _checked(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """A value that is not finite would turn all weights into NaN."""
        if not np.isfinite(values).all():
            place = np.argwhere(~np.isfinite(values))[0]
            raise StudioError(
                "Row {row}: {feature} is missing or too large for a network; scale or correct it",
                row=int(place[0]) + 1,
                feature=repr(self.features[place[1]]) if self.columns and place.size > 1 else msg("a value"),
            )
        return values
