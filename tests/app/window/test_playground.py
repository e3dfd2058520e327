"""Neurons on the cards show what the engine computes, change no run, cost nothing unseen; points are drawn anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from nnstudio.app.forms.number_edit import ScaleSlider
from nnstudio.app.inside.neurons import GRID, MOST, Found
from nnstudio.app.main_window import MainWindow
from nnstudio.app.playground.strip import GAP, arrangement
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile
from nnstudio.graph import edits
from nnstudio.nn.layers import Dense
from nnstudio.project.samples import open_sample
from nnstudio.training.inside import Inside, first_weights
from tests.app.hands import click, until
from tests.app.window.conftest import open_ready, train


def _open(window: MainWindow, key: str = "moons", epochs: int = 3) -> Found:
    open_ready(window, key, epochs)
    return _seen(window)


def _seen(window: MainWindow) -> Found:
    work = window.workspace.inside.work
    until(
        lambda: not work.busy and not window.data.loading and work.neurons is not None,
        "a look at the neurons",
    )
    return work.neurons


def _slider(window: MainWindow, name: str) -> ScaleSlider:
    window.workspace.show_page(window.workspace.inside.panel)
    controls = window.playground.controls
    form = controls.shares if name == "test" else controls.source
    return form.editor(name).slider


def test_pictures_are_what_the_engine_gives(window: MainWindow) -> None:
    found = _open(window)
    project, seen = window.document.project, window.workspace.inside.work.seen
    weights = first_weights(project.network, project.training.seed)
    low, high = np.array(seen.limits[0::2]), np.array(seen.limits[1::2])
    rng = np.random.default_rng(0)
    for node, neurons in found.neurons.items():
        layer = project.network[node].layer
        assert neurons.units == layer.units
        assert len(neurons.numbers) == (layer.units if layer.units <= MOST else MOST - 1)
        assert window.playground.strips[node].more == neurons.units - len(neurons.numbers)
        for row, column in rng.integers(0, GRID, (5, 2)):
            share = np.array([column, GRID - 1 - row]) / (GRID - 1)  # pictures begin at the top
            point = (low + share * (high - low)).astype(np.float32)[None]
            given = Inside(project.network, weights).values(point, [node])[node][0, list(neurons.numbers)]
            np.testing.assert_allclose(neurons.values[:, row, column], given, atol=1e-5)
    dense = [n.id for n in project.network.nodes if isinstance(n.layer, Dense)]
    assert list(found.neurons) == dense
    assert window.playground.strips.keys() == set(dense)


def test_a_neuron_has_the_same_colours_as_in_the_inside_tab(window: MainWindow) -> None:
    """Behind a sigmoid both have no colour at 0.5, where it says neither yes nor no."""
    _open(window)
    project = window.document.project
    first = next(n.id for n in project.network.nodes if isinstance(n.layer, Dense))
    changed = edits.change(project.network, [first], activation="sigmoid")
    window.document.edit("Change", project.with_network(changed))
    work, panel = window.workspace.inside.work, window.workspace.inside.panel
    window.workspace.show_page(panel)
    network = window.document.project.network

    def shown() -> bool:
        found = work.neurons
        return (
            not work.busy
            and found is not None
            and found.network is network
            and panel.neurons.tiles.middle == 0.5
        )

    until(shown, "a look at the new network")
    neurons, tiles = work.neurons.neurons[first], panel.neurons.tiles
    assert neurons.middle == tiles.middle
    assert neurons.scale == pytest.approx(tiles.scale, rel=0.05)  # of a coarser grid
    assert neurons.values.max() > 0.5 > neurons.values.min()
    strip = window.playground.strips[first]
    for place, number in enumerate(neurons.numbers):  # the corners are the same points of the plane
        small, large = strip._images[place].pixelColor(0, 0), tiles._images[number].pixelColor(0, 0)
        for part in ("red", "green", "blue"):
            assert getattr(small, part)() == pytest.approx(getattr(large, part)(), abs=12)
    assert "where it gives 0.5 there is no colour" in strip.told_at(strip.box(0).center())
    assert "0.5 has none" in panel.head.strip.toolTip()


def test_wires_say_how_large_weights_are_and_which_sign_prevails(window: MainWindow) -> None:
    found = _open(window)
    project = window.document.project
    weights = first_weights(project.network, project.training.seed)
    sizes = {edge: np.abs(weights[f"{edge.target}/W"]).mean() for edge in project.network.edges}
    assert sizes.keys() == found.wires.keys()
    for edge, weight in found.wires.items():
        assert weight.strength == pytest.approx(sizes[edge] / max(sizes.values()), rel=1e-5)
        assert np.sign(weight.balance) == np.sign(weights[f"{edge.target}/W"].mean())
    wires = window.workspace.canvas.canvas_scene.wires
    assert len({wire.pen().widthF() for wire in wires.values()}) == len(wires)
    window.playground.action.trigger()
    assert len({wire.pen().widthF() for wire in wires.values()}) == 1


def test_a_run_has_the_same_bits_whether_neurons_are_shown_or_not(window: MainWindow) -> None:
    kept = []
    for on in (True, False):
        open_ready(window, "moons", 40)
        window.playground.action.setChecked(on)
        if on:
            _seen(window)
        copied: list[object] = []
        window.trainer.copied.connect(copied.append)
        train(window)
        assert bool(copied) == on
        window.trainer.copied.disconnect(copied.append)
        kept.append(window.document.trained.checkpoint)
    for name, array in kept[0].weights.items():
        assert array.tobytes() == kept[1].weights[name].tobytes(), name


def test_pictures_follow_a_run_and_show_its_end(window: MainWindow) -> None:
    before = _open(window, epochs=4000)
    work, changes = window.workspace.inside.work, []
    work.changed.connect(lambda: changes.append(work.neurons))
    window.controls.main.trigger()
    until(lambda: len(changes) > 3, "pictures during the run")
    assert window.trainer.active
    (last,) = window.document.project.network.output_ids
    strip = window.playground.strips[last]
    assert "Weights as they are now" in strip.told_at(strip.box(0).center())
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active and not work.busy and work._live is None, "the end of the run")
    after = _seen(window)
    assert not np.array_equal(before.neurons[last].values, after.neurons[last].values)
    corner = np.array([[work.seen.limits[0], work.seen.limits[3]]], np.float32)
    given = window.document.trained.model().predict(corner)[0]
    np.testing.assert_allclose(after.neurons[last].values[:, 0, 0], given, atol=1e-4)
    assert f"Best epoch ({window.document.trained.checkpoint.history.best})" in strip.told_at(
        strip.box(0).center()
    )
    work.choose_weights(window.document.trained, "last")
    until(lambda: not work.busy, "the last weights")
    assert "Last epoch (" in strip.told_at(strip.box(0).center())


def test_nothing_is_computed_unseen(make_window) -> None:
    window = make_window(playground=False)
    copied: list[object] = []
    window.trainer.copied.connect(copied.append)
    open_ready(window, "moons")
    train(window)
    assert window.workspace.inside.work.looks == 0
    assert not copied
    assert not window.playground.strips
    window.playground.action.trigger()
    _seen(window)
    assert window.preferences.settings.playground
    window.show_start_page()
    looks = window.workspace.inside.work.looks
    project = window.document.project
    seed = project.training.seed + 1
    window.document.edit("seed", project.replace(training=project.training.replace(seed=seed)))
    until(lambda: window.data.prepared is not None, "the data")
    assert not window.in_workspace
    assert window.workspace.inside.work.looks == looks
    assert not copied
    window.show_workspace()
    until(lambda: window.workspace.inside.work.looks > looks, "a look at the weights of the other seed")
    _seen(window)
    looks = window.workspace.inside.work.looks
    window.files.show_new(open_sample("flowers"))
    until(lambda: window.data.prepared is not None, "the data")
    train(window)
    assert window.workspace.inside.work.looks == looks, "four numbers are no plane"
    assert not window.playground.strips


def test_two_columns_of_a_file_are_a_plane_too(window: MainWindow, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(80, 2)) * [1, 1000]
    path = tmp_path / "mine.csv"
    lines = [f"{a:.4f},{b:.1f},{'yes' if a > 0 else 'no'}" for a, b in rows]
    path.write_text("\n".join(["height,price,bought", *lines]), encoding="utf-8")
    _open(window)
    project = window.document.project
    window.document.edit("data", project.replace(data=DataConfig(source=CsvFile(path=str(path)))))
    until(lambda: window.data.prepared is not None, "the file")
    assert window.data.prepared.preprocessor.features == ("height", "price")
    _seen(window)
    assert len(window.playground.strips) == 3
    window.workspace.show_page(window.workspace.inside.panel)
    controls = window.playground.controls
    assert controls.neurons.isVisible()
    assert not controls.source.isVisible()
    click(controls.neurons, QPoint(8, controls.neurons.height() // 2))
    assert not window.playground.action.isChecked()
    assert not window.playground.strips


@pytest.mark.parametrize("name", ["noise", "points", "test"])
def test_a_slider_draws_the_points_anew_in_one_step_of_undo(window: MainWindow, name: str) -> None:
    _open(window)
    slider, stack = _slider(window, name), window.document.undo_stack
    before, steps = window.data.prepared, stack.count()
    panel = window.workspace.inside.panel
    pages: list[object] = []
    window.data.changed.connect(lambda: pages.append(panel._pages.currentWidget()))
    slider.setFocus()
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    found = _seen(window)
    assert stack.count() == steps + 1
    assert window.data.prepared is not None
    sizes = [len(p.train) + len(p.validation) for p in (before, window.data.prepared)]
    if name == "noise":
        assert window.data.prepared.fingerprint != before.fingerprint
    else:
        assert sizes[1] > sizes[0] if name == "points" else sizes[1] < sizes[0]
    assert set(pages) == {panel._field_page}, "the picture stays while points are drawn"
    assert found is window.workspace.inside.work.neurons
    stack.undo()
    until(lambda: window.data.prepared is not None, "the points of before")
    assert window.data.prepared.fingerprint == before.fingerprint


def test_points_rest_while_a_run_goes_on(window: MainWindow) -> None:
    _open(window, epochs=4000)
    window.workspace.show_page(window.workspace.inside.panel)
    controls, seed = window.playground.controls, window.document.project.data.source.seed
    click(controls.fresh)
    assert window.document.project.data.source.seed == seed + 1
    _seen(window)
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "running", "the run")
    assert not controls.source.isEnabled()
    assert not controls.fresh.isVisible()
    assert controls.rests.isVisible()
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")
    assert controls.source.isEnabled()
    assert not controls.rests.isVisible()


def test_arrange_leaves_room_for_the_pictures(window: MainWindow) -> None:
    _open(window)
    window.workspace.canvas.drawing.arrange((500.0, 900.0))
    scene, playground = window.workspace.canvas.canvas_scene, window.playground
    _seen(window)
    for strip in playground.strips.values():
        row = strip.sceneBoundingRect().adjusted(0, 0, -20, 0)
        for card in scene.cards.values():
            assert not row.intersects(card.rect)
        assert strip.box(0).width() >= 30
    window.playground.action.trigger()
    assert not any(card.hanging for card in scene.cards.values())


def test_a_card_that_is_moved_takes_its_pictures_along_and_asks_for_nothing(window: MainWindow) -> None:
    _open(window)
    canvas, work = window.workspace.canvas, window.workspace.inside.work
    node, strip = next(iter(window.playground.strips.items()))
    before, looks = strip.sceneBoundingRect().topLeft(), work.looks
    window.workspace.selection.select([node])
    canvas.setFocus()
    for modifier in (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier):
        QTest.keyClick(canvas, Qt.Key.Key_Down, modifier)
    moved = canvas.canvas_scene.cards[node].rect.top()
    assert window.document.project.layout[node][1] == moved
    assert window.playground.strips[node] is strip
    assert strip.sceneBoundingRect().top() > before.y()
    assert work.looks == looks


def test_a_picture_is_told_and_a_card_that_goes_takes_its_row_along(window: MainWindow) -> None:
    _open(window)
    canvas, node = window.workspace.canvas, window.document.project.network.nodes[1].id
    strip = window.playground.strips[node]
    assert f"Neuron {strip.shown.numbers[0] + 1}:" in strip.told_at(strip.box(0).center())
    assert f"has {strip.shown.units}" in strip.told_at(strip.box(len(strip.shown.numbers)).center())
    shown = QImage(600, 200, QImage.Format.Format_ARGB32)
    shown.fill(Qt.GlobalColor.black)
    painter = QPainter(shown)
    canvas.canvas_scene.render(painter, source=strip.sceneBoundingRect())
    painter.end()
    assert len({shown.pixel(x, y) for x in range(0, 600, 7) for y in range(0, 200, 7)}) > 50
    window.workspace.selection.select([node])
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    until(lambda: node not in window.playground.strips, "the row to go")
    window.document.undo_stack.undo()
    until(lambda: node in window.playground.strips, "the row to come back")


@pytest.mark.parametrize("count", range(1, MOST + 1))
@pytest.mark.parametrize(("width", "height"), [(120.0, 22.0), (160.0, 80.0), (300.0, 80.0)])
def test_pictures_stay_in_their_row(count: int, width: float, height: float) -> None:
    side, columns = arrangement(count, width, height)
    lines = -(-count // columns)
    assert side >= 12
    assert columns * side + (columns - 1) * GAP <= width
    assert lines * side + (lines - 1) * GAP <= height
