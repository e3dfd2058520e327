"""Rules for every test of the window: no screen, no traces on this computer, nothing left behind, no warning of Qt."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

pytest.importorskip(
    "PySide6.QtWidgets", reason="the window needs PySide6 and the libraries of Qt", exc_type=ImportError
)

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from nnstudio.app.look import theme
from nnstudio.app.process import plain_imports
from nnstudio.app.training.trainer import Trainer
from nnstudio.app.widgets import dialog_size

plain_imports.restore()  # as at a start

_OFFSCREEN = r"This plugin does not support"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Warnings of Qt are failures. A test gets a second try, and the end of the run tells of it."""
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(_OFFSCREEN))
            item.add_marker(pytest.mark.flaky(reruns=1))


_MANY = 50_000
"""New objects after which garbage is collected between two tests."""


@pytest.fixture(autouse=True, scope="module")
def _collected_in_this_thread() -> Iterator[None]:
    """As in the application: an object of Qt that a worker thread collects brings the process down.

    What earlier tests have imported is laid aside, as the tests themselves are when they are collected: to walk through
    all that in search of garbage, and of timers before and after each test, would take longer than the test.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def _clipboard_emptied() -> Iterator[None]:
    """What Python has put there would be given back after Python's end: the offscreen platform keeps it as long as that."""
    yield
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def _room_for_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen as many people have one; that of the offscreen platform is smaller than any that is still sold."""
    monkeypatch.setattr(dialog_size, "screen_room", lambda dialog: QSize(1280, 800))


@pytest.fixture(scope="session")
def _running_timers() -> set[str]:
    """Those that ran when the last test ended: to look for them again before each test costs as much as after it."""
    return set()


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest, _running_timers: set[str]) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer, an open window or a mouse button that is held down."""
    with_qt = "qapp" in request.fixturenames
    threads, windows = set(threading.enumerate()), _visible_windows()
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    if gc.get_count()[0] > _MANY:
        gc.collect()
    deadline = time.monotonic() + 1
    while (left := set(threading.enumerate()) - threads) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not left, f"threads left running: {left}"
    assert not (left := _visible_windows() - windows), f"windows left open: {left}"
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton, "a mouse button is still held down"
    if with_qt:
        running = _active_timers()
        begun = running - _running_timers
        _running_timers.clear()
        _running_timers.update(running)
        assert not begun, f"timers left running: {begun}"


@pytest.fixture
def look(qapp: QApplication) -> Iterator[theme.Theme]:
    """Return the theme in its light form, and put it back afterwards."""
    result = theme.current()
    result.set_preference("light")
    yield result
    result.set_preference("light")


def _visible_windows() -> set[str]:
    if QApplication.instance() is None:
        return set()
    return {repr(w) for w in QApplication.topLevelWidgets() if w.isVisible()}


def _active_timers() -> set[str]:
    # Asked of Qt's side: to go through all objects of Python took longer than many a test.
    found = [o for o in shiboken6.getAllValidWrappers() if isinstance(o, QTimer)]
    return {f"{t!r} in {t.parent()!r}" for t in found if t.isActive()}


@pytest.fixture
def larger(look: theme.Theme, qapp: QApplication) -> Iterator[None]:
    """Letters half as large again, as a desktop is set up for those who need it; all else keeps its size.

    A screen at 150 % makes everything larger alike and so finds nothing; this finds what does not grow with its text.
    """
    yield from _with_letters(look, qapp, 1.5)


@pytest.fixture
def twice(look: theme.Theme, qapp: QApplication) -> Iterator[None]:
    """Letters twice as large, which is about what the largest setting of a desktop gives."""
    yield from _with_letters(look, qapp, 2.0)


def _with_letters(look: theme.Theme, qapp: QApplication, times: float) -> Iterator[None]:
    fonts, before = look._fonts, qapp.font()
    large = QFont(before)
    large.setPixelSize(round(times * look.font().pixelSize()))
    look._fonts = theme._fonts(large)
    qapp.setFont(look.font())
    look._apply(look.tokens)
    yield
    look._fonts = fonts
    qapp.setFont(before)
    look._apply(look.tokens)


@pytest.fixture
def trainer(qapp: QApplication) -> Iterator[Trainer]:
    """What trains for a window, closed whatever a test has left under way."""
    trainer = Trainer(qapp)
    yield trainer
    trainer.close()
    trainer.deleteLater()
