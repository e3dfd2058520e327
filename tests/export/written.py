"""Written Python code: the formats that write it, what it answers, and what ruff has to say to it."""

from __future__ import annotations

import runpy
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest

from nnstudio.export import FORMATS, Artifact, Format

SOURCES = [cls for cls in FORMATS if cls.suffix == ".py"]
every_source = pytest.mark.parametrize("cls", SOURCES, ids=lambda cls: cls.key)


def write(cls: type[Format], artifact: Artifact, place: Path, name: str = "network.py") -> Path:
    """Write the files of a format, and return the one with the code."""
    for file, data in cls().files(artifact, name).items():
        (place / file).write_bytes(data)
    return place / name


class Said(NamedTuple):
    """What a script ended with, answered and told."""

    code: int
    out: str
    err: str


def ask(script: Path, *arguments: str) -> Said:
    """Run a script in its folder, with every warning an error as in all tests.

    It runs in this process: one of its own takes a fifth of a second to begin, and several tests run scripts in one.
    """
    err, code = StringIO(), 0
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as out:
        with (
            chdir(script.parent), patch.object(sys, "argv", [script.name, *arguments]),
            redirect_stdout(out), redirect_stderr(err),
        ):  # fmt: skip
            try:
                runpy.run_path(script.name, run_name="__main__")
            except SystemExit as leaving:
                if isinstance(leaving.code, str):
                    print(leaving.code, file=sys.stderr)
                code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        out.seek(0)
        return Said(code, out.read(), err.getvalue())


def require_clean(source: Path) -> None:
    """Let ruff look for faults, unused names, and calls that run what is given."""
    pytest.importorskip("ruff", reason="ruff is not installed")
    # These beside the ones that ruff has by itself.
    rules = ("--extend-select", "E,W,I,UP,S102,S307", "--ignore", "E501")
    told = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", *rules, source],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
