"""A disk that is full or read-only, a folder that is gone, a file that somebody else writes: no work is lost."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.diagram.dialog import DiagramDialog
from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.documents.copy_files import copies_of, copy_path
from nnstudio.app.main_window import MainWindow
from nnstudio.app.settings import load
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.project import file, run_checkpoints
from nnstudio.project.project import Project
from nnstudio.system import files, living
from nnstudio.system.folders import pasted_dir
from nnstudio.training import clock
from tests.app.hands import Key, button, choose_file, click, in_dialog, press, until
from tests.app.window.conftest import open_ready, saved, texts, train
from tests.system.failing_disk import FailingDisk
from tests.windows_rules import names_of_others

Buttons = QMessageBox.StandardButton
OTHER = Project().with_network(sequential((4,), [Dense(30, "relu"), Dense(20, "relu"), Dense(3, "softmax")]))


def edit(window: MainWindow) -> None:
    window.workspace.canvas.drawing.append("Dense")
    assert window.document.modified


def press_save(window: MainWindow) -> None:
    press(window, Key.Key_S, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def mine(window: MainWindow, tmp_path: Path) -> Path:
    """The file of the document, in a folder of its own; there is a change that is not saved."""
    (tmp_path / "work").mkdir()
    window.beginning.empty()
    path = saved(window, tmp_path / "work" / "a.nnstudio")
    edit(window)
    return path


# Full, read-only, gone --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "for ever"])
def test_a_disk_that_is_full_at_any_step_costs_nothing(
    window: MainWindow, mine: Path, monkeypatch: pytest.MonkeyPatch, lasting: bool
) -> None:
    for n in range(1, 200):
        old = mine.read_bytes()
        disk = FailingDisk(n, lasting)
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", disk)
            press_save(window)
            until(lambda: not window.files.saving.busy, "the save")
        assert [p.name for p in mine.parent.iterdir()] == ["a.nnstudio"], f"step {n} leaves something"
        if texts(window):
            assert texts(window) == [
                f"Cannot save {mine}: the disk is full; free some space or choose another folder"
            ]
            assert window.document.modified
            assert mine.read_bytes() == old or file.load(mine)[0] == window.document.project
            window.banner.dismiss()
        else:
            assert file.load(mine)[0] == window.document.project
            edit(window)
        if not disk.failed:
            assert n > 8
            return
    pytest.fail("the save never ends")


def test_what_cannot_be_saved_can_be_saved_elsewhere_at_once(
    window: MainWindow, mine: Path, tmp_path: Path
) -> None:
    shutil.rmtree(mine.parent)
    press_save(window)
    until(lambda: texts(window), "the message")
    assert texts(window) == [f"Cannot save {mine}: the folder does not exist"]
    chosen = choose_file(tmp_path / "b.nnstudio")
    click(button(window.banner, "Save as…"))
    until(lambda: chosen() and not window.files.saving.busy, "the save")
    assert window.document.path == tmp_path / "b.nnstudio"
    assert not window.document.modified
    assert texts(window) == []


def test_the_safety_copy_goes_elsewhere_where_the_folder_of_the_document_refuses(
    window: MainWindow, mine: Path, tmp_path: Path
) -> None:
    shutil.rmtree(mine.parent)
    window.files.copies.write()
    until(lambda: window.files.copies.up_to_date, "the copy")
    assert texts(window) == [], "it is safe: nobody need be bothered"
    (copy,) = copies_of(None)
    assert file.load(copy)[0] == window.document.project
    mine.parent.mkdir()
    saved(window, mine)
    assert copies_of(None) == []
    edit(window)
    window.files.copies.write()
    until(lambda: window.files.copies.up_to_date, "the copy")
    assert copies_of(mine) == [copy_path(mine)], "the folder takes it again"


def test_the_state_of_a_run_goes_elsewhere_where_the_folder_of_the_document_refuses(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_checkpoints, "LEAST", 0.0)
    monkeypatch.setattr(run_checkpoints, "EVERY", 0.0)
    monkeypatch.setattr(run_checkpoints, "SHARE", 1e9)
    monkeypatch.setattr(clock, "TICK", 0.0)
    window.preferences.change(autosave_seconds=3600)
    open_ready(window, epochs=1_000_000)
    (tmp_path / "work").mkdir()
    path = saved(window, tmp_path / "work" / "a.nnstudio")
    window.controls.main.trigger()
    until(lambda: window.trainer.checkpoints.written, "a checkpoint")
    path.parent.rename(tmp_path / "moved")
    kept = tmp_path / "home" / "autosave"
    until(lambda: list(kept.glob("run-*.nnstudio")), "a checkpoint elsewhere")
    assert texts(window) == []
    assert window.trainer.state == "running"
    window.trainer.close()
    path.parent.mkdir()
    saved(window, path)
    until(lambda: not list(kept.glob("run-*.nnstudio")), "nothing to stay")


FULL = "the disk is full; free some space or choose another folder"


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the disk be full from now on, for all that is written."""
    return lambda: monkeypatch.setattr(files, "os", FailingDisk(1, lasting=True))


