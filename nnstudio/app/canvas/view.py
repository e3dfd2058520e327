"""The canvas: where networks are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmapCache,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from nnstudio.app.canvas.actions import CanvasActions
from nnstudio.app.canvas.camera import LOW
from nnstudio.app.canvas.empty import EmptyCanvas
from nnstudio.app.canvas.finding import FindBar
from nnstudio.app.canvas.gesture_view import WIRE_REACH, GestureView
from nnstudio.app.canvas.gestures import DropLayer, MoveCards
from nnstudio.app.canvas.glide import places
from nnstudio.app.canvas.overlays import Minimap, ZoomBar
from nnstudio.app.canvas.selection import Selection
from nnstudio.app.document import Document
from nnstudio.app.look import theme
from nnstudio.app.widgets.announcing import announce
from nnstudio.app.words.layer_words import spoken
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.inference import Problem, infer
from nnstudio.project.project import Project

_EDGE = 12


class CanvasView(GestureView):
    """Shows the network of a document, with all that floats over it.

    Parameters
    ----------
    document : Document
    selection : Selection
        Shared with inspector and outline.

    Signals
    -------
    notice, loss_clicked, inspector_requested, name_requested
        As :class:`~nnstudio.app.canvas.gesture_view.GestureView` has them.
    palette_requested()
        The keyboard focus should go to the search of the palette.
    what_if_requested(node)
        A layer should be compared with another kind of it.
    template_chosen(key)
        A button of the empty canvas: "textbook" or "lenet".
    """

    palette_requested = Signal()
    what_if_requested = Signal(str)
    template_chosen = Signal(str)

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(document, selection, parent)
        self.zoom_bar = ZoomBar(self.camera, self)
        self.minimap = Minimap(self.camera, self.canvas_scene, self)
        self.empty = EmptyCanvas(self)
        self.empty.template_chosen.connect(self.template_chosen)
        self.find_bar = FindBar(self)
        self.glide.arrived.connect(self.minimap.redraw)
        self.camera.overlays = (self.zoom_bar, self.minimap, self.find_bar)
        self._problems: Sequence[Problem] | None = None
        self._known: Preprocessor | None = None
        self._dots_shape = (0.0, 0, 0)
        self._dots = QPolygonF()
        self._prepare()
        self.canvas_actions = CanvasActions(self)
        document.changed.connect(self._document_changed)
        selection.changed.connect(self._selection_changed)
        theme.current().changed.connect(self._recolour)
        self._show_project(document.project)

    def _prepare(self) -> None:
        # Cards keep their picture while the view pans; 300 of them need more than Qt's 10 MB.
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), 96 * 1024))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Canvas"))
        self.setAccessibleDescription(
            self.tr("The network. Arrows walk from layer to layer, C connects, Enter opens the settings.")
        )

    # What is shown -----------------------------------------------------------------------------------------

    def set_problems(self, problems: Sequence[Problem] | None) -> None:
        """Show these problems on the cards and wires; None means those of the network alone."""
        if problems != self._problems:
            self._problems = problems
            self._show_project(self.document.project)
            self.minimap.redraw()

    def set_data(self, known: Preprocessor | None) -> None:
        """Show what each of several outputs answers, and templates that suit, as far as the data is known."""
        if known is not self._known:
            self._known = known
            shape = None if known is None else known.picture or known.sample_shape
            self.empty.offer(shape, heard=known is not None and known.spectrogram is not None)
            self.show_again()
            self.minimap.redraw()

    def show_again(self) -> None:
        """Lead the wires around what hangs under the cards now."""
        self._show_project(self.document.project)
        if self.gesture is None:  # nothing may move under a hand
            self.camera.refit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the actions that fit what is under the mouse, or what is selected."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            at = self.mapToScene(event.pos())
            card = self.canvas_scene.card_at(at)
            edge = None if card else self.canvas_scene.wire_at(at, WIRE_REACH / self.camera.zoom)
            if edge is not None:
                self.selection.select_edge(edge)
            elif card is None:
                self.selection.clear()
            elif card.node not in self.selection:
                self.selection.select([card.node])
        self.canvas_actions.menu(self).popup(event.globalPos())

    def _document_changed(self, old: Project, new: Project) -> None:
        if not self.document.previewing:  # an edit from elsewhere: what a hand holds may be gone
            self.cancel_gesture()
        another = not (set(old.network.by_id) & set(new.network.by_id))
        self.glide.finish()
        if self.gesture is None:  # what was said was about the edit before
            self.hint.hide()
        before = {} if isinstance(self.gesture, MoveCards) else places(self.canvas_scene)
        self._show_project(new)
        if another and len(new.network.nodes) > 1:
            self.camera.fit()
        elif not isinstance(self.gesture, MoveCards):
            fresh = [n for n in new.network.by_id if n not in old.network and n in self.canvas_scene.cards]
            area = QRectF()
            for node in fresh:
                area = area.united(self.canvas_scene.cards[node].rect)
            if fresh:
                if any(node in fresh for node in new.network.output_ids):
                    area = area.united(self.canvas_scene.loss.rect)  # it stands behind them
                self.camera.show(area)
            # Nothing may move under a hand, and whoever puts a card outside wants it there.
            # The Loss card is as wide as its name.
            was, now = old.training, new.training
            drawn = new.network != old.network or (was.loss, was.outputs) != (now.loss, now.outputs)
            if self.gesture is None and drawn:
                self.camera.keep_whole()
            self.glide.begin(before)
        self.minimap.redraw()

    def _show_project(self, project: Project) -> None:
        inference, problems = infer(project.network), self._shown_problems()
        placed = project.layout.for_network(project.network) if _unplaced(project) else project.layout
        shown = project.replace(layout=placed) if placed is not project.layout else project
        with self.glide.still():
            self.canvas_scene.show_project(shown, inference, problems, self._known)
        self.empty.setVisible(not project.network.nodes)
        self.viewport().update()

    def _shown_problems(self) -> Sequence[Problem]:
        return infer(self.document.project.network).problems if self._problems is None else self._problems

    def _selection_changed(self) -> None:
        self.keyboard.remember()
        if self.gesture is None:
            self.hint.hide()
        self._show_selection()
        network, only = self.document.project.network, self.selection.only
        edge = self.selection.edge
        if edge is not None and self.hasFocus():
            text = self.tr("Wire from {0} to {1}")
            announce(self, text.format(network[edge.source].title, network[edge.target].title))
        if only is not None and only in network and self.hasFocus():
            # Cards do not exist for a screen reader: what the arrows reach is said aloud.
            problem = next((p for p in self._shown_problems() if p.node == only), None)
            announce(self, spoken(network, infer(network), only, problem))

    def _show_selection(self) -> None:
        # The ring of the keyboard is shown to those who use it; a mouse already points at what it means.
        self.canvas_scene.show_selection(self.selection.ids, self.selection.edge, self.hasFocus())

    def _recolour(self) -> None:
        self.canvas_scene.recolour()
        self.resetCachedContent()
        self.viewport().update()
        self.minimap.redraw()
        self.empty.update()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the canvas with its dots, of which there are never more than the eye wants."""
        look = self.canvas_scene.look
        rect = QRectF(rect)
        painter.fillRect(rect, look.color("canvas"))
        step = 20.0
        while step * self.camera.zoom < 18:
            step *= 2
        seen = self.camera.visible()
        shape = (step, int(seen.width() / step) + 3, int(seen.height() / step) + 3)
        if shape != self._dots_shape:
            points = [QPointF(i * step, j * step) for i in range(shape[1]) for j in range(shape[2])]
            self._dots_shape, self._dots = shape, QPolygonF(points)
        pen = QPen(look.color("canvas_grid"), 1.6)
        pen.setCosmetic(True)
        painter.setPen(pen)
        corner = QPointF(seen.left() // step * step, seen.top() // step * step)
        painter.translate(corner)
        painter.drawPoints(self._dots)
        painter.translate(-corner)

    # Keys, focus and size ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends a search before it clears the selection."""
        if event.key() == Qt.Key.Key_Escape and self.gesture is None and self.find_bar.isVisible():
            self.find_bar.close_bar()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring of the keyboard."""
        super().focusInEvent(event)
        self._show_selection()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring. A gesture ends: whoever has the keyboard now may get its keys and its release too."""
        super().focusOutEvent(event)
        self.space_held = False
        if not isinstance(self.gesture, DropLayer):  # that one comes from the palette, which has the keyboard
            self.cancel_gesture()
        self._show_selection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overlays in their corners, and the network in sight."""
        super().resizeEvent(event)
        self._place_overlays()
        self.camera.refit()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the whole network at first."""
        super().showEvent(event)
        self._place_overlays()
        self.camera.refit()

    def _place_overlays(self) -> None:
        self.zoom_bar.adjustSize()
        self.zoom_bar.setVisible(self.viewport().height() >= LOW)
        right, bottom = self.width() - _EDGE, self.height() - _EDGE
        self.zoom_bar.move(right - self.zoom_bar.width(), bottom - self.zoom_bar.height())
        self.minimap.move(right - self.minimap.width(), self.zoom_bar.y() - self.minimap.height() - 8)
        self.empty.place()
        self.find_bar.place()
        self.minimap.refresh()


def _unplaced(project: Project) -> bool:
    return any(n.id not in project.layout.positions for n in project.network.nodes)
