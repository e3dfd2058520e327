"""Layers are offered where one is wanted: what fits first, the others with their reason, and any can be taken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from nnstudio.app.canvas.layer_popup import LayerPopup
from nnstudio.app.canvas.scene import CanvasScene
from nnstudio.graph.network import Edge, Network, sequential
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers import Conv2D, Dense, Flatten, Input, MaxPool2D
from tests.app.canvas.conftest import Hands, Open
from tests.app.hands import double_click, until

Key = Qt.Key


def images() -> Network:
    return sequential((8, 8, 1), [Conv2D(4), MaxPool2D(2), Flatten(), Dense(3)])


@pytest.fixture
def hands(open_canvas: Open) -> Hands:
    return open_canvas(images())


def popup(hands: Hands) -> LayerPopup:
    (found,) = (p for p in hands.canvas.findChildren(LayerPopup) if p.isVisible())
    return found


def rows(popup: LayerPopup) -> list[str]:
    model = popup.layers.model()
    return [str(model.index(r, 0).data()) for r in range(model.rowCount())]


def spoken(popup: LayerPopup, kind: str) -> str:
    model = popup.layers.model()
    said = [str(model.index(r, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for r in range(model.rowCount())]
    return next(text for text in said if text.startswith(f"{kind}:"))


def edges(hands: Hands) -> set[tuple[str, str]]:
    return {(e.source, e.target) for e in hands.canvas.document.project.network.edges}


def middle_of(scene: CanvasScene, edge: Edge) -> QPointF:
    return scene.wires[edge].path().pointAtPercent(0.5)


def drop_a_wire(hands: Hands, node: str) -> LayerPopup:
    hands.drag(hands.output(node), hands.middle(node) + QPoint(0, 130))
    return popup(hands)


def test_what_fits_behind_a_wire_comes_first_and_the_rest_says_why_not(hands: Hands) -> None:
    found = drop_a_wire(hands, "max_pool2d_1")
    kinds, listed = found.layers.kinds(), rows(found)
    border = listed.index("Does not fit here")
    fitting = kinds[: kinds.index("Dense")]
    assert {"Conv2D", "MaxPool2D", "Flatten", "Add"} <= set(fitting)
    assert {"Dense", "Conv1D"} <= set(listed[border:])
    assert not set(fitting) & set(listed[border:])
    assert sorted(kinds) == sorted(k.__name__ for k in LAYERS if k is not Input)
    assert spoken(found, "Dense") == "Dense: Dense works on a row of numbers, but receives 3×3×4"
    assert spoken(found, "Conv2D") == "Conv2D: Shared filters over space"
    assert found.search_field.placeholderText() == "Find a layer behind MaxPool2D 1"
    assert not found.grab().isNull()


def test_what_is_typed_by_its_name_is_meant_even_where_it_does_not_fit(hands: Hands) -> None:
    found = drop_a_wire(hands, "max_pool2d_1")
    QTest.keyClicks(found.search_field, "dense 7 tanh")
    assert found.layers.kinds()[0] == "Dense"
    QTest.keyClick(found.search_field, Key.Key_Return)
    network = hands.canvas.document.project.network
    assert network["dense_2"].layer == Dense(7, "tanh")
    assert ("max_pool2d_1", "dense_2") in edges(hands)


def test_a_keyword_lists_what_fits_first(hands: Hands) -> None:
    found = drop_a_wire(hands, "max_pool2d_1")
    QTest.keyClicks(found.search_field, "pooling")
    kinds = found.layers.kinds()
    fits = [k for k in kinds if "receives" not in spoken(found, k)]
    assert fits
    assert len(fits) < len(kinds)
    assert kinds[: len(fits)] == fits


def test_nothing_found_is_said(hands: Hands) -> None:
    found = drop_a_wire(hands, "max_pool2d_1")
    QTest.keyClicks(found.search_field, "transformer")
    assert found.layers.kinds() == []
    QTest.keyClick(found.search_field, Key.Key_Return)
    assert found.isVisible()
    assert not found.grab().isNull()
    found.close()


def test_a_double_click_on_a_wire_inserts_there(hands: Hands) -> None:
    edge = Edge("conv2d_1", "max_pool2d_1")
    at = hands.at(middle_of(hands.canvas.canvas_scene, edge))
    double_click(hands.canvas.viewport(), at)
    found = popup(hands)
    assert found.search_field.placeholderText() == "Insert between Conv2D 1 and MaxPool2D 1"
    assert hands.canvas.canvas_scene._glowing == edge
    assert spoken(found, "Flatten").startswith("Flatten: MaxPool2D works on an image")
    QTest.keyClicks(found.search_field, "batch")
    QTest.keyClick(found.search_field, Key.Key_Return)
    assert {("conv2d_1", "batch_norm_1"), ("batch_norm_1", "max_pool2d_1")} <= edges(hands)
    assert hands.canvas.document.undo_stack.undoText() == "Insert BatchNorm 1"
    assert hands.canvas.canvas_scene._glowing is None


def test_a_key_inserts_on_the_selected_wire_and_in_the_list_of_the_palette_too(hands: Hands) -> None:
    edge = Edge("flatten_1", "dense_1")
    hands.click(hands.at(middle_of(hands.canvas.canvas_scene, edge)))
    assert hands.canvas.selection.edge == edge
    assert hands.canvas.canvas_actions.add_layer.text() == "&Insert a layer…"
    hands.key(Key.Key_A)
    QTest.keyClicks(popup(hands).search_field, "dropout .2")
    QTest.keyClick(popup(hands).search_field, Key.Key_Return)
    assert {("flatten_1", "dropout_1"), ("dropout_1", "dense_1")} <= edges(hands)
    hands.canvas.selection.select_edge(Edge("dropout_1", "dense_1"))
    hands.canvas.drawing.append("Dense")
    assert {("dropout_1", "dense_2"), ("dense_2", "dense_1")} <= edges(hands)


def test_a_key_lists_what_fits_behind_the_selection(hands: Hands) -> None:
    hands.click(hands.middle("flatten_1"))
    hands.key(Key.Key_A)
    found = popup(hands)
    assert "Dense" in found.layers.kinds()[: found.layers.kinds().index("Conv2D")]
    assert spoken(found, "Conv2D").startswith("Conv2D: Conv2D works on an image")
    assert spoken(
        found, "Input"
    ) == "Input: Input takes no wire: it is where samples enter" or "Where" in spoken(found, "Input")
    QTest.keyClick(found.search_field, Key.Key_Escape)
    assert hands.canvas.document.undo_stack.count() == 0


def test_the_context_menu_of_a_wire_inserts_and_disconnects(hands: Hands) -> None:
    canvas, edge = hands.canvas, Edge("flatten_1", "dense_1")
    at = hands.at(middle_of(canvas.canvas_scene, edge))
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at), Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(canvas.viewport(), event)
    (menu,) = (m for m in canvas.findChildren(QMenu) if m.isVisible())
    assert [a.text() for a in menu.actions()] == ["&Insert a layer…", "&Disconnect"]
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[1]).center())
    assert ("flatten_1", "dense_1") not in edges(hands)
    until(lambda: not any(m.isVisible() for m in canvas.findChildren(QMenu)), "the menu to close", 5)


def test_a_layer_over_a_wire_says_that_it_does_not_fit_and_may_be_dropped_all_the_same(hands: Hands) -> None:
    at = hands.at(middle_of(hands.canvas.canvas_scene, Edge("conv2d_1", "max_pool2d_1")))
    hands.drag_in("Dense", hands.blank(), at)
    assert hands.canvas.hint.text() == (
        "Insert between Conv2D 1 and MaxPool2D 1\nDense works on a row of numbers, but receives 6×6×4"
    )
    hands.drop("Dense", at)
    assert {("conv2d_1", "dense_2"), ("dense_2", "max_pool2d_1")} <= edges(hands)


def test_a_wire_that_cannot_be_worked_on_is_drawn_with_a_warning(hands: Hands) -> None:
    cards = hands.canvas.canvas_scene.cards
    hands.press(hands.output("max_pool2d_1"))
    hands.move(hands.middle("dense_1"))
    assert hands.canvas.hint.text() == (
        "Replaces the wire from Flatten 1\nDense works on a row of numbers, but receives 3×3×4"
    )
    assert (cards["dense_1"].mark, cards["conv2d_1"].mark) == ("warned", "aside")
    hands.release(hands.middle("dense_1"))
    assert ("max_pool2d_1", "dense_1") in edges(hands)
    assert ("flatten_1", "dense_1") not in edges(hands)


def test_before_the_drop_it_is_said_which_wire_goes(hands: Hands) -> None:
    hands.press(hands.output("conv2d_1"))
    hands.move(hands.middle("flatten_1"))
    assert hands.canvas.hint.text() == "Replaces the wire from MaxPool2D 1"
    assert hands.canvas.canvas_scene.cards["flatten_1"].mark == "chosen"
    assert hands.canvas.canvas_scene.cards["dense_1"].mark == "doubtful"
    hands.release(hands.middle("flatten_1"))
    assert ("conv2d_1", "flatten_1") in edges(hands)


def test_the_keyboard_hears_the_same_and_is_offered_what_works_first(hands: Hands) -> None:
    hands.click(hands.middle("conv2d_1"))
    hands.key(Key.Key_C)
    assert "Connect Conv2D 1 to Flatten 1" in hands.canvas.hint.text()
    assert "Replaces the wire from MaxPool2D 1" in hands.canvas.hint.text()
    hands.key(Key.Key_Right)
    assert hands.canvas.hint.text().endswith("Dense works on a row of numbers, but receives 6×6×4")
    hands.key(Key.Key_Escape)
    assert not hands.canvas.hint.isVisible()
