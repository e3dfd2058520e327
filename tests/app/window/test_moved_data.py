"""Data that is not where it was: the project opens, says so, and takes it from where the person shows it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from nnstudio.app.main_window import MainWindow
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import BinaryCrossentropy
from nnstudio.project import file
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data, new_run, result
from nnstudio.training.config import TrainingConfig
from tests.app.hands import button, choose_file, click, in_dialog, until
from tests.app.window.conftest import texts
from tests.project.test_data_files import ROWS


def trained_project(folder: Path, data: Path) -> Path:
    """A project that was trained on a table."""
    data.write_text(ROWS, encoding="utf-8")
    network = sequential((2,), [Dense(1, activation="sigmoid")])
    training = TrainingConfig(BinaryCrossentropy(), epochs=1, device="cpu")
    project = Project(data=DataConfig(CsvFile(str(data))), training=training).with_network(network)
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    path = folder / "a.nnstudio"
    file.save(path, project, result(run, project, prepared))
    return path


def open_without_data(window: MainWindow, tmp_path: Path) -> Path:
    """Open a trained project whose table was moved; returns where the table is."""
    (tmp_path / "old").mkdir()
    (tmp_path / "project").mkdir()
    path = trained_project(tmp_path / "project", tmp_path / "old" / "rows.csv")
    now = (tmp_path / "old" / "rows.csv").rename(tmp_path / "now.csv")
    window.files.open(path)
    until(lambda: window.document.path == path and window.data.error is not None, "the data to be missed")
    return now


def show(window: MainWindow, path: Path) -> None:
    chosen = choose_file(path)
    click(button(window.banner, "Show where it is…"))
    until(chosen, "the file dialog")


def test_the_same_data_elsewhere_is_quietly_fine(window: MainWindow, tmp_path: Path) -> None:
    now = open_without_data(window, tmp_path)
    (line,) = texts(window)
    assert str(tmp_path / "old" / "rows.csv") in line
    show(window, now)
    until(lambda: window.data.prepared is not None, "the data")
    assert not texts(window)
    assert not window.document.stale
    assert window.data.fitting(window.document.trained) is not None
    assert window.document.modified


def test_where_a_lesson_locks_the_data_the_weights_stay_those_of_the_project(
    window: MainWindow, tmp_path: Path
) -> None:
    now = open_without_data(window, tmp_path)
    before, trained = window.document.project, window.document.trained
    window.document.guard = lambda _old, _new: "The data stays in this lesson"
    refused: list[str] = []
    window.document.refused.connect(refused.append)
    show(window, now)
    until(lambda: refused, "the edit to be refused")
    assert window.document.project == before
    assert window.document.trained is trained
    assert not window.document.stale


def test_other_data_is_asked_about_and_can_be_refused(window: MainWindow, tmp_path: Path) -> None:
    now = open_without_data(window, tmp_path)
    now.write_text(ROWS + "99,3,no\n", encoding="utf-8")
    before = window.document.project

    for answer, used in (("Cancel", False), ("Use it", True)):
        asked = in_dialog(QMessageBox, lambda box, a=answer: click(button(box, a)))
        show(window, now)
        until(asked, "the question")
        if not used:
            assert window.document.project == before
            until(lambda: texts(window), "the banner to be back")
    until(lambda: window.data.prepared is not None, "the data")
    assert window.document.stale
    assert not texts(window)
