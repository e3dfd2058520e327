"""Pages of the results in a small window: long names of columns and classes, and a language with long words."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from nnstudio.app.look.theme import Theme
from nnstudio.app.results.curves import CurvesPage
from nnstudio.app.results.heading import Heading
from nnstudio.app.results.matrix import ConfusionMatrix
from nnstudio.app.results.names_apart import cut_apart
from nnstudio.app.results.row_form import RowForm
from nnstudio.app.training.tools import CurveTools
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words import catalogue
from nnstudio.app.words.texts import breakable
from nnstudio.data.preparing.column_scaling import ColumnScaling
from nnstudio.nn.figures import confusion_matrix
from nnstudio.nn.metrics import MeanAbsoluteError, RootMeanSquaredError
from nnstudio.project.judging.judgement import Judgement
from nnstudio.project.samples import open_sample
from nnstudio.project.trained import load_data
from tests.app.hands import until


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a/b_c\\d", ["a/", "b_", "c\\", "d"]),
        ("x" * 24, ["x" * 24]),
        ("x" * 30 + " y\nz", ["x" * 24, "x" * 6 + " y\nz"]),
        ("two words that are short", ["two words that are short"]),
    ],
)
def test_a_name_is_broken_at_its_joints_and_within_long_words(text: str, pieces: list[str]) -> None:
    assert breakable(text).split("\u200b") == pieces


def test_every_field_of_a_row_is_within_a_narrow_column(qtbot: QtBot) -> None:
    """Of three fields in a line with names in snake case one was seen, and that was cut."""
    names = (
        "mean_temperature_of_sensor_7_building_north_24h",
        "max_windspeed_at_rooftop_anemometer",
        "L" * 300,
    )
    form = RowForm()
    form.show_columns(tuple(ColumnScaling(name, "number", 0.0) for name in names))
    form.show_row(dict.fromkeys(names, 1.5))
    column = ScrollColumn(form)
    qtbot.addWidget(column)
    column.resize(340, 260)
    column.show()
    until(lambda: form.width() <= column.viewport().width(), "the form to fit", 10)
    assert [field.geometry().right() <= form.width() for field in form.fields.values()] == [True] * 3
    assert form._labels[names[2]].height() < 200, "a name without end is cut"


def test_a_number_beside_lists_is_seen_whole(qtbot: QtBot) -> None:
    """What lies between the fields was not counted: lists took their room, and of 13.5 the last digit was cut."""
    form = RowForm()
    kinds = {"age": (), "sex": ("f", "m"), "site": ("arm", "hand")}
    form.show_columns(
        tuple(
            ColumnScaling(name, "category", parts[0], categories=parts)
            if parts
            else ColumnScaling(name, "number", 0.0)
            for name, parts in kinds.items()
        )
    )
    form.show_row({"age": 13.5, "sex": "f", "site": "arm"})
    qtbot.addWidget(form)
    form.show()
    for width in range(280, 420, 4):
        form.resize(width, 200)
        until(lambda: form.fields["age"].width() >= 60, f"room for a number in {width} pixels", 5)


@pytest.mark.parametrize("width", [300, 388, 520])
def test_words_of_a_choice_are_seen_whole(qtbot: QtBot, width: int) -> None:
    """Of five answers, two read “strongly”."""
    answers = ("agree", "disagree", "neutral", "strongly agree", "strongly disagree")
    form = RowForm()
    questions = tuple(ColumnScaling(f"q{i}", "category", "neutral", categories=answers) for i in range(7))
    form.show_columns((ColumnScaling("age", "number", 0.0), *questions))
    form.show_row({"age": 31.0, **dict.fromkeys((f"q{i}" for i in range(7)), "strongly disagree")})
    column = ScrollColumn(form)
    qtbot.addWidget(column)
    column.resize(width, 400)
    column.show()
    until(lambda: 0 < form.width() <= column.viewport().width(), "the form to fit", 10)

    def room(field: QComboBox) -> int:
        option = QStyleOptionComboBox()
        field.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return field.style().subControlRect(control, option, part, field).width()

    fields = [field for field in form.fields.values() if isinstance(field, QComboBox)]
    needed = fields[0].fontMetrics().horizontalAdvance(answers[-1])
    until(lambda: all(room(field) >= needed for field in fields), "room for the longest answer", 5)
    beside = {form._grid.getItemPosition(form._grid.indexOf(field))[1] for field in fields}
    assert len(beside) == (1 if width < 330 else 2)


def test_names_beside_the_rows_of_a_matrix_are_cut_in_their_middle(qtbot: QtBot) -> None:
    """They had lost their first letters, and nothing said so."""
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.resize(420, 260)
    matrix.show()
    seen = []
    for first in ("left", "right"):
        matrix.show_confusion(np.eye(2, dtype=np.int64), (first + "_filter" * 9, "none_" * 9))
        header = matrix.table.verticalHeader()
        assert QFontMetrics(Heading.letters()).horizontalAdvance("_filter" * 9) > header.width()
        seen.append(header.grab().toImage())
    assert seen[0].size() == seen[1].size()
    assert seen[0] != seen[1], "where the names differ is seen"


@pytest.mark.parametrize("height", [500, 1400])
def test_names_that_begin_and_end_alike_are_told_apart_around_a_matrix(qtbot: QtBot, height: int) -> None:
    """All sixty looked the same: only what they share was shown."""
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.resize(900, height)
    matrix.show()
    names = tuple(f"plant disease of the leaf, kind {i:03} of the collection in Hohenheim" for i in range(60))
    matrix.show_confusion(np.eye(60, dtype=np.int64), names)
    rows, columns = matrix.table.verticalHeader(), matrix.table.horizontalHeader()
    assert isinstance(rows, Heading)
    assert isinstance(columns, Heading)
    metrics = QFontMetrics(Heading.letters())
    assert columns.upright == (height == 1400)
    for header, room in ((rows, rows.width()), (columns, columns.height()))[: 1 + columns.upright]:
        told = [header.shown(i) for i in range(60)]
        assert all(f"{i:03}" in text for i, text in enumerate(told)), told[:3]
        assert all(text.startswith("pl") for text in told), "what they are is told, too"
        assert max(metrics.horizontalAdvance(text) for text in told) <= room


@pytest.mark.parametrize("longest", ["bird", "ostrich", "Ångström", "illiquid"])
def test_short_names_are_whole_beside_the_rows_and_over_the_columns(qtbot: QtBot, longest: str) -> None:
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.resize(900, 500)
    matrix.show()
    matrix.show_confusion(np.eye(3, dtype=np.int64), ("cat", longest, "dog"))
    for header in (matrix.table.verticalHeader(), matrix.table.horizontalHeader()):
        assert isinstance(header, Heading)
        assert [header.shown(i) for i in range(3)] == ["cat", longest, "dog"]


@pytest.mark.parametrize("room", [60, 90, 150])
def test_names_are_cut_so_that_all_of_them_differ(look: Theme, room: int) -> None:
    metrics = QFontMetrics(Heading.letters())
    parts = ("red", "blue"), ("early", "late"), ("in the morning", "in the evening")
    names = [f"{a} flower of the garden, {b} sort, seen {c}" for a, b, c in itertools.product(*parts)]
    names += ["red", "a" * 90 + "b", "a" * 90 + "c"]
    for mode in (Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight):
        shown = cut_apart(names, metrics, room, mode)
        assert shown[8] == "red"
        if room >= 90:
            assert len(set(shown)) == len(names), shown
        assert max(map(metrics.horizontalAdvance, shown)) <= room


def test_what_stands_beside_the_curves_is_whole_in_german(qtbot: QtBot, qapp: QApplication) -> None:
    """Half of a button and the second figures were out of sight, in a column that does not scroll sideways."""
    prepared = load_data(open_sample("textbook"))
    true = prepared.validation.y.astype(np.intp)
    shares = np.random.default_rng(0).uniform(size=len(true))
    given = np.stack([1 - shares, shares], axis=1)
    said = given.argmax(axis=1)
    judged = Judgement(
        len(true), 0.5, {"accuracy": 0.5}, 0.5, confusion_matrix(true, said, 2), None, prepared, "validation", "last",
        true, given, said, given,
    )  # fmt: skip
    catalogue.use("de")
    try:
        page = CurvesPage()
        qtbot.addWidget(page)
        page.resize(1000, 260)
        page.show()
        page.show_judgement(judged)
        side = page.findChild(QScrollArea)
        assert side is not None
        until(lambda: side.widget().width() <= side.viewport().width(), "room for it", 10)
    finally:
        catalogue.use("en")
        qapp.processEvents()


def test_names_of_metrics_are_read_to_their_ends_where_there_is_room(qtbot: QtBot, look: Theme) -> None:
    """ "Mean absolute e" was left of one beside an empty half of the line."""
    tools = CurveTools()
    qtbot.addWidget(tools)
    tools.show()
    tools.set_metrics([(each.title, each.key) for each in (MeanAbsoluteError, RootMeanSquaredError)], "mae")
    box = tools.second
    widest = max(box.fontMetrics().horizontalAdvance(box.itemText(i)) for i in range(box.count()))
    for width, whole in ((1000, True), (560, False), (1000, True)):
        tools.resize(width, 40)
        until(lambda: box.isVisible(), "the box", 10)
        until(lambda whole=whole: (box.width() > widest + 20) == whole, f"its room in {width}", 10)
    assert tools._save.geometry().right() <= tools.width()
