"""Garbage is collected in the window's thread, and nowhere else."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from nnstudio.app.process.garbage import Collecting
from tests.app.hands import until


class Knot:
    """An object that only the collector can free."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collecting(qapp: QApplication) -> Iterator[Collecting]:
    parent = QObject()
    yield Collecting(parent)
    parent.deleteLater()
    gc.unfreeze()


def test_a_thread_that_makes_garbage_collects_none(collecting: Collecting) -> None:
    where: list[str] = []
    knot = Knot()
    weakref.finalize(knot, lambda: where.append(threading.current_thread().name))
    del knot
    maker = threading.Thread(target=lambda: [Knot() for _ in range(50_000)], name="maker")
    maker.start()
    maker.join()
    assert where == []
    until(lambda: where, "the window to collect")
    assert where == [threading.current_thread().name]
