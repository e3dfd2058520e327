"""A network with several outputs in the window: one is looked at after the other, all of them answer what is tried."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.app.runs.cells import TEST
from nnstudio.app.training.looking import Watcher
from nnstudio.data.preparing.deciding import Decision
from nnstudio.data.sources import CsvFile
from nnstudio.nn.figures import number_figures
from nnstudio.project.decisions import chosen_for, with_chosen
from nnstudio.project.judging.judgement import judge
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES
from nnstudio.project.trained import new_run
from nnstudio.project.views import views_of
from nnstudio.system.numbers import figure_text, percent_text
from tests.app.hands import Key, Left, button, choose_file, click, press, type_into, until
from tests.app.window.conftest import results_of, train
from tests.app.window.test_results import page
from tests.data.targets import mixed_table
from tests.project.several_outputs import ANSWERS, cars_project, one_of


@pytest.fixture
def several(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a network that answers a class, a number and a yes/no question."""
    window.resize(1400, 900)
    window.files.show_new(cars_project(tmp_path, 12))
    until(lambda: window.data.prepared is not None, "the data")
    return window


def look_at(window: MainWindow, panel: ResultsPanel, name: str) -> None:
    """Choose an output with the keyboard."""
    box = panel.choices.target_box
    box.setFocus()
    press(window, Key.Key_Home)
    for _ in range(ANSWERS.index(name)):
        press(window, Key.Key_Down)
    assert box.currentText() == name


def shown_tabs(panel: ResultsPanel) -> list[str]:
    pages = panel.pages
    return [pages.tabText(i) for i in range(pages.count()) if pages.isTabVisible(i)]


def go_to_tab(window: MainWindow, panel: QWidget) -> None:
    tabs = window.workspace.tabs
    QTest.mouseClick(tabs.tabBar(), Left, pos=tabs.tabBar().tabRect(tabs.indexOf(panel)).center())
    assert panel.isVisible()


def test_the_run_remembers_what_each_output_reached(several: MainWindow) -> None:
    panel = results_of(several)
    (run,) = several.document.project.runs
    assert panel._measured.judged is not None
    assert run.test is not None
    every = panel._measured.judged.outputs
    assert [each.guessing for each in run.test.outputs.values()] == [each.guessing for each in every]
    runs = several.workspace.runs.model
    tip = runs.data(runs.index(0, TEST), Qt.ItemDataRole.ToolTipRole)
    kind, price, sold = (each.guessing for each in every)
    for name, guess in (
        ("kind", percent_text(kind)),
        ("price", figure_text(price)),
        ("sold", percent_text(sold)),
    ):
        assert re.search(f"{name}: [^(]+ \\(guessing would reach {re.escape(guess)}\\)", tip), tip


def test_each_output_is_judged_by_itself(several: MainWindow) -> None:
    panel = results_of(several)
    box, trained, prepared = panel.choices.target_box, several.document.trained, several.data.prepared
    assert trained is not None
    assert prepared is not None
    assert [box.itemText(i) for i in range(box.count())] == list(ANSWERS)
    assert panel.choices.output_word.isVisible()
    which = panel.choices.which
    whole = judge(*one_of(trained, prepared, 0), which=which)
    for number, name in enumerate(ANSWERS):
        page(panel, panel.overview)
        look_at(several, panel, name)
        alone = judge(*one_of(trained, prepared, number), which=which)
        judged = panel._judged
        assert judged is not None
        assert (judged.loss, judged.metrics, judged.guessing) == (alone.loss, alone.metrics, alone.guessing)
        tiles = [tile.findChildren(type(panel.overview.sentence))[1].text() for tile in panel.overview._shown]
        assert tiles[-1] == figure_text(alone.loss)
        assert panel.overview.every.text().count(" · ") == 2
        assert f"kind: accuracy {percent_text(whole.metrics['accuracy'])}" in panel.overview.every.text()
        assert panel.overview.matrix.isVisible() == (name != "price")
        assert ("Residuals" in shown_tabs(panel)) == (name == "price") == ("ROC" not in shown_tabs(panel))
    look_at(several, panel, "kind")
    page(panel, panel.curves)
    look_at(several, panel, "price")
    assert panel.pages.currentWidget() is panel.overview, "numbers have no such page"
    page(panel, panel.residuals)
    drawn = panel.residuals._dots[0].getData()[0]
    np.testing.assert_array_equal(drawn, judge(*one_of(trained, prepared, 1), which=which).true[:, 0])
    page(panel, panel.samples)
    assert panel.samples.table.model().rowCount() == len(prepared.test)
    panel.choices.part_box.setFocus()
    press(several, Key.Key_Down)
    until(lambda: panel._judged is not None and panel._judged.part == "validation", "the other part")
    assert box.currentText() == "price", "the output stays chosen"
    assert panel.pages.currentWidget() is panel.samples


