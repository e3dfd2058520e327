"""What a person sees of one prepared sample: its picture or signal, and the features of its row."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.preparing.preprocessing import Preprocessor

Values = NDArray[np.floating[Any]]


class SampleParts(NamedTuple):
    """One of them is None, or neither where columns belong to a picture.

    Parameters
    ----------
    array : array, shape (H, W, C) or (length, channels), optional
    row : array, shape (features,), optional
        Of columns, or numbers without names.
    """

    array: Values | None
    row: Values | None


def seen_parts(preprocessor: Preprocessor, x: Values) -> SampleParts:
    """The parts of one sample, or of anything that has a number for each of its values; nothing is copied."""
    if preprocessor.picture:
        array, row = preprocessor.parts(x[None])
        return SampleParts(array[0], row[0])
    return SampleParts(None, x) if x.ndim == 1 else SampleParts(x, None)


def signal_shape(preprocessor: Preprocessor) -> tuple[int, ...]:
    """``(length, channels)`` of the sequences that samples are, or of the recordings that they are made of; empty for others."""
    shape = preprocessor.sample_shape
    if preprocessor.spectrogram is not None:
        return preprocessor.spectrogram.length, shape[-1]
    return shape if len(shape) == 2 else ()
