"""The window of these tests: opened as at a start, and closed whatever a test has left under way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.app.settings import Preferences, Settings
from nnstudio.app.words import catalogue
from nnstudio.backend.probe import devices
from nnstudio.project.judging import linear
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.project.trained import Trained, load_data, new_run, result
from tests.app.hands import button, click, until
from tests.app.window.silent_disk import SilentDisk
from tests.here import apart as apart

NOT_OURS = ("Form", "PlotItem", "ViewBox", "GraphicsScene", "Test")
"""Contexts of pyqtgraph's menus, which nobody sees, and of these tests; Qt's begin with a Q."""


@pytest.fixture(autouse=True)
def _no_probing() -> None:
    """Look for GPUs beforehand, which is remembered: that starts a process, and only costs time here."""
    devices()


@pytest.fixture(autouse=True, scope="session")
def _polars_imported() -> None:
    """Likewise: whoever reads the first table would import it, in a thread for which a window that closes waits a moment only."""
    import polars  # noqa: F401


@pytest.fixture(autouse=True)
def _linear_in_a_moment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The linear model beside all results takes fewer steps where no test is about what it reaches: half a second each time."""
    if "linear" not in request.path.name:
        monkeypatch.setattr(linear, "STEPS", 30)


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
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SilentDisk]:
    """A folder on a disk that can fall silent; when the test ends it answers."""
    disk = SilentDisk(tmp_path / "away", monkeypatch)
    yield disk
    disk.released.set()


@pytest.fixture
def sample(window: MainWindow) -> MainWindow:
    """The window with the textbook's network and its data, ready to train for three epochs."""
    open_ready(window, epochs=3)
    return window


@pytest.fixture
def data_dialog(window: MainWindow) -> DataDialog:
    """The data dialog, opened from the step of the workspace."""
    window.beginning.empty()
    click(window.workspace.step_bar.step("data"))
    (dialog,) = window.findChildren(DataDialog)
    until(dialog.isVisible, "the dialog")
    return dialog


class Longer(QTranslator):
    """Makes every text 40 % longer and leaves its holes alone, as a language with long words would."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def translate(self, context, text, _comment=None, _number=-1):  # type: ignore[no-untyped-def]
        if not text:
            return ""
        if not (context.startswith("Q") or context in NOT_OURS):
            self.asked.add(text)
        extra = max(1, round(len(text) * 0.4))
        return text + ("ßüéå" * (extra // 4 + 1))[:extra]

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[Longer]:
    """A language with long words."""
    translator = Longer()
    QCoreApplication.installTranslator(translator)
    yield translator
    QCoreApplication.removeTranslator(translator)
    QApplication.processEvents()


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """The window in German."""
    catalogue.use("de")
    yield
    catalogue.use("en")
    QApplication.processEvents()


def open_ready(window: MainWindow, key: str = "textbook", epochs: int = 3) -> None:
    """Open a sample, shortened, and wait for its data."""
    project = open_sample(key)
    training = project.training.replace(epochs=epochs, device="cpu")
    window.files.show_new(project.replace(training=training))
    until(lambda: window.data.prepared is not None, "the data")


def train(window: MainWindow) -> None:
    """Train to the end."""
    window.controls.main.trigger()
    assert window.trainer.active, window.controls.obstacle()
    until(lambda: not window.trainer.active, "the end of the run")


@cache
def trained_sample(key: str, epochs: int) -> tuple[Project, Trained]:
    """A sample after some epochs, for tests of what is made of it: trained once for all of them."""
    project = open_sample(key)
    project = project.replace(training=project.training.replace(epochs=epochs, device="cpu"))
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    return project, result(run, project, prepared)


def results_of(window: MainWindow) -> ResultsPanel:
    """Train to the end, and open the results of the test part."""
    train(window)
    return opened_results(window)


def opened_results(window: MainWindow) -> ResultsPanel:
    """Open the results of the test part."""
    window.do("results")
    panel = window.workspace.results
    click(button(panel, "Open the test part"))
    until(lambda: panel.is_open, "the results")
    return panel


def texts(window: MainWindow) -> list[str]:
    """What the banner says, the waiting messages as well."""
    return [notice.text for notice in window.banner.notices]


def saved(window: MainWindow, path: Path) -> Path:
    """Save the document and wait."""
    window.files._write(path, None)
    until(lambda: not window.files.saving.busy, "the save")
    return path
