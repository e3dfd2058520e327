"""Opening, saving, and safety copies: nothing a person did is lost, and nothing else is touched."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from nnstudio.app.background.jobs import Job
from nnstudio.app.documents.copy_files import copies_of, copy_path
from nnstudio.app.main_window import MainWindow
from nnstudio.project import file
from nnstudio.project.samples import open_sample
from nnstudio.system.file_errors import FileError
from tests.app.hands import PATIENCE, button, choose_file, click, in_dialog, until
from tests.app.window.conftest import open_ready, saved, texts, train

pytestmark = pytest.mark.usefixtures("windows_rules")


def copies(folder: Path) -> list[str]:
    """Safety copies beside a document and in the user's folder."""
    return sorted(
        p.name for place in (folder, folder / "home" / "autosave") for p in place.glob("*auto*.nnstudio")
    ) + sorted(p.name for p in (folder / "home" / "autosave").glob("untitled*"))


def write_copy(window: MainWindow) -> None:
    window.files.copies.write()
    until(lambda: window.files.copies._queue._job is None, "the copy")


def crash(window: MainWindow) -> None:
    """End without anything that happens on closing."""
    window.trainer.close()
    for job in window.findChildren(Job):
        job.cancel()
        job.wait()
    window.document.undo_stack.setClean()
    window.document._unsaved_training = False
    window.files.copies._mine = set()


def edit(window: MainWindow) -> None:
    window.workspace.canvas.drawing.append("Dense")
    assert window.document.modified


def full(*_args: object) -> None:
    raise FileError("Cannot save {path}: the disk is full", path="a.nnstudio")


def test_what_is_saved_is_what_is_opened(sample: MainWindow, tmp_path: Path) -> None:
    train(sample)
    path = saved(sample, tmp_path / "a.nnstudio")
    assert path.exists()
    assert not sample.document.modified
    project, trained = sample.document.project, sample.document.trained
    sample.beginning.empty()
    sample.files.open(tmp_path / "a.nnstudio")
    until(lambda: sample.document.path == tmp_path / "a.nnstudio", "the file")
    assert sample.document.project == project
    assert not sample.document.modified
    for name, weights in trained.checkpoint.weights.items():
        np.testing.assert_array_equal(sample.document.trained.checkpoint.weights[name], weights)
    assert sample.document.trained.checkpoint.history == trained.checkpoint.history
    assert sample.preferences.settings.recent_files[0] == str(tmp_path / "a.nnstudio")


