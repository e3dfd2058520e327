"""evaluate, predict and exported scripts follow the threshold that a project keeps."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.preparing.deciding import Decision
from nnstudio.nn.uncertainty import of_share
from nnstudio.project import file
from nnstudio.project.decisions import with_chosen
from nnstudio.system.folders import resources
from nnstudio.system.numbers import percent_text
from tests.cli.conftest import Inside

KEPT = {"diagnosis": {"class": "malignant", "threshold": 0.12}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a trained project, and rows to predict."""
    return tmp_path_factory.mktemp("threshold")


@pytest.fixture
def decided(run: Inside, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that keeps a threshold for its last weights."""
    monkeypatch.chdir(folder)
    if not (folder / "p.nnstudio").exists():
        assert run("new", "textbook", "--data", "breast-cancer", "-o", "p").code == 0
        assert run("train", "p.nnstudio", "--epochs", "3", "--device", "cpu").code == 0
        lines = (
            (resources() / "datasets" / "breast-cancer.csv").read_text(encoding="utf-8").splitlines()[:120]
        )
        (folder / "rows.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    project, trained = file.load(folder / "p.nnstudio")
    assert trained is not None
    second = trained.preprocessor.classes[1]
    assert second == "malignant"
    file.save(folder / "q.nnstudio", with_chosen(project, trained.weights(), (Decision(0.12),)), trained)
    return folder / "q.nnstudio"


def answered(text: str) -> list[tuple[str, float]]:
    """Answer and probability of the second class, row by row."""
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][2] == "P(malignant)"
    return [(row[0], float(row[2])) for row in rows[1:]]


def test_predictions_follow_it_and_say_so(run: Inside, decided: Path) -> None:
    told = answered(run("predict", "q.nnstudio", "--data", "rows.csv").out)
    assert told == [("malignant" if p >= 0.12 else "benign", p) for _, p in told]
    usual = answered(run("predict", "p.nnstudio", "--data", "rows.csv").out)
    assert usual == [("malignant" if p >= 0.5 else "benign", p) for _, p in usual]
    assert usual != told
    written = run("predict", "q.nnstudio", "--data", "rows.csv", "-o", "answers.csv").out
    assert written == "answers.csv: 119 rows, malignant from 0.12 on\n"
    assert run("predict", "p.nnstudio", "--data", "rows.csv", "-o", "a.csv").out == "a.csv: 119 rows\n"
    spoken = run("predict", "q.nnstudio", "--data", "rows.csv", "--json")
    assert spoken.event("decisions") == {"event": "decisions", "decisions": KEPT}


def test_a_threshold_on_the_command_line_takes_its_place(run: Inside, decided: Path) -> None:
    told = answered(run("predict", "q.nnstudio", "--data", "rows.csv", "--threshold", "0.9").out)
    assert told == [("malignant" if p >= 0.9 else "benign", p) for _, p in told]
    for wrong in ("0", "1", "nan", "-3"):
        refused = run("predict", "q.nnstudio", "--data", "rows.csv", f"--threshold={wrong}")
        assert (refused.code, "lies between 0 and 1" in refused.complaint) == (1, True)


def test_figures_follow_it(run: Inside, decided: Path) -> None:
    found, usual = (
        run("evaluate", name, "--json").event("evaluation") for name in ("q.nnstudio", "p.nnstudio")
    )
    assert found["decisions"] == KEPT
    assert usual["decisions"] == {}
    assert found["loss"] == usual["loss"]
    assert found["classes"]["malignant"]["recall"] > usual["classes"]["malignant"]["recall"]
    right = sum(found["confusion"][i][i] for i in (0, 1))
    assert found["metrics"]["accuracy"] == right / found["samples"] != usual["metrics"]["accuracy"]
    again = run("evaluate", "p.nnstudio", "--threshold", "0.12", "--json").event("evaluation")
    assert again == found
    assert run("evaluate", "q.nnstudio").out.splitlines()[0].endswith(", malignant from 0.12 on")


def test_how_far_answers_may_be_believed(run: Inside, decided: Path) -> None:
    found = run("evaluate", "q.nnstudio", "--json").event("evaluation")
    told = found["calibration"]
    assert told["share"] == pytest.approx(found["metrics"]["accuracy"])
    assert sum(each["samples"] for each in told["groups"]) == found["samples"]
    assert told["verdict"] in ("fitting", "too sure", "too unsure", "uneven")
    guess, sure, line = run("evaluate", "q.nnstudio").out.splitlines()[1:]
    right = np.arange(found["samples"]) < round(found["metrics"]["accuracy"] * found["samples"])
    assert found["uncertainty"] == pytest.approx(of_share(right))
    assert f"about ±{100 * of_share(right):.1f} percentage points" in sure
    assert sure.endswith(f" interval with {found['samples']} samples")
    usual = f"accuracy {percent_text(found['guessing'])}, always answering the most frequent class of the training part"
    assert guess == f"Guessing would reach {usual}"
    assert f" right: calibration error {percent_text(told['error'])}" in line


def test_what_a_column_is_worth_follows_it(run: Inside, decided: Path) -> None:
    """Where everything is malignant, no column changes that."""
    told = run("evaluate", "q.nnstudio", "--importance", "--threshold", "0.0001", "--json")
    changes = [e["metrics"]["accuracy"] for e in told.events if e["event"] == "importance"]
    assert changes
    assert not any(changes)


def test_only_two_classes_have_one(run: Inside, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert run("new", "mlp", "--data", "iris", "-o", "iris", "--force").code == 0
    assert run("train", "iris.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    refused = run("evaluate", "iris.nnstudio", "--threshold", "0.4")
    assert refused.complaint == "--threshold: this network answers no yes/no question"


def test_a_script_answers_as_the_program_does(run: Inside, decided: Path) -> None:
    told = run("export", "q.nnstudio", "--to", "numpy-script", "-o", "script.py", "--force", "--json").event(
        "exported"
    )
    assert told["proof"]["class_agreement"] == 1
    answers = subprocess.run(
        [sys.executable, "-I", "-B", "script.py", "rows.csv"], capture_output=True, text=True, check=True
    ).stdout
    theirs, ours = answered(answers), answered(run("predict", "q.nnstudio", "--data", "rows.csv").out)
    assert [name for name, _ in theirs] == [name for name, _ in ours]
    assert [p for _, p in theirs] == pytest.approx([p for _, p in ours], abs=1e-6)
