"""The running application: one window, its hooks and its end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from nnstudio import __version__
from nnstudio.app import catalogue, icons, theme
from nnstudio.app.banner import Notice
from nnstudio.app.crash import CrashReporter
from nnstudio.app.garbage import Collecting
from nnstudio.app.interrupts import Interrupts
from nnstudio.app.main_window import MainWindow
from nnstudio.app.settings import Preferences, load
from nnstudio.app.texts import translate

SWITCH_SECONDS = 0.0005
"""How long a busy thread may keep the interpreter to itself: Python's 5 ms are felt as stutter."""


def run(arguments: Sequence[str]) -> int:
    """Show the window until it is closed."""
    sys.setswitchinterval(SWITCH_SECONDS)
    app = QApplication([sys.argv[0], *arguments])
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
    interrupts = Interrupts(window)
    code = app.exec()
    interrupts.release()
    catalogue.use("en")
    return code
