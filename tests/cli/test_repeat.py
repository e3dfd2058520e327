"""The command line trains a project several times, and the file remembers the figures."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nnstudio.graph.layout import Layout
from nnstudio.project import file
from nnstudio.project.series.running import Series
from nnstudio.system.messages import StudioError
from tests.cli.conftest import Inside, environment


@pytest.fixture
def path(run: Inside, tmp_path: Path) -> str:
    path = str(tmp_path / "iris.nnstudio")
    run("new", "textbook", "--data", "iris", "-o", path)
    return path


def test_other_seeds(run: Inside, path: str) -> None:
    plain = run("train", path, "--epochs", "3", "--device", "cpu", "--json")
    before, trained = file.load(Path(path))
    done = run("repeat", path, "--seeds", "3", "--epochs", "3", "--device", "cpu", "--json")
    assert done.code == 0
    ended = [e for e in done.events if e["event"] == "ended"]
    assert [e["number"] for e in ended] == [1, 2, 3]
    best = plain.event("finished")["best_epoch"]
    epoch = next(e for e in plain.events if e["event"] == "epoch" and e["epoch"] == best)
    for part in ("loss", "metrics", "val_loss", "val_metrics"):
        assert ended[0]["best"][part] == epoch[part], "the first is the plain run"
    told = done.event("series")
    values = [e["best"]["val_metrics"]["accuracy"] for e in ended]
    assert told["figures"]["accuracy"]["values"] == values
    assert told["figures"]["accuracy"]["mean"] == pytest.approx(sum(values) / 3)
    assert (told["kind"], told["wanted"], told["compared"]) == ("seeds", 3, [])
    project, still = file.load(Path(path))
    assert project.replace(series=()) == before
    assert trained is not None
    assert still is not None
    assert still.checkpoint.history == trained.checkpoint.history, "the weights of the project stay"
    assert len(project.series) == 1


def test_two_settings_are_compared(run: Inside, path: str) -> None:
    run("repeat", path, "--folds", "3", "--epochs", "2", "--device", "cpu")
    said = run(
        "repeat", path, "--folds", "3", "--epochs", "20", "--learning-rate", "0.5", "--device", "cpu"
    ).out
    assert "standard deviation (n − 1)" in said
    assert "Series 2 is better than Series 1" in said or "cannot be told apart" in said
    assert "Guessing would reach" in said
    listed = run("runs", path).out
    assert "Series 1 (4-25-15-3 · learning rate 0.1): 3 folds: validation accuracy" in listed
    assert "Series 2 (4-25-15-3 · learning rate 0.5)" in listed
    events = run("runs", path, "--json").events
    assert [(e["event"], e["name"]) for e in events] == [("series", "Series 1"), ("series", "Series 2")]
    # Folds and seeds are not.
    assert "Series 3 " not in run("repeat", path, "--seeds", "2", "--epochs", "1", "--device", "cpu").out
    assert (
        run("repeat", path, "--seeds", "2", "--epochs", "1", "--json").event("series")["compared"][0]["with"]
        == "Series 3"
    )


def test_figures_are_called_as_in_the_window(run: Inside, path: str) -> None:
    said = run("repeat", path, "--folds", "3", "--epochs", "1", "--more-metrics", "--device", "cpu").out
    (headings,) = (line for line in said.splitlines() if line.startswith("Fold "))
    assert [each for each in re.split(" {2,}", headings) if each.startswith("Validation")] == [
        "Validation loss", "Validation accuracy", "Validation precision", "Validation recall", "Validation F1",
        "Validation AUC",
    ]  # fmt: skip


def test_five_seeds_are_the_usual_and_the_result_may_go_elsewhere(run: Inside, path: str) -> None:
    before = Path(path).read_bytes()
    assert run("repeat", path, "--epochs", "1", "--device", "cpu", "-o", "other").code == 0
    assert Path(path).read_bytes() == before
    assert len(file.load(Path("other.nnstudio"))[0].series[0].outcomes) == 5


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--seeds", "1"), "2 to 100 runs, not 1"), (("--folds", "21"), "2 to 20 folds, not 21"),
        (("--validation", "0"), "no validation part"), (("--folds", "20", "--test", "0.7"), "too few for 20 folds"),
        (("--learning-rate", "-1"), "--learning-rate"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_line(
    run: Inside, path: str, options: tuple[str, ...], why: str
) -> None:
    done = run("repeat", path, *options)
    assert done.code == 1
    assert why in done.complaint
    assert file.load(Path(path))[0].series == ()


def test_data_that_is_gone_is_named(run: Inside, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("a,b\n" + "".join(f"{i * i % 7 / 3},{i % 2}\n" for i in range(40)), encoding="utf-8")
    assert run("new", "textbook", "--data", "t.csv", "-o", "t").code == 0
    table.unlink()
    assert "t.csv" in run("repeat", "t.nnstudio").complaint


def test_a_device_that_fails_costs_no_finished_run(
    run: Inside, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Series._prepared

    def fail(self: Series, *args: object) -> object:
        if len(self.outcomes) == 2:
            raise StudioError("The GPU has not enough memory")
        return real(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Series, "_prepared", fail)
    done = run("repeat", path, "--seeds", "4", "--epochs", "1", "--device", "cpu")
    assert (done.code, done.complaint) == (1, "The GPU has not enough memory")
    (series,) = file.load(Path(path))[0].series
    assert (len(series.outcomes), series.wanted) == (2, 4)
    assert "2 of the 4 runs that were wanted" in done.out


@pytest.mark.parametrize("gone", [False, True])
def test_what_becomes_of_the_file_meanwhile_costs_neither_edits_nor_runs(
    run: Inside, path: str, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    real = Series._prepared

    def meanwhile(self: Series, *args: object) -> object:
        if len(self.outcomes) == 1:
            if gone:
                Path(path).unlink()
            else:
                there, trained = file.load(Path(path))
                file.save(Path(path), there.replace(layout=Layout({"input": (700.0, 0.0)})), trained)
        return real(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Series, "_prepared", meanwhile)
    done = run("repeat", path, "--seeds", "3", "--epochs", "1", "--device", "cpu")
    assert done.code == 0, done.err
    project, _ = file.load(Path(path))
    (series,) = project.series
    assert len(series.outcomes) == 3
    assert gone or project.layout.positions["input"] == (700.0, 0.0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl+C to a whole console")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_ctrl_c_keeps_what_is_finished(name: str, run: Inside, tmp_path: Path) -> None:
    number = signal.Signals[name]
    assert run("new", "textbook", "--data", "iris", "-o", "a").code == 0
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "nnstudio", "repeat", "a.nnstudio", "--seeds", "100", "--epochs", "300", "--json"],
        cwd=tmp_path, env=environment(tmp_path / "home"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if json.loads(line).get("number") == 3:
                break
        process.send_signal(number)
        rest = [json.loads(line) for line in process.stdout]
        assert process.stderr.read() == ""
    assert process.returncode == 128 + number
    assert rest[-1]["event"] == "saved"
    (series,) = file.load(tmp_path / "a.nnstudio")[0].series
    assert 2 <= len(series.outcomes) < 100
    assert series.wanted == 100


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed with a signal")
def test_a_killed_process_keeps_what_had_ended_and_the_series_goes_on(run: Inside, tmp_path: Path) -> None:
    settings = ("--folds", "4", "--epochs", "30", "--device", "cpu")
    assert run("new", "textbook", "--data", "iris", "-o", "a").code == 0
    whole = run("repeat", "a.nnstudio", *settings, "-o", "whole", "--json").event("series")
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "nnstudio", "repeat", "a.nnstudio", *settings, "--json"],
        cwd=tmp_path, env=environment(tmp_path / "home"), stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            told = json.loads(line)
            if (told["event"], told.get("number")) == ("begins", 3):
                break
        process.kill()
    (series,) = file.load(tmp_path / "a.nnstudio")[0].series
    assert 2 <= len(series.outcomes) < 4
    refused = run("repeat", str(tmp_path / "a.nnstudio"), "--continue", "--epochs", "31")
    assert "Series 1 goes on with its own settings" in refused.complaint
    done = run("repeat", str(tmp_path / "a.nnstudio"), "--continue", "--json")
    assert done.code == 0
    begun = [event["number"] for event in done.events if event["event"] == "begins"]
    assert begun == list(series.missing)
    assert done.event("series")["figures"] == whole["figures"]
    (series,) = file.load(tmp_path / "a.nnstudio")[0].series
    assert (series.name, series.missing) == ("Series 1", ())
    done = run("repeat", str(tmp_path / "a.nnstudio"), "--continue")
    assert "no series that was stopped" in done.complaint
