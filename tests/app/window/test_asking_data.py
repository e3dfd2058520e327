"""A project from elsewhere names data outside its folder: it is shown, and read after a yes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.data.config import DataConfig
from nnstudio.data.held import is_held
from nnstudio.data.sources import CsvFile
from tests.app.hands import button, click, in_dialog, until
from tests.app.window.conftest import texts
from tests.app.window.test_moved_data import trained_project
from tests.project.test_data_files import ROWS
from tests.project.test_kept_data import pointing_at, remade


def from_elsewhere(window: MainWindow, tmp_path: Path) -> Path:
    """Open a project that nobody on this computer has saved; returns where it is."""
    folder = tmp_path / "project"
    folder.mkdir()
    path = trained_project(folder, tmp_path / "rows.csv")
    (tmp_path / "home" / "config" / "agreed.json").unlink()
    open_and_ask(window, path)
    return path


def open_and_ask(window: MainWindow, path: Path) -> None:
    window.files.open(path)
    until(lambda: window.document.path == path and window.data.error is not None, "the question")


def test_nothing_is_read_before_a_yes_which_holds(window: MainWindow, tmp_path: Path) -> None:
    path = from_elsewhere(window, tmp_path)
    (line,) = texts(window)
    assert str(tmp_path / "rows.csv") in line
    assert "not read yet" in window.workspace.step_bar.step("data").accessibleName()
    assert str(tmp_path / "rows.csv") in window.controls.obstacle()

    click(button(window.banner, "Not now"))
    assert not texts(window)
    window.data.reload()
    assert not texts(window)
    assert window.data.dataset is None

    def look(dialog: DataDialog) -> None:
        assert dialog.dataset is None
        dialog.reject()

    closed = in_dialog(DataDialog, look)
    click(window.workspace.step_bar.step("data"))
    until(closed, "the dialog")
    click(button(window.banner, "Read it"))
    until(lambda: window.data.prepared is not None, "the data")
    assert not texts(window)
    assert not window.document.stale

    window.beginning.empty()
    window.files.open(path)
    until(
        lambda: window.document.path == path and window.data.prepared is not None, "the data without asking"
    )
    assert not texts(window)


def test_another_computer_is_named_as_such(window: MainWindow, tmp_path: Path) -> None:
    path = remade(from_elsewhere(window, tmp_path), pointing_at(r"\\host\share\rows.csv"))
    window.files.open(path)
    until(lambda: any("another computer" in line for line in texts(window)), "the question")
    (line,) = texts(window)
    assert r"\\host\share\rows.csv" in line


def test_data_that_is_chosen_needs_no_second_yes(window: MainWindow, tmp_path: Path) -> None:
    from_elsewhere(window, tmp_path)
    rows = tmp_path / "rows.csv"

    def choose(dialog: DataDialog) -> None:
        dialog.open_file(str(rows))
        until(lambda: dialog.dataset is not None, "the table")
        dialog.accept()

    chosen = in_dialog(DataDialog, choose)
    click(window.workspace.step_bar.step("data"))
    until(chosen, "the dialog")
    until(lambda: window.data.prepared is not None, "the data")
    assert not is_held(str(rows))


def test_a_no_holds_for_the_project_that_is_open(window: MainWindow, tmp_path: Path) -> None:
    path = from_elsewhere(window, tmp_path)
    click(button(window.banner, "Not now"))
    assert not texts(window)
    window.files.open(path)
    until(lambda: texts(window), "the question again")

    # Only the question is kept back by a no: what else is wrong is said.
    click(button(window.banner, "Not now"))
    trained = window.document.trained
    assert trained is not None
    broken = tmp_path / "project" / "broken.csv"
    broken.write_text("a,b,kind\n", encoding="utf-8")
    elsewhere = window.document.project.replace(data=DataConfig(CsvFile(str(broken))))
    window.document.edit("Use broken", elsewhere)
    until(lambda: window.data.error is not None and not window.data.loading, "the error")
    (line,) = texts(window)
    assert "broken.csv" in line


def test_where_one_file_is_gone_the_others_are_not_read_unasked(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = from_elsewhere(window, tmp_path)
    asked_for = tmp_path / "secret.csv"
    asked_for.write_text(ROWS, encoding="utf-8")
    found = tmp_path / "found.csv"
    found.write_text(ROWS, encoding="utf-8")

    def change(members: dict[str, bytes]) -> None:
        pointing_at("gone.csv")(members)
        plain = json.loads(members["project.json"])
        plain["data"]["source"]["test_path"] = str(asked_for)
        members["project.json"] = json.dumps(plain).encode()

    click(button(window.banner, "Not now"))
    window.files.open(remade(path, change))
    until(lambda: any(str(asked_for) in line for line in texts(window)), "the question")

    click(button(window.banner, "Not now"))
    assert not texts(window)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(found), ""))
    window.data_choosing.moved.choose()
    until(lambda: any(str(asked_for) in line for line in texts(window)), "the question again")
    assert is_held(str(asked_for))
    assert not is_held(str(found))
    assert window.data.dataset is None

    click(button(window.banner, "Read it"))
    until(lambda: any("gone.csv" in line for line in texts(window)), "what is gone")
    used = in_dialog(QMessageBox, lambda box: click(button(box, "Use it")))
    click(button(window.banner, "Show where it is…"))
    until(used, "the question about other data")
    until(lambda: window.data.prepared is not None, "the data", 20)
