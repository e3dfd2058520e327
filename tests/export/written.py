"""Written Python code: the formats that write it, and what ruff has to say to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nnstudio.export import FORMATS, Artifact, Format

SOURCES = [cls for cls in FORMATS if cls.suffix == ".py"]
every_source = pytest.mark.parametrize("cls", SOURCES, ids=lambda cls: cls.key)


def write(cls: type[Format], artifact: Artifact, place: Path, name: str = "network.py") -> Path:
    """Write the files of a format, and return the one with the code."""
    for file, data in cls().files(artifact, name).items():
        (place / file).write_bytes(data)
    return place / name


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
