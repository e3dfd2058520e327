"""What is wrong with a layer, or could be better, in a sentence, with the buttons that repair it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnstudio.app import icons, theme
from nnstudio.app.labels import label
from nnstudio.app.problems.fix_button import FixButton
from nnstudio.app.problems.look import OBSTACLE, look_of, severity_text
from nnstudio.app.texts import translate
from nnstudio.graph.inference import Problem
from nnstudio.project.project import Project
from nnstudio.system.messages import Message


class Fix(Protocol):
    """A repair of a problem."""

    @property
    def label(self) -> Message:
        """What its button says, and the name of the edit."""

    def apply(self, project: Project) -> Project:
        """Return the repaired project."""


FixFinder = Callable[[Project, Problem], Sequence[Fix]]


def no_fixes(_project: Project, _problem: Problem) -> Sequence[Fix]:
    """Know no repairs."""
    return ()


class ProblemBox(QWidget):
    """A calm box with a sentence and buttons.

    Signals
    -------
    fix_chosen(fix)
        One of the fixes it was given.
    """

    fix_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = OBSTACLE
        self._icon = QLabel(self)
        self._text = label(wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QVBoxLayout()
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(2)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._text)
        right.addLayout(self._buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(9)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        theme.current().changed.connect(self._recolour)
        self._recolour()
        self.hide()

    def show_problem(self, problem: Problem | None, fixes: Sequence[Fix] = ()) -> None:
        """Show a problem; None hides the box."""
        self.setVisible(problem is not None)
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if problem is None:
            return
        self._look = look_of(problem)
        self._text.setText(translate(problem.message))
        self.setAccessibleName(f"{severity_text(problem)}: {self._text.text()}")
        self._recolour()
        for number, fix in enumerate(fixes):
            button = FixButton(translate(fix.label), first=number == 0, parent=self)
            button.clicked.connect(lambda _=False, fix=fix: self.fix_chosen.emit(fix))
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _recolour(self) -> None:
        self._icon.setPixmap(icons.pixmap(self._look.icon, 18, self._look.token, self.devicePixelRatioF()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the quiet fill."""
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.color(self._look.token, 0.45), 1))
        painter.setBrush(colors.color(self._look.soft))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
