"""Ctrl+F: found by name, kind, keyword and setting; Enter walks; Esc ends it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnstudio.app.canvas.finding import matches
from nnstudio.graph import edits
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layer import UnknownLayer
from nnstudio.nn.layers import Conv2D, Dense, Flatten, MaxPool2D
from tests.app.canvas.conftest import Hands, Open, chain, skip

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

IMAGES = edits.rename(
    sequential((8, 8, 1), [Conv2D(4), MaxPool2D(2), Conv2D(4, activation="tanh"), Flatten(), Dense(3)]),
    "dense_1",
    "Head",
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("conv", ["conv2d_1", "conv2d_2"]),
        ("CONV2D 2", ["conv2d_2"]),
        ("head", ["dense_1"]),
        ("dense", ["dense_1"]),
        ("fully", ["dense_1"]),
        ("tanh", ["conv2d_2"]),
        ("pooling", ["max_pool2d_1"]),
        ("conv relu", ["conv2d_1"]),
        ("nothing", []),
        ("   ", []),
    ],
)
def test_what_is_found(query: str, found: list[str]) -> None:
    assert matches(IMAGES, query) == found


def test_unknown_layers_and_those_in_a_circle_are_found_too() -> None:
    network = Network().add(UnknownLayer({"type": "Attention"})).add(Dense(1)).add(Dense(1), after="dense_1")
    network = network.connect("dense_2", "dense_1")
    assert matches(network, "attention") == ["attention_1"]
    assert sorted(matches(network, "dense")) == ["dense_1", "dense_2"]


def begin(hands: Hands, words: str) -> None:
    hands.key(Key.Key_F, CTRL)
    assert hands.canvas.find_bar.field.hasFocus()
    QTest.keyClicks(hands.canvas.find_bar.field, words)


def test_enter_walks_through_what_is_found_and_esc_ends_it(open_canvas: Open) -> None:
    hands = open_canvas(IMAGES)
    canvas, bar = hands.canvas, hands.canvas.find_bar
    begin(hands, "conv")
    marks = {n: c.mark for n, c in canvas.canvas_scene.cards.items()}
    assert {n for n, mark in marks.items() if mark == "found"} == {"conv2d_1", "conv2d_2"}
    assert {mark for n, mark in marks.items() if "conv" not in n} == {"aside"}
    seen = [canvas.selection.only]
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, SHIFT):
        QTest.keyClick(bar.field, Key.Key_Return, modifier)
        seen.append(canvas.selection.only)
    assert seen == ["conv2d_1", "conv2d_2", "conv2d_1", "conv2d_2"]
    QTest.keyClick(bar.field, Key.Key_Escape)
    assert not bar.isVisible()
    assert canvas.hasFocus()
    assert canvas.selection.only == "conv2d_2"
    assert {c.mark for c in canvas.canvas_scene.cards.values()} == {""}
    assert canvas.document.undo_stack.count() == 0


def nothing_floats_over(hands: Hands, node: str) -> bool:
    canvas = hands.canvas
    place = canvas.mapFromScene(canvas.canvas_scene.cards[node].rect).boundingRect()
    floating = [w for w in (canvas.find_bar, canvas.minimap, canvas.zoom_bar) if w.isVisible()]
    assert len(floating) == 3
    return not any(w.geometry().intersects(place) for w in floating)


def test_each_is_brought_into_sight_and_can_be_read(open_canvas: Open) -> None:
    hands = open_canvas(sequential((8,), [Dense(8) for _ in range(299)]))
    canvas = hands.canvas
    assert canvas.camera.zoom < 0.55
    begin(hands, "dense 217")
    card = canvas.canvas_scene.cards["dense_217"]
    assert canvas.selection.only == "dense_217"
    assert canvas.camera.zoom > 0.55
    assert canvas.camera.visible().contains(card.rect)
    assert nothing_floats_over(hands, "dense_217")
    canvas.find_bar.field.clear()
    QTest.keyClicks(canvas.find_bar.field, "dense 1")
    for _ in range(12):
        QTest.keyClick(canvas.find_bar.field, Key.Key_Down)
        (only,) = canvas.selection.ids
        assert canvas.camera.visible().contains(canvas.canvas_scene.cards[only].rect)
        assert nothing_floats_over(hands, only)


def test_editing_and_gestures_go_on_meanwhile(open_canvas: Open) -> None:
    hands = open_canvas(skip())
    canvas = hands.canvas
    begin(hands, "dense")
    hands.click(hands.middle("dense_2"))
    assert canvas.find_bar.isVisible()
    hands.key(Key.Key_Delete)
    assert canvas.canvas_scene.cards["dense_1"].mark == "found"
    hands.drag(hands.output("input"), hands.middle("dense_1") + hands.blank())
    assert canvas.canvas_scene.cards["dense_1"].mark == "found"
    canvas.document.undo_stack.undo()
    assert canvas.canvas_scene.cards["dense_2"].mark == "found"
    hands.key(Key.Key_Escape)
    assert not canvas.find_bar.isVisible()
    canvas.drawing.select_all()
    canvas.find_bar.open_bar()
    hands.key(Key.Key_Delete)
    assert canvas.find_bar.step(1) is None


def test_nothing_found_selects_nothing_else(open_canvas: Open) -> None:
    hands = open_canvas(chain())
    hands.canvas.selection.select(["dense_2"])
    begin(hands, "zzz")
    assert hands.canvas.selection.ids == ("dense_2",)
    assert hands.canvas.find_bar._count.text() == "Nothing found"
    QTest.keyClick(hands.canvas.find_bar.field, Key.Key_Return)
    assert hands.canvas.selection.ids == ("dense_2",)
