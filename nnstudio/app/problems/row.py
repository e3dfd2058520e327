"""One problem in the list: where it is, a sentence, and the buttons that mend it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.app import icons, theme
from nnstudio.app.inspector.problem_box import Fix
from nnstudio.app.labels import label
from nnstudio.app.problems.fix_button import FixButton
from nnstudio.app.problems.look import look_of, place_text, severity_text
from nnstudio.app.texts import translate
from nnstudio.graph.inference import Problem
from nnstudio.graph.network import Network

_PLACE = 132
"""Room for the name of a layer, so that the sentences begin in one line."""
_GAP = 4
_ICON = 18


def before_text(metrics: QFontMetrics) -> int:
    """Width of what stands before the sentences: the icon and the name of the place, with the gap between them."""
    return _ICON + 10 + _place_width(metrics)


def _place_width(metrics: QFontMetrics) -> int:
    return max(_PLACE, 9 * metrics.averageCharWidth() + 40)


class ProblemRow(QWidget):
    """Shows a problem. A click or Enter on it leads to its place; its buttons mend it.

    Signals
    -------
    chosen(problem)
    fix_chosen(label)
        The words of the button that was pressed.
    """

    chosen = Signal(object)
    fix_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem: Problem | None = None
        self.fixes: tuple[Fix, ...] = ()
        """The repairs that are offered, as far as they are known."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon = QLabel(self)
        self._place = label("", "strong", wrap=True)
        self._text = label(wrap=True)
        self._bar = QWidget(self)
        self._bar.setCursor(Qt.CursorShape.ArrowCursor)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._bar)
        self._buttons.setContentsMargins(0, 1, 0, 0)
        self._buttons.setSpacing(_GAP)
        self._bar.hide()
        top = Qt.AlignmentFlag.AlignTop
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._text)
        right.addWidget(self._bar)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 14, 8)
        line.setSpacing(10)
        line.addWidget(self._icon, 0, top)
        line.addWidget(self._place, 0, top)
        line.addLayout(right, 1)
        theme.current().changed.connect(self._recolour)

    def show_problem(self, problem: Problem, network: Network) -> None:
        """Show another problem, or the same one of a network that was edited."""
        if problem != self.problem:
            self.problem = problem
            self.show_fixes(())
        self._place.setText(place_text(problem, network))
        self._place.setFixedWidth(_place_width(self.fontMetrics()))
        self._text.setText(translate(problem.message))
        self.setAccessibleName(f"{severity_text(problem)}: {self._place.text()}. {self._text.text()}")
        self.setToolTip(self._leads_to(problem))
        self._recolour()

    def _leads_to(self, problem: Problem) -> str:
        if problem.node is not None:
            return self.tr("Show the layer")
        return "" if problem.field is None else self.tr("Open the settings")

    def show_fixes(self, fixes: Sequence[Fix]) -> None:
        """Offer repairs; buttons that say the same stay, with the keyboard if they have it."""
        known, self.fixes = self.fixes, tuple(fixes)
        if [f.label for f in known] == [f.label for f in fixes]:
            return
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, fix in enumerate(fixes):
            button = FixButton(translate(fix.label), first=number == 0, parent=self._bar)
            button.clicked.connect(lambda _=False, words=button.words: self.fix_chosen.emit(words))
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons.addStretch(1)
        self._bar.setVisible(bool(fixes))
        self._choose_direction()

    def buttons(self) -> list[FixButton]:
        """The repairs that are offered."""
        return [b for b in self._bar.findChildren(FixButton) if not b.isHidden()]

    def _choose_direction(self) -> None:
        """Beside each other where there is room, else below each other."""
        room = self.width() - self._place.width() - 66
        need = sum(b.sizeHint().width() + _GAP for b in self.buttons())
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(across if need <= room else down)

    def _recolour(self) -> None:
        if self.problem is not None:
            look = look_of(self.problem)
            self._icon.setPixmap(icons.pixmap(look.icon, _ICON, look.token, self.devicePixelRatioF()))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the sentence is at this width."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), 300), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Never wider than the list."""
        return QSize(0, super().minimumSizeHint().height())

    # Mouse and keys ---------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click leads to the place."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space lead to the place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.problem)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether the buttons have room beside each other."""
        super().resizeEvent(event)
        self._choose_direction()

    def event(self, event: QEvent) -> bool:
        """Repaint on hover and focus."""
        if event.type() in (
            QEvent.Type.HoverEnter,
            QEvent.Type.HoverLeave,
            QEvent.Type.FocusIn,
            QEvent.Type.FocusOut,
        ):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line below, what is under the mouse, and the focus."""
        colors = theme.current()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), colors.color("surface_hover"))
        painter.fillRect(14, self.height() - 1, self.width() - 28, 1, colors.color("border"))
        if self.hasFocus():
            painter.setPen(QPen(colors.color("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -2))
