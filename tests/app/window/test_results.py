"""Results in the window, with mouse and keys: cells and their samples, the threshold, mistakes, trying something new."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.look import theme
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results import matrix_cell
from nnstudio.app.results.bars import BarLine, Bars
from nnstudio.app.results.heading import Heading
from nnstudio.app.results.matrix import ConfusionMatrix
from nnstudio.app.results.overview import Overview
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import NumpyFile
from nnstudio.graph.network import sequential
from nnstudio.nn.figures import GRAIN
from nnstudio.nn.layers import Dense, Flatten
from nnstudio.nn.losses import loss_for
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.listing import row_values
from nnstudio.project.project import Project
from nnstudio.training.config import TrainingConfig
from tests.app.hands import (
    Key,
    Left,
    button,
    by_letters,
    choose_file,
    click,
    drag_point,
    press,
    type_into,
    until,
)
from tests.app.window.conftest import open_ready, opened_results, results_of, saved, train, trained_sample
from tests.cli.conftest import shell

None_ = Qt.KeyboardModifier.NoModifier


def opened(window: MainWindow, key: str, epochs: int = 3) -> ResultsPanel:
    """Train a sample and open its test part."""
    window.resize(1400, 900)
    open_ready(window, key, epochs)
    return results_of(window)


def results_shown(window: MainWindow, key: str, epochs: int = 3) -> ResultsPanel:
    """Open a sample that was trained beforehand, and its test part: for tests that only look at the results."""
    window.resize(1400, 900)
    window.files.show_new(*trained_sample(key, epochs))
    until(lambda: window.data.prepared is not None, "the data")
    return opened_results(window)


def page(panel: ResultsPanel, which: QWidget) -> None:
    """Click the tab of a page."""
    bar = panel.pages.tabBar()
    QTest.mouseClick(bar, Left, None_, bar.tabRect(panel.pages.indexOf(which)).center())
    assert panel.pages.currentWidget() is which


def cell(table: QTableWidget, row: int, column: int) -> QPoint:
    item = table.item(row, column)
    assert item is not None
    return table.visualItemRect(item).center()


@pytest.mark.parametrize("key", ["digits", "textbook"])
def test_a_cell_leads_to_just_the_samples_behind_it(window: MainWindow, key: str) -> None:
    panel = results_shown(window, key)
    judged, table = panel._judged, panel.overview.matrix.table
    assert judged is not None
    until(lambda: table.isVisible(), "the matrix")
    busiest = np.unravel_index(
        (judged.confusion * (1 - np.eye(len(judged.classes)))).argmax(), judged.confusion.shape
    )
    for row, column in (busiest, (0, 0)):
        QTest.mouseClick(table.viewport(), Left, None_, cell(table, int(row), int(column)))
        shown = panel.overview.cell
        assert shown.isVisible()
        expected = {i for i in range(judged.samples) if (judged.true[i], judged.said[i]) == (row, column)}
        assert set(shown.positions.tolist()) == expected
        assert shown.list.count() == min(60, len(expected))
        names = judged.classes[row], judged.classes[column]
        for i in range(shown.list.count()):
            told = shown.list.item(i).data(Qt.ItemDataRole.AccessibleTextRole)
            assert f"{names[0]} → {names[1]}" in told
    click(button(panel, "Back to the classes"))
    assert panel.overview.classes.isVisible()


def refused(*_: object) -> None:
    raise MemoryError


def test_a_cell_answers_to_the_keyboard_and_leads_on_to_why(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = opened(window, "flowers")
    judged, table = panel._judged, panel.overview.matrix.table
    assert judged is not None
    table.setFocus()
    table.setCurrentCell(0, 0)
    press(window, Key.Key_Down)
    press(window, Key.Key_Right)
    press(window, Key.Key_Return)
    gallery = panel.overview.cell
    assert gallery.positions.tolist() == judged.behind(1, 1).tolist()
    if not len(gallery.positions):
        pytest.skip("this run answers no sample of the second class rightly")
    gallery.list.setFocus()
    press(window, Key.Key_Return)
    assert panel.pages.currentWidget() is panel.mistakes
    detail = panel.mistakes.detail
    assert detail.position == gallery.positions[0]
    until(lambda: detail._told.isVisible(), "why")
    assert {line.name for line in detail._parts.lines} == {
        c.name for c in judged.prepared.preprocessor.columns
    }
    assert detail._told.palette().color(detail._told.foregroundRole()) == theme.current().color("text_muted")
    monkeypatch.setattr(Answerer, "why", refused)
    click(detail._ask)
    click(detail._ask)
    until(lambda: detail._told.isVisible(), "why not")
    assert detail._told.text() == "There is not enough memory for this"
    assert detail._told.palette().color(detail._told.foregroundRole()) == theme.current().color("danger")
    monkeypatch.undo()
    click(button(panel.mistakes, "All mistakes"))
    assert panel.mistakes.gallery.positions.tolist() == judged.mistakes().tolist()


def test_an_empty_cell_is_told_in_words(window: MainWindow) -> None:
    panel = results_shown(window, "digits")
    judged, table = panel._judged, panel.overview.matrix.table
    assert judged is not None
    row, column = np.argwhere(judged.confusion == 0)[0].tolist()
    QTest.mouseClick(table.viewport(), Left, None_, cell(table, row, column))
    shown = panel.overview.cell
    assert shown._title.text() == f"No sample of class {row} was answered as {column}"
    assert not shown.list.isVisible()
    QTest.mouseClick(table.viewport(), Left, None_, cell(table, 0, 0))
    assert shown.list.isVisible()


def test_cells_of_many_classes_say_what_they_are_when_they_are_asked(
    look: theme.Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hundred classes have forty thousand cells: to tell each what it says held the window for a second."""
    k = 60
    names = tuple(f"class {i}" for i in range(k))
    counts = np.arange(k * k).reshape(k, k)
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.resize(500, 300)
    with monkeypatch.context() as patch:
        patch.setattr(matrix_cell, "whole_text", refused)
        matrix.show_confusion(counts, names)
        matrix.show()
        matrix.grab()
    cell = matrix.table.item(40, 50)
    assert cell.text() == "2450"
    assert "2\N{NARROW NO-BREAK SPACE}450 of class class 40 were answered as class 50" in cell.toolTip()
    matrix.table.setCurrentCell(40, 50)
    matrix.show_confusion(counts + 1, names)
    assert cell.text() == "2451"
    assert matrix.table.currentItem() is cell, "the keyboard stays where it is"


