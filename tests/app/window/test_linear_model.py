"""Where a linear model is better than the network, the results say so in words."""

from __future__ import annotations

import pytest

from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.optimizers import SGD
from tests.app.hands import until
from tests.app.window.conftest import open_ready, results_of

WORDS = "A linear model is better on them: the network is not worth its size yet."


def opened(window: MainWindow, key: str, epochs: int) -> ResultsPanel:
    open_ready(window, key, epochs=epochs)
    panel = results_of(window)
    until(lambda: panel.overview._linear not in ("", "…"), "the linear model")
    return panel


@pytest.mark.parametrize("key", ["textbook", "diabetes"])
def test_a_network_that_is_worse_than_a_line_is_told_so(window: MainWindow, key: str) -> None:
    panel = opened(window, key, 1)
    assert panel.overview.sentence.text().splitlines()[1:] == [WORDS]
    panel.choices.choose_part("validation")
    until(lambda: "validation" in panel.overview.sentence.text(), "the other part")
    until(lambda: panel.overview.sentence.text().endswith(WORDS), "what is said of it")


def test_a_line_that_is_trained_too_little_is_told_what_it_is(window: MainWindow) -> None:
    open_ready(window, "diabetes", epochs=1)
    project = window.document.project
    line = sequential((10,), [Dense(1, activation="linear")])
    slow = project.training.replace(optimizer=SGD(1e-5))
    window.files.show_new(project.with_network(line).replace(training=slow))
    until(lambda: window.data.prepared is not None, "the data")
    panel = results_of(window)
    until(lambda: panel.overview._linear not in ("", "…"), "the linear model")
    (words,) = panel.overview.sentence.text().splitlines()[1:]
    assert words.startswith("A linear model is better on them, and the network is one as well")


def test_a_network_that_has_learned_what_no_line_can_is_not(window: MainWindow) -> None:
    panel = opened(window, "moons", 60)
    assert panel.overview.sentence.text() == "100 samples of the test part, never seen before:"
