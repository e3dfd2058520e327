"""A threshold is chosen on the curves, kept in the project, and every answer of the window follows it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.data.preparing.deciding import Chosen, Decision
from nnstudio.nn.figures import best_threshold
from tests.app.hands import Key, button, by_letters, click, press, type_into, until
from tests.app.window.conftest import open_ready, saved, train
from tests.app.window.test_results import opened, page
from tests.cli.conftest import shell


def on_validation(window: MainWindow, key: str = "textbook", epochs: int = 3) -> ResultsPanel:
    """Train a sample and look at the curves of its validation part."""
    window.resize(1400, 900)
    open_ready(window, key, epochs)
    train(window)
    window.do("results")
    panel = window.workspace.results
    click(button(panel, "Look at the validation part"))
    until(lambda: panel._judged is not None, "the figures")
    page(panel, panel.curves)
    return panel


def kept(window: MainWindow) -> list[Chosen]:
    """What the project keeps."""
    return list(window.document.project.decisions.values())


def matrix_of(panel: ResultsPanel) -> list[list[int]]:
    """The confusion matrix of the first page, as it is read."""
    table = panel.overview.matrix.table
    return [[int(table.item(i, j).text()) for j in (0, 1)] for i in (0, 1)]


def answers_of(panel: ResultsPanel) -> list[str]:
    """The column of answers on the page of samples, in the order of the rows."""
    table = panel.samples.findChild(QTableView)
    return [table.model().index(i, 2).data() for i in range(table.model().rowCount())]


def expected(panel: ResultsPanel, threshold: float) -> np.ndarray:
    """Numbers of the classes that are to be answered."""
    judged = panel._judged
    assert judged is not None
    return (judged.given[:, 1] >= threshold).astype(int)


def require_followed(panel: ResultsPanel, threshold: float) -> None:
    """Every page has the answers of a threshold."""
    judged, said = panel._judged, expected(panel, threshold)
    assert judged is not None
    counts = [[int(((judged.true == i) & (said == j)).sum()) for j in (0, 1)] for i in (0, 1)]
    page(panel, panel.overview)
    assert matrix_of(panel) == counts
    page(panel, panel.samples)
    assert answers_of(panel) == [judged.classes[k] for k in said]
    page(panel, panel.mistakes)
    assert set(panel.mistakes.gallery.positions.tolist()) == set(np.flatnonzero(said != judged.true).tolist())


def test_what_is_chosen_is_kept_followed_and_taken_back(window: MainWindow, tmp_path: Path) -> None:
    panel = on_validation(window)
    box = panel.curves.box
    assert not box.use.isEnabled()
    type_into(box.number, "0,12")
    assert box.slider.value() == 1200
    assert box.note.text() == "Only tried so far, and kept nowhere."
    assert kept(window) == []
    require_followed(panel, 0.12)
    page(panel, panel.overview)
    assert "malignant from 0.12 on, only tried so far" in panel.overview.sentence.text().splitlines()
    page(panel, panel.curves)
    click(box.use)
    assert kept(window) == [(Decision(0.12, 1, "validation"),)]
    assert box.note.text() == "Kept for these weights: malignant from 0.12 on, chosen on the validation part."
    assert not box.use.isEnabled()
    require_followed(panel, 0.12)
    page(panel, panel.overview)
    assert panel.overview.sentence.text().endswith("\nmalignant from 0.12 on")

    path = saved(window, tmp_path / "p.nnstudio")
    told = shell(tmp_path, "evaluate", path.name, "--split", "validation", "--json").event("evaluation")
    assert told["decisions"] == {"diagnosis": {"class": "malignant", "threshold": 0.12}}
    assert told["confusion"] == matrix_of(panel)

    assert window.document.undo_stack.undoText() == "Answer malignant from 0.12 on"
    press(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert kept(window) == []
    require_followed(panel, 0.5)
    page(panel, panel.curves)
    assert box.number.text() == "0.5"
    window.document.undo_stack.redo()
    require_followed(panel, 0.12)


def test_it_is_there_again_in_another_window_and_one_click_takes_it_back(
    window: MainWindow, tmp_path: Path
) -> None:
    panel = on_validation(window)
    type_into(panel.curves.box.number, "0.88")
    click(panel.curves.box.use)
    path = saved(window, tmp_path / "p.nnstudio")
    window.beginning.empty()
    window.files.open(path)
    until(lambda: window.document.trained is not None and window.data.prepared is not None, "the project")
    window.do("results")
    by_letters(panel.choices.part_box, "Test")
    click(button(panel, "Open the test part"))
    until(lambda: panel.is_open, "the results")
    require_followed(panel, 0.88)
    page(panel, panel.overview)
    assert panel.overview.sentence.text().endswith("never seen before:\nmalignant from 0.88 on")
    click(button(panel.overview, "Back to 0.5"))
    assert kept(window) == []
    require_followed(panel, 0.5)
    assert not panel.overview.usual.isVisible()


def test_the_test_part_warns_and_says_what_was_chosen_on_it(window: MainWindow) -> None:
    panel = opened(window, "textbook")
    page(panel, panel.curves)
    box = panel.curves.box
    assert not box.warning.isVisible()
    type_into(box.number, "0.05")
    assert "would make the figures of the test too good" in box.warning.text()
    assert box.warning.isVisible()
    (run,) = window.document.project.runs
    usual = run.test
    assert usual is not None
    assert usual.chosen == ()
    click(box.use)
    page(panel, panel.overview)
    assert panel.overview.sentence.text().endswith("malignant from 0.05 on, chosen on these very samples")
    (run,) = window.document.project.runs
    assert run.test.chosen == (Decision(0.05, 1, "test"),)
    assert (
        [list(row) for row in run.test.confusion]
        == matrix_of(panel)
        != [list(row) for row in usual.confusion]
    )
    window.document.undo_stack.undo()
    (run,) = window.document.project.runs
    assert run.test.confusion == usual.confusion
    page(panel, panel.curves)
    type_into(box.number, "0.2")
    click(button(panel.curves, "Look at the validation part"))
    until(lambda: panel._judged is not None and panel._judged.part == "validation", "the validation part")
    assert panel.curves.isVisible()
    assert not box.warning.isVisible()


@pytest.mark.parametrize("goal", ["f1", "youden"])
def test_the_best_is_found_on_the_part_that_is_shown(window: MainWindow, goal: str) -> None:
    panel = on_validation(window)
    box, judged = panel.curves.box, panel._judged
    assert judged is not None
    draw = np.random.default_rng(0)
    rare = np.arange(judged.samples) % 9 == 0
    p = 1 / (1 + np.exp(-draw.normal(2.0 * rare - 2.0)))
    panel.curves.show_judgement(judged._replace(scores=np.stack([1 - p, p], axis=1), true=rare.astype(int)))
    found = {each: best_threshold(p, rare, each) for each in ("f1", "youden")}
    assert found["f1"] != found["youden"]
    by_letters(panel.curves.which, "mal")
    first, second = box.finder.menu().actions()
    (first if goal == "f1" else second).trigger()
    assert box.threshold == found[goal]


def test_the_other_class_asks_the_same_question(window: MainWindow) -> None:
    """Which class counts as yes changes the words and no answer."""
    panel = on_validation(window)
    type_into(panel.curves.box.number, "0.2")
    before = panel._judged
    by_letters(panel.curves.which, "benign")
    assert panel.curves.box.number.text() == "0.8"
    assert panel._judged.said.tolist() == before.said.tolist()
    click(panel.curves.box.use)
    assert kept(window) == [(Decision(0.8, 0, "validation"),)]
    assert "benign from 0.8 on" in panel.curves.box.note.text()


def test_it_belongs_to_its_weights_and_waits_for_them(window: MainWindow) -> None:
    panel = on_validation(window, epochs=4)
    type_into(panel.curves.box.number, "0.12")
    click(panel.curves.box.use)
    (first,) = window.document.project.runs
    project = window.document.project
    rate = project.training.optimizer.replace(learning_rate=0.02)
    window.document.edit("other", project.replace(training=project.training.replace(optimizer=rate)))
    window.controls.start_over()
    until(lambda: not window.trainer.active and len(window.document.project.runs) == 2, "the second run")
    window.do("results")
    click(button(panel, "Measure it"))
    until(lambda: panel._judged is not None, "the figures")
    page(panel, panel.curves)
    assert panel._judged.decision is None
    told = "Other weights of this project answer malignant from 0.12 on. For these nothing is chosen yet."
    assert panel.curves.box.note.text() == told
    until(lambda: window.workspace.recorder.has_weights(first), "the weights to be put aside")
    window.workspace.runs.table.choose([first.id])
    window.runs.restore.trigger()
    until(lambda: window.workspace.recorder.present.id == first.id, "the first run")
    click(button(panel, "Measure it"))
    until(lambda: panel._judged is not None, "the figures")
    require_followed(panel, 0.12)


def test_one_half_may_be_tried_beside_what_is_kept(window: MainWindow) -> None:
    panel = on_validation(window)
    type_into(panel.curves.box.number, "0.88")
    click(panel.curves.box.use)
    type_into(panel.curves.box.number, "0.5")
    page(panel, panel.overview)
    assert "malignant from 0.5 on, only tried so far" in panel.overview.sentence.text().splitlines()
    click(button(panel.overview, "Back to 0.5"))
    assert kept(window) == []
    assert "malignant" not in panel.overview.sentence.text()


def test_of_other_weights_the_newest_choice_is_told(window: MainWindow) -> None:
    panel = on_validation(window)
    others = {"0" * 64: (Decision(0.3),), "1" * 64: (Decision(0.4),)}
    window.document.edit("others", window.document.project.replace(decisions=others))
    assert "answer malignant from 0.4 on" in panel.curves.box.note.text()


def test_the_answer_that_is_tried_follows_at_once(window: MainWindow) -> None:
    panel = on_validation(window)
    page(panel, panel.trial)
    until(lambda: panel.trial.answer.tried is not None, "an answer")
    assert "from" not in panel.trial.answer.told.text()
    share = float(panel.trial.answer.tried.answers[0].numbers[0, 1])
    threshold, said = (round(share / 2, 4), "malignant") if share > 0.01 else (0.9, "benign")
    page(panel, panel.curves)
    type_into(panel.curves.box.number, f"{threshold:g}")
    click(panel.curves.box.use)
    page(panel, panel.trial)
    words = f"malignant from {threshold:g} on"
    until(lambda: words in panel.trial.answer.told.text(), "the threshold")
    assert panel.trial.answer.headline.text() == said
    click(panel.trial.another)
    until(lambda: float(panel.trial.answer.tried.answers[0].numbers[0, 1]) != share, "another sample")
    assert words in panel.trial.answer.told.text()


def test_of_several_classes_nothing_is_kept(window: MainWindow) -> None:
    panel = on_validation(window, "flowers")
    for widget in (panel.curves.box.use, panel.curves.box.reset, panel.curves.box.note):
        assert not widget.isVisible()
    panel.curves.box.slider.setFocus()
    press(window, Key.Key_PageUp)
    assert panel._judged.decision is None