def test_names_of_classes_are_cut_at_their_end_or_stand_upright(qtbot: QtBot) -> None:
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    names = tuple(f"{word} boot" for word in ("Ankle", "Rubber", "Winter", "Riding", "Hiking", "Riding"))
    matrix.resize(420, 150)
    matrix.show()
    matrix.show_confusion(np.eye(6, dtype=np.int64), names)
    heading, rows = matrix.table.horizontalHeader(), matrix.table.verticalHeader()
    assert isinstance(heading, Heading)
    assert isinstance(rows, Heading)
    assert heading.widest() > matrix.table.columnWidth(0)
    assert not heading.upright, "there is no height for it"
    assert heading.numbered
    assert [rows.shown(i) for i in range(6)] == [f"{name}  {i}" for i, name in enumerate(names, 1)]
    assert [heading.shown(i) for i in range(6)] == ["1", "2", "3", "4", "5", "6"]
    assert "answered as Rubber boot" in matrix.table.item(0, 1).toolTip()
    matrix.resize(420, 320)
    assert heading.upright
    assert heading.height() >= heading.widest()
    assert not heading.numbered
    assert rows.shown(0) == heading.shown(0) == "Ankle boot"
    matrix.resize(900, 320)
    assert not heading.upright, "there is room for all of them"
    assert matrix.table.columnWidth(0) >= heading.widest()


def test_long_names_have_what_narrow_cells_leave(qtbot: QtBot) -> None:
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    names = ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree")
    matrix.resize(500, 170)
    matrix.show()
    matrix.show_confusion(np.eye(5, dtype=np.int64), names)
    rows = matrix.table.verticalHeader()
    assert isinstance(rows, Heading)
    assert rows.width() > matrix.width() // 3
    assert [rows.shown(i) for i in range(5)] == [f"{name}  {i}" for i, name in enumerate(names, 1)]
    matrix.resize(300, 170)
    assert rows.shown(2) != "neither agree nor disagree  3"
    assert "neither agree nor disagree" in matrix.table.verticalHeaderItem(2).toolTip()


def test_tiles_are_of_one_width_whatever_their_names(qtbot: QtBot) -> None:
    overview = Overview()
    qtbot.addWidget(overview)
    overview.resize(360, 300)
    overview.show()
    names = ("Accuracy", "Balanced accuracy", "Guessing would reach", "A linear model reaches", "Loss")
    overview._show_tiles([(name, "51.1 %", "") for name in names])
    until(lambda: overview._shown[0].width() < 200, "their places")
    widths = [tile.width() for tile in overview._shown]
    assert max(widths) - min(widths) <= 1, widths


@pytest.mark.parametrize("names", [("0", "1"), ("leather boot for men", "sandal for the summer")])
def test_what_stands_below_a_picture_has_room(
    window: MainWindow, tmp_path: Path, names: tuple[str, str]
) -> None:
    kinds = np.arange(80) % 2
    shades = (100 * kinds[:, None, None, None] + np.zeros((80, 8, 8, 1))).astype(np.uint8)
    np.savez(tmp_path / "shoes.npz", x=shades, y=np.array(names)[kinds])
    network = sequential((8, 8, 1), [Flatten(), Dense(2, activation="softmax")])
    training = TrainingConfig(loss=loss_for("classes"), epochs=1, device="cpu")
    source = NumpyFile(str(tmp_path / "shoes.npz"), targets="y")
    window.files.show_new(Project().with_network(network).replace(data=DataConfig(source), training=training))
    until(lambda: window.data.prepared is not None, "the data")
    panel = results_of(window)
    gallery, judged = panel.overview.cell, panel._judged
    assert judged is not None
    row, column = np.argwhere(judged.confusion)[0].tolist()
    table = panel.overview.matrix.table
    QTest.mouseClick(table.viewport(), Left, None_, cell(table, row, column))
    item = gallery.list.item(0)
    lines = item.text().split("\n")
    assert len(lines) == (1 if names[0] == "0" else 2)
    assert lines[-1].endswith("%"), "how sure the answer is can be read"
    metrics, place = gallery.list.fontMetrics(), gallery.list.visualItemRect(item)
    assert place.width() >= metrics.horizontalAdvance(lines[-1])
    assert place.width() >= gallery.list.gridSize().width() - 1, "the words have the whole cell"
    assert place.height() >= gallery.list.iconSize().height() + len(lines) * metrics.lineSpacing()


