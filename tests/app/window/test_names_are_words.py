"""Names out of files are words wherever they are shown: none of them becomes a picture, a link or a colour."""

from __future__ import annotations

import html
from pathlib import Path

import numpy as np
import pytest
from PySide6 import QtGui
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QTableView,
    QToolTip,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.inside.tiles import Tiles
from nnstudio.app.look import theme
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.bars import BarLine, Bars
from nnstudio.app.results.importance_bars import ImportanceBars, WorthLine
from nnstudio.app.results.row_form import RowForm
from nnstudio.app.words.texts import tooltip
from nnstudio.data.preparing.preprocessing import ColumnScaling
from tests.app.hands import Key, Left, press, until
from tests.app.window.conftest import results_of
from tests.app.window.test_data import take
from tests.app.window.test_results import page
from tests.app.window.test_separate_files import settled

NAME = "<img src=x.png>"
"""A name that Qt takes for a picture where nobody tells it otherwise."""


def taken_for_markup(root: QWidget) -> list[str]:
    """Every text of a widget, of its tool tips and of its lists in which the name would be a picture."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            found.append((widget, widget.text()))
        found.append((widget, widget.toolTip()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += [(widget, tip) for tip in tips(widget)]
    return [
        f"{type(widget).__name__}: {text}"
        for widget, text in found
        if NAME in text and QtGui.Qt.mightBeRichText(text)
    ]


def texts_of_plots(root: QWidget) -> list[str]:
    """What is written on the axes and in the legends of plots."""
    return [
        item.toPlainText()
        for view in root.findChildren(QGraphicsView)
        for item in view.items()
        if isinstance(item, QGraphicsTextItem)
    ]


def tips(view: QAbstractItemView) -> list[str]:
    model, role, root = view.model(), Qt.ItemDataRole.ToolTipRole, view.rootIndex()
    # A list of one column keeps how many it has to itself.
    across = model.columnCount(root) if isinstance(view, QTableView | QTreeView) else 1
    rows, columns = range(min(model.rowCount(root), 20)), range(min(across, 20))
    cells = [model.index(row, column, root).data(role) for row in rows for column in columns]
    heads = [model.headerData(column, Qt.Orientation.Horizontal, role) for column in columns]
    return [str(tip or "") for tip in (*cells, *heads)]


def test_columns_and_classes_are_words(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    rows = (f"{i},{i * 7 % 13},{(NAME, 'other')[i % 2]}" for i in range(40))
    path.write_text("\n".join((f"{NAME},b,{NAME} y", *rows)) + "\n", encoding="utf-8")
    window.data_choosing.choose(str(path))
    (dialog,) = window.findChildren(DataDialog)
    until(dialog.isVisible, "the dialog")
    settled(dialog)
    columns = dialog._parts.look.columns
    QTest.mouseClick(
        columns.view.viewport(), Left, pos=columns.view.visualRect(columns.view.model().index(0, 0)).center()
    )
    assert columns.choices._about.text() == NAME, "the first column is selected"
    assert taken_for_markup(dialog) == []
    take(window, dialog)
    training = window.document.project.training.replace(epochs=1, device="cpu")
    window.document.edit("One epoch", window.document.project.replace(training=training))
    panel = results_of(window)
    assert taken_for_markup(window) == []
    page(panel, panel.calibration)
    panel.calibration.which.setFocus()
    press(window, Key.Key_Down)
    told = texts_of_plots(panel.calibration)
    assert {NAME, f"Probability of {NAME}", f"Share that is {NAME}"} <= {*map(str.strip, told)}
    assert taken_for_markup(window) == []


@pytest.mark.parametrize("kind", ["bars", "worth", "tiles"])
def test_a_painted_line_tells_its_whole_name(look: theme.Theme, kind: str) -> None:
    widget: QWidget
    if kind == "bars":
        widget = bars = Bars()
        bars.show_lines([BarLine(NAME, 0.5, "50")])
    elif kind == "worth":
        widget = worth = ImportanceBars()
        worth.show_lines([WorthLine(NAME, 0.5, 0.1, ("1",), NAME)], ("Column", "Loss"))
    else:
        widget = tiles = Tiles()
        tiles.show_values([np.ones((3, 3))], [NAME])
    widget.resize(400, 120)
    widget.show()
    at = QPoint(20, 30 if kind == "worth" else 8)
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    assert QToolTip.text().startswith(f"<qt>{html.escape(NAME)}: ")
    QToolTip.hideText()
    widget.close()


def test_a_tool_tip_shows_names_and_lines_as_they_are() -> None:
    assert tooltip(f"{NAME}\nb") == "<qt>&lt;img src=x.png&gt;<br>b</qt>"


def test_no_letter_of_a_column_becomes_a_key(qtbot: QtBot) -> None:
    """R&D stood as RD above its field, with a line below the D."""
    form = RowForm()
    qtbot.addWidget(form)
    form.show_columns((ColumnScaling("R&D", "number", 0.0),))
    (above,) = form.findChildren(QLabel)
    assert above.buddy() is form.fields["R&D"], "so that an & marks a key"
    assert above.text() == "R&&D"
    form.show_row({"R&D": 1.0})
    assert above.text() == "R&&D"
