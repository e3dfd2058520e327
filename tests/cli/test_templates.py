"""Templates on the command line: made, trained, judged and asked, those of another plan as well."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.sources import Bundled
from nnstudio.project import file
from nnstudio.project.templates import TEMPLATES
from tests.cli.conftest import Inside


def test_samples_lists_every_template_with_its_data(run: Inside) -> None:
    told = run("samples")
    listed = {e["name"]: e["data"] for e in run("samples", "--json").events if e["event"] == "template"}
    assert listed == {key: chosen.data for key, chosen in TEMPLATES.items()}
    for key, chosen in TEMPLATES.items():
        assert key in told.out
        assert str(chosen.summary) in told.out


@pytest.mark.parametrize("key", [key for key, chosen in TEMPLATES.items() if chosen.data])
def test_a_template_opens_ready_to_train(run: Inside, key: str) -> None:
    made = run("new", key, "-o", "made", "--json")
    assert (made.code, made.err) == (0, "")
    assert made.event("created")["notes"] == []
    project, trained = file.load(Path("made.nnstudio"))
    assert trained is None
    assert project.data.source == Bundled(TEMPLATES[key].data)
    assert run("summary", "made.nnstudio", "--json").event("summary")["problems"] == []


def _columns(path: Path, name: str, rows: int) -> np.ndarray:
    """Write some samples of a bundled set as a table, and return them."""
    dataset = Bundled(name).read()
    if isinstance(dataset.inputs, np.ndarray):
        values = dataset.inputs[:rows].reshape(rows, -1)
        names = [f"p{i}" for i in range(values.shape[1])]
    else:
        values = np.stack([column.values[:rows] for column in dataset.inputs], axis=1)
        names = [column.name for column in dataset.inputs]
    with path.open("w", newline="", encoding="utf-8") as table:
        csv.writer(table).writerows([names, *values.tolist()])
    return values


@pytest.mark.parametrize(("data", "unit", "epochs"), [("digits", 16.0, 30), ("wine", 1700.0, 200)])
def test_an_autoencoder_from_the_first_line_to_the_last(
    run: Inside, tmp_path: Path, data: str, unit: float, epochs: int
) -> None:
    assert run("new", "autoencoder", "--data", data, "-o", "a").code == 0
    trained = run("train", "a.nnstudio", "--epochs", str(epochs), "--device", "cpu", "--json")
    assert trained.code == 0
    told = [e for e in trained.events if e["event"] == "epoch"]
    assert told[-1]["val_loss"] < 0.7 * told[0]["val_loss"]
    judged = run("evaluate", "a.nnstudio", "--json").event("evaluation")
    assert judged["loss"] < 0.7  # a network that gives the mean again has 1
    assert set(judged["metrics"]) == {"mae"}
    given = _columns(tmp_path / "rows.csv", data, 40)
    answered = run("predict", "a.nnstudio", "--data", "rows.csv")
    names, *rows = csv.reader(io.StringIO(answered.out))
    back = np.array(rows, float)
    assert back.shape == given.shape
    assert len(set(names)) == given.shape[1]
    # In the unit of what was given, and nearer to it than the mean sample is.
    assert np.abs(back).max() < 1.5 * unit
    assert np.square(back - given).sum() < 0.7 * np.square(given.mean(axis=0) - given).sum()
    events = run("predict", "a.nnstudio", "--data", "rows.csv", "--json").events
    assert [len(e["answer"]) for e in events] == [given.shape[1]] * 40
    written = run("export", "a.nnstudio", "--to", "numpy-script", "-o", "a.py")
    assert (written.code, written.err) == (0, "")
    assert "gave the same outputs" in written.out


def test_two_inputs_from_the_first_line_to_the_last(run: Inside, tmp_path: Path) -> None:
    assert run("new", "two-inputs", "-o", "t").code == 0
    assert run("train", "t.nnstudio", "--epochs", "4", "--device", "cpu").code == 0
    assert run("evaluate", "t.nnstudio", "--json").event("evaluation")["metrics"]["accuracy"] > 0.85
    _columns(tmp_path / "rows.csv", "breast-cancer", 50)
    events = run("predict", "t.nnstudio", "--data", "rows.csv", "--json").events
    target = Bundled("breast-cancer").read().target
    truth = [target.categories[code] for code in target.values[:50]]
    assert np.mean([e["answer"] == right for e, right in zip(events, truth, strict=True)]) > 0.85
    written = run("export", "t.nnstudio", "-o", "t.onnx")
    assert (written.code, written.err) == (0, "")
    assert "gave the same class for 64 of 64 samples" in written.out


def test_inputs_that_do_not_add_up_are_told_with_the_arithmetic(run: Inside, tmp_path: Path) -> None:
    assert run("new", "two-inputs", "-o", "t").code == 0
    project, _ = file.load(tmp_path / "t.nnstudio")
    file.save(tmp_path / "t.nnstudio", project.replace(data=project.data.replace(source=Bundled("wine"))))
    told = run("train", "t.nnstudio")
    assert told.code == 1
    assert told.complaint == "The Inputs take 10 + 20 = 30 features, but the data has 13"