def test_shares_are_those_of_the_row(window: MainWindow) -> None:
    panel = opened(window, "flowers")
    judged, table = panel._judged, panel.overview.matrix.table
    assert judged is not None
    click(button(panel, "Shares"), QPoint(10, 10))
    for i, row in enumerate(judged.confusion):
        for j, count in enumerate(row):
            assert table.item(i, j).text() == f"{100 * count / row.sum():.0f}"


def test_the_classes_are_sorted_by_a_figure(window: MainWindow) -> None:
    panel = results_shown(window, "digits")
    table = panel.overview.classes
    until(lambda: table.isVisible(), "the classes")
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(2) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Left, None_, place)
    recalls = [float(table.item(i, 2).text().split()[0].rstrip("%").strip()) for i in range(10)]
    assert recalls == sorted(recalls) or recalls == sorted(recalls, reverse=True)


@pytest.mark.parametrize("width", [900, 1366])
def test_names_of_classes_are_whole_and_all_figures_in_sight(window: MainWindow, width: int) -> None:
    overview = opened(window, "textbook").overview
    table, matrix = overview.classes, overview.matrix
    window.resize(width, 768)
    if width == 900:
        until(lambda: not table.isVisible(), "the matrix alone", 10)
        click(button(overview, "Figures of each class"))
        assert not matrix.isVisible()
    until(lambda: table.isVisible() and not table.horizontalScrollBar().isVisible(), "room for the table", 10)
    assert window.width() == width
    assert table.columnWidth(0) >= table.sizeHintForColumn(0)
    assert table.horizontalHeader().length() <= table.viewport().width()
    if width == 900:
        click(button(overview, "Confusion matrix"))
    assert matrix.isVisible()
    assert table.isVisible() == (width > 900)


def test_a_linear_model_stands_beside_the_results(window: MainWindow) -> None:
    panel = opened(window, "textbook")
    until(lambda: panel.overview._linear.endswith("%"), "the linear model")
    assert float(panel.overview._linear.split("\N{NARROW NO-BREAK SPACE}")[0]) > 90


def test_the_threshold_moves_point_matrix_and_figures(window: MainWindow) -> None:
    panel = opened(window, "textbook", epochs=40)
    page(panel, panel.curves)
    curves, judged = panel.curves, panel._judged
    assert judged is not None
    curves.box.slider.setFocus()
    places = []
    for key in (Key.Key_Home, Key.Key_PageUp, Key.Key_PageUp, Key.Key_End):
        press(window, key)
        threshold = curves.box.slider.value() / GRAIN
        said = judged.given[:, 1] >= threshold
        yes = judged.true == 1
        hits, alarms = int((said & yes).sum()), int((said & ~yes).sum())
        (x,), (y,) = curves._points[0].getData()
        assert (x, y) == pytest.approx((alarms / (~yes).sum(), hits / yes.sum()))
        places.append((float(x), float(y)))
        for matrix in (curves.matrix, panel.overview.matrix):
            assert [matrix.table.item(1, 1).text(), matrix.table.item(0, 1).text()] == [
                str(hits),
                str(alarms),
            ]
        assert curves.box.number.text() == f"{threshold:g}"
        precision = hits / max(hits + alarms, 1)
        assert curves._figures[0].text().startswith(f"{100 * precision:.1f}")
    assert places[0] == (1, 1)
    assert places[-1] == (0, 0)
    assert len(set(places)) > 2
    page(panel, panel.samples)
    assert {panel.samples.table.model().index(i, 2).data() for i in range(5)} == {judged.classes[0]}


def test_both_matrices_have_the_classes_in_one_order(window: MainWindow) -> None:
    """Where the first class counted as yes, the page of the curves had it last."""
    panel = opened(window, "textbook")
    page(panel, panel.curves)
    for letters in ("benign", "malignant"):
        by_letters(panel.curves.which, letters[0])
        assert panel.curves.which.currentText() == letters
        matrices = []
        for table in (panel.curves.matrix.table, panel.overview.matrix.table):
            names = [table.verticalHeaderItem(i).text() for i in (0, 1)]
            matrices.append((names, [[table.item(i, j).text() for j in (0, 1)] for i in (0, 1)]))
        assert matrices[0] == matrices[1]
        assert matrices[0][0] == ["benign", "malignant"]


