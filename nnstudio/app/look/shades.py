"""Numbers as colours: below zero one hue, above it another, zero the ground; large ones strong."""

from __future__ import annotations

import functools

import numpy as np
from PySide6.QtGui import QColor, QImage

from nnstudio.app.look import theme
from nnstudio.system.arrays import Host

PICTURE = 0.85
"""How strong the largest number is in a picture."""
_STEPS = 255
"""Colours from no number to the largest: one more could not be told apart."""
_WRITTEN = {False: 0.75, True: 0.5}
"""The same where numbers are written on the colour, in light and dark: text keeps a contrast of 4.5."""


def written() -> float:
    """How strong the largest number is where it is written in."""
    return _WRITTEN[theme.current().tokens.dark]


def largest(values: Host) -> float:
    """What is drawn strongest: the largest size among finite values, and never 0."""
    sizes = np.abs(values[np.isfinite(values)])
    return float(sizes.max(initial=0.0)) or 1.0


def shade(value: float, scale: float) -> QColor:
    """The colour of one number that is written on it."""
    ground = theme.current().tokens.color("surface")
    red, green, blue = (int(c) for c in _mixed(np.array([value]), scale, written())[0])
    return QColor(red, green, blue) if np.isfinite(value) else ground


def ink(ground: QColor) -> QColor:
    """The colour of text that is read better on a ground."""
    tokens = theme.current().tokens
    inks = tokens.color("text"), tokens.color("surface")
    return max(inks, key=lambda color: theme.contrast(color.name(), ground.name()))


def image(values: Host, scale: float, strength: float = PICTURE) -> QImage:
    """A picture of numbers, a pixel for each.

    Parameters
    ----------
    values : array, shape (rows, columns)
    scale : float
        The size that is drawn strongest.
    strength : float
        How strong that is, up to 1.
    """
    return images(values[None], scale, strength)[0]


def images(values: Host, scale: float, strength: float = PICTURE) -> list[QImage]:
    """Pictures of one size on one scale, each as :func:`image` makes it; shape (n, rows, columns).

    While a run goes on they are made several times a second, so colours are looked up rather than mixed.
    """
    share = np.clip(np.nan_to_num(values / scale, nan=0.0), -1, 1)
    pixels = _colours(theme.current().tokens, strength)[np.rint(share * _STEPS).astype(np.intp) + _STEPS]
    rows, columns = values.shape[1:]
    kind = QImage.Format.Format_RGB32
    return [QImage(each.tobytes(), columns, rows, 4 * columns, kind).copy() for each in pixels]


@functools.lru_cache(maxsize=16)
def _colours(_tokens: theme.Tokens, strength: float) -> Host:
    """All colours of pictures in a theme, from the lowest number to the highest, as 0xffRRGGBB."""
    mixed = _mixed(np.linspace(-1, 1, 2 * _STEPS + 1), 1.0, strength).astype(np.uint32)
    return np.asarray(0xFF << 24 | mixed[:, 0] << 16 | mixed[:, 1] << 8 | mixed[:, 2], np.uint32)


def _mixed(values: Host, scale: float, strongest: float) -> Host:
    ground, below, above = (
        np.array(_rgb(name), np.float64) for name in ("surface", "curve_validation", "accent")
    )
    share = np.clip(np.nan_to_num(values.astype(np.float64), nan=0.0) / scale, -1, 1)[:, None]
    strength = strongest * np.abs(share)
    return np.where(share < 0, below, above) * strength + ground * (1 - strength)


def _rgb(token: str) -> tuple[int, int, int]:
    color = theme.current().tokens.color(token)
    return color.red(), color.green(), color.blue()
