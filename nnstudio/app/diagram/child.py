"""The child process that paints diagrams for the command line and the export dialog; it needs no screen."""

from __future__ import annotations

import os
import sys
from typing import Any

import msgspec
import numpy as np

from nnstudio.app.process.qt_libraries import load_qt
from nnstudio.export.diagram.picture import Picture
from nnstudio.system.process import Arrays, Reporter, serve


def main(name: str) -> int:
    """Run the entry for the process that started this one; return the exit code."""
    return serve(name, {name: paint_diagram})


def paint_diagram(request: dict[str, Any], reporter: Reporter) -> tuple[dict[str, Any], Arrays]:
    """Paint a picture and return the contents of the file.

    Parameters
    ----------
    request : dict
        ``picture``, ``kind`` ("png" or "pdf"), and ``dpi`` for "png".
    reporter : Reporter
        Unused: it is done in a moment.
    """
    picture = msgspec.convert(request["picture"], Picture)
    # On Windows only Qt's own platform finds the fonts of the system; there every session has a desktop.
    if sys.platform != "win32":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_HASH_SEED"] = "0"  # Qt writes the fonts of a PDF file in the order of a hash table
    load_qt()
    from PySide6.QtGui import QGuiApplication

    from nnstudio.app.diagram.files import pdf, png

    app = QGuiApplication.instance() or QGuiApplication([])
    data = png(picture, request["dpi"]) if request["kind"] == "png" else pdf(picture)
    del app
    return {}, {"file": np.frombuffer(data, np.uint8)}
