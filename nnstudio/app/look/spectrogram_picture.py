"""Spectrograms in colours: quiet is dark, loud is light, the same in both themes."""

from __future__ import annotations

import functools
import itertools
import math

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPixmap

from nnstudio.app.look import theme
from nnstudio.system.arrays import Host

MOST_DRAWN = 4
"""Channels that are drawn, above each other: of more each would be a sliver."""
_STOPS = (
    "000004", "090721", "1c1046", "35106a", "50127b", "691c81", "822581", "9b2e7f", "b63679", "cf406f", "e55063", "f4695c",
    "fb8761", "fea571", "fec287", "fde0a1", "fcfdbf",
)  # fmt: skip
"""Magma (Smith & van der Walt, 2015): as much lighter at every step, for all eyes."""
_ASKED = 200_000
"""Values that tell what is quiet and loud."""
_EDGE = 0.6


@functools.cache
def colours() -> Host:
    """256 of them from quiet to loud, shape (256, 3)."""
    stops = np.array([[int(stop[i : i + 2], 16) for i in (0, 2, 4)] for stop in _STOPS], np.float64)
    places = np.linspace(0, 1, 256)
    mixed = [np.interp(places, np.linspace(0, 1, len(stops)), part) for part in stops.T]
    return np.stack(mixed, axis=1).round().astype(np.uint8)


def ground(size: QSize) -> QPixmap:
    """A picture of nothing yet, as sharp as the screen."""
    ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
    pixmap = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(theme.current().color("surface"))
    return pixmap


def heard_between(samples: Host) -> tuple[float, float]:
    """What is drawn darkest and lightest in spectrograms that are seen together, or in one.

    A few values may lie outside: the logarithm of next to nothing lies far below all else.
    """
    values = samples.reshape(-1)
    if len(values) > _ASKED:  # an hour of sound has more than can be sorted in between
        values = values[np.random.default_rng(0).integers(len(values), size=_ASKED)]
    low, high = (float(value) for value in np.percentile(values, (1, 99.9)))
    return low, high if low < high else low + 1  # where nothing sounds all is dark


def spectrogram_picture(sample: Host, size: QSize, limits: tuple[float, float] | None = None) -> QPixmap:
    """Paint a spectrogram that fills some room, whatever its sides: its time and its frequencies share no unit.

    Parameters
    ----------
    sample : array, shape (bands, moments, channels)
        Channels stand above each other.
    size : QSize
    limits : tuple of float, optional
        What is drawn darkest and lightest; its own if None.
    """
    low, high = limits or heard_between(sample)
    pixmap, look = ground(size), theme.current()
    ratio = pixmap.devicePixelRatio()
    painter = QPainter(pixmap)
    shown = _thinned(sample[..., :MOST_DRAWN], 2 * pixmap.width())
    count = shown.shape[2]
    ends = [round(i * (size.height() + 1) / count) for i in range(count + 1)]
    share = ((shown - low) * (255 / max(high - low, 1e-12))).clip(0, 255).astype(np.intp)
    for channel, (top, end) in enumerate(itertools.pairwise(ends)):
        room = QRectF(0, top, size.width(), end - 1 - top)  # a line between neighbours
        fine = QSize(math.ceil(room.width() * ratio), math.ceil(room.height() * ratio))
        painter.drawImage(room, _fitted(_image(share[..., channel]), fine))
    painter.setPen(look.color("field_border", _EDGE))
    painter.drawRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1))
    painter.end()
    return pixmap


def _thinned(sample: Host, most: int) -> Host:
    """Hardly more moments than are seen, each the loudest of several: a click in a long sound is not to get lost."""
    moments = sample.shape[1]
    if moments <= most:
        return sample
    starts = np.linspace(0, moments, most, endpoint=False).astype(np.intp)
    loudest: Host = np.maximum.reduceat(sample, starts, axis=1)
    return loudest


def _image(places: Host) -> QImage:
    """A pixel for each number from 0 to 255."""
    pixels = np.ascontiguousarray(colours()[places])
    rows, columns = places.shape
    return QImage(pixels.tobytes(), columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()


def _fitted(image: QImage, size: QSize) -> QImage:
    # Cells of one and of two pixels beside each other would look like a pattern of the sound.
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
