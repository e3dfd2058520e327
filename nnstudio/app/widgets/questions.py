"""Boxes that ask something or say what went wrong: their words are words, also where a name looks like markup."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget


def plain_box(
    parent: QWidget,
    title: str,
    text: str,
    more: str = "",
    icon: QMessageBox.Icon = QMessageBox.Icon.Question,
) -> QMessageBox:
    """A box without buttons so far; ``more`` stands below the text.

    It belongs to the whole window: with a page that is disabled meanwhile it would be disabled, too.
    """
    box = QMessageBox(parent.window())
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    return box


def ask(box: QMessageBox, answered: Callable[[QAbstractButton | None], object]) -> None:
    """Open a box, tell which button was pressed, and let it go; the window goes on meanwhile."""

    def finished() -> None:
        answered(box.clickedButton())
        box.deleteLater()  # last, as a file dialog may run an event loop of its own

    box.finished.connect(finished)
    box.open()


def agrees(parent: QWidget, title: str, text: str) -> bool:
    """Ask for yes or no, and wait for the answer."""
    box = plain_box(parent, title, text)
    yes = QMessageBox.StandardButton.Yes
    box.setStandardButtons(yes | QMessageBox.StandardButton.No)
    agreed = box.exec() == yes
    box.deleteLater()
    return agreed
