"""What comes through a pipe or goes into one, where a command names a file."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nnstudio.system.file_errors import file_error
from nnstudio.system.files import is_stream, write_bytes
from nnstudio.system.messages import StudioError

_STARTS = {b"PAR1": ".parquet", b"PK\x03\x04": ".xlsx", b"SQLite f": ".sqlite"}
"""How files begin that are no text, and how their names end."""


def called(name: str) -> str:
    """What messages call a file that is named on a command line."""
    if name == "-":
        return "standard input"
    return f"pipe {Path(name).name}" if _is_pipe(name) else name


@contextlib.contextmanager
def as_file(name: str) -> Iterator[str]:
    """The path of a file that is named on a command line.

    Standard input (``-``), or another pipe, is copied to a file of its own first: readers look at the beginning more than
    once, and do so in a child process.

    Raises
    ------
    StudioError
        When it cannot be read, or the disk has no room for the copy.
    """
    if name != "-" and not _is_pipe(name):
        yield name
        return
    if name == "-" and sys.stdin is None:
        raise StudioError("--data -: there is no standard input")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            with contextlib.nullcontext(sys.stdin.buffer) if name == "-" else open(name, "rb") as source:  # noqa: PTH123
                start = source.read(8)
                ending = next((ending for mark, ending in _STARTS.items() if start.startswith(mark)), "")
                copy = Path(folder, called(name) + ending)
                with copy.open("wb") as file:
                    file.write(start)
                    shutil.copyfileobj(source, file, 1 << 20)
        except OSError as error:
            raise file_error("read", called(name), error) from None
        yield str(copy)


def require_no_pipe(name: str) -> None:
    """Refuse a pipe where files are named: what comes through it has no place beside which they could be."""
    if name == "-" or _is_pipe(name):
        raise StudioError(
            "--data {name}: files are looked for beside the table that names them: give the name of its file",
            name=name,
        )


def _is_pipe(name: str) -> bool:
    """Whether what is there ends once its writer does, as a shell's ``<(…)``; a device may never end."""
    try:
        return stat.S_ISFIFO(os.stat(name).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return False


def write_out(name: str, data: bytes) -> None:
    """Write a file as a whole, or into a device or a pipe.

    Raises
    ------
    FileError
    """
    if not is_stream(name):
        write_bytes(name, data)
        return
    try:
        with open(name, "wb") as stream:  # noqa: PTH123
            stream.write(data)
    except BrokenPipeError:
        pass  # a reader that has seen enough
    except OSError as error:
        raise file_error("write", name, error) from None
