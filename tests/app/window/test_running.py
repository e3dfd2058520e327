"""A run and the window around it: editing meanwhile, what is said, results and exports."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx.reference import ReferenceEvaluator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QRadioButton, QToolButton
from safetensors.numpy import load_file

from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.export import FORMATS
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.optimizers import SGD
from nnstudio.nn.schedules import CosineDecay
from nnstudio.system.file_errors import FileError
from tests.app.hands import PATIENCE, button, choose_file, click, type_into, until
from tests.app.window.conftest import open_ready, texts, train


def status(window: MainWindow, key: str) -> str:
    return window.workspace.step_bar.step(key).accessibleName()


def tip(window: MainWindow, key: str) -> str:
    return window.workspace.step_bar.step(key).toolTip()


def change_units(window: MainWindow, units: int) -> None:
    from nnstudio.graph.edits import change

    project = window.document.project
    window.document.edit("units", project.with_network(change(project.network, ["dense_1"], units=units)))


def test_the_steps_say_where_one_stands(window: MainWindow) -> None:
    window.beginning.empty()
    assert "choose data" in status(window, "data")
    assert "draw layers" in status(window, "network")
    assert "not yet" in status(window, "train")
    assert "after training" in status(window, "results")
    assert "after training" in status(window, "export")
    open_ready(window, epochs=1_000_000)
    assert "569" in status(window, "data")
    assert "parameters" in status(window, "network")
    assert "ready" in status(window, "train")
    window.controls.main.trigger()
    assert "preparing" in status(window, "train")
    until(lambda: window.trainer.state == "running", "the run")
    assert "epoch" in status(window, "train")
    until(lambda: window.workspace.dock.figures.epochs, "the first epoch")
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "paused", "the pause")
    assert "paused" in status(window, "train")
    change_units(window, 7)
    assert "begun with" in tip(window, "train")
    assert "begun with" in window.controls.main.toolTip()
    window.document.undo_stack.undo()
    assert "begun with" not in tip(window, "train")
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")
    assert "epoch" in status(window, "train")
    assert "sealed" in status(window, "results")
    assert f"{len(list(FORMATS))} formats" in status(window, "export")
    assert "Not saved" in [label.text() for label in window.statusBar().findChildren(QLabel)]
    window.workspace.open_results()
    until(lambda: window.workspace.results.is_open, "the results")
    assert "opened" in status(window, "results")
    change_units(window, 7)
    assert "edited since" in status(window, "train")
    project = window.document.project
    window.document.edit("out", project.with_network(_with_units(project, 3)))
    assert "problem" in status(window, "network")


def _with_units(project, units):
    from nnstudio.graph.edits import change

    return change(project.network, [project.network.output_ids[0]], units=units)


def test_a_run_keeps_the_network_it_was_begun_with(window: MainWindow) -> None:
    open_ready(window, epochs=1_000_000)
    window.controls.main.trigger()
    until(lambda: window.workspace.dock.figures.epochs, "an epoch")
    begun = window.document.project
    change_units(window, 9)
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "paused", "the pause")
    assert window.document.trained.network == begun.network
    assert window.document.stale
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")
    # The changed network is trained anew; undone, the run can go on.
    assert window.controls.resumable() is None
    assert window.controls.main.text() == "Train"
    window.document.undo_stack.undo()
    assert window.controls.resumable() is window.document.trained
    assert window.controls.main.text() == "Continue"
    before = window.document.trained.checkpoint.position.step
    window.controls.step.trigger()
    until(lambda: window.trainer.state == "paused", "a step")
    assert window.document.trained.checkpoint.position.step == before + 1


def test_what_is_typed_but_not_confirmed_decides_whether_a_run_goes_on(window: MainWindow) -> None:
    from PySide6.QtWidgets import QLineEdit

    open_ready(window, epochs=1_000_000)
    window.controls.epoch.trigger()
    until(lambda: window.trainer.state == "paused", "an epoch")
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")
    window.workspace.selection.select(["dense_1"])
    editor = window.workspace.inspector.layer_page.form.editor("units")
    field = editor.findChild(QLineEdit) or editor
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "11")
    window.controls.epoch.trigger()
    until(lambda: window.trainer.state == "paused", "an epoch of the changed network")
    assert texts(window) == []
    assert window.document.trained.network["dense_1"].layer.units == 11
    assert window.document.trained.checkpoint.position.epoch == 1


def test_kernels_are_compiled_in_sight_and_stop_ends_it(sample: MainWindow, monkeypatch) -> None:
    gate = threading.Event()

    def prepare(_model, _samples, _measured=0):
        yield 0, 4
        yield 1, 4
        assert gate.wait(PATIENCE)
        yield 2, 4

    monkeypatch.setattr("nnstudio.training.model.Model.prepare", prepare)
    train_button, stop = (sample.findChild(QToolButton, f"{n}-button") for n in ("train", "stop"))
    click(train_button, train_button.rect().center() / 2)
    dock = sample.workspace.dock
    bar = dock.findChild(QProgressBar)

    def shown() -> list[str]:
        return [label.text() for label in dock.findChildren(QLabel) if label.isVisible()]

    until(lambda: bar.value() == 1, "the first kernel")
    assert bar.maximum() == 4
    assert "Preparing kernels (first run only)" in shown()
    assert any(text.startswith("1 of 4") for text in shown())
    assert sample.controls.main.text() == "Preparing…"
    assert not train_button.isEnabled()
    assert "preparing" in status(sample, "train")
    click(stop)
    gate.set()
    until(lambda: not sample.trainer.active, "the end")
    assert sample.document.trained is None
    assert "Not trained yet" in shown()
    assert sample.controls.main.text() == "Train"


def test_stopping_before_the_first_step_keeps_the_weights_of_before(sample: MainWindow) -> None:
    train(sample)
    trained = sample.document.trained
    sample.controls.over.trigger()
    sample.trainer.stop()
    until(lambda: not sample.trainer.active, "the end")
    assert sample.document.trained is trained or sample.document.trained.checkpoint.position.step > 0
    if sample.document.trained is trained:
        assert len(sample.workspace.dock.figures.epochs) == 3


def test_a_run_that_leaves_the_finite_numbers_says_so_and_offers_the_remedy(window: MainWindow) -> None:
    open_ready(window, "diabetes", epochs=5)
    project = window.document.project
    wild = project.replace(training=project.training.replace(optimizer=SGD(1000.0)))
    window.document.edit("rate", wild)
    train(window)
    (line,) = texts(window)
    assert "step" in line
    assert "learning rate" in line
    kept = window.document.trained
    assert kept is not None
    assert all(np.isfinite(w).all() for w in kept.checkpoint.weights.values())
    sentence = window.workspace.dock._status._sentence.text()
    assert "finite" in sentence
    click(button(window.banner, "Set the learning rate to 0.01 and start over"))
    until(lambda: not window.trainer.active, "the end")
    assert window.document.project.training.optimizer.learning_rate == 0.01
    assert window.document.trained.finished, "the remedy helps"
    assert texts(window) == []
    window.document.undo_stack.undo()
    assert window.document.project.training == wild.training, "one step to undo"


def test_gradients_that_overflow_can_be_clipped_with_one_press(window: MainWindow) -> None:
    open_ready(window, "diabetes", epochs=5)
    project = window.document.project
    window.document.edit("rate", project.replace(training=project.training.replace(optimizer=SGD(50.0))))
    train(window)
    node = window.workspace.selection.only
    named = [p.node for p in window.workspace.health.watch.findings if p.kind == "not_finite"]
    assert named == [node], "one card is named, and the same everywhere"
    click(button(window.banner, "Clip the gradients to length 1 and start over"))
    until(lambda: not window.trainer.active, "the end")
    assert window.document.project.training.optimizer.clip_norm == 1
    assert window.document.trained.finished


def test_a_rate_raised_by_hand_is_what_goes_back(window: MainWindow) -> None:
    open_ready(window, "diabetes", epochs=1_000_000)
    network = sequential((10,), [Dense(8, "linear"), Dense(8, "linear"), Dense(1, "linear")])
    window.document.edit("draw", window.document.project.with_network(network))
    settings = window.document.project.training
    window.controls.main.trigger()
    until(lambda: window.workspace.dock.figures.epochs, "an epoch")
    type_into(window.workspace.dock.steering.number, "1000")
    until(lambda: not window.trainer.active, "the overflow")
    name = f"Start over with learning rate {settings.optimizer.learning_rate:g}"
    click(button(window.banner, name))
    until(lambda: window.workspace.dock.figures.epochs, "an epoch")
    assert window.document.project.training == settings, "nothing of it has to change"
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")


def test_a_rate_of_a_thousand_on_the_textbook_keeps_finite_weights(window: MainWindow) -> None:
    open_ready(window, epochs=2)
    project = window.document.project
    window.document.edit("rate", project.replace(training=project.training.replace(optimizer=SGD(1000.0))))
    train(window)
    assert all(np.isfinite(w).all() for w in window.document.trained.checkpoint.weights.values())


def test_what_is_set_during_a_run_is_said_to_wait_for_the_next(window: MainWindow) -> None:
    open_ready(window, epochs=1_000_000)
    window.controls.main.trigger()
    until(lambda: window.workspace.dock.figures.epochs, "an epoch")
    window.workspace.show_training_settings()
    type_into(window.workspace.training_settings.optimizer.form.editor("learning_rate"), "0.5")
    (line,) = texts(window)
    assert "goes on with the settings it was begun with" in line
    window.document.undo_stack.undo()
    assert texts(window) == []
    window.document.undo_stack.redo()
    assert texts(window) == [line]
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")
    assert texts(window) == []


def test_a_run_that_lost_its_patience_says_after_how_long_and_can_have_more(window: MainWindow) -> None:
    open_ready(window, epochs=30)
    project = window.document.project
    hasty = project.training.replace(patience=3, min_change=100.0)
    window.document.edit("patience", project.replace(training=hasty))
    train(window)
    title = window.workspace.dock._status._title
    assert title.text() == "Ended after 4 of 30 epochs: hardly better for 3"
    window.workspace.dock.show_trained(window.document.trained)
    assert title.text() == "Ended after 4 of 30 epochs: hardly better for 3"
    window.do("longer")
    until(lambda: not window.trainer.active, "the end")
    assert title.text() == "Ended after 7 of 30 epochs: hardly better for 6"
    assert window.document.project.training == hasty.replace(patience=6)
    window.document.undo_stack.undo()
    assert window.document.project.training == hasty, "one step to undo"


def test_train_longer_adds_half_and_goes_on(sample: MainWindow) -> None:
    train(sample)
    first = sample.document.trained.checkpoint.history.epochs
    sample.do("longer")
    until(lambda: not sample.trainer.active, "the end")
    epochs = sample.document.trained.checkpoint.history.epochs
    assert len(epochs) == 4
    assert epochs[:3] == first
    change_units(sample, 6)
    sample.do("longer")
    assert not sample.trainer.active
    assert "changed" in texts(sample)[0]


def test_training_longer_under_a_schedule_that_ends_says_that_the_rate_jumps(sample: MainWindow) -> None:
    project = sample.document.project
    cosine = project.training.replace(schedule=CosineDecay())
    sample.document.edit("schedule", project.replace(training=cosine))
    train(sample)
    assert texts(sample) == []
    sample.do("longer")
    until(lambda: not sample.trainer.active, "the end")
    (told,) = texts(sample)
    assert told.startswith("The schedule Cosine ends with the run: with 4 epochs instead of 3 ")


def test_fewer_epochs_than_are_done_is_no_run_to_go_on_with(window: MainWindow) -> None:
    open_ready(window, epochs=1_000_000)
    for _ in range(2):
        window.controls.epoch.trigger()
        until(lambda: window.trainer.state == "paused", "an epoch")
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")
    project = window.document.project
    window.document.edit("fewer", project.replace(training=project.training.replace(epochs=1)))
    assert window.controls.main.text() == "Train"


def test_training_begun_on_the_start_page_is_shown(sample: MainWindow) -> None:
    sample.show_start_page()
    train(sample)
    assert sample.in_workspace


# Export -----------------------------------------------------------------------------------------------------


@pytest.fixture
def dialog(sample: MainWindow) -> ExportDialog:
    train(sample)
    sample.do("export")
    (dialog,) = sample.findChildren(ExportDialog)
    until(dialog.isVisible, "the dialog")
    return dialog


def choose(dialog: ExportDialog, word: str, path: Path) -> None:
    dialog._purposes.choose("all")
    choice = next(b for b in dialog.findChildren(QRadioButton) if word in b.text())
    choice.click()
    done = choose_file(path)
    click(button(dialog, "Export…"))
    until(lambda: done() and not dialog._writing.busy, "the export")


def test_three_formats_hold_the_same_weights(
    sample: MainWindow, dialog: ExportDialog, tmp_path: Path
) -> None:
    for word, name in (("npz", "w.npz"), ("safetensors", "w.safetensors"), ("onnx", "w.onnx")):
        choose(dialog, word, tmp_path / name)
        assert f"Written: {name}" in dialog._result.text
    assert "Proven" in dialog._result.text
    weights = sample.document.trained.checkpoint.weights
    arrays = np.load(tmp_path / "w.npz", allow_pickle=False)
    tensors = load_file(tmp_path / "w.safetensors")
    for name, array in weights.items():
        assert any(np.array_equal(array, a) for a in arrays.values()), name
        assert any(np.array_equal(array, a) for a in tensors.values()), name
    x = sample.data.prepared.test.x[:9]
    (out,) = ReferenceEvaluator(onnx.load(tmp_path / "w.onnx")).run(None, {"x": x})
    np.testing.assert_allclose(out, sample.document.trained.model().predict(x), atol=1e-5)
    dialog.reject()


def test_the_ending_follows_the_format(dialog: ExportDialog, tmp_path: Path) -> None:
    choose(dialog, "onnx", tmp_path / "plain")
    assert (tmp_path / "plain.onnx").exists()
    dialog.reject()


def test_a_place_that_cannot_be_written_is_one_line(
    dialog: ExportDialog, tmp_path: Path, monkeypatch
) -> None:
    dialog.write(tmp_path / "nowhere" / "w.npz")
    until(lambda: not dialog._writing.busy, "the refusal")
    line = dialog._result.text
    assert "nowhere" in line
    assert "\n" not in line

    def full(*_args: object, **_more: object) -> None:
        raise FileError("Cannot save {path}: the disk is full", path="w.npz")

    monkeypatch.setattr("nnstudio.export.writing.write_together", full)
    dialog.write(tmp_path / "w.npz")
    until(lambda: not dialog._writing.busy, "the refusal")
    assert "full" in dialog._result.text
    assert button(dialog, "Export…").isEnabled()
    dialog.reject()


def test_an_export_after_other_data_is_proven_on_its_own(sample: MainWindow, tmp_path: Path) -> None:
    train(sample)
    project = sample.document.project
    from nnstudio.data.sources import Bundled

    sample.document.edit("other", project.replace(data=project.data.replace(source=Bundled("wine"))))
    until(lambda: sample.data.prepared is not None, "the data")
    sample.export()
    (dialog,) = sample.findChildren(ExportDialog)
    dialog._choices.choose_format("onnx")
    dialog.write(tmp_path / "w.onnx")
    until(lambda: not dialog._writing.busy, "the export")
    assert "Proven" in dialog._result.text
    dialog.reject()


def test_nothing_to_export_is_said(window: MainWindow) -> None:
    window.beginning.empty()
    window.export()
    assert "no trained weights" in texts(window)[0]
