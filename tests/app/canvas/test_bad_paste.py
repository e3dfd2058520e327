"""What may come from outside: any text on the clipboard, any text in a field, layers of a newer version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from nnstudio.app.canvas import clipboard
from nnstudio.graph import edits
from nnstudio.graph.network import Network
from nnstudio.nn.layer import UnknownLayer
from nnstudio.nn.layers import Dense, Input
from nnstudio.project.file import decode, encode, load, save
from nnstudio.project.plain_network import LAYERS_LIMIT
from tests.app.canvas.conftest import Hands, Open, chain
from tests.app.canvas.scene_check import caught  # noqa: F401

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def layers(*nodes: Any, edges: Any = (), **more: Any) -> str:
    """The text of layers, as it is copied, with whatever a test wants in it."""
    return json.dumps({"kind": "nnstudio-layers", "version": 1, "nodes": nodes, "edges": edges, **more})


def dense(id: str = "a", **more: Any) -> dict[str, Any]:
    return {"id": id, "layer": {"type": "Dense", **more}}


def nested(depth: int) -> Any:
    inner: Any = 1
    for _ in range(depth):
        inner = {"a": inner}
    return inner


def text_with(literal: str) -> str:
    """Text with a number that Python's own JSON would not write."""
    return layers({"id": "a", "layer": {"type": "Attention", "x": "@"}}).replace('"@"', literal)


FOREIGN = {
    "nothing": "",
    "a sentence": "Dear all, nnstudio-layers is what I copied",
    "HTML": "<html><body>" + "<p>nnstudio-layers</p>" * 50 + "</body></html>",
    "50 MB": "x" * 50_000_000,
    "50 MB of numbers": "[" + "1," * 25_000_000 + "1]",
    "JSON of something else": '{"name": "package", "version": "1.0"}',
    "JSON of something else that names the kind": '{"name": "nnstudio-layers"}',
    "a list": '["nnstudio-layers"]',
    "no nodes": layers(),
    "a number": "42",
    "control characters": "\0\1\2\x7f",
}
DAMAGED = {
    "cut off": layers(dense())[:-9],
    "100 000 levels": '{"kind": "nnstudio-layers", "nodes": ' + "[" * 100_000,
    "an unknown layer of 200 levels": layers({"id": "a", "layer": {"type": "Attention", "x": nested(200)}}),
    "an unknown layer nested as deep as no file may be": layers(
        {"id": "a", "layer": {"type": "Attention", "x": nested(60)}}
    ),
    "NaN": text_with("NaN"),
    "Infinity": text_with("-Infinity"),
    "1e400": text_with("1e400"),
    "a whole number of 400 digits": text_with("9" * 400),
    "a place of 400 digits": layers(dense(), places={"a": [10**400, 0]}),
    "half a character": '{"kind": "nnstudio-layers", "nodes": ["\ud800"]}',
    "half a character in a name": layers({**dense(), "name": "\ud800"}),
    "two layers of one id": layers(dense(), dense()),
    "an id that names no weights": layers(dense("../../etc/passwd")),
    "an endless id": layers(dense("a" * 100_000)),
    "a wire to nowhere": layers(dense(), edges=[["a", "nobody\n" * 5_000, 0]]),
    "a negative port": layers(dense(), dense("b"), edges=[["a", "b", -1]]),
    "two wires in one port": layers(dense(), dense("b"), edges=[["a", "b", 0], ["a", "b", 0]]),
    "half a wire": layers(dense(), edges=[["a"]]),
    "wires that are none": layers(dense(), edges={"a": "b"}),
    "layers that are none": layers("Dense", 7, None),
    "no units": layers(dense(units=0)),
    "absurdly many units": layers(dense(units=10**17)),
    "units in words": layers(dense(units="many\n" * 1_000)),
    "an unknown activation": layers(dense(activation="<script>alert(1)</script>")),
    "a layer without a type": layers({"id": "a", "layer": {}}),
    "a type that is a number": layers({"id": "a", "layer": {"type": 7}}),
    "too many layers": layers(*(dense(f"d{i}") for i in range(clipboard.MOST_LAYERS + 1))),
    "too many wires": layers(
        dense(),
        {"id": "b", "layer": {"type": "Add"}},
        edges=[["a", "b", i] for i in range(clipboard.MOST_WIRES + 1)],
    ),
    "9 MB": layers({**dense(), "name": "x" * 9_000_000}),
}
STRANGE = {
    "an unknown layer": layers(
        {"id": "a", "layer": {"type": "Attention", "heads": 8, "x": [None, {"y": 1.5}]}}
    ),
    "settings of a newer version": layers(dense(quantised={"bits": 4})),
    "an unknown layer with an endless type": layers({"id": "a", "layer": {"type": "A\n" * 100_000}}),
    "a name of lines": layers({**dense(), "name": "first\nsecond\r\n\tthird"}),
    "an endless name": layers({**dense(), "name": "W" * 1_000_000}),
    "a name of nothing": layers({**dense(), "name": " \n "}),
    "a name of signs": layers({**dense(), "name": "<b>{0} &amp; %1 \u202e\U0001f9e0</b>\0"}),
    "a circle": layers(dense(), dense("b"), edges=[["a", "b", 0], ["b", "a", 0]]),
    "a wire into itself": layers(dense(), edges=[["a", "a", 0]]),
    "ports with gaps": layers(dense(), {"id": "b", "layer": {"type": "Add"}}, edges=[["a", "b", 10**15]]),
    "a wire into an Input": layers(dense(), {"id": "b", "layer": {"type": "Input"}}, edges=[["a", "b", 0]]),
    "absurd places": layers(dense(), dense("b"), places={"a": [1e300, -1e300], "b": ["x", None], "c": 7}),
    "places that are true": layers(dense(), places={"a": [True, False]}),
    "the largest settings": layers(
        {"id": "a", "layer": {"type": "Input", "shape": [1_000_000] * 6}},
        {"id": "b", "layer": {"type": "Flatten"}},
        dense("c", units=1_000_000),
        edges=[["a", "b", 0], ["b", "c", 0]],
    ),
    "a shape of 1 000 axes": layers(
        {"id": "a", "layer": {"type": "Input", "shape": [1_000_000] * 1_000}},
        {"id": "b", "layer": {"type": "Reshape", "shape": [1_000_000] * 1_000}},
        edges=[["a", "b", 0]],
    ),
    "a version of the future": layers(dense()).replace('"version": 1', '"version": 99'),
}


