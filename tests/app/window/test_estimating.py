"""Before the first run the window says what it will cost; it looks once the user rests, and never beside a run."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from nnstudio.app.main_window import MainWindow
from nnstudio.app.training import estimating
from nnstudio.app.training.estimating import time_text
from nnstudio.graph.edits import change
from nnstudio.project.trials import Estimate
from nnstudio.system.messages import StudioError
from tests.app.hands import click, until
from tests.app.window.conftest import open_ready, train

TOLD = Estimate(40.0, 3, 16, "cpu", 120 * 2**20, (64, 25.0))


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every project that was looked at; the answer is always the same."""
    seen: list[Any] = []

    def told(project, prepared, *, threads, cancelled):
        seen.append(project)
        return TOLD

    monkeypatch.setattr(estimating, "estimate", told)
    return seen


def shown(window: MainWindow) -> Callable[[], bool]:
    return lambda: window.workspace.dock.estimate.isVisible()


def edit(window: MainWindow, **settings: object) -> None:
    project = window.document.project
    window.document.edit("x", project.replace(training=project.training.replace(**settings)))


def test_a_real_look_says_time_and_memory(sample: MainWindow) -> None:
    until(shown(sample), "the estimate")
    line = sample.workspace.dock.estimate
    assert line.words.text().startswith("About ")
    assert " for 3 epochs on the CPU, " in line.words.text()
    assert sample.workspace.figures.memory_text in line.words.text()
    assert not line.faster.isVisible()


def test_the_proposed_batch_is_one_click_and_one_step_to_undo(looks: list[Any], sample: MainWindow) -> None:
    until(shown(sample), "the estimate")
    line = sample.workspace.dock.estimate
    assert line.words.text() == "About 40 s for 3 epochs on the CPU, 120.0 MiB of memory."
    assert line.faster.text() == "Batch size 64: about 25 s"
    click(line.faster)
    assert sample.document.project.training.batch_size == 64
    assert sample.document.undo_stack.undoText() == "Use batch size 64"
    sample.document.undo_stack.undo()
    assert sample.document.project.training.batch_size == 16


def test_it_looks_once_for_each_question_and_not_for_what_costs_nothing(
    looks: list[Any], sample: MainWindow
) -> None:
    until(shown(sample), "the estimate")
    assert len(looks) == 1
    edit(sample, seed=7)
    optimizer = sample.document.project.training.optimizer
    edit(sample, optimizer=optimizer.replace(learning_rate=0.5))
    until(shown(sample), "the estimate to come back once the rows are divided anew")
    assert not sample.estimating.busy
    assert len(looks) == 1
    edit(sample, epochs=8)
    assert not shown(sample)()
    edit(sample, epochs=9)
    until(shown(sample), "another estimate")
    assert [p.training.epochs for p in looks] == [3, 9]
    sample.document.undo_stack.undo()
    sample.document.undo_stack.undo()
    assert shown(sample)()
    assert len(looks) == 2


def test_a_look_ends_when_training_begins_and_none_follows(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def endless(project, prepared, *, threads, cancelled):
        seen.append("begun")
        while not cancelled():
            threading.Event().wait(0.005)
        seen.append("ended")

    monkeypatch.setattr(estimating, "estimate", endless)
    until(lambda: seen, "a look")
    edit(sample, epochs=2)
    until(lambda: seen[:2] == ["begun", "ended"], "the end of the look")
    until(lambda: len(seen) == 3, "another look")
    train(sample)
    until(lambda: len(seen) == 4, "the end of the other look")  # its thread may come last
    assert seen == ["begun", "ended", "begun", "ended"]
    assert not sample.estimating.busy
    assert not shown(sample)()


def test_data_that_was_looked_at_is_let_go(looks: list[Any], sample: MainWindow) -> None:
    until(shown(sample), "the estimate")
    looks.clear()
    looked_at = weakref.ref(sample.data.prepared)
    edit(sample, seed=7)
    until(shown(sample), "the estimate to come back once the rows are divided anew")

    def is_gone() -> bool:
        gc.collect()
        return looked_at() is None

    until(is_gone, "the data of before to be let go")


def test_nothing_is_said_of_what_cannot_be_trained(
    looks: list[Any], window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ready(window)
    project = window.document.project
    broken = change(project.network, [project.network.output_ids[0]], units=5)
    window.document.edit("x", project.with_network(broken))
    assert window.controls.obstacle()
    until(lambda: not window.estimating.busy, "the rest to end")
    assert not shown(window)()
    assert not any(p.network is broken for p in looks)

    def fails(*args, **kwargs):
        raise StudioError("It does not fit")

    monkeypatch.setattr(estimating, "estimate", fails)
    window.document.undo_stack.undo()
    edit(window, epochs=77)
    until(lambda: not window.estimating.busy, "the look")
    assert not shown(window)()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "a second"),
        (1.4, "1 s"),
        (89.4, "89 s"),
        (150, "2.5 min"),
        (1200, "20 min"),
        (5400, "1.5 h"),
        (90000, "25 h"),
    ],
)
def test_times_are_said_as_people_say_them(qapp, seconds: float, text: str) -> None:
    assert time_text(seconds) == text