def test_the_record_of_the_run_has_the_test_figures_of_all(several: MainWindow) -> None:
    panel = results_of(several)
    trained, prepared = several.document.trained, several.data.prepared
    assert trained is not None
    assert prepared is not None
    test = several.document.project.runs[-1].test
    assert test is not None
    found = [judge(*one_of(trained, prepared, i), which=panel.choices.which) for i in range(3)]
    nodes = [view.node for view in views_of(trained)]
    keys = zip(nodes, found, strict=True)
    assert test.metrics == {f"{n}/{key}": v for n, own in keys for key, v in own.metrics.items()}
    assert test.loss == pytest.approx(sum(own.loss for own in found), rel=1e-4)


def test_a_threshold_belongs_to_its_output(several: MainWindow) -> None:
    panel = results_of(several)
    trained = several.document.trained
    assert trained is not None
    look_at(several, panel, "sold")
    page(panel, panel.curves)
    type_into(panel.curves.box.number, "0.99")
    click(panel.curves.box.use)
    kind, _, sold = (view.trained for view in views_of(trained))
    kept, which = several.document.project.decisions, panel.choices.which
    (decision,) = chosen_for(kept, sold.preprocessor, sold.weights(which))
    assert decision is not None
    assert decision.threshold == 0.99
    assert chosen_for(kept, kind.preprocessor, kind.weights(which)) == ()
    assert "from 0.99 on" in panel.overview.sentence.text()
    look_at(several, panel, "kind")
    assert "0.99" not in panel.overview.sentence.text()
    page(panel, panel.trial)
    until(lambda: panel.trial.answer.tried is not None, "an answer")
    cards = panel.trial.answer.outputs.cards
    assert ["from 0.99 on" in card.told.text() for card in cards] == [False, False, True]


