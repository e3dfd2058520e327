"""evaluate, predict and exported scripts follow the thresholds that a project keeps for its labels."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.preparing.deciding import Decision
from nnstudio.project import file
from nnstudio.project.decisions import with_chosen
from tests.cli.conftest import Inside
from tests.data.targets import LABELS
from tests.project.labelled import labelled

CHOSEN = (Decision(0.35), None, Decision(0.6, 0))
KEPT = {"warm": {"class": "yes", "threshold": 0.35}, "loud": {"class": "0", "threshold": 0.6}}
WORDS = "warm = yes from 0.35 on, loud = 0 from 0.6 on"


@pytest.fixture
def decided(run: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project that keeps two thresholds, one that keeps none, and rows to predict."""
    monkeypatch.chdir(tmp_path)
    project, trained, _ = labelled(tmp_path)
    file.save(tmp_path / "p.nnstudio", project, trained)
    file.save(tmp_path / "q.nnstudio", with_chosen(project, trained.weights(), CHOSEN), trained)


def answered(text: str) -> tuple[list[list[str]], np.ndarray]:
    """What each label is answered, and how probable its yes is, row by row."""
    head, *rows = csv.reader(io.StringIO(text))
    assert head[::2] == list(LABELS)
    return [row[::2] for row in rows], np.array([row[1::2] for row in rows], float)


def expected(p: np.ndarray, warm: float = 0.35, bright: float = 0.5) -> list[list[str]]:
    """What is to be answered."""
    return [
        ["yes" if w >= warm else "no", "yes" if b >= bright else "no", "0" if 1 - l >= 0.6 else "1"]
        for w, b, l in p
    ]


@pytest.mark.usefixtures("decided")
def test_predictions_follow_them_and_say_so(run: Inside) -> None:
    told, p = answered(run("predict", "q.nnstudio", "--data", "labels.csv").out)
    usual, _ = answered(run("predict", "p.nnstudio", "--data", "labels.csv").out)
    assert told == expected(p) != usual
    assert [row[1] for row in told] == [row[1] for row in usual], "nothing was chosen for this one"
    written = run("predict", "q.nnstudio", "--data", "labels.csv", "-o", "answers.csv").out
    assert written == f"answers.csv: 160 rows, {WORDS}\n"
    spoken = run("predict", "q.nnstudio", "--data", "labels.csv", "--json")
    assert spoken.event("decisions") == {"event": "decisions", "decisions": KEPT}


@pytest.mark.usefixtures("decided")
def test_one_on_the_command_line_takes_the_place_of_its_own_only(run: Inside) -> None:
    trial = ("--threshold", "bright=0.4", "--threshold", "warm=0.7")
    told, p = answered(run("predict", "q.nnstudio", "--data", "labels.csv", *trial).out)
    assert told == expected(p, 0.7, 0.4)
    found = run("evaluate", "q.nnstudio", *trial, "--json").event("evaluation")
    assert found["decisions"] == {
        "warm": {"class": "yes", "threshold": 0.7},
        "bright": {"class": "yes", "threshold": 0.4},
        "loud": {"class": "0", "threshold": 0.6},
    }
    assert run("evaluate", "q.nnstudio", "--json").event("evaluation")["decisions"] == KEPT
    found = run("evaluate", "q.nnstudio", "--threshold", "loud=0.8", "--json").event("evaluation")
    assert found["decisions"] == {**KEPT, "loud": {"class": "0", "threshold": 0.8}}, "of the same answer"


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("0.3", "--threshold 0.3: name the label, as in warm=0.3; there are 'warm', 'bright', 'loud'"),
        (
            "cold=0.3",
            "--threshold cold=0.3: name the label, as in warm=0.3; there are 'warm', 'bright', 'loud'",
        ),
        ("warm=1", "--threshold warm=1: a threshold lies between 0 and 1"),
        ("warm=", "--threshold warm=: a threshold lies between 0 and 1"),
        ("warm=half", "--threshold warm=half: a threshold lies between 0 and 1"),
    ],
)
def test_what_is_none_is_refused_in_one_line(run: Inside, given: str, told: str) -> None:
    refused = run("predict", "q.nnstudio", "--data", "labels.csv", "--threshold", given)
    assert (refused.code, refused.complaint) == (1, told)


@pytest.mark.usefixtures("decided")
def test_figures_follow_them(run: Inside) -> None:
    found, usual = (
        run("evaluate", name, "--json").event("evaluation") for name in ("q.nnstudio", "p.nnstudio")
    )
    assert usual["decisions"] == {}
    assert found["loss"] == usual["loss"]
    for name, figures in found["targets"].items():
        before = usual["targets"][name]
        assert figures["auc"] == before["auc"]
        assert (figures == before) == (name == "bright")
    of_each = [figures["accuracy"] for figures in found["targets"].values()]
    assert found["metrics"]["accuracy"] == pytest.approx(np.mean(of_each))
    assert f", {WORDS}\n" in run("evaluate", "q.nnstudio").out


@pytest.mark.usefixtures("decided")
def test_a_script_answers_as_the_program_does(run: Inside) -> None:
    made = run("export", "q.nnstudio", "--to", "numpy-script", "-o", "script.py", "--json").event("exported")
    assert made["proof"]["class_agreement"] == 1
    assert WORDS in made["proof"]["words"]
    command = [sys.executable, "-I", "-B", "script.py", "labels.csv"]
    theirs = answered(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = answered(run("predict", "q.nnstudio", "--data", "labels.csv").out)
    assert theirs[0] == ours[0]
    np.testing.assert_allclose(theirs[1], ours[1], atol=1e-6)