@pytest.fixture
def textbook_with_notices(open_canvas: Open) -> Iterator[tuple[Hands, list[str]]]:
    hands = open_canvas(chain())
    notices: list[str] = []
    hands.canvas.notice.connect(notices.append)
    yield hands, notices
    QApplication.clipboard().clear()


def paste(hands: Hands, text: str) -> None:
    QApplication.clipboard().setText(text)
    hands.key(Key.Key_V, CTRL)
    assert not hands.canvas.grab().isNull()


@pytest.mark.parametrize("text", [*FOREIGN.values(), *DAMAGED.values()], ids=[*FOREIGN, *DAMAGED])
def test_what_is_no_network_is_refused_in_one_calm_line(
    textbook_with_notices: tuple[Hands, list[str]],
    caught: list[str],  # noqa: F811
    text: str,
) -> None:
    hands, notices = textbook_with_notices
    before = hands.canvas.document.project
    hands.click(hands.middle("dense_2"))
    paste(hands, text)
    assert hands.canvas.document.project is before
    assert hands.canvas.document.undo_stack.count() == 0
    assert hands.canvas.selection.ids == ("dense_2",)
    assert not caught
    (notice,) = notices
    assert "clipboard" in notice
    assert "\n" not in notice
    assert len(notice) < 400
    assert (notice == "There are no layers on the clipboard") == (text in FOREIGN.values())


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_what_is_strange_but_a_network_can_be_pasted_undone_and_saved(
    textbook_with_notices: tuple[Hands, list[str]],
    caught: list[str],  # noqa: F811
    text: str,
) -> None:
    hands, notices = textbook_with_notices
    document, scene = hands.canvas.document, hands.canvas.canvas_scene
    before = document.project
    paste(hands, text)
    assert not notices
    assert not caught
    pasted = hands.canvas.selection.ids
    assert len(pasted) == len(json.loads(text)["nodes"])
    assert "\n" not in document.undo_stack.undoText()
    assert scene.cards.keys() == set(document.project.network.by_id)
    for node in pasted:
        assert abs(scene.cards[node].rect.x()) + abs(scene.cards[node].rect.y()) < 50_000
        face = scene.cards[node].face
        assert face is not None
        assert face.title.strip()
        assert len(face.title) + len(face.figures) < 1_000
        hands.canvas.selection.select([node])  # the inspector and the screen reader speak of it
    after = document.project
    assert decode(encode(after))[0] == after
    copied = edits.part(after.network, pasted)
    again, _ = clipboard.from_text(clipboard.to_text(after, pasted))
    assert [n.layer for n in again.nodes] == [n.layer for n in copied.nodes]
    hands.key(Key.Key_Delete)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.project == before
    document.undo_stack.redo()
    assert document.project == after


