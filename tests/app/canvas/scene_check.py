"""What must hold whatever was done: the scene equals the document, and nothing is left of gestures."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pytest
import shiboken6
from PySide6.QtCore import QPointF

from nnstudio.app.canvas.overlays import MAP_FROM
from nnstudio.app.canvas.scene import CanvasScene
from nnstudio.app.canvas.view import CanvasView
from nnstudio.app.words.layer_words import loss_words, shape_text
from nnstudio.graph.inference import Problem, infer
from nnstudio.project.project import Project

if TYPE_CHECKING:
    from tests.app.canvas.random_hands import Player


def picture(scene: CanvasScene) -> dict[str, Any]:
    """Everything that a scene shows of a project, as values."""

    def way(path: Any) -> list[tuple[float, float]]:
        elements = [path.elementAt(i) for i in range(path.elementCount())]
        return [(round(e.x, 3), round(e.y, 3)) for e in elements]

    return {
        "cards": {n: (c.face, c.rect.getRect(), c.slots, c.mark) for n, c in scene.cards.items()},
        "wires": {e: (way(w.path()), w.isVisible()) for e, w in scene.wires.items()},
        "labels": {
            n: (label.text, label.pos().toTuple() if label.isVisible() else None)
            for n, label in scene.wiring.labels.items()
        },
        "loss": (scene.loss.title, scene.loss.pos().toTuple()) if scene.loss.isVisible() else None,
    }


def picture_of(project: Project, problems: Sequence[Problem]) -> dict[str, Any]:
    """What a scene shows that is built for a project from nothing."""
    scene = CanvasScene()
    scene.show_project(project, infer(project.network), problems)
    shown = picture(scene)
    # Here and now: the collector of garbage may run in another thread, where Qt cannot stop the scene's timer.
    shiboken6.delete(scene)
    return shown


def scene_equals_document(player: Player, *, anew: bool) -> None:
    """Fail where canvas, outline, inspector or selection differ from the document, or a gesture was left running.

    Parameters
    ----------
    player : Player
    anew : bool
        Whether everything is compared with a scene that is built for the project from nothing, ways of wires and
        places of labels included.
    """
    canvas, scene = player.canvas, player.canvas.canvas_scene
    project, network = canvas.document.project, canvas.document.project.network
    inference = infer(network)
    assert scene.cards.keys() == set(network.by_id)
    assert project.layout.positions.keys() >= set(network.by_id)
    for node in network.nodes:
        card = scene.cards[node.id]
        assert card.scene() is scene
        assert card.face is not None
        assert (card.face.title, card.face.figures) == (node.title, node.layer.figures())
        assert (card.rect.x(), card.rect.y()) == project.layout[node.id]
        assert card.pos() == card.rect.topLeft()
        assert card.slots == max(1, len(network.incoming(node.id)))
    _wires_end_at_their_ports(scene, network.edges)
    learned = loss_words(project, None)
    for node_id, label in scene.wiring.labels.items():
        assert label.text == learned.get(node_id, shape_text(inference.facts[node_id].output))
    assert scene.loss.isVisible() == bool(network.output_ids)
    _nothing_is_left_of_gestures(canvas)
    selection = canvas.selection
    assert set(selection.ids) <= set(network.by_id)
    assert selection.edge is None or selection.edge in network.edges
    assert {n for n, card in scene.cards.items() if card.selected} == set(selection.ids)
    _outline_and_inspector_say_the_same(player)
    wanted = len(network.nodes) >= MAP_FROM and not canvas.camera.visible().contains(scene.content_rect())
    assert canvas.minimap.isVisible() <= wanted
    assert canvas.empty.isVisible() == (not network.nodes)
    if anew:
        assert picture(scene) == picture_of(project, canvas._shown_problems())


def _wires_end_at_their_ports(scene: CanvasScene, edges: tuple[Any, ...]) -> None:
    assert scene.wires.keys() == set(edges)
    ends: dict[str, set[tuple[float, float]]] = {}
    for edge, wire in scene.wires.items():
        path, target = wire.path(), scene.cards[edge.target]
        assert wire.scene() is scene
        assert wire.isVisible()
        assert path.pointAtPercent(0) == scene.cards[edge.source].output_port()
        end = QPointF(path.elementAt(path.elementCount() - 1).x, path.elementAt(path.elementCount() - 1).y)
        assert any((end - target.input_port(i)).manhattanLength() < 0.01 for i in range(target.slots))
        ends.setdefault(edge.target, set()).add((round(end.x(), 2), round(end.y(), 2)))
    for node, places in ends.items():
        assert len(places) == len([e for e in edges if e.target == node]), "two wires end in one port"


def _nothing_is_left_of_gestures(canvas: CanvasView) -> None:
    scene, feedback = canvas.canvas_scene, canvas.canvas_scene.feedback
    assert canvas.gesture is None
    assert not canvas.hint.isVisible()
    assert not feedback.marks
    assert not any(item.isVisible() for item in (feedback._wire, feedback._ghost, feedback._band))
    assert scene._glowing is None
    assert not canvas.space_held
    assert not canvas.glide._ways
    assert all(card.mark == "" and card.opacity() == 1.0 for card in scene.cards.values())


def _outline_and_inspector_say_the_same(player: Player) -> None:
    canvas, inspector = player.canvas, player.window.workspace.inspector
    network, selection = canvas.document.project.network, canvas.selection
    shown = player.outline.layers()
    assert shown.keys() - {""} == set(network.by_id)
    assert all(row.text(0) == network[n].title for n, row in shown.items() if n)
    assert {n for n, row in shown.items() if n and row.isSelected()} == set(selection.ids)
    if selection.only is not None:
        node = network[selection.only]
        assert inspector.layer_page.isVisible()
        assert inspector.layer_page._node == node
        assert inspector.layer_page.form.spec == node.layer
        if not inspector.layer_page.name_field.isModified():
            assert inspector.layer_page.name_field.text() == node.title[:60]


@pytest.fixture
def caught(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Exceptions that Qt would only print: those of slots and of events."""
    found: list[str] = []
    before = sys.excepthook

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        found.append(f"{kind.__name__}: {error}")
        before(kind, error, trace)

    monkeypatch.setattr(sys, "excepthook", note)
    return found