def test_figures_at_a_threshold_are_whole_in_a_narrow_window(window: MainWindow) -> None:
    panel = opened(window, "textbook")
    window.resize(910, 512)
    page(panel, panel.curves)
    until(lambda: panel.width() <= 910, "the narrow window")
    curves = panel.curves

    def whole(shown: QWidget) -> bool:
        seen = shown.visibleRegion().boundingRect()
        uncut = seen.isEmpty() or seen.width() == shown.width()  # below, it is scrolled to
        return uncut and shown.width() >= shown.minimumSizeHint().width()

    for shown in (curves.which, curves.box.number, curves.box.slider, *curves._figures):
        until(lambda shown=shown: whole(shown), f"{shown.accessibleName()} to be whole", 3)


def test_of_several_classes_one_is_set_against_the_rest(window: MainWindow) -> None:
    panel = opened(window, "flowers")
    page(panel, panel.curves)
    judged = panel._judged
    assert judged is not None
    for number in range(3):
        panel.curves.which.setFocus()
        panel.curves.which.setCurrentIndex(number)
        assert sum(panel.curves.counted) == judged.samples
        assert panel.curves.counted.hits + panel.curves.counted.misses == (judged.true == number).sum()
    assert panel._judged is judged, "the answers of several classes know no threshold"


def test_mistakes_are_pictures_with_a_map_a_page_at_a_time(window: MainWindow) -> None:
    panel = results_shown(window, "digits", epochs=1)
    page(panel, panel.mistakes)
    judged, gallery, detail = panel._judged, panel.mistakes.gallery, panel.mistakes.detail
    assert judged is not None
    wrong = judged.mistakes()
    assert gallery.positions.tolist() == wrong.tolist()
    assert not gallery.list.item(0).icon().isNull()
    assert detail.position == wrong[0]
    until(lambda: detail._told.isVisible() and detail._map.isVisible(), "the map")
    gallery.list.setFocus()
    press(window, Key.Key_Right)
    assert detail.position == wrong[1]
    gallery.show_samples(judged, np.arange(judged.samples), "all", back=True)
    click(button(gallery, "Further samples"))
    assert detail.position == 60
    assert gallery.list.item(0).data(Qt.ItemDataRole.UserRole) == 60


