"""How cards are painted: the plate and its lines, enlarged from some distance, the name alone, a mere block."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from nnstudio.app.canvas import look as measures
from nnstudio.app.canvas.look import Look, elided

Line = tuple[str, QFont, QFontMetricsF, str]
"""A text, its font, the measures of that, and the token of its colour."""


def paint_enlarged(
    painter: QPainter,
    look: Look,
    outline: QRectF,
    lines: Sequence[Line],
    picture: tuple[str, str],
    zoom: float,
) -> None:
    """Write on a card that is seen from some distance: larger, and from farther away without the rest.

    Parameters
    ----------
    painter : QPainter
    look : Look
    outline : QRectF
        The card.
    lines : sequence of Line
        The most important first; from afar only two are written.
    picture : (str, str)
        Icon and token of its colour.
    zoom : float
    """
    near = zoom >= measures.PICTURE_FROM
    left, right = (8 + measures.SMALL_TILE + 7, 9.0) if near else (10.0, 10.0)
    if near:
        tile = QRectF(8, 0, measures.SMALL_TILE, measures.SMALL_TILE)
        tile.moveTop(outline.center().y() + (measures.STRIPE - measures.SMALL_TILE) / 2)
        look.paint_tile(painter, tile, *picture, zoom)
    room = outline.width() - left - right
    lines = [line for line in lines if line[0]][: 3 if near else 2]
    scales = [look.enlarged(font.pixelSize(), zoom) for _, font, _, _ in lines]
    height = sum(scale * metrics.height() for scale, (_, _, metrics, _) in zip(scales, lines, strict=True))
    y = outline.center().y() + (measures.STRIPE - height) / 2
    for scale, (text, font, metrics, color) in zip(scales, lines, strict=True):
        own = look.squeezed(metrics, text, scale, room)
        text = elided(metrics, text, room / own + 1)
        painter.save()
        painter.translate(left if near else outline.center().x() - own * look.width(metrics, text) / 2, y)
        painter.scale(own, own)
        painter.setFont(font)
        painter.setPen(look.color(color))
        painter.drawText(QPointF(0, metrics.ascent()), text)
        painter.restore()
        y += scale * metrics.height()


def paint_name(painter: QPainter, outline: QRectF, look: Look, name: str) -> None:
    """Write on a card that is seen from afar: its name alone, larger, on two lines where one is too short."""
    painter.setFont(look.far_font)
    painter.setPen(look.color("text"))
    box = outline.adjusted(8, measures.STRIPE, -8, 0)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    metrics = painter.fontMetrics()
    width, height = round(box.width()), round(box.height())
    needed = metrics.boundingRect(0, 0, width, 0, flags, name)
    if needed.height() > height or needed.width() > width:
        flags, name = (
            Qt.AlignmentFlag.AlignCenter,
            metrics.elidedText(name, Qt.TextElideMode.ElideRight, width),
        )
    painter.drawText(box, flags, name)


def paint_block(
    painter: QPainter,
    outline: QRectF,
    look: Look,
    picture: tuple[str, str],
    border: tuple[str, float],
    zoom: float,
) -> None:
    """Paint a card that is seen from so far that nothing can be read: its colour, and its picture while it can be told.

    Parameters
    ----------
    painter : QPainter
    outline : QRectF
    look : Look
    picture : (str, str)
        Icon, and token of the colour of the whole block.
    border : (str, float)
        As for :func:`paint_plate`; it is drawn thicker, so that it is seen.
    zoom : float
    """
    icon, token = picture
    edge, width = border
    painter.setPen(QPen(look.color(edge), 4 * width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(look.color(token))
    painter.drawRoundedRect(outline, measures.RADIUS, measures.RADIUS)
    if zoom >= measures.BLOCK_PICTURE_FROM:
        box = QRectF(0, 0, 46, 46)
        box.moveCenter(outline.center())
        look.paint_icon(painter, box, icon, "surface", 1.0)


def paint_plate(
    painter: QPainter,
    outline: QRectF,
    look: Look,
    stripe: str,
    border: tuple[str, float],
    zoom: float,
    *,
    halo: bool = True,
    opaque: bool = False,
) -> None:
    """Paint the body of a card: shadow, surface, stripe and border.

    Parameters
    ----------
    painter : QPainter
    outline : QRectF
    look : Look
    stripe : str
        Token of the stripe's colour.
    border : (str, float)
        Token and width; an empty token is the quiet border of a card at rest.
    zoom : float
        Device pixels for one unit.
    halo : bool
        Whether a soft ring surrounds a border that says something.
    opaque : bool
        Whether the card is grey all over: what it holds cannot be seen into.
    """
    radius = measures.RADIUS
    token, width = border
    if token and halo:  # a soft ring, so that the state does not hang on one thin line
        painter.setPen(QPen(look.color(token, 0.28), width + 4.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(outline, radius, radius)
    elif not look.dark and zoom >= measures.SMALL_TEXT_FROM:
        painter.setPen(Qt.PenStyle.NoPen)
        for grow, alpha in ((2.5, 0.03), (1.2, 0.05)):
            painter.setBrush(look.color("text", alpha))
            painter.drawRoundedRect(outline.adjusted(-grow, 1.5 - grow / 2, grow, 1.5 + grow), radius + grow, radius + grow)  # fmt: skip
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("surface_pressed" if opaque else "surface"))
    painter.drawRoundedRect(outline, radius, radius)
    # The stripe is the card's rounded body, cut off below: no clipping, which would leave a ragged edge.
    thickness = measures.STRIPE if zoom >= measures.SMALL_TEXT_FROM else 2 * measures.STRIPE
    painter.setBrush(look.color(stripe))
    painter.drawPath(_cap(outline, radius, thickness))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = Qt.PenStyle.DashLine if opaque and not token else Qt.PenStyle.SolidLine
    painter.setPen(QPen(look.color(token or ("field_border" if opaque else "border")), width, line))
    painter.drawRoundedRect(outline, radius, radius)


def _cap(outline: QRectF, radius: float, thickness: float) -> QPainterPath:
    return _cap_at_origin(outline.width(), outline.height(), radius, thickness).translated(outline.topLeft())


@functools.lru_cache(maxsize=256)
def _cap_at_origin(width: float, height: float, radius: float, thickness: float) -> QPainterPath:
    outline = QRectF(0, 0, width, height)
    body = QPainterPath()
    body.addRoundedRect(outline, radius, radius)
    band = QPainterPath()
    band.addRect(QRectF(outline.left(), outline.top(), outline.width(), thickness))
    return body.intersected(band)


def paint_lock(painter: QPainter, look: Look, zoom: float) -> None:
    """Paint the sign of a frozen layer on the upper edge, at the left: a problem's badge has the right."""
    size = 22.0 if zoom >= measures.SMALL_TEXT_FROM else 30.0
    badge = QRectF(10, -size / 2, size, size)
    painter.setPen(QPen(look.color("port"), 1.2))
    painter.setBrush(look.color("surface"))
    painter.drawEllipse(badge)
    inset = 0.2 * size
    look.paint_icon(painter, badge.adjusted(inset, inset, -inset, -inset), "lock", "text", zoom)
