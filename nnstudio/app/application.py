"""The running application: one window, its hooks and its end."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from nnstudio import __version__
from nnstudio.app.interrupts import Interrupts
from nnstudio.app.look import icons, theme
from nnstudio.app.main_window import MainWindow
from nnstudio.app.process.crash import CrashReporter
from nnstudio.app.process.garbage import Collecting
from nnstudio.app.process.handed_over import HandedOver
from nnstudio.app.settings import Preferences, load
from nnstudio.app.widgets.banner import Notice
from nnstudio.app.widgets.described import Described
from nnstudio.app.widgets.dialog_size import ScreenWatch
from nnstudio.app.words import catalogue
from nnstudio.app.words.texts import translate

APP_ID = "io.github.nn_studio.NNStudio"
"""Under which Windows groups the windows of the program, as its bundle is called on macOS."""
SWITCH_SECONDS = 0.0005
"""How long a busy thread may keep the interpreter to itself: Python's 5 ms are felt as stutter."""


class Application(QApplication):
    """Tells of files that macOS hands over, to a program that runs as to one that starts: it has no arguments for them."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.handed_over = HandedOver(self)

    def event(self, event: QEvent) -> bool:
        """Take a file."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.handed_over.take(event.file())
            return True
        return super().event(event)


def _at_home_on_windows() -> None:
    """Be known by an icon of its own, and let AltGr write: as Ctrl+Alt it would press the keys of commands."""
    if sys.platform == "win32":
        os.environ.setdefault("QT_QPA_PLATFORM", "windows:altgr")
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)


def run(arguments: Sequence[str]) -> int:
    """Show the window until it is closed."""
    sys.setswitchinterval(SWITCH_SECONDS)
    _at_home_on_windows()
    app = Application([sys.argv[0], *arguments])
    app.setApplicationName("NN Studio")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("nnstudio")
    settings, note = load()
    catalogue.use(catalogue.language_of(settings.language))
    theme.current()
    app.setWindowIcon(icons.icon("app"))
    window = MainWindow(Preferences(settings, app))
    reporter = CrashReporter(
        lambda line, details: window.banner.post(Notice(line, "error", details=details)), app
    )
    reporter.install()
    app.handed_over.ready.connect(lambda path: window.beginning.open_files([path]))
    if note is not None:
        window.banner.show_message(translate(note), "warning")
    named = [str(Path(name).absolute()) for name in app.arguments()[1:]]
    if settings.show_start_page and not named:
        window.show_start_page()
    else:
        window.show_workspace()
    window.files.runs.offer_left_behind()
    window.show()
    window.beginning.open_files(named)
    window.compiling.start()
    Collecting(app)
    Described(app)
    ScreenWatch(app)
    interrupts = Interrupts(window)
    code = app.exec()
    interrupts.release()
    catalogue.use("en")
    return code
