"""Where the tour stops, and what it says there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QToolButton, QWidget

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

translate = QCoreApplication.translate


class Stop(NamedTuple):
    """One stop.

    Parameters
    ----------
    title, text : str
        Translated.
    target : callable
        Returns the widget that the bubble points at.
    show : callable
        Brings it into sight.
    """

    title: str
    text: str
    target: Callable[[], QWidget | None]
    show: Callable[[], object] = lambda: None


def stops(window: MainWindow) -> tuple[Stop, ...]:
    """The five stops of a window."""
    place = window.workspace
    bar = place.step_bar
    return (
        Stop(
            translate("Tour", "Your data"),
            translate(
                "Tour",
                "All begins with data: a table, pictures or arrays. Click here to look at what this project has, or to choose "
                "your own.",
            ),
            lambda: bar.step("data"),
        ),
        Stop(
            translate("Tour", "Draw the network"),
            translate(
                "Tour",
                "Click a card of the drawing to change its layer. Double-click a layer here to add one behind that card, or drag "
                "it onto a wire. Edit ▸ Undo takes back what went wrong.",
            ),
            lambda: place.palette_panel,
            lambda: place.side.show_page("palette"),
        ),
        Stop(
            translate("Tour", "Train it"),
            translate(
                "Tour",
                "One press, and the network learns from the data. You can pause at any time and go on later.",
            ),
            lambda: bar.findChild(QToolButton, "train-button"),
        ),
        Stop(
            translate("Tour", "Watch it learn"),
            translate(
                "Tour",
                "Here you see the loss fall while it trains. Under One step, a single step of training is taken apart, number "
                "by number.",
            ),
            lambda: place.dock,
            place.show_training,
        ),
        Stop(
            translate("Tour", "Take it with you"),
            translate(
                "Tour",
                "Results say how good the trained network is. Then export it: as code, as ONNX, or as plain weights. That "
                "was all: press Train and try it. Lessons in the Help menu show how it works.",
            ),
            lambda: bar.step("export"),
        ),
    )
