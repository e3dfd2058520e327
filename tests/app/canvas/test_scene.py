"""The scene is a function of the project: however it came there, it shows the same."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from nnstudio.app.canvas.card import Card
from nnstudio.app.canvas.layer_popup import LayerPopup
from nnstudio.app.canvas.look import ANY_TEXT_FROM, PORT_RADIUS, SMALL_TEXT_FROM
from nnstudio.app.canvas.view import CanvasView
from nnstudio.app.look import theme
from nnstudio.graph.inference import Problem, infer
from nnstudio.graph.network import Edge, Network, sequential
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers import Add, Conv2D, Dense, Flatten, Input
from nnstudio.nn.losses import CategoricalCrossentropy, Hinge, Loss
from nnstudio.system.messages import msg
from tests.app.canvas.conftest import Open, chain, skip
from tests.app.canvas.scene_check import picture, picture_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def assert_shows_its_document(canvas: CanvasView) -> None:
    project = canvas.document.project
    assert picture(canvas.canvas_scene) == picture_of(project, infer(project.network).problems)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_hundreds_of_random_gestures_can_all_be_undone(open_canvas: Open, seed: int) -> None:
    hands = open_canvas(chain() if seed != 2 else skip())
    canvas, document = hands.canvas, hands.canvas.document
    start = document.project
    dice = random.Random(seed)
    kinds = [k.__name__ for k in LAYERS]

    def some_point() -> QPoint:
        cards = list(canvas.canvas_scene.cards)
        if cards and dice.random() < 0.75:
            node = dice.choice(cards)
            return dice.choice([hands.middle, hands.output, hands.input])(node)
        return QPoint(dice.randrange(20, 1050), dice.randrange(20, 560))

    def drag() -> None:
        hands.drag(some_point(), some_point())

    def escaped_drag() -> None:
        at = some_point()
        before = document.project
        hands.press(at)
        hands.move(some_point())
        hands.key(Key.Key_Escape)
        hands.release(at)
        assert document.project == before

    def keys() -> None:
        hands.key(dice.choice([Key.Key_Delete, Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down]))

    def ctrl_keys() -> None:
        hands.key(dice.choice([Key.Key_D, Key.Key_C, Key.Key_V, Key.Key_X, Key.Key_Right, Key.Key_0]), CTRL)

    def undo_or_redo() -> None:
        dice.choice([document.undo_stack.undo, document.undo_stack.undo, document.undo_stack.redo])()

    actions = [
        lambda: hands.click(some_point(), dice.choice([CTRL, Qt.KeyboardModifier.NoModifier])),
        drag,
        drag,
        escaped_drag,
        keys,
        ctrl_keys,
        undo_or_redo,
        lambda: hands.drop(dice.choice(kinds), some_point()),
        lambda: canvas.drawing.append(dice.choice(kinds)),
        lambda: canvas.canvas_actions.arrange.trigger() if dice.random() < 0.2 else None,
    ]
    for turn in range(250):
        dice.choice(actions)()
        for popup in canvas.findChildren(LayerPopup):
            popup.close()
        if len(document.project.network.nodes) > 14:
            canvas.drawing.select_all()
            canvas.selection.select(canvas.selection.ids[6:])
            hands.key(Key.Key_Delete)
        if turn % 10 == 0:
            assert_shows_its_document(canvas)
    assert_shows_its_document(canvas)
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.project == start
    assert_shows_its_document(canvas)
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert_shows_its_document(canvas)
    QGuiApplication.clipboard().clear()


def test_labels_never_cover_a_card(open_canvas: Open) -> None:
    image = Network().add(Input((28, 28, 1))).add(Conv2D(16), after="input").add(Flatten(), after="conv2d_1")
    hands = open_canvas(image.add(Dense(10), after="flatten_1"))
    scene, drawing = hands.canvas.canvas_scene, hands.canvas.drawing
    dice = random.Random(0)
    for _ in range(60):
        node = dice.choice(list(scene.cards))
        drawing.move({node: (dice.randrange(0, 600, 10), dice.randrange(0, 200, 10))}, "")
        for label in scene.wiring.labels.values():
            box = label.mapRectToScene(label.boundingRect())
            if label.isVisible():
                assert not any(box.intersects(card.rect) for card in scene.cards.values())


def test_a_card_is_as_wide_as_its_text(open_canvas: Open) -> None:
    hands = open_canvas(chain())
    card: Card = hands.canvas.canvas_scene.cards["dense_1"]
    before = card.rect.width()
    hands.canvas.drawing.rename("dense_1", "A name that needs more room than most")
    assert card.rect.width() > before
    hands.canvas.drawing.rename("dense_1", "")
    assert card.rect.width() == before
    assert card.face is not None
    assert card.face.title == "Dense 1"


def test_nothing_is_written_where_there_are_no_parameters(open_canvas: Open) -> None:
    hands = open_canvas(sequential((28, 28, 1), [Flatten(), Dense(10)]))
    faces = {n: c.face for n, c in hands.canvas.canvas_scene.cards.items()}
    assert faces["flatten_1"] is not None
    assert faces["flatten_1"].parameters == ""
    assert faces["dense_1"] is not None
    assert faces["dense_1"].parameters == "7\N{NARROW NO-BREAK SPACE}850 parameters"


def test_a_problem_has_a_word_a_sentence_and_a_red_wire(open_canvas: Open) -> None:
    hands = open_canvas(sequential((28, 28, 1), [Dense(10)]))
    scene = hands.canvas.canvas_scene
    card = scene.cards["dense_1"]
    assert card.face is not None
    assert card.face.word == "shape"
    assert "receives 28×28×1" in card.toolTip()
    wire = scene.wires[Edge("input", "dense_1")]
    assert wire.pen().color() == theme.current().color("danger")
    hands.canvas.set_problems([Problem("data", "classes", msg("The data has 3 classes"), "input")])
    assert scene.cards["input"].face is not None
    assert scene.cards["input"].face.word == "classes"
    assert card.face.word == ""
    assert wire.pen().color() == theme.current().color("wire")


def test_a_long_wire_goes_around_the_cards(open_canvas: Open) -> None:
    hands = open_canvas(skip())
    scene = hands.canvas.canvas_scene
    path = scene.wires[Edge("dense_1", "add_1")].path()
    between = scene.cards["dense_2"].rect
    assert not any(between.contains(path.pointAtPercent(i / 50)) for i in range(51))


def test_the_loss_follows_the_output_and_covers_nobody(open_canvas: Open) -> None:
    hands = open_canvas(chain())
    scene = hands.canvas.canvas_scene
    assert scene.loss.rect.left() > scene.cards["dense_3"].rect.right()
    for _ in range(3):
        hands.canvas.drawing.append("Dense")
        assert not any(scene.loss.rect.intersects(c.rect) for c in scene.cards.values())
    hands.canvas.drawing.select_all()
    hands.canvas.drawing.delete()
    assert not scene.loss.isVisible()


def test_the_colours_follow_the_theme(open_canvas: Open) -> None:
    hands = open_canvas(chain())
    light = hands.canvas.grab().toImage().pixelColor(300, 20)
    theme.current().set_preference("dark")
    dark = hands.canvas.grab().toImage().pixelColor(300, 20)
    assert (light.lightness() > 200, dark.lightness() < 60) == (True, True)
    wire = hands.canvas.canvas_scene.wires[Edge("dense_1", "dense_2")]
    assert wire.pen().color() == theme.current().color("wire")
    theme.current().set_preference("light")


@pytest.mark.parametrize("zoom", [ANY_TEXT_FROM / 2, SMALL_TEXT_FROM - 0.01, SMALL_TEXT_FROM, 1.0, 2.0])
def test_it_can_be_painted_at_every_zoom(open_canvas: Open, zoom: float) -> None:
    hands = open_canvas(skip())
    hands.canvas.camera.zoom_to(zoom)
    assert not hands.canvas.grab().isNull()


def test_the_map_shows_where_a_large_network_is_seen_in_part(open_canvas: Open) -> None:
    hands = open_canvas(sequential((8,), [Dense(8) for _ in range(12)]))
    canvas = hands.canvas
    assert not canvas.minimap.isVisible()
    canvas.camera.zoom_to(2.0)
    assert canvas.minimap.isVisible()
    before = canvas.camera.visible().center()
    QTest.mouseClick(canvas.minimap, Qt.MouseButton.LeftButton, pos=QPoint(14, 20))
    assert canvas.camera.visible().center() != before
    assert not canvas.grab().isNull()


def test_fit_leaves_room_for_the_overlays(open_canvas: Open) -> None:
    hands = open_canvas(sequential((8,), [Dense(8) for _ in range(40)]))
    canvas = hands.canvas
    canvas.camera.fit()
    content = canvas.canvas_scene.content_rect()
    corner = canvas.mapToScene(canvas.zoom_bar.geometry().topLeft())
    assert content.bottom() < corner.y()
    assert canvas.camera.visible().contains(content)


def test_a_loss_with_a_longer_name_stays_in_sight(open_canvas: Open) -> None:
    """As other data brings one; who has chosen what to look at goes on looking at it."""
    canvas = open_canvas(sequential((8,), [Dense(8) for _ in range(3)])).canvas
    document = canvas.document

    def judge_by(loss: Loss) -> None:
        project = document.project
        document.edit("Loss", project.replace(training=project.training.replace(loss=loss)))

    judge_by(Hinge())
    canvas.camera.fit()
    judge_by(CategoricalCrossentropy())
    assert canvas.camera.visible().contains(canvas.canvas_scene.content_rect())
    canvas.camera.zoom_to(1.5)
    judge_by(Hinge())
    assert canvas.camera.zoom == 1.5


def test_the_view_stays_still_while_a_card_is_added(open_canvas: Open) -> None:
    hands = open_canvas(chain())
    canvas = hands.canvas
    canvas.camera.zoom_to(0.8)
    before = canvas.mapToScene(QPoint(0, 0))
    corner = canvas.mapToScene(QPoint(500, 420))
    canvas.drawing.add(Dense(4), (corner.x(), corner.y()), source="dense_3")
    assert canvas.mapToScene(QPoint(0, 0)) == before


def test_a_card_added_out_of_sight_is_brought_into_sight(open_canvas: Open) -> None:
    hands = open_canvas(chain())
    canvas = hands.canvas
    canvas.camera.zoom_to(1.5)
    canvas.drawing.append("Dense")
    assert canvas.camera.visible().contains(canvas.canvas_scene.cards["dense_4"].rect)


def test_unknown_places_are_found_for_cards_without_one(open_canvas: Open) -> None:
    hands = open_canvas(chain())
    network = hands.canvas.document.project.network.add(Add())
    hands.canvas.document.edit("x", hands.canvas.document.project.replace(network=network))
    rects = [c.rect for c in hands.canvas.canvas_scene.cards.values()]
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[i + 1 :])


def test_ports_are_large_enough_to_hit(open_canvas: Open) -> None:
    hands = open_canvas(chain())
    canvas = hands.canvas
    for zoom in (0.5, 1.0, 2.0):
        canvas.camera.zoom_to(zoom)
        canvas.camera.center_on(canvas.canvas_scene.cards["dense_1"].rect.center())
        port = canvas.mapFromScene(canvas.canvas_scene.cards["dense_1"].output_port())
        for off in (QPoint(-11, 0), QPoint(11, 0), QPoint(0, -11), QPoint(0, 11)):
            at = canvas.mapToScene(port + off)
            found = canvas.canvas_scene.port_at(at, 13 / zoom)
            assert found is not None
            assert found.node == "dense_1"


def test_content_rect_is_empty_for_nothing(open_canvas: Open) -> None:
    hands = open_canvas(Network())
    assert hands.canvas.canvas_scene.content_rect() == QRectF()
    hands.canvas.camera.fit()
    assert hands.canvas.canvas_scene.card_at(QPointF()) is None


def test_a_label_keeps_to_its_wire_where_its_text_has_room(open_canvas: Open) -> None:
    """Its own margins may be behind the ports: only what can be read needs room."""
    network = sequential((4, 4, 32), [Flatten(), Dense(4)])
    hands = open_canvas(network)
    canvas, scene = hands.canvas, hands.canvas.canvas_scene
    label, card = scene.wiring.labels["input"], scene.cards["input"]
    seen = set()
    for gap in range(20, 161, 10):
        project = canvas.document.project
        left, top = project.layout["input"]
        layout = project.layout.place({"flatten_1": (left + card.rect.width() + gap, top)})
        canvas.document.edit("move", project.replace(layout=layout))
        words = label.size[0] - 10
        on_wire = abs(label.pos().y() + label.size[1] / 2 - card.rect.center().y()) < 1
        assert on_wire == (gap >= words + 2 * PORT_RADIUS + 6), gap
        if on_wire:
            beside = (
                label.pos().x() + 5 - card.rect.right(),
                card.rect.right() + gap - label.pos().x() - 5 - words,
            )
            assert min(beside) >= PORT_RADIUS + 3
        seen.add(on_wire)
    assert seen == {True, False}


def test_the_loss_of_an_autoencoder_compares_with_the_samples(open_canvas: Open) -> None:
    hands = open_canvas(sequential((8,), [Dense(2), Dense(8)]))
    document, loss = hands.canvas.document, hands.canvas.canvas_scene.loss
    assert loss.truth == ("Y", "true values")
    project = document.project
    document.edit("answer", project.replace(data=project.data.replace(answer="input")))
    assert loss.truth == ("X", "the samples")
    assert "against X" in loss.toolTip()
