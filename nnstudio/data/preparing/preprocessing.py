"""From raw values to what a network sees, learned on the training rows and then carried with the weights."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Sequence
from typing import Any, Literal, Self, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.data.along import UNKNOWN, Along
from nnstudio.data.cells.choices import ChoiceTarget
from nnstudio.data.columns.earlier import EarlierRows
from nnstudio.data.dataset import Column, Dataset, ReadAs, Task, read_as
from nnstudio.data.preparing.array_scaling import chunks
from nnstudio.data.preparing.column_scaling import ColumnScaling as ColumnScaling
from nnstudio.data.preparing.column_scaling import check_logarithm, class_codes
from nnstudio.data.preparing.pixel_order import Order, reordered
from nnstudio.data.preparing.raw import Raw, parted, raw_inputs
from nnstudio.data.preparing.soundness import check
from nnstudio.data.preparing.target_scaling import Answer, GroupScaling, ScaledTarget
from nnstudio.data.spectrogram import Spectrogram
from nnstudio.nn.unit import Unit, in_units
from nnstudio.system.messages import StudioError, joined, msg
from nnstudio.system.numbers import digits_for

Scaling = Literal["standard", "minmax", "none", "robust"]
"""``(x - mean) / standard deviation``, ``(x - minimum) / (maximum - minimum)``, the value as it is, or
``(x - median) / (upper quartile - lower quartile)``."""


class Preprocessor(msgspec.Struct, frozen=True, dict=True):
    """How raw data becomes the network's input and its output becomes an answer; plain data.

    Made by :func:`nnstudio.data.preparing.fitting.fit`. Read from a file by :meth:`from_plain`, which trusts nothing.

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
    spectrogram : Spectrogram, optional
        How recordings were turned into the pictures that the samples are.
    picture : tuple of int
        Shape of the array with which a sample begins where columns belong to it, as to a picture of which more is known:
        a sample is a row then, all values of the array and behind them the features. Empty for any other.
    further : tuple of GroupScaling
        What further outputs of the network answer; all that is told of targets here is of the first one alone, and
        :attr:`views` has a preprocessing for each.
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
    spectrogram: Spectrogram | None = None
    picture: tuple[int, ...] = ()
    further: tuple[GroupScaling, ...] = ()

    def __post_init__(self) -> None:
        check(self)

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

    @functools.cached_property
    def views(self) -> tuple[Self, ...]:
        """The preprocessing as each output of the network knows it: mostly just this one; every edit asks."""
        if not self.further:
            return (self,)
        alone = msgspec.structs.replace(self, further=())
        return alone, *(
            msgspec.structs.replace(alone, **msgspec.structs.asdict(group)) for group in self.further
        )

    @property
    def features(self) -> tuple[str, ...]:
        """Names of the features of columns after one-hot encoding; empty for arrays."""
        return tuple(name for column in self.columns for name in column.features)

    @property
    def array_shape(self) -> tuple[int, ...]:
        """Shape of the array that a sample is, or begins with; empty for rows of a table."""
        return self.picture or (() if self.columns else self.sample_shape)

    @property
    def first_feature(self) -> int:
        """Where the features of columns begin in a sample: at 0, but behind a picture that they belong to."""
        return math.prod(self.picture) if self.picture else 0

    def parts(self, x: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
        """Samples in their parts: pictures and the features that belong to them, else one; nothing is copied."""
        if not self.picture:
            return (x,)
        first = self.first_feature
        return x[:, :first].reshape(len(x), *self.picture), x[:, first:]

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

    def transform(self, data: Dataset | Raw, rows: NDArray[Any] | None = None) -> NDArray[np.float32]:
        """Turn raw inputs into the network's.

        Parameters
        ----------
        data : Dataset, columns, ndarray of shape (N, *array_shape), or both
            Columns are found by name, and others ignored. A network for arrays also accepts as many columns
            of numbers as a sample has values, in the order of the array.
        rows : ndarray, optional
            Indices of the rows wanted of a data set; all otherwise.

        Returns
        -------
        ndarray of float32, shape (N, *sample_shape), C-contiguous
            Always finite.

        Raises
        ------
        StudioError
            When a column is missing or holds the wrong kind of value, or pictures lack what belongs to them.
        """
        samples, columns = parted(raw_inputs(data, rows) if isinstance(data, Dataset) else data)
        if not self.columns:
            return _from_array(self, _as_array(self, columns) if samples is None else samples)
        if samples is not None and not columns:
            raise StudioError(
                "The network needs a table with the columns {names}", names=", ".join(self.kinds)
            )
        if not self.picture:
            return self.transform_columns(columns)
        if samples is None:
            raise StudioError("The network needs pictures, and a table that says more of each of them")
        # (N, H, W, C) and (N, features) -> (N, H·W·C + features), each where it belongs: samples may fill half of the memory.
        out = np.empty((len(samples), *self.sample_shape), np.float32)
        pictures, features = self.parts(out)
        _from_array(self, samples, pictures)
        features[...] = self.transform_columns(columns)
        return out

    def transform_columns(self, columns: Sequence[Column]) -> NDArray[np.float32]:
        """Turn columns into the features that they become, shape (N, features); raises as :meth:`transform`."""
        known = {column.name: column for column in columns}
        self.require_columns(known)
        out = np.empty((len(columns[0]), len(self.features)), np.float32)
        at = 0
        for scaling in self.columns:
            width = len(scaling.features)
            scaling.transform(known[scaling.name], out[:, at : at + width])
            at += width
        return _checked(out, self.features)

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
            return _columns_of_targets(self, dataset, rows)
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


def _from_array(
    it: Preprocessor, samples: NDArray[Any], out: NDArray[np.float32] | None = None
) -> NDArray[np.float32]:
    if samples.shape[1:] != it.array_shape:
        raise StudioError(
            "The network needs samples of shape {wanted}, not {found}",
            wanted=str(it.array_shape),
            found=str(samples.shape[1:]),
        )
    offset, scale = (
        np.array(it.offset, np.float64),
        np.array(it.scale, np.float64),
    )  # spread over the last axis
    out = np.empty(samples.shape, np.float32) if out is None else out
    with np.errstate(over="ignore"):
        for part_of in chunks(len(samples), math.prod(it.array_shape)):
            # float32 first, as data sets hold samples: the same image must give the same input.
            part = reordered(samples[part_of], it.order).astype(np.float32, copy=False)
            out[part_of] = (part - offset) / scale
    return _checked(out)


def _columns_of_targets(it: Preprocessor, dataset: Dataset, rows: NDArray[Any] | None) -> NDArray[np.float32]:
    """One number for each target."""
    if len(dataset.targets) != len(it.scaled_targets):
        raise StudioError(
            "The network predicts {names}; choose the same columns as targets",
            names=", ".join(map(repr, it.target_names[:12])),
        )
    out = np.empty((len(dataset) if rows is None else len(rows), len(dataset.targets)), np.float32)
    for i, (column, scaling) in enumerate(zip(dataset.targets, it.scaled_targets, strict=True)):
        target = column if rows is None else column.take(rows)
        if it.labels:
            out[:, i] = class_codes(target, it.labels[i], scaling.spellings)
            continue
        if target.kind != "number":
            raise StudioError("Column {name} must hold numbers to be compared", name=repr(target.name))
        with np.errstate(over="ignore"):
            if scaling.logarithm:
                check_logarithm(column, rows)
            out[:, i] = scaling.unit.learned(target.values)
    return _checked(out)


def _as_array(it: Preprocessor, columns: Sequence[Column]) -> NDArray[np.float64]:
    size = math.prod(it.sample_shape)
    answers = {each.name for view in it.views for each in view.scaled_targets}
    columns = [column for column in columns if column.name not in answers] or columns
    if len(columns) != size or any(column.kind != "number" for column in columns):
        raise StudioError(
            "The network needs samples of shape {shape}, that is {size} columns of numbers; these are {found}",
            shape=str(it.sample_shape),
            size=size,
            found=sum(column.kind == "number" for column in columns),
        )
    return np.stack([column.values for column in columns], axis=1).reshape(-1, *it.sample_shape)


def _checked(values: NDArray[np.float32], names: Sequence[str] = ()) -> NDArray[np.float32]:
    """Refuse a value that is not finite: it would turn all weights into NaN."""
    if not np.isfinite(values).all():
        row, *place = np.argwhere(~np.isfinite(values))[0].tolist()
        raise StudioError(
            "Row {row}: {feature} is missing or too large for a network; scale or correct it",
            row=row + 1,
            feature=repr(names[place[0]]) if names else msg("a value"),
        )
    return values
