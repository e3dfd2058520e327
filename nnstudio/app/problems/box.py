"""What is wrong with a layer, or could be better, in a sentence, with the buttons that repair it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnstudio.app.look import theme
from nnstudio.app.problems.fix_bar import Fix, FixBar
from nnstudio.app.problems.look import OBSTACLE, look_of, severity_text
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import translate
from nnstudio.graph.inference import Problem


class ProblemBox(QWidget):
    """A calm box with a sentence and buttons; hidden while there is nothing to say.

    Parameters
    ----------
    framed : bool
        Whether it stands by itself. What is a part of something else is neither filled nor can its text be marked.
    """

    def __init__(self, *, framed: bool = True) -> None:
        super().__init__()
        self._framed, self._look = framed, OBSTACLE
        self.problem: Problem | None = None
        self._icon, self._text = IconLabel(18), label(wrap=True)
        if framed:
            self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = FixBar()
        right = v_box(spacing=4)
        right.addWidget(self._text)
        right.addWidget(self.bar)
        row = h_box(self, margins=(12, 10 if framed else 0, 12 if framed else 0, 10), spacing=9)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        theme.current().changed.connect(self.update)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_problem(self, problem: Problem | None, fixes: Sequence[Fix] = ()) -> None:
        """Show a problem; None hides the box."""
        self.problem = problem
        self.setVisible(problem is not None)
        if problem is None:
            return
        self._look = look_of(problem)
        self._text.setText(translate(problem.message))
        self.setAccessibleName(f"{severity_text(problem)}: {self.text}")
        self._icon.show_icon(self._look.icon, self._look.token)
        self.update()
        self.bar.offer(fixes)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the quiet fill."""
        if not self._framed:
            return
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.color(self._look.token, 0.45), 1))
        painter.setBrush(colors.color(self._look.soft))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