def test_thousands_of_samples_are_sorted_without_a_look_at_each_cell(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = results_shown(window, "diabetes")
    page(panel, panel.samples)
    judged, table = panel._judged, panel.samples.table
    assert judged is not None
    model = table.model()
    off = np.abs(judged.given - judged.true)[:, 0]
    assert [model.position(i) for i in range(5)] == np.argsort(-off, kind="stable")[:5].tolist()
    table.selectRow(3)
    looked_at = model.position(3)
    asked: list[int] = []
    monkeypatch.setattr(type(model), "_cell", lambda _, judged, at, column: asked.append(at) or "")
    table.setUpdatesEnabled(False)
    for column in range(model.columnCount()):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            table.sortByColumn(column, order)
            assert model.position(table.currentIndex().row()) == looked_at
    assert not asked
    table.setUpdatesEnabled(True)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    true = [judged.true[model.position(i), 0] for i in range(model.rowCount())]
    assert true == sorted(true, reverse=True)
    assert panel.samples.detail.position == looked_at


def test_samples_are_filtered_sorted_and_saved(window: MainWindow, tmp_path: Path) -> None:
    panel = results_shown(window, "digits", epochs=1)
    page(panel, panel.samples)
    judged, table = panel._judged, panel.samples.table
    assert judged is not None
    model = table.model()
    assert model.rowCount() == judged.samples
    last = int(judged.mistakes()[-1])
    table.selectRow(last)
    click(panel.samples.mistakes, QPoint(10, 12))
    assert model.rowCount() == len(judged.mistakes())
    assert model.position(table.currentIndex().row()) == last == panel.samples.detail.position
    assert {model.index(i, 4).data() for i in range(model.rowCount())} == {"no"}
    header = table.horizontalHeader()
    QTest.mouseClick(
        header.viewport(), Left, None_, QPoint(header.sectionViewportPosition(3) + 30, header.height() // 2)
    )
    shares = [judged.confidence_of(model.position(i)) for i in range(model.rowCount())]
    assert shares == sorted(shares) or shares == sorted(shares, reverse=True)
    path = tmp_path / "samples.csv"
    done = choose_file(path)
    click(panel.samples.save)
    until(done, "the file dialog")
    until(path.exists, "the file")
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == judged.samples
    assert sum(row["correct"] == "no" for row in rows) == len(judged.mistakes())


def test_headings_of_samples_are_whole_in_a_narrow_window(german: None, window: MainWindow) -> None:
    window.resize(900, 700)
    window.files.show_new(*trained_sample("diabetes", 3))
    until(lambda: window.data.prepared is not None, "the data")
    window.do("results")
    panel = window.workspace.results
    click(panel.overview.open)
    until(lambda: panel.is_open, "the results")
    page(panel, panel.samples)
    header = panel.samples.table.horizontalHeader()
    for column in range(header.count()):
        assert header.sectionSize(column) >= header.sectionSizeHint(column)


def test_a_regression_shows_what_is_left_over(window: MainWindow) -> None:
    panel = opened(window, "diabetes")
    judged = panel._judged
    assert judged is not None
    assert not panel.pages.isTabVisible(panel.pages.indexOf(panel.curves))
    page(panel, panel.residuals)
    x, y = panel.residuals._dots[0].getData()
    np.testing.assert_allclose(x, judged.true[:, 0])
    np.testing.assert_allclose(y, judged.given[:, 0])
    assert sum(panel.residuals._bars.opts["height"]) == judged.samples
    assert 20 < judged.true.mean() < 300, "in the target's own unit"
    counts = panel.residuals.spread._y_axis.tickValues(0, 9, 120)[0][1]
    assert counts == [round(count) for count in counts]


def test_a_dot_leads_to_its_sample(window: MainWindow) -> None:
    panel = opened(window, "diabetes")
    page(panel, panel.residuals)
    judged, plot = panel._judged, panel.residuals.fit.plot
    assert judged is not None
    alone = int(judged.true[:, 0].argmax())
    where = QPointF(judged.true[alone, 0], judged.given[alone, 0])

    def clicked() -> bool:
        """The plot finds its place over some turns of the event loop."""
        at = plot.mapFromScene(plot.getViewBox().mapViewToScene(where))
        QTest.mouseMove(plot.viewport(), at)
        QTest.mouseClick(plot.viewport(), Left, None_, at)
        return panel.pages.currentWidget() is panel.mistakes

    until(clicked, "a closer look", 10)
    found = panel.mistakes.detail.position
    assert judged.true[found, 0] == pytest.approx(judged.true[alone, 0], abs=5)
    assert panel.mistakes.gallery.positions.tolist() == judged.mistakes().tolist()


def test_parts_and_weights_are_chosen_and_the_test_part_stays_sealed(window: MainWindow) -> None:
    open_ready(window, "textbook")
    train(window)
    window.do("results")
    panel = window.workspace.results
    click(button(panel, "Look at the validation part"))
    until(lambda: panel._judged is not None, "the figures")
    assert panel._judged.part == "validation"
    assert not panel.is_open
    assert panel._judged.which == "best"
    panel.choices.which_box.setFocus()
    press(window, Key.Key_Up)
    until(lambda: panel._judged is not None and panel._judged.which == "last", "the last weights")
    panel.choices.part_box.setFocus()
    press(window, Key.Key_Up)
    assert button(panel, "Open the test part").isVisible()
    assert panel._judged is None
    click(button(panel, "Open the test part"))
    until(lambda: panel.is_open, "the test part")
    assert panel._judged.which == "last"
    window.do("export")  # which begins with what was judged
    (dialog,) = window.findChildren(ExportDialog)
    assert dialog._choices.which == "last"
    dialog.reject()
    train(window)
    assert panel.choices.which == "best", "of another run nobody has chosen any yet"


def test_what_is_looked_at_stays_while_a_run_goes_on(window: MainWindow) -> None:
    open_ready(window, epochs=1_000_000)
    window.controls.main.trigger()
    until(lambda: window.document.trained is not None, "the first weights")
    window.do("results")
    panel = window.workspace.results
    click(button(panel, "Look at the validation part"))
    until(lambda: panel._judged is not None, "the figures")
    page(panel, panel.samples)
    shown, seen = panel._judged, []
    window.document.trained_changed.connect(lambda: seen.append(panel._judged))
    until(lambda: len(seen) > 1, "more weights")
    assert all(each is shown for each in seen)
    assert panel.pages.currentWidget() is panel.samples
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "paused", "the pause")
    assert panel.trained is window.document.trained
    assert panel._judged is None, "the weights that wait are another network's"
    panel.choices.choose_part("test")
    click(button(panel, "Open the test part"))
    until(lambda: panel.is_open, "the test part")
    shown = panel._judged
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")
    assert panel._judged is shown, "it ends with the weights it waited with"
    assert window.document.project.runs[-1].test is not None
    assert panel.trained is window.document.trained


def test_weights_that_were_chosen_stay_while_a_run_goes_on(window: MainWindow) -> None:
    open_ready(window, "textbook", epochs=1_000_000)
    window.controls.main.trigger()
    until(lambda: window.document.trained is not None, "the first weights")
    window.do("results")
    panel, seen = window.workspace.results, []
    assert panel.choices.which == "best"
    panel.choices.which_box.setFocus()
    press(window, Key.Key_Up)
    chosen = panel.trained
    window.document.trained_changed.connect(lambda: seen.append(panel.choices.which))
    until(lambda: len(seen) > 1, "more weights")
    assert set(seen) == {"last"}
    assert panel.trained is chosen
    click(button(panel, "Open the test part"))
    until(lambda: panel.is_open, "the test part")
    assert panel._judged is not None
    assert panel._judged.which == "last"
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")
    assert not panel.is_open, "that of the weights it ended with is sealed"


@pytest.mark.parametrize("key", ["textbook", "diabetes"])
def test_another_part_is_shown_on_the_page_that_was_looked_at(window: MainWindow, key: str) -> None:
    panel = opened(window, key)
    for which in (
        panel.mistakes,
        panel.residuals if key == "diabetes" else panel.curves,
        panel.samples,
        panel.trial,
    ):
        page(panel, which)
        box, before = panel.choices.part_box, panel._judged
        box.setFocus()
        press(window, Key.Key_Up if panel.choices.part == "train" else Key.Key_Down)
        until(lambda before=before: panel._judged not in (None, before), "the other part")
        assert panel._judged is not None
        assert panel._judged.part == panel.choices.part
        assert panel.pages.currentWidget() is which


def test_whoever_turns_to_another_page_meanwhile_stays_there(window: MainWindow) -> None:
    panel = opened(window, "textbook")
    page(panel, panel.curves)
    panel.choices.part_box.setFocus()
    press(window, Key.Key_Down)  # it is measured beside the window, so nothing is found before the next turn
    page(panel, panel.trial)
    until(lambda: panel._judged is not None and panel._judged.part == "validation", "the validation part")
    assert panel.pages.currentWidget() is panel.trial


# Try it -----------------------------------------------------------------------------------------------------


def stroke(pad: QWidget, *places: tuple[float, float]) -> None:
    """Draw a line with the mouse through places given as shares of the sheet."""
    side = min(pad.width(), pad.height())
    points = [QPoint(round(x * side), round(y * side)) for x, y in places]
    QTest.mousePress(pad, Left, None_, points[0])
    for before, after in itertools.pairwise(points):
        for i in range(1, 9):
            QTest.mouseMove(pad, before + (after - before) * i / 8)
    QTest.mouseRelease(pad, Left, None_, points[-1])


def test_a_digit_drawn_by_keys_has_an_answer(window: MainWindow) -> None:
    open_ready(window, "digits", epochs=12)
    train(window)
    window.do("results")
    page(window.workspace.results, window.workspace.results.trial)
    trial = window.workspace.results.trial
    pad = trial.pad
    window.workspace.results.pages.tabBar().setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert pad.hasFocus(), "the sheet is a stop of the keyboard"
    for _ in range(14):
        QTest.keyClick(pad, Qt.Key.Key_Up)
    assert pad.empty, "the pen is not set down yet"
    QTest.keyClick(pad, Qt.Key.Key_Space)
    for _ in range(28):
        QTest.keyClick(pad, Qt.Key.Key_Down)
    QTest.keyClick(pad, Qt.Key.Key_Space)
    drawn = pad.ink.copy()
    QTest.keyClick(pad, Qt.Key.Key_Left)
    np.testing.assert_array_equal(pad.ink, drawn, "the pen was lifted")
    until(lambda: not trial._questions.busy and trial.answer.bars.isVisible(), "an answer")
    assert trial.answer.headline.text() == "1"
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.empty
    assert not trial.answer.bars.isVisible()
    # Two arrows at once go aslant.
    QTest.keyClick(pad, Qt.Key.Key_Space)
    QTest.keyPress(pad, Qt.Key.Key_Right)
    for _ in range(8):
        QTest.keyClick(pad, Qt.Key.Key_Up)
    QTest.keyRelease(pad, Qt.Key.Key_Right)
    rows, columns = np.nonzero(pad.ink > 0.5)
    assert np.ptp(rows) > 60
    assert np.ptp(columns) > 60


def test_a_digit_drawn_with_the_mouse_has_an_answer(window: MainWindow) -> None:
    open_ready(window, "digits", epochs=12)
    train(window)
    window.do("results")
    panel = window.workspace.results
    page(panel, panel.trial)
    trial = panel.trial
    assert not trial.answer.bars.isVisible()
    circle = [(0.5 + 0.22 * np.sin(a), 0.5 - 0.34 * np.cos(a)) for a in np.linspace(0, 2 * np.pi, 25)]
    stroke(trial.pad, *circle)
    until(lambda: not trial._questions.busy and trial.answer.bars.isVisible(), "an answer")
    assert trial.answer.headline.text() == "0"
    lines = trial.answer.bars.lines
    assert [line.name for line in lines] == [str(i) for i in range(10)]
    assert sum(line.share for line in lines) == pytest.approx(1, abs=1e-4)
    click(button(trial, "Clear"))
    assert trial.pad.empty
    assert not trial.answer.bars.isVisible()
    stroke(trial.pad, (0.5, 0.15), (0.5, 0.85))
    until(lambda: not trial._questions.busy and trial.answer.bars.isVisible(), "an answer")
    assert trial.answer.headline.text() == "1"
    assert not trial.open_folder.isVisible(), "it was not trained on image files"
    click(button(trial, "Another sample"))
    until(lambda: trial.answer.told.isVisible() and "truth" in trial.answer.told.text(), "a sample")
    assert not trial.pad.isVisible(), "what was drawn is not what is answered"
    assert not trial._shown.pixmap().isNull()
    click(button(trial, "Draw one"))
    until(lambda: not trial._questions.busy and trial.answer.headline.text() == "1", "the drawing again")
    assert not panel.is_open, "trying opens no seal"


def test_photographs_begin_with_a_sample_and_can_be_drawn_all_the_same(
    window: MainWindow, tmp_path: Path
) -> None:
    kinds = np.arange(80) % 2
    shades = (
        np.random.default_rng(1).integers(60 * kinds, 190 + 60 * kinds, (9, 9, 1, 80)).transpose(3, 0, 1, 2)
    )
    np.savez(tmp_path / "grey.npz", x=shades.astype(np.uint8), y=kinds)
    network = sequential((9, 9, 1), [Flatten(), Dense(2, activation="softmax")])
    training = TrainingConfig(loss=loss_for("classes"), epochs=1, device="cpu")
    source = NumpyFile(str(tmp_path / "grey.npz"), targets="y")
    window.files.show_new(Project().with_network(network).replace(data=DataConfig(source), training=training))
    until(lambda: window.data.prepared is not None, "the data")
    train(window)
    window.do("results")
    panel = window.workspace.results
    page(panel, panel.trial)
    trial = panel.trial
    until(lambda: trial.answer.bars.isVisible(), "the answer for a sample")
    assert not trial.pad.isVisible()
    assert not trial._shown.pixmap().isNull()
    click(button(trial, "Draw one"))
    assert trial.pad.isVisible()
    assert not trial.answer.bars.isVisible()
    stroke(trial.pad, (0.5, 0.15), (0.5, 0.85))
    until(lambda: not trial._questions.busy and trial.answer.bars.isVisible(), "an answer")
    click(button(trial, "Another sample"))
    until(lambda: not trial._questions.busy and not trial.pad.isVisible(), "a sample again")


def test_a_row_is_typed_and_answered_at_once(window: MainWindow) -> None:
    open_ready(window, "textbook", epochs=30)
    train(window)
    window.do("results")
    panel = window.workspace.results
    page(panel, panel.trial)
    trial = panel.trial
    until(lambda: trial.answer.bars.isVisible(), "an answer")
    prepared = window.data.prepared
    assert prepared is not None
    first = row_values(prepared.preprocessor, prepared.validation.x[0])
    field = trial.form.fields["worst radius"]
    assert isinstance(field, QLineEdit)
    assert float(field.text()) == pytest.approx(first["worst radius"])
    before = trial.answer.bars.lines
    trial._form_column.ensureWidgetVisible(field)
    type_into(field, "80,5")
    assert field.text() == "80.5", "whichever decimal mark somebody is used to"
    until(lambda: not trial._questions.busy and trial.answer.bars.lines != before, "another answer")
    QTest.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Key.Key_Delete)
    until(lambda: "type a number" in trial.answer.wrong.text(), "what is wrong")
    click(button(trial, "Another sample"))
    until(lambda: trial.answer.bars.isVisible(), "an answer")
    assert float(field.text()) != pytest.approx(first["worst radius"])


