"""Rows that say the same as an earlier one."""

from __future__ import annotations

import math
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.array_scaling import chunks
from nnstudio.system.cancel import Cancel, heed


def first_of_each(dataset: Dataset, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which of some rows equal none before them, in inputs and answers; what only names a row does not count."""
    inputs, seen, kept = dataset.inputs, set(), []
    columns = (*dataset.input_columns, *dataset.targets)
    for part in chunks(len(rows), math.prod(dataset.array_shape) + len(columns)):
        there = rows[part]
        samples = inputs[there] if isinstance(inputs, np.ndarray) else np.empty((len(there), 0))
        cells = np.stack([column.values[there] for column in columns], axis=1)
        for place, (sample, row) in enumerate(zip(samples, cells, strict=True), part.start):
            mark = blake2b(sample.tobytes() + row.tobytes(), digest_size=16).digest()
            if mark not in seen:
                seen.add(mark)
                kept.append(place)
    return np.array(kept, np.int64)


def same_pictures(dataset: Dataset, cancelled: Cancel) -> list[list[int]]:
    """Rows of pictures that are the same as the network sees them, in groups of two at least.

    A picture of one colour is no picture of anything: several of them may mean different things.
    """
    assert isinstance(dataset.inputs, np.ndarray)
    found: dict[bytes, list[int]] = {}
    for row, picture in enumerate(dataset.inputs):
        if row % 256 == 0:
            heed(cancelled)
        if picture.min() < picture.max():
            found.setdefault(blake2b(picture.tobytes(), digest_size=16).digest(), []).append(row)
    return [rows for rows in found.values() if len(rows) > 1]
