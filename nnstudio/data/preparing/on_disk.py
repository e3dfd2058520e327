"""Samples that would take too much memory, scaled into files of the cache and read from there."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data import cache
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.array_scaling import chunks
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.memory import available_bytes
from nnstudio.system.messages import StudioError

MOST_OF_FREE = 0.5
"""Of the free memory, at most this much for samples."""


def stays_on_disk(preprocessor: Preprocessor, count: int) -> bool:
    """Whether so many samples are too much for the free memory."""
    free = available_bytes()
    needed = count * math.prod(preprocessor.sample_shape) * np.dtype(np.float32).itemsize
    if preprocessor.picture:  # its Inputs get copies, in which what belongs to one lies together
        needed *= 2
    return free is not None and needed > MOST_OF_FREE * free


def transformed(preprocessor: Preprocessor, dataset: Dataset, rows: NDArray[Any]) -> NDArray[np.float32]:
    """What :meth:`Preprocessor.transform` gives, bit for bit, as a memory map.

    The map is found again as long as data, preprocessing and rows are the same. Where the cache has no room, the
    samples go to memory after all.
    """
    if not len(rows):
        return preprocessor.transform(dataset, rows)
    drawn = hashlib.sha256(np.ascontiguousarray(rows, "<i8").tobytes()).hexdigest()
    key = cache.key_of("samples", dataset.fingerprint, preprocessor.to_plain(), drawn)
    shape = (len(rows), *preprocessor.sample_shape)
    x = kept(key, shape, lambda part: preprocessor.transform(dataset, rows[part]))
    return _in_memory(preprocessor, dataset, rows) if x is None else x


def kept(
    key: str, shape: tuple[int, ...], fill: Callable[[slice], NDArray[np.float32]]
) -> NDArray[np.float32] | None:
    """Samples in a file of the cache, made a part at a time where they are not there yet.

    Parameters
    ----------
    key : str
        Of the cache.
    shape : tuple of int
    fill : callable
        Gives the samples of some rows.

    Returns
    -------
    ndarray or None
        A memory map; None where the cache has no room, or there is nothing to keep.
    """
    if not shape[0]:
        return None
    known = cache.find(key)
    if known is None:
        try:
            with cache.NewEntry(key, {"x": (np.float32, shape)}) as made:
                for part in chunks(shape[0], math.prod(shape[1:])):
                    made.arrays["x"][part] = fill(part)
                known = made.keep({})
        except OSError:
            known = None
    x = None if known is None else known.arrays.get("x")
    return None if x is None or x.shape != shape or x.dtype != np.float32 else x


def _in_memory(preprocessor: Preprocessor, dataset: Dataset, rows: NDArray[Any]) -> NDArray[np.float32]:
    try:
        return preprocessor.transform(dataset, rows)
    except MemoryError:
        raise StudioError(
            "{name}: its samples fit neither into the free memory nor on the disk of the cache; "
            "free some room, or choose smaller pictures",
            name=dataset.name,
        ) from None
