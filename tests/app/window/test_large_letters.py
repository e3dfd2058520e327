"""Letters twice as large as usual, on a screen of 1280 × 720 or 1024 × 600: nothing is cut, lost or painted over."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from nnstudio.app.data.problem_choice import ProblemChoice
from nnstudio.app.lessons.dialog import LessonsDialog
from nnstudio.app.look import theme
from nnstudio.app.main_window import MainWindow
from nnstudio.app.one_step.cells import GAP, Cells
from nnstudio.app.plots.axes import QuietAxis
from nnstudio.app.training.legend import Entry, Legend
from nnstudio.app.widgets import dialog_size
from tests.app.hands import button, click, until
from tests.app.window.conftest import open_ready
from tests.app.window.looking import clipped
from tests.app.window.surfaces import shown
from tests.app.window.test_results import page, results_shown

pytestmark = pytest.mark.usefixtures("twice")

PLACES = (
    "start page", "samples", "descent", "network for pictures", "one step", "curves and summary", "inside, the plane", "ROC curves", "residuals",
    "find on the canvas", "lesson", "lesson of one's own",
)  # fmt: skip


@pytest.fixture
def large(make_window: Callable[[], MainWindow]) -> MainWindow:
    """A window whose letters are large from its start, on a screen of 1280 × 720 with the bar of a desktop."""
    window = make_window()
    window.resize(1280, 672)
    return window


def cut(found: list[str]) -> list[str]:
    """What is cut: tabs scroll, and lists that open measure their words by two pixels less than they need."""
    return [line for line in found if not line.startswith(("QTabBar", "QComboBox"))]


def test_words_of_every_page_are_whole(large: MainWindow, tmp_path: Path) -> None:
    wrong = {}
    for name in PLACES:
        with shown(large, name, tmp_path) as root:
            if found := cut(clipped(root)):
                wrong[name] = found
        assert (large.width(), large.height()) == (1280, 672), name
    assert wrong == {}


def test_dialogs_are_no_larger_than_a_small_screen(
    large: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = QSize(1008, 512)
    monkeypatch.setattr(dialog_size, "screen_room", lambda _dialog: room)
    monkeypatch.setattr("nnstudio.app.widgets.looking_up.screen_room", lambda _dialog: room)
    large.resize(1024, 552)
    for name in ("about", "manual", "glossary", "diagram", "what if", "several runs"):
        with shown(large, name, tmp_path) as root:
            assert root.size().boundedTo(room) == root.size(), (name, root.size())
            assert cut(clipped(root)) == [], name
            if name == "several runs":
                start = button(root, "Start")
                assert start.visibleRegion().boundingRect().size() == start.size(), "it was out of sight"


def test_the_problem_of_the_data_is_read_to_its_end(large: MainWindow, tmp_path: Path) -> None:
    for name in ("data with several targets", "pictures of a table"):
        with shown(large, name, tmp_path) as root:
            box = root.findChild(ProblemChoice)
            assert box is not None
            assert box.width() >= box.sizeHint().width() - 1
            assert [line for line in clipped(root) if line.startswith("ProblemChoice")] == []


def test_cards_do_not_lie_over_each_other(large: MainWindow) -> None:
    """They stand where the file says; as wide as larger words, each hid the end of the one before it."""
    open_ready(large, "textbook")
    canvas = large.workspace.canvas
    cards = sorted(
        (card.rect for card in canvas.canvas_scene.cards.values()), key=lambda r: (r.top(), r.left())
    )
    for one, other in pairwise(cards):
        assert one.top() != other.top() or one.right() + 20 < other.left()
    canvas.camera.zoom_to(0.5)
    percent = button(canvas.zoom_bar, "Zoom 25 percent")
    width = percent.width()
    assert percent.height() >= percent.fontMetrics().height()
    click(percent)
    assert percent.text().startswith("100")
    assert canvas.camera.zoom == canvas.camera.look.letters == 2.0, "as large as the words around the canvas"
    assert percent.width() == width, "the buttons beside it stand still"


def test_a_number_and_its_name_have_a_line_each() -> None:
    look = theme.current()
    lines = sum(QFontMetrics(look.font(role)).height() for role in ("small", "body"))
    assert Cells(np.zeros(3), "layer", 900).box(0).height() >= lines
    maps = Cells(np.zeros((4, 4, 2)), "layer", 900)
    assert maps.picture(maps.box(0)).top() - GAP >= QFontMetrics(look.font("small")).height() - 4


def test_numbers_of_axes_and_names_of_curves_have_their_height(qtbot: QtBot) -> None:
    small = QFontMetrics(theme.current().font("small"))
    axis = QuietAxis("bottom", 5)
    assert axis.style["tickTextHeight"] >= small.height() - 1
    bounds = axis.boundingRect()
    assert -bounds.left() >= small.horizontalAdvance("Epoche 0") / 2, "it is left out where it has no room"
    legend = Legend()
    legend.show_entries([Entry("train", "training", "0.5", "#0072B2")])
    assert legend.sizeHint().height() >= QFontMetrics(theme.current().font("strong")).height()
    legend.deleteLater()


def test_what_is_folded_in_the_head_of_a_lesson_does_the_same(large: MainWindow) -> None:
    large.lessons.opening.open_key("neuron")
    until(lambda: large.data.prepared is not None, "the data")
    panel = large.lessons.panel
    assert not panel.all.isVisible(), "its words have no room"
    short = button(panel, "All lessons")
    assert isinstance(short, QToolButton)
    click(short)
    (dialog,) = (d for d in large.findChildren(LessonsDialog) if d.isVisible())
    dialog.reject()


def test_the_button_that_leads_on_is_whole_in_a_narrow_window(large: MainWindow, tmp_path: Path) -> None:
    large.resize(1024, 552)
    with shown(large, "one step", tmp_path):
        head = large.workspace.one_step.panel.head
        QApplication.processEvents()
        assert head.next.width() >= head.next.sizeHint().width()
        assert head.next.text() == "Next"
        assert head.next.accessibleName().startswith("Next: ")
        large.resize(1600, 900)
        until(lambda: head.next.text() == head.next.accessibleName(), "its words where there is room", 10)


@pytest.mark.usefixtures("german")
def test_words_beside_a_picture_are_whole_in_a_narrow_window(large: MainWindow, tmp_path: Path) -> None:
    large.resize(1024, 552)
    for name in ("descent", "samples"):
        with shown(large, name, tmp_path) as root:
            assert cut(clipped(root)) == [], name
    save = large.workspace.results.samples.save
    assert save.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert save.text() == "Als CSV speichern…", "a screen reader says it"


def test_the_lists_in_the_corner_of_the_results_are_whole(large: MainWindow, tmp_path: Path) -> None:
    with shown(large, "ROC curves", tmp_path):
        choices = large.workspace.results.choices
        until(choices.part_box.isVisible, "the lists", 10)
        for box in (choices.part_box, choices.which_box):
            assert choices.rect().contains(box.geometry()), "the border below is seen as well"


def test_numbers_of_samples_are_whole(large: MainWindow) -> None:
    """Only the headings were given their width: of an error the last digits were cut."""
    panel = results_shown(large, "diabetes")
    large.resize(1280, 672)
    page(panel, panel.samples)
    table = panel.samples.table
    needed = [table.sizeHintForColumn(column) for column in range(table.model().columnCount())]
    assert max(needed) > max(map(table.horizontalHeader().sectionSizeHint, (0, 1, 3))), "a number is longer"
    assert [table.columnWidth(column) >= width for column, width in enumerate(needed)] == [True] * 5
