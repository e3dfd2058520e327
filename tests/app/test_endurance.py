"""For days and through everything: cycles leave nothing, a busy window loses nothing, every end is a good one."""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nnstudio.app.training.trainer import Trainer
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.project import run_checkpoints
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import checkpoint_path
from nnstudio.project.samples import open_sample
from nnstudio.project.trained import Trained, load_data
from nnstudio.system import folders
from nnstudio.training.events import EpochDone, Event, Progress
from tests.app.driven import STATES
from tests.app.hands import until
from tests.cli.conftest import environment

MIB = 1 << 20

rss_is_known = pytest.mark.skipif(
    sys.platform != "linux", reason="the memory of a process is read from /proc"
)


def _rss() -> int:
    """Bytes of this process that are in memory now."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture(scope="module")
def work() -> tuple[Project, Prepared]:
    """The textbook's project with more epochs than anybody waits for."""
    project = open_sample("textbook")
    project = project.replace(training=project.training.replace(epochs=1_000_000, device="cpu"))
    return project, load_data(project)


# Starting and stopping --------------------------------------------------------------------------------------


def _cycles(trainer: Trainer, work: tuple[Project, Prepared], count: int) -> None:
    """Runs that are stopped in every stage, each with a checkpoint of its own that is given up."""
    trainer.keep_at = lambda: checkpoint_path(None)
    for i in range(count):
        trainer.start(*work)
        if i % 3 == 0:
            until(lambda: trainer.state == "running", "the run")
        if i % 6 == 0:
            trainer.pause()
            until(lambda: trainer.state == "paused", "the pause")
        trainer.close()
        trainer.checkpoints.drop()
        trainer.checkpoints.close()


def _grows_by(trainer: Trainer, work: tuple[Project, Prepared], count: int) -> int:
    _cycles(trainer, work, 12)
    before = _rss()
    _cycles(trainer, work, count)
    return _rss() - before


@rss_is_known
def test_starting_and_stopping_takes_no_memory(trainer: Trainer, work, monkeypatch) -> None:
    monkeypatch.setattr(run_checkpoints, "LEAST", 0.0)
    grown = _grows_by(trainer, work, 40)
    assert grown < 10 * MIB, f"{grown / MIB:.1f} MiB"


@rss_is_known
@pytest.mark.full
def test_three_hundred_starts_and_stops_take_no_memory(trainer: Trainer, work, monkeypatch) -> None:
    monkeypatch.setattr(run_checkpoints, "LEAST", 0.0)
    grown = _grows_by(trainer, work, 300)
    assert grown < 10 * MIB, f"{grown / MIB:.1f} MiB"


# A window that is busy --------------------------------------------------------------------------------------


def _blocked(trainer: Trainer, work: tuple[Project, Prepared], seconds: float) -> None:
    """Train flat out while the window does something else, then look what has waited for it."""
    events: list[Event] = []
    results: list[Trained] = []
    trainer.told.connect(events.extend)
    trainer.result.connect(results.append)
    trainer.start(*work)
    until(lambda: results, "a result")
    before = _rss()
    time.sleep(seconds)  # what blocks the window lets the training go on
    grown = _rss() - before
    trainer.close()
    assert grown < 20 * MIB, f"{grown / MIB:.1f} MiB"
    done = [e.record.epoch for e in events if isinstance(e, EpochDone)]
    assert done == list(range(1, len(done) + 1)), "epochs were lost"
    steps = sum(len(e.losses) for e in events if isinstance(e, Progress))
    assert steps == results[-1].checkpoint.position.step, "losses were lost"
    assert len(results[-1].checkpoint.history.epochs) == len(done)


@rss_is_known
def test_a_window_that_is_blocked_loses_nothing(trainer: Trainer, work) -> None:
    _blocked(trainer, work, 1.0)


@rss_is_known
@pytest.mark.full
def test_a_window_that_is_blocked_for_five_seconds_loses_nothing(trainer: Trainer, work) -> None:
    _blocked(trainer, work, 5.0)


def test_results_that_wait_for_a_busy_window_replace_each_other(trainer: Trainer, work, monkeypatch) -> None:
    """Each holds all weights: a window that is busy for an hour must not find hundreds of them."""
    monkeypatch.setattr("nnstudio.app.training.trainer.KEEP_SECONDS", 0.0)
    monkeypatch.setattr("nnstudio.app.training.trainer.SHARE", 1e9)
    results: list[Trained] = []
    trainer.result.connect(results.append)
    trainer.start(*work)
    until(lambda: results, "a result")
    results.clear()
    run = trainer._run
    step = int(run.model.step[0])
    while int(run.model.step[0]) < step + 2000:  # many epochs, and nobody empties the mailbox
        time.sleep(0.001)
    trainer._drain()
    assert len(results) == 1


# Closing ----------------------------------------------------------------------------------------------------


def _close_in(state: str, delay: int, folder: Path, *files: Path) -> None:
    env = environment(folder / "home", QT_QPA_PLATFORM="offscreen")
    env.pop("PYTHONWARNINGS")  # of Qt's own binding at the very end
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.driven", state, str(delay), *map(str, files)],
        env=env, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{state} after {delay} ms: {done.returncode}\n{done.stderr[-2000:]}"
    assert "Traceback" not in done.stderr
    left = [p.name for p in (folder / "home" / "autosave").glob("*")]
    assert left == [], f"{state}: what was given up stays"


@pytest.mark.parametrize("state", [s.__name__ for s in STATES])
def test_the_program_ends_well_in_every_state(state: str, tmp_path: Path) -> None:
    _close_in(state, 0, tmp_path)


@pytest.mark.parametrize("state", ["named", "handed_over"])
def test_the_program_starts_with_the_name_of_a_table(state: str, tmp_path: Path) -> None:
    _close_in(state, 0, tmp_path, folders.resources() / "datasets" / "iris.csv")


@pytest.mark.full
@pytest.mark.parametrize("number", range(200))
def test_the_program_ends_well_at_any_moment(number: int, tmp_path: Path) -> None:
    state = STATES[number % len(STATES)].__name__
    _close_in(state, random.Random(number).randrange(300), tmp_path)
