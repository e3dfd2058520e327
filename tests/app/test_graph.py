"""A plot of the results in little room."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from nnstudio.app.plots.graph import Graph
from tests.app.hands import until


def test_a_name_of_an_axis_is_whole_or_left_out(qtbot: QtBot) -> None:
    graph = Graph("ROC", "False positive rate", "True positive rate")
    qtbot.addWidget(graph)
    name = graph._y_axis.label
    graph.resize(260, 320)
    graph.show()
    until(name.isVisible, "the name", 10)
    graph.resize(260, 110)
    until(lambda: not name.isVisible(), "the name to be left out", 10)
    graph.resize(260, 320)
    until(name.isVisible, "the name again", 10)


def test_no_letter_of_a_name_reaches_the_edge(qtbot: QtBot) -> None:
    """The lower ends of g and p were cut off."""
    graph = Graph("Residuals", "gjpqy", "bdfhkl")
    qtbot.addWidget(graph)
    graph.resize(300, 320)
    graph.show()
    until(graph._y_axis.label.isVisible, "the name", 10)
    image = graph.plot.grab().toImage()
    right, bottom = image.width() - 1, image.height() - 1
    edge = {image.pixelColor(x, bottom).name() for x in range(right)}
    edge |= {image.pixelColor(0, y).name() for y in range(bottom)}
    assert edge == {graph.plot.backgroundBrush().color().name()}


def test_numbers_far_from_zero_are_told_apart_and_have_room(qtbot: QtBot) -> None:
    """All pressures read 101 300, and stood over the name of the axis."""
    graph = Graph("Predicted against true", "true pressure", "predicted")
    qtbot.addWidget(graph)
    graph.resize(420, 320)
    graph.show()
    graph.set_range((2_459_000.02, 2_459_000.76), (101_240.0, 101_370.0))
    until(lambda: graph._y_axis.size().width() > 56, "the room for the numbers", 10)
    metrics = QFontMetrics(graph._y_axis.style["tickFont"])
    for axis in (graph._x_axis, graph._y_axis):
        (low, high), size = axis.range, axis.size()
        across = axis is graph._x_axis
        ((step, places),) = axis.tickValues(low, high, size.width() if across else size.height())
        told = axis.tickStrings(places, 1, step)
        assert len(set(told)) == len(told) > 1
        widest = max(map(metrics.horizontalAdvance, told))
        if across:
            end = size.width() * (high - places[-1]) / (high - low)
            assert metrics.horizontalAdvance(told[-1]) / 2 <= end + 12 + 2
        else:
            assert widest + metrics.height() <= size.width()
    graph.set_range((0.0, 1.0), (0.0, 1.0))
    until(lambda: graph._y_axis.size().width() == 56, "the axis to be as wide as usual", 10)
