"""Compiling ahead: begun at the start, ended with the window, and silent in between."""

from __future__ import annotations

import importlib.util
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from nnstudio.app.background import compiling_ahead
from nnstudio.app.background.compiling_ahead import CompilingAhead
from nnstudio.app.background.ending import end_all
from nnstudio.system.cancel import Cancelled
from nnstudio.system.messages import StudioError
from tests.app.hands import until


@pytest.fixture
def ahead(qapp: QApplication):  # type: ignore[no-untyped-def]
    window = QObject()
    yield CompilingAhead(window)
    end_all(window)


def test_it_ends_when_the_window_closes(ahead: CompilingAhead, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []

    def endless(name: str, request: Any, *, cancelled: Callable[[], bool]) -> None:
        heard.append(name)
        while not cancelled():
            time.sleep(0.01)
        raise Cancelled

    monkeypatch.setattr(compiling_ahead, "call", endless)
    ahead.start()
    ahead.start()  # once is enough
    until(lambda: heard, "the child")
    end_all(ahead.parent())
    assert not any(thread.name == "compiling ahead" for thread in threading.enumerate())
    assert heard == ["compile-kernels"]


def test_a_failure_is_a_line_in_the_log_and_nothing_else(
    ahead: CompilingAhead, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: Any, **_more: Any) -> None:
        raise StudioError("The disk is full")

    monkeypatch.setattr(compiling_ahead, "call", fail)
    with caplog.at_level(logging.INFO, "nnstudio"):
        ahead.start()
        until(lambda: caplog.records, "the line")
    (record,) = caplog.records
    assert record.levelno == logging.INFO
    assert "The disk is full" in record.getMessage()


def test_without_a_compiler_nothing_is_begun(ahead: CompilingAhead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(compiling_ahead, "call", lambda *_a, **_k: pytest.fail("a child was begun"))
    ahead.start()