def test_a_table_that_is_dropped_is_answered_row_by_row(window: MainWindow, tmp_path: Path) -> None:
    open_ready(window, "flowers")
    train(window)
    window.do("results")
    panel = window.workspace.results
    page(panel, panel.trial)
    trial, prepared = panel.trial, window.data.prepared
    assert prepared is not None
    rows = [row_values(prepared.preprocessor, x) for x in prepared.validation.x[:3]]
    path = tmp_path / "new.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    drop(trial, path)
    until(lambda: "new.csv" in trial.answer.told.text(), "the answer")
    assert "row 1 of 3" in trial.answer.told.text()
    click(button(trial, "Next answer"))
    assert "row 2 of 3" in trial.answer.told.text()
    for name, value in rows[1].items():
        field = trial.form.fields[name]
        assert isinstance(field, QLineEdit)
        assert float(field.text()) == pytest.approx(value)
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    done = choose_file(other)
    click(trial.open)
    until(done, "the file dialog")
    until(lambda: "other.csv" in trial.answer.wrong.text(), "what is wrong")
    assert "row 2 of 3" in trial.answer.told.text(), "which stands in the form as well"
    still = "other.csv is not answered. Shown is still what was answered before."
    assert (trial.answer.still.text(), trial.answer.still.isVisible()) == (still, True)
    assert trial.answer.wrong.geometry().bottom() < trial.answer.still.y() < trial.answer.headline.y()
    other.write_text("a,b\n1,2\n1,2\n", encoding="utf-8")  # of no use to learn from, but there
    drop(trial, other)
    until(lambda: "it has 'a', 'b'" in trial.answer.wrong.text(), "what is wrong")
    click(button(trial, "Another sample"))
    until(lambda: "row" not in trial.answer.told.text(), "another sample")
    assert not trial.answer.wrong.isVisible()
    assert not trial.answer.still.isVisible()


