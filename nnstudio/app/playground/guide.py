"""From what single neurons give to the canvas: pictures under the cards, and wires by weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from nnstudio.app.inside.head import whose_words
from nnstudio.app.inside.seeing import kind_of
from nnstudio.app.playground.controls import SIGNS, PlaygroundControls
from nnstudio.app.playground.strip import ABOVE, LEAST, ROOMY, NeuronStrip

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

_CLEAR = 36.0
"""Room that stays between a row of pictures and what is below it, for wires to pass."""


class Playground(QObject):
    """Shows the neurons of a network on pairs of numbers, while it is switched on and the canvas is seen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._canvas = window.workspace.canvas
        self._work = window.workspace.inside.work
        self.strips: dict[str, NeuronStrip] = {}
        self._height = LEAST
        self.action = QAction(self.tr("Play&ground"), self)
        self.action.setCheckable(True)
        self.action.setChecked(window.preferences.settings.playground)
        self.action.setShortcut(QKeySequence("Ctrl+Shift+N"))
        self.action.setToolTip(
            self.tr(
                "Show what each neuron makes of the plane, and how large weights are, where samples are two numbers"
            )
        )
        self.action.toggled.connect(self._switch)
        window.workspace.inside.panel.add_side(self._make_controls)
        self._canvas.installEventFilter(self)
        self._work.changed.connect(self._show)
        window.data.changed.connect(self._follow)
        window.document.changed.connect(lambda _old, _new: self._follow())
        self._follow()

    def _make_controls(self, parent: QWidget) -> PlaygroundControls:
        window = self._window
        self.controls = PlaygroundControls(window.document, window.data, window.trainer, self.action, parent)
        return self.controls

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look while the canvas is in sight."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide) and watched is self._canvas:
            self._follow(seen=event.type() == QEvent.Type.Show)
        return super().eventFilter(watched, event)

    def _switch(self, on: bool) -> None:
        self._window.preferences.change(playground=on)
        self._follow()

    def _follow(self, *, seen: bool | None = None) -> None:
        """Look, or rest: as the switch, the canvas and the data have it."""
        if self._work.redrawn:
            self._fit()
            return
        visible = self._canvas.isVisible() if seen is None else seen
        prepared, network = self._window.data.prepared, self._window.document.project.network
        plane = prepared is not None and kind_of(prepared, network) == "plane"
        shown = self.action.isChecked() and plane
        self._canvas.drawing.below = ROOMY if shown else 0.0
        self._work.set_wanted(shown and visible, "cards")
        if not shown:
            self._clear()
        self._fit()

    # Showing ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show what was found, on cards that are still there."""
        self._forget_gone()
        found, scene = self._work.neurons, self._canvas.canvas_scene
        if found is None or not self.action.isChecked():
            self._clear()
            return
        for edge, wire in scene.wires.items():
            weight = found.wires.get(edge)
            sign = SIGNS["negative" if weight is not None and weight.balance < 0 else "positive"]
            wire.set_weight(None if weight is None else (weight.strength, sign))
        shown = {n: neurons for n, neurons in found.neurons.items() if n in scene.cards}
        for node in [n for n in self.strips if n not in shown]:
            self._drop(node)
        for node in [n for n in shown if n not in self.strips]:
            self.strips[node] = NeuronStrip(scene.cards[node], scene.look)
        self._fit(force=True)
        whose = whose_words(self._work.whose, self._work.offered, self._work.which)
        for node, neurons in shown.items():
            self.strips[node].whose = whose
            self.strips[node].show_neurons(neurons, self._height)

    def _fit(self, *, force: bool = False) -> None:
        """Make the rows as high as there is room below every card."""
        self._forget_gone()
        if not self.strips:
            return
        height = min(ROOMY, max(LEAST, min(map(self._room_below, self.strips)) - ABOVE - _CLEAR))
        if height == self._height and not force:
            return
        self._height = height
        for strip in self.strips.values():
            strip.show_neurons(strip.shown, height)
        # Where it is close, wires pass below the row as they do below a card.
        hanging = {node: height + ABOVE for node in self.strips if height > LEAST}
        cards = self._canvas.canvas_scene.cards
        if any(card.hanging != hanging.get(node, 0.0) for node, card in cards.items()):
            self._hang(hanging)

    def _room_below(self, node: str) -> float:
        scene = self._canvas.canvas_scene
        here = scene.cards[node].rect
        others = [card.rect for n, card in scene.cards.items() if n != node]
        if scene.loss.isVisible():
            others.append(scene.loss.rect)
        below = (
            r.top() - here.bottom()
            for r in others
            if r.top() >= here.bottom() and r.left() < here.right() + 20 and here.left() - 20 < r.right()
        )
        return min(below, default=1e6)

    def _hang(self, heights: dict[str, float]) -> None:
        for node, card in self._canvas.canvas_scene.cards.items():
            card.hanging = heights.get(node, 0.0)
        self._canvas.show_again()

    def _forget_gone(self) -> None:
        """Forget rows that went with their cards."""
        cards = self._canvas.canvas_scene.cards
        for node in [n for n, strip in self.strips.items() if cards.get(n) is not strip.card]:
            del self.strips[node]

    def _drop(self, node: str) -> None:
        self._canvas.canvas_scene.removeItem(self.strips.pop(node))

    def _clear(self) -> None:
        self._forget_gone()
        scene = self._canvas.canvas_scene
        for node in [*self.strips]:
            self._drop(node)
        for wire in scene.wires.values():
            wire.set_weight(None)
        if any(card.hanging for card in scene.cards.values()):
            self._hang({})
