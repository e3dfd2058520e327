"""Layers of a newer version, and sizes beyond all measure: shown calmly, kept as they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from nnstudio.app.canvas.card import UNKNOWN
from nnstudio.app.inspector.facts_grid import lines_about
from nnstudio.graph.inference import Facts
from nnstudio.graph.network import Edge, Network, Node, sequential
from nnstudio.nn.layer import UnknownLayer
from nnstudio.nn.layers import Conv2D, Dense, Flatten, Input
from tests.app.canvas.conftest import Hands, Open

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ATTENTION = {"type": "MultiHeadAttention", "heads": 4, "mask": {"kind": "causal"}}


def newer() -> Network:
    """An unknown layer whose inputs 0 and 3 are taken."""
    nodes = (
        Node("input", Input((30,))), Node("dense_1", Dense(25)), Node("a", UnknownLayer(ATTENTION)), Node("dense_2", Dense(1)),
    )  # fmt: skip
    wires = (Edge("input", "dense_1"), Edge("dense_1", "a", 0), Edge("input", "a", 3), Edge("a", "dense_2"))
    return Network(nodes, wires)


@pytest.fixture
def hands(open_canvas: Open) -> Hands:
    return open_canvas(newer())


def test_it_is_a_grey_card_with_its_types_name(hands: Hands) -> None:
    card = hands.canvas.canvas_scene.cards["a"]
    assert card.face is not None
    assert (card.face.title, card.face.figures) == ("MultiHeadAttention", "from a newer version")
    assert (card.face.category, card.face.icon, card.face.word) == (UNKNOWN, "unknown", "unknown")
    for zoom in (0.1, 0.25, 0.4, 0.7, 1.0):
        hands.canvas.camera.zoom_to(zoom)
        assert not hands.canvas.grab().isNull()
    assert not hands.canvas.canvas_scene._blamed  # no wire is at fault


def test_the_inspector_lists_what_the_file_says() -> None:
    lines = lines_about(UnknownLayer(ATTENTION), Facts(), "")
    assert [line[:2] for line in lines] == [("heads", "4"), ("mask", "{'kind': 'causal'}")]
    many = UnknownLayer({"type": "X", "text": "word " * 10_000, **{f"s{i}": i for i in range(500)}})
    lines = lines_about(many, Facts(), "")
    assert len(lines) < 20
    assert all(len(text) <= 80 for line in lines for text in line[:2])


def test_it_moves_and_is_copied_and_comes_back(hands: Hands) -> None:
    document = hands.canvas.document
    before = document.project.network
    start = hands.middle("a")
    hands.drag(start, start + QPoint(0, 120))
    assert document.project.network == before
    hands.key(Key.Key_C, CTRL)
    hands.key(Key.Key_V, CTRL)
    (copy,) = hands.canvas.selection.ids
    assert document.project.network[copy].layer == UnknownLayer(ATTENTION)
    assert document.project.network.incoming("a") == before.incoming("a")
    assert document.project.network.to_plain()["nodes"][-1]["layer"] == ATTENTION
    hands.key(Key.Key_D, CTRL)
    assert len(document.project.network.nodes) == 6


def test_its_wires_keep_their_ports_while_others_are_edited(hands: Hands) -> None:
    network = hands.canvas.document.project.network
    hands.click(hands.middle("dense_1"))
    hands.key(Key.Key_Delete)
    after = hands.canvas.document.project.network
    assert after.incoming("a") == (Edge("input", "a", 3),)  # the healed wire would lie under it
    hands.canvas.document.undo_stack.undo()
    assert hands.canvas.document.project.network == network
    hands.drag(hands.output("dense_1"), hands.middle("dense_2"))
    assert [e.port for e in hands.canvas.document.project.network.incoming("a")] == [0, 3]


def test_deleted_it_heals_the_gap_where_one_wire_led_through_it(open_canvas: Open) -> None:
    network = sequential((30,), [Dense(25), UnknownLayer(ATTENTION), Dense(1)])
    hands = open_canvas(network)
    unknown = network.nodes[2].id
    hands.click(hands.middle(unknown))
    hands.key(Key.Key_Delete)
    wires = {(e.source, e.target) for e in hands.canvas.document.project.network.edges}
    assert wires == {("input", "dense_1"), ("dense_1", "dense_2")}


def test_absurd_sizes_are_told_calmly(open_canvas: Open) -> None:
    network = sequential(
        (1_000_000, 1_000_000, 3), [Conv2D(65_536), Flatten(), Dense(1_000_000), Dense(1_000_000)]
    )
    hands = open_canvas(network)
    cards = hands.canvas.canvas_scene.cards
    assert cards["input"].face is not None
    assert cards["input"].face.word == "too large"
    assert [n for n, c in cards.items() if c.face is not None and c.face.word] == ["input"]
    hands.canvas.drawing.select_all()
    assert not hands.canvas.grab().isNull()
    hands.key(Key.Key_C, CTRL)
    assert str(1_000_000) in QApplication.clipboard().text()
