"""How often the state of a run is kept: as seldom as writing it is dear."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from nnstudio.project import run_checkpoints
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import SHARE, RunCheckpoints
from nnstudio.training.events import EpochDone, Paused, Started
from nnstudio.training.history import Epoch

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
