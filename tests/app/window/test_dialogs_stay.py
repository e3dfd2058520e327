"""A dialog stays open until somebody closes it, whatever Python's collection of garbage makes of its references."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from nnstudio.app.main_window import MainWindow
from tests.app.hands import until
from tests.app.window.surfaces import SURFACES


@pytest.mark.parametrize("name", [name for name, surface in SURFACES.items() if surface.kind is not None])
def test_a_dialog_outlives_the_collection_of_garbage(window: MainWindow, name: str, tmp_path: Path) -> None:
    def is_open() -> bool:  # whoever asks the window for its children holds on to them by that
        return any(type(w) is surface.kind and w.isVisible() for w in QApplication.topLevelWidgets())

    surface = SURFACES[name]
    surface.show(window, tmp_path)
    until(is_open, name)
    gc.collect()
    QApplication.processEvents()
    assert is_open()
