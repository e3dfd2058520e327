"""The device in the window: what there is to choose from, why not the GPU, moving a run, and a GPU that fails."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from nnstudio.app.dialogs.devices import DevicesDialog
from nnstudio.app.forms.choice_edit import ChoiceEdit
from nnstudio.app.main_window import MainWindow
from nnstudio.backend import probe
from nnstudio.backend.gpu_check import STEPS, Look, steps
from nnstudio.project import device_choice, run_checkpoints
from nnstudio.system.messages import msg
from tests.app.hands import Key, click, press, until
from tests.app.window.conftest import open_ready, texts
from tests.backend.test_gpu_check import BROKEN
from tests.second_device import cuda_error, install, out_of_memory


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_choice, "_known", [])
    monkeypatch.setattr(device_choice, "SECONDS", 0.02)


def picker(window: MainWindow) -> ChoiceEdit:
    editor = window.workspace.training_settings.run.editor("device")
    assert isinstance(editor, ChoiceEdit)
    return editor


def entries(window: MainWindow) -> list[tuple[str, str, bool]]:
    box = picker(window)
    model = box.model()
    return [
        (box.itemData(i), box.itemText(i), bool(model.flags(model.index(i, 0)) & Qt.ItemFlag.ItemIsEnabled))
        for i in range(box.count())
    ]


def choose(window: MainWindow, key: str) -> None:
    """Choose a device with the keys."""
    window.workspace.show_training_settings()
    box = picker(window)
    box.setFocus()
    rows = {box.itemData(i): i for i in range(box.count())}
    press(window, Key.Key_Home)
    while rows[key] != box.currentIndex():
        before = box.currentIndex()
        press(window, Key.Key_Down)
        assert box.currentIndex() > before
    assert window.document.project.training.device == key


def with_gpu(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, epochs: int = 3, **settings: object
) -> None:
    """The sample, ready to train, on a computer with a second device."""
    install(monkeypatch, **settings)
    open_ready(window, epochs=epochs)
    window.device_guide.take(probe.devices())


def notice_button(window: MainWindow, label: str) -> QPushButton:
    found = [b for b in window.banner.findChildren(QPushButton) if b.text() == label and b.isVisible()]
    assert found, [b.text() for b in window.banner.findChildren(QPushButton)]
    return found[0]


def test_what_there_is_can_be_chosen_and_nothing_else(window: MainWindow, monkeypatch) -> None:
    with_gpu(window, monkeypatch)
    assert entries(window) == [
        ("auto", "auto", True), ("cpu", "CPU", True), ("cuda", "GPU", True),
    ]  # fmt: skip
    assert window.workspace.training_settings.device_line.isHidden()
    choose(window, "cuda")
    assert picker(window).currentText() == "GPU"
    window.document.undo_stack.undo()
    assert window.document.project.training.device == "cpu"


def test_the_list_shows_every_device_with_its_words(window: MainWindow, monkeypatch) -> None:
    """Two cards with one that is too old: a row of two lines, and none that has to be scrolled to."""
    with_gpu(window, monkeypatch)
    too_old = probe.Device(
        "cuda:1", "NVIDIA Old", False, msg("the card is too old for CUDA 13 (it has 6.1, and needs 7.5)")
    )
    window.device_guide.take((*probe.devices(), too_old))
    choose(window, "cuda")
    box = picker(window)
    told = box.accessibleDescription()
    assert "GPU 1: NVIDIA Test, 6.0 GiB free." in told
    press(window, Key.Key_F4)
    view = box.view()
    until(view.isVisible, "the list")
    inside = view.viewport().rect()
    assert all(inside.contains(view.visualRect(box.model().index(row, 0))) for row in range(box.count()))
    QTest.keyClick(view, Key.Key_Escape)
    until(lambda: not view.isVisible(), "the list to close")
    assert box.value() == "cuda"


def test_why_the_gpu_is_not_used_is_said_and_explained_step_by_step(sample: MainWindow) -> None:
    found = probe.devices()
    if any(d.usable for d in found[1:]):
        pytest.skip("this computer has a GPU that can be used")
    sample.device_guide.take(found)
    assert entries(sample)[2:] == [("cuda", "GPU", False)]
    assert picker(sample).itemData(2, Qt.ItemDataRole.AccessibleDescriptionRole).startswith(found[1].name)
    sample.workspace.show_training_settings()
    line = sample.workspace.training_settings.device_line
    assert str(found[1].reason) in line.words.text()
    line.why.setFocus()
    press(sample, Key.Key_Space)
    until(lambda: sample.findChildren(DevicesDialog), "the dialog")
    (dialog,) = sample.findChildren(DevicesDialog)
    click(dialog.copy)
    told = QGuiApplication.clipboard().text()
    for step in probe.probe().steps:
        assert str(step.title) in told
        assert str(step.told) in told
        assert step.remedy is None or str(step.remedy) in told
    assert len(probe.probe().steps) == len(STEPS)
    press(dialog, Key.Key_Escape)
    until(lambda: not sample.findChildren(DevicesDialog), "the dialog to close")


def test_why_asks_about_a_card_that_was_lost_although_every_step_went_well(
    window: MainWindow, monkeypatch
) -> None:
    with_gpu(window, monkeypatch)
    probe.give_up("cuda", msg("it failed in this session: it is gone"))
    window.device_guide.take(probe.devices())
    window.workspace.show_training_settings()
    line = window.workspace.training_settings.device_line
    line.why.setFocus()
    press(window, Key.Key_Space)
    until(lambda: window.findChildren(DevicesDialog), "the dialog")
    (dialog,) = window.findChildren(DevicesDialog)
    told = [label.text() for label in dialog.findChildren(QLabel)]
    why = "NVIDIA Test is not used: it failed in this session: it is gone. Start the program anew to use it again."
    assert why in told
    assert not any("All is in order" in text for text in told)
    click(dialog.copy)
    assert why in QGuiApplication.clipboard().text()
    press(dialog, Key.Key_Escape)
    until(lambda: not window.findChildren(DevicesDialog), "the dialog to close")


@pytest.mark.parametrize("name", ["no driver", "driver too old", "no NVRTC", "wrong sums"])
def test_what_helps_is_in_sight_when_somebody_asks_why(window: MainWindow, monkeypatch, name: str) -> None:
    with_gpu(window, monkeypatch)
    found = probe.Probe((probe.CPU,), tuple(steps(Look(BROKEN[name][0]))))
    monkeypatch.setattr(probe, "probe", lambda **_: found)
    window.device_guide.explain()
    until(lambda: window.findChildren(DevicesDialog), "the dialog")
    (dialog,) = window.findChildren(DevicesDialog)
    (helps,) = (step.remedy for step in found.steps if step.state == "failed")
    (line,) = (label for label in dialog.findChildren(QLabel) if label.text() == str(helps))
    until(lambda: line.visibleRegion().boundingRect() == line.rect(), "the whole of the line")
    press(dialog, Key.Key_Escape)
    until(lambda: not window.findChildren(DevicesDialog), "the dialog to close")


def test_a_device_of_another_computer_stays_chosen_until_somebody_chooses(
    window: MainWindow, monkeypatch
) -> None:
    with_gpu(window, monkeypatch)
    project = window.document.project
    window.document.edit("x", project.replace(training=project.training.replace(device="cuda:3")))
    assert picker(window).value() == "cuda:3"
    window.controls.main.trigger()
    until(lambda: texts(window), "the reason")
    assert texts(window)[0].startswith(
        "Unknown device 'cuda:3': there are auto, cpu (CPU), cuda (NVIDIA Test)"
    )
    assert window.document.project.training.device == "cuda:3"


def test_a_small_network_runs_on_the_cpu_and_the_window_says_why(window: MainWindow, monkeypatch) -> None:
    with_gpu(window, monkeypatch, epochs=1_000_000, pause=0.02)
    choose(window, "auto")
    status = window.workspace.dock._status
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "running", "the run")
    why = "On the CPU: this network is small and would be slower on the GPU ("
    # As a sentence it stands there until there is something to say about the curves.
    until(lambda: why in status._rows.figures["device"].toolTip(), "why")
    assert status._rows.figures["device"].text().startswith("CPU")
    window.trainer.stop()
    until(lambda: not window.trainer.active, "the end")


def test_a_paused_run_goes_on_on_another_device(window: MainWindow, monkeypatch) -> None:
    with_gpu(window, monkeypatch, epochs=4, pause=0.002)
    choose(window, "cuda")
    window.controls.epoch.trigger()
    until(lambda: window.trainer.state == "paused", "the pause")
    steps = window.document.trained.checkpoint.position.step
    assert steps
    choose(window, "cpu")
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "idle" and window.document.trained.finished, "the end")
    assert window.workspace.dock._status._rows.figures["device"].text().startswith("CPU")
    assert len(window.document.trained.checkpoint.history.epochs) == 4
    assert window.document.trained.checkpoint.position.step > steps


def test_a_paused_run_that_has_been_edited_as_well_goes_on_as_it_is(window: MainWindow, monkeypatch) -> None:
    with_gpu(window, monkeypatch, epochs=4, pause=0.002)
    choose(window, "cuda")
    window.controls.epoch.trigger()
    until(lambda: window.trainer.state == "paused", "the pause")
    begun = window.trainer.project
    choose(window, "cpu")
    project = window.document.project
    training = project.training.replace(batch_size=project.training.batch_size * 2)
    window.document.edit("Batch size", project.replace(training=training))
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "idle" and window.document.trained.finished, "the end")
    assert window.trainer.project is begun
    assert [e.epoch for e in window.document.trained.checkpoint.history.epochs] == [1, 2, 3, 4]


def test_a_run_that_has_moved_leaves_nothing_behind(make_window, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(run_checkpoints, "LEAST", 0.0)
    monkeypatch.setattr(run_checkpoints, "EVERY", 0.0)
    monkeypatch.setattr(run_checkpoints, "SHARE", 1e9)
    window = make_window()
    window.preferences.change(autosave_seconds=3600)
    with_gpu(window, monkeypatch, epochs=4, pause=0.002)
    choose(window, "cuda")
    window.controls.epoch.trigger()
    until(lambda: window.trainer.state == "paused" and window.trainer.checkpoints.written, "the pause")
    first = window.trainer.checkpoints
    choose(window, "cpu")
    window.controls.main.trigger()
    until(lambda: window.trainer.checkpoints is not first, "the run elsewhere")
    until(lambda: window.trainer.state == "idle" and window.document.trained.finished, "the end")
    until(lambda: window.files.copies.up_to_date, "the safety copy")
    until(lambda: not list((tmp_path / "home").rglob("*run-*.nnstudio")), "both checkpoints to go")


@pytest.mark.parametrize(
    "error", [out_of_memory(), cuda_error(100), cuda_error(700)], ids=["memory", "lost", "sticky"]
)
def test_a_gpu_that_fails_costs_nothing_and_the_cpu_goes_on(window: MainWindow, monkeypatch, error) -> None:
    at = {"step": 10**9}
    with_gpu(window, monkeypatch, epochs=4, fails=lambda step: error if step >= at["step"] else None)
    choose(window, "cuda")
    window.controls.epoch.trigger()
    until(lambda: window.trainer.state == "paused", "the first epoch")
    at["step"] = 0
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "idle", "the end of the run")
    assert texts(window)[0].startswith("The GPU ")
    assert texts(window)[0].endswith("What was learned up to epoch 1 is kept")
    assert len(window.document.trained.checkpoint.history.epochs) == 1
    lost = getattr(error, "status", None) is not None
    assert {key: usable for key, _, usable in entries(window)}["cuda"] is not lost
    click(notice_button(window, "Go on on the CPU"))
    until(lambda: window.document.trained.finished and not window.trainer.active, "the rest of the run")
    assert [e.epoch for e in window.document.trained.checkpoint.history.epochs] == [1, 2, 3, 4]
    assert window.document.project.training.device == "cpu"
    assert not texts(window)


def test_smaller_batches_begin_with_what_was_learned(window: MainWindow, monkeypatch) -> None:
    at = {"step": 10**9}
    error = out_of_memory()
    with_gpu(window, monkeypatch, fails=lambda step: error if step >= at["step"] else None)
    choose(window, "cuda")
    window.controls.epoch.trigger()
    until(lambda: window.trainer.state == "paused", "the first epoch")
    at["step"] = 0
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "idle", "the end of the run")
    batch = window.document.project.training.batch_size // 2
    at["step"] = 10**9
    click(notice_button(window, f"Batch size {batch}"))
    until(lambda: not window.trainer.active, "the other run")
    assert window.document.trained.training.batch_size == batch
    assert window.document.trained.began_with
    assert window.document.trained.finished


def test_what_does_not_fit_at_the_start_is_told_with_a_batch_size(window: MainWindow, monkeypatch) -> None:
    with_gpu(window, monkeypatch, free=12_000)
    choose(window, "cuda")
    window.controls.main.trigger()
    until(lambda: texts(window), "the reason")
    assert "of the GPU's memory, and 12 KiB are free" in texts(window)[0]
    assert not window.trainer.active
    click(notice_button(window, "Stop"))
    assert not texts(window)
    assert window.document.project.training.device == "cuda"


# TF32 -------------------------------------------------------------------------------------------------------


def switch(window: MainWindow) -> QCheckBox:
    editor = window.workspace.training_settings.run.editor("tf32")
    assert isinstance(editor, QCheckBox)
    return editor


def test_tf32_is_no_matter_where_there_is_no_gpu(window: MainWindow, monkeypatch) -> None:
    open_ready(window)
    window.workspace.show_training_settings()
    assert switch(window).isHidden()
    with_gpu(window, monkeypatch)
    assert not switch(window).isHidden()
    window.device_guide.take((probe.CPU,))
    assert switch(window).isHidden()


@pytest.mark.parametrize("capability", [(7, 5), (8, 0), (12, 0)])
def test_tf32_can_be_chosen_where_the_card_in_use_has_it(
    window: MainWindow, monkeypatch, capability: tuple[int, int]
) -> None:
    with_gpu(window, monkeypatch, capability=capability)
    choose(window, "cpu")
    assert not switch(window).isEnabled()
    assert "choose one as the device" in switch(window).toolTip()
    for device in ("cuda", "auto"):
        choose(window, device)
        assert switch(window).isEnabled() == (capability >= (8, 0))
        assert "three decimal digits" in switch(window).toolTip()
        assert ("NVIDIA Test is too old" in switch(window).toolTip()) == (capability < (8, 0))


def test_tf32_is_chosen_with_the_mouse_or_the_keys_and_reaches_the_run(
    window: MainWindow, monkeypatch
) -> None:
    with_gpu(window, monkeypatch)
    choose(window, "cuda")
    switch(window).setFocus()  # which brings it into sight
    click(switch(window), QPoint(12, switch(window).height() // 2))
    assert window.document.project.training.tf32
    window.document.undo_stack.undo()
    assert not switch(window).isChecked()
    switch(window).setFocus()
    press(window, Key.Key_Space)
    assert window.document.project.training.tf32
    window.controls.epoch.trigger()
    until(lambda: window.trainer.state == "paused", "the first epoch")
    assert window.trainer._run.model.backend.tf32
    window.trainer.stop()
    until(lambda: not window.trainer.active and window.document.project.runs, "the end")
    assert window.document.project.runs[-1].training.tf32
    window.workspace.runs.ready()  # a page of its own, which nobody has come to
    until(lambda: "CUDA (TF32)" in window.workspace.runs.detail._facts.text(), "the facts of the run")
    choose(window, "cpu")  # which has none, and forgets nothing
    assert switch(window).isChecked()
    assert window.controls.resumable() is not None


def test_a_paused_run_goes_on_with_tf32_where_it_was_chosen_meanwhile(
    window: MainWindow, monkeypatch
) -> None:
    with_gpu(window, monkeypatch, epochs=4, pause=0.002)
    choose(window, "cuda")
    window.controls.epoch.trigger()
    until(lambda: window.trainer.state == "paused", "the pause")
    switch(window).setFocus()
    press(window, Key.Key_Space)
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "idle" and window.document.trained.finished, "the end")
    assert window.document.trained.training.tf32
    assert [e.epoch for e in window.document.trained.checkpoint.history.epochs] == [1, 2, 3, 4]
