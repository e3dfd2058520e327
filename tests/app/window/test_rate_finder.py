"""Finding a learning rate from the window: the test, the mark that mouse and keys move, and the one step to undo."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from nnstudio.app.main_window import MainWindow
from nnstudio.app.training import rate_finder
from nnstudio.app.training.rate_finder import RateDialog
from nnstudio.project.trials import find_learning_rate
from nnstudio.system.messages import StudioError
from tests.app.hands import Key, Left, button, click, press, until
from tests.app.window.conftest import texts, train


def rate(window: MainWindow) -> float:
    return window.document.project.training.optimizer.learning_rate


def dialog(window: MainWindow) -> RateDialog:
    until(lambda: any(d.isVisible() for d in window.findChildren(RateDialog)), "the dialog")
    (found,) = (d for d in window.findChildren(RateDialog) if d.isVisible())
    return found


def found(window: MainWindow) -> RateDialog:
    shown = dialog(window)
    until(lambda: shown.plot.rate > 0, "the end of the test")
    return shown


def test_the_suggestion_is_taken_over_in_one_step_that_can_be_undone(sample: MainWindow) -> None:
    before, project = rate(sample), sample.document.project
    sample.workspace.show_training_settings()
    click(button(sample, "Find a learning rate…"))
    shown = found(sample)
    assert sample.document.project is project
    expected = find_learning_rate(project, sample.data.prepared)
    assert shown.plot.rate == expected.suggestion
    assert f"{expected.suggestion:g}" in shown.verdict.text()
    assert f"{expected.suggestion:g}" in shown.plot.accessibleDescription()
    click(shown.use)
    assert rate(sample) == expected.suggestion
    assert sample.document.undo_stack.undoText() == f"Use learning rate {expected.suggestion:g}"
    sample.document.undo_stack.undo()
    assert rate(sample) == before
    assert sample.document.project == project


def test_arrows_and_mouse_choose_another_rate(sample: MainWindow) -> None:
    sample.rate_finding.action.trigger()
    shown = found(sample)
    suggested = shown.plot.rate
    press(shown, Key.Key_Right)
    press(shown, Key.Key_Right)
    assert shown.plot.rate == pytest.approx(suggested * 10**0.2, rel=0.05)
    press(shown, Key.Key_Home)
    assert shown.plot.rate == suggested
    plot = shown.plot
    QTest.mousePress(plot, Left, pos=QPoint(plot.width() // 2, plot.height() // 2))
    first = plot.rate
    QTest.mouseMove(plot, QPoint(plot.width() * 3 // 4, plot.height() // 2))
    QTest.mouseRelease(plot, Left, pos=QPoint(plot.width() * 3 // 4, plot.height() // 2))
    assert first < plot.rate
    QTest.mouseClick(plot, Left, pos=QPoint(0, plot.height() // 2))
    assert plot.rate == pytest.approx(1e-6)
    assert shown.use.text() == "Use 1·10⁻⁶"
    press(shown, Key.Key_Escape)
    assert not shown.isVisible()
    assert sample.document.undo_stack.count() == 0


def test_cancel_ends_it_and_nobody_is_told(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def endless(project, prepared, *, threads, cancelled, progress):
        seen.append(project)
        progress(1, 4)
        while not cancelled():
            threading.Event().wait(0.005)
        seen.append("ended")

    monkeypatch.setattr(rate_finder, "find_learning_rate", endless)
    sample.rate_finding.action.trigger()
    shown = dialog(sample)
    until(lambda: shown.bar.value() == 250, "some progress")
    click(shown.leave)
    assert not shown.isVisible()
    until(lambda: seen[-1] == "ended", "the end of the test")
    until(lambda: not sample.rate_finding.busy, "the end of the thread")


def test_weights_and_results_of_a_run_stay_and_a_run_cannot_be_disturbed(sample: MainWindow) -> None:
    train(sample)
    trained = sample.document.trained
    copies = {key: w.copy() for key, w in trained.weights().items()}
    sample.rate_finding.action.trigger()
    shown = found(sample)
    shown.reject()
    assert sample.document.trained is trained
    assert all((copies[key] == w).all() for key, w in trained.weights().items())
    assert sample.controls.longer.isEnabled()
    sample.controls.over.trigger()
    assert sample.trainer.active
    assert not sample.rate_finding.action.isEnabled()
    assert not sample.workspace.training_settings.find_rate.isEnabled()
    sample.controls.stop.trigger()
    until(lambda: not sample.trainer.active, "the end")
    assert sample.rate_finding.action.isEnabled()


def test_without_data_it_says_what_is_missing(window: MainWindow) -> None:
    window.beginning.empty()
    window.rate_finding.action.trigger()
    assert not window.findChildren(RateDialog)
    assert texts(window) == [window.controls.obstacle()] != [""]


def test_what_goes_wrong_is_said_in_one_line(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args, **kwargs):
        raise StudioError("There is not enough memory")

    monkeypatch.setattr(rate_finder, "find_learning_rate", fails)
    sample.rate_finding.action.trigger()
    shown = dialog(sample)
    until(lambda: shown.verdict.text() == "There is not enough memory", "the sentence")
    assert not shown.use.isEnabled()
    click(shown.leave)
