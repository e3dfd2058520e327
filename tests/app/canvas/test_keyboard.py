"""A network drawn without a mouse."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Add, Dense, Input
from tests.app.canvas.conftest import Hands, Open, skip

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def nodes(hands: Hands) -> list[str]:
    return [n.id for n in hands.canvas.document.project.network.nodes]


def undo_text(hands: Hands) -> str:
    return hands.canvas.document.undo_stack.undoText()


def test_arrows_walk_along_the_wires(textbook: Hands) -> None:
    walked = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Left):
        textbook.key(key)
        walked.append(textbook.canvas.selection.only)
    assert walked == ["input", "dense_1", "dense_2", "dense_1"]


def test_up_and_down_go_to_the_nearest_card(open_canvas: Open) -> None:
    network = sequential((4,), [Dense(2)]).add(Dense(3), after="input")
    hands = open_canvas(network)
    layout = hands.canvas.document.project.layout
    upper, lower = sorted(("dense_1", "dense_2"), key=lambda n: layout[n][1])
    hands.canvas.selection.select([upper])
    hands.key(Key.Key_Down)
    assert hands.canvas.selection.only == lower
    hands.key(Key.Key_Up)
    assert hands.canvas.selection.only == upper


def test_shift_and_ctrl_with_arrows_move_a_card_in_one_step(textbook: Hands) -> None:
    document = textbook.canvas.document
    textbook.canvas.selection.select(["dense_1"])
    x, y = document.project.layout["dense_1"]
    textbook.key(Key.Key_Down, SHIFT)
    textbook.key(Key.Key_Down, SHIFT)
    textbook.key(Key.Key_Right, CTRL)
    assert document.project.layout["dense_1"] == (x + 50, y + 20)
    assert document.undo_stack.count() == 1
    assert undo_text(textbook) == "Move Dense 1"


def test_c_connects_with_the_keyboard(textbook: Hands) -> None:
    textbook.canvas.selection.select(["input"])
    textbook.key(Key.Key_C)
    assert "Enter connects" in textbook.canvas.hint.text()
    textbook.key(Key.Key_Right)
    first = textbook.canvas.hint.text()
    textbook.key(Key.Key_Left)
    assert textbook.canvas.hint.text() != first
    textbook.key(Key.Key_Return)
    assert undo_text(textbook) == "Connect Input to Dense 2"
    assert not textbook.canvas.hint.isVisible()
    assert textbook.canvas.gesture is None


def test_esc_ends_connecting(textbook: Hands) -> None:
    textbook.canvas.selection.select(["input"])
    textbook.key(Key.Key_C)
    textbook.key(Key.Key_Escape)
    assert textbook.canvas.gesture is None
    assert textbook.canvas.document.undo_stack.count() == 0
    assert textbook.canvas.selection.ids == ("input",)


def test_connecting_without_a_target_says_so(open_canvas: Open, qtbot) -> None:  # type: ignore[no-untyped-def]
    hands = open_canvas(sequential((4,), [Dense(2)]))
    hands.canvas.selection.select(["dense_1"])
    with qtbot.waitSignal(hands.canvas.notice) as said:
        hands.key(Key.Key_C)
    assert said.args == ["There is no layer that Dense 1 could feed"]
    assert hands.canvas.gesture is None


def test_delete_heals_the_gap_and_arrows_go_on_from_there(textbook: Hands) -> None:
    textbook.canvas.selection.select(["dense_2"])
    textbook.key(Key.Key_Delete)
    assert nodes(textbook) == ["input", "dense_1", "dense_3"]
    assert undo_text(textbook) == "Delete Dense 2"
    edges = {(e.source, e.target) for e in textbook.canvas.document.project.network.edges}
    assert edges == {("input", "dense_1"), ("dense_1", "dense_3")}
    textbook.key(Key.Key_Right)
    assert textbook.canvas.selection.only in ("dense_1", "dense_3")
    textbook.key(Key.Key_Backspace)
    assert len(nodes(textbook)) == 2


def test_delete_closes_the_row_in_the_same_step(textbook: Hands) -> None:
    document = textbook.canvas.document
    before = document.project
    textbook.canvas.selection.select(["dense_1"])
    textbook.key(Key.Key_Delete)
    assert document.project.layout["dense_2"] == before.layout["dense_1"]
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.project == before


def test_select_all_delete_all(textbook: Hands) -> None:
    textbook.key(Key.Key_A, CTRL)
    textbook.key(Key.Key_Delete)
    assert nodes(textbook) == []
    assert undo_text(textbook) == "Delete 4 layers"
    assert textbook.canvas.empty.isVisible()


def test_copy_and_paste_keep_wires_and_settings(textbook: Hands) -> None:
    textbook.canvas.selection.select(["dense_1", "dense_2"])
    textbook.key(Key.Key_C, CTRL)
    assert json.loads(QApplication.clipboard().text())["kind"] == "nnstudio-layers"
    textbook.key(Key.Key_V, CTRL)
    network = textbook.canvas.document.project.network
    assert textbook.canvas.selection.ids == ("dense_4", "dense_5")
    assert network["dense_4"].layer == network["dense_1"].layer
    assert [(e.source, e.target) for e in network.outgoing("dense_4")] == [("dense_4", "dense_5")]
    assert undo_text(textbook) == "Paste 2 layers"
    layout = textbook.canvas.document.project.layout
    textbook.key(Key.Key_V, CTRL)
    again = textbook.canvas.document.project.layout
    assert again["dense_6"] != layout["dense_4"]  # beside it, not on it


def test_cut_and_paste_in_another_window(textbook: Hands, open_canvas: Open) -> None:
    textbook.canvas.selection.select(["dense_2"])
    textbook.key(Key.Key_X, CTRL)
    assert undo_text(textbook) == "Cut Dense 2"
    other = open_canvas(Network())
    other.canvas.canvas_actions.paste.trigger()
    layer = other.canvas.document.project.network["dense_1"].layer
    assert isinstance(layer, Dense)
    assert layer.units == 15


def test_foreign_text_is_refused_calmly(textbook: Hands, qtbot) -> None:  # type: ignore[no-untyped-def]
    before = textbook.canvas.document.project
    for text in ("hello", "[1, 2]", '{"kind": "nnstudio-layers", "nodes": [{"id": 1}], "edges": []}', ""):
        QApplication.clipboard().setText(text)
        with qtbot.waitSignal(textbook.canvas.notice) as said:
            textbook.key(Key.Key_V, CTRL)
        assert said.args[0]
    assert textbook.canvas.document.project == before


def test_duplicate(textbook: Hands) -> None:
    textbook.canvas.selection.select(["dense_1"])
    textbook.key(Key.Key_D, CTRL)
    assert textbook.canvas.selection.ids == ("dense_4",)
    assert undo_text(textbook) == "Duplicate Dense 1"
    cards = textbook.canvas.canvas_scene.cards
    assert not any(cards["dense_4"].rect.intersects(c.rect) for n, c in cards.items() if n != "dense_4")


def test_shift_and_ctrl_with_arrows_select_more_and_less(textbook: Hands) -> None:
    selection, both = textbook.canvas.selection, CTRL | SHIFT
    selection.select(["dense_1"])
    for key, wanted in (
        (Key.Key_Right, ("dense_1", "dense_2")),
        (Key.Key_Right, ("dense_1", "dense_2", "dense_3")),
        (Key.Key_Right, ("dense_1", "dense_2", "dense_3")),
        (Key.Key_Left, ("dense_1", "dense_2")),
    ):
        textbook.key(key, both)
        assert selection.ids == wanted
    textbook.key(Key.Key_Left)
    assert selection.ids == ("dense_1",)
    assert textbook.canvas.document.undo_stack.count() == 0, "nothing was moved"


def test_d_repeats_a_block_behind_itself(open_canvas: Open) -> None:
    network = sequential((4,), [Dense(4), Dense(4), Add(), Dense(2)]).connect("dense_1", "add_1")
    hands = open_canvas(network)
    canvas, document = hands.canvas, hands.canvas.document
    before = document.project
    canvas.selection.select(["dense_2"])
    hands.key(Key.Key_Right, CTRL | SHIFT)
    hands.key(Key.Key_D)
    assert canvas.selection.ids == ("dense_4", "add_2")
    assert undo_text(hands) == "Repeat 2 layers"
    hands.key(Key.Key_D)
    now = document.project.network
    assert [e.target for e in now.outgoing("add_1")] == ["dense_4", "add_2"]
    assert [e.target for e in now.outgoing("add_3")] == ["dense_3"]
    cards = list(canvas.canvas_scene.cards.values())
    assert not any(a.rect.intersects(b.rect) for a in cards for b in cards if a is not b)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.project == before


def test_what_cannot_be_repeated_says_why(textbook: Hands, qtbot) -> None:  # type: ignore[no-untyped-def]
    textbook.key(Key.Key_A, CTRL)
    with qtbot.waitSignal(textbook.canvas.notice) as said:
        textbook.key(Key.Key_D)
    assert said.args == ["Samples enter at an Input: it cannot follow itself"]
    assert textbook.canvas.document.undo_stack.count() == 0


def test_c_proposes_the_layer_that_waits_for_a_wire(open_canvas: Open) -> None:
    """Before nearer ones, which would lose theirs for it."""
    hands = open_canvas(sequential((4,), [Dense(4), Dense(4), Dense(4), Dense(4), Add(), Dense(2)]))
    hands.canvas.selection.select(["dense_1"])
    hands.key(Key.Key_C)
    hands.key(Key.Key_Return)
    assert undo_text(hands) == "Connect Dense 1 to Add 1"


def test_enter_and_slash_ask_for_inspector_and_palette(textbook: Hands, qtbot) -> None:  # type: ignore[no-untyped-def]
    textbook.canvas.selection.select(["dense_1"])
    with qtbot.waitSignal(textbook.canvas.inspector_requested):
        textbook.key(Key.Key_Return)
    with qtbot.waitSignal(textbook.canvas.palette_requested):
        textbook.key(Key.Key_Slash)


def test_zoom_and_fit(textbook: Hands) -> None:
    camera = textbook.canvas.camera
    textbook.key(Key.Key_Plus, CTRL)
    assert not camera.follows
    large = camera.zoom
    textbook.key(Key.Key_Minus, CTRL)
    assert camera.zoom < large
    textbook.key(Key.Key_F)
    assert camera.visible().contains(textbook.canvas.canvas_scene.content_rect())
    for key, modifiers in ((Key.Key_0, CTRL), (Key.Key_Home, Qt.KeyboardModifier.NoModifier)):
        textbook.key(Key.Key_Plus, CTRL)
        textbook.key(key, modifiers)
        assert camera.follows


def test_what_is_selected_is_shown_large(textbook: Hands) -> None:
    canvas = textbook.canvas
    canvas.selection.select(["dense_1", "dense_2"])
    canvas.camera.zoom_to(0.2)
    textbook.key(Key.Key_F, SHIFT)
    assert canvas.camera.zoom > 0.5
    for node in ("dense_1", "dense_2"):
        assert canvas.camera.visible().contains(canvas.canvas_scene.cards[node].rect)


def test_e_selects_one_wire_after_the_other_to_cut_it(textbook: Hands) -> None:
    selection = textbook.canvas.selection
    textbook.key(Key.Key_E)
    assert selection.edge is None
    selection.select(["dense_2"])
    seen = []
    for _ in range(3):
        textbook.key(Key.Key_E)
        assert selection.edge is not None
        seen.append((selection.edge.source, selection.edge.target))
    assert seen == [("dense_2", "dense_3"), ("dense_1", "dense_2"), ("dense_2", "dense_3")]  # onward first
    textbook.key(Key.Key_E)
    textbook.key(Key.Key_Left)
    assert selection.only == "dense_1"
    textbook.key(Key.Key_E)
    textbook.key(Key.Key_E)
    textbook.key(Key.Key_Right)
    assert selection.only == "dense_1"  # the wire from the Input ends there
    textbook.key(Key.Key_E)
    textbook.key(Key.Key_E)
    textbook.key(Key.Key_Delete)
    assert undo_text(textbook) == "Disconnect Input from Dense 1"


def test_f2_asks_for_the_name(textbook: Hands, qtbot) -> None:  # type: ignore[no-untyped-def]
    assert not textbook.canvas.canvas_actions.rename.isEnabled()
    textbook.canvas.selection.select(["dense_1"])
    with qtbot.waitSignal(textbook.canvas.name_requested):
        textbook.key(Key.Key_F2)


def test_append_goes_behind_the_selection(textbook: Hands) -> None:
    drawing, selection = textbook.canvas.drawing, textbook.canvas.selection
    selection.select(["dense_1"])
    drawing.append("Dropout")
    assert undo_text(textbook) == "Insert Dropout 1"
    selection.clear()
    drawing.append("Dense")
    assert undo_text(textbook) == "Add Dense 4"
    network = textbook.canvas.document.project.network
    assert {(e.source, e.target) for e in network.edges} >= {("dense_1", "dropout_1"), ("dense_3", "dense_4")}
    selection.select(["dropout_1", "dense_2"])
    drawing.append("Add")
    network = textbook.canvas.document.project.network
    assert [e.source for e in network.incoming("add_1")] == ["dropout_1", "dense_2"]


def test_a_whole_network_from_the_keyboard(empty: Hands) -> None:
    for words in ("input", "dense", "dense"):
        empty.key(Key.Key_A)
        field = next(f for f in empty.canvas.findChildren(QLineEdit) if f.isVisible())
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Key.Key_Return)
        empty.canvas.activateWindow()
        empty.canvas.setFocus()
        QTest.qWaitForWindowActive(empty.canvas)
    network = empty.canvas.document.project.network
    assert [(e.source, e.target) for e in network.edges] == [("input", "dense_1"), ("dense_1", "dense_2")]


def test_letters_act_only_while_the_canvas_has_the_focus(open_canvas: Open) -> None:
    hands = open_canvas(sequential((4,), [Dense(2)]))
    window = QWidget()
    field = QLineEdit(window)
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(hands.canvas)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    hands.canvas.selection.select(["input"])
    hands.canvas.camera.zoom_to(2.0)
    field.setFocus()
    QTest.keyClicks(field, "fac/")
    QTest.keyClick(field, Key.Key_Backspace)
    assert field.text() == "fac"
    assert hands.canvas.gesture is None
    assert not hands.canvas.camera.follows
    assert nodes(hands) == ["input", "dense_1"]
    hands.canvas.setParent(None)
    window.close()
    window.deleteLater()


def test_arrange_is_one_step(open_canvas: Open) -> None:
    hands = open_canvas(skip())
    hands.canvas.drawing.move({"dense_1": (900.0, 900.0)}, "test")
    hands.canvas.canvas_actions.arrange.trigger()
    assert undo_text(hands) == "Arrange"
    assert hands.canvas.document.project.layout["dense_1"] != (900.0, 900.0)
    assert hands.canvas.camera.visible().contains(hands.canvas.canvas_scene.content_rect())


def test_actions_know_when_they_can_be_used(open_canvas: Open) -> None:
    hands = open_canvas(Network().add(Input((2,))))
    actions = hands.canvas.canvas_actions
    assert not actions.delete.isEnabled()
    hands.canvas.selection.select(["input"])
    assert actions.delete.isEnabled()
    assert actions.copy.isEnabled()
    assert not actions.connect_layer.isEnabled()
    texts = [a.text() for a in (*actions.edit_actions, *actions.network_actions, *actions.view_actions)]
    assert all(texts)
    assert len(set(texts)) == len(texts)
