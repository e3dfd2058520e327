"""A table that is pasted becomes a file of the user, so that the project finds it again."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from nnstudio.data.pasted import as_text, table_on
from nnstudio.system.files import write_bytes
from nnstudio.system.folders import pasted_dir
from nnstudio.system.messages import StudioError


def holds_table() -> bool:
    """Whether there is a table on the clipboard."""
    return _rows() is not None


def paste_table() -> Path:
    """Write the table on the clipboard into the user's folder of pasted tables.

    Raises
    ------
    StudioError
        When there is none, or it cannot be written.
    """
    rows = _rows()
    if rows is None:
        raise StudioError("There is no table on the clipboard: copy some cells of a spreadsheet first")
    name = QCoreApplication.translate("Pasting", "Pasted {0}").format(time.strftime("%Y-%m-%d %H.%M.%S"))
    folder = pasted_dir()
    path, number = folder / f"{name}.tsv", 1
    while path.exists():
        number += 1
        path = folder / f"{name} ({number}).tsv"
    write_bytes(path, as_text(rows).encode())
    return path


def forget(path: Path) -> None:
    """Remove a pasted table that was not used after all."""
    with contextlib.suppress(OSError, StudioError):
        if path.parent == pasted_dir():
            path.unlink()


def _rows() -> list[list[str]] | None:
    data = QGuiApplication.clipboard().mimeData()
    if data is None or data.hasUrls():
        return None
    return table_on(data.text() if data.hasText() else "", data.html() if data.hasHtml() else "")
