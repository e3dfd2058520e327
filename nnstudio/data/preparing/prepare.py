"""From a data set to the arrays of a run: a seeded split, then preprocessing fitted on the training part."""

from __future__ import annotations

import dataclasses
import functools
import math
from dataclasses import dataclass
from typing import Any, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augmentation.augmenter import check_clashes
from nnstudio.data.beside import Beside, RowNames
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset, Task
from nnstudio.data.dividing.repeated import first_of_each
from nnstudio.data.dividing.row_order import RowOrder, row_order
from nnstudio.data.dividing.splitting import Parts, by_group, by_name, by_time, complete, numbered, parts_of
from nnstudio.data.dividing.stratifying import by_labels
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.preparing.held_out import changed
from nnstudio.data.preparing.on_disk import stays_on_disk, transformed
from nnstudio.data.preparing.pixel_order import drawn_order, is_picture
from nnstudio.data.preparing.preprocessing import Preprocessor, Scaling
from nnstudio.data.preparing.target_scaling import Answer
from nnstudio.data.target_group import told_apart, views_of
from nnstudio.system.messages import Message, StudioError, counted
from nnstudio.system.seeds import stream


@dataclass(frozen=True, eq=False)
class Split:
    """One part of the data, ready for the network.

    Parameters
    ----------
    x : ndarray of float32, shape (N, *sample_shape)
    y : ndarray
        int32 class indices, shape (N,), or float32, shape (N, *target_shape), for a regression; the same array as
        ``x`` where the network is to give its input again.
    rows : ndarray of int64, shape (N,)
        Where the examples stand in the data set, ascending.
    further : tuple of ndarray
        As ``y``, for each further output that the data asks for.
    """

    x: NDArray[np.float32]
    y: NDArray[Any]
    rows: NDArray[np.int64]
    further: tuple[NDArray[Any], ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def answers(self) -> tuple[NDArray[Any], ...]:
        """What is to be answered, one array for each output that the data asks for: mostly one."""
        return self.y, *self.further

    def first(self, count: int) -> Split:
        """So many of its examples."""
        return self.take(slice(count))

    def take(self, some: slice | NDArray[np.int64]) -> Split:
        """Some of its examples, by where they stand in it."""
        return Split(self.x[some], self.y[some], self.rows[some], tuple(each[some] for each in self.further))

    def view(self, number: int) -> Split:
        """The part with what one output is to answer."""
        return Split(self.x, self.answers[number], self.rows)


@dataclass(frozen=True, eq=False)
class Prepared:
    """All a run needs to know about its data.

    ``task``, ``classes``, ``target_shape`` and ``outputs`` are those of what the network is to give: for an
    autoencoder a regression, whatever the target column holds. Where the data asks for several outputs they are those of
    the first, and :attr:`views` has the same for each. ``beside`` is what goes along with the rows of the data
    set, ``groups`` the number of each row's group where those stay together, ``order`` how they follow one another.
    """

    train: Split
    validation: Split
    test: Split
    preprocessor: Preprocessor
    task: Task
    classes: tuple[str, ...]
    sample_shape: tuple[int, ...]
    target_shape: tuple[int, ...]
    fingerprint: str
    notes: tuple[Message, ...]
    beside: Beside = dataclasses.field(default_factory=Beside)
    groups: NDArray[np.int64] | None = None
    order: RowOrder | None = None

    @functools.cached_property
    def views(self) -> tuple[Prepared, ...]:
        """The data as each output of the network is to answer it: mostly just this one."""
        if not self.preprocessor.further:
            return (self,)
        return tuple(
            dataclasses.replace(
                self,
                train=self.train.view(number),
                validation=self.validation.view(number),
                test=self.test.view(number),
                preprocessor=view,
                task=view.task,
                classes=view.classes,
                target_shape=view.target_shape,
            )
            for number, view in enumerate(self.preprocessor.views)
        )

    @property
    def outputs(self) -> int:
        """Numbers that the network is to give for a sample."""
        return math.prod(self.target_shape)

    @property
    def sequence(self) -> tuple[int, ...]:
        """Length and channels of the sequence that a row is whose inputs are all earlier rows; empty for any other."""
        preprocessor = self.preprocessor
        if preprocessor.earlier is None:
            return ()
        widths = ((column.name, len(column.features)) for column in preprocessor.columns)
        return preprocessor.earlier.sequence(widths)


def prepare(dataset: Dataset, config: DataConfig, seed: int, parts: Parts | None = None) -> Prepared:
    """Divide, fit the preprocessing on the training part and apply it to all three.

    Parameters
    ----------
    dataset : Dataset
    config : DataConfig
    seed : int
    parts : tuple of arrays, optional
        Rows of the three parts, where they are divided already, as for a fold.

    Raises
    ------
    StudioError
        When there are too few rows for the parts that are wanted, or the pixels of what has none are to be shuffled.
    """
    train, validation, test = split_rows(dataset, config, seed) if parts is None else parts
    order = drawn_order(dataset.name, dataset.array_shape, seed) if config.shuffled else ()
    check_clashes(config.augmentation, shuffled=config.shuffled, judged=config.augmented != "training")
    preprocessor = fit(
        dataset, train, cast(Scaling, config.scaling), cast(Answer, config.answer), config.columns, order,
        by_channel=config.by_channel,
    )  # fmt: skip

    names, together = dataset.names, str(config.divided_by) if config.divided == "group" else ""
    if together and together not in [each.column for each in names]:
        names = (*names, RowNames.of(dataset.column(together)))
        if any(column.name == together for column in dataset.aside) and not dataset.array_shape:
            preprocessor = msgspec.structs.replace(
                preprocessor, identifiers=(*preprocessor.identifiers, together)
            )
    series = "" if dataset.earlier is None else dataset.earlier.series
    large = stays_on_disk(preprocessor, len(dataset))

    def part(rows: NDArray[np.int64]) -> Split:
        x = transformed(preprocessor, dataset, rows) if large else preprocessor.transform(dataset, rows)
        if config.answer == "input":  # its samples are not held twice
            return Split(x, x, rows)
        y, *further = (
            view.targets(asked, rows)
            for view, asked in zip(preprocessor.views, views_of(dataset), strict=True)
        )
        return Split(x, y, rows, tuple(further))

    prepared = Prepared(
        train=part(train),
        validation=part(validation),
        test=part(test),
        preprocessor=preprocessor,
        task=preprocessor.task,
        classes=preprocessor.classes,
        sample_shape=preprocessor.sample_shape,
        target_shape=preprocessor.target_shape,
        fingerprint=dataset.fingerprint,
        notes=dataset.notes,
        beside=Beside.of(names, dataset.input_columns, together=together or series),
        groups=numbered(dataset.column(together))[0] if together else None,
        order=row_order(dataset, config),
    )
    if config.augmented == "training" or not config.augmentation:
        return prepared
    return changed(prepared, config, seed, large=large)


def split_rows(dataset: Dataset, config: DataConfig, seed: int) -> Parts:
    """Divide the rows into the training, validation and test part.

    Rows without a value in a column whose missing values are to be dropped are in no part, nor are repeated ones where
    those are to be left out.

    Raises
    ------
    StudioError
        When there are too few rows, or the column that is to divide them does not.
    """
    dropped = tuple(column.name for column in config.columns if column.missing == "drop")
    if dropped or config.distinct:
        kept = complete(dataset, dropped) if dropped else np.arange(len(dataset))
        if config.distinct:
            kept = kept[first_of_each(dataset, kept)]
        if isinstance(
            dataset.inputs, np.ndarray
        ):  # by which no row is divided, and which may lie on the disk
            dataset = dataclasses.replace(dataset, inputs=np.zeros((len(dataset), 1), np.float32))
        columns = tuple(c for c in config.columns if c.missing != "drop")
        inner = config.replace(columns=columns, distinct=False)
        train, validation, test = split_rows(dataset.take(kept), inner, seed)
        return kept[train], kept[validation], kept[test]
    if dataset.parts is not None:
        return _from_files(dataset, dataset.parts, config, seed)
    if config.divided == "part":
        return by_name(dataset.name, dataset.column(str(config.divided_by)))
    if config.divided == "random":
        return _by_lot(dataset, config, seed)
    test_size, validation_size = _sizes(dataset, config)
    sizes = (len(dataset) - test_size - validation_size, validation_size, test_size)
    column = dataset.column(str(config.divided_by))
    if config.divided == "time":
        return by_time(dataset.name, column, sizes)
    return by_group(dataset.name, column, sizes, stream(seed, "split"))


def can_stratify(dataset: Dataset, config: DataConfig) -> bool:
    """Whether there are classes of which each part could get its share, and lots are drawn at all."""
    return config.divided == "random" and told_apart(dataset).task != "regression"


def can_shuffle(dataset: Dataset) -> bool:
    """Whether samples are pictures of things, whose pixels may be shuffled: those of sounds are bands and moments."""
    return is_picture(dataset.array_shape) and dataset.spectrogram is None


def _from_files(dataset: Dataset, parts: NDArray[np.int8], config: DataConfig, seed: int) -> Parts:
    """Rows of a file of their own stay together; a part without a file is taken from the training rows."""
    train, validation, test = parts_of(dataset.name, parts)
    if len(validation) and len(test):
        return train, validation, test
    main = dataset.take(train)
    main = dataclasses.replace(main, parts=None)
    inner = config.replace(
        validation=0 if len(validation) else config.validation, test=0 if len(test) else config.test
    )
    train_in, validation_in, test_in = split_rows(main, inner, seed)
    return (
        train[train_in],
        validation if len(validation) else train[validation_in],
        test if len(test) else train[test_in],
    )


def _sizes(dataset: Dataset, config: DataConfig) -> tuple[int, int]:
    """Rows for the test and for validation."""
    count = len(dataset)
    test_size, validation_size = (
        max(1, round(count * fraction)) if fraction else 0 for fraction in (config.test, config.validation)
    )
    needed = 1 + bool(test_size) + bool(validation_size)
    if count < needed:
        raise StudioError(
            "{dataset}: {count} too few to be divided into training, {validation:.0%} for validation "
            "and {test:.0%} for test; at least {needed} are needed",
            dataset=dataset.name,
            count=counted(count, "{n} sample is", "{n} samples are"),
            validation=config.validation,
            test=config.test,
            needed=needed,
        )
    # Rounding up twice may leave nothing to learn from.
    while test_size + validation_size >= count:
        if test_size >= validation_size:
            test_size -= 1
        else:
            validation_size -= 1
    return test_size, validation_size


def _by_lot(dataset: Dataset, config: DataConfig, seed: int) -> Parts:
    """Draw the rows of the three parts.

    Each part has its fraction of the rows, rounded, and at least one row where the fraction is not zero. When
    stratified, each class is divided in the same proportions to within one row, and keeps at least one row in
    training wherever that is possible; of several yes/no labels each is, as nearly as all of them can be.
    """
    count = len(dataset)
    test_size, validation_size = _sizes(dataset, config)
    dataset = told_apart(dataset)
    if config.stratified and dataset.task == "labels":
        answers = np.stack([target.values == 1 for target in dataset.targets], axis=1)
        wanted = (count - test_size - validation_size, validation_size, test_size)
        return by_labels(dataset.name, answers, wanted, stream(seed, "split"))
    # Without classes, everything is one class.
    labels = dataset.target.values if config.stratified and dataset.classes else np.zeros(count, np.int32)
    sizes = np.bincount(labels)
    for_test = _shares(sizes, test_size, np.maximum(sizes - 1, 0))
    left = sizes - for_test
    for_validation = _shares(sizes, validation_size, np.maximum(left - 1, 0), left)
    order = stream(seed, "split").permutation(count)
    # Position of each shuffled row within its class decides the part.
    by_class = order[np.argsort(labels[order], kind="stable")]
    rank = np.arange(count) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    first, second = np.repeat(for_test, sizes), np.repeat(for_test + for_validation, sizes)
    chosen = (rank >= second, (rank >= first) & (rank < second), rank < first)
    train, validation, test = (np.sort(by_class[part]).astype(np.int64) for part in chosen)
    return train, validation, test


def _shares(
    sizes: NDArray[Any], total: int, room: NDArray[Any], most: NDArray[Any] | None = None
) -> NDArray[np.int64]:
    """Divide ``total`` over classes in proportion to their sizes, by the largest remainders.

    A class gives at most its ``room``; only when all rooms are full, up to ``most``.
    """
    quota = sizes * (total / sizes.sum())
    shares: NDArray[np.int64] = np.minimum(np.floor(quota + 1e-9).astype(np.int64), room)
    for limit in (room, sizes if most is None else most):
        while shares.sum() < total and (shares < limit).any():
            # The largest remainder first, then the larger class, then the first.
            behind = np.where(shares < limit, quota - shares, -np.inf)
            shares[np.lexsort((-sizes, -behind))[0]] += 1
    return shares
