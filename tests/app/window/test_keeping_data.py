"""File → Keep the data in the project file: in with a key, in the mailed file, out into a folder."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from nnstudio.app.main_window import MainWindow
from nnstudio.project import file
from nnstudio.project.data_copies import is_kept
from tests.app.hands import until
from tests.app.window.conftest import open_ready, saved, texts
from tests.app.window.test_moved_data import trained_project

pytestmark = pytest.mark.usefixtures("apart")


def choose_in_menu(window: MainWindow) -> None:
    """Open the File menu and click the command."""
    action = window.data_choosing.keeping.action
    menus = [QMenu.menuInAction(title) for title in window.menuBar().actions()]
    menu = next(menu for menu in menus if action in menu.actions())
    menu.popup(window.mapToGlobal(window.rect().topLeft()))
    until(menu.isVisible, "the menu")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_kept_mailed_and_taken_out(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mailed").mkdir()
    data = tmp_path / "rows.csv"
    path = trained_project(tmp_path, data)
    window.files.open(path)
    until(lambda: window.document.path == path and window.data.prepared is not None, "the data")
    action = window.data_choosing.keeping.action
    assert not action.isChecked()
    choose_in_menu(window)
    assert action.isChecked()
    assert window.document.modified
    window.document.undo_stack.undo()
    assert not action.isChecked()
    window.document.undo_stack.redo()
    saved(window, path)
    assert "data/rows.csv" in zipfile.ZipFile(path).namelist()

    mailed = path.rename(tmp_path / "mailed" / "a.nnstudio")
    data.unlink()
    window.files.open(mailed)
    until(lambda: window.document.path == mailed and window.data.prepared is not None, "the mailed data")
    assert action.isChecked()
    assert not texts(window)
    assert window.data.fitting(window.document.trained) is not None

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    choose_in_menu(window)
    assert action.isChecked()  # thought better of it
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "mailed"))
    choose_in_menu(window)
    assert not action.isChecked()
    source = window.document.project.data.source
    assert source is not None
    assert source.paths == (str(tmp_path / "mailed" / "rows.csv"),)
    assert not is_kept(source)
    assert not window.document.stale
    saved(window, mailed)
    assert "data/rows.csv" not in zipfile.ZipFile(mailed).namelist()


def test_where_a_lesson_locks_the_data_it_stays_in_and_the_weights_stay_fresh(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = trained_project(tmp_path, tmp_path / "rows.csv")
    project, trained = file.load(path)
    file.save(path, project.replace(keep_data=True), trained)
    window.files.open(path)
    until(lambda: window.document.path == path and window.data.prepared is not None, "the data")
    before, trained = window.document.project, window.document.trained
    window.document.guard = lambda _old, _new: "The data stays in this lesson"
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    choose_in_menu(window)
    assert window.document.project == before
    assert window.document.trained is trained
    assert not window.document.stale
    assert window.data_choosing.keeping.action.isChecked()


def test_data_in_no_file_is_one_line(window: MainWindow) -> None:
    open_ready(window)
    choose_in_menu(window)
    (line,) = texts(window)
    assert "no file" in line
    assert not window.data_choosing.keeping.action.isChecked()
    assert not window.document.project.keep_data


def test_data_whose_copy_is_gone_stops_nobody_from_saving(window: MainWindow, tmp_path: Path) -> None:
    path = trained_project(tmp_path, tmp_path / "rows.csv")
    project, trained = file.load(path)
    file.save(path, project.replace(keep_data=True), trained)
    window.files.open(path)
    until(lambda: window.document.path == path and window.data.prepared is not None, "the data")
    source = window.document.project.data.source
    assert source is not None
    copy = Path(source.paths[0])
    shutil.rmtree(copy.parent)
    copy.parent.touch()  # where a file is in the way of its folder, the copy cannot be written again
    window.data.reload()
    until(lambda: window.data.error is not None, "the data to be missed")
    choose_in_menu(window)
    assert not window.document.project.keep_data
    saved(window, path)
    assert not window.document.modified
    assert not [line for line in texts(window) if "cannot be kept" in line]


def cleaned(window: MainWindow, tmp_path: Path) -> Path:
    """Open a project that has its data in it, and clean the cache behind its back; gives the copy's path."""
    path = trained_project(tmp_path, tmp_path / "rows.csv")
    project, trained = file.load(path)
    file.save(path, project.replace(keep_data=True), trained)
    window.files.open(path)
    until(lambda: window.document.path == path and window.data.prepared is not None, "the data")
    source = window.document.project.data.source
    assert source is not None
    assert is_kept(source)
    copy = Path(source.paths[0])
    shutil.rmtree(copy.parent)
    return copy


def test_a_copy_that_was_cleaned_away_is_written_again_by_trying_again(
    window: MainWindow, tmp_path: Path
) -> None:
    copy = cleaned(window, tmp_path)
    copy.parent.touch()
    window.data.reload()
    until(lambda: window.data.error is not None, "the data to be missed")
    copy.parent.unlink()
    button = next(b for b in window.banner.findChildren(QPushButton) if b.text() == "Try again")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    until(lambda: window.data.prepared is not None, "the data again")
    assert copy.is_file()
    assert not texts(window)
    assert window.data.fitting(window.document.trained) is not None


def test_data_whose_copy_was_cleaned_away_is_taken_out_all_the_same(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleaned(window, tmp_path)
    folder = tmp_path / "taken out"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    choose_in_menu(window)
    assert (folder / "rows.csv").is_file()
    assert not window.document.project.keep_data
