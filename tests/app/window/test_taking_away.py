"""What is taken away as a file is written beside the window; its disk may refuse or not answer."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from nnstudio.app.background import waiting
from nnstudio.app.data import state
from nnstudio.app.files import writing as file_writing
from nnstudio.app.files.writing import FileWriting
from nnstudio.app.main_window import MainWindow
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile
from nnstudio.project.project import Project
from tests.app.hands import button, click, in_dialog, until
from tests.app.window.conftest import saved
from tests.app.window.silent_disk import SilentDisk
from tests.app.window.test_results import opened, page


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE_MS", 50)


def boxes(window: MainWindow) -> list[str]:
    return [box.text() for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_a_silent_disk_is_told_and_the_file_comes_when_it_answers(
    window: MainWindow, disk: SilentDisk
) -> None:
    disk.fall_silent()
    path, told = disk.folder / "curves.png", []
    FileWriting(window, "Save the curves", path).begin(b"picture", lambda: told.append("written"))
    until(lambda: boxes(window), "the notice")
    assert boxes(window) == [f"The disk has not answered yet: {path} is still being saved."]
    window.beginning.empty()
    disk.released.set()
    until(lambda: told, "the file")
    assert path.read_bytes() == b"picture"
    assert boxes(window) == []


def test_who_stops_waiting_gets_no_file(window: MainWindow, disk: SilentDisk) -> None:
    disk.fall_silent()
    path = disk.folder / "curves.png"
    writing = FileWriting(window, "Save the curves", path)
    writing.begin(b"picture")
    job = writing._job
    until(lambda: boxes(window), "the notice")
    click(button(window.findChild(QMessageBox), "Stop waiting"))
    assert boxes(window) == []
    disk.released.set()
    until(lambda: not job.alive, "the answer")
    assert list(disk.folder.iterdir()) == []


def test_a_refusal_is_a_box(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "curves.png").mkdir()
    done = in_dialog(QMessageBox, lambda box: click(button(box, "OK")))
    FileWriting(window, "Save the curves", tmp_path / "curves.png").begin(b"picture")
    until(done, "the box")


def test_nothing_that_is_taken_away_replaces_the_data(window: MainWindow, tmp_path: Path) -> None:
    """The file dialog asks whether a file is replaced; it does not know that it is learned from."""
    data = tmp_path / "data.csv"
    data.write_text("a,y\n1,u\n2,v\n", encoding="utf-8")
    config = DataConfig(CsvFile(str(data)))
    window.document.replace(Project(data=config), None)
    told: list[str] = []
    for number, name in enumerate(("data.csv", "curves.nnstudio", "curves.csv")):
        writing = FileWriting(window, "Save the curves", tmp_path / name)
        writing.begin(b"curves", lambda: told.append("written"), lambda error: told.append(str(error)))
        until(lambda number=number: len(told) > number, "the file")
    assert told == [
        f"{data} holds the data, which it would replace: choose another name or folder",
        f"{tmp_path / 'curves.nnstudio'} has the name of a project, which it would replace: choose another ending",
        "written",
    ]
    assert data.read_text(encoding="utf-8").startswith("a,y")


def test_the_window_closes_though_a_file_cannot_be_written(
    window: MainWindow, disk: SilentDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_writing, "LINGER", 0.01)
    disk.fall_silent()
    FileWriting(window, "Save the curves", disk.folder / "curves.png").begin(b"picture")
    until(disk.asked.is_set, "the question")
    window.close()
    assert not window.isVisible()
    disk.released.set()


def test_samples_of_the_results_do_not_wait_for_a_disk(window: MainWindow, disk: SilentDisk) -> None:
    panel = opened(window, "textbook")
    page(panel, panel.samples)
    disk.fall_silent()
    panel.samples.save_csv(disk.folder / "samples.csv", panel.samples._kept)
    until(disk.asked.is_set, "the question")
    disk.released.set()
    until(lambda: panel.samples._count.text() == "Saved as samples.csv", "the file")
    assert (disk.folder / "samples.csv").read_text(encoding="utf-8-sig").startswith("row,true,")


def test_results_that_wait_for_their_data_keep_no_window_from_closing(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread that measures ends, though the one that reads waits for the disk."""
    panel = opened(window, "textbook")
    saved(window, tmp_path / "a.nnstudio")
    asked, released = threading.Event(), threading.Event()

    def silent(*_: object, **__: object) -> None:
        asked.set()
        released.wait()

    monkeypatch.setattr(state, "load_data", silent)
    panel.judge(window.document.trained, None)
    until(asked.is_set, "the question")
    window.close()
    assert not window.isVisible()
    assert not panel._measuring.at_work
    released.set()