def test_a_model_for_which_the_disk_has_no_room_costs_the_old_one_nothing(
    window: MainWindow, tmp_path: Path, full: Callable[[], None]
) -> None:
    open_ready(window)
    train(window)
    (tmp_path / "net.onnx").write_bytes(b"old")
    window.export()
    (dialog,) = window.findChildren(ExportDialog)
    full()
    dialog.write(tmp_path / "net.onnx")
    line = f"Cannot save {tmp_path / 'net.onnx'}: {FULL}"
    until(lambda: any(label.text() == line for label in dialog.findChildren(QLabel)), "the line")
    assert (tmp_path / "net.onnx").read_bytes() == b"old"
    assert [path.name for path in tmp_path.glob("*.*")] == ["net.onnx"]
    dialog.reject()


@pytest.mark.parametrize("name", ["net.svg", "net.png"])
def test_a_diagram_for_which_the_disk_has_no_room_is_told_in_its_dialog(
    window: MainWindow, tmp_path: Path, full: Callable[[], None], name: str
) -> None:
    open_ready(window)
    window.diagrams.show()
    (dialog,) = window.findChildren(DiagramDialog)
    full()
    dialog.write(tmp_path / name)
    line = f"Cannot save {tmp_path / name}: {FULL}"
    until(lambda: any(label.text() == line for label in dialog.findChildren(QLabel)), "the line")
    assert not list(tmp_path.glob("*.*"))
    assert dialog.save_button.isEnabled(), "it can be tried again"
    dialog.reject()


