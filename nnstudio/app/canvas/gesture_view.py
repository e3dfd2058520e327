"""From mouse, keys and drops to gestures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from nnstudio.app.canvas import offering
from nnstudio.app.canvas.camera import Camera
from nnstudio.app.canvas.connecting import DrawWire
from nnstudio.app.canvas.drawing import Drawing
from nnstudio.app.canvas.edge_scroll import EdgeScroll
from nnstudio.app.canvas.gestures import DropLayer, Gesture, MoveCards, Pan, Pointer, PressLoss, SelectBand
from nnstudio.app.canvas.glide import Glide
from nnstudio.app.canvas.keyboard import Keyboard
from nnstudio.app.canvas.look import PORT_REACH
from nnstudio.app.canvas.overlays import Hint
from nnstudio.app.canvas.scene import CanvasScene
from nnstudio.app.canvas.selection import Selection
from nnstudio.app.document import Document
from nnstudio.app.palette.layer_drag import dragged_layer

_DOING = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.ContextMenu,
    QEvent.Type.DragEnter,
)
WIRE_REACH = 9.0
"""How far beside a wire a click still hits it, in pixels."""


class GestureView(QGraphicsView):
    """A view whose events become gestures. What is shown, and what floats over it, is added by its subclass.

    Signals
    -------
    notice(text)
        Something that was asked for cannot be done.
    loss_clicked()
        The Loss card was clicked.
    inspector_requested()
        The keyboard focus should go to the settings of the selected layer.
    name_requested()
        It should go to the name of the selected layer.
    """

    notice = Signal(str)
    loss_clicked = Signal()
    inspector_requested = Signal()
    name_requested = Signal()

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        self.canvas_scene = CanvasScene()
        super().__init__(self.canvas_scene, parent)
        self.canvas_scene.setParent(self)
        self.document = document
        self.selection = selection
        self.drawing = Drawing(document, selection, self.canvas_scene.widths, self)
        self.drawing.notice.connect(self.notice)
        self.camera = Camera(self, self.canvas_scene)
        self.keyboard = Keyboard(self)
        self.hint = Hint(self)
        self.glide = Glide(self.canvas_scene, self)
        self.gesture: Gesture | None = None
        self._edge_scroll = EdgeScroll(self)
        self.space_held = False
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)

    # Gestures ----------------------------------------------------------------------------------------------

    def begin(self, gesture: Gesture, at: Pointer) -> None:
        """Start a gesture; one that was running is cancelled."""
        self.cancel_gesture()
        self.glide.finish()
        self.gesture = gesture
        if gesture.cursor is not None:
            self.viewport().setCursor(gesture.cursor)
        gesture.start(at)

    def finish_gesture(self) -> Gesture | None:
        """Forget the running gesture and return it."""
        gesture, self.gesture = self.gesture, None
        self._edge_scroll.stop()
        self.viewport().unsetCursor()
        return gesture

    def cancel_gesture(self) -> None:
        """Undo what the running gesture did, if there is one."""
        if (gesture := self.finish_gesture()) is not None:
            gesture.cancel()

    def _pointer(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> Pointer:
        inverse, _ = self.viewportTransform().inverted()
        return Pointer(inverse.map(at), at.toPoint(), modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin the gesture that fits what is under the mouse."""
        at = self._pointer(event.position(), event.modifiers())
        button = event.button()
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and self.space_held):
            self.begin(Pan(self), at)
        elif button == Qt.MouseButton.LeftButton:
            self.cancel_gesture()
            self.hint.hide()
            gesture = gesture_at(self, at)
            if gesture is not None:
                self.begin(gesture, at)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse, or show what a press would do."""
        at = self._pointer(event.position(), event.modifiers())
        if self.gesture is not None and event.buttons():
            self.gesture.move(at)
            self._edge_scroll.watch(at)
        elif self.gesture is None:
            show_what_a_press_does(self, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish the gesture."""
        if event.buttons() == Qt.MouseButton.NoButton and (gesture := self.finish_gesture()) is not None:
            gesture.end(self._pointer(event.position(), event.modifiers()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a card: to its settings. On a wire or the empty canvas: choose a layer to add there."""
        at = self._pointer(event.position(), event.modifiers())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        scene = self.canvas_scene
        if scene.card_at(at.scene) is not None:
            self.inspector_requested.emit()
        elif (edge := scene.wire_at(at.scene, WIRE_REACH / self.camera.zoom)) is not None:
            offering.on_wire(self, edge, at.view)
        elif not scene.is_loss_at(at.scene):
            offering.at_place(self, at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pan; with Ctrl zoom around the mouse."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.camera.zoom_by(1.0015 ** turn.y(), event.position())
        else:
            step = event.pixelDelta() if not event.pixelDelta().isNull() else turn / 2
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not step.x():
                step = QPoint(step.y(), 0)
            self.camera.pan(-step.x(), -step.y())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """While a gesture runs its keys come before shortcuts: Enter connects and opens no settings."""
        if event.type() == QEvent.Type.ShortcutOverride:
            self.glide.finish()
        if event.type() == QEvent.Type.ShortcutOverride and self.gesture is not None:
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinching a touchpad zooms. Cards that are on their way are there before anything is done to them."""
        if event.type() in _DOING:
            self.glide.finish()
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.camera.zoom_by(1 + event.value(), event.position())
            return True
        return super().viewportEvent(event)

    # Drag and drop -----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome layers of the palette."""
        kind = dragged_layer(event.mimeData())
        if kind is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.begin(DropLayer(self, kind), self._pointer(event.position(), event.modifiers()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show what a drop would do."""
        if isinstance(self.gesture, DropLayer):
            self.gesture.move(self._pointer(event.position(), event.modifiers()))
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget it."""
        self.cancel_gesture()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the layer."""
        gesture = self.finish_gesture()
        if isinstance(gesture, DropLayer):
            gesture.end(self._pointer(event.position(), event.modifiers()))
            event.accept()
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    # Keys, focus and size ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels, arrows walk, space pans; the rest are actions."""
        if self.gesture is not None and event.key() != Qt.Key.Key_Escape and self.gesture.key(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            if self.gesture is not None:
                self.cancel_gesture()
            else:
                self.hint.hide()
                self.selection.clear()
        elif event.key() == Qt.Key.Key_Space:
            self.space_held = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif not self.keyboard.press(event):
            event.ignore()  # not QGraphicsView's own keys: they would scroll a second time

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space was held for panning."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.space_held = False
            if self.gesture is None:
                self.viewport().unsetCursor()


def gesture_at(canvas: GestureView, at: Pointer) -> Gesture | None:
    """The gesture that a press with the left button begins. On a wire it is none: the wire is selected."""
    scene, zoom = canvas.canvas_scene, canvas.camera.zoom
    port = scene.port_at(at.scene, PORT_REACH / zoom)
    if port is not None and not at.adds:
        if port.is_output:
            return DrawWire(canvas, port.node)
        if port.edge is not None:
            return DrawWire(canvas, port.edge.source, moved=port.edge)
        return DrawWire(canvas, port.node, backwards=True)
    if (card := scene.card_at(at.scene)) is not None:
        return MoveCards(canvas, card.node)
    if scene.is_loss_at(at.scene):
        return PressLoss(canvas)
    if (edge := scene.wire_at(at.scene, WIRE_REACH / zoom)) is not None:
        canvas.selection.select_edge(edge)
        return None
    return SelectBand(canvas)


def show_what_a_press_does(canvas: GestureView, at: Pointer) -> None:
    """Give the mouse the form of the gesture it would begin."""
    scene = canvas.canvas_scene
    on_loss = scene.is_loss_at(at.scene)
    scene.loss.set_hovered(on_loss)
    shape = Qt.CursorShape.ArrowCursor
    if scene.port_at(at.scene, PORT_REACH / canvas.camera.zoom) is not None:
        shape = Qt.CursorShape.CrossCursor
    elif on_loss:
        shape = Qt.CursorShape.PointingHandCursor
    elif canvas.space_held:
        shape = Qt.CursorShape.OpenHandCursor
    if canvas.viewport().cursor().shape() != shape:
        canvas.viewport().setCursor(shape)
