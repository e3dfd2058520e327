"""A disk that does not answer keeps nobody from working, saving elsewhere and closing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from nnstudio.app.background import waiting
from nnstudio.app.comparing.dialog import CompareDialog
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.files.asked_file import begin_at
from nnstudio.app.main_window import MainWindow
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.project import file
from nnstudio.project.project import Project
from tests.app.hands import Key, button, click, in_dialog, press, until
from tests.app.window.conftest import open_ready, saved, texts
from tests.app.window.silent_disk import SilentDisk

pytestmark = pytest.mark.usefixtures("apart")

PROJECT = Project().with_network(sequential((4,), [Dense(3, "softmax")]))
Buttons = QMessageBox.StandardButton


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE_MS", 50)


def edit(window: MainWindow) -> None:
    window.workspace.canvas.drawing.append("Dense")
    assert window.document.modified


def edited(window: MainWindow, path: Path) -> None:
    """A document with a file on a disk that then falls silent, and a change that is not saved."""
    window.beginning.empty()
    saved(window, path)
    edit(window)


# Reading ----------------------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_yet_keeps_nobody_from_anything(
    make_window: Any, disk: SilentDisk, tmp_path: Path
) -> None:
    away, here = disk.folder / "away.nnstudio", tmp_path / "here.nnstudio"
    file.save(away, PROJECT)
    file.save(here, PROJECT)
    disk.fall_silent()
    window = make_window(recent_files=(str(away),))
    click(button(window.start_page, "away"))
    until(lambda: texts(window), "the notice")
    assert texts(window) == [f"The disk has not answered yet: {away} is still being read."]
    window.beginning.empty()
    assert texts(window) == [], "something else is shown: nobody waits for the file any more"
    edit(window)
    saved(window, tmp_path / "mine.nnstudio")
    window.files.open(here)
    until(lambda: window.document.path == here, "a file of a disk that answers")
    disk.released.set()


def test_waiting_for_a_file_can_be_stopped(window: MainWindow, disk: SilentDisk) -> None:
    away = disk.folder / "away.nnstudio"
    file.save(away, PROJECT)
    disk.fall_silent()
    window.beginning.empty()
    window.files.open_after_asking(away)
    until(lambda: texts(window), "the notice")
    job = window.files.reading._job
    click(button(window.banner, "Stop waiting"))
    assert texts(window) == []
    disk.released.set()
    until(lambda: not job.alive, "the answer")
    assert window.document.path is None, "nobody waits for it"
    window.files.open_after_asking(away)
    until(lambda: window.document.path == away, "the file, as the disk is well again")


def test_a_file_that_is_read_late_is_shown_where_nobody_has_stopped_waiting(
    window: MainWindow, disk: SilentDisk
) -> None:
    away = disk.folder / "away.nnstudio"
    file.save(away, PROJECT)
    disk.fall_silent()
    window.files.open_after_asking(away)
    until(lambda: texts(window), "the notice")
    disk.released.set()
    until(lambda: window.document.path == away, "the file")
    assert texts(window) == []


def test_the_window_closes_while_a_file_cannot_be_read(window: MainWindow, disk: SilentDisk) -> None:
    disk.fall_silent()
    window.files.open_after_asking(disk.folder / "away.nnstudio")
    until(disk.asked.is_set, "somebody to ask the disk")
    window.close()
    assert not window.isVisible()


@pytest.mark.parametrize("name", ["a.npz", "a.md", "a.onnx"])
def test_the_window_asks_no_disk_what_a_file_is(name: str, window: MainWindow, disk: SilentDisk) -> None:
    path = disk.folder / name
    path.write_bytes(b"")
    disk.fall_silent()
    window.beginning.open_files([str(path)])
    until(disk.asked.is_set, "somebody to ask the disk")
    window.files.reading.cancel()
    window.files.models.reading.cancel()


def test_an_archive_with_data_is_opened_as_such(window: MainWindow, disk: SilentDisk) -> None:
    path = disk.folder / "a.npz"
    np.savez(path, x=np.ones((9, 2)), y=np.arange(9) % 2)
    disk.fall_silent()
    window.beginning.open_files([str(path)])
    until(lambda: texts(window), "the notice")
    disk.released.set()
    until(lambda: window.findChild(DataDialog) is not None, "the data dialog")
    dialog = window.findChild(DataDialog)
    until(lambda: dialog.dataset is not None, "the data")
    dialog.reject()


def test_a_table_on_a_silent_disk_leaves_the_dialog_usable(
    window: MainWindow, disk: SilentDisk, tmp_path: Path
) -> None:
    (disk.folder / "a.csv").write_text("a,b\n1,x\n2,y\n", encoding="utf-8")
    disk.fall_silent()
    window.beginning.open_files([str(disk.folder / "a.csv")])
    dialog = window.findChild(DataDialog)
    until(disk.asked.is_set, "somebody to ask the disk")
    assert not dialog._parts.ok.isEnabled()
    press(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.fixture
def with_data(disk: SilentDisk, tmp_path: Path) -> Path:
    """A project whose data is on the disk that falls silent."""
    data = disk.folder / "d.csv"
    data.write_text("a,b,c\n" + "1,2,x\n2,1,y\n" * 40, encoding="utf-8")
    path = tmp_path / "projects" / "here.nnstudio"
    path.parent.mkdir()
    project = Project(data=DataConfig(CsvFile(str(data))))
    file.save(path, project.with_network(sequential((2,), [Dense(2, "softmax")])))
    return path


def test_a_project_whose_data_is_on_a_silent_disk_opens(
    window: MainWindow, disk: SilentDisk, with_data: Path
) -> None:
    disk.fall_silent()
    window.files.open(with_data)
    until(lambda: window.document.path == with_data, "the project")
    until(lambda: texts(window), "the notice")
    assert texts(window) == [f"The disk has not answered yet: {disk.folder / 'd.csv'} is still being read."]
    assert button(window.banner, "Choose data…").isVisible()
    edit(window)
    saved(window, with_data)
    disk.released.set()
    until(lambda: window.data.prepared is not None, "the data")
    assert texts(window) == []


def test_data_behind_a_link_to_a_silent_disk_is_asked_for(
    window: MainWindow, disk: SilentDisk, with_data: Path
) -> None:
    """Whether the link leads out of the folder of the project is not known."""
    project = Project(data=DataConfig(CsvFile(str(disk.folder / "d.csv"))))
    path = disk.folder.with_name("beside.nnstudio")
    file.save(path, project)
    disk.fall_silent()
    window.files.open(path)
    until(lambda: window.document.path == path, "the project")
    until(lambda: not window.data.loading, "the answer, or none")
    assert texts(window) == [f"This project wants to read data outside its folder: {disk.folder / 'd.csv'}"]
    edit(window)
    saved(window, path)


def test_a_comparison_with_a_file_on_a_silent_disk_can_be_cancelled(
    window: MainWindow, disk: SilentDisk
) -> None:
    file.save(disk.folder / "away.nnstudio", PROJECT)
    disk.fall_silent()
    window.beginning.empty()
    window.comparing.show(disk.folder / "away.nnstudio")
    dialog = window.findChild(CompareDialog)
    until(disk.asked.is_set, "somebody to ask the disk")
    click(button(dialog, "Cancel"))
    assert dialog._headline.text() == "Cancelled"
    press(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_dialog_for_files_does_not_begin_on_a_silent_disk(disk: SilentDisk, tmp_path: Path) -> None:
    assert begin_at(disk.folder / "a.nnstudio") == str(disk.folder / "a.nnstudio")
    disk.fall_silent()
    assert begin_at(disk.folder / "a.nnstudio") == str(Path.home() / "a.nnstudio")
    assert begin_at(disk.folder) == str(Path.home())
    assert begin_at(tmp_path / "gone" / "a.nnstudio") == str(Path.home() / "a.nnstudio")
    assert begin_at("") == ""


# Writing ----------------------------------------------------------------------------------------------------


def test_a_save_that_does_not_come_to_its_end_is_told_and_can_be_stopped(
    window: MainWindow, disk: SilentDisk, tmp_path: Path
) -> None:
    away = disk.folder / "away.nnstudio"
    edited(window, away)
    old = away.read_bytes()
    disk.fall_silent()
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(lambda: texts(window), "the notice")
    assert texts(window) == [f"The disk has not answered yet: {away} is still being saved."]
    job = window.files.saving._queue._job
    click(button(window.banner, "Stop waiting"))
    assert texts(window) == [f"Cannot save {away}: its disk does not answer"]
    assert window.document.modified
    saved(window, tmp_path / "here.nnstudio")
    assert not window.document.modified
    assert texts(window) == []
    disk.released.set()
    until(lambda: not job.alive, "the answer")
    assert away.read_bytes() == old, "what nobody waits for is not put in place"
    assert [p.name for p in disk.folder.iterdir()] == ["away.nnstudio"]


def test_saving_elsewhere_does_not_wait_for_a_silent_disk(
    window: MainWindow, disk: SilentDisk, tmp_path: Path
) -> None:
    edited(window, disk.folder / "away.nnstudio")
    disk.fall_silent()
    window.files.save()
    until(lambda: texts(window), "the notice")
    saved(window, tmp_path / "here.nnstudio")
    assert window.document.path == tmp_path / "here.nnstudio"
    assert texts(window) == []
    assert file.load(tmp_path / "here.nnstudio")[0] == window.document.project


def test_the_window_closes_where_a_save_does_not_come_to_its_end(
    window: MainWindow, disk: SilentDisk
) -> None:
    edited(window, disk.folder / "away.nnstudio")
    disk.fall_silent()
    window.files.save()
    window.close()
    assert window.isVisible(), "the save comes first"
    until(lambda: texts(window), "the notice")
    asked = in_dialog(QMessageBox, lambda box: click(box.button(Buttons.Discard)))
    click(button(window.banner, "Stop waiting"))
    until(lambda: asked() and not window.isVisible(), "the window to close")


def test_the_safety_copy_goes_where_a_disk_answers(
    make_window: Any, disk: SilentDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    edited(window, disk.folder / "away.nnstudio")
    disk.fall_silent()
    window.files.copies._silent.setInterval(50)
    window.files.copies.write()
    until(lambda: window.files.copies.up_to_date, "the copy")
    (copy,) = (tmp_path / "home" / "autosave").glob("untitled-*")
    assert file.load(copy)[0] == window.document.project
    assert texts(window) == []
    saved(window, tmp_path / "here.nnstudio")
    assert not copy.exists()
    disk.released.set()
    until(lambda: [p.name for p in disk.folder.iterdir()] == ["away.nnstudio"], "no late copy to stay")


def test_a_run_begins_though_the_disk_of_its_document_is_silent(
    make_window: Any, disk: SilentDisk, tmp_path: Path
) -> None:
    window = make_window()
    window.preferences.change(autosave_seconds=3600)
    open_ready(window, epochs=1_000_000)
    saved(window, disk.folder / "away.nnstudio")
    disk.fall_silent()
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "running", "the run")
    assert window.trainer.checkpoints.path.parent == tmp_path / "home" / "autosave"
    window.trainer.close()
