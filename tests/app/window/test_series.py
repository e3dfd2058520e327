"""Training several times from the window: chosen, followed, stopped and compared with mouse and keys."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox

from nnstudio.app.commands.search import CommandSearch
from nnstudio.app.main_window import MainWindow
from nnstudio.app.series import guide
from nnstudio.app.series.dialog import SeriesDialog
from nnstudio.app.series.strip import heaped
from nnstudio.project import file
from nnstudio.project.series.plan import Plan
from nnstudio.project.series.record import SeriesRecord
from nnstudio.project.series.running import Series
from nnstudio.system.messages import StudioError
from nnstudio.training.events import Progress
from tests.app.hands import Key, click, press, type_into, until
from tests.app.window.conftest import open_ready, texts, train

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def opened(window: MainWindow) -> SeriesDialog:
    window.series.action.trigger()
    (dialog,) = window.findChildren(SeriesDialog)
    until(dialog.isVisible, "the dialog")
    return dialog


def series_of(window: MainWindow) -> tuple[SeriesRecord, ...]:
    return window.document.project.series


def run_series(window: MainWindow, dialog: SeriesDialog) -> SeriesRecord:
    until(dialog.plan.start.isEnabled, "that it can begin")
    click(dialog.plan.start)
    assert window.series.active
    until(lambda: not window.series.active, "the end of the series")
    return series_of(window)[-1]


def endless(project, dataset, plan, **given):
    """A series whose third run never ends by itself."""
    series = Series(project, dataset, plan, **given)
    real = series.events

    def events():
        for event in real():
            yield event
            while len(series.outcomes) == 2 and isinstance(event, Progress):
                threading.Event().wait(0.005)
                yield event  # it is asked before each step whether it is to end
                if series._stopped.is_set():
                    break

    series.events = events
    return series


def test_a_series_with_other_seeds_from_the_keyboard(sample: MainWindow) -> None:
    train(sample)
    trained, project = sample.document.trained, sample.document.project
    press(sample, Key.Key_V, CTRL_ALT)
    (dialog,) = sample.findChildren(SeriesDialog)
    until(dialog.isVisible, "the dialog")
    until(lambda: "for 5 runs of 3 epochs each" in dialog.plan.cost.text(), "the estimate")
    type_into(dialog.plan.count, "3")
    assert "for 3 runs" in dialog.plan.cost.text()
    found = run_series(sample, dialog)
    assert (found.kind, found.wanted, len(found.outcomes)) == ("seeds", 3, 3)
    direct = Series(project, sample.data.dataset, Plan("seeds", 3))
    for _ in direct.events():
        pass
    assert [o.best.val_loss for o in found.outcomes] == [o.best.val_loss for o in direct.outcomes]
    assert found.outcomes[0].best.val_loss == sample.document.project.runs[0].best.val_loss
    shown = f"{dialog.outcome.headline.text()} {dialog.outcome.beside.text()}"
    assert "3 runs with other seeds: accuracy" in shown
    assert "The first of them is the run of the project itself" in shown
    assert "Guessing would reach" in shown
    assert dialog.outcome.table.rowCount() == 5
    assert dialog.outcome.strip.accessibleDescription().startswith("Series 1: ")
    assert sample.document.trained is trained, "the weights stay"
    assert len(sample.document.project.runs) == 1, "and no run of it stands among the runs"
    press(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_it_is_found_by_its_words(sample: MainWindow) -> None:
    press(sample, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (search,) = sample.findChildren(CommandSearch)
    until(search.isVisible, "the search")
    QTest.keyClicks(search.focusWidget(), "several times")
    QTest.keyClick(search.focusWidget(), Key.Key_Return)
    until(lambda: [d for d in sample.findChildren(SeriesDialog) if d.isVisible()], "the dialog")
    titles = [
        a.text().replace("&", "") for m in sample.menuBar().actions() for a in QMenu.menuInAction(m).actions()
    ]
    assert "Train several times…" in titles


def test_folds_and_two_settings_that_are_compared(sample: MainWindow) -> None:
    open_ready(sample, epochs=30)
    dialog = opened(sample)
    click(dialog.plan.folds)
    assert "validates one run that learns from all others" in dialog.plan.about.text()
    type_into(dialog.plan.count, "6")
    run_series(sample, dialog)
    project = sample.document.project
    training = project.training
    optimizer = training.optimizer.replace(learning_rate=1e-6)
    sample.document.edit("slow", project.replace(training=training.replace(optimizer=optimizer)))
    found = run_series(sample, dialog)
    assert (found.kind, found.name) == ("folds", "Series 2")
    assert "Series 2 is worse than Series 1" in dialog.outcome.compared.text()
    assert dialog.outcome.choice.itemText(0).startswith("Series 2 · 6 folds · 30-25-15-1 · learning rate")
    dialog.outcome.choice.setFocus()
    press(dialog, Key.Key_Down)
    assert dialog.outcome.series is series_of(sample)[0]
    assert "Series 1 is better than Series 2" in dialog.outcome.compared.text()
    dialog.outcome.figure.setFocus()
    press(dialog, Key.Key_Up)
    assert dialog.outcome.figure.currentText() == "Validation loss"
    assert "validation loss" in dialog.outcome.headline.text()


def test_stop_keeps_what_is_finished(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide, "Series", endless)
    dialog = opened(sample)
    until(dialog.plan.start.isEnabled, "that it can begin")
    click(dialog.plan.start)
    until(lambda: series_of(sample) and len(series_of(sample)[0].outcomes) == 2, "two runs")
    until(lambda: dialog.plan.words.text().startswith("Run 3 of 5"), "the third run")
    assert not dialog.plan.start.isVisible()
    assert not dialog.outcome.delete.isEnabled()
    # Nothing else is trained meanwhile, and whoever tries is told why.
    assert not sample.controls.over.isEnabled()
    sample.controls.main.trigger()
    assert not sample.trainer.active
    assert "Several runs are being trained" in sample.controls.obstacle()
    click(dialog.plan.stop)
    until(lambda: not sample.series.active, "the end")
    (found,) = series_of(sample)
    assert (len(found.outcomes), found.wanted) == (2, 5)
    assert "2 of the 5 runs" in dialog.outcome.beside.text()
    assert sample.controls.obstacle() == ""
    assert dialog.plan.start.isVisible()
    until(lambda: not sample.series.busy, "the thread")
    # It goes on as it was begun, whatever is drawn by now.
    project, dataset = sample.document.project, sample.data.dataset
    sample.document.edit("other seed", project.replace(training=project.training.replace(seed=5)))
    monkeypatch.setattr(guide, "Series", Series)
    assert dialog.outcome.go_on.isVisible()
    until(dialog.outcome.go_on.isEnabled, "that it can go on")
    click(dialog.outcome.go_on)
    assert not dialog.outcome.go_on.isVisible()
    until(lambda: not sample.series.active, "the end")
    (whole,) = series_of(sample)
    assert (whole.name, whole.missing, whole.outcomes[:2]) == ("Series 1", (), found.outcomes)
    assert not dialog.outcome.go_on.isVisible()
    direct = Series(project, dataset, Plan("seeds", 5))
    for _ in direct.events():
        pass
    assert [o.best.val_loss for o in whole.outcomes] == [o.best.val_loss for o in direct.outcomes]


def test_it_goes_on_behind_a_closed_dialog_and_says_when_it_has_ended(sample: MainWindow) -> None:
    dialog = opened(sample)
    until(dialog.plan.start.isEnabled, "that it can begin")
    click(dialog.plan.start)
    click(dialog.leave)
    assert not dialog.isVisible()
    until(lambda: not sample.series.active, "the end")
    assert len(series_of(sample)[0].outcomes) == 5
    assert "Series 1: 5 runs with other seeds" in " ".join(texts(sample))
    assert opened(sample) is dialog


def test_undo_leaves_it_alone_and_the_file_takes_it_along(sample: MainWindow, tmp_path: Path) -> None:
    project = sample.document.project
    sample.document.edit("other seed", project.replace(training=project.training.replace(seed=5)))
    dialog = opened(sample)
    found = run_series(sample, dialog)
    sample.document.undo_stack.undo()
    assert series_of(sample) == (found,)
    assert sample.document.project.training.seed == project.training.seed
    assert sample.document.modified
    path = tmp_path / "a.nnstudio"
    sample.files._write(path, None)
    until(lambda: not sample.document.modified, "the file")
    assert file.load(path)[0].series == (found,)
    sample.document.set_series((found.replace(name="<img src=x.png>"),))
    assert dialog.outcome.choice.toolTip().startswith("<qt>&lt;img src=x.png&gt;")
    click(dialog.outcome.delete)
    assert series_of(sample) == ()
    assert not dialog.outcome.isVisible()
    assert dialog.nothing.isVisible()
    assert sample.document.modified


def test_another_document_ends_it_after_a_question(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(guide, "Series", endless)
    dialog = opened(sample)
    until(dialog.plan.start.isEnabled, "that it can begin")
    click(dialog.plan.start)
    until(lambda: series_of(sample) and len(series_of(sample)[0].outcomes) == 2, "two runs")
    sample.files._write(tmp_path / "a.nnstudio", None)
    until(lambda: not sample.document.modified, "the file")
    assert sample.series.active, "saving ends nothing"
    QMenu.menuInAction(sample.menuBar().actions()[0]).actions()[0].trigger()  # File, New network
    until(lambda: sample.findChildren(QMessageBox), "the question")
    (question,) = sample.findChildren(QMessageBox)
    assert "The training that is under way ends." in question.informativeText()
    click(question.button(QMessageBox.StandardButton.Cancel))
    assert sample.series.active
    QMenu.menuInAction(sample.menuBar().actions()[0]).actions()[0].trigger()
    until(lambda: any(q.isVisible() for q in sample.findChildren(QMessageBox)), "the question")
    (question,) = (q for q in sample.findChildren(QMessageBox) if q.isVisible())
    click(question.button(QMessageBox.StandardButton.Discard))
    until(lambda: not sample.series.active, "the end")
    assert series_of(sample) == ()
    assert not dialog.outcome.isVisible()
    assert not sample.series.busy
    assert "Several runs" not in sample.controls.obstacle()


def test_what_is_missing_is_said(sample: MainWindow, window: MainWindow) -> None:
    project = sample.document.project
    sample.document.edit("no validation", project.replace(data=project.data.replace(validation=0.0)))
    until(lambda: sample.data.prepared is not None, "the data")
    dialog = opened(sample)
    assert "no validation part" in dialog.plan.cost.text()
    assert not dialog.plan.start.isEnabled()
    click(dialog.plan.folds)
    until(dialog.plan.start.isEnabled, "that folds do without")
    sample.document.undo_stack.undo()
    window.beginning.empty()
    until(lambda: not dialog.plan.start.isEnabled(), "that there is no network")
    assert dialog.plan.cost.text()


def test_a_failure_is_said_and_costs_no_finished_run(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Series._prepared

    def fail(self, *args):
        if len(self.outcomes) == 2:
            raise StudioError("The GPU has not enough memory for this network")
        return real(self, *args)

    monkeypatch.setattr(Series, "_prepared", fail)
    dialog = opened(sample)
    until(dialog.plan.start.isEnabled, "that it can begin")
    click(dialog.plan.start)
    until(lambda: not sample.series.active, "the end")
    assert dialog.plan.words.text() == "The GPU has not enough memory for this network"
    assert len(series_of(sample)[0].outcomes) == 2
    assert sample.controls.obstacle() == ""


def test_the_table_is_copied_and_saved(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(sample)
    found = run_series(sample, dialog)
    click(dialog.outcome.copy)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Run", "Loss", "Accuracy"]
    assert [line.split("\t")[0] for line in lines[1:]] == ["Mean", "Std. dev.", *"12345"]
    QApplication.clipboard().clear()
    dialog.outcome.table.setFocus()
    press(dialog, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines() == lines
    path = tmp_path / "s.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    click(dialog.outcome.save)
    until(path.exists, "the file")
    head, *rows = path.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("series,kind,run,seed,rows,validated,best_epoch,val_loss,val_accuracy,guessing")
    assert float(rows[0].split(",")[7]) == found.outcomes[0].best.val_loss
    assert len(rows) == 5


def test_dots_that_are_alike_lie_beside_each_other() -> None:
    assert heaped([10.0, 50.0, 10.0]) == [(10.0, 0.0), (10.0, -7.5), (50.0, 0.0)]
    five = heaped([3.0] * 5)
    assert len(set(five)) == 5
    assert len(heaped([3.0] * 20)) == 20


@pytest.mark.parametrize("kind", ["seeds", "folds"])
def test_a_table_with_all_metrics_is_seen_without_scrolling_sideways(window: MainWindow, kind: str) -> None:
    open_ready(window, "flowers", epochs=2)
    training = window.document.project.training.replace(more_metrics=True)
    window.document.edit("more", window.document.project.replace(training=training))
    dialog = opened(window)
    dialog.resize(800, 720)
    click(dialog.plan.folds if kind == "folds" else dialog.plan.seeds)
    run_series(window, dialog)
    table = dialog.outcome.table
    heads = [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())]
    assert heads[1:7] == ["Loss", "Accuracy", "Precision", "Recall", "F1", "AUC"]
    assert heads[7:] == ["Best epoch", "Samples" if kind == "folds" else "Seed"]
    assert table.horizontalScrollBar().maximum() == 0
