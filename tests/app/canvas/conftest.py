"""A canvas on the screen of a test, with hands for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnstudio.app.canvas.selection import Selection
from nnstudio.app.canvas.view import CanvasView
from nnstudio.app.document import Document
from nnstudio.app.look import theme
from nnstudio.app.palette.layer_drag import layer_mime
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Add, Dense, Input
from nnstudio.project.project import Project
from tests.app.hands import drag_point

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Hands:
    """Real mouse and key events on a canvas, at places of the drawing."""

    def __init__(self, canvas: CanvasView) -> None:
        self.canvas = canvas

    def at(self, scene: QPointF) -> QPoint:
        """Where a point of the drawing is in the viewport."""
        return self.canvas.mapFromScene(scene)

    def middle(self, node: str) -> QPoint:
        """The middle of a card."""
        return self.at(self.canvas.canvas_scene.cards[node].rect.center())

    def output(self, node: str) -> QPoint:
        """The output port of a card."""
        return self.at(self.canvas.canvas_scene.cards[node].output_port())

    def input(self, node: str, slot: int = 0) -> QPoint:
        """An input port of a card."""
        return self.at(self.canvas.canvas_scene.cards[node].input_port(slot))

    def blank(self) -> QPoint:
        """A place in the corner where nothing is drawn."""
        return QPoint(12, 12)

    def click(self, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.canvas.viewport(), LEFT, modifiers, at)

    def press(self, at: QPoint, modifiers: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self.canvas.viewport(), button, modifiers, at)

    def move(self, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        # QTest.mouseMove sends no buttons, and a drag is a move with one.
        from PySide6.QtGui import QMouseEvent

        viewport = self.canvas.viewport()
        place = QPointF(at)
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, viewport.mapToGlobal(place), Qt.MouseButton.NoButton, button, NONE
        )
        QApplication.sendEvent(viewport, event)

    def release(self, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.canvas.viewport(), button, NONE, at)

    def drag(self, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.press(start, modifiers)
        for step in (0.3, 0.7, 1.0):
            self.move(start + (end - start) * step)
        self.release(end)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas, key, modifiers)

    # A drag out of the palette runs an event loop of its own; here its events are sent one by one.

    def drag_in(self, kind: str, *places: QPoint) -> None:
        mime, action, viewport = layer_mime(kind), Qt.DropAction.CopyAction, self.canvas.viewport()
        QApplication.sendEvent(viewport, QDragEnterEvent(drag_point(places[0]), action, mime, LEFT, NONE))
        for place in places:
            QApplication.sendEvent(viewport, QDragMoveEvent(drag_point(place), action, mime, LEFT, NONE))

    def drop(self, kind: str, at: QPoint) -> None:
        self.drag_in(kind, at)
        mime = layer_mime(kind)
        event = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, mime, LEFT, NONE)
        QApplication.sendEvent(self.canvas.viewport(), event)

    def drag_out(self) -> None:
        QApplication.sendEvent(self.canvas.viewport(), QDragLeaveEvent())


Open = Callable[[Network], Hands]


@pytest.fixture
def open_canvas(qtbot, qapp: QApplication) -> Iterator[Open]:  # type: ignore[no-untyped-def]
    """Open a canvas on a network."""
    theme.current().set_preference("light")
    documents: list[Document] = []

    def open_one(network: Network) -> Hands:
        document = Document(Project().with_network(network))
        documents.append(document)
        canvas = CanvasView(document, Selection(document))
        qtbot.addWidget(canvas)
        canvas.resize(1100, 620)
        canvas.show()
        canvas.activateWindow()
        canvas.setFocus()
        QTest.qWaitForWindowActive(canvas)
        return Hands(canvas)

    yield open_one
    for document in documents:
        document.undo_stack.blockSignals(True)  # a stack that is destroyed tells of its end
    QApplication.clipboard().clear()


def chain() -> Network:
    """The textbook's network."""
    return sequential((30,), [Dense(25, activation="sigmoid"), Dense(15, activation="sigmoid"), Dense(1)])


def skip() -> Network:
    """A skip connection."""
    network = Network().add(Input((8,))).add(Dense(8), after="input").add(Dense(8), after="dense_1")
    return network.add(Add(), after=("dense_1", "dense_2"))


@pytest.fixture
def textbook(open_canvas: Open) -> Hands:
    """A canvas with the textbook's network."""
    return open_canvas(chain())


@pytest.fixture
def empty(open_canvas: Open) -> Hands:
    """A canvas with nothing on it."""
    return open_canvas(Network())
