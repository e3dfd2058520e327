"""The window closes from every state: no thread stays, and the event loop ends."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.settings import Preferences, Settings
from nnstudio.app.training import trainer as trainer_module
from nnstudio.data import sources
from nnstudio.data.sources import CsvFile
from nnstudio.project import file
from nnstudio.project.samples import open_sample
from tests.app.hands import button, choose_file, click, in_dialog, until
from tests.app.window.conftest import open_ready, saved, train

pytestmark = pytest.mark.usefixtures("apart")

Buttons = QMessageBox.StandardButton


@pytest.fixture
def gate(monkeypatch):
    """Holds back workers until it is set; at the end at the latest."""
    gate = threading.Event()
    yield gate
    gate.set()


def released(gate: threading.Event, work):
    """Work that begins only when the gate opens; it opens by itself when the window waits for the thread."""

    def wait(*args, **kwargs):
        assert gate.wait(20)
        return work(*args, **kwargs)

    return wait


def idle(window, gate, monkeypatch, folder):
    open_ready(window)


def preparing(window, gate, monkeypatch, folder):
    open_ready(window)
    monkeypatch.setattr(trainer_module, "new_run", released(gate, trainer_module.new_run))
    window.controls.main.trigger()
    assert window.trainer.state == "preparing"


def running(window, gate, monkeypatch, folder):
    open_ready(window, epochs=1_000_000)
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "running", "the run")


def paused(window, gate, monkeypatch, folder):
    running(window, gate, monkeypatch, folder)
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "paused", "the pause")


def loading(window, gate, monkeypatch, folder):
    open_ready(window)
    monkeypatch.setattr(sources.Bundled, "read", released(gate, sources.Bundled.read))
    window.data.reload()
    assert window.data.loading


def saving(window, gate, monkeypatch, folder):
    open_ready(window)
    monkeypatch.setattr(file, "save", released(gate, file.save))
    window.files._write(folder / "late.nnstudio", None)


def opening(window, gate, monkeypatch, folder):
    open_ready(window)
    path = saved(window, folder / "a.nnstudio")
    monkeypatch.setattr(file, "load", released(gate, file.load))
    window.files.open(path)


def copying(window, gate, monkeypatch, folder):
    open_ready(window)
    window.workspace.canvas.drawing.append("Dense")
    monkeypatch.setattr(file, "save", released(gate, file.save))
    window.files.copies.write()


def judging(window, gate, monkeypatch, folder):
    open_ready(window)
    train(window)
    from nnstudio.app.results import panel

    monkeypatch.setattr(panel, "judge_all", released(gate, panel.judge_all))
    window.workspace.open_results()


def exporting(window, gate, monkeypatch, folder):
    open_ready(window)
    train(window)
    window.export()
    dialog = window.findChild(ExportDialog)
    from nnstudio.app.dialogs import export

    monkeypatch.setattr(export, "write", released(gate, export.write))
    dialog.write(folder / "weights.npz")


STATES = (idle, preparing, running, paused, loading, saving, opening, copying, judging, exporting)


@pytest.mark.parametrize("state", STATES, ids=lambda s: s.__name__)
def test_closing_in_every_state_ends_the_event_loop(
    make_window, gate, monkeypatch, tmp_path: Path, state
) -> None:
    before = set(threading.enumerate())
    window = make_window()
    state(window, gate, monkeypatch, tmp_path)
    app = QApplication.instance()
    timed_out = []
    opener = threading.Timer(
        0.2, gate.set
    )  # the thread that is held back goes on while the window waits for it

    def answer() -> None:
        question = window.files._question
        if question is not None and question.isVisible():
            question.button(Buttons.Discard).click()

    def close() -> None:
        opener.start()
        window.close()

    def give_up() -> None:
        timed_out.append(True)
        app.quit()

    ticks, alarm = QTimer(), QTimer()
    ticks.timeout.connect(answer)
    ticks.start(20)
    alarm.setSingleShot(True)
    alarm.timeout.connect(give_up)
    alarm.start(20_000)
    QTimer.singleShot(0, close)
    app.exec()
    alarm.stop()
    ticks.stop()
    opener.join()
    assert not timed_out
    assert not window.isVisible()
    until(lambda: set(threading.enumerate()) <= before, "the threads to end", 5)
    left = [p.name for p in (tmp_path / "home" / "autosave").glob("*")]
    assert left == [], "a copy of what was given up"


def test_closing_while_training_asks_and_cancel_lets_it_run(window: MainWindow, tmp_path: Path) -> None:
    open_ready(window, epochs=1_000_000)
    saved(window, tmp_path / "a.nnstudio")
    window.controls.main.trigger()
    assert not window.document.modified
    asked = in_dialog(QMessageBox, lambda box: click(box.button(Buttons.Cancel)))
    window.close()
    until(asked, "the question")
    assert window.isVisible()
    assert window.trainer.active


def test_saving_while_closing_keeps_the_last_step_of_the_run(window: MainWindow, tmp_path: Path) -> None:
    open_ready(window, epochs=1_000_000)
    path = saved(window, tmp_path / "a.nnstudio")
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "running" and window.workspace.dock.figures.epochs, "an epoch")
    asked = in_dialog(QMessageBox, lambda box: click(box.button(Buttons.Save)))
    window.close()
    until(lambda: asked() and not window.isVisible(), "the window to close")
    kept = file.load(path)[1]
    assert kept is not None
    assert kept.checkpoint.position.step == window.document.trained.checkpoint.position.step > 0


def test_a_save_under_way_is_no_reason_to_ask(window: MainWindow, tmp_path: Path) -> None:
    open_ready(window)
    window.workspace.canvas.drawing.append("Dense")
    window.files._write(tmp_path / "a.nnstudio", None)
    window.close()
    until(lambda: not window.isVisible(), "the window to close")
    assert file.load(tmp_path / "a.nnstudio")[0] == window.document.project


def test_another_document_ends_the_run_of_the_first(window: MainWindow, tmp_path: Path) -> None:
    open_ready(window, "flowers")
    other = saved(window, tmp_path / "flowers.nnstudio")
    open_ready(window, epochs=1_000_000)
    for answer, ends in ((Buttons.Cancel, False), (Buttons.Discard, True)):
        if not window.trainer.active:
            window.controls.main.trigger()
        until(lambda: window.trainer.state == "running", "the run")
        asked = in_dialog(QMessageBox, lambda box, answer=answer: click(box.button(answer)))
        window.files.open_after_asking(other)
        until(asked, "the question")
        assert window.trainer.active is not ends
    until(lambda: window.document.path == other, "the other document")
    assert window.document.trained is None
    assert not window.document.modified


def test_what_is_typed_but_not_confirmed_is_asked_for(window: MainWindow, tmp_path: Path) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit

    open_ready(window)
    saved(window, tmp_path / "a.nnstudio")
    window.workspace.show_training_settings()
    settings = window.workspace.training_settings
    field = settings.run.editor("epochs").findChild(QLineEdit) or settings.run.editor("epochs")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "77")
    asked = in_dialog(QMessageBox, lambda box: click(box.button(Buttons.Save)))
    window.close()
    until(lambda: asked() and not window.isVisible(), "the window to close")
    assert file.load(tmp_path / "a.nnstudio")[0].training.epochs == 77


def test_save_and_close_with_a_full_disk_stays_open(window: MainWindow, tmp_path: Path, monkeypatch) -> None:
    from nnstudio.system.file_errors import FileError

    def full(*_args):
        raise FileError("Cannot save {path}: the disk is full", path="a.nnstudio")

    open_ready(window)
    window.workspace.canvas.drawing.append("Dense")
    monkeypatch.setattr(file, "save", full)
    chosen = choose_file(tmp_path / "a.nnstudio")
    asked = in_dialog(QMessageBox, lambda box: click(box.button(Buttons.Save)))
    window.close()
    until(lambda: asked() and chosen() and window.banner.notices, "the banner")
    assert window.isVisible()
    assert window.document.modified
    assert not window.windowTitle().startswith("a.nnstudio")
    assert button(window.banner, "Close this message")


def test_a_csv_that_is_being_read_does_not_keep_the_window(make_window, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b,c\n" + "1.5,2.5,x\n2.5,1.5,y\n" * 200_000, encoding="utf-8")
    window = make_window()
    project = open_sample("textbook")
    data = project.data.replace(source=CsvFile(str(path)))
    window.files.show_new(project.replace(data=data))
    assert window.data.loading
    window.close()
    until(lambda: not window.isVisible(), "the window to close", 10)


def test_nothing_is_shown_any_more_in_a_window_that_is_gone(qtbot, look) -> None:  # type: ignore[no-untyped-def]
    """What waits until everything has found its place does not outlive its window."""
    window = MainWindow(Preferences(Settings(theme="light", autosave_seconds=0)))
    window.show()
    lesson = next(each for each in window.lessons.opening.lessons() if each.page == "one-step")
    window.lessons.opening.ready.emit(lesson, open_sample("textbook"))
    assert window.lessons.lesson is lesson, (
        "in a moment the drawing is fitted and the page of the lesson shown"
    )
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(window)
    QApplication.processEvents()  # an exception fails the test
