"""One layer in the list: its figures as small pictures, and what is wrong with it in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip

from nnstudio.app.health.columns import boxes, columns
from nnstudio.app.health.painting import SIGNAL, STEP, paint_curve, paint_histogram
from nnstudio.app.health.watch import Point
from nnstudio.app.look import theme
from nnstudio.app.look.theme import FontRole
from nnstudio.app.problems.box import ProblemBox
from nnstudio.app.problems.fix_bar import Fix
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.chosen_rows import ChosenRow
from nnstudio.app.words.texts import tooltip
from nnstudio.graph.inference import Problem
from nnstudio.system.numbers import figure_text, percent_text
from nnstudio.training.findings import DEAD, EXPLODING, LARGE_STEP, SATURATED, SMALL_STEP, VANISHING, amount
from nnstudio.training.health import Histogram, LayerHealth

FIGURES = 40
"""Height of the pictures."""
_TEXT = 62.0
"""Room for a number beside a picture."""


class LayerRow(ChosenRow):
    """Shows a layer; the buttons of its remark mend it.

    Signals
    -------
    fix_chosen(fix)
    """

    fix_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.node = ""
        self._title, self._token = "", "category_dense"
        self._health: LayerHealth | None = None
        self._course: Sequence[Point] = ()
        self._hidden = True
        self.remark = ProblemBox(framed=False)
        self.remark.bar.chosen.connect(self.fix_chosen)
        column = v_box(self, margins=(14, FIGURES, 14, 1), spacing=0)
        column.addWidget(self.remark)

    # What is shown ----------------------------------------------------------------------------------------

    def show_layer(
        self, title: str, token: str, health: LayerHealth, course: Sequence[Point], *, hidden: bool = True
    ) -> None:
        """Show the figures of a layer.

        Parameters
        ----------
        title : str
        token : str
            Colour of its category.
        health : LayerHealth
        course : sequence of Point
            How it did over time.
        hidden : bool
            Whether it is not an output, whose answers may well be flat: certain, that is.
        """
        self._hidden = hidden
        self.node, self._title, self._token = health.node, title, token
        self._health, self._course = health, tuple(course)
        self._name()
        self.update()

    def show_finding(self, problem: Problem | None, fixes: Sequence[Fix]) -> None:
        """Say what is wrong with the layer; None: nothing."""
        self.remark.show_problem(problem, fixes)
        self._name()

    def set_selected(self, selected: bool) -> None:
        """Show whether the layer is the one that is selected on the canvas."""
        if selected != self.selected:
            self.selected = selected
            self.update()

    def _name(self) -> None:
        """Everything that is painted, for a screen reader."""
        if self._health is None:
            return
        titles = columns()
        parts = [
            f"{titles[key].title} {text}"
            for key, (text, _) in figures(self._health, self._hidden).items()
            if text
        ]
        if self.remark.problem is not None:
            parts.append(self.remark.text)
        self.setAccessibleName(f"{self._title}: " + ", ".join(parts))

    # Painting ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pictures and their numbers."""
        super().paintEvent(event)
        if self._health is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_figures(painter, self._health)

    def _paint_figures(self, painter: QPainter, health: LayerHealth) -> None:
        look, cells, said = theme.current(), boxes(self.width(), FIGURES), figures(health, self._hidden)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(self._token))
        name = cells["name"]
        painter.drawRoundedRect(QRectF(name.left(), 10, 4, FIGURES - 20), 2, 2)
        painter.setFont(look.font("strong"))
        painter.setPen(look.color("text"))
        self._write(painter, name.adjusted(12, 0, 0, 0), self._title, "strong")
        for key in ("signal", "step", "silent"):
            text, ill = said[key]
            painter.setPen(look.color("warning" if ill else "text"))
            font: FontRole = "strong" if ill else "body"
            painter.setFont(look.font(font))
            box = cells[key]
            self._write(
                painter, box if key == "silent" else box.adjusted(box.width() - _TEXT, 0, 0, 0), text, font
            )
        signals, steps = ([point[i] for point in self._course] for i in (0, 1))
        for key, scale, values in (("signal", SIGNAL, signals), ("step", STEP, steps)):
            if key == "signal" or health.weights is not None:
                token = "warning" if said[key][1] else "accent"
                paint_curve(painter, cells[key].adjusted(0, 6, -_TEXT - 8, -7), values, token, scale)
        shown = {"weights": health.weights, "gradients": health.gradients, "activations": health.activations}
        for key, found in shown.items():
            if key in cells:
                paint_histogram(painter, cells[key].adjusted(0, 6, 0, -7), found, self._token)

    def _write(self, painter: QPainter, box: QRectF, text: str, font: FontRole) -> None:
        metrics = QFontMetricsF(theme.current().font(font))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def event(self, event: QEvent) -> bool:
        """Say the numbers of the picture under the mouse."""
        if isinstance(event, QHelpEvent) and self._health is not None:
            for key, box in boxes(self.width(), FIGURES).items():
                if box.contains(event.pos().toPointF()):
                    QToolTip.showText(event.globalPos(), tooltip(self._details(key, self._health)), self)
            return True
        return super().event(event)

    def _details(self, key: str, health: LayerHealth) -> str:
        found = {
            "weights": health.weights, "gradients": health.gradients, "activations": health.activations,
        }.get(key)  # fmt: skip
        if isinstance(found, Histogram):
            extent = self.tr("{0} to {1}").format(figure_text(found.low, 3), figure_text(found.high, 3))
            if key == "gradients":
                extent += ", " + self.tr("length {0}").format(figure_text(health.gradient_norm, 3))
            elif key == "weights":
                extent += ", " + self.tr("length {0}").format(figure_text(health.weight_norm, 3))
            return f"{extent}. {columns()[key].meaning}"
        if key in ("weights", "gradients"):
            return self.tr("{0} has no weights").format(self._title)
        return columns()[key].meaning


def figures(health: LayerHealth, hidden: bool = True) -> dict[str, tuple[str, bool]]:
    """The numbers of a layer as they are written, and whether each is a bad one."""
    signal, step = health.signal, health.update
    told = {
        "signal": ("–", False) if signal is None else (amount(signal), not VANISHING <= signal <= EXPLODING),
        "step": ("–" if health.weights is None else "", False)
        if step is None
        else (_share(step), step > LARGE_STEP or step < SMALL_STEP),
        "silent": ("–", False),
    }
    if health.dead is not None:
        told["silent"] = (_dead_text(health.dead), hidden and health.dead >= DEAD)
    elif health.saturated is not None:
        told["silent"] = (_flat_text(health.saturated), hidden and health.saturated >= SATURATED)
    return told


def _share(value: float) -> str:
    """A step: ``0.23 %``, or a power of ten where nobody would count the zeros."""
    return amount(value) if value < 1e-5 else f"{figure_text(100 * value, 2)}\N{NARROW NO-BREAK SPACE}%"


def _dead_text(share: float) -> str:
    return QCoreApplication.translate("Layers", "{0} dead").format(percent_text(share, 0))


def _flat_text(share: float) -> str:
    return QCoreApplication.translate("Layers", "{0} flat").format(percent_text(share, 0))
