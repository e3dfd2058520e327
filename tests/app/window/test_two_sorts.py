"""Pictures together with columns, looked at in the window after training."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.inside.seeing import weight_pictures
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.importance_page import ImportancePage
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.app.results.try_page import TryPage
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Dense, Flatten, Input
from nnstudio.project.file import save
from nnstudio.project.judging.importance import PICTURE
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from tests.app.hands import Key, button, click, press, until
from tests.app.window.conftest import opened_results, train
from tests.app.window.test_results import drop, page, stroke
from tests.data.pictured import COLUMNS, pictured_project, pictured_table, trained_on


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pictured_table(tmp_path_factory.mktemp("pictured"))


@cache
def trained(table: Path, target: str) -> tuple[Project, Trained]:
    project = pictured_project(table, target)
    return project, trained_on(project)


def shown(window: MainWindow, table: Path, target: str = "kind") -> ResultsPanel:
    """The results of a network that was trained beforehand."""
    window.resize(1400, 900)
    window.files.show_new(*trained(table, target))
    until(lambda: window.data.prepared is not None, "the data")
    return opened_results(window)


def settled(trial: TryPage) -> None:
    until(lambda: not trial._questions.busy, "the answer")


def tried(window: MainWindow, table: Path, target: str = "kind") -> TryPage:
    """Try it, with the first sample answered."""
    panel = shown(window, table, target)
    page(panel, panel.trial)
    until(lambda: "truth" in panel.trial.answer.told.text(), "a sample")
    return panel.trial


def sample_with(trial: TryPage, wanted: str) -> None:
    """Ask for other samples until one is what is wanted."""
    for _ in range(60):
        settled(trial)
        if f"truth: {wanted}" in trial.answer.told.text():
            return
        click(trial.another)
    raise AssertionError(wanted)


def type_age(trial: TryPage, age: str) -> None:
    field = trial.form.fields["age"]
    click(field)
    QTest.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, age)
    settled(trial)


# Samples ----------------------------------------------------------------------------------------------------


def test_the_table_of_samples_leads_to_a_picture_and_its_columns(window: MainWindow, table: Path) -> None:
    panel = shown(window, table)
    page(panel, panel.samples)
    model, detail = panel.samples.table.model(), panel.samples.detail
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Picture"
    until(lambda: detail._parts.isVisible(), "why")
    assert detail._sentence.text().startswith("Picture ")
    assert not detail._picture.pixmap().isNull()
    assert not detail._map.pixmap().isNull()
    assert detail._map.isVisible()
    assert sorted(line.name for line in detail._parts.lines) == sorted(COLUMNS)
    assert "columns pull towards it" in detail._told.text()
    row = next(
        i for i in range(model.rowCount()) if detail._judged.filled_in(panel.samples._model.position(i))
    )
    panel.samples.table.selectRow(row)
    until(lambda: "What stands in brackets" in detail._told.text(), "the gap to be marked")
    assert {line.name: line.shown for line in detail._parts.lines}["sex"] in ("(f)", "(m)")
    click(detail._ask)
    assert not detail._parts.isVisible()
    assert "sex " in detail._told.text()
    assert "(filled in)" in detail._told.text()


def test_the_gallery_shows_pictures_and_tells_their_columns(window: MainWindow, table: Path) -> None:
    panel = shown(window, table, "price")
    page(panel, panel.mistakes)
    (gallery,) = [each for each in (panel.mistakes.gallery,) if each.isVisible()]
    item = gallery.list.item(0)
    assert not item.icon().isNull()
    words = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("Picture ")
    assert " · age " in words
    assert "weight" in words
    detail = panel.mistakes.detail
    until(lambda: detail._parts.isVisible(), "why")
    assert "columns pull it up (right) or down" in detail._told.text()
    assert detail._picture.x() == detail._sentence.x(), "no bars are beside it"
    assert detail._map.x() < detail._picture.geometry().right() + 20


def test_importance_names_the_pictures_beside_the_columns(window: MainWindow, table: Path) -> None:
    panel = shown(window, table)
    page(panel, panel.importance)
    importance: ImportancePage = panel.importance
    click(importance.measure)
    until(lambda: importance.found, "the figures")
    assert sorted(line.name for line in importance.bars.lines) == sorted((PICTURE, *COLUMNS))
    assert "Pictures are dealt out whole." in importance.about.text()
    assert importance.bars.lines[0].name == PICTURE
    importance.bars.setFocus()
    press(window, Key.Key_Return)
    until(lambda: any(each.isVisible() for each in window.findChildren(DataDialog)), "the data dialog")
    (dialog,) = [each for each in window.findChildren(DataDialog) if each.isVisible()]
    assert dialog.columns.chosen() == ()
    dialog.reject()


# Try it -----------------------------------------------------------------------------------------------------


def test_a_value_moves_the_answer_while_the_picture_stays(window: MainWindow, table: Path) -> None:
    trial = tried(window, table)
    assert trial._shown.isVisible()
    assert trial.form.isVisible()
    assert not trial.open_folder.isVisible(), "a folder has no columns"
    sample_with(trial, "young")
    picture = trial._shown.pixmap().toImage()
    type_age(trial, "79")
    assert trial.answer.headline.text() == "old"
    type_age(trial, "21")
    assert trial.answer.headline.text() == "young"
    assert trial._shown.pixmap().toImage() == picture
    assert trial.answer._seen.isVisible()
    type_age(trial, "-")
    assert trial.answer.wrong.text() == "age: type a number"


def test_a_dropped_picture_keeps_what_stands_in_the_fields(window: MainWindow, table: Path) -> None:
    trial = tried(window, table)
    for _ in range(60):
        if "sex" in trial._given.beside.filled_in(0):
            break
        click(trial.another)
        settled(trial)
    type_age(trial, "33")
    lines = table.read_text(encoding="utf-8").splitlines()
    side, upright = (next(line.split(",")[0] for line in lines if word in line) for word in ("side", "old"))
    for name, answer in ((side, "side"), (upright, "young")):
        drop(trial, table.parent / name)
        settled(trial)
        assert trial.answer.headline.text() == answer
        assert trial.answer.told.text() == name
        assert trial.form.fields["age"].text() == "33"
        assert trial.form._labels["sex"].text() == "sex (filled in)", "a gap that nobody filled is one"
        assert trial._given.beside.filled_in(0) == {"sex"}
    missing = trial.answer.tried.x[0, -2]
    field = trial.form.fields["sex"]
    field.showPopup()
    QTest.keyClick(field.view(), Key.Key_Return)
    settled(trial)
    assert trial.form._labels["sex"].text() == "sex", (
        "what is chosen is a value of its own, also the same one"
    )
    assert (missing, trial.answer.tried.x[0, -2]) == (1, 0)


def test_a_table_of_pictures_is_gone_through_and_another_one_refused(window: MainWindow, table: Path) -> None:
    trial = tried(window, table)
    lines = table.read_text(encoding="utf-8").splitlines()
    new = table.parent / "window.csv"
    rows = [
        ",".join([*line.split(",")[:2], sex, *line.split(",")[3:]])
        for line, sex in zip(lines[1:3], ("robot", "m"), strict=True)
    ]
    new.write_text("\n".join([lines[0], *rows]) + "\n", encoding="utf-8")
    type_age(trial, "-")
    drop(trial, table.parent / "p1.png")
    assert trial.answer.wrong.text() == "age: type a number", "it is answered with that"
    drop(trial, new)  # has values of its own
    settled(trial)
    assert "picture 1 of 2 · p0.png · window.csv" in trial.answer.told.text()
    assert trial.form._labels["sex"].text() == "sex (not known)"
    first = trial._shown.pixmap().toImage()
    click(button(trial, "Next answer"))
    assert trial.form._labels["sex"].text() == "sex"
    assert trial.form.fields["age"].text() == rows[1].split(",")[1]
    type_age(trial, "44")
    second = trial._shown.pixmap().toImage()
    drop(trial, table.parent)
    settled(trial)
    assert "pictures together with columns: give a table" in trial.answer.wrong.text()
    assert (first == second) == (rows[0].split(",")[4] == rows[1].split(",")[4])


def test_a_drawing_is_answered_with_the_columns_beside_it(window: MainWindow, table: Path) -> None:
    trial = tried(window, table)
    click(trial.draw)
    assert trial.pad.isVisible()
    assert trial.form.isVisible()
    type_age(trial, "25")
    assert not trial.answer.bars.isVisible(), "there is nothing to answer yet"
    stroke(trial.pad, (0.5, 0.1), (0.5, 0.9))
    settled(trial)
    assert trial.answer.headline.text() == "young"
    type_age(trial, "78")
    assert trial.pad.isVisible()
    assert trial.answer.headline.text() == "old"
    click(trial.another)
    settled(trial)
    assert not trial.pad.isVisible()


# Inside -----------------------------------------------------------------------------------------------------


def test_both_inputs_are_seen_inside_and_step_by_step(window: MainWindow, table: Path) -> None:
    shown(window, table)
    work, panel = window.workspace.inside.work, window.workspace.inside.panel
    window.workspace.tabs.setCurrentWidget(panel)
    until(lambda: work.seen is not None and not work.busy, "a look inside")
    features = work.seen.prepared.preprocessor.features
    assert not panel.sample._picture.pixmap().isNull()
    assert tuple(line.name for line in panel.sample._row.lines) == features
    assert panel.layers.item(0).text() == "Filters of Conv2D 1"
    pictures, columns = window.document.project.network.input_ids
    panel.show_layer(pictures)
    assert not panel.layer.bars.isVisible()
    panel.show_layer(columns)
    assert tuple(line.name for line in panel.layer.bars.lines) == features
    step = window.workspace.one_step.panel
    window.workspace.tabs.setCurrentWidget(step)
    until(lambda: step.step is not None, "the step")
    step.show_layer(pictures)
    assert step.neurons.values.shape == (12, 12, 1)
    assert "A feature of the sample" in step.told()[0].words
    step.show_layer(columns)
    assert tuple(step.neurons.notes) == features
    step.neurons.choose((0,))
    assert step.told()[0].words.startswith("age: ")


def test_a_run_is_looked_at_while_it_goes_on(window: MainWindow, table: Path) -> None:
    window.resize(1400, 900)
    project = pictured_project(table, epochs=40)
    window.files.show_new(project, None)
    until(lambda: window.data.prepared is not None, "the data")
    work = window.workspace.inside.work
    window.workspace.tabs.setCurrentWidget(window.workspace.inside.panel)
    until(lambda: work.seen is not None and not work.busy, "a look inside")
    before = work.looks
    train(window)
    until(lambda: work.looks > before and not work.busy, "a look at the run")
    assert work.error is None
    window.workspace.tabs.setCurrentWidget(window.workspace.health.panel)
    until(lambda: window.workspace.health.watch.health is not None, "the layers")


def test_a_picture_is_answered_also_where_the_data_is_gone(window: MainWindow, tmp_path: Path) -> None:
    table = pictured_table(tmp_path / "pictures", 60)
    project = pictured_project(table, epochs=2)
    path = tmp_path / "p.nnstudio"
    save(path, project, trained_on(project))
    kept = (table.parent / "p1.png").rename(tmp_path / "p1.png")
    shutil.rmtree(table.parent)
    window.resize(1400, 900)
    window.files.open(path)
    until(lambda: window.document.trained is not None, "the project")
    window.do("results")
    panel = window.workspace.results
    page(panel, panel.trial)
    trial = panel.trial
    settled(trial)
    assert trial.answer.wrong.isVisible()
    drop(trial, kept)
    settled(trial)
    assert trial.answer.told.text() == "p1.png"
    assert trial._given.beside.filled_in(0) == set(COLUMNS), "nothing was typed yet"
    type_age(trial, "50")
    drop(trial, kept)
    settled(trial)
    assert trial.form._labels["age"].text() == "age"
    assert trial._given.beside.filled_in(0) == {"sex", "weight"}


def test_weights_that_look_at_as_many_features_are_no_pictures() -> None:
    network = Network().add(Input((2, 2, 1))).add(Input((4,)))
    network = network.add(Flatten(), after=["input"]).add(Dense(3), after=["flatten_1"])
    network = network.add(Dense(3), after=["input_1"])
    weights = {"dense_1/W": np.ones((4, 3), np.float32), "dense_2/W": np.ones((4, 3), np.float32)}
    assert [each.node for each in weight_pictures(network, weights, (2, 2, 1))] == ["dense_1"]
