"""Cards that find new places are seen going there: after Arrange, and when that is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QVariantAnimation, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyle, QWidget

from nnstudio.app.canvas.wiring import LOSS
from nnstudio.graph.layout import Position

if TYPE_CHECKING:
    from nnstudio.app.canvas.scene import CanvasScene

_MILLISECONDS = 200
_MOST_CARDS = 400
"""More cards are simply there: moving them all would stutter."""
_SHORTEST = 60.0
"""What moves less needs no following by the eye; steps with the arrow keys are shorter."""


def wants_motion(widget: QWidget) -> bool:
    """Whether things may move by themselves: not where the desktop asks for stillness, nor where nobody looks."""
    if QGuiApplication.platformName() == "offscreen":
        return False
    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0


def places(scene: CanvasScene) -> dict[str, Position]:
    """Where the cards are seen, with the Loss card."""
    found = {node: card.at for node, card in scene.cards.items()}
    return found | ({LOSS: scene.loss.pos().toTuple()} if scene.loss.isVisible() else {})


class Glide(QVariantAnimation):
    """Lets cards glide from where they were to where they are. The document knows nothing of it.

    Whoever is about to act on the scene, as every mouse button and key is, calls :meth:`finish` first: then all
    cards are where the document has them.

    Parameters
    ----------
    scene : CanvasScene
    view : QWidget
        Whose style and desktop say whether things may move.

    Signals
    -------
    arrived
        All cards are where they belong.
    """

    arrived = Signal()

    def __init__(self, scene: CanvasScene, view: QWidget) -> None:
        super().__init__(view)
        self._scene = scene
        self._ways: dict[str, tuple[Position, Position]] = {}
        self.allowed: Callable[[], bool] = lambda: wants_motion(view)
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setDuration(_MILLISECONDS)
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.valueChanged.connect(self._show)
        self.finished.connect(self._arrive)

    def begin(self, before: Mapping[str, Position]) -> None:
        """Let the cards come from where they were before; they stand where they belong already."""
        now = places(self._scene) if self.allowed() else {}
        ways = {n: (before[n], at) for n, at in now.items() if n in before}
        ways = {n: (a, b) for n, (a, b) in ways.items() if abs(b[0] - a[0]) + abs(b[1] - a[1]) > _SHORTEST}
        if ways and len(now) <= _MOST_CARDS:
            self._scene.content_rect()  # known from now on, also to who asks on the way
            self._ways = ways
            self.start()
            self._show(0.0)

    def finish(self) -> None:
        """Be there at once."""
        if self._ways:
            self.stop()
            self._arrive()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Let the scene be shown anew on the way, as if all cards had arrived."""
        if self._ways:
            self._place({n: b for n, (_, b) in self._ways.items()})
            self._scene.wiring.stay()
        yield
        if self._ways:
            now = places(self._scene)
            self._ways = {n: (a, now[n]) for n, (a, _) in self._ways.items() if n in now}
            self._show(self.currentValue())

    def _show(self, share: float) -> None:
        if self._ways:
            self._place({n: _between(a, b, share) for n, (a, b) in self._ways.items()})
            self._scene.wiring.follow(self._ways)

    def _arrive(self) -> None:
        ways, self._ways = self._ways, {}
        if ways:
            self._place({n: b for n, (_, b) in ways.items()})
            self._scene.wiring.stay()
            self.arrived.emit()

    def _place(self, at: Mapping[str, Position]) -> None:
        for node, place in at.items():
            if node == LOSS:
                self._scene.loss.setPos(*place)
            elif node in self._scene.cards:
                self._scene.cards[node].place(*place)


def _between(a: Position, b: Position, share: float) -> Position:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
