"""Runs of a small network, and folders of their own for what is kept of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nnstudio.project.project import Project
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.runs.recording import now, record_of
from nnstudio.project.trained import Trained, new_run, result
from tests.project.conftest import Iris


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders, empty."""
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def train(project: Project, iris: Iris, trained: Trained | None = None) -> Trained:
    """Train to the end."""
    run = new_run(project, iris.prepared, trained)
    for _ in run.events():
        pass
    return result(run, project, iris.prepared)


@pytest.fixture
def record(iris: Iris) -> Callable[..., RunRecord]:
    """Return a function that makes a record of what was trained on iris."""

    def make(trained: Trained = iris.trained, **parts: Any) -> RunRecord:
        known = {"name": "Run 1", "when": now(), "project": "iris.nnstudio", "threads": 2, **parts}
        return record_of(trained, iris.project, reason="done", device="cpu", **known)

    return make