def test_two_thousand_layers_can_be_pasted_and_one_more_network_than_a_file_holds_cannot(
    textbook_with_notices: tuple[Hands, list[str]],
) -> None:
    hands, notices = textbook_with_notices
    many = clipboard.MOST_LAYERS
    text = layers(
        *(dense(f"d{i}", units=3) for i in range(many)),
        edges=[[f"d{i}", f"d{i + 1}", 0] for i in range(many - 1)],
    )
    QApplication.clipboard().setText(text)
    document = hands.canvas.document
    for _ in range(LAYERS_LIMIT // many + 1):
        hands.key(Key.Key_V, CTRL)
    assert len(document.project.network.nodes) == 4 + many * ((LAYERS_LIMIT - 4) // many)
    (notice,) = set(notices)
    assert "10\u202f000" in notice
    assert len(decode(encode(document.project))[0].network.nodes) == len(document.project.network.nodes)


# What a newer version knows -------------------------------------------------------------------------------


def test_layers_of_a_newer_version_are_kept_through_edits_undo_and_saving(
    open_canvas: Open, tmp_path: Path
) -> None:
    data = {"type": "Attention", "heads": 8, "inner": {"a": [1, None, "x", 2.5], "b": {}}}
    network = Network().add(Input((4,))).add(UnknownLayer(data), after="input", name="Look")
    network = network.add(Dense(3), after="attention_1")
    hands = open_canvas(network)
    document = hands.canvas.document
    unknown = network["attention_1"].layer
    start = document.project
    card = hands.canvas.canvas_scene.cards["attention_1"]
    assert card.face is not None
    assert (card.face.title, card.face.icon) == ("Look", "unknown")
    hands.drag(hands.middle("attention_1"), hands.middle("attention_1") + hands.blank() * 3)
    hands.key(Key.Key_D, CTRL)
    (copy,) = hands.canvas.selection.ids
    hands.key(Key.Key_X, CTRL)
    hands.key(Key.Key_V, CTRL)
    (pasted,) = hands.canvas.selection.ids
    hands.drag(hands.output("input"), hands.middle(pasted))
    hands.drag(hands.input("dense_1"), hands.input("dense_1") + hands.blank() * 8)
    assert document.project.network["attention_1"].layer == unknown
    assert document.project.network[pasted].layer == unknown
    assert copy == pasted  # the id was free again
    assert {e.target for e in document.project.network.outgoing("input")} == {"attention_1", pasted}
    save(tmp_path / "newer.nnstudio", document.project)
    opened, _ = load(tmp_path / "newer.nnstudio")
    assert opened == document.project
    assert opened.network.to_plain()["nodes"][1] == {"id": "attention_1", "name": "Look", "layer": data}
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.project == start
    save(tmp_path / "newer.nnstudio", document.project)
    assert load(tmp_path / "newer.nnstudio")[0] == start
