"""A widget that is hidden draws when it is shown; what painting costs is counted."""

from __future__ import annotations

import time

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.training.drawing_timer import DrawingTimer
from nnstudio.app.training.pace import Pace
from tests.app.hands import until


class _Picture(QWidget):
    """Draws at every turn, and computes for a while when it is painted."""

    def __init__(self, pace: Pace) -> None:
        super().__init__()
        self.drawn = 0
        self.turns = DrawingTimer(self, pace)
        self.turns.timeout.connect(self._draw)

    def _draw(self) -> None:
        self.turns.drawing()
        self.drawn += 1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        end = time.thread_time() + 0.01
        while time.thread_time() < end:
            pass


def test_what_is_hidden_is_drawn_once_when_it_is_shown(qtbot: QtBot) -> None:
    picture = _Picture(Pace(0.0, 0.0, 0.1))
    qtbot.addWidget(picture)
    for _ in range(3):
        picture.turns.wait()
        assert not picture.turns.isActive()
    picture.show()
    until(lambda: picture.drawn == 1, "the picture")
    picture.hide()
    picture.show()
    assert not picture.turns.isActive()


def test_the_last_picture_of_a_run_is_drawn_though_hidden(qtbot: QtBot) -> None:
    picture = _Picture(Pace(0.0, 0.0, 0.1))
    qtbot.addWidget(picture)
    picture.turns.wait()
    picture.turns.hurry()
    until(lambda: picture.drawn == 1, "the picture")
    picture.show()
    assert not picture.turns.isActive()


def test_painting_belongs_to_the_cost(qtbot: QtBot) -> None:
    pace = Pace(0.0, 100.0, 0.5)
    picture = _Picture(pace)
    qtbot.addWidget(picture)
    picture.show()
    picture.turns.wait()
    until(lambda: picture.drawn == 1 and pace.seconds >= 0.02, "the cost")
