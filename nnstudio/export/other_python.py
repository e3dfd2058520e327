"""Asking another program through a Python of its own: libraries too heavy, or code too foreign, for this process."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from nnstudio.export.proof import Disagreement, Unproven
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel, heed

TIME_LIMIT = 180.0
"""Seconds after which another program is ended."""

POLL = 0.02
"""Seconds between two looks at Cancel and the clock."""

REPLY_LIMIT = 256 << 20
"""Most bytes of the answer of another program."""


def require_module(name: str, title: str) -> None:
    """Raise :class:`Unproven` where a library is not installed; it is not imported here."""
    if importlib.util.find_spec(name) is None:
        raise Unproven("{program} is not installed", program=title)


def ask_python(
    script: str,
    files: Mapping[str, bytes],
    arrays: Mapping[str, Host],
    *,
    about: str,
    cancelled: Cancel,
    arguments: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
) -> dict[str, Host]:
    """Run a script with the Python that runs this program, alone, and return the arrays it leaves.

    The script starts in a temporary folder that holds ``files`` and ``inputs.npz`` with ``arrays``; it is expected
    to write ``outputs.npz`` there, arrays of numbers or text. It runs isolated (``-I``), so it finds installed libraries,
    but nothing from the folder unless it says so (``sys.path.insert(0, ".")``).

    Parameters
    ----------
    script : str
    files : mapping of str to bytes
        By file name, as :meth:`Format.files` gave them.
    arrays : mapping of str to array
    about : str
        Who is asked, for messages, such as "PyTorch".
    cancelled : callable
        Asked every 20 ms; the script is then ended and :class:`nnstudio.system.cancel.Cancelled` raised.
    arguments : tuple of str
        Of the script.
    environment : mapping of str to str, optional
        Variables besides those of this process.

    Raises
    ------
    Unproven
        When this program is frozen and has no interpreter, or the script could not be started.
    Disagreement
        When the script failed, was too slow or left nothing; what it wrote to its error stream becomes a note.
    Cancelled
    """
    if getattr(sys, "frozen", False) or not sys.executable:
        raise Unproven("this program is bundled, without a Python that could run {program}", program=about)
    with tempfile.TemporaryDirectory(prefix="nnstudio-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        for name, data in files.items():
            (place / name).write_bytes(data)
        with (place / "inputs.npz").open("wb") as file:
            named: dict[str, Any] = {key: np.asarray(array) for key, array in arrays.items()}
            np.savez(file, allow_pickle=False, **named)
        command = [sys.executable, "-I", "-c", script, *arguments]
        code, said = _run(command, place, environment, about, cancelled)
        if code:
            last = said.strip().splitlines()[-1:] or [f"exit code {code}"]
            failed = Disagreement(
                "{program} cannot read the exported file back: {cause}", program=about, cause=last[0][:300]
            )
            failed.add_note(said)
            raise failed
        return _left(place / "outputs.npz", about)


def _run(
    command: list[str],
    place: Path,
    environment: Mapping[str, str] | None,
    about: str,
    cancelled: Cancel,
) -> tuple[int, str]:
    deadline = time.monotonic() + TIME_LIMIT
    with tempfile.TemporaryFile() as errors:
        try:
            child = subprocess.Popen(
                command,
                cwd=place,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=errors,
                stderr=errors,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            cause = error.strerror or str(error)
            raise Unproven("{program} could not be started ({cause})", program=about, cause=cause) from None
        with child:
            try:
                while child.poll() is None:
                    heed(cancelled)
                    if time.monotonic() > deadline:
                        raise Disagreement(
                            "{program} did not answer within {timeout:g} s", program=about, timeout=TIME_LIMIT
                        )
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        child.wait(POLL)
            finally:
                child.kill()
        errors.seek(max(0, errors.seek(0, os.SEEK_END) - 4096))
        return child.returncode, errors.read().decode("utf-8", "replace")


def _left(path: Path, about: str) -> dict[str, Host]:
    """The arrays a script has left, nothing of which is ever unpickled."""
    try:
        if path.stat().st_size > REPLY_LIMIT:
            raise ValueError("more than can be compared")
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as archive:
            return dict(archive)
    except (OSError, ValueError, KeyError) as error:
        cause = " ".join(str(error).split())
        raise Disagreement(
            "{program} gave an answer that makes no sense ({cause})", program=about, cause=cause
        ) from None
