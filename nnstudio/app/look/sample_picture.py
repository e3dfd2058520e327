"""Small pictures of samples: images as they are, signals as lines along time, spectrograms in colours."""

from __future__ import annotations

from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen, QPixmap, QPolygonF

from nnstudio.app.look import theme
from nnstudio.app.look.spectrogram_picture import ground, heard_between, spectrogram_picture
from nnstudio.data.dataset import Dataset
from nnstudio.data.pictures.shades import seen_between, white_of
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.arrays import Host

THUMB = 56
"""Twice a picture of MNIST, seven times one of the digits: their pixels stay squares."""
MOST_CHANNELS = 12
"""That are drawn: more lines hide each other."""
Limits = tuple[Host, Host, bool]
"""Least and greatest value of each channel that is drawn, and whether they are its own: otherwise they are those of all."""
_APART = 10
"""A channel that fills less than such a part of the room of all is hardly seen to move."""
_WIDE = 1.6
"""How much wider than high the picture of a signal is."""
_AIR = 4
_PALE = 0.4
_EDGE = 0.6
"""How strong the edge of a picture is: to be found, and not to be taken for a part of it."""


Drawn = Literal["picture", "signal", "spectrogram"]


def drawn_as(known: Dataset | Preprocessor) -> Drawn | None:
    """What samples look like to a person; None for rows, and for arrays that nobody could make out.

    Parameters
    ----------
    known : Dataset or Preprocessor
        What holds the samples, or has prepared them.
    """
    shape = known.array_shape
    if known.spectrogram is not None:
        return "spectrogram"
    if len(shape) == 2 and shape[0] > 1:
        return "signal"
    return "picture" if len(shape) == 3 and shape[2] in (1, 3) else None


def is_recording(known: Dataset | Preprocessor) -> bool:
    """Whether samples are values along time, or something like it, or what is heard in them."""
    return drawn_as(known) in ("signal", "spectrogram")


def drawn_size(known: Dataset | Preprocessor, size: int) -> QSize:
    """The room for a picture of a sample that is so high."""
    return QSize(round(_WIDE * size), size) if is_recording(known) else QSize(size, size)


def sample_picture(sample: Host, size: int, known: Preprocessor) -> QPixmap:
    """Paint a prepared sample of a kind that can be drawn.

    Parameters
    ----------
    sample : array
    size : int
        Of the longer side of an image; of the height of a recording.
    known : Preprocessor
        What prepared it.
    """
    drawn = drawn_as(known)
    if drawn == "signal":
        return signal_picture(sample, size)
    limits = heard_between(sample) if drawn == "spectrogram" else black_and_white(sample, known)
    return painted(sample, size, known, limits)


def painted(sample: Host, size: int, known: Dataset | Preprocessor, limits: tuple[float, float]) -> QPixmap:
    """Paint an image or a spectrogram between two values, as :func:`seen_limits` finds them for several."""
    if drawn_as(known) == "spectrogram":
        return spectrogram_picture(sample, drawn_size(known, size), limits)
    return picture(sample, size, limits)


def seen_limits(samples: Host, known: Dataset | Preprocessor) -> tuple[float, float]:
    """What is drawn darkest and lightest in images or spectrograms that are seen together, in the unit of the data."""
    return heard_between(samples) if drawn_as(known) == "spectrogram" else seen_between(samples)


def black_and_white(sample: Host, known: Preprocessor) -> tuple[float, float]:
    """What is black and what is white in a prepared image: its darkest and its lightest shade.

    One that is all of one shade has neither, and colours would be others: there it is what pictures begin and end with.
    """
    low, high = float(sample.min()), float(sample.max())
    (offset, *_), (scale, *_) = known.offset, known.scale
    coloured = sample.shape[-1] == 3 and offset + scale * low >= 0
    if low < high and not coloured:
        return low, high
    if known.scaling == "minmax" and not coloured:
        return 0.0, 1.0
    white = white_of(offset, scale, offset + scale * high)
    return -offset / scale, (white - offset) / scale


