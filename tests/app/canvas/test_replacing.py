"""A layer replaced by another kind, with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnstudio.app.canvas import replacing
from nnstudio.app.canvas.layer_popup import LayerPopup
from nnstudio.graph.layout import gap_behind
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Conv2D, ConvTranspose2D, Dense, Dropout, Flatten, MaxPool2D
from nnstudio.project.project import Project
from tests.app.canvas.conftest import Hands, Open

Key = Qt.Key


def images() -> Network:
    return sequential((8, 8, 1), [Conv2D(12, activation="tanh"), MaxPool2D(), Flatten(), Dense(10)])


@pytest.fixture
def hands(open_canvas: Open) -> Hands:
    return open_canvas(images())


def asked(hands: Hands) -> LayerPopup:
    """R, and the list that opens."""
    hands.canvas.activateWindow()  # as a window manager does when a popup has closed; offscreen has none
    hands.canvas.setFocus()
    QTest.qWaitForWindowActive(hands.canvas)
    hands.key(Key.Key_R)
    (popup,) = (p for p in hands.canvas.findChildren(LayerPopup) if p.isVisible())
    return popup


def replace_by(hands: Hands, typed: str) -> None:
    """R, a few letters, Enter."""
    popup = asked(hands)
    QTest.keyClicks(popup.search_field, typed)
    QTest.keyClick(popup.search_field, Key.Key_Return)
    assert not popup.isVisible()


def test_r_replaces_with_the_keyboard_alone(hands: Hands) -> None:
    document = hands.canvas.document
    before = document.project
    hands.key(Key.Key_Right)  # to the Input
    hands.key(Key.Key_Right)
    assert hands.canvas.selection.only == "conv2d_1"
    replace_by(hands, "dense")
    network = document.project.network
    assert document.undo_stack.undoText() == "Replace Conv2D 1 by Dense"
    assert hands.canvas.selection.ids == ("dense_2",)
    assert network["dense_2"].layer == Dense(12, "tanh")
    assert [(e.source, e.target) for e in network.incoming("dense_2")] == [("flatten_2", "dense_2")]
    assert "Flatten is put before it" in hands.canvas.hint.text()
    cards = hands.canvas.canvas_scene.cards
    assert set(cards) == set(network.by_id)
    rects = [c.rect for c in cards.values()]
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[:i])
    document.undo_stack.undo()
    assert document.project == before


def test_settings_can_be_typed_and_the_rest_is_taken_over(hands: Hands) -> None:
    hands.canvas.selection.select(["conv2d_1"])
    replace_by(hands, "dense 7")
    assert hands.canvas.document.project.network["dense_2"].layer == Dense(7, "tanh")


def test_the_card_keeps_its_place_and_its_own_name(hands: Hands) -> None:
    drawing = hands.canvas.drawing
    drawing.rename("max_pool2d_1", "Halve")
    place = hands.canvas.document.project.layout["max_pool2d_1"]
    hands.canvas.selection.select(["max_pool2d_1"])
    replace_by(hands, "average 2d")
    project = hands.canvas.document.project
    assert project.network["avg_pool2d_1"].name == "Halve"
    assert project.layout["avg_pool2d_1"] == place
    assert hands.canvas.document.undo_stack.undoText() == "Replace Halve by AvgPool2D"


def test_what_fits_is_listed_first_and_the_rest_says_why_not(hands: Hands) -> None:
    hands.canvas.selection.select(["max_pool2d_1"])
    popup = asked(hands)
    assert popup.search_field.placeholderText() == "Replace MaxPool2D 1 by"
    kinds = popup.layers.kinds()
    assert kinds.index("AvgPool2D") < kinds.index("MaxPool1D")
    assert kinds.index("Dense") < kinds.index("Add")  # with a Flatten, Dense fits everywhere
    assert "Input" not in kinds
    popup.close()


def test_its_own_kind_changes_the_settings_only(hands: Hands) -> None:
    hands.canvas.selection.select(["conv2d_1"])
    replace_by(hands, "conv2d 5")
    document = hands.canvas.document
    assert document.project.network["conv2d_1"].layer == Conv2D(5, activation="tanh")
    assert document.undo_stack.undoText() == "Change settings of Conv2D 1"
    replace_by(hands, "conv2d")
    assert document.undo_stack.count() == 1


def test_esc_leaves_everything_as_it_is(hands: Hands) -> None:
    hands.canvas.selection.select(["conv2d_1"])
    popup = asked(hands)
    QTest.keyClick(popup.search_field, Key.Key_Escape)
    assert not popup.isVisible()
    assert hands.canvas.document.undo_stack.count() == 0


def test_an_input_several_layers_and_nothing_cannot_be_replaced(hands: Hands) -> None:
    actions, selection = hands.canvas.canvas_actions, hands.canvas.selection
    for ids in ((), ("input",), ("conv2d_1", "dense_1")):
        selection.select(ids)
        assert not actions.replace_layer.isEnabled()
        assert not actions.what_if.isEnabled()
        hands.key(Key.Key_R)
        assert hands.canvas.findChild(LayerPopup) is None
    selection.select(["conv2d_1"])
    assert actions.replace_layer.isEnabled()
    assert {actions.replace_layer, actions.what_if} <= set(actions.network_actions)
    menu = actions.menu(hands.canvas)
    assert {actions.replace_layer, actions.what_if} <= set(menu.actions())
    menu.close()


def test_w_asks_for_the_comparison(hands: Hands, qtbot) -> None:  # type: ignore[no-untyped-def]
    hands.canvas.selection.select(["conv2d_1"])
    with qtbot.waitSignal(hands.canvas.what_if_requested) as asked:
        hands.key(Key.Key_W)
    assert asked.args == ["conv2d_1"]


def overlapping(hands: Hands) -> list[tuple[str, str]]:
    """Cards that lie over each other."""
    cards = list(hands.canvas.canvas_scene.cards.items())
    return [
        (a, b) for i, (a, one) in enumerate(cards) for b, two in cards[:i] if one.rect.intersects(two.rect)
    ]


WIDE = [
    Conv2D(1024, (11, 13), padding="same", activation="hard_sigmoid"),
    ConvTranspose2D(1024, (11, 13), padding="same", activation="hard_sigmoid"),
    Dense(100_000, activation="hard_sigmoid"),
    Dropout(),
]


@pytest.mark.parametrize("layer", WIDE, ids=lambda layer: layer.title)
@pytest.mark.parametrize("node", ["max_pool2d_1", "flatten_1", "dense_1"])
def test_what_follows_a_wider_card_makes_room(open_canvas: Open, node: str, layer: Layer) -> None:
    hands = open_canvas(images().add(Dense(10), after="dense_1"))
    document, drawing = hands.canvas.document, hands.canvas.drawing
    drawing.arrange()
    before = document.project
    replacing.replace(drawing, node, layer, keep_shape=True)
    hands.canvas.glide.finish()
    assert not overlapping(hands)
    document.undo_stack.undo()
    assert document.project == before


@pytest.mark.parametrize("measured", [True, False])
def test_what_comes_in_between_keeps_its_shape_on_the_wire_and_the_network_in_sight(
    open_canvas: Open, measured: bool
) -> None:
    hands = open_canvas(
        sequential((8, 8, 1), [Flatten(), Dense(128, activation="relu"), Dense(10, activation="softmax")])
    )
    canvas = hands.canvas
    canvas.resize(700, 400)
    if measured:
        canvas.drawing.arrange()
    canvas.camera.fit()
    replacing.replace(canvas.drawing, "dense_1", Conv2D(1024, (11, 13), padding="same"))
    canvas.glide.finish()
    network, cards = canvas.document.project.network, canvas.canvas_scene.cards
    (wire,) = network.outgoing("conv2d_1")
    gap = cards[wire.target].rect.left() - cards["conv2d_1"].rect.right()
    assert gap >= gap_behind(network, "conv2d_1")
    assert canvas.camera.visible().contains(canvas.canvas_scene.content_rect())
    canvas.camera.zoom_to(0.9)
    zoom = canvas.camera.zoom
    replacing.replace(canvas.drawing, "conv2d_1", Conv2D(2, padding="same"))
    replacing.replace(canvas.drawing, "conv2d_1", Conv2D(1024, (11, 13), padding="same"))
    assert canvas.camera.zoom == zoom, "who has zoomed sees what he wants to see"


def test_words_about_it_go_with_the_next_thing_that_is_done(hands: Hands) -> None:
    def said() -> bool:
        hands.canvas.selection.select(["conv2d_1"])
        replace_by(hands, "dense")
        return hands.canvas.hint.isVisible()

    document = hands.canvas.document
    for act in (
        document.undo_stack.undo,
        lambda: hands.click(hands.blank()),
        lambda: hands.key(Key.Key_Escape),
        lambda: document.replace(Project().with_network(images()), None),
    ):
        assert said()
        act()
        assert not hands.canvas.hint.isVisible()
        document.replace(Project().with_network(images()), None)
