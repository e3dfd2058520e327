"""What nobody caught reaches the log and the window, from any thread."""

from __future__ import annotations

import errno
import gc
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread, QtMsgType, qInstallMessageHandler, qWarning
from pytestqt.qtbot import QtBot

from nnstudio.app.process import crash
from nnstudio.app.process.crash import CrashReporter, log_path
from nnstudio.system.messages import StudioError

Reports = list[tuple[str, str]]


@pytest.fixture
def reports() -> Reports:
    return []


@pytest.fixture
def reporter(qtbot: QtBot, reports: Reports, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashReporter]:
    monkeypatch.setattr(sys, "excepthook", lambda *args: reports.append(("before", "")))
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    # pytest-qt has a message handler of its own, which must stay.
    monkeypatch.setattr(crash, "qInstallMessageHandler", lambda handler: None)
    result = CrashReporter(lambda line, details: reports.append((line, details)))
    result.install()
    yield result
    result.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == hooks


def _log() -> str:
    return log_path().read_text("utf-8")


@pytest.mark.usefixtures("expected_log")
def test_exception(reporter: CrashReporter, reports: Reports) -> None:
    try:
        raise ValueError("a defect")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    ((line, details),) = reports
    assert "ValueError: a defect" in line
    assert "Traceback" in details
    assert "test_crash.py" in details
    assert "a defect" in _log()


def test_error_for_people_has_no_traceback(reporter: CrashReporter, reports: Reports) -> None:
    reporter.caught(StudioError("Cannot read {path}", path="a.csv"))
    assert reports == [("Cannot read a.csv", "")]


@pytest.mark.usefixtures("expected_log")
def test_thread(qtbot: QtBot, reporter: CrashReporter, reports: Reports) -> None:
    where: list[QThread] = []
    reporter._report = lambda line, details: (
        reports.append((line, details)),
        where.append(QThread.currentThread()),
    )
    thread = threading.Thread(target=lambda: 1 / 0, name="worker-1")
    thread.start()
    thread.join()
    assert not reports  # not in the worker's thread
    qtbot.waitUntil(lambda: len(reports) == 1)
    assert "ZeroDivisionError" in reports[0][0]
    assert "worker-1" in _log()


@pytest.mark.usefixtures("expected_log")
def test_destructor_goes_to_the_log_only(reporter: CrashReporter, reports: Reports) -> None:
    class Broken:
        def __del__(self) -> None:
            raise RuntimeError("in a destructor")

    Broken()
    gc.collect()
    assert "in a destructor" in _log()
    assert not reports


def test_ctrl_c_ends_the_program(reporter: CrashReporter, reports: Reports) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert reports == [("before", "")]


@pytest.mark.usefixtures("expected_log")
def test_a_report_that_fails_does_not_go_round(reporter: CrashReporter) -> None:
    def broken(line: str, details: str) -> None:
        raise RuntimeError("no window")

    reporter._report = broken
    reporter.caught(ValueError("first"))
    assert "The report of an error failed" in _log()


@pytest.mark.usefixtures("expected_log")
def test_a_log_that_cannot_be_written_does_not_stop_the_start(
    qtbot: QtBot, reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crash, "qInstallMessageHandler", lambda handler: None)
    monkeypatch.setenv("NNSTUDIO_HOME", "/dev/null/nowhere")
    reporter = CrashReporter(lambda line, details: reports.append((line, details)))
    reporter.install()
    reporter.install()
    reporter.caught(ValueError("x"))
    reporter.uninstall()
    reporter.uninstall()
    assert len(reports) == 1


@pytest.mark.usefixtures("expected_log")
def test_a_log_on_a_full_disk_says_nothing_in_the_terminal(
    reporter: CrashReporter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[object] = []

    def full(record: object) -> None:
        asked.append(record)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(reporter._handler, "shouldRollover", full)
    logging.getLogger("nnstudio").warning("nobody reads this")
    assert asked
    assert capsys.readouterr().err == ""


def test_log_rotates(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "_LOG_BYTES", 1000)
    handler = crash._file_handler()
    assert handler is not None
    for _ in range(100):
        handler.handle(logging.LogRecord("x", logging.ERROR, "", 1, "y" * 100, None, None))
    handler.close()
    names = sorted(p.name for p in log_path().parent.iterdir())
    assert names == ["nnstudio.log", "nnstudio.log.1", "nnstudio.log.2", "nnstudio.log.3"]


class _Context:
    category = "qt.svg"


def test_quiet_messages_of_qt(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        crash._on_qt_message(QtMsgType.QtDebugMsg, _Context(), "words")  # type: ignore[arg-type]
    assert [(r.name, r.levelno, r.getMessage()) for r in caplog.records] == [
        ("qt", logging.DEBUG, "qt.svg: words")
    ]


@pytest.mark.parametrize(
    ("kind", "level"), [(QtMsgType.QtWarningMsg, logging.WARNING), (QtMsgType.QtCriticalMsg, logging.ERROR)]
)
def test_loud_messages_of_qt(kind: QtMsgType, level: int, expected_log: pytest.LogCaptureFixture) -> None:
    crash._on_qt_message(kind, _Context(), "words")  # type: ignore[arg-type]
    assert [(r.levelno, r.getMessage()) for r in expected_log.records] == [(level, "qt.svg: words")]


def test_the_real_handler(qtbot: QtBot, expected_log: pytest.LogCaptureFixture) -> None:
    before = qInstallMessageHandler(crash._on_qt_message)
    try:
        qWarning("from Qt")
    finally:
        qInstallMessageHandler(before)
    assert "default: from Qt" in expected_log.messages
