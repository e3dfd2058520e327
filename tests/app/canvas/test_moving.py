"""Cards that are dragged: in line with their neighbours, as copies, onto wires; and the way they come by themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnstudio.app.canvas import glide
from nnstudio.graph.network import Edge, Network, sequential
from nnstudio.nn.layers import Dense, Dropout, Input
from tests.app.canvas.conftest import Hands, Open, chain
from tests.app.hands import until

Key = Qt.Key
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def edges(hands: Hands) -> set[tuple[str, str]]:
    return {(e.source, e.target) for e in hands.canvas.document.project.network.edges}


def guides(hands: Hands) -> bool:
    return hands.canvas.canvas_scene.feedback._guides.isVisible()


def loose() -> Network:
    """A chain, and a Dropout beside it that nothing is wired to."""
    return chain().add(Dropout(0.5))


def move_with(hands: Hands, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    viewport, place = hands.canvas.viewport(), QPointF(at)
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, viewport.mapToGlobal(place), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, modifiers
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


# In line ----------------------------------------------------------------------------------------------------


def test_a_card_near_a_row_comes_into_it_and_a_line_says_so(open_canvas: Open) -> None:
    hands = open_canvas(loose())
    canvas = hands.canvas
    row = canvas.document.project.layout["dense_1"][1]
    canvas.drawing.move({"dropout_1": (1000.0, 500.0), "dense_1": (220.0, row + 3)}, "off the grid")
    row += 3
    grip = canvas.canvas_scene.cards["dropout_1"].rect.center()
    target = QPointF(grip.x(), row + grip.y() - 500 + 6)
    hands.press(hands.at(grip))
    hands.move(hands.at(QPointF(grip.x(), grip.y() - 60)))
    assert not guides(hands)
    hands.move(hands.at(target))
    assert canvas.document.project.layout["dropout_1"][1] == row
    assert guides(hands)
    hands.release(hands.at(target))
    assert not guides(hands)
    assert canvas.document.project.layout["dropout_1"][1] == row


def test_a_card_comes_under_another_ones_left_edge(open_canvas: Open) -> None:
    hands = open_canvas(loose())
    canvas = hands.canvas
    x, y = canvas.document.project.layout["dense_2"]
    canvas.drawing.move({"dense_2": (x + 4, y), "dropout_1": (x + 70, y + 180)}, "off the grid")
    grip = canvas.canvas_scene.cards["dropout_1"].rect.center()
    hands.drag(hands.at(grip), hands.at(grip - QPointF(62, 0)))
    assert canvas.document.project.layout["dropout_1"][0] == x + 4
    canvas.document.undo_stack.undo()
    assert canvas.document.project.layout["dropout_1"] == (x + 70, y + 180)


def test_far_from_all_it_stays_on_the_grid(open_canvas: Open) -> None:
    hands = open_canvas(loose())
    canvas = hands.canvas
    canvas.drawing.move({"dropout_1": (333.0, 480.0)}, "test")
    grip = canvas.canvas_scene.cards["dropout_1"].rect.center()
    hands.press(hands.at(grip))
    hands.move(hands.at(grip + QPointF(31, 47)))
    x, y = canvas.document.project.layout["dropout_1"]
    assert (x % 10, y % 10) == (0, 0)
    assert not guides(hands)
    hands.key(Key.Key_Escape)
    assert canvas.document.project.layout["dropout_1"] == (333.0, 480.0)
    hands.release(hands.at(grip))


# Copies -----------------------------------------------------------------------------------------------------


def test_alt_drags_a_copy_in_one_step(textbook: Hands) -> None:
    document = textbook.canvas.document
    before = document.project
    start = textbook.middle("dense_2")
    textbook.press(start, ALT)
    for share in (0.4, 1.0):
        move_with(textbook, start + QPoint(0, 170) * share, ALT)
    textbook.release(start + QPoint(0, 170))
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Duplicate Dense 2"
    assert document.project.network["dense_4"].layer == before.network["dense_2"].layer
    assert document.project.layout["dense_2"] == before.layout["dense_2"]
    assert document.project.layout["dense_4"] != before.layout["dense_2"]
    assert textbook.canvas.selection.ids == ("dense_4",)
    document.undo_stack.undo()
    assert document.project == before


def test_esc_takes_the_copy_away(textbook: Hands) -> None:
    document = textbook.canvas.document
    before = document.project
    textbook.canvas.selection.select(["dense_1", "dense_2"])
    start = textbook.middle("dense_2")
    textbook.press(start, ALT)
    move_with(textbook, start + QPoint(0, 170), ALT)
    assert len(document.project.network.nodes) == 6
    textbook.key(Key.Key_Escape)
    textbook.release(start)
    assert document.project == before
    assert document.undo_stack.count() == 0
    assert textbook.canvas.selection.ids == ("dense_1", "dense_2")


# Onto a wire ------------------------------------------------------------------------------------------------


def test_a_card_without_wires_dropped_on_one_is_put_there(open_canvas: Open) -> None:
    hands = open_canvas(loose())
    document, scene = hands.canvas.document, hands.canvas.canvas_scene
    before, edge = document.project, Edge("dense_1", "dense_2")
    at = hands.at(scene.wires[edge].path().pointAtPercent(0.5))
    start = hands.middle("dropout_1")
    hands.press(start)
    hands.move(start + (at - start) / 2)
    hands.move(at)
    assert scene._glowing == edge
    hands.release(at)
    assert scene._glowing is None
    assert {("dense_1", "dropout_1"), ("dropout_1", "dense_2")} <= edges(hands)
    assert ("dense_1", "dense_2") not in edges(hands)
    assert document.undo_stack.undoText() == "Insert Dropout 1"
    assert document.undo_stack.count() == 1
    rects = [c.rect for c in scene.cards.values()]
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[i + 1 :])
    document.undo_stack.undo()
    assert document.project == before


def test_a_wired_card_or_an_input_is_only_moved(open_canvas: Open) -> None:
    hands = open_canvas(chain().add(Input((4,))))
    for node in ("dense_3", "input_1"):
        wires = edges(hands)
        at = hands.at(hands.canvas.canvas_scene.wires[Edge("input", "dense_1")].path().pointAtPercent(0.5))
        hands.drag(hands.middle(node), at)
        assert edges(hands) == wires
        hands.canvas.document.undo_stack.undo()


# At the border ----------------------------------------------------------------------------------------------


def test_the_view_follows_a_card_that_is_held_at_its_border(textbook: Hands) -> None:
    canvas = textbook.canvas
    canvas.camera.zoom_to(1.0)
    canvas.camera.center_on(canvas.canvas_scene.cards["dense_1"].rect.center())
    before = canvas.document.project
    x = before.layout["dense_1"][0]
    right = canvas.camera.visible().right()
    textbook.press(textbook.middle("dense_1"))
    border = QPoint(canvas.viewport().width() - 1, 300)
    textbook.move(border)
    until(lambda: canvas.camera.visible().right() > right + 200, "the view to follow", 10)
    assert canvas.document.project.layout["dense_1"][0] > x + 200
    textbook.move(QPoint(500, 300))
    assert not canvas._edge_scroll.isActive()
    textbook.move(border)
    textbook.key(Key.Key_Escape)
    textbook.release(border)
    assert canvas.document.project == before


# Arrange ----------------------------------------------------------------------------------------------------


def scattered(hands: Hands) -> None:
    layout = hands.canvas.document.project.layout.positions
    hands.canvas.drawing.move({n: (i * 37.0, i * 310.0) for i, n in enumerate(layout)}, "scatter")


def test_arranging_keeps_zoom_and_selection_for_who_looks_at_a_part(open_canvas: Open) -> None:
    hands = open_canvas(sequential((8,), [Dense(8) for _ in range(60)]))
    canvas = hands.canvas
    scattered(hands)
    canvas.selection.select(["dense_30"])
    canvas.camera.zoom_to(1.0)
    canvas.camera.center_on(canvas.canvas_scene.cards["dense_30"].rect.center())
    seen = hands.middle("dense_30")
    hands.key(Key.Key_R, CTRL | SHIFT)
    assert canvas.document.undo_stack.undoText() == "Arrange"
    assert canvas.camera.zoom == 1.0
    assert (hands.middle("dense_30") - seen).manhattanLength() <= 2
    canvas.selection.clear()
    canvas.document.undo_stack.undo()
    canvas.camera.center_on(canvas.canvas_scene.cards["dense_50"].rect.center())
    hands.key(Key.Key_R, CTRL | SHIFT)
    assert canvas.camera.visible().contains(canvas.canvas_scene.cards["dense_50"].rect)


@pytest.fixture
def gliding(open_canvas: Open) -> Hands:
    """A scattered network on a desktop that lets things move."""
    hands = open_canvas(chain())
    scattered(hands)
    hands.canvas.glide.allowed = lambda: True
    return hands


def where(hands: Hands) -> dict[str, tuple[float, float]]:
    return {n: (c.rect.x(), c.rect.y()) for n, c in hands.canvas.canvas_scene.cards.items()}


def test_cards_glide_to_where_the_document_has_them_at_once(gliding: Hands) -> None:
    canvas = gliding.canvas
    before = where(gliding)
    gliding.key(Key.Key_R, CTRL | SHIFT)
    assert canvas.glide._ways
    assert where(gliding) == before
    assert canvas.document.project.layout["dense_3"] != before["dense_3"]
    visited = set()
    until(lambda: visited.add(where(gliding)["dense_3"]) or not canvas.glide._ways, "the cards to arrive", 10)
    assert len(visited) > 2
    assert where(gliding) == canvas.document.project.layout.positions
    assert not canvas.grab().isNull()


@pytest.mark.parametrize("what", ["press", "key", "edit", "undo", "drop", "menu"])
def test_whatever_is_done_meanwhile_finds_the_cards_where_they_belong(gliding: Hands, what: str) -> None:
    canvas = gliding.canvas
    canvas.selection.select(["dense_1"])
    gliding.key(Key.Key_R, CTRL | SHIFT)
    assert canvas.glide._ways
    doing = {
        "press": lambda: gliding.press(gliding.blank()),
        "key": lambda: gliding.key(Key.Key_Right),
        "edit": lambda: canvas.drawing.change("dense_1", Dense(7), "units"),
        "undo": canvas.document.undo_stack.undo,
        "drop": lambda: gliding.drag_in("Dense", gliding.blank()),
        "menu": lambda: canvas.canvas_actions.copy.trigger(),
    }
    doing[what]()
    if what in ("undo", "menu"):
        assert canvas.glide._ways  # back on the way it came, or nothing was done to the scene
        canvas.glide.finish()
    assert not canvas.glide._ways
    assert where(gliding) == canvas.document.project.layout.positions
    canvas.cancel_gesture()
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton)


def test_wires_and_labels_are_afterwards_as_if_nothing_had_moved(gliding: Hands) -> None:
    canvas, scene = gliding.canvas, gliding.canvas.canvas_scene
    canvas.glide.allowed = lambda: False
    gliding.key(Key.Key_R, CTRL | SHIFT)
    ways = {e: w.path() for e, w in scene.wires.items()}
    canvas.document.undo_stack.undo()
    canvas.glide.allowed = lambda: True
    gliding.key(Key.Key_R, CTRL | SHIFT)
    assert {e: w.path() for e, w in scene.wires.items()} != ways
    canvas.set_problems(())  # shown anew on the way
    assert canvas.glide._ways
    canvas.glide.finish()
    assert {e: w.path() for e, w in scene.wires.items()} == ways
    assert all(label.opacity() == 1.0 for label in scene.wiring.labels.values())


def test_nothing_moves_where_the_desktop_asks_for_stillness(textbook: Hands) -> None:
    assert not glide.wants_motion(textbook.canvas)  # nobody looks at this one
    scattered(textbook)
    textbook.key(Key.Key_R, CTRL | SHIFT)
    assert not textbook.canvas.glide._ways
    assert where(textbook) == textbook.canvas.document.project.layout.positions


def test_steps_with_the_arrow_keys_are_not_animated(gliding: Hands) -> None:
    gliding.canvas.selection.select(["dense_1"])
    gliding.key(Key.Key_Down, CTRL)
    assert not gliding.canvas.glide._ways
