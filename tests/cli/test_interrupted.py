"""Training that is killed goes on where it was, and a run that came to nothing costs no earlier weights."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from nnstudio.cli import going_on
from nnstudio.graph import edits
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.optimizers import Adam
from nnstudio.nn.schedules import Constant
from nnstudio.project import file, run_checkpoints
from nnstudio.project.run_checkpoints import LEAST, RunCheckpoints, left_behind
from nnstudio.project.runs.recording import record_for
from nnstudio.project.trained import Trained
from nnstudio.system import living
from nnstudio.system.file_errors import FileError
from nnstudio.system.files import stamp_of
from nnstudio.training.model import Model
from nnstudio.training.program import Program
from tests.cli.conftest import Inside, environment
from tests.gone_on import assert_same, project_with_state
from tests.project.test_kept_data import keeping
from tests.project.test_kept_data import train as train_on_table

OFTEN = """
import sys
from nnstudio.project import run_checkpoints
from nnstudio.training import clock
run_checkpoints.LEAST = run_checkpoints.EVERY = clock.TICK = 0.0
run_checkpoints.SHARE = 1e9
from nnstudio.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
"""The program with a checkpoint whenever none is being written, in epochs too."""


def _result(path: Path) -> Trained:
    trained = file.load(path)[1]
    assert trained is not None
    return trained


