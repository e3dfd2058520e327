"""The view follows a gesture that reaches its border: cards and wires go where nothing is seen yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QTimer

from nnstudio.app.canvas.gestures import Pan, Pointer

if TYPE_CHECKING:
    from nnstudio.app.canvas.gesture_view import GestureView

_ZONE = 8
"""Pixels from the border within which the view begins to move."""
_FASTEST = 22.0
_MILLISECONDS = 16


class EdgeScroll(QTimer):
    """Moves the view while the mouse is held at its border, the faster the farther it is beyond."""

    def __init__(self, canvas: GestureView) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._at = Pointer(QPointF(), QPointF().toPoint())
        self.setInterval(_MILLISECONDS)
        self.timeout.connect(self._go_on)

    def watch(self, at: Pointer) -> None:
        """Take note of where a gesture is; the view moves from then on if that is at the border."""
        self._at = at
        wanted = not isinstance(self._canvas.gesture, Pan) and self._step() != (0.0, 0.0)
        if wanted != self.isActive():
            self.start() if wanted else self.stop()

    def _step(self) -> tuple[float, float]:
        inner = self._canvas.viewport().rect().adjusted(_ZONE, _ZONE, -_ZONE, -_ZONE)
        x, y = self._at.view.x(), self._at.view.y()
        return (
            _speed(x - inner.right()) - _speed(inner.left() - x),
            _speed(y - inner.bottom()) - _speed(inner.top() - y),
        )

    def _go_on(self) -> None:
        canvas = self._canvas
        if canvas.gesture is None:
            self.stop()
            return
        canvas.camera.pan(*self._step())
        canvas.gesture.move(self._at._replace(scene=canvas.mapToScene(self._at.view)))


def _speed(beyond: float) -> float:
    """Pixels per tick for a distance beyond the border of the inner part."""
    return min(_FASTEST, 3.0 + beyond / 4) if beyond > 0 else 0.0
