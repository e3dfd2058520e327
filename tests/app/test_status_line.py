"""The status line: everything where there is room, and the most important where there is little."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnstudio.app.look.theme import Theme
from nnstudio.app.status_line import Part, StatusLine

PARTS = (
    Part("Depth 4", 5),
    Part("Width 128", 2),
    Part("100 608 multiply-adds per sample", 4, "100 608 multiply-adds"),
    Part("The last layer gives 3 numbers, but there are 10 classes", 8, "1 problem"),
)


@pytest.fixture
def line(qtbot: QtBot, look: Theme) -> StatusLine:
    result = StatusLine()
    qtbot.addWidget(result)
    result.show_parts(PARTS)
    result.resize(2000, 24)
    result.show()
    return result


def shown(line: StatusLine) -> tuple[str, ...]:
    """What can be read."""
    return tuple(label.text() for label in line.findChildren(QLabel) if label.isVisible())


def clipped(line: StatusLine) -> list[str]:
    visible = [label for label in line.findChildren(QLabel) if label.isVisible()]
    too_small = [label.text() for label in visible if label.sizeHint().width() > label.width()]
    overlap = [a.text() for a, b in itertools.pairwise(visible) if a.geometry().right() >= b.x()]
    outside = [label.text() for label in visible if label.geometry().right() > line.width()]
    return [*too_small, *overlap, *outside]


def test_everything_where_there_is_room(line: StatusLine) -> None:
    assert shown(line) == tuple(p.text for p in PARTS)
    line.resize(line.sizeHint())
    assert shown(line) == tuple(p.text for p in PARTS)
    assert clipped(line) == []


def test_nothing_is_ever_cut(line: StatusLine) -> None:
    seen = []
    for width in range(1000, 0, -7):
        line.resize(width, 24)
        assert clipped(line) == []
        if shown(line) not in seen:
            seen.append(shown(line))
    assert seen[0] == tuple(p.text for p in PARTS)
    assert ("Depth 4", "Width 128", "100 608 multiply-adds", PARTS[3].text) in seen  # short before gone
    assert ("Depth 4", "1 problem") in seen
    assert seen[-2:] == [("1 problem",), ()]


def test_a_screen_reader_hears_all_of_it(line: StatusLine) -> None:
    line.resize(80, 24)
    assert line.accessibleName() == " · ".join(p.text for p in PARTS)


def test_fewer_parts_leave_nothing_behind(line: StatusLine) -> None:
    line.show_parts([Part("Empty network", 1)])
    assert shown(line) == ("Empty network",)
