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
