"""Running the program as a shell does, or inside the test where a process would only cost time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest

from nnstudio.__main__ import main
from nnstudio.system.folders import checkout
from tests.here import apart as apart


class Result(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """The JSON lines; fails when there is anything else."""
        return [json.loads(line, parse_constant=_refused) for line in self.out.splitlines()]

    def event(self, name: str) -> dict[str, Any]:
        """The only event of a name."""
        (found,) = [e for e in self.events if e["event"] == name]
        return found

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        (line,) = self.err.splitlines()
        assert line.startswith("nnstudio: ")
        return line.removeprefix("nnstudio: ")


def _refused(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def environment(home: Path, **more: str) -> dict[str, str]:
    """Environment of a process that finds this source tree and stays out of the user's folders."""
    path = os.pathsep.join(filter(None, (str(checkout()), os.environ.get("PYTHONPATH"))))
    env = {**os.environ, "PYTHONPATH": path, "NNSTUDIO_HOME": str(home), "PYTHONWARNINGS": "error", **more}
    env.pop("NNSTUDIO_DEBUG", None) if "NNSTUDIO_DEBUG" not in more else None
    return env


def shell(folder: Path, *arguments: str, code: str | None = None, **more: str) -> Result:
    """Run the program in a process of its own, in a folder; ``code`` runs instead of it."""
    start = ["-c", code] if code is not None else ["-m", "nnstudio"]
    done = subprocess.run(
        [sys.executable, "-P", *start, *arguments],
        cwd=folder, env=environment(folder / "home", **more), capture_output=True, encoding="utf-8", timeout=120,
        check=False,
    )  # fmt: skip
    return Result(done.returncode, done.stdout, done.stderr)


def inside(folder: Path, *arguments: str) -> Result:
    """Run a command in this process and in a folder: as :func:`shell`, where a process of its own only costs time."""
    out, err = StringIO(), StringIO()
    home = patch.dict(os.environ, {"NNSTUDIO_HOME": str(folder / "home")})
    with chdir(folder), home, redirect_stdout(out), redirect_stderr(err):
        code = _main(arguments)
    return Result(code, out.getvalue(), err.getvalue())


def _main(arguments: Sequence[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1


class Inside:
    """Runs commands in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Result:
        self._capsys.readouterr()
        code = _main(arguments)
        out, err = self._capsys.readouterr()
        return Result(code, out, err)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inside:
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NNSTUDIO_DEBUG", raising=False)
    return Inside(capsys)