def picture(sample: Host, size: int, limits: tuple[float, float], stretched: QSize | None = None) -> QPixmap:
    """Paint a sample of shape ``(H, W, 1)`` or ``(H, W, 3)``, with an edge: it may be as white or as black as its ground.

    Parameters
    ----------
    sample : array
    size : int
        Of the longer side, in pixels.
    limits : tuple of float
        What is black and what is white.
    stretched : QSize, optional
        Filled whatever the sides of the sample, as by spectrograms.
    """
    low, high = limits
    grey = ((sample - low) * (255 / max(high - low, 1e-12))).clip(0, 255).astype(np.uint8)
    channels = grey if grey.shape[2] == 3 else np.repeat(grey[:, :, :1], 3, axis=2)
    pixels = np.ascontiguousarray(channels)
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
    side = round(size * ratio)
    # Pixels that are made larger are to be seen as what they are; none is to get lost.
    way = Qt.TransformationMode.SmoothTransformation
    if side >= max(width, height):
        way = Qt.TransformationMode.FastTransformation
    if stretched is None:
        pixmap = QPixmap.fromImage(image).scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, way)
    else:
        fine = QSize(round(stretched.width() * ratio), round(stretched.height() * ratio))
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(image).scaled(fine, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    pixmap.setDevicePixelRatio(ratio)
    painter = QPainter(pixmap)
    painter.setPen(theme.current().color("field_border", _EDGE))
    painter.drawRect(QRectF(0.5, 0.5, pixmap.width() / ratio - 1, pixmap.height() / ratio - 1))
    painter.end()
    return pixmap


def signal_limits(samples: Host) -> Limits:
    """Between which values channels are drawn: each in a band of its own where one would be a flat line among the others.

    Channels in units of their own share no axis: on that of a pressure a temperature is a flat line.

    Parameters
    ----------
    samples : array, shape (..., length, channels)
    """
    shown = samples[..., :MOST_CHANNELS].reshape(-1, min(samples.shape[-1], MOST_CHANNELS))
    low, high = shown.min(0).astype(np.float64), shown.max(0).astype(np.float64)
    least, most = low.min(), high.max()
    moving = (high - low)[high > low]
    if len(moving) and moving.min() * _APART < most - least:
        return low, high, True
    return np.full_like(low, least), np.full_like(high, most), False


def channel_color(number: int) -> QColor:
    """The colour of the line of a channel."""
    curves = theme.current().tokens.curves
    return QColor(curves[number % len(curves)])


def signal_picture(
    sample: Host, height: int, limits: Limits | None = None, marks: Host | None = None
) -> QPixmap:
    """Paint a signal.

    Parameters
    ----------
    sample : array, shape (length, channels)
    height : int
    limits : Limits, optional
        As :func:`signal_limits` finds them; those of the sample if None.
    marks : array, shape (length,), optional
        How strongly each place is marked, from 0 to 1.
    """
    size = QSize(round(_WIDE * height), height)
    low, high, own = limits or signal_limits(sample)
    pixmap, look = ground(size), theme.current()
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width, room = size.width() - 2 * _AIR, size.height() - 2 * _AIR

    def line(x: Host, shares: Host, top: float = 0, height: float = 1) -> QPolygonF:
        places = zip(x.tolist(), (top + height * (1 - shares.clip(0, 1))).tolist(), strict=True)
        return QPolygonF([QPointF(_AIR + a * width, _AIR + b * room) for a, b in places])

    if marks is not None:
        columns = max(2, round(width))
        for column, share in enumerate(_strongest(marks, columns).tolist()):
            color = look.color("curve_validation", 0.75 * share)
            painter.fillRect(
                QRectF(_AIR + column * width / columns, 1, width / columns, size.height() - 2), color
            )
    if not own and low[0] < 0 < high[0]:  # where zero is tells a swing from a hump
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawPolyline(line(np.arange(2), share_of(np.zeros(2), low[0], high[0])))
    count = min(sample.shape[1], MOST_CHANNELS)
    for channel in range(count):
        color = channel_color(channel)
        color.setAlphaF(1.0 if marks is None else _PALE)  # what is marked shines through
        painter.setPen(QPen(color, 1.2, j=Qt.PenJoinStyle.RoundJoin))
        x, y = outline(sample[:, channel], max(2, round(width)))
        shares = share_of(y, low[channel], high[channel])
        painter.drawPolyline(line(x, shares, channel / count, 1 / count) if own else line(x, shares))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(look.color("field_border", _EDGE))
    painter.drawRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1))
    painter.end()
    return pixmap


def share_of(values: Host, low: float, high: float) -> Host:
    """How far up values lie between two limits, from 0 to 1; in the middle where those are the same."""
    return (values - low) / (high - low) if high > low else np.full(values.shape, 0.5)


def outline(values: Host, columns: int) -> tuple[Host, Host]:
    """Places from 0 to 1 and heights of a line; of many values the least and the greatest of each column of pixels."""
    if len(values) <= 2 * columns:
        return np.linspace(0, 1, len(values)), values
    starts = np.linspace(0, len(values), columns, endpoint=False).astype(np.intp)
    both = np.stack([np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)], 1)
    return np.repeat(np.linspace(0, 1, columns), 2), both.reshape(-1)


def _strongest(marks: Host, columns: int) -> Host:
    """The strongest mark of each column of pixels."""
    if len(marks) <= columns:
        return marks[np.arange(columns) * len(marks) // columns]
    starts = np.linspace(0, len(marks), columns, endpoint=False).astype(np.intp)
    found: Host = np.maximum.reduceat(marks, starts)
    return found
