"""What tells data sets apart, whatever they are called."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nnstudio.data.dataset import Dataset


def fingerprint_of(dataset: Dataset) -> str:
    """SHA-256 of every value and every name of columns and categories, but not of the data's own name."""
    digest = hashlib.sha256()
    columns = (*dataset.input_columns, dataset.target)
    columns += dataset.more_targets + dataset.aside
    columns += tuple(column for group in dataset.further for column in group.columns)
    parts: list[tuple[tuple[str, ...], NDArray[Any]]] = [
        ((column.kind + column.separator, column.name, *column.categories), column.values)
        for column in columns
    ]
    if isinstance(dataset.inputs, np.ndarray):
        parts.append((("samples",), dataset.inputs))
    if dataset.parts is not None:
        parts.append((("parts",), dataset.parts))
    if dataset.more_targets:  # the same columns, one more of them as an input, are other data
        parts.append((("targets",), np.array([1 + len(dataset.more_targets)])))
    if dataset.further:
        parts.append((("further",), np.array([len(group.columns) for group in dataset.further])))
    for names, values in parts:
        shape = " ".join(map(str, (len(names), *values.shape)))
        for text in (shape, *names):
            # The length first: ("ab", "c") and ("a", "bc") must differ.
            data = text.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "little") + data)
        little = values.astype(values.dtype.newbyteorder("<"), order="C", copy=False)
        if math.prod(values.shape):
            digest.update(little.reshape(-1).view(np.uint8).data)
    return digest.hexdigest()
