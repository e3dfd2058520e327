"""nnstudio export: which proof ran, settings of formats, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.cli.export import with_settings
from nnstudio.export import FORMATS, Disagreement, Onnx
from nnstudio.export.diagram import Png, Svg
from nnstudio.nn.fields import fields_of
from nnstudio.project import file
from nnstudio.project.judging.judgement import judge
from nnstudio.project.trained import load_data
from nnstudio.system.messages import StudioError
from tests.cli.conftest import Inside


@pytest.fixture
def trained(run: Inside, tmp_path: Path) -> Path:
    """A project of its own CSV file, trained for two epochs."""
    generator = np.random.default_rng(1)
    lines = [
        "size,colour,kind",
        *(f"{generator.normal():.3f},{'rgb'[i % 3]},{'ab'[i % 2]}" for i in range(80)),
    ]
    (tmp_path / "things.csv").write_text("\n".join(lines), encoding="utf-8")
    assert run("new", "textbook", "--data", "things.csv", "-o", "a").code == 0
    assert run("train", "a.nnstudio", "--epochs", "2", "--device", "cpu").code == 0
    return tmp_path


def test_which_proof_ran_is_said(run: Inside, trained: Path) -> None:
    told = run("export", "a.nnstudio", "-o", "a.onnx")
    assert told.code == 0
    first, *rest = told.out.splitlines()
    assert first == "a.onnx: ONNX, best weights (epoch 2)"
    assert "a.onnx.proof.json" in rest
    proven = next(line for line in rest if line.startswith("proven: "))
    assert "gave the same class for 16 of 16 samples; largest difference" in proven
    assert "on 16 samples of the test part" in told.out
    event = run("export", "a.nnstudio", "-o", "a.onnx", "--json").event("exported")
    assert event["files"] == ["a.onnx", "a.onnx.proof.json"]
    assert event["proof"]["samples"] == 16
    assert event["proof"]["class_agreement"] == 1
    assert event["proof"]["words"] == proven.removeprefix("proven: ")
    assert event["reason"] is None


def test_without_the_data_rows_are_drawn_and_that_is_said(run: Inside, trained: Path) -> None:
    (trained / "things.csv").unlink()
    told = run("export", "a.nnstudio", "-o", "a.onnx")
    assert told.code == 0
    assert "proven: " in told.out
    assert "on 64 samples drawn at random (Cannot read " in told.out
    assert "things.csv: there is no such file" in told.out
    assert "things.csv" not in (trained / "a.onnx.proof.json").read_text(
        encoding="utf-8"
    )  # it may go to somebody else


def test_no_proof_is_said_too(run: Inside, trained: Path) -> None:
    told = run("export", "a.nnstudio", "-o", "a.onnx", "--no-proof")
    assert told.out.splitlines()[-1] == "not proven: no proof was wanted"
    event = run("export", "a.nnstudio", "-o", "a.onnx", "--no-proof", "--json").event("exported")
    assert event["proof"] is None
    assert event["reason"] == "no proof was wanted"
    assert json.loads((trained / "a.onnx.proof.json").read_text(encoding="utf-8"))["proven"] is False


def test_a_file_that_disagrees_ends_with_1(
    run: Inside, trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_args: Any) -> None:
        raise Disagreement(
            "The exported file does not agree: with Oracle 1 its outputs differ by {x}", x="0.5"
        )

    monkeypatch.setattr(Onnx, "prove", wrong)
    before = {path.name for path in trained.iterdir()}
    told = run("export", "a.nnstudio", "-o", "a.onnx")
    assert told.code == 1
    assert told.complaint == "The exported file does not agree: with Oracle 1 its outputs differ by 0.5"
    assert {path.name for path in trained.iterdir()} == before


def test_the_best_weights_are_used_unless_the_last_are_wanted(run: Inside, trained: Path) -> None:
    run("train", "a.nnstudio", "--epochs", "12", "--learning-rate", "9", "--device", "cpu")
    project, kept = file.load(trained / "a.nnstudio")
    assert kept is not None
    prepared = load_data(project)
    assert 0 < kept.checkpoint.history.best < 12
    for which, wanted in (("best", ()), ("best", ("--weights", "best")), ("last", ("--weights", "last"))):
        epoch = kept.checkpoint.history.best if which == "best" else 12
        told = run("export", "a.nnstudio", "-o", "w.npz", "--no-proof", *wanted)
        assert f", {which} weights (epoch {epoch})" in told.out
        event = run("evaluate", "a.nnstudio", *wanted, "--json").event("evaluation")
        assert (event["weights"], event["epoch"]) == (which, epoch)
        assert event["loss"] == judge(kept, prepared, "test", which).loss
        with np.load(trained / "w.npz", allow_pickle=False) as arrays:
            for key, array in kept.weights(which).items():
                np.testing.assert_array_equal(arrays[key], array)
        assert json.loads((trained / "w.npz.proof.json").read_text(encoding="utf-8"))["epoch"] == epoch


def test_a_format_that_needs_no_weights_takes_a_drawing(run: Inside, tmp_path: Path) -> None:
    run("new", "textbook", "-o", "a")
    assert run("export", "a.nnstudio", "-o", "a.svg").code == 0
    assert (tmp_path / "a.svg").read_bytes().lstrip().startswith((b"<?xml", b"<svg"))
    assert run("export", "a.nnstudio", "-o", "a.onnx").code == 1


def test_somebody_elses_record_is_kept_unless_forced(run: Inside, trained: Path) -> None:
    (trained / "a.npz.proof.json").write_text("mine", encoding="utf-8")
    told = run("export", "a.nnstudio", "-o", "a.npz")
    assert told.code == 1
    assert "NumPy archive also writes a.npz.proof.json" in told.complaint
    assert not (trained / "a.npz").exists()
    assert run("export", "a.nnstudio", "-o", "a.npz", "--force").code == 0


def test_all_formats_and_settings_are_listed(run: Inside) -> None:
    told = run("export", "--formats")
    assert told.code == 0
    for cls in FORMATS:
        assert f"  {cls.key} " in told.out
        assert cls.summary in told.out
        for info in fields_of(cls):
            assert f"--set {info.name}=" in told.out


# Settings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cls", tuple(FORMATS), ids=lambda cls: cls.key)
def test_every_setting_can_be_given_as_text(cls: Any) -> None:
    """As the help shows it: the default, and every choice."""
    for info in fields_of(cls):
        values = info.field.choices or ((True, False) if info.kind == "bool" else (info.default,))
        for value in values:
            text = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
            assert getattr(with_settings(cls(), [f"{info.name}={text}"]), info.name) == value


def test_settings_reach_the_file(run: Inside, trained: Path) -> None:
    run("export", "a.nnstudio", "-o", "colour.svg")
    run("export", "a.nnstudio", "-o", "grey.svg", "--set", "colours=grey", "--set", "parameters=no")
    assert (trained / "colour.svg").read_bytes() != (trained / "grey.svg").read_bytes()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("text_size", "--set needs a name and a value: --set NAME=VALUE, not 'text_size'"),
        ("weight=1", "svg has no setting 'weight'; it has "),
        ("text_size=huge", "Svg: text size must be a number, not 'huge'"),
        ("text_size=1e9", "Svg: text size must be at most 48"),
        ("text_size=nan", "Svg: text size must be a finite number"),
        ("colours=pink", "Svg: colours must be one of colour, grey, not 'pink'"),
        ("shapes=maybe", "Svg: shapes must be on or off, not 'maybe'"),
    ],
)
def test_a_wrong_setting_is_one_line(given: str, said: str) -> None:
    with pytest.raises(StudioError) as caught:
        with_settings(Svg(), [given])
    assert str(caught.value).startswith(said)


def test_numbers_in_settings() -> None:
    changed = with_settings(Png(), ["dpi=150", "text-size = 8.5", "loss=off"])
    assert isinstance(changed, Png)
    assert (changed.dpi, changed.text_size, changed.loss) == (150, 8.5, False)


@pytest.mark.parametrize("name", ["things.csv", "./things.csv", "link.md"])
def test_the_data_is_never_written_over(name: str, run: Inside, trained: Path) -> None:
    data = trained / "things.csv"
    before = data.read_bytes()
    (trained / "link.md").hardlink_to(data)
    told = run("export", "a.nnstudio", "--to", "card", "-o", name, "--force")
    assert told.code == 1
    assert (
        told.complaint
        == f"{Path(name)} holds the data, which it would replace: choose another name or folder"
    )
    for rows in ("things.csv", "other.csv"):
        (trained / "other.csv").write_bytes(before)
        asked = run("predict", "a.nnstudio", "--data", rows, "-o", rows)
        assert (
            asked.complaint == f"{rows} holds the data, which it would replace: choose another name or folder"
        )
    assert data.read_bytes() == (trained / "other.csv").read_bytes() == before


def test_nor_is_a_project(run: Inside, trained: Path) -> None:
    before = (trained / "a.nnstudio").read_bytes()
    said = "a.nnstudio has the name of a project, which it would replace: choose another ending"
    assert run("export", "a.nnstudio", "--to", "npz", "-o", "a.nnstudio", "--force").complaint == said
    assert run("predict", "a.nnstudio", "--data", "things.csv", "-o", "a.nnstudio").complaint == said
    assert (trained / "a.nnstudio").read_bytes() == before


@pytest.mark.parametrize("cls", tuple(FORMATS), ids=lambda cls: cls.key)
def test_a_name_that_cannot_be_is_one_line(cls: Any, run: Inside, trained: Path) -> None:
    there = set(trained.iterdir())
    for length in (300, 254 - len(cls.suffix)):  # the second one leaves no room for what stands beside it
        told = run("export", "a.nnstudio", "--to", cls.key, "--no-proof", "-o", "x" * length + cls.suffix)
        if told.code:
            assert told.complaint.endswith(": the name is too long")
            assert set(trained.iterdir()) == there
    missing = run("export", "a.nnstudio", "--to", cls.key, "-o", "")
    assert missing.complaint == "A name for the file is missing: -o FILE"
