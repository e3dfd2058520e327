"""A dialog stays open until somebody closes it, whatever Python's collection of garbage makes of its references."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from nnstudio.app.main_window import MainWindow
from tests.app.hands import until
from tests.app.window.surfaces import SURFACES, leave


def test_a_dialog_outlives_the_collection_of_garbage(window: MainWindow, tmp_path: Path) -> None:
    for name, surface in SURFACES.items():
        if surface.kind is not None:
            surface.show(window, tmp_path)
            until(partial(_open, surface.kind), name)
            gc.collect()
            QApplication.processEvents()
            assert _open(surface.kind), name
            leave(window, surface, *_open(surface.kind))


def _open(kind: type[QWidget]) -> list[QWidget]:
    """What is open; whoever asks the window for its children holds on to them by that."""
    return [w for w in QApplication.topLevelWidgets() if type(w) is kind and w.isVisible()]
