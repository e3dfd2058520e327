"""Whether the network is right as often as it is sure, with mouse and keys: groups, their samples, a class alone."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest

from nnstudio.app.look import theme
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.calibration_page import CalibrationPage
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.nn.calibration import group_of
from nnstudio.system.numbers import percent_text
from tests.app.hands import Key, Left, press, until
from tests.app.window.conftest import open_ready, results_of
from tests.app.window.test_results import None_, opened, page, results_shown


def calibrated(window: MainWindow, key: str) -> tuple[ResultsPanel, CalibrationPage]:
    panel = results_shown(window, key)
    page(panel, panel.calibration)
    return panel, panel.calibration


def heights(shown: CalibrationPage) -> list[int]:
    """Samples for which it came true, and for which not."""
    return [sum(bars.opts["height"]) for bars in shown._bars]


def figures_of(shown: CalibrationPage) -> tuple[float, float, float]:
    assert shown.found is not None
    return shown.found.mean, shown.found.share, shown.found.error


def test_bars_and_dots_are_the_answers(window: MainWindow) -> None:
    panel, shown = calibrated(window, "digits")
    judged = panel._judged
    assert judged is not None
    assert shown.found is not None
    assert heights(shown) == [judged.samples - len(judged.mistakes()), len(judged.mistakes())]
    assert shown.found.mean == pytest.approx(judged.confidence.mean())
    assert shown.found.share == pytest.approx(judged.metrics["accuracy"])
    x, y = shown._dots.getData()
    assert list(x) == [each.mean for each in shown.found.groups]
    assert list(y) == [each.share for each in shown.found.groups]
    told = [figure.text() for figure in shown._figures]
    assert told == [percent_text(value) for value in figures_of(shown)]
    assert told[0] in shown.sentence.text()
    assert told[1] in shown.sentence.text()


def test_a_class_alone(window: MainWindow) -> None:
    panel, shown = calibrated(window, "digits")
    judged = panel._judged
    assert judged is not None
    assert (judged.true == 1).sum() != (judged.said == 1).sum(), "truth and answers can be told apart"
    shown.which.setFocus()
    press(window, Key.Key_Down)
    press(window, Key.Key_Down)
    assert shown.which.currentText() == judged.classes[1]
    assert heights(shown) == [(judged.true == 1).sum(), (judged.true != 1).sum()]
    assert figures_of(shown)[0] == pytest.approx(judged.given[:, 1].mean())
    assert shown._kinds[1].text() == f"Share that is {judged.classes[1]}"


def test_what_class_weights_do_is_not_put_down_to_anything_else(window: MainWindow) -> None:
    open_ready(window)
    project = window.document.project
    loss = project.training.loss.replace(class_weights=(0.02, 1.0))
    window.document.edit("Weights", project.replace(training=project.training.replace(loss=loss)))
    panel = results_of(window)
    page(panel, panel.calibration)
    shown = panel.calibration
    assert shown.found is not None
    assert shown.found.verdict != "fitting"
    for name in ("", *window.data.prepared.classes):
        shown.which.setCurrentIndex(shown.which.findText(name) if name else 0)
        assert shown.advice.text().startswith("Class weights")
        assert shown.advice.isVisible()


def test_the_legend_follows_the_look(window: MainWindow) -> None:
    _, shown = calibrated(window, "flowers")
    look = theme.current()
    for preference in ("dark", "light"):
        look.set_preference(preference)
        written = [name.item.toHtml() for _, name in shown._names.items]
        assert len(written) == 2
        assert all(look.color("text").name() in each for each in written), preference


def test_a_dot_leads_to_its_samples_by_mouse_and_keys(window: MainWindow) -> None:
    panel, shown = calibrated(window, "digits")
    judged, plot = panel._judged, shown.truth.plot
    assert judged is not None
    assert shown.found is not None
    last = shown.found.groups[-1]

    def clicked() -> bool:
        """The plot finds its place over some turns of the event loop."""
        at = plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(last.mean, last.share)))
        QTest.mouseMove(plot.viewport(), at)
        QTest.mouseClick(plot.viewport(), Left, None_, at)
        return panel.pages.currentWidget() is panel.mistakes

    until(clicked, "the samples", 10)
    positions = panel.mistakes.gallery.positions
    assert sorted(positions) == np.flatnonzero(group_of(judged.confidence) == 9).tolist()
    right = (judged.said == judged.true)[positions]
    assert np.all(np.diff(right.astype(int)) >= 0), "wrong ones first"
    page(panel, shown)
    shown.which.setFocus()
    remark = plot.accessibleDescription()
    plot.setFocus()
    for key, at in (
        (Key.Key_Left, 0),
        (Key.Key_Right, 1),
        (Key.Key_End, -1),
        (Key.Key_Right, -1),
        (Key.Key_Left, -2),
    ):
        press(window, key)
        group = shown.found.groups[at]
        x, y = shown.dot_keys._ring.getData()
        assert (list(x), list(y)) == ([group.mean], [group.share])
        told = f"Certainty {percent_text(group.mean)}, Answered rightly {percent_text(group.share)}"
        assert plot.accessibleDescription().endswith(f"{told}, Samples: {group.samples}")
    shown.which.setFocus()
    assert plot.accessibleDescription() == remark
    assert not shown.dot_keys._ring.isVisible()
    plot.setFocus()
    press(window, Key.Key_Return)
    assert panel.pages.currentWidget() is panel.mistakes
    within = group_of(judged.confidence) == round(group.low * 10)
    assert sorted(panel.mistakes.gallery.positions) == np.flatnonzero(within).tolist()


def test_it_follows_another_threshold(window: MainWindow) -> None:
    panel, shown = calibrated(window, "textbook")
    before = heights(shown)
    page(panel, panel.curves)
    panel.curves.box.go_to(0.02)
    page(panel, panel.calibration)
    judged = panel._judged
    assert judged is not None
    assert heights(shown)[0] == (judged.said == judged.true).sum() != before[0]


def test_numbers_have_none(window: MainWindow) -> None:
    panel = opened(window, "diabetes")
    assert not panel.pages.isTabVisible(panel.pages.indexOf(panel.calibration))