def _train_and_kill(
    folder: Path, name: str, kill: Callable[[subprocess.Popen[bytes]], None], *more: str
) -> int:
    """Start training in a process of its own; return its exit code."""
    with subprocess.Popen(
        [sys.executable, "-P", "-c", OFTEN, "train", name, *more],
        cwd=folder, env=environment(folder / "home"), stdout=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            kill(process)
            return process.wait(120)
        finally:
            process.kill()


def _after(versions: int, folder: Path, name: str) -> Callable[[subprocess.Popen[bytes]], None]:
    """Kill once so many checkpoints have taken each other's place, wherever the training is then."""

    def kill(process: subprocess.Popen[bytes]) -> None:
        seen: set[int] = set()
        end = time.monotonic() + 100
        while len(seen) < versions and process.poll() is None and time.monotonic() < end:
            for path in folder.glob(f".{name}.run-*-{process.pid}.nnstudio"):
                seen.add(path.stat().st_mtime_ns)
            time.sleep(0.001)
        assert len(seen) == versions, "it ended before it could be killed"
        process.kill()

    return kill


EPOCHS = 500


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """The result of the run that nobody interrupted."""
    folder = tmp_path_factory.mktemp("whole")
    file.save(folder / "w.nnstudio", project_with_state(EPOCHS))
    assert _train_and_kill(folder, "w.nnstudio", lambda process: None) == 0
    assert [p.name for p in folder.glob(".*")] == [], "nothing stays beside a run that has ended"
    return _result(folder / "w.nnstudio")


def _killed_again_and_again(folder: Path, chance: random.Random, kills: int) -> Trained:
    path = folder / "k.nnstudio"
    file.save(path, project_with_state(EPOCHS))
    more: tuple[str, ...] = ()
    for _ in range(kills):
        code = _train_and_kill(folder, path.name, _after(chance.randint(1, 9), folder, "k"), *more)
        assert code in (-9, 1)  # POSIX says -9, Windows 1
        assert left_behind(path), "nothing to go on with"
        more = ("--continue",)
    assert _train_and_kill(folder, path.name, lambda process: None, *more) == 0
    assert left_behind(path) == []
    return _result(path)


@pytest.mark.parametrize("kills", [2, *(pytest.param(n, marks=pytest.mark.full) for n in (1, 3))])
def test_kill_9_costs_nothing(kills: int, whole: Trained, tmp_path: Path) -> None:
    assert_same(_killed_again_and_again(tmp_path, random.Random(kills), kills).checkpoint, whole.checkpoint)


@pytest.mark.full
@pytest.mark.parametrize("number", range(10))
def test_kill_9_five_times_costs_nothing(number: int, whole: Trained, tmp_path: Path) -> None:
    assert_same(
        _killed_again_and_again(tmp_path, random.Random(100 + number), 5).checkpoint, whole.checkpoint
    )


# What was left behind ---------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project that has never been trained."""
    project = project_with_state(4)  # with a rate that does not depend on how many epochs there are to be
    file.save(
        tmp_path / "a.nnstudio", project.replace(training=project.training.replace(schedule=Constant()))
    )
    return tmp_path / "a.nnstudio"


def _leave_behind(run: Inside, path: Path, *options: str) -> Path:
    """Train a copy, and put the result where a run that was killed would have left it."""
    copy = path.with_name("copy.nnstudio")
    copy.write_bytes(path.read_bytes())
    assert run("train", str(copy), *options).code == 0
    return copy.rename(path.with_name(f".{path.stem}.run-99999.nnstudio"))


def test_continue_goes_on_with_an_interrupted_run(run: Inside, path: Path) -> None:
    left = _leave_behind(run, path, "--epochs", "3")
    project, trained = file.load(left)
    assert trained is not None
    training = project.training.replace(epochs=9)
    planned = Trained(
        trained.network, trained.data, training, trained.checkpoint, trained.preprocessor, trained.fingerprint
    )
    file.save(left, project.replace(training=training), planned)
    told = run("train", str(path), "--continue")
    assert told.code == 0
    first = told.out.splitlines()[0]
    assert first == "Goes on with a run that was interrupted in epoch 4 of 9, after step 21"
    assert "epoch   3" not in told.out, "what was done is not done again"
    assert len(_result(path).checkpoint.history.epochs) == 9, "the wish that the run was begun with holds"
    assert left_behind(path) == []
    again = run("train", str(path), "--epochs", "9", "-o", str(path.with_name("whole.nnstudio")))
    assert again.code == 0
    assert_same(_result(path).checkpoint, _result(path.with_name("whole.nnstudio")).checkpoint)


@pytest.mark.parametrize("named", [True, False])
def test_a_run_for_another_file_reads_no_more_than_its_project_does(
    run: Inside, tmp_path: Path, named: bool
) -> None:
    own = keeping(tmp_path / "own" / "rows.csv").replace(keep_data=False)
    other = keeping(tmp_path / "other" / "rows.csv").replace(keep_data=False)
    for folder in ("project", "out"):
        (tmp_path / folder).mkdir()
    file.save(tmp_path / "project" / "a.nnstudio", own)
    begun_for = own if named else other
    state = train_on_table(begun_for)
    training = own.training.replace(epochs=4)
    left = msgspec.structs.replace(state, training=training)
    file.save(tmp_path / "out" / ".b.run-99999.nnstudio", begun_for.replace(training=training), left)
    told = run("train", "project/a.nnstudio", "-o", "out/b.nnstudio", "--continue")
    assert (told.code == 0) == named
    assert named or str(tmp_path / "other" / "rows.csv") in told.err
    assert (tmp_path / "out" / "b.nnstudio").exists() == named


def test_a_run_that_was_complete_but_not_saved_is_saved(run: Inside, path: Path) -> None:
    left = _leave_behind(run, path)
    state = _result(left)
    told = run("train", str(path), "--continue")
    assert told.code == 0
    assert "Saved in" in told.out
    assert_same(_result(path).checkpoint, state.checkpoint)
    assert left_behind(path) == []


def _of_another_computer(left: Path) -> Path:
    return left.rename(left.with_name(".a.run-c0123abcd-99999.nnstudio"))


def test_a_run_of_another_computer_is_left_alone(run: Inside, path: Path) -> None:
    left = _of_another_computer(_leave_behind(run, path, "--epochs", "2"))
    told = run("train", str(path))
    assert told.code == 0
    assert told.out.startswith("A run of another computer, where it may still go on, is left alone")
    assert left.exists()


def test_continue_goes_on_with_a_run_of_another_computer_where_there_is_no_other(
    run: Inside, path: Path
) -> None:
    left = _of_another_computer(_leave_behind(run, path, "--epochs", "3"))
    own = _leave_behind(run, path, "--epochs", "2")
    os.utime(own, (1, 1))  # the older one, but seen to be ended
    assert run("train", str(path), "--continue").code == 0
    assert left_behind(path) == [each for each in left_behind(path) if each.path == left]
    assert _result(path).checkpoint.position.epoch == 2
    told = run("train", str(path), "--continue")
    assert told.code == 0
    assert "It was begun on another computer, where it may still go on" in told.err
    assert _result(path).checkpoint.position.epoch == 3
    assert left.exists(), "it is not ours"


def test_training_anew_says_that_the_interrupted_run_is_given_up(run: Inside, path: Path) -> None:
    _leave_behind(run, path, "--epochs", "2")
    told = run("train", str(path), "--json")
    assert told.event("interrupted") == {"event": "interrupted", "epoch": 2, "epochs": 2}
    assert left_behind(path) == []


def test_a_run_of_another_network_or_a_damaged_one_is_left_alone(run: Inside, path: Path) -> None:
    other = project_with_state(4).with_network(sequential((4,), [Dense(3, "softmax")]))
    left = path.with_name(".a.run-99999.nnstudio")
    file.save(path.with_name("other.nnstudio"), other)
    assert run("train", str(path.with_name("other.nnstudio"))).code == 0
    path.with_name("other.nnstudio").rename(left)
    path.with_name(".a.run-99998.nnstudio").write_bytes(b"half of a fi")
    told = run("train", str(path), "--continue")
    assert told.code == 1
    lines = told.err.splitlines()
    assert any("it is of another network" in line for line in lines)
    assert any("An interrupted run cannot be used: Cannot open" in line for line in lines)
    assert lines[-1].endswith("has not been trained yet: leave out --continue")
    assert len(left_behind(path)) == 2


def test_what_is_in_the_file_already_is_not_undone(run: Inside, path: Path) -> None:
    left = _leave_behind(run, path, "--epochs", "2")
    assert run("train", str(path), "-o", str(path), "--epochs", "4").code == 0
    left.write_bytes(path.read_bytes())  # as far as the file
    told = run("train", str(path), "--continue", "--epochs", "6", "--json")
    assert told.code == 0
    assert not [e for e in told.events if e["event"] == "resumes"]
    assert told.event("start")["epoch"] == 4


@pytest.mark.parametrize("edit", ["data", "training settings"])
def test_what_was_edited_since_the_crash_is_kept(run: Inside, path: Path, edit: str) -> None:
    _leave_behind(run, path, "--epochs", "3")
    begun, _ = file.load(path)
    there = begun.replace(training=begun.training.replace(batch_size=11))
    if edit == "data":
        there = begun.replace(data=begun.data.replace(test=0.31))
    file.save(path, there)
    told = run("train", str(path), "--continue")
    assert told.code == 0
    assert "a.nnstudio was edited meanwhile, which is kept: " in told.err
    assert edit in told.err
    project, trained = file.load(path)
    assert (project.data, project.training) == (there.data, there.training)
    assert trained is not None
    assert (trained.data, trained.training.batch_size) == (begun.data, 16), (
        "the run is the one that was begun"
    )


def test_what_a_run_was_asked_for_is_no_edit_where_nobody_touched_the_file(run: Inside, path: Path) -> None:
    copy = path.with_name("copy.nnstudio")
    copy.write_bytes(path.read_bytes())
    assert run("train", str(copy), "--epochs", "3").code == 0
    project, trained = file.load(copy)
    assert trained is not None
    copy.unlink()
    project = project.replace(training=project.training.replace(epochs=9))
    left = path.with_name(f".{path.stem}.run-99999.nnstudio")
    kept = RunCheckpoints(left, project, lambda error: None, stamp_of(path))
    kept.put(trained)
    kept.close()
    told = run("train", str(path), "--continue")
    assert told.code == 0
    assert "edited" not in told.err
    assert file.load(path)[0].training.epochs == 9


def test_the_state_of_a_run_tells_which_file_it_takes_the_place_of(
    run: Inside, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []

    class Told(RunCheckpoints):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            begun.append(given[-1])

    monkeypatch.setattr(going_on, "RunCheckpoints", Told)
    other = path.with_name("other.nnstudio")
    other.write_bytes(path.read_bytes() + b" ")
    there = [stamp_of(path), stamp_of(other), None]
    assert run("train", str(path), "--epochs", "2").code == 0
    assert run("train", str(path), "-o", str(other), "--epochs", "2").code == 0
    assert run("train", str(path), "-o", str(path.with_name("new.nnstudio")), "--epochs", "2").code == 0
    assert begun == there


def test_a_run_of_another_network_stays_where_the_result_in_the_file_is_gone_on_with(
    run: Inside, path: Path
) -> None:
    left = _leave_behind(run, path, "--epochs", "2")
    project, _ = file.load(path)
    wider = project.with_network(edits.change(project.network, ["dense_1"], units=9))
    file.save(path, wider)
    elsewhere = left.rename(path.with_name("elsewhere"))
    assert run("train", str(path), "--epochs", "2").code == 0
    elsewhere.rename(left)
    assert run("train", str(path), "--continue", "--epochs", "4").code == 0
    assert left.exists()


def test_a_folder_without_room_is_told_once_and_training_ends_well(
    run: Inside, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_checkpoints, "LEAST", 0.0)
    monkeypatch.setattr(run_checkpoints, "SHARE", 1e9)
    save = file.save

    def full(path: Path, *rest: Any) -> None:
        if ".run-" in path.name:
            raise FileError("Cannot save {path}: the disk is full", path=path.name)
        save(path, *rest)

    monkeypatch.setattr(file, "save", full)
    told = run("train", str(path), "--epochs", "30")
    assert told.code == 0
    assert f".a.run-{living.signature()}.nnstudio: the disk is full. Training goes on" in told.complaint
    assert len(_result(path).checkpoint.history.epochs) == 30


def test_a_short_run_writes_nothing_beside_its_file(
    run: Inside, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LEAST >= 1
    written: list[str] = []
    save = file.save

    def noted(path: Path, *rest: Any) -> None:
        written.append(path.name)
        save(path, *rest)

    monkeypatch.setattr(file, "save", noted)
    assert run("train", str(path)).code == 0
    assert written == ["a.nnstudio"]


# Which result stays -----------------------------------------------------------------------------------------


@pytest.fixture
def good(run: Inside, tmp_path: Path) -> Path:
    """A regression that was trained well enough."""
    run("new", "textbook", "--data", "diabetes", "-o", "d")
    assert run("train", "d.nnstudio", "--epochs", "5", "--learning-rate", "0.01", "--device", "cpu").code == 0
    return tmp_path / "d.nnstudio"


def test_a_run_that_diverges_does_not_cost_the_earlier_weights(run: Inside, good: Path) -> None:
    earlier = _result(good)
    told = run("train", "d.nnstudio", "--learning-rate", "1000", "--device", "cpu")
    assert told.code == 1
    assert_same(_result(good).checkpoint, earlier.checkpoint)
    assert "The earlier result stays in d.nnstudio" in told.out
    assert "Saved" not in told.out
    before = good.read_bytes()
    elsewhere = run("train", "d.nnstudio", "--learning-rate", "1000", "--device", "cpu", "-o", "e")
    assert elsewhere.code == 1
    assert Path("e.nnstudio").exists(), "where nothing is lost, the last finite weights are kept"
    assert good.read_bytes() == before


def test_a_run_that_diverges_is_remembered_beside_the_earlier_result(run: Inside, good: Path) -> None:
    project, earlier = file.load(good)
    assert earlier is not None
    file.save(good, project.replace(runs=()), earlier)  # as of a file that remembers no runs
    told = run("train", "d.nnstudio", "--learning-rate", "1000", "--device", "cpu", "--json")
    assert told.event("remembered") == {"event": "remembered", "run": "Run 2", "ending": "diverged"}
    kept, present = file.load(good)
    assert present is not None
    assert (kept.training, kept.network) == (project.training, project.network), "the project stays as it is"
    first, second = kept.runs
    assert record_for(kept.runs, present) == first
    assert (first.name, first.ending, first.epochs) == ("Run 1", "done", 5)
    assert (second.name, second.ending, second.device) == ("Run 2", "diverged", "cpu")
    assert second.training.optimizer.learning_rate == 1000
    assert second.step > 0
    assert (second.epochs, second.best) == (len(second.history.epochs), second.history.best_epoch)
    assert "diverged" in run("runs", "d.nnstudio").out
    again = run("train", "d.nnstudio", "--again", "Run 2", "--json")
    assert (again.event("again")["run"], again.event("remembered")["run"]) == ("Run 2", "Run 3")
    third = file.load(good)[0].runs[-1]
    assert (third.again, third.step, third.ending) == (second.id, second.step, "diverged")


def test_a_disk_that_refuses_the_figures_of_a_diverged_run_costs_nothing_else(
    run: Inside, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = good.read_bytes()

    def refuse(path: Path, *_: Any) -> None:
        raise FileError("Cannot save {path}: the disk is full", path=path.name)

    monkeypatch.setattr(file, "save", refuse)
    told = run("train", "d.nnstudio", "--learning-rate", "1000", "--device", "cpu")
    assert told.code == 1
    assert told.err.splitlines()[-1].endswith(
        "cannot be remembered: Cannot save d.nnstudio: the disk is full"
    )
    assert good.read_bytes() == before


def test_a_run_that_was_better_before_it_diverged_takes_the_place(
    run: Inside, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The classes are learned, then one step is far too long."""
    assert run("train", str(path), "--epochs", "1", "--learning-rate", "0.00001").code == 0
    worse = _result(path).checkpoint.history.best_loss
    learn = Model.learn

    def broken_after_six_epochs(model: Model, *batch: Any) -> Program:
        program = learn(model, *batch)
        program.taken = program.taken and int(model.step[0]) <= 6 * 7
        return program

    monkeypatch.setattr(Model, "learn", broken_after_six_epochs)
    told = run("train", str(path), "--epochs", "9", "--learning-rate", "0.01", "--json")
    assert told.event("finished")["reason"] == "diverged"
    assert told.event("saved")
    kept = _result(path)
    assert kept.checkpoint.history.best_loss < worse
    assert all(np.isfinite(w).all() for w in kept.weights().values())


# Earlier weights --------------------------------------------------------------------------------------------


def test_a_new_run_may_begin_with_the_weights_that_fit(run: Inside, path: Path) -> None:
    told = run("train", str(path), "--keep-weights")
    assert told.complaint.endswith("has not been trained yet: leave out --keep-weights")
    assert run("train", str(path)).code == 0
    project, before = file.load(path)
    assert before is not None
    wider = edits.change(project.network, ["dense_1"], units=8)
    training = project.training.replace(optimizer=Adam(1e-9), epochs=1)
    file.save(path, project.with_network(wider).replace(training=training), before)
    told = run("train", str(path), "--keep-weights")
    assert told.code == 0
    assert "Begins with the weights of an earlier run: 1 of 8 arrays fit" in told.out
    after = _result(path).weights()
    np.testing.assert_allclose(after["dense_2/b"], before.weights()["dense_2/b"], atol=1e-5)
    assert run("train", str(path), "--keep-weights", "--new-weights").code == 2
