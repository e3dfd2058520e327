"""nnstudio evaluate --importance: what each column is worth."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from nnstudio.project import file
from nnstudio.project.judging.importance import DEALS, importances
from nnstudio.project.judging.judgement import judge
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data
from tests.cli.conftest import Inside
from tests.data.logs import sites_log


@pytest.fixture
def trained(run: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A network that was trained on a table in which a colour decides, a size helps and a number is noise."""
    monkeypatch.chdir(tmp_path)
    draw = np.random.default_rng(0)
    lines = []
    for i in range(1200):
        kind = i % 2
        size = draw.normal(1.2 * kind)
        colour = ("red", "green", "blue")[kind if draw.random() < 0.9 else 2]
        lines.append(f"{draw.normal():.3f},{colour},{size:.3f},{'ab'[kind]}")
    Path("t.csv").write_text("\n".join(["noise,colour,size,kind", *lines]) + "\n", encoding="utf-8")
    assert run("new", "mlp", "--data", "t.csv", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "15", "--more-metrics", "--device", "cpu").code == 0
    return tmp_path / "p.nnstudio"


def test_what_decides_comes_first_and_noise_is_worth_nothing(run: Inside, trained: Path) -> None:
    told = run("evaluate", "p.nnstudio", "--importance", "--json")
    found = [event for event in told.events if event["event"] == "importance"]
    assert [event["column"] for event in found] == ["colour", "size", "noise"]
    colour, size, noise = found
    assert colour["loss"] > 0.3
    assert colour["loss"] > size["loss"] > abs(noise["loss"])
    assert abs(noise["loss"]) < 0.1 * colour["loss"]
    assert colour["metrics"]["accuracy"] < -0.2
    assert colour["metrics"]["auc"] < -0.2
    again = run("evaluate", "p.nnstudio", "--importance", "--json")
    assert again.out == told.out, "the same seed deals the same way"
    text = run("evaluate", "p.nnstudio", "--importance").out.splitlines()
    assert text[5] == f"With the values of one column dealt out among the rows, {DEALS} times:"
    assert text[8].split()[0] == "colour"
    assert text[8].count("points") == 1, "the accuracy is a share, the AUC is none"
    assert text[8].count("−") == 2, "as all other numbers are written"
    assert "-" not in text[8]


def test_all_values_of_a_text_go_together_and_nothing_is_changed(trained: Path) -> None:
    """A row with the colours of two others would be no row that there can be."""
    result = file.load(trained)[1]
    assert result is not None
    prepared = load_data(Project(result.network, data=result.data, training=result.training))
    before = prepared.test.x.copy()
    found = {each.column: each for each in importances(result, prepared)}
    assert np.array_equal(prepared.test.x, before)
    usual = judge(result, prepared).loss
    # What the network answers where every row has the colour that some row has, over all pairs of rows.
    columns = [len(column.features) for column in prepared.preprocessor.columns]
    assert columns == [1, 3, 1]
    colours = before[:, 1:4]
    model = result.model(samples=len(before))
    every = []
    for colour in np.unique(colours, axis=0):
        x = before.copy()
        x[:, 1:4] = colour
        share = float((colours == colour).all(axis=1).mean())
        every.append(share * model.evaluate(result.feed(x), prepared.test.y)["loss"])
    expected = sum(every) - usual
    assert found["colour"].loss == pytest.approx(expected, abs=4 * found["colour"].spread / DEALS**0.5 + 0.02)


def test_a_column_is_dealt_out_with_what_stood_in_it_before(
    run: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One value of several that say nearly the same would look unimportant."""
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text(sites_log(150), encoding="utf-8")
    assert run("new", "mlp", "--data", "log.csv", "--earlier", "2", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "40", "--device", "cpu").code == 0
    told = run("evaluate", "p.nnstudio", "--importance", "--json")
    found = [event for event in told.events if event["event"] == "importance"]
    assert {event["column"] for event in found} == {"temperature", "load", "site", "time"}
    assert found[0]["column"] == "load", "which follows from its own two values before"
    words = "With the values of one column, and what stood there in the rows before, dealt out"
    assert words in run("evaluate", "p.nnstudio", "--importance").out


def test_pictures_have_no_columns(run: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "logistic", "--data", "digits", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0
    assert "of tables with a target only" in run("evaluate", "p.nnstudio", "--importance").complaint


def test_a_person_at_a_terminal_sees_how_far_it_is(
    run: Inside, trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table of hundreds of columns takes a minute; whatever reads the lines sees none of it."""
    assert "is worth" not in run("evaluate", trained.name, "--importance").out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    told = run("evaluate", trained.name, "--importance")
    assert "what each column is worth" in told.out
    assert "left" in told.out
    assert "is worth" not in run("evaluate", trained.name, "--importance", "--json").out
