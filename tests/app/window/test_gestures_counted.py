"""How many gestures a person needs. A gesture is a drag, a click, a shortcut, or words typed into one field."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from nnstudio.app.canvas.layer_popup import LayerPopup
from nnstudio.app.main_window import MainWindow
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Conv2D, Dense, Dropout, Flatten, Input, MaxPool2D
from nnstudio.project.project import Project
from tests.app.canvas.conftest import Hands
from tests.app.hands import Key, double_click, press, until

LENET = sequential(
    (28, 28, 1),
    [Conv2D(16, 3, padding="same"), MaxPool2D(2), Conv2D(32, 3, padding="same"), MaxPool2D(2), Flatten(),
     Dense(128), Dense(10, "softmax")],
)  # fmt: skip


class Person:
    """Somebody at the window, whose gestures are counted."""

    def __init__(self, window: MainWindow, network: Network) -> None:
        window.files.show_new(Project().with_network(network))
        window.show_workspace()
        window.workspace.canvas.camera.fit()
        self.window, self.canvas = window, window.workspace.canvas
        self.hands = Hands(self.canvas)
        self.gestures = 0

    @property
    def network(self) -> Network:
        return self.window.document.project.network

    def types(self, words: str) -> None:
        """Press /, type a layer with its settings, press Enter."""
        press(self.window, Key.Key_Slash)
        field = self.window.focusWidget()
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Key.Key_Return)
        assert self.canvas.hasFocus()
        self.gestures += 1

    def double_clicks(self, kind: str) -> None:
        """Double-click a layer in the palette."""
        layers = self.window.workspace.palette_panel.layers
        bar = layers.verticalScrollBar()
        bar.setValue(bar.value() + layers.rect_of(kind).top() - 40)
        at = layers.rect_of(kind).center()
        double_click(layers.viewport(), at)
        self.gestures += 1

    def drags(self, start: QPoint, end: QPoint) -> None:
        self.hands.drag(start, end)
        self.gestures += 1

    def drops(self, kind: str, at: QPoint) -> None:
        self.hands.drop(kind, at)
        self.gestures += 1

    def clicks(self, node: str) -> None:
        self.hands.click(self.hands.middle(node))
        self.gestures += 1

    def presses(self, key: Qt.Key) -> None:
        press(self.window, key)
        self.gestures += 1

    def chooses(self, words: str) -> None:
        """Type into the list that has opened, and press Enter."""
        (popup,) = (p for p in self.canvas.findChildren(LayerPopup) if p.isVisible())
        QTest.keyClicks(popup.search_field, words)
        QTest.keyClick(popup.search_field, Key.Key_Return)
        until(
            lambda: not any(p.isVisible() for p in self.canvas.findChildren(LayerPopup)),
            "the list to close",
            5,
        )
        self.gestures += 1


def pairs(network: Network) -> set[tuple[str, str]]:
    return {(e.source, e.target) for e in network.edges}


def test_lenet_from_an_empty_canvas_by_typing(window: MainWindow) -> None:
    person = Person(window, Network())
    for words in ("input 28x28x1", "conv2d 16 3 same", "maxpool2d", "conv2d 32 3 same", "maxpool2d", "flatten",
                  "dense 128", "dense 10 softmax"):  # fmt: skip
        person.types(words)
    assert person.network == LENET
    assert person.gestures == 8


def test_the_layers_of_lenet_with_the_mouse_alone_wired_by_themselves(window: MainWindow) -> None:
    person = Person(window, Network())
    for kind in ("Input", "Conv2D", "MaxPool2D", "Conv2D", "MaxPool2D", "Flatten", "Dense", "Dense"):
        person.double_clicks(kind)
    wanted = [type(n.layer) for n in LENET.nodes]
    assert [type(n.layer) for n in person.network.nodes] == wanted
    assert pairs(person.network) == pairs(LENET)
    assert person.gestures == 8


def test_the_usual_tasks(window: MainWindow) -> None:
    person = Person(window, LENET)
    canvas, hands = person.canvas, person.hands

    def after(expected: int) -> None:
        assert person.gestures == expected
        person.gestures = 0

    person.double_clicks("Dropout")  # append
    assert ("dense_2", "dropout_1") in pairs(person.network)
    after(1)
    wire = canvas.canvas_scene.wires[next(e for e in person.network.edges if e.target == "dense_1")]
    person.drops("Dropout", hands.at(wire.path().pointAtPercent(0.5)))  # insert
    assert {("flatten_1", "dropout_2"), ("dropout_2", "dense_1")} <= pairs(person.network)
    after(1)
    canvas.camera.fit()
    person.drags(hands.input("dense_1"), hands.middle("dropout_1"))  # rewire
    assert ("dropout_2", "dropout_1") in pairs(person.network)
    after(1)
    window.document.undo_stack.undo()
    person.clicks("dropout_2")  # delete, and the gap closes
    person.presses(Key.Key_Delete)
    assert ("flatten_1", "dense_1") in pairs(person.network)
    after(2)
    person.clicks("max_pool2d_2")  # replace
    person.presses(Key.Key_R)
    person.chooses("avgpool")
    assert "AvgPool2D" in {type(n.layer).__name__ for n in person.network.nodes}
    after(3)
    end = canvas.canvas_scene.cards["dense_2"].rect
    person.drags(hands.output("dense_1"), hands.at(end.center() + QPointF(0, 140)))  # branch off
    person.chooses("dense 3")
    assert ("dense_1", "dense_3") in pairs(person.network)
    assert person.network["dense_3"].layer == Dense(3)
    after(2)


def test_the_keyboard_does_it_as_well(window: MainWindow) -> None:
    person = Person(window, sequential((4,), [Dense(3), Dense(2)]))
    person.clicks("dense_1")
    person.presses(Key.Key_A)
    person.chooses("dropout .3")
    assert {("dense_1", "dropout_1"), ("dropout_1", "dense_2")} <= pairs(person.network)
    assert person.network["dropout_1"].layer == Dropout(0.3)
    window.workspace.canvas.setFocus()
    person.presses(Key.Key_F2)
    field = window.workspace.inspector.layer_page.name_field
    assert field.hasFocus()
    QTest.keyClicks(field, "Noise")
    QTest.keyClick(field, Key.Key_Return)
    assert person.network["dropout_1"].title == "Noise"
    assert isinstance(person.network["input"].layer, Input)
