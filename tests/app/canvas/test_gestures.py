"""The mouse on the canvas: every gesture, and Esc in the middle of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton

from nnstudio.app.canvas.layer_popup import LayerPopup
from nnstudio.graph.network import Edge, Network
from nnstudio.nn.layers import Dense, Input
from nnstudio.project.project import Project
from tests.app.canvas.conftest import Hands, Open, skip
from tests.app.hands import double_click, until

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def undo_text(hands: Hands) -> str:
    return hands.canvas.document.undo_stack.undoText()


def edges(hands: Hands) -> set[tuple[str, str]]:
    return {(e.source, e.target) for e in hands.canvas.document.project.network.edges}


def popup(hands: Hands) -> LayerPopup:
    found = [p for p in hands.canvas.findChildren(LayerPopup) if p.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_click_selects_and_a_click_beside_it_selects_nothing(textbook: Hands) -> None:
    textbook.click(textbook.middle("dense_1"))
    assert textbook.canvas.selection.ids == ("dense_1",)
    textbook.click(textbook.middle("dense_3"), CTRL)
    assert textbook.canvas.selection.ids == ("dense_1", "dense_3")
    textbook.click(textbook.middle("dense_1"))
    assert textbook.canvas.selection.ids == ("dense_1",)
    textbook.click(textbook.blank())
    assert textbook.canvas.selection.ids == ()


def test_dragging_a_card_moves_it_on_the_grid_in_one_step(textbook: Hands) -> None:
    document = textbook.canvas.document
    before = document.project
    start = textbook.middle("dense_2")
    textbook.drag(start, start + QPoint(33, 91))
    x, y = document.project.layout["dense_2"]
    assert (x % 10, y % 10) == (0, 0)
    assert (x, y) != before.layout["dense_2"]
    assert document.undo_stack.count() == 1
    assert undo_text(textbook) == "Move Dense 2"
    assert document.project.network is before.network
    document.undo_stack.undo()
    assert document.project == before


def test_esc_while_dragging_puts_everything_back(textbook: Hands) -> None:
    document = textbook.canvas.document
    before = document.project
    start = textbook.middle("dense_2")
    textbook.press(start)
    textbook.move(start + QPoint(60, 60))
    assert document.project != before
    textbook.key(Key.Key_Escape)
    textbook.move(start + QPoint(90, 90))
    textbook.release(start + QPoint(90, 90))
    assert document.project == before
    assert document.undo_stack.count() == 0


def test_what_could_be_redone_before_a_drag_that_is_broken_off_can_be_redone_after_it(
    textbook: Hands,
) -> None:
    document = textbook.canvas.document
    textbook.canvas.drawing.append("Dropout")
    appended = document.project
    document.undo_stack.undo()
    start = textbook.middle("dense_2")
    textbook.press(start)
    textbook.move(start + QPoint(60, 60))
    assert document.undo_stack.canRedo()
    textbook.key(Key.Key_Escape)
    textbook.release(start + QPoint(60, 60))
    document.undo_stack.redo()
    assert document.project == appended


def test_undo_in_the_middle_of_a_drag_ends_what_was_shown(textbook: Hands) -> None:
    document = textbook.canvas.document
    before = document.project
    textbook.canvas.drawing.append("Dropout")
    start = textbook.middle("dense_2")
    textbook.press(start)
    textbook.move(start + QPoint(60, 60))
    document.undo_stack.undo()
    assert document.project == before
    textbook.move(start + QPoint(90, 90))
    textbook.release(start + QPoint(90, 90))
    assert document.project == before, "the drag is over"
    assert document.undo_stack.canRedo()


@pytest.mark.parametrize("held", ["card", "card at the border", "output", "input", "wire by keys", "band"])
def test_another_document_in_the_middle_of_a_gesture_ends_it(textbook: Hands, held: str) -> None:
    canvas = textbook.canvas
    document, middle = canvas.document, textbook.middle("dense_2")
    border = QPoint(canvas.viewport().width() + 40, middle.y())
    starts = {
        "output": textbook.output("dense_1"),
        "input": textbook.input("dense_2"),
        "band": textbook.blank(),
    }
    if held == "wire by keys":
        canvas.selection.select(["dense_1"])
        textbook.key(Key.Key_C)
    else:
        textbook.press(starts.get(held, middle))
        textbook.move(border if held == "card at the border" else middle + QPoint(30, 60))
    assert canvas.gesture is not None
    other = Project().with_network(Network().add(Input((3,))))
    document.replace(other, None)
    assert canvas.gesture is None
    assert not canvas._edge_scroll.isActive(), "the view would be led on, with a card that is gone"
    textbook.move(middle + QPoint(40, 70))
    textbook.release(middle + QPoint(40, 70))
    textbook.key(Key.Key_Return)
    assert document.project == other
    assert document.undo_stack.count() == 0, "what was held belongs to the document before"
    assert list(canvas.canvas_scene.cards) == ["input"]


def test_a_click_that_trembles_moves_nothing(textbook: Hands) -> None:
    start = textbook.middle("dense_2")
    textbook.drag(start, start + QPoint(1, 1))
    assert textbook.canvas.document.undo_stack.count() == 0


def test_a_rubber_band_selects_what_it_touches(textbook: Hands) -> None:
    rect = textbook.canvas.canvas_scene.cards["dense_1"].rect
    other = textbook.canvas.canvas_scene.cards["dense_2"].rect
    start = textbook.at(rect.topLeft() + QPointF(-10, -40))
    textbook.drag(start, textbook.at(other.center() + QPointF(0, 60)))
    assert textbook.canvas.selection.ids == ("dense_1", "dense_2")
    textbook.press(start)
    textbook.move(textbook.at(other.center()))
    textbook.key(Key.Key_Escape)
    textbook.release(textbook.at(other.center()))
    assert textbook.canvas.selection.ids == ("dense_1", "dense_2")  # as before the gesture


def test_moving_several_cards_keeps_their_distances(textbook: Hands) -> None:
    textbook.canvas.drawing.select_all()
    layout = textbook.canvas.document.project.layout
    start = textbook.middle("dense_1")
    textbook.drag(start, start + QPoint(0, 55))
    moved = textbook.canvas.document.project.layout
    shifts = {(moved[n][0] - layout[n][0], moved[n][1] - layout[n][1]) for n in layout.positions}
    assert len(shifts) == 1
    assert undo_text(textbook) == "Move 4 layers"


def test_a_wire_from_port_to_card(textbook: Hands) -> None:
    textbook.drag(textbook.output("input"), textbook.middle("dense_2"))
    assert edges(textbook) == {("input", "dense_1"), ("input", "dense_2"), ("dense_2", "dense_3")}
    assert undo_text(textbook) == "Connect Input to Dense 2"


def test_an_illegal_target_says_why_and_changes_nothing(textbook: Hands) -> None:
    before = textbook.canvas.document.project
    textbook.press(textbook.output("dense_2"))
    textbook.move(textbook.middle("dense_1"))
    assert textbook.canvas.hint.isVisible()
    assert textbook.canvas.hint.text() == "This wire would close a circle"
    cards = textbook.canvas.canvas_scene.cards
    assert cards["dense_1"].mark == "refused"
    assert cards["dense_3"].mark == "aside"  # connected already
    textbook.release(textbook.middle("dense_1"))
    assert textbook.canvas.document.project == before
    assert not textbook.canvas.hint.isVisible()
    assert all(card.mark == "" for card in cards.values())


def test_esc_while_drawing_a_wire(textbook: Hands) -> None:
    before = textbook.canvas.document.project
    textbook.press(textbook.output("input"))
    textbook.move(textbook.middle("dense_2"))
    assert textbook.canvas.canvas_scene.cards["dense_2"].mark == "chosen"
    textbook.key(Key.Key_Escape)
    textbook.release(textbook.middle("dense_2"))
    assert textbook.canvas.document.project == before


def test_a_wire_taken_from_its_input_moves_or_is_cut(textbook: Hands) -> None:
    textbook.drag(textbook.input("dense_2"), textbook.middle("dense_3"))
    assert edges(textbook) == {("input", "dense_1"), ("dense_1", "dense_3")}
    assert undo_text(textbook) == "Move wire from Dense 1 to Dense 3"
    textbook.canvas.document.undo_stack.undo()
    textbook.drag(textbook.input("dense_2"), textbook.input("dense_2") + QPoint(0, 150))
    assert edges(textbook) == {("input", "dense_1"), ("dense_2", "dense_3")}
    assert undo_text(textbook) == "Disconnect Dense 1 from Dense 2"


def test_a_click_on_an_input_port_cuts_nothing(textbook: Hands) -> None:
    before = textbook.canvas.document.project
    textbook.click(textbook.input("dense_2"))
    assert textbook.canvas.document.project == before
    assert textbook.canvas.canvas_scene.wires[Edge("dense_1", "dense_2")].isVisible()


def test_a_wire_can_be_drawn_backwards(open_canvas: Open) -> None:
    hands = open_canvas(Network().add(Input((4,))).add(Dense(2)))
    hands.drag(hands.input("dense_1"), hands.middle("input"))
    assert edges(hands) == {("input", "dense_1")}


def test_a_wire_dropped_on_nothing_offers_layers(textbook: Hands) -> None:
    at = textbook.at(textbook.canvas.canvas_scene.cards["dense_3"].rect.bottomLeft() + QPointF(20, 60))
    textbook.drag(textbook.output("dense_2"), at)
    layers = popup(textbook)
    QTest.keyClicks(layers.search_field, "drop")
    assert layers.layers.kinds() == ["Dropout", "SpatialDropout"]
    QTest.keyClick(layers.search_field, Key.Key_Return)
    assert ("dense_2", "dropout_1") in edges(textbook)
    assert undo_text(textbook) == "Add Dropout 1"
    assert textbook.canvas.selection.ids == ("dropout_1",)


def test_the_list_of_layers_closes_with_esc(textbook: Hands) -> None:
    at = textbook.middle("dense_2") + QPoint(0, 160)
    textbook.drag(textbook.output("dense_2"), at)
    layers = popup(textbook)
    QTest.keyClick(layers.search_field, Key.Key_Escape)
    assert not layers.isVisible()
    assert textbook.canvas.document.undo_stack.count() == 0


def test_the_ports_of_several_wires_are_apart(open_canvas: Open) -> None:
    hands = open_canvas(skip())
    card = hands.canvas.canvas_scene.cards["add_1"]
    assert card.slots == 2
    assert card.input_port(1).y() - card.input_port(0).y() >= 20
    hands.drag(hands.input("add_1", 0), hands.input("add_1", 0) + QPoint(10, 200))
    assert len(hands.canvas.document.project.network.incoming("add_1")) == 1


def test_a_layer_dropped_on_a_wire_is_inserted(textbook: Hands) -> None:
    scene = textbook.canvas.canvas_scene
    wire = scene.wires[Edge("dense_1", "dense_2")]
    at = textbook.at(wire.path().pointAtPercent(0.8))
    textbook.drag_in("Dropout", textbook.blank(), at)
    assert scene._glowing == Edge("dense_1", "dense_2")
    assert textbook.canvas.hint.text() == "Insert between Dense 1 and Dense 2"
    textbook.drop("Dropout", at)
    assert edges(textbook) == {
        ("input", "dense_1"), ("dense_1", "dropout_1"), ("dropout_1", "dense_2"), ("dense_2", "dense_3"),
    }  # fmt: skip
    assert undo_text(textbook) == "Insert Dropout 1"
    assert scene._glowing is None
    rects = [c.rect for c in scene.cards.values()]
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[i + 1 :])


def test_a_layer_dropped_behind_the_last_is_wired(textbook: Hands) -> None:
    last = textbook.canvas.canvas_scene.cards["dense_3"].rect
    textbook.drop("Dense", textbook.at(last.center() + QPointF(60, 150)))
    assert ("dense_3", "dense_4") in edges(textbook)


def test_a_layer_dropped_on_a_card_comes_behind_it(textbook: Hands) -> None:
    textbook.drop("Dense", textbook.middle("dense_3"))
    assert ("dense_3", "dense_4") in edges(textbook)


def test_an_input_dropped_last_feeds_what_waits_for_it(empty: Hands) -> None:
    empty.drop("Dense", QPoint(500, 300))
    assert edges(empty) == set()
    empty.drop("Input", QPoint(200, 300))
    assert edges(empty) == {("input", "dense_1")}


def test_a_drag_that_leaves_is_forgotten(textbook: Hands) -> None:
    before = textbook.canvas.document.project
    textbook.drag_in("Dense", textbook.middle("dense_1") + QPoint(0, 120))
    textbook.drag_out()
    assert textbook.canvas.gesture is None
    assert textbook.canvas.document.project == before


def test_the_loss_card_can_be_clicked_and_nothing_else(textbook: Hands, qtbot) -> None:  # type: ignore[no-untyped-def]
    loss = textbook.canvas.canvas_scene.loss
    assert loss.title == "Binary cross-entropy"
    with qtbot.waitSignal(textbook.canvas.loss_clicked):
        textbook.click(textbook.at(loss.rect.center()))
    before = textbook.canvas.document.project
    textbook.drag(textbook.at(loss.rect.center()), textbook.at(loss.rect.center()) + QPoint(50, 50))
    textbook.key(Key.Key_Delete)
    assert textbook.canvas.document.project == before


def test_a_wire_can_be_selected_and_deleted(textbook: Hands) -> None:
    wire = textbook.canvas.canvas_scene.wires[Edge("dense_1", "dense_2")]
    textbook.click(textbook.at(wire.path().pointAtPercent(0.75)))
    assert textbook.canvas.selection.edge == Edge("dense_1", "dense_2")
    textbook.key(Key.Key_Delete)
    assert ("dense_1", "dense_2") not in edges(textbook)
    assert len(textbook.canvas.document.project.network.nodes) == 4


def test_the_wheel_pans_and_with_ctrl_it_zooms_around_the_mouse(textbook: Hands) -> None:
    canvas = textbook.canvas
    at = QPointF(textbook.middle("dense_2"))
    under = canvas.mapToScene(at.toPoint())

    def turn(modifiers: Qt.KeyboardModifier) -> None:
        event = QWheelEvent(
            at, canvas.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            modifiers, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(canvas.viewport(), event)

    zoom = canvas.camera.zoom
    turn(CTRL)
    assert canvas.camera.zoom > zoom
    still = canvas.mapToScene(at.toPoint())
    assert (still - under).manhattanLength() < 3
    top = canvas.camera.visible().top()
    turn(Qt.KeyboardModifier.NoModifier)
    assert canvas.camera.visible().top() < top


@pytest.mark.parametrize("button", [Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton])
def test_panning_with_the_middle_button_and_with_space(textbook: Hands, button: Qt.MouseButton) -> None:
    canvas = textbook.canvas
    if button == Qt.MouseButton.LeftButton:
        QTest.keyPress(canvas, Key.Key_Space)
    left = canvas.camera.visible().left()
    start = textbook.blank()
    textbook.press(start, button=button)
    textbook.move(start + QPoint(80, 0), button)
    textbook.release(start + QPoint(80, 0), button)
    QTest.keyRelease(canvas, Key.Key_Space)
    assert canvas.camera.visible().left() < left
    assert canvas.selection.ids == ()


def test_nothing_can_be_lost_by_panning(textbook: Hands) -> None:
    textbook.canvas.camera.pan(1e6, -1e6)
    assert textbook.canvas.camera.visible().intersects(textbook.canvas.canvas_scene.content_rect())


def test_the_empty_canvas_offers_templates(empty: Hands) -> None:
    chosen: list[str] = []
    empty.canvas.template_chosen.connect(chosen.append)
    assert empty.canvas.empty.isVisible()
    for button in empty.canvas.empty.findChildren(QPushButton):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == ["textbook", "lenet"]
    empty.canvas.drawing.append("Input")
    assert not empty.canvas.empty.isVisible()


@pytest.mark.parametrize(
    ("size", "worded", "ghosts"),
    [((900, 600), True, True), ((420, 260), True, False), ((420, 200), False, False)],
)
def test_on_a_small_canvas_the_templates_stay_in_sight(
    empty: Hands, size: tuple[int, int], worded: bool, ghosts: bool
) -> None:
    empty.canvas.resize(*size)
    shown = empty.canvas.empty
    until(lambda: shown._line.isVisible() == worded and shown._ghosts == ghosts, "what has room", 10)
    for button in shown.findChildren(QAbstractButton):
        place = QRect(button.mapTo(empty.canvas, QPoint()), button.size())
        assert empty.canvas.rect().contains(place)
        assert not place.intersects(empty.canvas.zoom_bar.geometry())


def test_a_double_click_opens_the_settings_or_offers_layers(textbook: Hands, qtbot) -> None:  # type: ignore[no-untyped-def]
    viewport = textbook.canvas.viewport()
    with qtbot.waitSignal(textbook.canvas.inspector_requested):
        double_click(viewport, textbook.middle("dense_1"))
    at = textbook.middle("dense_1") + QPoint(0, 150)
    double_click(viewport, at)
    layers = popup(textbook)
    QTest.mouseClick(
        layers.layers.viewport(), Qt.MouseButton.LeftButton, pos=layers.layers.rect_of("Input").center()
    )
    assert "input_1" in textbook.canvas.document.project.network


def test_the_context_menu_fits_what_is_under_the_mouse(textbook: Hands) -> None:
    canvas = textbook.canvas

    def menu_at(at: QPoint) -> list[str]:
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at), Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(canvas.viewport(), event)
        (menu,) = (m for m in canvas.findChildren(QMenu) if m.isVisible())
        texts = [action.text().replace("&", "") for action in menu.actions() if action.text()]
        menu.close()
        menu.deleteLater()
        return texts

    assert "Delete" in menu_at(textbook.middle("dense_1"))
    assert canvas.selection.ids == ("dense_1",)
    assert "Arrange" in menu_at(textbook.blank())
    assert canvas.selection.ids == ()


def test_the_hand_shows_what_a_press_would_do(textbook: Hands) -> None:
    canvas = textbook.canvas
    shapes = []
    for at in (
        textbook.output("dense_1"),
        textbook.at(canvas.canvas_scene.loss.rect.center()),
        textbook.blank(),
    ):
        textbook.move(at, Qt.MouseButton.NoButton)
        shapes.append(canvas.viewport().cursor().shape())
    assert shapes == [
        Qt.CursorShape.CrossCursor,
        Qt.CursorShape.PointingHandCursor,
        Qt.CursorShape.ArrowCursor,
    ]
