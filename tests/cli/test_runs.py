"""The command line remembers runs as the window does, lists them, and repeats them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nnstudio.graph.edits import change
from nnstudio.nn.layers import Dense
from nnstudio.project import file
from nnstudio.project.runs import kept_weights
from tests.cli.conftest import Inside, environment


@pytest.fixture
def path(run: Inside, tmp_path: Path) -> str:
    path = str(tmp_path / "iris.nnstudio")
    run("new", "textbook", "--data", "iris", "-o", path)
    return path


def test_a_project_without_runs_says_so(run: Inside, path: str) -> None:
    assert "Nothing has been trained" in run("runs", path).out
    assert run("runs", path, "--json").events == []


def test_each_training_adds_a_run_and_going_on_does_not(run: Inside, path: str) -> None:
    run("train", path, "--epochs", "2", "--device", "cpu")
    run("train", path, "--epochs", "3", "--seed", "4", "--device", "cpu")
    run("train", path, "--continue", "--epochs", "5", "--device", "cpu")
    first, second = run("runs", path, "--json").events
    assert (first["name"], first["epochs"], first["seed"], first["weights"]) == ("Run 1", 2, 0, True)
    assert (second["name"], second["epochs"], second["seed"], second["weights"]) == ("Run 2", 5, 4, True)
    assert first["network"] == "4-25-15-3"
    assert first["device"] == "cpu"
    assert first["best"]["val_metrics"]
    assert 0 < first["guessing"] == second["guessing"] < 1
    said = run("runs", path).out
    for word in ("Run 1", "Run 2", "4-25-15-3", "kept"):
        assert word in said


def test_a_run_is_judged_against_guessing(run: Inside, tmp_path: Path) -> None:
    """A line cannot tell circles apart: what has come to rest there has not finished learning."""
    path = str(tmp_path / "circles.nnstudio")
    run("new", "logistic", "--data", "circles", "-o", path)
    run("train", path, "--epochs", "60", "--device", "cpu")
    (event,) = run("runs", path, "--json").events
    assert event["verdict"].startswith("No better than guessing: ")


def test_a_run_can_be_trained_again_and_is_identical(run: Inside, path: str) -> None:
    run("train", path, "--epochs", "3", "--device", "cpu")
    before = file.load(Path(path))[0].runs[0]
    run("train", path, "--epochs", "2", "--seed", "9", "--learning-rate", "0.2", "--device", "cpu")
    done = run("train", path, "--again", "Run 1", "--json")
    told = done.event("again")
    assert (told["identical"], told["epochs"], told["differs"]) == (True, 3, 0)
    project, _ = file.load(Path(path))
    again = project.runs[-1]
    assert again.again == before.id
    assert [(e.loss, e.metrics, e.val_loss, e.val_metrics) for e in again.history.epochs] == [
        (e.loss, e.metrics, e.val_loss, e.val_metrics) for e in before.history.epochs
    ]
    assert project.training == before.training
    assert "identical to that of Run 1" in run("train", path, "--again", before.id).out
    assert "identical to that of Run 1" in run("train", path, "--again", "1").out
    runs = (before, project.runs[1].replace(name="slow 1"))
    file.save(Path(path), project.replace(runs=runs), None)
    assert run("train", path, "--again", "1").complaint == "Which run 1: Run 1, slow 1?"


def test_what_was_changed_for_the_repetition_is_named(run: Inside, path: str) -> None:
    run("train", path, "--epochs", "2", "--device", "cpu")
    said = run("train", path, "--again", "Run 1", "--learning-rate", "0.3").out
    assert "differs from that of Run 1 from epoch 1 on" in said
    assert "the settings" in said


def test_an_unknown_run_is_refused_in_one_line(run: Inside, path: str) -> None:
    assert "remembers no runs" in run("train", path, "--again", "Run 1").complaint
    run("train", path, "--epochs", "1")
    complaint = run("train", path, "--again", "Run 7").complaint
    assert "There is no run Run 7; there are: Run 1" in complaint


def test_a_disk_that_refuses_the_earlier_weights_costs_no_training(
    run: Inside, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("train", path, "--epochs", "1")

    def refuse(*_: object) -> None:
        from nnstudio.system.messages import StudioError

        raise StudioError("the disk is full")

    monkeypatch.setattr(kept_weights, "keep", refuse)
    done = run("train", path, "--epochs", "2")
    assert "cannot be kept: the disk is full" in done.err
    assert len(file.load(Path(path))[0].runs) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl+C to a whole console")
def test_what_another_program_trains_meanwhile_is_kept(run: Inside, path: str, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "nnstudio", "train", path, "--epochs", "1000000", "--device", "cpu", "--json"],
        env=environment(tmp_path / "home"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        next(line for line in process.stdout if json.loads(line).get("epoch") == 1)
        assert run("train", path, "--epochs", "2", "--device", "cpu").code == 0
        process.send_signal(signal.SIGTERM)
        told = [json.loads(line) for line in process.stdout]
        assert "another program has added" in process.stderr.read()
    assert [event["names"] for event in told if event["event"] == "added_meanwhile"] == [["Run 1"]]
    first, second = run("runs", path, "--json").events
    assert (first["name"], first["epochs"], first["weights"]) == ("Run 1", 2, True)
    assert (second["name"], second["ending"], second["weights"]) == ("Run 2", "stopped", True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl+C to a whole console")
@pytest.mark.parametrize("named", ["", "-o", "-o of a link"])
def test_what_is_edited_meanwhile_stays_and_the_run_keeps_what_it_was_begun_with(
    run: Inside, path: str, tmp_path: Path, named: str
) -> None:
    begun, _ = file.load(Path(path))
    output = []
    if named:
        output = ["-o", path]
    if "link" in named:
        (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
        output = ["-o", str(tmp_path / "link" / Path(path).name)]
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "nnstudio", "train", path, *output, "--epochs", "1000000", "--device", "cpu", "--json"],
        env=environment(tmp_path / "home"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        next(line for line in process.stdout if json.loads(line).get("epoch") == 1)
        hidden = next(node.id for node in begun.network.nodes if isinstance(node.layer, Dense))
        wider = begun.with_network(change(begun.network, [hidden], units=77))
        file.save(Path(path), wider)
        process.send_signal(signal.SIGTERM)
        told = [json.loads(line) for line in process.stdout]
        assert "was edited meanwhile, which is kept: network. The weights in it are those of Run 1" in (
            process.stderr.read()
        )
    assert [event["edited"] for event in told if event["event"] == "edited_meanwhile"] == [["network"]]
    project, trained = file.load(Path(path))
    assert trained is not None
    assert project.network == wider.network
    assert project.training.epochs == 1000000, "what was asked for beside the edit"
    assert trained.network == project.runs[-1].network == begun.network
    assert run("evaluate", path).code == 0