def test_all_outputs_answer_what_is_tried(several: MainWindow, tmp_path: Path) -> None:
    train(several)
    several.do("results")
    panel = several.workspace.results
    page(panel, panel.trial)
    trial = panel.trial
    until(lambda: trial.answer.tried is not None, "an answer")
    cards = trial.answer.outputs.cards
    assert [card.name.text() for card in cards] == list(ANSWERS)
    assert all("truth: " in card.told.text() for card in cards)
    assert not trial.answer.headline.isVisible()
    before = trial.answer.tried
    type_into(trial.form.fields["size"], "20")
    until(lambda: trial.answer.tried is not before, "the answer to what was typed")
    price = float(trial.answer.tried.answers[1].numbers[0, 0])
    assert cards[1].lines.headline.text() == figure_text(price, 4)
    assert [bool(card.lines.bars.lines) for card in cards] == [True, False, True]
    given = tmp_path / "given.csv"
    given.write_text("size,age,colour\n20,3,red\n70,25,blue\n", encoding="utf-8")
    done = choose_file(given)
    click(trial.open)
    until(done, "the file dialog")
    until(lambda: "row 1 of 2" in trial.answer.told.text(), "the answers")
    click(button(trial, "Next answer"))
    kind = trial.answer.tried.answers[0].labels[1]
    assert cards[0].lines.headline.text() == kind
    chosen = choose_file(tmp_path / "told")
    click(trial.answer.save)
    until(lambda: chosen() and (tmp_path / "told.csv").exists(), "the file")
    with (tmp_path / "told.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [name for name in rows[0] if name in ANSWERS] == list(ANSWERS)
    assert rows[1]["kind"] == kind


def test_one_step_tells_the_loss_of_each_output_and_their_sum(several: MainWindow) -> None:
    panel = several.workspace.one_step.panel
    go_to_tab(several, panel)
    until(lambda: panel.step is not None, "the step")
    click(panel.head.button("loss"))
    nodes = several.document.project.network.output_ids
    for node, name in zip(nodes, ANSWERS, strict=True):
        assert panel.stop.output == node
        assert panel.layers.currentItem().text() == name
        *_, first, second, third, whole = panel.told()
        assert [each.line.symbol for each in (first, second, third, whole)] == ["J₁", "J₂", "J₃", "J"]
        assert whole.line.value == pytest.approx(panel.step.seen.loss, rel=1e-5)
        assert whole.line.letters == "J₁ + J₂ + J₃"
        click(panel.head.next)
    assert panel.stop.stage == "backward"
    click(panel.head.check)
    until(lambda: panel._checks, "the check of the gradients")
    while panel.stop != panel._way[-1]:
        click(panel.head.next)
        assert panel.told()
    taken = panel.step
    click(panel.head.next)
    until(lambda: panel.step is not None and panel.step is not taken, "the next step")
    assert panel.step.before.step == taken.after.step


def test_the_layers_of_a_run_are_looked_at(several: MainWindow) -> None:
    """With what each output is to answer: without it there would be no gradients."""
    project, prepared = several.document.project, several.data.prepared
    assert prepared is not None
    run = new_run(project, prepared)
    watcher, looks = Watcher(run, project, prepared), []
    for event in run.events():
        look = watcher.look(event, 0.0)
        looks += [look] * (look is not None)
    assert watcher.possible
    assert looks[-1].settled
    seen = {layer.node for layer in looks[-1].health.layers}
    assert set(project.network.output_ids) <= seen


def test_inside_shows_what_every_output_answers(several: MainWindow) -> None:
    train(several)
    inside = several.workspace.inside
    go_to_tab(several, inside.panel)
    until(lambda: inside.work.seen is not None and not inside.work.busy, "the look")
    prepared = several.data.prepared
    assert prepared is not None
    lines, truth = inside.panel.sample.answer.lines, inside.panel.sample._truths.text()
    assert [line.name.partition(" = ")[0] for line in lines] == list(ANSWERS)
    assert truth.count("\n") == 0
    kind, sold = (view.classes[int(view.train.y[0])] for view in (prepared.views[0], prepared.views[2]))
    assert f"kind = {kind}" in truth
    assert f"sold = {sold}" in truth
    layers = inside.panel.layers
    last = several.document.project.network[several.document.project.network.output_ids[0]].title
    row = next(row for row in range(layers.count()) if layers.item(row).text() == last)
    QTest.mouseClick(layers.viewport(), Left, pos=layers.visualItemRect(layers.item(row)).center())
    assert [line.name for line in inside.panel.layer.bars.lines] == list(prepared.views[0].classes)
    trained = several.document.trained
    assert trained is not None
    weights = views_of(trained)[2].trained.weights(inside.work.which)
    several.document.edit("threshold", with_chosen(several.document.project, weights, (Decision(0.9999),)))
    until(
        lambda: inside.panel.sample.answer.lines[2].name == "sold = no", "the answer with another threshold"
    )
    assert "yes from 0.9999 on" in inside.panel.sample._truths.text()


def test_numbers_that_one_output_answers_are_told_each_in_its_unit(
    window: MainWindow, tmp_path: Path
) -> None:
    window.resize(1400, 900)
    source = CsvFile(str(mixed_table(tmp_path))).predicting("kind", "price", "a")
    project, _ = from_template(TEMPLATES["textbook"], source)
    window.files.show_new(project.replace(training=project.training.replace(epochs=3, device="cpu")))
    until(lambda: window.data.prepared is not None, "the data")
    panel = results_of(window)
    told = panel.overview.every.text()
    look = panel.choices.target_box
    for name in ("price", "a"):
        look.setFocus()
        press(window, Key.Key_Home)
        while look.currentText() != name:
            press(window, Key.Key_Down)
        judged = panel._judged
        assert judged is not None
        error = number_figures(judged.true[:, 0], judged.given[:, 0]).mae
        assert f"{name}: mean absolute error {figure_text(error)}" in told
        assert panel.overview.every.text() == told
