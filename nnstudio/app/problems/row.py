"""One problem in the list: where it is, a sentence, and the buttons that mend it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics

from nnstudio.app.problems.fix_bar import FixBar
from nnstudio.app.problems.look import look_of, place_text, severity_text
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.chosen_rows import ChosenRow
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import translate
from nnstudio.graph.inference import Problem
from nnstudio.graph.network import Network

_PLACE = 132
"""Room for the name of a layer, so that the sentences begin in one line."""
_ICON = 18


def before_text(metrics: QFontMetrics) -> int:
    """Width of what stands before the sentences: the icon and the name of the place, with the gap between them."""
    return _ICON + 10 + _place_width(metrics)


def _place_width(metrics: QFontMetrics) -> int:
    return max(_PLACE, 9 * metrics.averageCharWidth() + 40)


class ProblemRow(ChosenRow):
    """Shows a problem; to choose it leads to its place, and the buttons in its bar mend it."""

    def __init__(self) -> None:
        super().__init__()
        self.problem: Problem | None = None
        self._icon = IconLabel(_ICON)
        self._place = label("", "strong", wrap=True)
        self._text = label(wrap=True)
        self.bar = FixBar()
        top = Qt.AlignmentFlag.AlignTop
        right = v_box(spacing=4)
        right.addWidget(self._text)
        right.addWidget(self.bar)
        line = h_box(self, margins=(14, 8, 14, 8), spacing=10)
        line.addWidget(self._icon, 0, top)
        line.addWidget(self._place, 0, top)
        line.addLayout(right, 1)

    def show_problem(self, problem: Problem, network: Network) -> None:
        """Show another problem, or the same one of a network that was edited."""
        if problem != self.problem:
            self.problem = problem
            self.bar.offer(())
        self._place.setText(place_text(problem, network))
        self._place.setFixedWidth(_place_width(self.fontMetrics()))
        self._text.setText(translate(problem.message))
        self.setAccessibleName(f"{severity_text(problem)}: {self._place.text()}. {self._text.text()}")
        self.setToolTip(self._leads_to(problem))
        look = look_of(problem)
        self._icon.show_icon(look.icon, look.token)

    def _leads_to(self, problem: Problem) -> str:
        if problem.node is not None:
            return self.tr("Show the layer")
        return "" if problem.field is None else self.tr("Open the settings")

    def sizeHint(self) -> QSize:
        """As high as the sentence is at this width."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), 300), hint.height())
