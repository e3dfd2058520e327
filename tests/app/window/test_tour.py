"""The tour: it points at the real window, follows it, and stands in nobody's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMessageBox

from nnstudio.app.main_window import MainWindow
from nnstudio.app.settings import load
from nnstudio.app.start.cards import LowCard
from nnstudio.app.tour.stops import stops
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Dense
from nnstudio.project.project import Project
from tests.app.hands import Key, button, click, in_dialog, press, until


def in_window(window: MainWindow, widget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size()).intersected(window.rect())


def pointing(window: MainWindow) -> bool:
    """Whether the bubble is whole, beside its target, and its arrow ends there."""
    tour = window.tour
    target, bubble = in_window(window, stops(window)[tour.stop].target()), tour.bubble
    return (
        tour.ring.geometry().contains(target.adjusted(1, 1, -1, -1))
        and window.rect().contains(bubble.geometry())
        and not bubble.geometry().intersects(target)
        and target.adjusted(-8, -8, 8, 8).contains(bubble.mapToParent(bubble._tip))
    )


def check_place(window: MainWindow) -> None:
    """What is pointed at may still be laid out; then the bubble follows."""
    until(lambda: pointing(window), f"the bubble beside stop {window.tour.stop}", 10)


def test_five_stops_with_keys_from_the_start_page(window: MainWindow) -> None:
    window.resize(1280, 800)
    click(window.start_page.findChild(LowCard, "flag"))
    assert window.in_workspace
    until(lambda: window.data.prepared is not None, "the data")
    tour, heard = window.tour, []
    until(window.isActiveWindow, "the window in front", 10)
    assert window.focusWidget() is tour.bubble.forth
    for stop in range(5):
        assert tour.stop == stop
        check_place(window)
        heard.append(tour.bubble.accessibleName())
        press(window, Key.Key_Space)
    assert len(set(heard)) == 5
    assert tour.stop == -1
    assert not tour.bubble.isVisible()
    assert not tour.ring.isVisible()
    assert "tour" in load()[0].seen
    window.show_start_page()
    assert not window.start_page.findChild(LowCard, "flag").isVisible()


def test_it_follows_the_window_in_every_size(sample: MainWindow) -> None:
    sample.tour.start()
    for _ in range(5):
        for size in ((1280, 800), (900, 600), (1440, 900)):
            sample.resize(*size)
            until(lambda size=size: sample.size().toTuple() == size, "the size", 5)
            check_place(sample)
        sample.tour.forth()
    assert sample.tour.stop == -1


def test_the_window_can_be_used_meanwhile_and_esc_ends_it_anywhere(sample: MainWindow) -> None:
    sample.tour.start()
    click(button(sample.tour.bubble, "Next"))
    click(button(sample.tour.bubble, "Back"))
    assert sample.tour.stop == 0
    bar = sample.workspace.side.tabBar()
    click(bar, bar.tabRect(1).center())
    assert sample.workspace.side.page == "outline"
    click(button(sample.tour.bubble, "Next"))
    assert sample.workspace.side.page == "palette"
    # What it points at goes away: the bubble stays in sight.
    click(bar, bar.tabRect(1).center())
    until(lambda: not sample.tour.ring.isVisible(), "the ring to go", 5)
    assert sample.rect().contains(sample.tour.bubble.geometry())
    sample.workspace.canvas.setFocus()
    press(sample, Key.Key_Escape)
    assert sample.tour.stop == -1
    sample.tour.start()
    sample.workspace.side.open_palette()
    press(sample, Key.Key_Escape)
    assert sample.tour.stop == -1


def test_unsaved_work_is_asked_about_before_a_sample_is_opened(window: MainWindow) -> None:
    window.show_workspace()
    drawn = Project().with_network(Network().add(Dense(3)))
    window.document.edit("Draw", drawn)
    answered = in_dialog(QMessageBox, lambda box: click(box.button(QMessageBox.StandardButton.Cancel)))
    window.tour.start()
    until(answered, "the question")
    assert window.document.project == drawn
    assert window.tour.stop == -1


@pytest.mark.parametrize("theme_name", ["light", "dark"])
def test_a_document_with_data_stays(sample: MainWindow, theme_name: str) -> None:
    sample.preferences.change(theme=theme_name)
    project = sample.document.project
    sample.tour.start()
    assert sample.document.project is project
    check_place(sample)
