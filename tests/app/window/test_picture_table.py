"""Pictures that a table names, chosen in the window with real clicks and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.data.sources import CsvFile, PictureTable
from tests.app.hands import click, type_into, until
from tests.app.window.test_data import browse, ok, read, take
from tests.app.window.test_data_kinds import drop, field, settled


@pytest.fixture
def opened(window: MainWindow) -> DataDialog:
    """The data dialog, opened from the step of the workspace."""
    window.new_network()
    click(window.workspace.step_bar.step("data"))
    (dialog,) = window.findChildren(DataDialog)
    until(dialog.isVisible, "the dialog")
    return dialog


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Dark and bright pictures of four owners, and a row whose picture is not there."""
    folder = tmp_path / "pets"
    (folder / "img").mkdir(parents=True)
    rows = ["file,species,weight,owner"]
    for i in range(24):
        Image.new("RGB", (10, 8), (40 + 100 * (i % 2) + i, 90, 30)).save(folder / "img" / f"{i}.png")
        rows.append(f"img/{i}.png,{('cat', 'dog')[i % 2]},{1 + i * 0.25},{'abcd'[i // 6]}")
    rows.append("img/gone.png,cat,1,a")
    (folder / "labels.csv").write_text("\n".join(rows) + "\n")
    return folder / "labels.csv"


def choose(box: QComboBox, words: str) -> None:
    """Choose an entry of a list with the keyboard."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    place = box.findText(words)
    assert place >= 0, [box.itemText(i) for i in range(box.count())]
    for _ in range(place):
        box.setFocus()  # a choice that is read at once gives the focus away
        QTest.keyClick(box, Qt.Key.Key_Down)


def test_a_list_of_pictures_is_shown_as_pictures(window: MainWindow, opened: DataDialog, table: Path) -> None:
    browse(opened, table)
    assert opened.config.source == PictureTable(str(table.resolve()))
    assert opened.dataset is not None, opened._parts.said
    assert (opened.dataset.sample_shape, opened.dataset.classes) == ((8, 10, 3), ("cat", "dog"))
    for told in (
        "Classes: cat, dog",
        "line 26, img/gone.png: there is no such file",
        "left out: 'weight', 'owner'",
    ):
        assert told in opened._parts.said
    tabs = opened._parts.look.tabs
    assert [tabs.tabText(i) for i in range(tabs.count())] == ["Pictures", "Classes", "Augmentation"]
    shown = opened._parts.look.preview._pictures.model()
    assert [shown.index(i, 0).data() for i in range(2)] == ["cat", "dog"]
    assert opened._parts.target.currentText() == "species"
    take(window, opened)
    assert window.document.project.data.source == PictureTable(str(table.resolve()))
    assert window.data.prepared.sample_shape == (8, 10, 3)


def test_what_is_predicted_may_be_changed(opened: DataDialog, table: Path) -> None:
    assert drop(opened, table)
    read(opened)
    target, problem = opened._parts.target, opened._parts.problem
    QTest.keyClick(target, Qt.Key.Key_Down)
    settled(opened)
    assert (target.currentText(), opened.dataset.task) == ("weight", "regression")
    problem.setFocus()
    choose(problem, "Predict a number")
    settled(opened)
    assert opened.config.source.task == "regression"
    QTest.keyClick(target, Qt.Key.Key_Up)  # what one target means says nothing about another
    settled(opened)
    assert opened.dataset is not None, opened._parts.said
    assert (target.currentText(), opened.dataset.task) == ("species", "binary")


def test_a_target_that_cannot_be_one_is_no_dead_end(opened: DataDialog, table: Path) -> None:
    opened.open_file(str(table))
    read(opened)
    choose(opened._parts.problem, "Predict a number")
    settled(opened)
    assert not ok(opened).isEnabled()
    assert "a regression needs numbers" in opened._parts.said
    QTest.keyClick(opened._parts.target, Qt.Key.Key_Down)
    settled(opened)
    assert ok(opened).isEnabled(), opened._parts.said
    assert opened.dataset.target_name == "weight"


def test_the_rows_may_be_divided_by_a_column(window: MainWindow, opened: DataDialog, table: Path) -> None:
    opened.open_file(str(table))
    read(opened)
    division = opened._parts.division
    assert division.way.isVisible()
    assert [division.column.itemText(i) for i in range(division.column.count())] == ["weight", "owner"]
    division.way.setFocus()
    QTest.keyClick(division.way, Qt.Key.Key_Down)
    choose(division.column, "owner")
    until(lambda: not opened.looking.busy, "the parts")
    assert (opened.config.divided, opened.config.divided_by) == ("group", "owner")
    take(window, opened)
    owners = window.data.dataset.column("owner").values
    prepared = window.data.prepared
    parts = [set(owners[part.rows]) for part in (prepared.train, prepared.validation, prepared.test)]
    assert not parts[0] & parts[2]


def test_pictures_that_lie_elsewhere(opened: DataDialog, table: Path, tmp_path: Path) -> None:
    other = tmp_path / "lists" / "labels.csv"
    other.parent.mkdir()
    other.write_text("file,kind\n" + "".join(f"{i}.png,{'uv'[i % 2]}\n" for i in range(12)))
    opened.open_file(str(other))
    read(opened)
    assert not ok(opened).isEnabled()
    assert "line 2, 0.png: there is no such file. Put them into the folder lists" in opened._parts.said
    type_into(field(opened, "folder").text, str(table.parent / "img"))
    settled(opened)
    assert ok(opened).isEnabled(), opened._parts.said
    assert len(opened.dataset) == 12


def test_only_the_table(opened: DataDialog, table: Path) -> None:
    opened.open_file(str(table))
    read(opened)
    click(opened._parts.source_form.as_table)
    settled(opened)
    assert isinstance(opened.config.source, CsvFile)
    assert {column.name for column in opened.dataset.inputs} <= {"species", "weight", "owner"}
    assert not opened._parts.source_form.as_table.isVisible()
