"""A table that is edited in another program while the window is open: it is said when somebody comes back, and before a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.data.edited import KEY
from nnstudio.app.main_window import MainWindow
from nnstudio.app.widgets.banner import Notice
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import source_for
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from tests.app.hands import Key, button, click, press, until
from tests.app.window.conftest import train
from tests.app.window.silent_disk import SilentDisk

CHANGED = "t.csv has changed on the disk since it was read."
NOT_BEGUN = "t.csv has changed on the disk since it was read: the run has not begun yet."
GOES_ON = "t.csv has changed on the disk. The run goes on with the data that it was begun with."


def written(path: Path, rows: int) -> Path:
    path.write_text(
        "\n".join(["u,price", *(f"{i % 7},{2 * (i % 7)}" for i in range(rows))]), encoding="utf-8"
    )
    return path


def shown(window: MainWindow, path: Path, epochs: int = 2) -> None:
    project, _ = from_template(template("mlp"), source_for(str(path)), DataConfig())
    training = project.training.replace(epochs=epochs, device="cpu", batch_size=8)
    window.files.show_new(project.replace(training=training))
    until(lambda: window.data.prepared is not None, "the data")


@pytest.fixture
def table(window: MainWindow, tmp_path: Path) -> Path:
    path = written(tmp_path / "t.csv", 200)
    shown(window, path)
    return path


def turn_away_and_back(window: MainWindow) -> None:
    other = QWidget()
    other.show()
    other.activateWindow()
    until(lambda: not window.isActiveWindow(), "another window", 10)
    other.close()
    window.activateWindow()
    until(window.isActiveWindow, "the window", 10)


def come_back(window: MainWindow) -> None:
    """Turn to another program and back, and wait for what the disk says."""
    turn_away_and_back(window)
    until(lambda: not window.data_choosing.edited._looking.busy, "an answer of the disk", 10)


def said(window: MainWindow) -> list[Notice]:
    return [notice for notice in window.banner.notices if notice.key == KEY]


def words(window: MainWindow) -> list[str]:
    return [notice.text for notice in said(window)]


def test_it_is_said_once_to_who_comes_back(window: MainWindow, table: Path) -> None:
    come_back(window)
    assert not said(window)
    written(table, 300)
    come_back(window)
    assert words(window) == [CHANGED]
    assert window.data.dataset is not None
    assert len(window.data.dataset) == 200, "nothing is read before somebody wants it"
    window.banner.dismiss(KEY)
    come_back(window)
    assert not said(window), "closed once, it stays closed"
    written(table, 400)
    come_back(window)
    assert words(window) == [CHANGED], "it has changed again"
    click(button(window.banner, "Read again"))
    until(lambda: window.data.prepared is not None, "the data")
    assert len(window.data.dataset) == 400
    come_back(window)
    assert not said(window)


def test_what_was_only_put_back_is_not_told_any_more(window: MainWindow, table: Path) -> None:
    written(table, 300)
    come_back(window)
    assert said(window)
    written(table, 200)
    come_back(window)
    assert not said(window)


def test_a_run_does_not_begin_with_what_nobody_knows_to_be_old(window: MainWindow, table: Path) -> None:
    written(table, 300)
    click(window.workspace.step_bar.findChild(QWidget, "train-button"))
    assert not window.trainer.active
    assert words(window) == [NOT_BEGUN]
    click(button(window.banner, "Train with what was read"))
    assert window.trainer.active
    until(lambda: not window.trainer.active, "the end of the run")
    trained = window.document.trained
    assert trained is not None
    assert window.data.fitting(trained) is not None, "what it has learned from is still at hand"
    assert not said(window)
    written(table, 400)
    window.controls.start_over()
    assert words(window) == [NOT_BEGUN]
    click(button(window.banner, "Read again"))
    until(lambda: window.data.prepared is not None, "the data")
    train(window)
    assert window.data.dataset is not None
    assert len(window.data.dataset) == 400


def test_who_was_told_may_train_all_the_same(window: MainWindow, table: Path) -> None:
    written(table, 300)
    come_back(window)
    train(window)
    assert words(window) == [CHANGED], "it is said again when the run is over"
    assert len(window.data.dataset or ()) == 200


def test_a_run_goes_on_undisturbed(window: MainWindow, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", 200)
    shown(window, table, epochs=100_000)
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "running", "the run")
    written(table, 300)
    come_back(window)
    assert not said(window)
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "paused", "the pause")
    assert words(window) == [GOES_ON]
    assert not said(window)[0].actions
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "running", "the run")
    assert not said(window)
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")
    assert words(window) == [CHANGED]
    assert [action.label for action in said(window)[0].actions] == ["Read again"]


def test_what_is_edited_while_the_data_dialog_shows_it_is_told_afterwards(
    window: MainWindow, table: Path
) -> None:
    click(window.workspace.step_bar.step("data"))
    (dialog,) = window.findChildren(DataDialog)
    until(lambda: dialog.dataset is not None and not dialog.looking.busy, "the table")
    written(table, 300)
    press(dialog, Key.Key_Escape)
    until(lambda: not dialog.isVisible(), "the dialog to close", 10)
    come_back(window)
    assert words(window) == [CHANGED]
    click(window.workspace.step_bar.step("data"))
    (dialog,) = [each for each in window.findChildren(DataDialog) if each.isVisible()]
    until(lambda: dialog.dataset is not None and not dialog.looking.busy, "the table")
    assert len(dialog.dataset or ()) == 300
    click(dialog._parts.ok)
    until(lambda: window.data.prepared is not None, "the data")
    assert len(window.data.dataset or ()) == 300
    come_back(window)
    assert not said(window)
    click(window.workspace.step_bar.step("data"))
    (dialog,) = [each for each in window.findChildren(DataDialog) if each.isVisible()]
    until(lambda: dialog.dataset is not None and not dialog.looking.busy, "the table")
    written(table, 400)
    click(dialog._parts.ok)
    assert len(window.data.dataset or ()) == 300, "it is what was read before"
    come_back(window)
    assert words(window) == [CHANGED]


def test_a_disk_that_does_not_answer_is_not_waited_for(window: MainWindow, disk: SilentDisk) -> None:
    table = written(disk.folder / "t.csv", 200)
    shown(window, table)
    written(table, 300)
    disk.fall_silent()
    turn_away_and_back(window)
    until(disk.asked.is_set, "a question to the disk", 10)
    train(window)
    assert not said(window)
    disk.released.set()
    until(lambda: bool(said(window)), "the answer", 10)
    assert words(window) == [CHANGED]
