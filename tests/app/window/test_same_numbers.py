"""The window and the command line are the same engine: same file, same seed, same numbers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import msgspec
import numpy as np
import pytest

from nnstudio.__main__ import main
from nnstudio.app.main_window import MainWindow
from nnstudio.project import file
from nnstudio.training.history import Epoch
from tests.app.hands import Key, Qt, button, click, press, until
from tests.app.window.conftest import open_ready, saved, train


def without_time(epochs: tuple[Epoch, ...]) -> list[Epoch]:
    """The records without how long they took."""
    return [msgspec.structs.replace(e, seconds=0.0) for e in epochs]


@pytest.mark.parametrize("key", ["textbook", "flowers", "diabetes"])
def test_window_and_command_line_train_alike(window: MainWindow, tmp_path: Path, capsys, key: str) -> None:
    open_ready(window, key, epochs=3)
    mine = saved(window, tmp_path / "window.nnstudio")
    theirs = tmp_path / "line.nnstudio"
    shutil.copy(mine, theirs)
    window.beginning.empty()
    window.files.open(mine)
    until(lambda: window.document.path == mine and window.data.prepared is not None, "the project")
    press(window, Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert window.trainer.active
    until(lambda: not window.trainer.active, "the end of the run")
    assert main(["train", str(theirs)]) == 0
    capsys.readouterr()
    here, there = window.document.trained, file.load(theirs)[1]
    assert here is not None
    assert there is not None
    assert len(here.checkpoint.history.epochs) == 3
    assert without_time(here.checkpoint.history.epochs) == without_time(there.checkpoint.history.epochs)
    assert here.checkpoint.history.best == there.checkpoint.history.best
    assert here.fingerprint == there.fingerprint
    for ours, other in (
        (here.checkpoint.weights, there.checkpoint.weights),
        (here.checkpoint.best_weights, there.checkpoint.best_weights),
        (here.checkpoint.slots, there.checkpoint.slots),
    ):
        assert ours.keys() == other.keys()
        for name, array in ours.items():
            assert array.tobytes() == np.asarray(other[name]).tobytes(), name


@pytest.mark.parametrize("key", ["textbook", "flowers", "diabetes"])
def test_results_and_command_line_measure_alike(window: MainWindow, tmp_path: Path, capsys, key: str) -> None:
    open_ready(window, key)
    train(window)
    path = saved(window, tmp_path / "trained.nnstudio")
    told = []
    window.workspace.results._show = told.append
    window.workspace.show_results()
    click(button(window.workspace.results, "Open the test part"))
    until(lambda: told, "the results")
    (found,) = told[0].outputs
    assert main(["evaluate", str(path), "--json"]) == 0
    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (found.samples, found.loss, found.metrics) == (line["samples"], line["loss"], line["metrics"])
    if found.confusion is not None:
        assert found.confusion.sum() == found.samples
        assert found.confusion.trace() / found.samples == pytest.approx(found.metrics["accuracy"])


def test_results_are_those_of_the_data_that_was_trained_on(sample: MainWindow) -> None:
    """Another seed divides anew: measured on that test part, the network would have seen most of it."""
    train(sample)
    panel = sample.workspace.results
    told = []
    show = panel._show
    panel._show = lambda found: (told.extend(found.outputs), show(found))
    sample.workspace.open_results()
    until(lambda: told, "the results")
    project = sample.document.project
    sample.document.edit("seed", project.replace(training=project.training.replace(seed=99)))
    until(lambda: sample.data.prepared is not None, "the data")
    sample.workspace.open_results()
    until(lambda: len(told) == 2, "the results")
    assert told[0][:4] == told[1][:4]
    project = sample.document.project
    other = project.replace(data=project.data.replace(test=0.4, scaling="minmax"))
    sample.document.edit("another part", other)
    until(lambda: sample.data.prepared is not None, "the data")
    sample.workspace.open_results()
    until(lambda: len(told) == 3, "the results")
    assert told[0][:4] == told[2][:4]


def test_a_project_without_a_test_part_says_so(sample: MainWindow) -> None:
    project = sample.document.project
    sample.document.edit("no test part", project.replace(data=project.data.replace(test=0.0)))
    until(lambda: sample.data.prepared is not None, "the data")
    train(sample)
    sample.workspace.open_results()
    sentence = sample.workspace.results._sentence
    until(lambda: "kept aside" in sentence.text() and "No samples" in sentence.text(), "the sentence")
