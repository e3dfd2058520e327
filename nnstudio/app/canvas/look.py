"""Measures, fonts and colours of what is painted on the canvas."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from nnstudio.app.look import icons, theme

RADIUS = 9.0
STRIPE = 4.0
TILE = 34.0
SMALL_TILE = 26.0
PAD = 10.0
PORT_RADIUS = 5.5
PORT_REACH = 13.0
"""How far from the middle of a port a click still hits it, in pixels of the screen."""
NARROWEST = 120.0
WIDEST_TEXT = 270.0
SMALL_TEXT_FROM = 0.55
"""Below this zoom small text would be unreadable and is left out."""
ANY_TEXT_FROM = 0.34
"""Below this zoom a card is a block of its colour with its picture."""
BLOCK_PICTURE_FROM = 0.17
"""Below this zoom the block stands for itself."""
FULL_TEXT_FROM = 0.86
"""Below this zoom a card writes fewer words, and those larger: no text is ever smaller than a person reads."""
LEAST_TEXT = 11.2
"""Pixels of the screen that text on the canvas keeps, where letters have their usual size."""
_LARGEST = 1.6
_SQUEEZE = 0.88
PICTURE_FROM = 0.72
"""Below this zoom there is no room for a picture beside the words."""


class Look:
    """What the items of one scene share. Fonts stay; colours are those of the theme in force.

    On the canvas letters have their usual size for everybody: cards stand where a file says, and wider ones would lie over
    each other. Who needs larger letters sees everything at a larger zoom.
    """

    def __init__(self) -> None:
        self.title_font = self._font("strong")
        self.body_font = self._font("body")
        self.small_font = self._font("small")
        self.far_font = self._font("strong")
        self.far_font.setPixelSize(round(self.title_font.pixelSize() * 1.75))
        self.title = QFontMetricsF(self.title_font)
        self.body = QFontMetricsF(self.body_font)
        self.small = QFontMetricsF(self.small_font)
        self.label_height = self.small.height() + 2
        """Of the labels on the wires."""
        lines = self.title.height() + self.body.height() + self.small.height()
        self.card_height = max(70.0, math.ceil((lines + STRIPE + 14) / 10) * 10)
        self._colors: dict[str, QColor] = {}
        self._widths: dict[tuple[int, str], float] = {}
        self.dark = theme.current().tokens.dark

    @property
    def letters(self) -> float:
        """How much larger the window's letters are than usual; the zoom that is called 100 %, where cards have them, too."""
        return theme.current().room(100) / 100

    def _font(self, role: theme.FontRole) -> QFont:
        font = theme.current().font(role)
        font.setPixelSize(round(font.pixelSize() / self.letters))
        return font

    def recolour(self) -> None:
        """Forget the colours of the theme that was."""
        self._colors.clear()
        self.dark = theme.current().tokens.dark

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """Return a colour by token name."""
        key = f"{name}/{alpha}"
        if key not in self._colors:
            self._colors[key] = theme.current().color(name, alpha)
        return self._colors[key]

    def width(self, metrics: QFontMetricsF, text: str) -> float:
        """Width of a text; measuring is slow, and most texts are measured again and again."""
        key = (id(metrics), text)
        if key not in self._widths:
            if len(self._widths) > 20_000:
                self._widths.clear()
            self._widths[key] = metrics.horizontalAdvance(text)
        return self._widths[key]

    def enlarged(self, pixels: float, zoom: float) -> float:
        """How much larger a text is drawn so that it stays readable at a zoom."""
        return min(_LARGEST, max(1.0, LEAST_TEXT * self.letters / (pixels * max(zoom, 0.01))))

    def squeezed(self, metrics: QFontMetricsF, text: str, scale: float, room: float) -> float:
        """The scale for a line that should be drawn at `scale`: a little too long, it is drawn smaller before it is cut."""
        return max(_SQUEEZE * scale, min(scale, room / max(1.0, self.width(metrics, text))))

    def paint_tile(self, painter: QPainter, box: QRectF, icon: str, token: str, zoom: float) -> None:
        """Paint the picture of a card on a soft square of its colour."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color(token, 0.20 if self.dark else 0.12))
        painter.drawRoundedRect(box, 7, 7)
        inset = 7 * box.width() / TILE
        self.paint_icon(painter, box.adjusted(inset, inset, -inset, -inset), icon, token, zoom)

    def paint_icon(self, painter: QPainter, box: QRectF, name: str, role: str, scale: float) -> None:
        """Paint an icon, drawn for this very zoom so that its lines stay sharp."""
        image = icon_pixmap(name, role, box.width(), scale)
        painter.drawPixmap(box, image, QRectF(image.rect()))


def icon_pixmap(name: str, role: str, size: float, scale: float) -> QPixmap:
    """Return an icon for painting at a zoom; zooms share a pixmap where nobody sees the difference."""
    return icons.pixmap(name, round(size), role, max(1.0, math.ceil(scale * 2) / 2))


def elided(metrics: QFontMetricsF, text: str, width: float) -> str:
    """Text that fits a width, with an ellipsis where it was cut."""
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