def test_a_table_that_cannot_be_kept_is_told_where_it_was_pasted(
    window: MainWindow, full: Callable[[], None]
) -> None:
    open_ready(window)
    QGuiApplication.clipboard().setText("a\tb\n" + "1\t2\n3\t4\n" * 20)
    full()
    window.workspace.canvas.setFocus()
    press(window, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (line,) = texts(window)
    assert line.startswith(f"Cannot save {pasted_dir()}")
    assert line.endswith(FULL)
    assert not [each for each in window.findChildren(DataDialog) if each.isVisible()]
    assert window.data.prepared is not None


# Somebody else ----------------------------------------------------------------------------------------------


def test_a_file_that_somebody_else_has_changed_is_not_replaced_unasked(
    window: MainWindow, mine: Path, tmp_path: Path
) -> None:
    file.save(mine, OTHER)
    theirs = mine.read_bytes()
    for words in ("Cancel", "Save as…"):
        chosen = choose_file(tmp_path / "b.nnstudio") if words == "Save as…" else lambda: True
        asked = in_dialog(QMessageBox, lambda box, words=words: click(button(box, words)))
        press_save(window)
        until(lambda asked=asked, chosen=chosen: asked() and chosen(), "the question")
        until(lambda: not window.files.saving.busy, "the save")
        assert mine.read_bytes() == theirs
        assert texts(window) == []
        assert window.document.modified is (words == "Cancel")
    assert file.load(tmp_path / "b.nnstudio")[0] == window.document.project


def test_a_file_that_somebody_else_has_changed_is_replaced_after_a_yes(
    window: MainWindow, mine: Path
) -> None:
    file.save(mine, OTHER)
    asked = in_dialog(QMessageBox, lambda box: click(button(box, "Replace")))
    press_save(window)
    until(lambda: asked() and not window.document.modified, "the save")
    assert file.load(mine)[0] == window.document.project
    edit(window)
    press_save(window)
    until(lambda: not window.document.modified, "the next save, without a question")


def test_closing_asks_before_it_replaces_what_somebody_else_has_saved(window: MainWindow, mine: Path) -> None:
    file.save(mine, OTHER)
    window.close()
    until(lambda: window.files._question is not None, "the question about changes")
    click(window.files._question.button(Buttons.Save))
    asked = in_dialog(QMessageBox, lambda box: click(button(box, "Replace")))
    until(lambda: asked() and not window.isVisible(), "the window to close")
    assert file.load(mine)[0] == window.document.project


def test_a_file_that_was_opened_is_known_as_well(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a.nnstudio"
    file.save(path, Project())
    window.files.open(path)
    until(lambda: window.document.path == path, "the file")
    edit(window)
    file.save(path, OTHER)
    asked = in_dialog(QMessageBox, lambda box: click(button(box, "Cancel")))
    press_save(window)
    until(asked, "the question")
    assert file.load(path)[0] == OTHER


def test_a_file_that_is_gone_is_written_again(window: MainWindow, mine: Path) -> None:
    mine.unlink()
    press_save(window)
    until(lambda: not window.document.modified, "the save")
    assert file.load(mine)[0] == window.document.project


def test_the_copy_of_another_window_is_left_alone(
    window: MainWindow, mine: Path, make_window: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = mine.with_name(".a.autosave-99999.nnstudio")
    file.save(theirs, OTHER)
    monkeypatch.setattr(living, "is_alive", lambda process: process == 99999)
    window.files.copies.write()
    until(lambda: window.files.copies.up_to_date, "the copy")
    saved(window, mine)
    window.files.open(mine)
    until(lambda: not window.files.reading._job, "the file")
    assert texts(window) == [], "another window that goes on has it"
    assert file.load(theirs)[0] == OTHER
    monkeypatch.setattr(living, "is_alive", lambda process: False)
    file.save(theirs, OTHER)  # it went on after that
    window.files.open(mine)
    until(lambda: texts(window), "the offer, when the other window has crashed")
    click(button(window.banner, "Recover"))
    until(lambda: window.document.project == OTHER, "the copy")
    saved(window, mine)
    assert not theirs.exists()


def test_a_copy_does_not_take_the_place_of_what_was_saved_after_it_unasked(
    window: MainWindow, mine: Path
) -> None:
    copy = mine.with_name(".a.autosave-99999.nnstudio")
    file.save(copy, OTHER)
    stamp = mine.stat().st_mtime - 10
    os.utime(copy, (stamp, stamp))
    saved_later = file.load(mine)[0]
    window.files.open(mine)
    until(lambda: texts(window), "the offer")
    click(button(window.banner, "Recover"))
    until(lambda: window.document.project == OTHER, "the copy")
    assert any("a.nnstudio was changed after this was kept" in text for text in texts(window))
    asked = in_dialog(QMessageBox, lambda box: click(box.button(QMessageBox.StandardButton.Cancel)))
    press_save(window)
    until(asked, "the question")
    until(lambda: not window.files.saving.busy, "its end")
    assert file.load(mine)[0] == saved_later
    assert window.document.modified


def _crashed(window: MainWindow, mine: Path) -> Path:
    """Write a safety copy, and leave it behind as another process would."""
    window.files.copies.write()
    until(lambda: window.files.copies.up_to_date, "the copy")
    (copy,) = mine.parent.glob(".a.autosave*")
    left = copy.rename(mine.with_name(".a.autosave-99999.nnstudio"))
    window.files.copies.discard()
    window.document.undo_stack.setClean()
    return left


@pytest.mark.parametrize("edited", [False, True])
def test_a_copy_tells_what_its_document_was_made_from(window: MainWindow, mine: Path, edited: bool) -> None:
    """Another window may have saved before the copy was written: the time of the copy tells nothing of that."""
    window.files.open(mine)
    until(lambda: window.document.path == mine, "the file")
    edit(window)
    if edited:
        file.save(mine, OTHER)
        os.utime(mine, (mine.stat().st_atime, mine.stat().st_mtime - 10))
    for _ in range(2):  # the second time what was recovered is lost by a crash
        wanted = window.document.project
        _crashed(window, mine)
        window.files.open(mine)
        until(lambda: any("from an earlier time" in text for text in texts(window)), "the offer")
        click(button(window.banner, "Recover"))
        until(lambda wanted=wanted: window.document.project == wanted, "the copy")
        assert any("was changed after this was kept" in text for text in texts(window)) == edited
        edit(window)
    there = mine.read_bytes()
    if edited:
        asked = in_dialog(QMessageBox, lambda box: click(box.button(QMessageBox.StandardButton.Cancel)))
        press_save(window)
        until(asked, "the question")
        until(lambda: not window.files.saving.busy, "its end")
        assert mine.read_bytes() == there
    else:
        saved(window, mine)


# Links and names --------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")
def test_links_and_permissions_stay(window: MainWindow, mine: Path, tmp_path: Path) -> None:
    mine.chmod(0o640)
    link = tmp_path / "link.nnstudio"
    link.symlink_to(mine)
    window.document.undo_stack.undo()
    window.files.open(link)
    until(lambda: window.document.path == link, "the file")
    edit(window)
    window.files.copies.write()
    until(lambda: window.files.copies.up_to_date, "the copy")
    assert copy_path(link).stat().st_mode & 0o777 == 0o640, "the copy is for nobody else"
    saved(window, link)
    assert link.is_symlink()
    assert mine.stat().st_mode & 0o777 == 0o640
    assert file.load(mine)[0] == window.document.project


NAMES = ("a\nb", "[x]*?", "-rf", ".hidden", "%s{0}", "日本語🎉", "x" * 245, "a\udcff")


@pytest.mark.skipif(sys.platform != "linux", reason="names that other systems do not have")
@names_of_others
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_whatever_a_file_is_called(name: str, window: MainWindow, tmp_path: Path) -> None:
    window.beginning.empty()
    path = saved(window, tmp_path / f"{name}.nnstudio")
    edit(window)
    window.files.copies.write()
    until(lambda: window.files.copies.up_to_date, "the copy")
    project = window.document.project
    press_save(window)
    until(lambda: not window.document.modified, "the save")
    assert copies_of(path) == copies_of(None) == []
    window.beginning.empty()
    window.files.open(path)
    until(lambda: window.document.path == path, "the file")
    assert window.document.project == project
    assert texts(window) == []
    window.preferences.change(side_page="outline")
    assert load()[0] == window.preferences.settings, "preferences are still kept"
    assert "\n" not in window.windowTitle()
