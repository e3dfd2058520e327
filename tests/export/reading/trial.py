"""Reads files that mean harm, one after the other, in a process that may die of them, and tells what became of each."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from nnstudio.system.messages import StudioError

_HOSTILE = "tests.export.reading.hostile"

MEMORY = 3 << 30
"""Address space of the process: a bomb shall not reach the machine that runs the tests."""


class Case(NamedTuple):
    """A file.

    Parameters
    ----------
    name : str
    suffix : str
    data : bytes
    why : str, optional
        A part of what must be said when it is refused; None where it may be read.
    """

    name: str
    suffix: str
    data: bytes
    why: str | None = None


class Outcome(NamedTuple):
    """What became of a file.

    Parameters
    ----------
    how : {"refused", "read", "defect", "died"}
    said : str
        The message.
    seconds : float
        Of the processor.
    grown : int
        Bytes by which the process has become larger than it ever was, the file itself left out.
    why : str, optional
        What should have been said.
    """

    how: str
    said: str = ""
    seconds: float = 0.0
    grown: int = 0
    why: str | None = None


def tried(expression: str, folder: Path) -> dict[str, Outcome]:
    """Read all files that an expression of :mod:`hostile` gives, by their names; after a death it goes on with the next."""
    outcomes: dict[str, Outcome] = {}
    while True:
        run = subprocess.run(
            [
                sys.executable,
                "-c",
                f"from {__name__} import main; from {_HOSTILE} import *; main({expression}, {len(outcomes)})",
            ],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3]), "OPENBLAS_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        lines = run.stdout.splitlines()
        for line in lines:
            name, *told = json.loads(line)
            outcomes[name] = Outcome(*told)
        if run.returncode == 0:
            return outcomes
        if not lines or outcomes[name].how != "begun":
            raise AssertionError(run.stderr)
        outcomes[name] = Outcome("died", f"exit code {run.returncode}: {run.stderr[-500:]}")


def main(cases: Iterable[Case], first: int) -> None:
    """Read the files from number ``first`` on, and print a line before and after each."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    _warm_up()
    for number, case in enumerate(cases):
        if number >= first:
            print(json.dumps([case.name, "begun"]), flush=True)
            print(json.dumps([case.name, *_outcome(case)._replace(why=case.why)]), flush=True)


def _warm_up() -> None:
    """Load every library, so that what it takes is not counted."""
    from tests.export.reading.good import GOOD

    for suffix, make in GOOD.items():
        outcome = _outcome(Case("good", suffix, make()))
        assert outcome.how == "read", (suffix, outcome)


def _outcome(case: Case) -> Outcome:
    from nnstudio.export.reading import MODELS
    from nnstudio.export.reading.child import _model, _weights

    path = Path(f"harm{case.suffix}")
    path.write_bytes(case.data)
    before, start = _largest(), time.process_time()
    how, said = "read", ""
    try:
        entry = _model if case.suffix in MODELS else _weights
        header, _ = entry({"path": str(path)}, _Silent())  # type: ignore[arg-type]
        msgspec.json.encode(header)
    except StudioError as error:
        how, said = "refused", str(error)
    except BaseException as error:
        how, said = "defect", f"{type(error).__name__}: {error}"
    return Outcome(how, said, time.process_time() - start, max(0, _largest() - before - len(case.data)))


def _largest() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


class _Silent:
    """A reporter that tells nobody."""

    def progress(self, **facts: Any) -> None:
        pass


def one_line(text: str) -> bool:
    """Whether a message is one line that can be shown."""
    return (
        bool(text)
        and len(text) < 400
        and all(c.isprintable() or c == "\N{NARROW NO-BREAK SPACE}" for c in text)
    )
