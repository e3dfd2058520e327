"""What is said of a defect of the program itself, and what goes to the log."""

from __future__ import annotations

import contextlib
from pathlib import Path

from nnstudio import __version__


def unexpected(error: Exception) -> str:
    """One line about a defect of the program; the rest goes to the log."""
    if isinstance(error, MemoryError):
        return "There is not enough memory for this; a smaller batch size or smaller layers help"
    where = "details with NNSTUDIO_DEBUG=1"
    with contextlib.suppress(Exception):  # a full disk must not hide what went wrong
        where = f"{where}, or in {_log()}"
    return f"Something unexpected went wrong ({type(error).__name__}: {error}); {where}"


def _log() -> Path:
    """Append the present traceback to the log file, which starts anew when it is large."""
    import datetime
    import traceback

    from nnstudio.system import folders

    path = folders.log_dir() / "command-line.log"
    small = path.exists() and path.stat().st_size < 1 << 20
    now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    with path.open("a" if small else "w", encoding="utf-8", errors="replace") as file:
        file.write(f"{now} NN Studio {__version__}\n{traceback.format_exc()}\n")
    return path
