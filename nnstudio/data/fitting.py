"""Learning the preprocessing from the training rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.column_scaling import check_logarithm
from nnstudio.data.column_settings import ColumnSettings
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.fit_column import fit_column, fit_numbers
from nnstudio.data.pixel_order import Order
from nnstudio.data.preprocessing import Answer, ColumnScaling, Preprocessor, ScaledTarget, Scaling, chunks
from nnstudio.nn.unit import Unit


def fit(
    dataset: Dataset,
    rows: NDArray[Any] | None = None,
    scaling: Scaling = "standard",
    answer: Answer = "target",
    settings: Sequence[ColumnSettings] = (),
    order: Order = (),
) -> Preprocessor:
    """Learn the preprocessing from the training rows alone.

    From the other rows only the names of categories and classes are taken, because the shape of the network
    may not depend on the split.

    Parameters
    ----------
    dataset : Dataset
    rows : ndarray, optional
        Indices of the training rows; all otherwise.
    scaling : {"standard", "minmax", "none", "robust"}
        For inputs, and for each target of a regression.
    answer : {"target", "input"}
        What the network is to give.
    settings : sequence of ColumnSettings
        Of columns with a preprocessing of their own.
    order : tuple of int
        In which order the pixels of pictures are to enter.

    Raises
    ------
    StudioError
        When there is no such column.
    """
    target = dataset.target if rows is None else dataset.target.take(rows)
    own = {each.name: each for each in settings}
    columns: tuple[ColumnScaling, ...] = ()
    offset, scale = np.zeros(1), np.ones(1)
    if isinstance(dataset.inputs, np.ndarray):
        offset, scale = _fit_array(dataset.inputs, np.arange(len(dataset)) if rows is None else rows, scaling)
    else:
        for name in own:
            if name not in dataset.target_columns:
                dataset.column(name)
        columns = tuple(
            fit_column(
                column, target, scaling, own.get(dataset.taken_from(column.name), ColumnSettings(column.name))
            )
            for column in (dataset if rows is None else dataset.take(rows)).inputs
        )
    unit = Unit()
    more: tuple[ScaledTarget, ...] = ()
    task, classes = dataset.task, dataset.classes
    if answer == "input":
        task, classes = "regression", ()
        if not columns and len(scale) == 1:  # pictures have one unit; the features of a table have one each
            unit = Unit(float(offset[0]), float(scale[0]))
    elif task == "labels":
        more = tuple(
            ScaledTarget(each.name, spellings=each.spellings, stand_ins=each.stand_ins)
            for each in dataset.more_targets
        )
    elif task == "regression":
        units = [
            _fit_target(each, rows, scaling, logarithm=each.name in own and own[each.name].logarithm)
            for each in dataset.targets
        ]
        unit = units[0]
        more = tuple(
            ScaledTarget(
                each.name,
                its.offset,
                its.scale,
                each.dress,
                logarithm=its.logarithm,
                stand_ins=each.stand_ins,
            )
            for each, its in zip(dataset.more_targets, units[1:], strict=True)
        )
    return Preprocessor(
        scaling=scaling,
        sample_shape=(sum(len(c.features) for c in columns),) if columns else dataset.sample_shape,
        task=task,
        target_name=dataset.target_name,
        classes=classes,
        columns=columns,
        offset=tuple(offset.tolist()),
        scale=tuple(scale.tolist()),
        target_offset=unit.offset,
        target_scale=unit.scale,
        target_logarithm=unit.logarithm,
        answer=answer,
        more_targets=more,
        labels=tuple(each.categories for each in dataset.targets) if task == "labels" else (),
        order=order,
        identifiers=tuple(each.column for each in dataset.names if columns),
        target_dress=target.dress if task == "regression" and answer == "target" else "",
        target_spellings=target.spellings if answer == "target" else (),
        earlier=dataset.earlier,
        choices=dataset.choices if answer == "target" else None,
        target_stand_ins=target.stand_ins if answer == "target" else (),
        rate=dataset.rate,
    )


def _fit_target(column: Column, rows: NDArray[Any] | None, scaling: Scaling, *, logarithm: bool) -> Unit:
    """How a number is learned: as it is scaled, or first its logarithm."""
    if logarithm:
        check_logarithm(column, rows)
    values = Unit(logarithm=logarithm).learned(column.values if rows is None else column.values[rows])
    return Unit(*fit_numbers(values, scaling), logarithm)


def _fit_array(
    samples: NDArray[np.float32], rows: NDArray[Any], scaling: Scaling
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return offset and scale: per feature for flat samples, otherwise one of each over all values.

    A part at a time, as the samples may lie on the disk; only quartiles need all of them at once.
    """
    axis = 0 if samples.ndim == 2 else None
    if scaling == "none":
        return np.zeros(1), np.ones(1)
    parts = [rows[part] for part in chunks(len(rows), samples[0].size)]
    low = np.atleast_1d(_over(np.minimum, [samples[part].min(axis=axis) for part in parts])).astype(
        np.float64
    )
    high = np.atleast_1d(_over(np.maximum, [samples[part].max(axis=axis) for part in parts])).astype(
        np.float64
    )
    spread = high - low
    if scaling == "minmax":
        return low, np.where(spread > 0, spread, 1.0)
    count = len(rows) if axis == 0 else len(rows) * samples[0].size
    total = sum(samples[part].sum(axis=axis, dtype=np.float64) for part in parts)
    mean = np.atleast_1d(total / count)
    squares = np.zeros_like(mean)
    for part in parts:
        off = np.square(samples[part].reshape(len(part), -1) - mean)
        squares += off.sum(axis=0) if axis == 0 else off.sum()
    deviation = np.sqrt(squares / count)
    if scaling == "robust":
        quartiles = np.percentile(samples[rows], (25, 50, 75), axis=axis).astype(np.float64)
        lower, middle, upper = (np.atleast_1d(each) for each in quartiles)
        # Where more than half of the values are the same, the middle half has no width.
        width = np.where(upper > lower, upper - lower, deviation)
        return middle, np.where((spread > 0) & (width > 0), width, 1.0)
    return mean, np.where(spread > 0, deviation, 1.0)


def _over(ufunc: np.ufunc, values: Sequence[Any]) -> Any:
    return ufunc.reduce(np.stack(values), axis=0)
