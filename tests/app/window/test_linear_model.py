"""Where a linear model is better than the network, the results say so in words."""

from __future__ import annotations

import pytest

from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
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


def test_a_network_that_has_learned_what_no_line_can_is_not(window: MainWindow) -> None:
    panel = opened(window, "moons", 60)
    assert panel.overview.sentence.text() == "100 samples of the test part, never seen before:"
