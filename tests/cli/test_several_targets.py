"""Several columns to predict on the command line: from the file to figures, answers and a script that needs no program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nnstudio.project import file
from nnstudio.system.numbers import figure_text, percent_text
from tests.cli.conftest import Inside
from tests.data.targets import LABELS, NUMBERS, labels_table, numbers_table


def targets(names: tuple[str, ...]) -> list[str]:
    return [word for name in names for word in ("--target", name)]


@pytest.fixture(params=["numbers", "labels"])
def trained(request: pytest.FixtureRequest, run: Inside, tmp_path: Path) -> tuple[str, tuple[str, ...]]:
    """A project that was trained for a moment, beside its table."""
    names = NUMBERS if request.param == "numbers" else LABELS
    table = (numbers_table if request.param == "numbers" else labels_table)(tmp_path)
    made = run("new", "textbook", "--data", table.name, *targets(names), "-o", "p.nnstudio")
    assert made.code == 0, made.err
    assert run("train", "p.nnstudio", "--epochs", "4", "--device", "cpu").code == 0
    return request.param, names


def test_described_with_every_target(run: Inside, tmp_path: Path) -> None:
    numbers_table(tmp_path)
    told = run("data", "describe", "numbers.csv", *targets(NUMBERS), "--json")
    assert told.event("data")["targets"] == list(NUMBERS)
    assert [e["name"] for e in told.events if e["event"] == "column" and e["target"]] == list(NUMBERS)
    assert (
        "predict 3 numbers: mass, girth, beats"
        in run("data", "describe", "numbers.csv", *targets(NUMBERS)).out
    )


def test_figures_for_every_target(run: Inside, trained: tuple[str, tuple[str, ...]]) -> None:
    kind, names = trained
    told = run("evaluate", "p.nnstudio", "--json").event("evaluation")
    assert list(told["targets"]) == list(names)
    keys = {
        "numbers": {"mae", "rmse", "r2", "bias"},
        "labels": {"accuracy", "precision", "recall", "f1", "auc"},
    }
    for figures in told["targets"].values():
        assert set(figures) == keys[kind] | {"guessing", "last_value", "calibration"}
        assert (figures["calibration"] is None) == (kind == "numbers")
    if kind == "labels":
        mean = np.mean([figures["accuracy"] for figures in told["targets"].values()])
        assert told["metrics"]["accuracy"] == pytest.approx(mean)
        for figures in told["targets"].values():
            assert figures["calibration"]["share"] == pytest.approx(figures["accuracy"])
    words = run("evaluate", "p.nnstudio").out
    assert all(f"\n{name}" in words for name in names)
    assert ("Calibration error" in words) == (kind == "labels")
    assert ("those above are over all targets, as they are scaled" in words) == (kind == "numbers")
    usual, guess = {
        "numbers": ("the mean of", f"mean absolute error {figure_text(told['guessing'])}"),
        "labels": ("what is most frequent for each label in", f"accuracy {percent_text(told['guessing'])}"),
    }[kind]
    assert f"\nGuessing would reach {guess}, always answering {usual} the training part\n" in words


def test_answers_for_every_target_and_the_same_from_a_script(
    run: Inside, trained: tuple[str, tuple[str, ...]], tmp_path: Path
) -> None:
    kind, names = trained
    answered = run("predict", "p.nnstudio", "--data", f"{kind}.csv")
    lines = answered.out.splitlines()
    heading = lines[0].split(",")
    assert heading[:: 2 if kind == "labels" else 1] == list(names)
    first = run("predict", "p.nnstudio", "--data", f"{kind}.csv", "--json").events[0]
    if kind == "labels":
        assert list(first["answer"]) == list(first["probabilities"]) == list(names)
    else:
        assert first["answer"] == [float(cell) for cell in lines[1].split(",")]
    done = run("export", "p.nnstudio", "--to", "numpy-script", "-o", "alone.py", "--no-proof")
    assert done.code == 0, done.err
    alone = subprocess.run(
        [sys.executable, "-I", "alone.py", f"{kind}.csv"], cwd=tmp_path, capture_output=True, encoding="utf-8",
        timeout=60, check=True,
    )  # fmt: skip
    theirs = alone.stdout.splitlines()
    assert theirs[0] == lines[0]
    for ours, line in zip(lines[1:], theirs[1:], strict=True):
        for a, b in zip(ours.split(","), line.split(","), strict=True):
            try:
                assert float(a) == pytest.approx(float(b), rel=1e-4, abs=1e-5)
            except ValueError:
                assert a == b


def test_proven_by_another_program_with_rows_as_they_are(
    run: Inside, trained: tuple[str, tuple[str, ...]]
) -> None:
    pytest.importorskip("onnxruntime")
    told = run("export", "p.nnstudio", "-o", "p.onnx", "--set", "preprocessing=true")
    assert told.code == 0, told.err
    assert "proven: ONNX Runtime" in told.out


def test_what_does_not_go_together_is_one_line(run: Inside, tmp_path: Path) -> None:
    labels_table(tmp_path)
    every = targets((*LABELS, "a", "b", "c"))
    told = run("new", "textbook", "--data", "labels.csv", *every, "-o", "p.nnstudio")
    assert told.code == 1
    assert "every column is to be predicted" in told.complaint
    assert not Path("p.nnstudio").exists()


def test_rows_in_files_of_their_own(run: Inside, tmp_path: Path) -> None:
    whole = numbers_table(tmp_path).read_text(encoding="utf-8").splitlines()
    Path("main.csv").write_text("\n".join(whole[:90]), encoding="utf-8")
    Path("last.csv").write_text("\n".join([whole[0], *whole[90:]]), encoding="utf-8")
    made = run("new", "textbook", "--data", "main.csv", "--test-file", "last.csv", "-o", "p.nnstudio")
    assert made.code == 0, made.err
    project, _ = file.load(Path("p.nnstudio"))
    assert project.data.source.test_path == str(tmp_path / "last.csv")
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    assert run("evaluate", "p.nnstudio", "--json").event("evaluation")["samples"] == len(whole) - 90
    told = run("new", "textbook", "--data", "main.csv", "--validation-file", "none.csv", "-o", "q.nnstudio")
    assert told.code == 1
    assert "none.csv: there is no such file" in told.complaint
    assert (
        "are for tables"
        in run("new", "textbook", "--data", "digits", "--test-file", "x", "-o", "q.nnstudio").complaint
    )
