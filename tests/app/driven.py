"""The program in a process of its own: it is brought into a state, closed there, and must end well.

``python -m tests.app.driven STATE DELAY [FILE]``: DELAY milliseconds after the state is reached the window is closed.
What stands between is answered as by a person who gives everything up.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from nnstudio.app import application
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.dialogs.preferences import PreferencesDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.training.events import EpochDone, Event

Wait = Callable[[], object]
"""Asked every few milliseconds until it holds."""


def _ready(window: MainWindow, epochs: int) -> Iterator[Wait]:
    window.beginning.sample("textbook")
    yield lambda: window.data.prepared is not None
    project = window.document.project
    training = project.training.replace(epochs=epochs, device="cpu")
    window.files.show_new(project.replace(training=training))
    yield lambda: window.data.prepared is not None


def idle(window: MainWindow) -> Iterator[Wait]:
    """Drawn and not trained."""
    yield from _ready(window, 3)


def preparing(window: MainWindow) -> Iterator[Wait]:
    """Just begun."""
    yield from _ready(window, 1_000_000)
    window.controls.press()


def running(window: MainWindow) -> Iterator[Wait]:
    """In the middle of a run."""
    yield from _ready(window, 1_000_000)
    told: list[Event] = []
    window.trainer.told.connect(told.extend)
    window.controls.press()
    yield lambda: any(isinstance(event, EpochDone) for event in told)


def paused(window: MainWindow) -> Iterator[Wait]:
    """A run that waits."""
    yield from running(window)
    window.controls.press()
    yield lambda: window.trainer.state == "paused"


def finishing(window: MainWindow) -> Iterator[Wait]:
    """Stop was pressed a moment ago."""
    yield from running(window)
    window.controls.stop.trigger()


def evaluating(window: MainWindow) -> Iterator[Wait]:
    """The test part is being measured."""
    yield from _ready(window, 3)
    window.controls.press()
    yield lambda: window.document.trained is not None and not window.trainer.active
    window.workspace.show_results()
    window.workspace.open_results()


def dialog_open(window: MainWindow) -> Iterator[Wait]:
    """A dialog stands before a run."""
    yield from running(window)
    window.show_preferences()
    assert window.findChild(PreferencesDialog).isVisible()


def reading(window: MainWindow) -> Iterator[Wait]:
    """The data is being read."""
    window.beginning.sample("digits")
    return
    yield


def named(window: MainWindow) -> Iterator[Wait]:
    """Started with the name of a table, which the data dialog shows."""
    yield lambda: any(d.isVisible() and d.dataset is not None for d in window.findChildren(DataDialog))


def handed_over(window: MainWindow) -> Iterator[Wait]:
    """A table is handed over as macOS does it."""
    app = QApplication.instance()
    assert app is not None
    QApplication.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(sys.argv[3])))
    yield from named(window)


STATES = (idle, preparing, running, paused, finishing, evaluating, dialog_open, reading)


class _Driven(MainWindow):
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        state = next(s for s in (*STATES, named, handed_over) if s.__name__ == sys.argv[1])
        self._states = state(self)
        self._wait: Wait = bool
        self._steps = QTimer(self)
        self._steps.timeout.connect(self._step)
        self._wait = lambda: True
        self._steps.start(3)

    def _step(self) -> None:
        try:
            if not self._wait():
                return
            wait = next(self._states, None)
        except BaseException:
            traceback.print_exc()
            os._exit(70)  # an exception of the test itself must not wait for ever
        if wait is not None:
            self._wait = wait
            return
        self._steps.stop()
        self._answers = QTimer()
        self._answers.timeout.connect(_give_up)
        self._answers.start(5)
        QTimer.singleShot(int(sys.argv[2]), self.close)


def _give_up() -> None:
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox) and box.isVisible():
            box.button(QMessageBox.StandardButton.Discard).click()


if __name__ == "__main__":
    application.MainWindow = _Driven  # type: ignore[misc]
    sys.exit(application.run([] if sys.argv[1] == handed_over.__name__ else sys.argv[3:]))
