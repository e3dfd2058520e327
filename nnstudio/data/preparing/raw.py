"""Inputs before preprocessing: columns of a table, samples of an array, or samples with what columns say of each."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.dataset import Column, Dataset


class Mixed(NamedTuple):
    """Samples of an array, shape (N, ...), and what columns of N values say of each of them."""

    samples: NDArray[np.float32]
    columns: tuple[Column, ...]


Raw = tuple[Column, ...] | NDArray[np.float32] | Mixed
"""Any of them."""


def raw_inputs(dataset: Dataset, rows: NDArray[Any] | None = None) -> Raw:
    """The inputs of some rows (indices or a mask) of a data set, or of all."""
    columns = tuple(column if rows is None else column.take(rows) for column in dataset.input_columns)
    if not isinstance(dataset.inputs, np.ndarray):
        return columns
    samples = dataset.inputs if rows is None else dataset.inputs[rows]
    return Mixed(samples, columns) if columns else samples


def parted(raw: Raw) -> tuple[NDArray[np.float32] | None, tuple[Column, ...]]:
    """The samples of an array, None where there are none, and the columns."""
    if isinstance(raw, np.ndarray):
        return raw, ()
    return (raw.samples, raw.columns) if isinstance(raw, Mixed) else (None, tuple(raw))
