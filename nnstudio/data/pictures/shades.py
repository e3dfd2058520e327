"""The shades of pictures as numbers: from 0 to 255, with fractions where a file holds more than 256 of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.system.arrays import Host

Pixels = NDArray[np.uint8] | NDArray[np.uint16]
"""Shades of 8 bits, or of 16 where a picture has more than 256 of them."""

_WHITE = (1.0, 255.0, 65535.0)
"""What white is where pictures are numbers: shares, bytes, or two bytes each."""
_EXACT = 1e-4
"""By which part a shade may differ that was scaled in single precision and back."""
_STEP = 257
"""So many of 65536 shades lie from one of 256 to the next: white is 255 × 257 = 65535."""


def finer(images: Pixels) -> NDArray[np.uint16]:
    """Pictures of 8 bits as such of 16."""
    return np.multiply(images, _STEP, dtype=np.uint16)


def samples_of(images: Pixels) -> NDArray[np.float32]:
    """Pictures as samples; those of 8 bits keep their values, among others of 16 bits as well."""
    samples = images.astype(np.float32)
    if images.dtype == np.uint16:
        samples /= np.float32(_STEP)  # where it lies: a second array as large would be too much
    return samples


def white_of(*shades: float) -> float:
    """The white of pictures that have such shades: the least of those in use that is none below them.

    Parameters
    ----------
    *shades : float
        In the unit of the data.
    """
    most = max(shades) * (1 - _EXACT)
    return next((white for white in _WHITE if white >= most), most)


def seen_between(pictures: Host) -> tuple[float, float]:
    """What is drawn black and what white: the darkest and the lightest shade, where there are several.

    Parameters
    ----------
    pictures : ndarray
        In the unit of the data.
    """
    low, high = float(pictures.min()), float(pictures.max())
    return (low, high) if low < high else (0.0, white_of(high))
