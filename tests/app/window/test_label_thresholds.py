"""Each of several labels has a threshold of its own, chosen on its curves, kept in the project and followed everywhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.data.preparing.deciding import Chosen, Decision
from nnstudio.project import file
from tests.app.hands import Key, button, by_letters, click, press, type_into, until
from tests.app.window.conftest import saved
from tests.app.window.test_results import page
from tests.cli.conftest import shell
from tests.project.labelled import labelled


@pytest.fixture
def panel(window: MainWindow, tmp_path: Path) -> ResultsPanel:
    """The validation part of a network that answers three labels."""
    window.resize(1400, 900)
    project, trained, _ = labelled(tmp_path, epochs=8)
    path = tmp_path / "labels.nnstudio"
    file.save(path, project, trained)
    return looked_at(window, path)


def looked_at(window: MainWindow, path: Path, press_on: str = "Look at the validation part") -> ResultsPanel:
    """Open a project and look at its validation part."""
    window.files.open(path)
    until(lambda: window.document.trained is not None and window.data.prepared is not None, "the project")
    window.do("results")
    panel = window.workspace.results
    click(button(panel, press_on))
    until(lambda: panel._judged is not None, "the figures")
    page(panel, panel.curves)
    return panel


def kept(window: MainWindow) -> list[Chosen]:
    """What the project keeps."""
    return list(window.document.project.decisions.values())


def choose(panel: ResultsPanel, label: str, threshold: str) -> None:
    """Keep a threshold for a label."""
    look_at(panel, label)
    type_into(panel.curves.box.number, threshold)
    click(panel.curves.box.use)


def look_at(panel: ResultsPanel, label: str) -> None:
    """Choose a label at the top right."""
    by_letters(panel.choices.target_box, label)
    until(lambda: panel._judged.target_names == (label,), label)


def require_followed(panel: ResultsPanel, *thresholds: float) -> None:
    """Every label is answered from its threshold on, on every page."""
    whole = panel._whole
    said = (whole.given >= thresholds).astype(int)
    assert whole.said.tolist() == said.tolist()
    table = panel.overview.targets
    shares = [
        [(said[:, i] == whole.true[:, i]).mean(), said[whole.true[:, i] == 1, i].mean()] for i in range(3)
    ]
    told = [[table.item(row, column).text() for column in (1, 3)] for row in range(3)]
    assert told == [[f"{100 * share:.1f}\N{NARROW NO-BREAK SPACE}%" for share in row] for row in shares]
    for i, name in enumerate(whole.target_names):
        look_at(panel, name)
        judged = panel._judged
        assert judged.said.tolist() == said[:, i].tolist()
        page(panel, panel.mistakes)
        wrong = np.flatnonzero(said[:, i] != whole.true[:, i])
        assert set(panel.mistakes.gallery.positions.tolist()) == set(wrong.tolist())
        page(panel, panel.curves)
        assert panel.curves.box.number.text() == f"{thresholds[i]:g}"


def test_two_are_kept_followed_saved_and_taken_back(
    window: MainWindow, panel: ResultsPanel, tmp_path: Path
) -> None:
    box = panel.curves.box
    look_at(panel, "bright")
    type_into(box.number, "0.2")
    assert box.note.text() == "Only tried so far, and kept nowhere."
    assert kept(window) == []
    click(box.use)
    assert kept(window) == [(None, Decision(0.2), None)]
    told = "Kept for these weights: bright = yes from 0.2 on, chosen on the validation part."
    assert box.note.text() == told
    choose(panel, "loud", "0.7")
    assert kept(window) == [(None, Decision(0.2), Decision(0.7))]
    assert window.document.undo_stack.undoText() == "Answer loud = 1 from 0.7 on"
    require_followed(panel, 0.5, 0.2, 0.7)

    path = saved(window, tmp_path / "p.nnstudio")
    told = shell(tmp_path, "evaluate", path.name, "--split", "validation", "--json").event("evaluation")
    assert told["decisions"] == {
        "bright": {"class": "yes", "threshold": 0.2},
        "loud": {"class": "1", "threshold": 0.7},
    }
    assert told["metrics"]["accuracy"] == panel._whole.metrics["accuracy"]
    window.beginning.empty()
    looked_at(window, path, "Measure it")
    require_followed(panel, 0.5, 0.2, 0.7)

    look_at(panel, "bright")
    page(panel, panel.overview)
    assert panel.overview.sentence.text().endswith("\nbright = yes from 0.2 on")
    click(button(panel.overview, "Back to 0.5"))
    assert kept(window) == [(None, None, Decision(0.7))]
    assert window.document.undo_stack.undoText() == "Answer bright = yes from 0.5 on"
    require_followed(panel, 0.5, 0.5, 0.7)
    press(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    require_followed(panel, 0.5, 0.2, 0.7)


def test_what_is_only_tried_goes_with_its_label(window: MainWindow, panel: ResultsPanel) -> None:
    choose(panel, "warm", "0.3")
    look_at(panel, "loud")
    type_into(panel.curves.box.number, "0.9")
    assert (panel._whole.said == (panel._whole.given >= [0.3, 0.5, 0.9])).all()
    page(panel, panel.overview)
    assert panel.overview.sentence.text().endswith("loud = 1 from 0.9 on, only tried so far")
    page(panel, panel.curves)
    look_at(panel, "warm")
    require_followed(panel, 0.3, 0.5, 0.5)
    assert kept(window) == [(Decision(0.3), None, None)]


def test_the_answer_that_is_tried_follows(window: MainWindow, panel: ResultsPanel) -> None:
    page(panel, panel.trial)
    answer = panel.trial.answer
    until(lambda: answer.tried is not None, "an answer")
    p = float(answer.tried.answers[0].numbers[0, 0])
    threshold, said, share = (round(p / 2, 4), "yes", p) if p > 0.01 else (0.9, "no", 1 - p)
    page(panel, panel.curves)
    choose(panel, "warm", f"{threshold:g}")
    page(panel, panel.trial)
    until(lambda: f"warm = yes from {threshold:g} on" in answer.told.text(), "the threshold")
    assert (answer.bars.lines[0].name, answer.bars.lines[0].share) == (f"warm: {said}", share)


def test_the_test_part_is_remembered_with_them(window: MainWindow, panel: ResultsPanel) -> None:
    choose(panel, "warm", "0.25")
    by_letters(panel.choices.part_box, "Test")
    click(button(panel, "Open the test part"))
    until(lambda: panel.is_open, "the results")
    require_followed(panel, 0.25, 0.5, 0.5)
    assert panel._whole.part == "test"
    choose(panel, "loud", "0.1")
    page(panel, panel.overview)
    assert panel.overview.sentence.text().endswith("loud = 1 from 0.1 on, chosen on these very samples")
    assert kept(window) == [(Decision(0.25), None, Decision(0.1, 1, "test"))]
