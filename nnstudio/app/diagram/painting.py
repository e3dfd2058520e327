"""Paints a picture of :mod:`nnstudio.export.diagram` with Qt: on the screen, into an image and onto a page."""

from __future__ import annotations

import functools
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtSvg import QSvgRenderer

from nnstudio.export.diagram.metrics import FAMILY, font_files
from nnstudio.export.diagram.picture import Box, Item, Path, Picture, Text
from nnstudio.export.diagram.svg import icon_body

_FALLBACKS = ("Arial", "Helvetica", "Liberation Sans", "sans-serif")
_DESIGNED = 64
"""Pixels of the one font that every text is scaled from: Qt knows whole pixels only, and points depend on the device."""


def paint(picture: Picture, painter: QPainter) -> None:
    """Paint a picture on white, with its origin at that of the painter and a unit for each unit of it."""
    register_fonts()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(QRectF(0, 0, picture.width, picture.height), Qt.GlobalColor.white)
    for group in picture.groups:
        for item in group.items:
            _paint(item, painter)


def register_fonts() -> None:
    """Make the shipped font known to Qt, once for an application."""
    if FAMILY not in QFontDatabase.families():
        for path in font_files():
            QFontDatabase.addApplicationFont(path)


def _paint(item: Item, painter: QPainter) -> None:
    if isinstance(item, Box):
        _set(painter, item.fill, item.stroke, item.line)
        painter.drawRoundedRect(QRectF(item.x, item.y, item.width, item.height), item.radius, item.radius)
    elif isinstance(item, Path):
        _set(painter, item.fill, item.stroke, item.line, item.dash)
        painter.drawPath(_path(item))
    elif isinstance(item, Text):
        _write(item, painter)
    else:
        _renderer(item.name, item.color).render(painter, QRectF(item.x, item.y, item.size, item.size))


def _set(painter: QPainter, fill: str, stroke: str, line: float, dash: tuple[float, ...] = ()) -> None:
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    if not stroke:
        painter.setPen(Qt.PenStyle.NoPen)
        return
    pen = QPen(QColor(stroke), line)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash:
        pen.setDashPattern([length / line for length in dash])  # Qt counts in widths of the pen
    painter.setPen(pen)


def _path(item: Path) -> QPainterPath:
    path = QPainterPath()
    draw: dict[str, Callable[..., None]] = {
        "M": path.moveTo,
        "L": path.lineTo,
        "Q": path.quadTo,
        "C": path.cubicTo,
    }
    for letter, numbers in item.commands:
        if letter == "Z":
            path.closeSubpath()
        else:
            draw[letter](*numbers)
    return path


def _write(item: Text, painter: QPainter) -> None:
    """Write a line; one that has letters of another, wider font is squeezed to its room."""
    font = _font(item.bold)
    scale = item.size / _DESIGNED
    width = scale * QFontMetricsF(font).horizontalAdvance(item.text)
    squeeze = min(1.0, item.width / width) if width else 1.0
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(item.color))
    left = item.x - squeeze * width / 2 if item.anchor == "middle" else item.x
    painter.translate(left, item.y)
    painter.scale(scale * squeeze, scale)
    painter.drawText(QPointF(), item.text)
    painter.restore()


@functools.cache
def _font(bold: bool) -> QFont:
    font = QFont()
    font.setFamilies([FAMILY, *_FALLBACKS])
    font.setPixelSize(_DESIGNED)
    font.setBold(bold)
    font.setKerning(False)  # as it was measured
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@functools.lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    body = icon_body(name).replace("currentColor", color)
    style = f'fill="none" stroke="{color}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"'
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" {style}>{body}</svg>'
    return QSvgRenderer(QByteArray(text.encode()))
