"""What it takes to open the window."""

from __future__ import annotations

from pyqtgraph import PlotWidget
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from nnstudio.app.main_window import MainWindow
from nnstudio.app.widgets.late_page import LatePage
from tests.app.hands import until
from tests.app.window.conftest import open_ready, train


class Dressing(QObject):
    """Counts how often widgets are given a style."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_a_page_finds_its_place_before_it_is_filled(qapp: QApplication, look: object) -> None:
    """Each parent that comes late gives all that it holds their style anew, which takes most of the time."""
    dressing = Dressing()
    qapp.installEventFilter(dressing)
    window = MainWindow()
    qapp.removeEventFilter(dressing)
    widgets = window.findChildren(QWidget)
    assert len(widgets) > 400
    assert dressing.count < 4 * len(widgets)
    window._closing = True
    window.close()
    window.deleteLater()


def test_pages_wait_until_somebody_comes_to_them(window: MainWindow) -> None:
    open_ready(window)
    workspace = window.workspace
    pages = window.findChildren(LatePage)
    late = (
        workspace.inside.panel,
        workspace.one_step.panel,
        workspace.runs,
        window.lessons.panel,
        workspace.results_page,
    )
    assert {*late} <= {*pages}
    for page in late:
        page.grab()  # it is given its size, as by whoever takes a picture of the window
    assert [page for page in pages if page.built] == []
    assert window.findChildren(PlotWidget) == [], "each comes with a form of settings that nobody sees"


def test_results_wait_through_a_run_and_are_of_its_weights(sample: MainWindow) -> None:
    train(sample)
    page = sample.workspace.results_page
    assert not page.built
    sample.do("results")
    until(page.isVisible, "the results")
    assert page.panel.trained is sample.document.trained
    assert not page.is_open, "the test part is sealed"
