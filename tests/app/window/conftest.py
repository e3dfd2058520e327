"""The window of these tests: opened as at a start, and closed whatever a test has left under way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from nnstudio.app import main_window
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.app.settings import Preferences, Settings
from nnstudio.backend.probe import devices
from tests.app.hands import button, click, until


@pytest.fixture(scope="session")
def probed() -> object:
    """Look for GPUs once: that starts a process, which only costs time here."""
    return devices()


@pytest.fixture(autouse=True)
def _no_probing(monkeypatch: pytest.MonkeyPatch, probed: object) -> None:
    monkeypatch.setattr(main_window, "devices", lambda: probed)


@pytest.fixture
def make_window(qtbot, look) -> Iterator[Callable[..., MainWindow]]:
    """Return a function that opens a window; it is closed when the test ends."""
    windows: list[MainWindow] = []

    def make(**settings: object) -> MainWindow:
        window = MainWindow(Preferences(Settings(theme="light", autosave_seconds=0, **settings)))
        windows.append(window)
        window.show()
        window.show_start_page()
        qtbot.waitExposed(window)
        window.activateWindow()
        QTest.qWait(20)
        return window

    yield make
    for window in windows:
        window._closing = True
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make_window) -> MainWindow:
    """A window with its start page."""
    return make_window()


@pytest.fixture
def sample(window: MainWindow) -> MainWindow:
    """The window with the textbook's network and its data, ready to train for three epochs."""
    open_ready(window, epochs=3)
    return window


def open_ready(window: MainWindow, key: str = "textbook", epochs: int = 3) -> None:
    """Open a sample and wait for its data."""
    window.open_sample(key)
    until(lambda: window.data.prepared is not None, "the data")
    project = window.document.project
    training = project.training.replace(epochs=epochs, device="cpu")
    window.files.show_new(project.replace(training=training))
    until(lambda: window.data.prepared is not None, "the data")


def train(window: MainWindow) -> None:
    """Train to the end."""
    window.controls.main.trigger()
    assert window.trainer.active, window.controls.obstacle()
    until(lambda: not window.trainer.active, "the end of the run")


def results_of(window: MainWindow) -> ResultsPanel:
    """Train to the end, and open the results of the test part."""
    train(window)
    window.do("results")
    panel = window.workspace.results
    click(button(panel, "Open the test part"))
    until(lambda: panel.is_open, "the results")
    return panel


def texts(window: MainWindow) -> list[str]:
    """What the banner says, the waiting messages as well."""
    return [notice.text for notice in window.banner.notices()]


def saved(window: MainWindow, path: Path) -> Path:
    """Save the document and wait."""
    window.files.save_to(path)
    until(lambda: not window.files._saving, "the save")
    return path
