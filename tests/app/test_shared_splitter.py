"""The splitters of the workspace: by the size of the window until somebody moves them, and as they were left then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from nnstudio.app.widgets.shared_splitter import SharedSplitter


def made(qtbot) -> SharedSplitter:  # type: ignore[no-untyped-def]
    splitter = SharedSplitter(Qt.Orientation.Vertical, lambda room: (room - room // 4, room // 4))
    for _ in range(2):
        splitter.addWidget(QWidget())
    qtbot.addWidget(splitter)
    splitter.resize(200, 400)
    splitter.show()
    return splitter


def test_it_shares_anew_with_every_size_until_it_is_moved(qtbot) -> None:  # type: ignore[no-untyped-def]
    splitter = made(qtbot)
    assert abs(splitter.sizes()[1] - 100) < 8
    splitter.resize(200, 800)
    assert abs(splitter.sizes()[1] - 200) < 8
    assert splitter.choice == ""
    handle = splitter.handle(1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 1))
    QTest.mouseMove(handle, QPoint(5, -99))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, -99))
    moved = splitter.sizes()
    assert moved[1] > 250
    assert splitter.choice
    splitter.resize(200, 801)
    assert abs(splitter.sizes()[1] - moved[1]) < 8


def test_it_stands_as_it_was_left(qtbot) -> None:  # type: ignore[no-untyped-def]
    first = made(qtbot)
    first.setSizes([120, 280])
    first._choose()
    second = made(qtbot)
    second.choose(first.choice)
    assert second.sizes() == first.sizes()
    second.choose("no such state")
    assert second.sizes() == first.sizes()
    third = made(qtbot)
    third.choose("no such state")
    assert third.choice == ""


def test_a_part_that_was_enlarged_gets_back_what_it_was_given(qtbot) -> None:  # type: ignore[no-untyped-def]
    splitter = made(qtbot)
    splitter.setSizes([260, 140])
    splitter._choose()
    moved = splitter.sizes()
    splitter.enlarge(1, True)
    assert splitter.sizes()[1] > 250
    splitter.enlarge(1, False)
    assert splitter.sizes() == moved


def test_what_was_left_waits_while_a_part_is_folded_away(qtbot) -> None:  # type: ignore[no-untyped-def]
    """A window that is low at its start reads how it was left in a higher one."""
    first = made(qtbot)
    first.setSizes([120, 280])
    first._choose()
    second = made(qtbot)
    second.fold(30)
    assert second.sizes()[1] == 30
    second.choose(first.choice)
    second.resize(200, 390)
    assert second.sizes()[1] == 30
    assert second.choice == first.choice, "what is kept for the next start"
    second.resize(200, 400)
    second.fold(None)
    assert second.sizes() == first.sizes()
    third = made(qtbot)
    usual = third.sizes()
    third.fold(30)
    third.fold(None)
    assert third.sizes() == pytest.approx(usual, abs=1), "shares are rounded"
