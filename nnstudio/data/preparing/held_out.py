"""Samples of the held-out parts, changed once: whether a network holds on what looks a little different."""

from __future__ import annotations

import dataclasses
import hashlib
import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nnstudio.data import cache
from nnstudio.data.augmentation.augmenter import Augmenter, check_suits, range_of
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.array_scaling import chunks
from nnstudio.data.preparing.on_disk import kept

if TYPE_CHECKING:
    from nnstudio.data.preparing.prepare import Prepared, Split


def changed(prepared: Prepared, config: DataConfig, seed: int, *, large: bool) -> Prepared:
    """Change the samples of the validation and test part, the same way each time.

    Parameters
    ----------
    prepared : Prepared
        As the data is.
    config : DataConfig
        Whose augmentation is for the held-out parts.
    seed : int
        Of the project.
    large : bool
        Whether the samples are too many for the memory.

    Raises
    ------
    StudioError
        When a kind of augmentation makes no sense for this data.
    """
    steps = config.augmentation
    known = prepared.preprocessor
    check_suits(steps, known.array_shape or prepared.sample_shape, spectrogram=known.spectrogram is not None)
    first = known.first_feature
    features = (slice(first), slice(first, None)) if known.picture else (slice(None),)
    make = Augmenter(steps, seed, [range_of(prepared, each) for each in features])

    def part(split: Split, number: int) -> Split:
        x = split.x
        parts = known.parts(x)

        def fill(rows: slice) -> NDArray[np.float32]:
            places = np.arange(len(x))[rows]
            out = np.empty((len(places), *x.shape[1:]), np.float32)
            make(number, places, parts, (), known.parts(out), ())
            return out

        # Which rows: folds share everything else.
        drawn = hashlib.sha256(np.ascontiguousarray(split.rows, "<i8").tobytes()).hexdigest()
        scaled = known.to_plain()
        key = cache.key_of("changed", prepared.fingerprint, config.to_plain(), seed, number, drawn, scaled)
        new = kept(key, x.shape, fill) if large else None
        if new is None:
            new = np.empty(x.shape, np.float32)
            for rows in chunks(len(x), math.prod(x.shape[1:])):
                new[rows] = fill(rows)
        return dataclasses.replace(split, x=new, y=new if split.y is x else split.y)

    return dataclasses.replace(prepared, validation=part(prepared.validation, 0), test=part(prepared.test, 1))
