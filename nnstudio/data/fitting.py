"""Learning the preprocessing from the training rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preprocessing import CHUNK, Answer, ColumnScaling, Preprocessor, Scaling
from nnstudio.system.messages import StudioError


def fit(
    dataset: Dataset,
    rows: NDArray[Any] | None = None,
    scaling: Scaling = "standard",
    answer: Answer = "target",
) -> Preprocessor:
    """Learn the preprocessing from the training rows alone.

    From the other rows only the names of categories and classes are taken, because the shape of the network
    may not depend on the split.

    Parameters
    ----------
    dataset : Dataset
    rows : ndarray, optional
        Indices of the training rows; all otherwise.
    scaling : {"standard", "minmax", "none"}
        For inputs, and for the target of a regression.
    answer : {"target", "input"}
        What the network is to give.
    """
    part = dataset if rows is None else dataset.take(rows)
    columns: tuple[ColumnScaling, ...] = ()
    offset, scale = np.zeros(1), np.ones(1)
    if isinstance(part.inputs, np.ndarray):
        offset, scale = _fit_array(part.inputs, scaling)
    else:
        columns = tuple(_fit_column(column, scaling) for column in part.inputs)
    target_offset, target_scale = 0.0, 1.0
    task, classes = dataset.task, dataset.classes
    if answer == "input":
        task, classes = "regression", ()
        if not columns and len(scale) == 1:  # pictures have one unit; the features of a table have one each
            target_offset, target_scale = float(offset[0]), float(scale[0])
    elif task == "regression":
        target_offset, target_scale = _fit_numbers(part.target.values, scaling)
    return Preprocessor(
        scaling=scaling,
        sample_shape=dataset.sample_shape,
        task=task,
        target_name=dataset.target_name,
        classes=classes,
        columns=columns,
        offset=tuple(offset.tolist()),
        scale=tuple(scale.tolist()),
        target_offset=target_offset,
        target_scale=target_scale,
        answer=answer,
    )


def _fit_column(column: Column, scaling: Scaling) -> ColumnScaling:
    there = column.values[~column.missing]
    if column.kind == "number":
        offset, scale = _fit_numbers(there, scaling)
        fill = _fit_numbers(there, "standard")[0]
        return ColumnScaling(column.name, "number", fill, offset, scale)
    if not column.categories:
        raise StudioError("Column {name} is empty", name=repr(column.name))
    counts = np.bincount(there, minlength=len(column.categories))
    usual = column.categories[int(counts.argmax())]
    return ColumnScaling(column.name, "category", usual, categories=column.categories)


def _fit_numbers(values: NDArray[Any], scaling: Scaling) -> tuple[float, float]:
    """Return offset and scale; a column without spread is only shifted."""
    if scaling == "none" or values.size == 0:
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    if low == high:
        return low, 1.0
    if scaling == "minmax":
        return low, high - low
    unit = max(abs(low), abs(high))  # squares of large numbers overflow
    return float(np.mean(values / unit)) * unit, (float(np.std(values / unit)) or 1.0) * unit


def _fit_array(samples: NDArray[np.float32], scaling: Scaling) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return offset and scale: per feature for flat samples, otherwise one of each over all values."""
    axis = 0 if samples.ndim == 2 else None
    if scaling == "none":
        return np.zeros(1), np.ones(1)
    low = np.atleast_1d(samples.min(axis=axis)).astype(np.float64)
    spread = np.atleast_1d(samples.max(axis=axis)).astype(np.float64) - low
    if scaling == "minmax":
        return low, np.where(spread > 0, spread, 1.0)
    mean = np.atleast_1d(samples.mean(axis=axis, dtype=np.float64))
    squares = np.zeros_like(mean)
    flat = samples.reshape(len(samples), -1)
    for at in range(0, len(flat), CHUNK):
        part = np.square(flat[at : at + CHUNK] - mean)
        squares += part.sum(axis=0) if axis == 0 else part.sum()
    count = len(flat) if axis == 0 else flat.size
    return mean, np.where(spread > 0, np.sqrt(squares / count), 1.0)
