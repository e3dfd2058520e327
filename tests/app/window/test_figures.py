"""Figures that take a moment: they are those of the engine, wait without getting in the way, and go with the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from nnstudio.app import slow_figures
from nnstudio.app.main_window import MainWindow
from nnstudio.app.slow_figures import WAIT
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Conv2D, Dense, Flatten
from nnstudio.project.project import Project
from nnstudio.training.memory import plan_text, required_bytes
from nnstudio.training.model import EVALUATION_BATCH
from tests.app.hands import Key, press, until
from tests.app.window.conftest import open_ready
from tests.app.window.looking import clipped


def memory(window: MainWindow) -> str:
    """What a run of the window's project would ask for."""
    project, prepared = window.document.project, window.data.prepared
    assert prepared is not None
    training = project.training
    return plan_text(
        required_bytes(
            project.network,
            training.batch_size,
            training.optimizer,
            loss=training.loss,
            samples=len(prepared.train),
            measured=min(len(prepared.validation), max(EVALUATION_BATCH, training.batch_size)),
        )
    )


def shown(window: MainWindow) -> tuple[str, ...]:
    return tuple(label.text() for label in window.steps._totals._labels if not label.isHidden())


def memory_below(window: MainWindow) -> str:
    """The memory as it stands below the table of layers."""
    return window.workspace.inspector.network_page._totals["memory"][1].text()


def test_memory_is_that_of_a_run_and_follows_edits(sample: MainWindow) -> None:
    figures = sample.workspace.figures
    until(lambda: figures.memory_text not in ("", WAIT), "the memory")
    first = figures.memory_text
    assert first == memory(sample)
    sample.resize(1600, 900)
    assert any(first in text for text in shown(sample))
    assert memory_below(sample) == first
    sample.workspace.canvas.drawing.change("dense_1", Dense(4000), "units")
    assert figures.memory_text == WAIT
    assert any(WAIT in text for text in shown(sample))
    until(lambda: figures.memory_text != WAIT, "the new memory")
    assert figures.memory_text == memory(sample) != first
    sample.document.undo_stack.undo()
    until(lambda: figures.memory_text != WAIT, "the old memory")
    assert figures.memory_text == first


def test_one_multiply_add_is_one(sample: MainWindow) -> None:
    sample.resize(1600, 900)
    sample.document.edit("x", sample.document.project.with_network(sequential((1,), [Dense(1)])))
    assert "1 multiply-add per sample" in shown(sample)


def test_a_network_with_a_problem_has_no_memory(sample: MainWindow) -> None:
    figures = sample.workspace.figures
    network = sequential((8, 8, 1), [Dense(3)])
    sample.document.edit("x", sample.document.project.with_network(network))
    until(lambda: figures.memory_text != WAIT, "that it is not known")
    assert figures.memory_text == ""
    assert memory_below(sample) == "–"


@pytest.mark.parametrize("few", [40, 0])
def test_the_selected_layer_says_what_it_sees(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(slow_figures, "_FEW", few)  # at once, or beside the window
    figures, selection = sample.workspace.figures, sample.workspace.selection
    network = sequential((28, 28, 1), [Conv2D(4, 5), Conv2D(4, 3), Flatten(), Dense(3)])
    sample.document.edit("x", sample.document.project.with_network(network))
    assert figures.sight_text == ""
    for node, text in (
        ("conv2d_1", "5×5 of 28×28"),
        ("conv2d_2", "7×7 of 28×28"),
        ("dense_1", "the whole input"),
    ):
        selection.select([node])
        until(lambda: figures.sight_text != WAIT, "what it sees")
        assert figures.sight_text == text
        assert (node, sample.workspace.inspector.layer_page._sight) == (node, text)
    selection.clear()
    assert figures.sight_text == ""


def test_rows_of_numbers_are_always_seen_as_a_whole(sample: MainWindow) -> None:
    sample.workspace.selection.select(["dense_1"])
    assert sample.workspace.figures.sight_text == ""


def test_the_newest_question_is_answered_last(sample: MainWindow) -> None:
    figures, drawing = sample.workspace.figures, sample.workspace.canvas.drawing
    for units in range(100, 130):
        drawing.change("dense_1", Dense(units), "units")
        figures._begin()
    until(lambda: figures.memory_text != WAIT and not figures._working.busy, "the last answer")
    assert figures.memory_text == memory(sample)


def test_enter_on_the_summary_opens_a_layer(sample: MainWindow) -> None:
    page = sample.workspace.inspector.network_page
    sample.workspace.inspector.tabs.setCurrentWidget(sample.workspace.inspector.network_page)
    page.table.setFocus()
    press(sample, Key.Key_Home)
    press(sample, Key.Key_Down)
    press(sample, Key.Key_Return)
    assert sample.workspace.selection.ids == (page.model.rows[1].node,)


def test_the_status_line_is_never_cut_in_a_narrow_window(
    longer: None, make_window: Callable[[], MainWindow]
) -> None:
    window = make_window()
    window.resize(1000, 700)
    open_ready(window)
    window.workspace.selection.select(["dense_1"])
    until(lambda: window.workspace.figures.memory_text not in ("", WAIT), "the memory")
    assert window.width() == 1000
    assert len(shown(window)) >= 4
    until(lambda: clipped(window.statusBar()) == [], "that all of it can be read", 5)
    window.document.edit("x", window.document.project.with_network(sequential((8, 8, 1), [Dense(3)])))
    until(lambda: window.controls.problems(), "the problem")
    until(lambda: clipped(window.statusBar()) == [], "that all of it can be read", 5)
    assert any("problem" in text or "Dense" in text for text in shown(window))


def test_nothing_is_said_to_be_nought_where_nothing_is_known(window: MainWindow) -> None:
    window.files.show_new(Project().with_network(Network().add(Dense(8)).add(Dense(1), after="dense_1")))
    window.resize(1600, 900)
    assert not any(text.startswith(("0 ", "Depth 0", "Width 0")) for text in shown(window))
    assert any("The network has no Input" in text for text in shown(window))
    window.files.show_new(Project().with_network(sequential((8,), [Flatten()])))
    assert "0 parameters" in shown(window)


def test_an_input_says_which_features_it_gets(window: MainWindow) -> None:
    open_ready(window, "two-inputs")
    workspace, prepared = window.workspace, window.data.prepared
    assert prepared is not None
    first, second = window.document.project.network.input_ids
    names = prepared.preprocessor.features
    told = {}
    for node in (first, second):
        workspace.selection.select([node])
        (told[node],) = (
            label.text()
            for label in workspace.inspector.layer_page.findChildren(QLabel)
            if label.isVisible()
            and (names[0] in label.text() or names[-1] in label.text() or "… +" in label.text())
        )
    assert told[first].startswith(f"{names[0]}, {names[1]}, ")
    size = window.document.project.network[first].layer.shape[0]
    assert told[second].startswith(names[size])
    open_ready(window)
    workspace.selection.select(["input"])
    assert not any(
        names[0] in label.text()
        for label in workspace.inspector.layer_page.findChildren(QLabel)
        if label.isVisible()
    )
