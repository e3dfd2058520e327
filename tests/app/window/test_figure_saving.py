"""Figures of the results are taken away: what is seen of a page, without what can only be pressed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QCheckBox, QFileDialog

from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from tests.app.hands import choose_file, click, in_dialog, type_path, until
from tests.app.window.test_results import opened, page


def chosen(panel: ResultsPanel, words: str) -> None:
    """Choose from the button's menu."""
    assert panel.saving.isEnabled()
    (action,) = (action for action in panel.saving.menu().actions() if action.text().startswith(words))
    action.trigger()


def test_curves_are_saved_as_a_picture_and_as_a_drawing(window: MainWindow, tmp_path: Path) -> None:
    panel = opened(window, "textbook")
    page(panel, panel.curves)
    for words, name in (("Picture (PNG), 4", "roc"), ("Drawing", "roc")):
        done = choose_file(tmp_path / name)
        chosen(panel, words)
        until(done, "the file dialog")
    until(lambda: (tmp_path / "roc.png").exists() and (tmp_path / "roc.svg").exists(), "the files")
    both = panel.curves.roc.width() + panel.curves.recall.width()
    assert QImage(str(tmp_path / "roc.png")).width() > 4 * both
    assert QSvgRenderer(str(tmp_path / "roc.svg")).isValid()
    drawn = (tmp_path / "roc.svg").read_text(encoding="utf-8")
    assert "False positive rate" in drawn
    assert "AUC" in drawn


@pytest.mark.parametrize("name", ["roc.png", "roc.svg", "samples.csv"])
def test_what_goes_while_the_dialog_is_open_is_saved_all_the_same(
    window: MainWindow, tmp_path: Path, name: str
) -> None:
    panel = opened(window, "textbook")
    page(panel, panel.samples if name == "samples.csv" else panel.curves)

    def choose(dialog: QFileDialog) -> None:
        panel.offer(window.document.trained)  # as a run does that ends meanwhile
        assert not panel.is_open
        type_path(dialog, tmp_path / name)

    done = in_dialog(QFileDialog, choose)
    if name == "samples.csv":
        click(panel.samples.save)
    else:
        chosen(panel, "Picture (PNG), 1" if name == "roc.png" else "Drawing")
    until(done, "the file dialog")
    until((tmp_path / name).exists, "the file")
    if name == "roc.png":
        assert not QImage(str(tmp_path / name)).isNull()


def test_plots_of_a_low_dock_are_saved_large_enough_to_be_read(window: MainWindow) -> None:
    panel = opened(window, "textbook")
    window.resize(910, 512)
    page(panel, panel.curves)
    before = [graph.size() for graph in panel.curves.figures()]
    assert before[0].height() < 200
    picture = QImage.fromData(panel.saving.content("png"))
    assert picture.height() > 340
    assert picture.width() > 880
    assert [graph.size() for graph in panel.curves.figures()] == before


def test_the_matrix_is_copied_without_its_switch(window: MainWindow) -> None:
    panel = opened(window, "flowers")
    until(panel.overview.matrix.isVisible, "the matrix")
    (switch,) = panel.overview.matrix.findChildren(QCheckBox)
    chosen(panel, "Copy picture")
    copied = QGuiApplication.clipboard().image()
    assert switch.isVisible()
    switch.hide()
    chosen(panel, "Copy picture")
    assert copied.width() > 2 * panel.overview.matrix.table.width()
    assert QGuiApplication.clipboard().image() == copied


def test_residuals_are_three_figures(window: MainWindow) -> None:
    panel = opened(window, "diabetes")
    assert not panel.saving.isEnabled(), "tiles are no figures"
    page(panel, panel.residuals)
    assert panel.saving.isEnabled()
    widths = sum(graph.width() for graph in panel.residuals.figures())
    assert QImage.fromData(panel.saving.content("png")).width() > widths


@pytest.mark.parametrize("which", ["mistakes", "samples", "trial"])
def test_pages_without_figures_offer_none(window: MainWindow, which: str) -> None:
    panel = opened(window, "flowers")
    assert panel.saving.isEnabled()
    page(panel, getattr(panel, which))
    assert not panel.saving.isEnabled()
    page(panel, panel.overview)
    assert panel.saving.isEnabled()
    panel.seal(ready=True)
    assert not panel.saving.isEnabled()
