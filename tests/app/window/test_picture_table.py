"""Pictures that a table names, chosen in the window with real clicks and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.widgets.fix_button import FixButton
from nnstudio.data.sources import CsvFile, PictureTable
from nnstudio.project.templates import Goal, build, template
from tests.app.hands import click, type_into, until
from tests.app.window.conftest import train
from tests.app.window.test_data import browse, ok, read, take
from tests.app.window.test_data_kinds import drop, field, settled
from tests.app.window.test_several_targets import tick


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
    (folder / "labels.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
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


def test_a_list_of_pictures_is_shown_as_pictures(
    window: MainWindow, data_dialog: DataDialog, table: Path
) -> None:
    browse(data_dialog, table)
    assert data_dialog.config.source == PictureTable(str(table.resolve()))
    assert data_dialog.dataset is not None, data_dialog._parts.facts.text()
    assert (data_dialog.dataset.sample_shape, data_dialog.dataset.classes) == ((8, 10, 3), ("cat", "dog"))
    for told in (
        "Classes: cat, dog",
        "line 26, img/gone.png: there is no such file",
        "left out: 'weight', 'owner'",
    ):
        assert told in data_dialog._parts.facts.text()
    tabs = data_dialog._parts.look.tabs
    assert [tabs.tabText(i) for i in range(tabs.count())] == [
        "Columns",
        "Pictures",
        "Classes",
        "Augmentation",
    ]
    shown = data_dialog._parts.look.preview._pictures.model()
    assert [shown.index(i, 0).data() for i in range(2)] == ["cat", "dog"]
    pictures = [shown.index(i, 0).data(Qt.ItemDataRole.DecorationRole).toImage() for i in range(2)]
    red, green, blue = ([one.pixelColor(5, 5).getRgb()[k] for one in pictures] for k in range(3))
    assert red[0] < red[1], "pictures of one shade each show which"
    assert green[0] == green[1] > blue[0] == blue[1]
    assert data_dialog._parts.target.currentText() == "species"
    take(window, data_dialog)
    assert window.document.project.data.source == PictureTable(str(table.resolve()))
    assert window.data.prepared.sample_shape == (8, 10, 3)


def test_a_number_beside_pictures_is_learned_as_its_logarithm(
    window: MainWindow, data_dialog: DataDialog, table: Path
) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    few = [line.replace(line.split(",")[2], f"{1.4**i:.2f}") for i, line in enumerate(lines[1:-1] * 2)]
    table.write_text("\n".join([lines[0], *few]) + "\n", encoding="utf-8")
    browse(data_dialog, table)
    form = data_dialog._parts.column_form
    assert not form.isVisible(), "classes have no logarithm"
    choose(data_dialog._parts.target, "weight")
    settled(data_dialog)
    until(lambda: not data_dialog.looking.busy, "what is odd")
    data_dialog.columns.look_at("weight")
    assert form.isVisible()
    assert not form.form.editor("logarithm").isChecked()
    assert "skewed_target" in [warning.kind for warning in data_dialog._parts.warnings.warnings]
    offered = [each for row in data_dialog._parts.warnings.rows() for each in row.findChildren(FixButton)]
    click(next(each for each in offered if each.isVisible() and each.text() == "Learn its logarithm"))
    settled(data_dialog)
    box = form.form.editor("logarithm")
    assert box.isChecked(), "it is seen where it is taken back"
    click(box, QPoint(12, box.height() // 2))
    assert not data_dialog.config.for_column("weight").logarithm
    click(box, QPoint(12, box.height() // 2))
    take(window, data_dialog)
    assert window.data.prepared.preprocessor.target_logarithm


def test_what_is_predicted_may_be_changed(data_dialog: DataDialog, table: Path) -> None:
    assert drop(data_dialog, table)
    read(data_dialog)
    target, problem = data_dialog._parts.target, data_dialog._parts.problem
    QTest.keyClick(target, Qt.Key.Key_Down)
    settled(data_dialog)
    assert (target.currentText(), data_dialog.dataset.task) == ("weight", "regression")
    problem.setFocus()
    choose(problem, "Predict a number")
    settled(data_dialog)
    assert data_dialog.config.source.task == "regression"
    QTest.keyClick(target, Qt.Key.Key_Up)  # what one target means says nothing about another
    settled(data_dialog)
    assert data_dialog.dataset is not None, data_dialog._parts.facts.text()
    assert (target.currentText(), data_dialog.dataset.task) == ("species", "binary")


def test_a_target_that_cannot_be_one_is_no_dead_end(data_dialog: DataDialog, table: Path) -> None:
    data_dialog.open_file(str(table))
    read(data_dialog)
    choose(data_dialog._parts.problem, "Predict a number")
    settled(data_dialog)
    assert not ok(data_dialog).isEnabled()
    assert "a regression needs numbers" in data_dialog._parts.facts.text()
    QTest.keyClick(data_dialog._parts.target, Qt.Key.Key_Down)
    settled(data_dialog)
    assert ok(data_dialog).isEnabled(), data_dialog._parts.facts.text()
    assert data_dialog.dataset.target_name == "weight"


def test_the_rows_may_be_divided_by_a_column(
    window: MainWindow, data_dialog: DataDialog, table: Path
) -> None:
    data_dialog.open_file(str(table))
    read(data_dialog)
    division = data_dialog._parts.division
    assert division.way.isVisible()
    assert [division.column.itemText(i) for i in range(division.column.count())] == [
        "species",
        "weight",
        "owner",
    ]
    division.way.setFocus()
    QTest.keyClick(division.way, Qt.Key.Key_Down)
    choose(division.column, "owner")
    until(lambda: not data_dialog.looking.busy, "the parts")
    assert (data_dialog.config.divided, data_dialog.config.divided_by) == ("group", "owner")
    take(window, data_dialog)
    owners = window.data.dataset.column("owner").values
    prepared = window.data.prepared
    parts = [set(owners[part.rows]) for part in (prepared.train, prepared.validation, prepared.test)]
    assert not parts[0] & parts[2]


def test_pictures_that_lie_elsewhere(data_dialog: DataDialog, table: Path, tmp_path: Path) -> None:
    other = tmp_path / "lists" / "labels.csv"
    other.parent.mkdir()
    other.write_text("file,kind\n" + "".join(f"{i}.png,{'uv'[i % 2]}\n" for i in range(12)), encoding="utf-8")
    data_dialog.open_file(str(other))
    read(data_dialog)
    assert not ok(data_dialog).isEnabled()
    assert (
        "line 2, 0.png: there is no such file. Put them into the folder lists"
        in data_dialog._parts.facts.text()
    )
    type_into(field(data_dialog, "folder").text, str(table.parent / "img"))
    settled(data_dialog)
    assert ok(data_dialog).isEnabled(), data_dialog._parts.facts.text()
    assert len(data_dialog.dataset) == 12


def test_only_the_table(data_dialog: DataDialog, table: Path) -> None:
    data_dialog.open_file(str(table))
    read(data_dialog)
    click(data_dialog._parts.source_form.as_table)
    settled(data_dialog)
    assert isinstance(data_dialog.config.source, CsvFile)
    assert {column.name for column in data_dialog.dataset.inputs} <= {"species", "weight", "owner"}
    assert not data_dialog._parts.source_form.as_table.isVisible()


def test_pictures_are_asked_for_a_class_and_a_number_at_once(
    window: MainWindow, data_dialog: DataDialog, table: Path
) -> None:
    browse(data_dialog, table)
    tick(data_dialog, "weight", "owner")
    assert [each.name for each in data_dialog.dataset.targets] == ["species", "weight", "owner"]
    words = "3 outputs: “species” (dog or cat), “weight” (a number), “owner” (4 classes)"
    assert data_dialog._parts.outputs.text() == words
    shown = data_dialog._parts.look.preview._pictures.model()
    assert shown.index(0, 0).data() == "cat · 1 · a"
    assert shown.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "species: cat, weight: 1, owner: a"
    take(window, data_dialog)
    prepared, project = window.data.prepared, window.document.project
    made = build(template("lenet"), Goal.of(prepared))
    assert [made.network[node].layer.units for node in made.network.output_ids] == [1, 1, 4]
    made = made.replace(
        data=project.data, training=made.training.replace(epochs=1, batch_size=5, device="cpu")
    )
    window.document.edit("A network", made)
    train(window)
    measured = window.document.project.runs[-1].best.metrics
    assert [key.rpartition("/")[2] for key in measured] == ["accuracy", "mae", "accuracy"]
