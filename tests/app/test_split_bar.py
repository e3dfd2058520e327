"""The legend of the division is whole, however wide the column is that holds it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.data.split_bar import SplitBar
from nnstudio.app.widgets.scroll import ScrollColumn
from tests.app.hands import until


@pytest.mark.parametrize("width", range(180, 300, 4))
def test_a_scroll_bar_takes_no_line_of_it(qtbot: QtBot, width: int) -> None:
    inside, bar, below = QWidget(), SplitBar(), QWidget()
    bar.show_sizes(1_168, 270, 359)
    below.setFixedHeight(400)
    column = QVBoxLayout(inside)
    column.addWidget(bar)
    column.addWidget(below)
    around = ScrollColumn(inside)
    qtbot.addWidget(around)
    around.resize(width, 300)
    around.show()
    until(lambda: bar.height() == bar.heightForWidth(bar.width()), "all lines of the legend", 5)
    below.setFixedHeight(20)
    until(lambda: bar.height() == bar.heightForWidth(bar.width()), "no line too many", 5)
