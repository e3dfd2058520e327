"""How often the state of a run is kept: as seldom as writing it is dear."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from nnstudio.project import run_checkpoints
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import SHARE, SILENT, RunCheckpoints
from nnstudio.training.events import EpochDone, Paused, Started
from nnstudio.training.history import Epoch

pytestmark = pytest.mark.usefixtures("windows_rules")

STARTED = Started(9, 0, 1, 1, "cpu")
ENDED = EpochDone(Epoch(1, 0.5, {}), is_best=True)
WRITING = 4.0
"""Seconds that the clock passes while a checkpoint is written."""


def test_writing_takes_a_small_share_of_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path))
    now, writing, done = [0.0], threading.Event(), threading.Event()

    def save(*_: Any) -> None:
        writing.set()
        assert done.wait(30)

    monkeypatch.setattr(run_checkpoints, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(run_checkpoints.file, "save_copy", save)
    kept = RunCheckpoints(tmp_path / "run-1.nnstudio", Project(), lambda error: None)
    assert not kept.wants(STARTED)
    now[0] = 10.0
    assert kept.wants(ENDED)
    kept.put(None)  # type: ignore[arg-type]  # nobody looks at it
    assert writing.wait(30)
    for _ in range(8):  # the run goes on meanwhile, and asks after each of its events
        now[0] += WRITING / 8
        assert not kept.wants(ENDED)
    done.set()
    kept.close()
    now[0] += 0.9 * WRITING / SHARE
    assert not kept.wants(ENDED)
    assert kept.wants(Paused()), "while it waits nobody is slowed down"
    now[0] += 0.2 * WRITING / SHARE
    assert kept.wants(ENDED)


def test_a_disk_that_does_not_answer_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The next checkpoint goes elsewhere; should the disk answer after all, nothing changes there any more."""
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path))
    now, answers, told = [0.0], threading.Event(), []
    away, here = tmp_path / "away.nnstudio", tmp_path / "here.nnstudio"
    late: list[bool] = []

    def save(path: Path, _project: object, _trained: object, cancelled: Callable[[], bool], *_: Any) -> None:
        if path == away:
            assert answers.wait(30)
            late.append(cancelled())
        path.write_bytes(b"state")

    monkeypatch.setattr(run_checkpoints, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(run_checkpoints.file, "save_copy", save)
    kept = RunCheckpoints(away, Project(), told.append)
    assert not kept.wants(STARTED)
    now[0] = 10.0
    assert kept.wants(ENDED)
    kept.put(None)  # type: ignore[arg-type]  # nobody looks at it
    stuck = kept._thread
    now[0] += SILENT - 1
    assert not kept.wants(ENDED), "it may only be slow"
    assert told == []
    now[0] += 2
    assert kept.wants(ENDED)
    assert [str(error) for error in told] == [f"Cannot save {away}: its disk does not answer"]
    kept.move(here)
    kept.put(None)  # type: ignore[arg-type]
    kept.close()
    assert here.exists()
    assert told[1:] == [None], "it is kept again"
    answers.set()
    assert stuck is not None
    stuck.join()
    assert late == [True], "it is not put in place any more"
    assert not away.exists()
    assert here.exists()
    kept.drop()
    assert not here.exists()
