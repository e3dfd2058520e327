"""What floats over the canvas: zoom control, map of the whole network, and the words at the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QWidget

from nnstudio.app.canvas.camera import STEP, Camera
from nnstudio.app.canvas.feedback import Tone
from nnstudio.app.canvas.scene import CanvasScene
from nnstudio.app.look import theme
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.look.theme import category_token
from nnstudio.app.widgets.announcing import announce
from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.buttons import icon_button
from nnstudio.system.numbers import percent_text

MAP_FROM = 8
"""Layers from which the map is of use."""


class ZoomBar(QFrame):
    """Smaller, percent, larger, fit."""

    def __init__(self, camera: Camera, parent: QWidget) -> None:
        super().__init__(parent)
        self._camera = camera
        self.setObjectName("zoomBar")
        fill(self, "card")
        row = h_box(self, margins=3, spacing=0)
        self._percent = _Percent(self)
        self._percent.setToolTip(self.tr("Show at {0}").format(percent_text(1, 0)))
        self._percent.clicked.connect(lambda: camera.zoom_to(camera.look.letters))
        smaller = icon_button("minus", self.tr("Zoom out"), lambda: camera.zoom_by(1 / STEP))
        larger = icon_button("plus", self.tr("Zoom in"), lambda: camera.zoom_by(STEP))
        fit = icon_button("zoom-fit", self.tr("Show the whole network"), camera.fit)
        for button in (smaller, larger, fit):
            button.setFixedSize(28, 28)
        for button in (smaller, self._percent, larger, fit):
            # What fills the row would make it no higher than the lowest of them.
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        QWidget.setTabOrder(smaller, self._percent)
        QWidget.setTabOrder(self._percent, larger)
        camera.moved.connect(self._show_zoom)
        self._show_zoom()

    def _show_zoom(self) -> None:
        zoom = self._camera.zoom / self._camera.look.letters
        text = percent_text(zoom, 0)
        if text != self._percent.text():
            self._percent.setText(text)
            self._percent.setAccessibleName(self.tr("Zoom {0} percent").format(round(zoom * 100)))


class _Percent(QToolButton):
    """As wide for every figure, so that the buttons beside it stand still."""

    def sizeHint(self) -> QSize:
        # A size that is fixed the style sheet would take back.
        room = theme.current().room
        return QSize(room(58), max(28, room(24)))


class Minimap(QWidget):
    """The whole network, small, with a frame around what is seen. Click or drag in it to look elsewhere."""

    def __init__(self, camera: Camera, scene: CanvasScene, parent: QWidget) -> None:
        super().__init__(parent)
        self._camera = camera
        self._scene = scene
        self.resize(176, 108)
        self.setToolTip(self.tr("Map of the network"))
        self.setAccessibleName(self.toolTip())
        self._cards = QPixmap()
        self._wanted = True
        camera.moved.connect(self.refresh)
        self.hide()

    def set_wanted(self, wanted: bool) -> None:
        """Whether the map may be shown at all."""
        self._wanted = wanted
        self.refresh()

    def redraw(self) -> None:
        """Paint the cards anew: something of the network or the colours changed."""
        self._cards = QPixmap()
        self.refresh()

    def refresh(self) -> None:
        """Show the map where it helps: a large network of which a part is out of sight."""
        content = self._scene.content_rect()
        large = len(self._scene.cards) >= MAP_FROM
        room = (
            self.y() >= 0
        )  # where the view is lower than the map and what stands below it, it would hide everything
        wanted = self._wanted and large and room and not self._camera.visible().contains(content)
        self.setVisible(wanted)
        if wanted:
            self.update()

    def _scale(self) -> tuple[float, QPointF]:
        """Scale and origin of the map."""
        content = self._scene.content_rect()
        room = QRectF(self.rect()).adjusted(10, 10, -10, -10)
        scale = min(room.width() / max(1.0, content.width()), room.height() / max(1.0, content.height()), 0.2)
        return scale, room.center() - content.center() * scale

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards as blocks of their colour."""
        if self._cards.isNull():
            self._paint_cards()
        colors = theme.current()
        scale, origin = self._scale()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._cards)
        seen = self._camera.visible()
        frame = QRectF(seen.topLeft() * scale + origin, seen.bottomRight() * scale + origin)
        painter.setPen(QPen(colors.color("accent"), 1.5))
        painter.setBrush(colors.color("accent", 0.10))
        painter.drawRoundedRect(frame.intersected(QRectF(self.rect()).adjusted(2, 2, -2, -2)), 3, 3)

    def _paint_cards(self) -> None:
        """Paint the plate and the cards once; while the view pans only the frame moves."""
        colors, ratio = theme.current(), self.devicePixelRatioF()
        self._cards = QPixmap(self.size() * ratio)
        self._cards.setDevicePixelRatio(ratio)
        self._cards.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._cards)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.color("border"), 1))
        painter.setBrush(colors.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
        scale, origin = self._scale()
        painter.setPen(Qt.PenStyle.NoPen)
        for card in self._scene.cards.values():
            face = card.face
            grave = face is not None and face.word and face.severity == "obstacle"
            token = "danger" if grave else category_token(face.category if face else "")
            painter.setBrush(colors.color(token))
            rect = card.rect
            size = QPointF(max(3.0, rect.width() * scale), max(2.0, rect.height() * scale))
            corner = rect.topLeft() * scale + origin
            painter.drawRoundedRect(QRectF(corner, corner + size), 1, 1)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look there."""
        self._look_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        self._look_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stop following; the canvas below has nothing to do with it."""
        event.accept()

    def _look_at(self, at: QPointF) -> None:
        scale, origin = self._scale()
        self._camera.center_on((at - origin) / scale)


class Hint(QLabel):
    """A few words beside the mouse while a gesture runs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(9, 5, 9, 5)
        self._tone: Tone = "accent"
        self.hide()

    def say(self, text: str, at: QPoint, tone: Tone = "accent") -> None:
        """Show words near a point of the view, inside it; nothing for empty text."""
        if not text:
            self.hide()
            return
        if text != self.text() or not self.isVisible():
            announce(self.parentWidget() or self, text)
        self._tone = tone
        self.setFont(theme.current().font("small"))
        palette = self.palette()
        palette.setColor(
            QPalette.ColorRole.WindowText, theme.current().color("text" if tone == "accent" else tone)
        )
        self.setPalette(palette)
        parent = self.parentWidget()
        assert parent is not None
        self.setWordWrap(False)
        self.setText(text)
        self.adjustSize()
        if self.width() > parent.width() - 24:
            self.setWordWrap(True)
            self.setFixedWidth(max(80, parent.width() - 24))
            self.adjustSize()
        x = min(at.x() + 16, parent.width() - self.width() - 8)
        y = at.y() + 20
        if y + self.height() > parent.height() - 8:
            y = at.y() - self.height() - 14
        self.move(max(8, x), max(8, y))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a plate under the words."""
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        quiet = self._tone == "accent"
        painter.setPen(QPen(colors.color("field_border" if quiet else self._tone), 1))
        painter.setBrush(colors.color("surface" if quiet else f"{self._tone}_soft"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
        super().paintEvent(event)