def test_a_damaged_file_is_one_line_and_the_document_stays(sample: MainWindow, tmp_path: Path) -> None:
    path = saved(sample, tmp_path / "a.nnstudio")
    before = sample.document.project
    bad = tmp_path / "bad.nnstudio"
    data = path.read_bytes()
    for content in (None, b"", data[: len(data) // 2], b"hello"):
        if content is not None:
            bad.write_bytes(content)
        sample.files.open(bad)
        until(lambda: texts(sample), "the banner")
        (line,) = texts(sample)
        assert "bad.nnstudio" in line
        assert "\n" not in line
        assert (sample.document.path, sample.document.project) == (path, before)
        assert not sample.document.modified
        sample.banner.dismiss()
    sample.files.open(bad)
    until(lambda: texts(sample), "the banner")
    sample.files.open(path)
    until(lambda: not texts(sample), "the banner to go, as another file was opened")


def test_a_full_disk_keeps_the_document_modified(sample: MainWindow, tmp_path: Path, monkeypatch) -> None:
    path = saved(sample, tmp_path / "a.nnstudio")
    old = path.read_bytes()
    edit(sample)
    with monkeypatch.context() as patch:
        patch.setattr(file, "save", full)
        sample.files.save()
        until(lambda: texts(sample), "the banner")
    assert "full" in texts(sample)[0]
    assert sample.document.modified
    assert sample.isWindowModified()
    assert path.read_bytes() == old
    sample.files.save()
    until(lambda: not sample.document.modified, "the save")
    assert texts(sample) == [], "what was said about the disk holds no more"


def test_an_edit_while_saving_is_still_unsaved(sample: MainWindow, tmp_path: Path) -> None:
    edit(sample)
    edited = sample.document.project
    sample.files._write(tmp_path / "a.nnstudio", None)
    sample.document.undo_stack.undo()
    until(lambda: not sample.files.saving.busy, "the save")
    assert sample.document.modified
    assert file.load(tmp_path / "a.nnstudio")[0] == edited


def test_saves_do_not_overtake_each_other(sample: MainWindow, tmp_path: Path) -> None:
    for _ in range(4):
        edit(sample)
        sample.files._write(tmp_path / "a.nnstudio", None)
    until(lambda: not sample.files.saving.busy, "the saves")
    assert file.load(tmp_path / "a.nnstudio")[0] == sample.document.project
    assert not sample.document.modified


def test_what_is_opened_does_not_take_the_file_that_is_being_written(
    window: MainWindow, tmp_path: Path, monkeypatch
) -> None:
    """Otherwise the next save would write it over the other document."""
    window.files.show_new(open_sample("flowers"))
    mine, network = saved(window, tmp_path / "mine.nnstudio"), window.document.project.network
    other = tmp_path / "other.nnstudio"
    file.save(other, open_sample("digits"))
    window.files.open(other)
    window.files.save()  # asked for while the other one is read
    until(lambda: window.document.project.network != network, "the other project")
    assert window.document.path == other
    assert file.load(mine)[0].network == network

    opening, gate, save = window.lessons.opening, threading.Event(), file.save
    monkeypatch.setattr(file, "save", lambda *args: (gate.wait(PATIENCE), save(*args)))
    opening.open(opening.lessons()[0])
    window.files.save()
    until(lambda: opening._queue._job is None, "the project of the lesson")
    assert window.lessons.lesson is None, "the save comes first"
    gate.set()
    until(lambda: window.lessons.lesson is not None, "the lesson")
    assert window.document.path is None
    assert not window.document.modified


def test_save_during_a_run_holds_what_there_is(sample: MainWindow, tmp_path: Path) -> None:
    open_ready(sample, epochs=1_000_000)
    sample.controls.main.trigger()
    until(lambda: sample.document.trained is not None or sample.workspace.dock.figures.epochs, "an epoch")
    sample.controls.main.trigger()
    until(lambda: sample.trainer.state == "paused", "the pause")
    path = saved(sample, tmp_path / "a.nnstudio")
    assert sample.trainer.active, "saving is no reason to stop"
    assert file.load(path)[1].checkpoint.position == sample.document.trained.checkpoint.position


def test_a_name_without_its_ending_does_not_replace_another_file(sample: MainWindow, tmp_path: Path) -> None:
    other = tmp_path / "this &lt; that.nnstudio"
    other.write_bytes(b"precious")
    chosen = choose_file(tmp_path / "this &lt; that")
    formats = []

    def answer(box: QMessageBox) -> None:
        formats.append(box.textFormat())
        click(box.button(QMessageBox.StandardButton.No))

    asked = in_dialog(QMessageBox, answer)
    sample.files.save_as()
    until(lambda: chosen() and asked(), "the question")
    assert formats == [Qt.TextFormat.PlainText], "a name is no markup"
    assert other.read_bytes() == b"precious"


# Safety copies ----------------------------------------------------------------------------------------------


def test_the_first_edit_starts_the_clock(make_window) -> None:
    window = make_window()
    window.preferences.change(autosave_seconds=60)
    window.beginning.empty()
    edit(window)
    timer = window.files.copies._timer
    assert timer.isActive()
    assert timer.interval() <= 60_000


def test_a_crash_costs_nothing_of_a_document_without_a_file(make_window, tmp_path: Path) -> None:
    window = make_window()
    open_ready(window)
    train(window)
    edit(window)
    write_copy(window)
    project, trained = window.document.project, window.document.trained
    assert len(copies(tmp_path)) == 1
    crash(window)
    after = make_window()
    after.files.runs.offer_left_behind()
    assert "untitled" in texts(after)[0]
    click(button(after.banner, "Recover"))
    until(lambda: after.document.project == project, "the copy")
    assert after.document.modified
    assert after.document.path is None, "the copy is not the document"
    for name, weights in trained.checkpoint.weights.items():
        np.testing.assert_array_equal(after.document.trained.checkpoint.weights[name], weights)
    saved(after, tmp_path / "kept.nnstudio")
    assert file.load(tmp_path / "kept.nnstudio")[0] == project
    assert copies(tmp_path) == []


def test_a_crash_costs_nothing_of_a_document_with_a_file(make_window, tmp_path: Path) -> None:
    window = make_window()
    open_ready(window)
    path = saved(window, tmp_path / "a.nnstudio")
    old = window.document.project
    edit(window)
    write_copy(window)
    project = window.document.project
    assert copies(tmp_path) == [copy_path(Path("a.nnstudio")).name]
    crash(window)
    after = make_window()
    after.files.open(path)
    until(lambda: after.document.path == path, "the file")
    assert after.document.project == old
    (offer,) = texts(after)
    assert "a.nnstudio" in offer
    # Until it is answered, the copy is not written over, whatever is done.
    edit(after)
    write_copy(after)
    assert file.load(copy_path(path))[0] == project
    after.document.undo_stack.undo()
    click(button(after.banner, "Recover"))
    until(lambda: after.document.project == project, "the copy")
    assert after.document.path == path
    assert after.document.modified
    saved(after, path)
    assert file.load(path)[0] == project
    assert copies(tmp_path) == []


def test_discard_removes_the_copy(make_window, tmp_path: Path) -> None:
    window = make_window()
    window.beginning.empty()
    edit(window)
    write_copy(window)
    crash(window)
    after = make_window()
    after.files.runs.offer_left_behind()
    click(button(after.banner, "Discard"))
    assert copies(tmp_path) == []
    assert copies_of(None) == []


def test_the_copy_goes_when_the_document_is_saved_or_given_up(window: MainWindow, tmp_path: Path) -> None:
    window.beginning.empty()
    edit(window)
    write_copy(window)
    assert len(copies(tmp_path)) == 1
    saved(window, tmp_path / "a.nnstudio")
    assert copies(tmp_path) == []
    edit(window)
    write_copy(window)
    saved(window, tmp_path / "b.nnstudio")
    edit(window)
    write_copy(window)
    assert copies(tmp_path) == [copy_path(Path("b.nnstudio")).name]
    window.files.show_new(window.document.project)
    assert copies(tmp_path) == []


def test_a_copy_that_comes_too_late_does_not_stay(window: MainWindow, tmp_path: Path) -> None:
    window.beginning.empty()
    edit(window)
    window.files.copies.write()
    writing = window.files.copies._queue._job
    window.files.show_new(window.document.project)
    writing.wait()  # nobody in the window does any more
    assert copies(tmp_path) == []


def test_copies_go_on_during_a_run(window: MainWindow, tmp_path: Path) -> None:
    """The second result is another one though network, data and settings are the same."""
    open_ready(window, epochs=1_000_000)
    window.controls.step.trigger()
    for step in (1, 2):
        until(
            lambda step=step: (
                window.document.trained is not None
                and window.document.trained.checkpoint.position.step == step
                and window.trainer.state == "paused"
            ),
            "the step",
        )
        write_copy(window)
        (name,) = copies(tmp_path)
        kept = file.load(tmp_path / "home" / "autosave" / name)[1]
        assert kept.checkpoint.position.step == step
        window.controls.step.trigger()


def test_a_copy_that_cannot_be_written_is_told_and_tried_again(
    window: MainWindow, tmp_path: Path, monkeypatch
) -> None:
    window.beginning.empty()
    edit(window)
    with monkeypatch.context() as patch:
        patch.setattr(file, "save", full)
        write_copy(window)
    (line,) = texts(window)
    assert "full" in line
    timer = window.files.copies._timer
    assert timer.isActive()
    assert timer.interval() == 10_000
    click(button(window.banner, "Close this message"))
    with monkeypatch.context() as patch:
        patch.setattr(file, "save", full)
        write_copy(window)
    assert texts(window) == [], "once is enough"
    timer.stop()
    write_copy(window)
    assert texts(window) == []
    assert len(copies(tmp_path)) == 1
