"""Nothing that goes wrong is lost: uncaught exceptions and Qt's messages go to a log file and to the window."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from nnstudio.app.words.texts import error_text
from nnstudio.system import folders
from nnstudio.system.messages import StudioError

_log = logging.getLogger("nnstudio.crash")
_qt_log = logging.getLogger("qt")
_LOG_BYTES = 1_000_000

Report = Callable[[str, str], object]
"""Takes one line for people and the details for developers."""

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashReporter(QObject):
    """Catches what nobody else caught, from any thread.

    Parameters
    ----------
    report : callable
        Called in the thread of the window with the line and the details; the window shows a banner.
    """

    _caught = Signal(str, str)

    def __init__(self, report: Report, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self._handler: logging.Handler | None = None
        self._before: tuple[Any, ...] = ()
        self._installed = False
        # A signal carries the report into the window's thread, whichever thread it comes from.
        self._caught.connect(self._deliver)

    def install(self) -> None:
        """Start catching; the hooks of before are kept for :meth:`uninstall`."""
        if self._installed:
            return
        self._installed = True
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._handler = _file_handler()
        if self._handler is not None:
            logging.getLogger().addHandler(self._handler)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_on_qt_message)
        app = QCoreApplication.instance()
        if app is not None:
            # Qt still speaks while the interpreter is being torn down, and would call into nothing.
            app.aboutToQuit.connect(self.uninstall)

    def uninstall(self) -> None:
        """Put everything back as it was."""
        if not self._installed:
            return
        self._installed = False
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(None)
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def caught(self, error: BaseException, where: str = "") -> None:
        """Log an exception and show it; also for code that catches everything itself.

        An error that was made for people needs no developer: it is shown without a traceback and logged quietly.
        """
        if isinstance(error, StudioError):
            _log.info("%s%s", f"{where}: " if where else "", error)
            self._caught.emit(error_text(error), "")
            return
        details = "".join(traceback.format_exception(error))
        _log.error("Uncaught exception%s", f" in {where}" if where else "", exc_info=error)
        line = self.tr("Something unexpected happened, and the program went on: {0}").format(
            error_text(error)
        )
        self._caught.emit(line, details)

    def _deliver(self, line: str, details: str) -> None:
        try:
            self._report(line, details)
        except Exception:
            # Reporting must not report itself for ever.
            _log.exception("The report of an error failed")

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self.caught(error)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self.caught(args.exc_value, args.thread.name if args.thread else "a thread")

    def _on_unraisable(self, args: Any) -> None:
        # Happens in destructors, sometimes by the thousand: it goes to the log, not to the user.
        error = args.exc_value
        _log.error("%s %r", args.err_msg or "Exception ignored in", args.object, exc_info=error)


def log_path() -> Path:
    """Return the file that keeps the log."""
    return folders.log_dir() / "nnstudio.log"


class _LogFile(RotatingFileHandler):
    """A log whose disk may be full: that is no reason for a traceback in the terminal."""

    def handleError(self, record: logging.LogRecord) -> None:
        pass


def _file_handler() -> logging.Handler | None:
    try:
        handler = _LogFile(log_path(), maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8", delay=True)
    except (OSError, StudioError):
        return None  # a read-only home is no reason not to start
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s"))
    handler.setLevel(logging.INFO)
    return handler


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "default", text)
