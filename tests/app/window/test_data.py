"""Choosing data: bundled or a file of one's own, broken ones, other targets, files that change between."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QListWidget

from nnstudio.app.data import state
from nnstudio.app.data.column_menu import ColumnMenu
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import Bundled, CsvFile
from nnstudio.data.tables import to_dataset
from nnstudio.project import file
from nnstudio.system.messages import StudioError
from tests.app.hands import button, by_letters, choose_file, click, until
from tests.app.window.conftest import open_ready, saved, texts, train

pytestmark = pytest.mark.usefixtures("apart")

FRUIT = "weight,colour,kind\n" + "".join(
    f"{100 + i}.5,{'red' if i % 2 else 'green'},{('apple', 'pear', 'plum')[i % 3]}\n" for i in range(60)
)


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    path = tmp_path / "fruit.csv"
    path.write_text(FRUIT, encoding="utf-8")
    return path


def ok(dialog: DataDialog):
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)


def read(dialog: DataDialog) -> None:
    until(lambda: not dialog.reading.busy, "the file to be read")


def browse(dialog: DataDialog, path: Path) -> None:
    done = choose_file(path)
    click(button(dialog, "Open file…"))
    until(done, "the file dialog")
    read(dialog)


def take(window: MainWindow, dialog: DataDialog) -> None:
    click(ok(dialog))
    until(lambda: window.data.prepared is not None, "the data")


def words(dialog: DataDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_nothing_is_chosen_at_first(data_dialog: DataDialog) -> None:
    assert not ok(data_dialog).isEnabled()
    told = [word.replace("\N{NARROW NO-BREAK SPACE}", " ") for word in data_dialog._parts.split.words()]
    assert told == ["65 % training", "15 % validation", "20 % test"], "as the fields below it say"


def test_a_bundled_set(window: MainWindow, data_dialog: DataDialog) -> None:
    listed = data_dialog.findChild(QListWidget, "included")
    item = next(listed.item(i) for i in range(listed.count()) if "iris" in listed.item(i).text().lower())
    QTest.mouseClick(
        listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        listed.visualItemRect(item).center(),
    )  # fmt: skip
    read(data_dialog)
    columns = data_dialog._parts.look.columns
    columns.look_at("species")
    QTest.keyClick(columns.view, Qt.Key.Key_Menu)
    assert columns.findChild(ColumnMenu) is None, "nothing can be chosen about them"
    take(window, data_dialog)
    assert window.document.project.data.source == Bundled("iris")
    assert window.document.project.training.loss.task == "classes"
    assert window.document.undo_stack.undoText().startswith("Use ")


def test_a_file_by_its_path(window: MainWindow, data_dialog: DataDialog, csv: Path) -> None:
    browse(data_dialog, csv)
    assert "apple" in words(data_dialog)
    take(window, data_dialog)
    source = window.document.project.data.source
    assert isinstance(source, CsvFile)
    assert Path(source.path) == csv.resolve()
    assert window.data.prepared.classes == ("apple", "pear", "plum")


def test_what_is_chosen_at_the_right_ends_at_one_line(data_dialog: DataDialog, csv: Path) -> None:
    browse(data_dialog, csv)
    parts = data_dialog._parts
    fields = (
        parts.several,
        parts.problem,
        parts.split,
        parts.division,
        parts.form.editor("test"),
        parts.scaling.editor("scaling"),
    )
    assert all(field.isVisible() for field in fields)
    until(
        lambda: len({field.mapTo(data_dialog, QPoint(field.width(), 0)).x() for field in fields}) == 1,
        "the column to have found its width", 10,
    )  # fmt: skip


def test_a_broken_file_is_one_line(data_dialog: DataDialog, tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    for content in (None, b"", b"\x00\x01\x02", b"a,b\n1,2\n1,2,3,4\n"):
        if content is not None:
            path.write_bytes(content)
        data_dialog.open_file(str(path))
        read(data_dialog)
        assert not ok(data_dialog).isEnabled()
        line = data_dialog._parts.facts.text()
        assert "broken.csv" in line
        assert "\n" not in line
        assert data_dialog._parts.target.count() == 0


def test_another_target_is_another_task(window: MainWindow, data_dialog: DataDialog, csv: Path) -> None:
    before = window.document.project.training.loss
    browse(data_dialog, csv)
    box = data_dialog._parts.target
    assert box.currentText() == "kind"
    by_letters(box, "w")
    box.activated.emit(box.currentIndex())
    read(data_dialog)
    assert box.currentText() == "weight"
    assert data_dialog.dataset.task == "regression"
    take(window, data_dialog)
    assert window.document.project.data.source.target == "weight"
    assert window.document.project.training.loss.task == "regression"
    assert window.document.project.training.loss != before


def test_after_a_target_that_cannot_be_one_another_may_be_chosen(
    data_dialog: DataDialog, csv: Path, monkeypatch
) -> None:
    def fussy(table, target, task, **others):
        if target == "colour":
            raise StudioError("colour cannot be predicted")
        return to_dataset(table, target, task, **others)

    monkeypatch.setattr("nnstudio.data.table_source.to_dataset", fussy)
    data_dialog.open_file(str(csv))
    read(data_dialog)
    for target, usable in (("colour", False), ("weight", True)):
        data_dialog._parts.target.setCurrentText(target)
        data_dialog._parts.target.activated.emit(data_dialog._parts.target.currentIndex())
        assert not ok(data_dialog).isEnabled()
        read(data_dialog)
        assert ok(data_dialog).isEnabled() is usable
        assert data_dialog._parts.target.currentText() == target
        assert data_dialog._parts.target.isEnabled()


def test_cancel_leaves_the_project_alone(window: MainWindow, data_dialog: DataDialog, csv: Path) -> None:
    before = window.document.project
    browse(data_dialog, csv)
    click(data_dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel))
    assert window.document.project == before
    assert window.data.dataset is None
    assert not window.document.modified


def test_closing_the_dialog_while_it_reads(data_dialog: DataDialog, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b,c\n" + "1.5,2.5,x\n2.5,1.5,y\n" * 200_000, encoding="utf-8")
    data_dialog.open_file(str(path))
    data_dialog.reject()
    assert not data_dialog.reading.busy


# In the project ---------------------------------------------------------------------------------------------


def test_a_project_without_its_file_opens_says_so_and_lets_choose(
    window: MainWindow, csv: Path, tmp_path: Path
) -> None:
    window.beginning.empty()
    project = window.document.project
    path = tmp_path / "a.nnstudio"
    file.save(path, project.replace(data=project.data.replace(source=CsvFile(str(csv)))))
    csv.unlink()
    window.files.open(path)
    until(lambda: window.document.path == path and texts(window), "the project")
    (line,) = texts(window)
    assert "fruit.csv" in line
    assert "not found" in window.workspace.step_bar.step("data").accessibleName()
    csv.write_text(FRUIT, encoding="utf-8")
    click(button(window.banner, "Try again"))
    until(lambda: window.data.prepared is not None, "the data")
    assert texts(window) == []
    csv.unlink()
    window.data.reload()
    until(lambda: texts(window), "the banner")
    click(button(window.banner, "Choose data…"))
    (dialog,) = window.findChildren(DataDialog)
    read(dialog)
    assert not ok(dialog).isEnabled()
    csv.write_text(FRUIT, encoding="utf-8")
    dialog.open_file(str(csv))
    read(dialog)
    take(window, dialog)
    assert texts(window) == []


def test_a_file_edited_between_is_read_anew_when_it_is_chosen_again(
    window: MainWindow, csv: Path, tmp_path: Path
) -> None:
    open_ready(window, "flowers")
    window.data_choosing.choose(str(csv))
    (dialog,) = window.findChildren(DataDialog)
    read(dialog)
    take(window, dialog)
    first = window.data.prepared.fingerprint
    csv.write_text(FRUIT.replace("100.5", "99.25"), encoding="utf-8")
    window.data_choosing.choose(str(csv))
    dialog = next(d for d in window.findChildren(DataDialog) if d.isVisible())
    read(dialog)
    click(ok(dialog))
    until(
        lambda: window.data.prepared is not None and window.data.prepared.fingerprint != first,
        "the new contents",
    )


def test_a_run_is_not_continued_on_data_that_has_changed(
    window: MainWindow, tmp_path: Path, monkeypatch
) -> None:
    table = Path(tmp_path / "flowers.csv")
    table.write_text(
        "a,b,kind\n" + "".join(f"{i}.5,{i % 7}.5,{'xy'[i % 2]}\n" for i in range(80)), encoding="utf-8"
    )
    open_ready(window)
    window.data_choosing.choose(str(table))
    (dialog,) = window.findChildren(DataDialog)
    read(dialog)
    take(window, dialog)
    click(window.findChild(object, "train-button"))
    notice = window.banner.notices[0]
    for action in notice.actions[:1]:
        action.run()
    if window.controls.obstacle():
        window.controls.main.trigger()
        window.banner.notices[0].actions[0].run()
    assert window.controls.obstacle() == ""
    assert texts(window) == [], "what kept Train from running is mended"
    project = window.document.project
    window.document.edit("e", project.replace(training=project.training.replace(epochs=1_000_000)))
    window.controls.epoch.trigger()
    until(lambda: window.trainer.state == "paused", "an epoch")
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")
    assert window.controls.resumable() is not None
    assert window.controls.main.text() == "Continue"
    path = saved(window, tmp_path / "a.nnstudio")
    table.write_text(table.read_text(encoding="utf-8").replace("3.5", "4.5"), encoding="utf-8")
    window.beginning.empty()
    window.files.open(path)
    until(lambda: window.document.path == path and window.data.prepared is not None, "the project")
    assert window.controls.resumable() is None
    assert window.controls.main.text() == "Train"
    assert not window.controls.longer.isEnabled()
    window.workspace.open_results()
    sentence = window.workspace.results._sentence
    until(lambda: "changed" in sentence.text(), "the sentence")


def test_training_another_network_drops_no_data(sample: MainWindow) -> None:
    fingerprint = sample.data.prepared.fingerprint
    train(sample)
    assert sample.data.prepared.fingerprint == fingerprint
    assert sample.data.fitting(sample.document.trained) is sample.data.prepared


def test_an_edit_does_not_wait_for_rows_that_are_being_divided(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, divided = threading.Event(), threading.Event(), []

    def slow(dataset, config, seed):
        divided.append(seed)
        begun.set()
        go_on.wait(10)
        return prepare(dataset, config, seed)

    def take_seed(seed: int) -> None:
        project = sample.document.project
        sample.document.edit("seed", project.replace(training=project.training.replace(seed=seed)))

    monkeypatch.setattr(state, "_prepare", slow)
    take_seed(7)
    until(begun.is_set, "the rows to be divided")
    before = time.monotonic()
    take_seed(8)
    take_seed(9)
    assert time.monotonic() - before < 5
    assert divided == [7], "never two copies of the data at once"
    go_on.set()
    until(lambda: sample.data.prepared is not None, "the data")
    assert divided == [7, 9], "nobody waits for the one between"
    project = sample.document.project
    again = prepare(sample.data.dataset, project.data, 9)
    assert np.array_equal(sample.data.prepared.train.x, again.train.x)
