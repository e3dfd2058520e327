"""The program's own icons: one stroke, one colour, tinted from the theme.

Files in ``resources/icons`` are drawn on a 20 x 20 grid with ``currentColor``. A file without it (the program's
logo) keeps its colours.

An icon made with :func:`icon` has the colours of the moment. :func:`set_icon` also keeps it up to date. (A
``QIconEngine`` written in Python would tint by itself, but copying one crashes the process in PySide6 6.11.)
"""

from __future__ import annotations

import functools
import logging
from typing import Protocol, cast

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton

from nnstudio.app.look import theme
from nnstudio.system import folders

_log = logging.getLogger(__name__)

# Logical sizes in use times the usual scale factors, so that no icon is ever resampled.
_SCALES = (1, 1.25, 1.5, 2)
_PIXELS = sorted({round(size * scale) for size in (16, 20, 24, 32) for scale in _SCALES})
_USUAL = 16
"""Side of an icon on a button beside letters of the usual size."""


class TakesIcon(Protocol):
    """An action, button or anything else with ``setIcon``."""

    def setIcon(self, icon: QIcon, /) -> None: ...


def icon(name: str, role: str = "text") -> QIcon:
    """Return an icon in a colour of the current theme.

    Parameters
    ----------
    name : str
        File name in ``resources/icons`` without suffix; case does not matter, so a layer's type name will do.
        An unknown name gives the icon ``unknown``.
    role : str
        Name of a colour in :class:`~nnstudio.app.look.theme.Tokens`.
    """
    tokens = theme.current().tokens
    return _icon(name.lower(), getattr(tokens, role), tokens.text_disabled)


def pixmap(name: str, size: int, role: str = "text", ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap of ``size`` logical pixels for a screen with the given pixel ratio."""
    return _pixmap(name.lower(), theme.current().color(role).name(), size, ratio)


def set_icon(target: TakesIcon, name: str, role: str = "text") -> None:
    """Give an action or button an icon that follows the theme from now on."""
    assert isinstance(target, QObject)
    old = target.findChild(_Tint, options=Qt.FindChildOption.FindDirectChildrenOnly)
    tint = old if isinstance(old, _Tint) else _Tint(target)
    tint.name, tint.role = name, role
    tint.apply()


class _Tint(QObject):
    """Remembers what icon its parent has; lives and dies with it."""

    name = ""
    role = ""

    def __init__(self, target: TakesIcon) -> None:
        assert isinstance(target, QObject)
        super().__init__(target)
        theme.current().changed.connect(self.apply)

    def apply(self) -> None:
        # By way of Qt: the object that Python knew an action of a menu by may be gone before the action is.
        target = self.parent()
        made = icon(self.name, self.role)
        if isinstance(target, QPushButton) and target.text():
            side = target.iconSize().height()
            # Qt leaves 4 pixels to the text, whatever its size: the rest is a blank part of the picture.
            if (gap := (side - _USUAL) // 2) > 0:
                tokens = theme.current().tokens
                made = _spaced(self.name.lower(), getattr(tokens, self.role), tokens.text_disabled, side, gap)
                target.setIconSize(QSize(side + gap, side))
        cast(TakesIcon, target).setIcon(made)


def of_picture(picture: QPixmap) -> QIcon:
    """Return a picture as an icon that keeps its colours where it is selected."""
    result = QIcon(picture)
    result.addPixmap(picture, QIcon.Mode.Selected)
    return result


@functools.lru_cache(maxsize=1024)
def _icon(name: str, color: str, disabled: str) -> QIcon:
    result = QIcon()
    for pixels in _PIXELS:
        result.addPixmap(_pixmap(name, color, pixels, 1.0))
        result.addPixmap(_pixmap(name, disabled, pixels, 1.0), QIcon.Mode.Disabled)
        result.addPixmap(_pixmap(name, color, pixels, 1.0), QIcon.Mode.Selected)
    return result


@functools.lru_cache(maxsize=256)
def _spaced(name: str, color: str, disabled: str, side: int, gap: int) -> QIcon:
    """An icon with a gap behind it."""
    result = QIcon()
    for scale in _SCALES:
        for mode, tint in ((QIcon.Mode.Normal, color), (QIcon.Mode.Disabled, disabled)):
            picture = QPixmap(QSize(round((side + gap) * scale), round(side * scale)))
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.drawPixmap(0, 0, _pixmap(name, tint, picture.height(), 1.0))
            painter.end()
            result.addPixmap(picture, mode)
    return result


@functools.lru_cache(maxsize=4096)
def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    result = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    _renderer(name, color).render(painter, QRectF(result.rect()))
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


@functools.lru_cache(maxsize=1024)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))


@functools.cache
def _source(name: str) -> str:
    try:
        return (folders.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    except OSError:
        _log.info("No icon named %s", name)
        return "" if name == "unknown" else _source("unknown")
