"""The learning rate while a run goes on: set with mouse and keys, used by the next step, and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from nnstudio.app.main_window import MainWindow
from nnstudio.app.training.steering import FACTORS, RateSteering
from nnstudio.project.file import load, save
from tests.app.hands import Key, click, press, type_into, until
from tests.app.window.conftest import open_ready


@pytest.fixture
def running(window: MainWindow) -> MainWindow:
    """A window whose run has no end in sight."""
    open_ready(window, epochs=1_000_000)
    window.controls.main.trigger()
    until(lambda: window.workspace.dock.figures.epochs, "an epoch")
    return window


def control(window: MainWindow) -> RateSteering:
    return window.workspace.dock.steering


def rate(window: MainWindow) -> float:
    """The rate of the run itself."""
    run = window.trainer._run
    assert run is not None
    return run.model.learning_rate


def end(window: MainWindow) -> None:
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")


def test_a_number_and_buttons_set_the_rate_of_the_run(running: MainWindow) -> None:
    start = running.document.project.training.optimizer.learning_rate
    steering = control(running)
    assert steering.number.isVisible()
    assert steering.number.value() == start == rate(running)
    type_into(steering.number, "0.02")
    until(lambda: rate(running) == 0.02, "the typed rate")
    assert set(steering.buttons) == set(FACTORS)
    for factor in FACTORS:
        before = rate(running)
        click(steering.buttons[factor])
        wanted = float(f"{before * factor:.4g}")
        until(lambda wanted=wanted: rate(running) == wanted, f"the rate times {factor}")
        until(lambda wanted=wanted: steering.number.value() == wanted, "the number")
    # It is the run that changes, and not the settings: so it can go on, and be begun anew as it was.
    assert running.document.project.training.optimizer.learning_rate == start
    end(running)
    changes = running.document.trained.checkpoint.history.changes
    assert [change.rate for change in changes] == [0.02, 0.002, 0.001, 0.002]
    assert not steering.number.isVisible()
    assert "0.002 since epoch" in steering.reading.text()
    assert steering.reading.toolTip().count("step") == 4


def test_many_quick_presses_add_up_and_only_steps_count(running: MainWindow) -> None:
    running.controls.main.trigger()
    until(lambda: running.trainer.state == "paused", "the pause")
    type_into(control(running).number, "0.64")
    for _ in range(6):
        click(control(running).buttons[0.5])
    until(lambda: rate(running) == 0.01, "the last rate")
    assert control(running).number.value() == 0.01
    running.controls.step.trigger()
    until(lambda: running.document.trained.checkpoint.history.changes, "a step")
    (change,) = running.document.trained.checkpoint.history.changes
    assert change.rate == 0.01
    end(running)


def test_the_keyboard_is_enough(running: MainWindow) -> None:
    before = rate(running)
    running.workspace.canvas.setFocus()
    control_alt = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    press(running, Key.Key_PageDown, control_alt)
    until(lambda: rate(running) == before / 2, "half the rate")
    press(running, Key.Key_PageUp, control_alt)
    press(running, Key.Key_PageUp, control_alt)
    until(lambda: rate(running) == before * 2, "twice the rate")
    stops = [control(running).number, *control(running).buttons.values()]
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    for stop in stops[1:]:
        QTest.keyClick(running.focusWidget(), Key.Key_Tab)
        assert running.focusWidget() is stop
    QTest.keyClick(running.focusWidget(), Key.Key_Space)
    until(lambda: rate(running) == before * 4, "the button under the keyboard")
    end(running)
    assert not any(action.isEnabled() for action in running.steering.actions)


@pytest.mark.parametrize("text", ["-1", "0", "fast", "1e9"])
def test_what_is_no_rate_is_refused_in_words_and_changes_nothing(running: MainWindow, text: str) -> None:
    before, steering = rate(running), control(running)
    type_into(steering.number, text)
    assert "earning rate must be" in steering.note.text()
    assert steering.note.isVisible()
    field = steering.number.findChild(QLineEdit)
    QTest.keyClick(field, Key.Key_Escape)
    assert steering.number.value() == before
    click(steering.buttons[0.5])
    until(lambda: rate(running) == before / 2, "half the rate")
    assert not steering.note.isVisible()
    end(running)
    assert len(running.document.trained.checkpoint.history.changes) == 1


def test_a_reopened_run_tells_its_changes_and_goes_on_with_the_last_rate(
    running: MainWindow, tmp_path: Path
) -> None:
    click(control(running).buttons[0.1])
    changed = control(running).number.value()
    until(lambda: rate(running) == changed, "the new rate")
    end(running)
    save(tmp_path / "a.nnstudio", running.document.project, running.document.trained)
    project, trained = load(tmp_path / "a.nnstudio")
    running.files.show_new(project)
    running.document.set_trained(trained)
    running.show_document()
    until(lambda: running.data.prepared is not None, "the data")
    assert "since epoch" in control(running).reading.text()
    running.controls.main.trigger()
    until(lambda: running.trainer.state == "running" and control(running).number.isVisible(), "the run")
    assert rate(running) == changed == control(running).number.value()
    end(running)
