"""Looking inside one step: the numbers on the screen are the engine's, and every part of it is reached by mouse and keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest

from nnstudio.app.look import shades
from nnstudio.app.look.theme import contrast
from nnstudio.app.main_window import MainWindow
from nnstudio.app.one_step.panel import OneStepPanel
from nnstudio.app.one_step.told import signal_text
from nnstudio.app.one_step.walk import Stop, stops
from nnstudio.graph import edits
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.system.numbers import figure_text
from nnstudio.training.inspect import Probe
from tests.app.hands import click, until
from tests.app.window.conftest import open_ready, train

Key = Qt.Key
Left = Qt.MouseButton.LeftButton


def opened(window: MainWindow) -> OneStepPanel:
    """Click the tab, and wait for the step."""
    tabs = window.workspace.tabs
    panel = window.workspace.one_step.panel
    QTest.mouseClick(tabs.tabBar(), Left, pos=tabs.tabBar().tabRect(tabs.indexOf(panel)).center())
    assert panel.isVisible()
    until(lambda: panel.step is not None, "the step to be worked out")
    return panel


@pytest.fixture
def pictures(window: MainWindow) -> MainWindow:
    """The window with LeNet on digits."""
    window.beginning.template("lenet")
    until(lambda: window.data.prepared is not None, "the data")
    return window


def text(panel: OneStepPanel) -> str:
    """What the arithmetic says, its tables read cell by cell."""
    shown = QTextDocumentFragment.fromHtml(panel.arithmetic.text.text()).toPlainText()
    return " ".join(shown.split())


def test_next_leads_through_every_number_of_a_step(sample: MainWindow) -> None:
    panel = opened(sample)
    network, step = sample.document.project.network, panel.step
    assert step is not None
    seen = []
    for stop in stops(network):
        assert panel.stop == stop
        assert panel.told()
        values = step.seen.activations if stop.stage == "forward" else step.seen.sum_gradients
        if stop.stage in ("forward", "backward") and stop.node != "input":
            engine = float(values[stop.node][0][panel.neurons.place])
            assert panel.told()[-1].line.value == pytest.approx(engine, rel=1e-4, abs=1e-7)
            assert figure_text(panel.told()[-1].line.value) in text(panel)
        seen.append(stop)
        if stop != stops(network)[-1]:
            click(panel.head.next)
    assert {s.stage for s in seen} == {"forward", "loss", "backward", "update"}
    assert sample.workspace.selection.ids == (seen[-1].node,)


def test_it_begins_with_the_layer_that_is_selected(sample: MainWindow) -> None:
    """A click on its card would select nothing new, and lead nowhere."""
    sample.workspace.selection.select(["dense_2"])
    panel = opened(sample)
    assert panel.stop == Stop("forward", "dense_2")
    assert panel.layers.currentItem().text() == "Dense 2"
    sample.workspace.selection.clear()
    assert panel.stop == Stop("forward", "dense_2")


def test_the_value_that_is_told_of_is_in_sight(sample: MainWindow) -> None:
    """From the first moment, when the grid has just got its width, and in every other width."""
    panel = opened(sample)
    grid = panel.neurons

    def in_sight() -> bool:
        return grid.visibleRegion().contains(grid.box_of(grid.place))

    until(in_sight, "the strongest feature to be in sight", 5)
    assert grid.place[0] > 10, "one of the first rows would be in sight anyway"
    for width in (920, 1900, 1366):
        sample.resize(width, 768)
        until(in_sight, f"it to be in sight at {width}", 5)


def test_a_neuron_is_chosen_with_the_mouse_and_with_the_arrows(sample: MainWindow) -> None:
    panel = opened(sample)
    panel.show_layer("dense_1")
    grid = panel.neurons
    QTest.mouseClick(grid, Left, pos=grid.rect_of((3,)).center())
    assert grid.place == (3,)
    assert "z₄" in text(panel)
    assert "a₄ = σ(z) = 1 / (1 + e⁻ᶻ) = σ(" in text(panel)  # in letters, then in numbers
    assert "z₄ = Σᵢ Wᵢ,₄·xᵢ + b₄ = " in text(panel)
    QTest.keyClick(grid, Key.Key_Right)
    assert grid.place == (4,)
    assert "z₅" in text(panel)
    assert "a₅" in grid.accessibleDescription()
    QTest.keyClick(grid, Key.Key_N)  # goes on from anywhere in the tab
    assert panel.stop.node == "dense_2"
    panel.show_layer("dense_1")
    assert grid.place == (4,)  # remembered


def test_a_pixel_of_a_feature_map_shows_patch_and_kernel(pictures: MainWindow) -> None:
    panel = opened(pictures)
    click_card(pictures, "conv2d_1")
    assert panel.stop.node == "conv2d_1"
    grid, step = panel.neurons, panel.step
    assert step is not None
    QTest.mouseClick(grid, Left, pos=grid.rect_of((4, 5, 2)).center())
    assert grid.place == (4, 5, 2)
    grids = panel.arithmetic.patch._grids
    assert grids is not None
    assert panel.arithmetic.patch.isVisible()
    patch, kernel, products = grids[:3]
    np.testing.assert_array_equal(kernel, step.before.weights["conv2d_1/W"][:, :, 0, 2])
    np.testing.assert_array_equal(patch, step.seen.activations["input"][0][3:6, 4:7, 0])
    bias = float(step.before.weights["conv2d_1/b"][2])
    assert products.sum() + bias == pytest.approx(step.seen.sums["conv2d_1"][0, 4, 5, 2], rel=1e-4, abs=1e-6)
    assert "8·8" in text(panel)  # where else the kernel is used
    QTest.keyClick(grid, Key.Key_Down)
    assert grid.place == (5, 5, 2)
    QTest.keyClick(grid, Key.Key_PageDown)
    assert grid.place == (5, 5, 3)
    panel.show_stage("backward")
    assert grid.place == (5, 5, 3)
    assert not panel.arithmetic.patch.isVisible()


def click_card(window: MainWindow, node: str) -> None:
    canvas = window.workspace.canvas
    at = canvas.mapFromScene(canvas.canvas_scene.cards[node].rect.center())
    QTest.mouseClick(canvas.viewport(), Left, pos=at)


def test_update_moves_weights_and_the_step_can_be_taken_again_and_again(sample: MainWindow) -> None:
    panel = opened(sample)
    click(panel.head.button("update"))
    assert panel.stop.stage == "update"
    assert panel.weights.isVisible()
    table, first = panel.weights, panel.step
    assert first is not None
    row = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Left, pos=row)
    weight = table.weight
    assert weight is not None
    assert weight.after == float(first.after.weights[weight.name][weight.place])
    assert panel.told()[-1].line.value == pytest.approx(weight.after, rel=1e-4, abs=1e-6)
    assert "it fell" in panel.head._cost.text() or not first.fell
    trained = sample.document.trained
    for taken in range(1, 4):
        panel.go_to(stops(sample.document.project.network)[-1])
        assert panel.head.next.text() == "Take the step"
        click(panel.head.next)
        until(lambda: panel.step is not None and panel.step.before.step == taken, "the next step")  # noqa: B023
        assert panel.head.button("forward").isChecked()
        assert sample.workspace.selection.ids == (panel.stop.node,), "the canvas shows where it begins again"
    assert sample.document.trained is trained  # nothing was trained


def test_the_largest_numbers_of_a_wide_layer_come_first_where_that_is_wanted(pictures: MainWindow) -> None:
    panel = opened(pictures)
    panel.show_layer("dense_1")
    grid, caption = panel.neurons, panel.numbers.caption
    assert caption.strongest.isVisible()
    assert grid.values.size == 128
    first = grid.rect_of((0,))
    click(caption.strongest, QPoint(10, caption.strongest.height() // 2))
    largest = int(np.argmax(grid.values))
    assert grid.rect_of((largest,)) == first
    QTest.mouseClick(grid, Left, pos=first.center())
    assert grid.place == (largest,)
    QTest.keyClick(grid, Key.Key_Right)
    assert grid.place == (int(np.argsort(-np.abs(grid.values), kind="stable")[1]),)
    panel.show_layer("dense_2")
    assert not caption.strongest.isVisible()
    assert grid.rect_of((0,)) == first  # few neurons stand in their order


def test_a_long_sum_is_written_out_on_a_click(sample: MainWindow) -> None:
    panel = opened(sample)
    panel.show_layer("dense_1")
    assert "25 more" in text(panel)
    label = panel.arithmetic.text
    label.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(label, Key.Key_Tab)  # to the link
    QTest.keyClick(label, Key.Key_Return)
    assert "more" not in text(panel)
    step = panel.step
    assert step is not None
    weights, x = step.before.weights["dense_1/W"], step.seen.activations["input"][0]
    for i in range(30):
        product = f"{figure_text(abs(float(weights[i, panel.neurons.place[0]])))}·"
        assert product in text(panel), i
        assert figure_text(abs(float(x[i]))) in text(panel), i


def test_features_classes_and_true_values_stand_beside_their_neurons(pictures: MainWindow) -> None:
    panel = opened(pictures)
    panel.show_layer("dense_2")
    assert "(" in panel.neurons.accessibleDescription()
    click(panel.head.button("loss"))
    step = panel.step
    assert step is not None
    right = int(step.targets["dense_2"][0])
    QTest.mouseClick(panel.neurons, Left, pos=panel.neurons.rect_of((right,)).center())
    assert panel.neurons.accessibleDescription().endswith("(y = 1)")
    assert f"so y = 1 at output {right + 1}" in text(panel)
    assert "L = −Σₖ yₖ·log ŷₖ = −log(" in text(panel)


def test_numbers_on_colours_can_be_read(look) -> None:
    for name in ("light", "dark"):
        look.set_preference(name)
        for value in np.linspace(-1, 1, 81):
            ground = shades.shade(float(value), 1.0)
            assert contrast(shades.ink(ground).name(), ground.name()) >= 4.5, (name, value)


def test_other_samples_of_the_batch(sample: MainWindow) -> None:
    panel = opened(sample)
    assert not panel.head.back.isEnabled()
    first = panel.neurons.values.copy()
    click(panel.head.forth)
    assert panel.sample == 1
    assert not np.array_equal(first, panel.neurons.values)
    click(panel.head.back)
    np.testing.assert_array_equal(first, panel.neurons.values)


def test_the_gradients_are_checked(sample: MainWindow) -> None:
    panel = opened(sample)
    click(panel.head.check)
    until(lambda: "agree" in text(panel), "the check")
    assert panel.stop.stage == "backward"
    assert "Dense 1" in text(panel)
    assert panel.step is not None


def test_it_follows_the_network_and_the_training(sample: MainWindow) -> None:
    panel = opened(sample)
    fresh = panel.step
    project = sample.document.project
    network = edits.change(project.network, ["dense_1"], units=7)
    sample.document.edit("Change", project.with_network(network))
    until(lambda: panel.step is not None and panel.step is not fresh, "the step of the new network")
    panel.show_layer("dense_1")
    assert panel.neurons.values.shape == (7,)
    train(sample)
    assert opened(sample) is panel
    assert panel.step is not None
    assert panel.step.before.step > 0  # where the training stands


def test_without_data_or_network_it_says_what_is_missing(window: MainWindow) -> None:
    window.beginning.empty()
    window.workspace.show_page(window.workspace.one_step.panel)
    panel = window.workspace.one_step.panel
    until(lambda: not window.workspace.one_step.work.busy, "nothing to do")
    assert panel.step is None
    assert "Choose data" in panel._words.text()
    assert not panel.head.next.isEnabled()
    open_ready(window)
    assert opened(window).step is not None


def test_on_the_way_back_wires_are_as_wide_as_the_gradient_is_large(sample: MainWindow) -> None:
    panel, step = opened(sample), sample.workspace.one_step.panel.step
    assert step is not None
    wires = sample.workspace.canvas.canvas_scene.wires

    def widths() -> dict[str, float]:
        return {edge.source: wire.pen().widthF() for edge, wire in wires.items()}

    even = widths()
    click(panel.head.button("backward"))
    sample.workspace.selection.clear()  # a selected card's wires are drawn in the colour of the selection
    sizes = {n: float(np.square(step.seen.activation_gradients[n]).sum()) for n in ("dense_1", "dense_2")}
    seen = widths()
    assert (seen["dense_1"] < seen["dense_2"]) == (sizes["dense_1"] < sizes["dense_2"])
    assert seen["dense_1"] != seen["dense_2"]
    sample.workspace.show_training()
    assert widths() == even


def test_playing_goes_on_by_itself_and_ends_out_of_sight(sample: MainWindow) -> None:
    panel = opened(sample)
    start = panel.stop
    click(panel.head.play)
    assert panel.stop != start
    assert panel.head.clock.isActive()
    sample.workspace.show_training()
    assert not panel.head.clock.isActive()


@pytest.mark.parametrize("key", ["residual", "inception", "sequence", "autoencoder", "two-inputs"])
def test_other_kinds_of_networks_can_be_looked_into(window: MainWindow, key: str) -> None:
    window.beginning.template(key)
    until(lambda: window.data.prepared is not None, "the data")
    panel = opened(window)
    way = stops(window.document.project.network)
    for stop in way[:: max(1, len(way) // 12)]:
        panel.go_to(stop)
        assert panel.told(), stop


def test_a_signal_that_vanishes_on_its_way_back_is_named(sample: MainWindow) -> None:
    project = sample.document.project
    layers = [*(Dense(8, "sigmoid") for _ in range(9)), Dense(1, "sigmoid")]
    sample.document.edit("Deeper", project.with_network(sequential((30,), layers)))
    panel = opened(sample)
    panel.show_stage("backward")
    panel.show_layer("dense_1")
    assert text(panel).startswith("Vanishing: ")
    assert "Layers up to here hardly learn." in text(panel)
    panel.show_layer("dense_9")
    assert "Vanishing" not in text(panel)
    panel.show_stage("forward")
    panel.show_layer("dense_1")
    assert "Vanishing" not in text(panel)


def test_a_signal_that_explodes_is_named() -> None:
    network = sequential((2,), [Dense(2, "linear"), Dense(1, "linear")])
    gradients = {"dense_1": np.full((4, 2), 1000.0), "dense_2": np.ones((4, 1))}
    seen = Probe({}, {}, sum_gradients=gradients)
    assert signal_text(network, seen, "dense_1").startswith("Exploding: 10³ times")
    assert signal_text(network, seen, "dense_2") == ""
