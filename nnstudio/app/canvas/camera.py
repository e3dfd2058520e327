"""What part of the canvas is seen, and how large."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Signal
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView, QWidget

from nnstudio.app.canvas.look import SMALL_TEXT_FROM
from nnstudio.app.canvas.scene import CanvasScene

SMALLEST, LARGEST = 0.1, 4.0
STEP = 1.25
_SIDE = 20.0
_BOTTOM = 64.0
"""Room that Fit leaves for the zoom control."""
LOW = 130.0
"""Height of a view that has no room for that control and the cards above it."""
_EDGE = 8.0
"""Room that Fit leaves above and below the cards then."""
_REMAINS = 60.0
_READABLE = 0.86
"""Zoom at which a card says everything, as a share of the usual one."""


class Camera(QObject):
    """Zoom and pan of a view.

    Until somebody zooms or pans, the whole network stays in sight by itself: after opening, after a resize,
    and when a card is added outside.

    Signals
    -------
    moved
        The view shows another part, or at another zoom.
    """

    moved = Signal()

    def __init__(self, view: QGraphicsView, scene: CanvasScene) -> None:
        super().__init__(view)
        self._view = view
        self._scene, self.look = scene, scene.look
        self.follows = True
        self.overlays: tuple[QWidget, ...] = ()
        """What floats over the view and may hide a card."""
        view.horizontalScrollBar().valueChanged.connect(self.moved)
        view.verticalScrollBar().valueChanged.connect(self.moved)

    @property
    def zoom(self) -> float:
        """Pixels for one unit of the canvas."""
        return self._view.transform().m11()

    def fit(self) -> None:
        """Show the whole network, beside the overlays, and never larger than usual."""
        self.follows = True
        content = self._scene.content_rect()
        if content.isEmpty():
            content = QRectF(-1, -1, 2, 2)
        room = self.room()
        zoom = min(self.look.letters, room.width() / content.width(), room.height() / content.height())
        self._set(max(SMALLEST, zoom))
        self._view.centerOn(content.center() + self._up)
        self.moved.emit()

    @property
    def _margins(self) -> tuple[float, float]:
        """Room that stays empty above the cards and below them."""
        return (_EDGE, _EDGE) if self._view.viewport().height() < LOW else (_SIDE, _BOTTOM)

    @property
    def _up(self) -> QPointF:
        """How far below the cards the middle of the view is, for them to stand above the zoom control."""
        top, bottom = self._margins
        return QPointF(0, (bottom - top) / 2 / self.zoom)

    def room(self) -> QSizeF:
        """Pixels that Fit fills: the view without its margins and overlays."""
        size = QSizeF(self._view.viewport().size())
        return QSizeF(max(50.0, size.width() - 2 * _SIDE), max(40.0, size.height() - sum(self._margins)))

    def refit(self) -> None:
        """Fit again if nobody has zoomed or panned since the last time."""
        if self.follows:
            self.fit()

    def keep_whole(self) -> None:
        """Fit again where an edit has pushed a card out of sight and nobody has zoomed or panned."""
        if self.follows and not self.visible().contains(self._scene.content_rect()):
            self.fit()

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom; the point of the viewport ``at``, its middle if None, stays where it is."""
        view = self._view
        self.follows = False
        point = (QPointF(view.viewport().rect().center()) if at is None else at).toPoint()
        before = view.mapToScene(point)
        self._set(min(LARGEST * self.look.letters, max(SMALLEST, zoom)))
        shift = view.mapFromScene(before) - point
        self._scroll(shift.x(), shift.y())
        self.moved.emit()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by a factor."""
        self.zoom_to(self.zoom * factor, at)

    def pan(self, dx: float, dy: float) -> None:
        """Move what is seen by pixels; a little of the network always stays in sight."""
        self.follows = False
        content = self._scene.content_rect()
        if not content.isEmpty():
            seen = self.visible()
            rest = _REMAINS / self.zoom
            dx = min(max(dx, (content.left() + rest - seen.right()) * self.zoom), (content.right() - rest - seen.left()) * self.zoom)  # fmt: skip
            dy = min(max(dy, (content.top() + rest - seen.bottom()) * self.zoom), (content.bottom() - rest - seen.top()) * self.zoom)  # fmt: skip
        self._scroll(round(dx), round(dy))

    def visible(self) -> QRectF:
        """The part of the scene that is seen."""
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def show(self, rect: QRectF) -> None:
        """Bring a part of the scene into sight, moving as little as possible."""
        seen = self.visible()
        margin = 24 / self.zoom
        inner = seen.adjusted(margin, margin, -margin, -self._margins[1] / self.zoom)
        if inner.contains(rect):
            if not self.follows and self._hidden(rect):
                self.center_on(rect.center())
            return
        if self.follows:
            self.fit()
            return
        dx = min(0.0, rect.left() - inner.left()) or max(0.0, rect.right() - inner.right())
        dy = min(0.0, rect.top() - inner.top()) or max(0.0, rect.bottom() - inner.bottom())
        self._scroll(round(dx * self.zoom), round(dy * self.zoom))
        if self._hidden(rect):
            self.center_on(rect.center())

    def _hidden(self, rect: QRectF) -> bool:
        """Whether something floats over a part of the scene."""
        place = self._view.mapFromScene(rect).boundingRect()
        return any(o.isVisible() and o.geometry().intersects(place) for o in self.overlays)

    def reveal(self, rect: QRectF) -> None:
        """Bring a card into sight so that it can be read."""
        if self.zoom < SMALL_TEXT_FROM:
            self.zoom_to(_READABLE * self.look.letters)
            self.center_on(rect.center())
        else:
            self.show(rect)

    def show_all_of(self, rect: QRectF) -> None:
        """Show a part of the scene as large as there is room for it, and never larger than usual."""
        room = self.room()
        self.follows = False
        self._set(
            min(
                self.look.letters,
                max(SMALLEST, min(room.width() / rect.width(), room.height() / rect.height())),
            )
        )
        self._view.centerOn(rect.center() + self._up)
        self.moved.emit()

    def shift(self, by: QPointF) -> None:
        """Move what is seen by a way of the scene."""
        self._scroll(round(by.x() * self.zoom), round(by.y() * self.zoom))

    def center_on(self, at: QPointF) -> None:
        """Move what is seen so that a point of the scene is in the middle."""
        self.follows = False
        self._view.centerOn(at)

    def _set(self, zoom: float) -> None:
        self._view.setTransform(QTransform.fromScale(zoom, zoom))
        self._scene.wiring.set_zoom(zoom)

    def _scroll(self, dx: int, dy: int) -> None:
        for bar, distance in ((self._view.horizontalScrollBar(), dx), (self._view.verticalScrollBar(), dy)):
            if distance:
                bar.setValue(bar.value() + distance)
