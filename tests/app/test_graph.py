"""A plot of the results in little room."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from nnstudio.app.results.graph import Graph
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
