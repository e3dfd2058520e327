"""Pictures seen through affine maps, one for each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augmentation.draws import Floats


def composed(first: NDArray[np.float32], then: NDArray[np.float32]) -> NDArray[np.float32]:
    """The maps of two changes made one after the other, shape (B, 2, 3).

    A map says from where a pixel is taken, so the one made last is asked first.
    """
    out = np.empty_like(first)
    out[:, :, :2] = first[:, :, :2] @ then[:, :, :2]
    out[:, :, 2] = (first[:, :, :2] @ then[:, :, 2:])[:, :, 0] + first[:, :, 2]
    return out


def resample(x: Floats, maps: NDArray[np.float32], black: float | None = None) -> None:
    """Replace pictures by what is seen through their maps, in place.

    Bilinear: the four pixels around a place count by how near they are. A place that is exactly a pixel's gives
    exactly its value.

    Parameters
    ----------
    x : ndarray, shape (B, H, W, C)
    maps : ndarray, shape (B, 2, 3)
        As :meth:`nnstudio.data.augmentation.kind.Places.maps`.
    black : float, optional
        What lies beside the picture; its border goes on if None.
    """
    count, height, width, channels = x.shape
    middle = (height - 1) / 2, (width - 1) / 2
    rows = np.arange(height, dtype=np.float32)[:, None] - np.float32(middle[0])
    columns = np.arange(width, dtype=np.float32) - np.float32(middle[1])
    # One more pixel at the ends, so that each place has a neighbour behind it; before them only where black is.
    before = 0 if black is None else 1
    padding = ((0, 0), (before, 1), (before, 1), (0, 0))
    source = np.pad(x, padding, "edge") if black is None else np.pad(x, padding, constant_values=black)
    line = source.shape[2]
    index: NDArray[np.intp] = np.arange(count, dtype=np.intp)[:, None, None] * (source.shape[1] * line)
    parts: list[tuple[Floats, Floats]] = []
    for axis, (length, step) in enumerate(((height, line), (width, 1))):
        a, b, t = (maps[:, axis, i, None, None] for i in range(3))
        place = a * rows + (b * columns + (t + np.float32(middle[axis])))  # (B, H, W)
        if before:
            place += 1
        np.clip(place, 0, length - 1 + 2 * before, out=place)
        whole = np.floor(place)
        place -= whole
        index = index + whole.astype(np.intp) * step
        parts.append((place[..., None], 1 - place[..., None]))
    (down, up), (right, left) = parts
    pixels = source.reshape(-1, channels)
    near = _mixed(pixels, index, left, right)
    index += line
    far = _mixed(pixels, index, left, right)
    np.multiply(near, up, out=near)
    np.multiply(far, down, out=far)
    np.add(near, far, out=x)


def _mixed(pixels: Floats, index: NDArray[np.intp], left: Floats, right: Floats) -> Floats:
    """Between a pixel and the one to its right, shape (B, H, W, C)."""
    mixed = pixels.take(index, 0, mode="clip")
    mixed *= left
    other = pixels.take(index + 1, 0, mode="clip")
    other *= right
    mixed += other
    return mixed