def drop(target: QWidget, path: Path) -> None:
    """Drop a file on a widget, with the events that a window system sends."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at, action = target.rect().center(), Qt.DropAction.CopyAction
    QApplication.sendEvent(target, QDragEnterEvent(drag_point(at), action, data, Left, None_))
    QApplication.sendEvent(target, QDropEvent(at.toPointF(), action, data, Left, None_))


def test_the_answers_to_a_table_are_saved_as_on_the_command_line(window: MainWindow, tmp_path: Path) -> None:
    panel = opened(window, "flowers")
    page(panel, panel.trial)
    trial, path = panel.trial, tmp_path / "new.csv"
    until(lambda: trial.answer.bars.isVisible(), "an answer")
    assert not trial.answer.save.isVisible(), "of one row"
    prepared = window.data.prepared
    assert prepared is not None
    rows = [row_values(prepared.preprocessor, x) for x in prepared.train.x[:80]] * 20
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    drop(trial, path)
    until(
        lambda: "row 1 of 1\N{NARROW NO-BREAK SPACE}600" in trial.answer.told.text(),
        "the answers to all rows",
    )
    done = choose_file(tmp_path / "answers.csv")
    click(trial.answer.save)
    until(done, "the file dialog")
    project = saved(window, tmp_path / "net.nnstudio")
    told = shell(tmp_path, "predict", project.name, "--data", path.name, "--device", "cpu")
    assert told.code == 0, told.err
    ours, theirs = (
        list(csv.reader(io.StringIO(t)))
        for t in ((tmp_path / "answers.csv").read_text(encoding="utf-8-sig"), told.out)
    )
    assert ours[0] == theirs[0]
    assert [row[0] for row in ours] == [row[0] for row in theirs]
    assert len(ours) == 1601
    numbers = [np.array([row[1:] for row in table[1:]], float) for table in (ours, theirs)]
    np.testing.assert_allclose(*numbers, atol=1e-5)


def test_the_figures_of_a_number_stand_in_one_line(make_window: Callable[..., MainWindow]) -> None:
    """In a low window a second one would be out of sight."""
    window = make_window()
    window.resize(910, 700)
    overview = opened(window, "diabetes").overview
    until(lambda: len(overview._shown) == 6, "the linear model")

    def in_one_line() -> bool:
        places = {(tile.x(), tile.y()) for tile in overview._shown}
        return len(places) == 6 and len({y for _, y in places}) == 1

    for width in (910, 1440):
        window.resize(width, 700)
        until(in_one_line, f"one line at {width}", 10)


def test_a_short_name_is_whole_in_a_narrow_place(look: theme.Theme, qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.show_lines([BarLine("8 (truth)", 0.007, "0.7 %"), BarLine("1", 0.988, "98.8 %", strong=True)])
    bars.resize(146, bars.sizeHint().height())
    bars.grab()
    needed = QFontMetricsF(look.font("strong")).horizontalAdvance("8 (truth)")
    assert bars._name_width >= needed


def test_a_name_of_two_words_is_whole_where_the_bar_has_room_beside_it(
    look: theme.Theme, qtbot: QtBot
) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.show_lines([BarLine("Stäbchen (Wahrheit)", 0.005, "0.5 %"), BarLine("Kokken", 0.992, "99.2 %")])
    bars.resize(320, bars.sizeHint().height())
    bars.grab()
    needed = QFontMetricsF(look.font("strong")).horizontalAdvance("Stäbchen (Wahrheit)")
    assert bars._name_width >= needed


def test_a_cell_of_many_words_leaves_room_for_its_name_and_its_bar(look: theme.Theme, qtbot: QtBot) -> None:
    """The cell of a survey in which everything is ticked went over the bar and the name."""
    bars = Bars()
    qtbot.addWidget(bars)
    cell = ", ".join(f"Device number {i}" for i in range(12))
    name = "Which devices do you own? (Select all that apply)"
    bars.show_lines([BarLine(name, -1.0, cell), BarLine("Age", 1.0, "38")])
    bars.resize(400, bars.sizeHint().height())
    with_words = bars.grab().toImage()
    assert bars._name_width <= 0.4 * 400
    bars.show_lines([BarLine(name, -1.0, cell[:-1] + "!"), BarLine("Age", 1.0, "38")])
    assert bars.grab().toImage() == with_words, "the end of the cell is not painted"
    assert cell[:-1] in bars.accessibleDescription()


def test_negative_numbers_have_the_minus_of_mathematics_everywhere(window: MainWindow) -> None:
    panel = opened(window, "diabetes")
    for shown in (panel.overview, panel.residuals, panel.samples, panel.trial):
        page(panel, shown)
        until(shown.isVisible, "the page")
        assert not hyphens(shown)
    inside = window.workspace.inside.panel
    window.workspace.show_page(inside)
    until(lambda: inside.sample.isVisible(), "the sample")
    told = [line.figure for bars in inside.findChildren(Bars) for line in bars.lines]
    assert any(figure.startswith("−") for figure in told)
    for row in range(inside.layers.count()):
        inside.layers.setCurrentRow(row)
        assert not hyphens(inside)


def hyphens(shown: QWidget) -> list[str]:
    """Texts to be seen in which a hyphen stands for a minus; fields are left out, for people type what a keyboard has."""
    texts = [label.text() for label in shown.findChildren(QLabel)]
    texts += [f"{line.name} {line.figure}" for bars in shown.findChildren(Bars) for line in bars.lines]
    for table in shown.findChildren(QTableView):
        model = table.model()
        cells = itertools.product(range(min(model.rowCount(), 50)), range(model.columnCount()))
        texts += [str(model.index(*place).data() or "") for place in cells]
    for plot in shown.findChildren(PlotWidget):
        for side in ("left", "bottom"):
            texts += plot.getAxis(side).tickStrings([-2.5, -1000.0], 1.0, 1.0)
    return [text for text in texts if re.search(r"(?<![\w-])-\d", text)]
