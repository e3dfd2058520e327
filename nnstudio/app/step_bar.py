"""Where the user stands: Data, Network, Train, Results, Export, each with a line in words."""

from __future__ import annotations

import re
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from nnstudio.app.look import icons, theme
from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.cards import PaintedButton
from nnstudio.app.words.texts import tooltip

State = Literal["todo", "current", "done", "problem"]
Detail = Literal["full", "titles", "numbers"]

_BADGE = 24
_PAD = 10
_GAP = 9
_DIGIT = re.compile(r"\d")


class StepBar(QWidget):
    """The steps in a row, and a place for the buttons of training at the right.

    Where the width is small the status lines go first, then the titles of all but the current step; what is
    hidden is in the tool tip.

    Signals
    -------
    step_chosen(key)
    """

    step_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Steps"))
        steps = {
            "data": self.tr("Data"),
            "network": self.tr("Network"),
            "train": self.tr("Train"),
            "results": self.tr("Results"),
            "export": self.tr("Export"),
        }
        self._row = h_box(self, margins=(10, 6, 10, 6), spacing=2)
        self._steps: dict[str, _Step] = {}
        for number, (key, title) in enumerate(steps.items(), 1):
            button = _Step(number, len(steps), title, self)
            button.clicked.connect(lambda _=False, key=key: self.step_chosen.emit(key))
            button.changed.connect(self._choose_detail)
            self._steps[key] = button
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._actions = h_box(spacing=8)
        self._row.addLayout(self._actions)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)

    def set_step(self, key: str, state: State, status: str = "", tip: str = "") -> None:
        """Say how a step stands.

        Parameters
        ----------
        key : str
        state : {"todo", "current", "done", "problem"}
        status : str
            One line in words, such as ``"epoch 14 of 20"``.
        tip : str
            More words for the tool tip.
        """
        self._steps[key].set(state, status, tip)
        self._show_next()

    def _show_next(self) -> None:
        """Point at the first step that is left to do; where one is under way, that one is enough."""
        steps = list(self._steps.values())
        busy = any(step.state == "current" for step in steps)
        left = None if busy else next((step for step in steps if step.state != "done"), None)
        for step in steps:
            step.set_next(step is left)

    def step(self, key: str) -> QAbstractButton:
        """Return the button of a step."""
        return self._steps[key]

    def add_action_widget(self, widget: QWidget) -> None:
        """Add a button at the right end."""
        self._actions.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """Return the size with only numbers, so that the bar never keeps the window wide."""
        narrow = sum(step.width_for("numbers") + 2 for step in self._steps.values())
        width = narrow + self._actions.sizeHint().width() + 40
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the steps as fits."""
        super().resizeEvent(event)
        self._choose_detail()

    def event(self, event: QEvent) -> bool:
        """Look again when a button at the right came or went."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._choose_detail()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface and the line under it."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("border"))

    def _choose_detail(self) -> None:
        room = self.width() - self._actions.sizeHint().width() - 36
        details: tuple[Detail, ...] = ("full", "titles", "numbers")
        for detail in details:
            if sum(step.width_for(detail) + 2 for step in self._steps.values()) <= room:
                break
        for step in self._steps.values():
            step.set_detail(detail)


class _Step(PaintedButton):
    """One step: badge, title and status."""

    changed = Signal()

    def __init__(self, number: int, count: int, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._number, self._count, self._title = number, count, title
        self._state: State = "todo"
        self._status = ""
        self._tip = ""
        self._next = False
        self._detail: Detail = "full"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    def set(self, state: State, status: str, tip: str) -> None:
        if (state, status, tip) == (self._state, self._status, self._tip):
            return
        before = self._measured
        self._state, self._status, self._tip = state, status, tip
        self._describe()
        self.update()
        if self._measured != before:
            self.updateGeometry()
            self.changed.emit()

    @property
    def state(self) -> State:
        return self._state

    def set_next(self, following: bool) -> None:
        """Show that this is the step to take now."""
        if following != self._next:
            self._next = following
            self._describe()
            self.update()

    def set_detail(self, detail: Detail) -> None:
        if detail != self._detail:
            self._detail = detail
            self._describe()
            self.updateGeometry()
            self.update()

    @property
    def _measured(self) -> tuple[bool, str]:
        """What the width depends on: a count of epochs that runs on moves nothing until it gets another digit."""
        return self._state == "current", _DIGIT.sub("0", self._status)

    def width_for(self, detail: Detail) -> int:
        text = 0
        current, status = self._measured
        if detail != "numbers" or current:
            text = self._metrics("strong").horizontalAdvance(self._title)
        if detail == "full":
            text = max(text, self._metrics("small").horizontalAdvance(status))
        return 2 * _PAD + _BADGE + (_GAP + text + 2 if text else 0)

    def sizeHint(self) -> QSize:
        """Return the size for what is shown."""
        lines = self._metrics("strong").height() + self._metrics("small").height()
        return QSize(self.width_for(self._detail), max(lines + 10, 40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk along the steps, Enter chooses one."""
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.focusNextPrevChild(key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ring, badge and words."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        current = self._state == "current"
        if current or self.underMouse():
            painter.setBrush(look.color("accent_soft" if current else "surface_hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        self._paint_badge(painter)
        self._paint_words(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        look = theme.current()
        circle = QRectF(_PAD, (self.height() - _BADGE) / 2, _BADGE, _BADGE)
        fill, line, ink = {
            "todo": ("surface", "field_border", "text_muted"),
            "current": ("accent", "accent", "accent_text"),
            "done": ("success_soft", "success", "success"),
            "problem": ("warning_soft", "warning", "warning"),
        }[self._state]
        if self._next and self._state == "todo":
            fill, line, ink = "accent_soft", "accent", "accent"
        painter.setBrush(look.color(fill))
        painter.setPen(QPen(look.color(line), 1.8 if self._next else 1.4))
        painter.drawEllipse(circle.adjusted(0.7, 0.7, -0.7, -0.7))
        if self._state == "done":
            picture = icons.pixmap("check", 14, ink, self.devicePixelRatioF())
            painter.drawPixmap(circle.center().toPoint().x() - 7, circle.center().toPoint().y() - 7, picture)
            return
        painter.setPen(look.color(ink))
        painter.setFont(look.font("strong"))
        painter.drawText(
            circle, Qt.AlignmentFlag.AlignCenter, "!" if self._state == "problem" else str(self._number)
        )

    def _paint_words(self, painter: QPainter) -> None:
        if self._detail == "numbers" and self._state != "current":
            return
        look = theme.current()
        x = _PAD + _BADGE + _GAP
        strong, small = self._metrics("strong"), self._metrics("small")
        status = self._status if self._detail == "full" else ""
        height = strong.height() + (small.height() if status else 0)
        top = (self.height() - height) // 2
        painter.setPen(look.color("text"))
        painter.setFont(look.font("strong"))
        painter.drawText(
            QRect(x, top, self.width() - x, strong.height()), Qt.AlignmentFlag.AlignLeft, self._title
        )
        if status:
            ink = "accent" if self._next and self._state == "todo" else "text_muted"
            painter.setPen(look.color("warning" if self._state == "problem" else ink))
            painter.setFont(look.font("small"))
            painter.drawText(
                QRect(x, top + strong.height(), self.width() - x, small.height()),
                Qt.AlignmentFlag.AlignLeft,
                status,
            )

    def _metrics(self, role: theme.FontRole) -> QFontMetrics:
        return QFontMetrics(theme.current().font(role), self)

    def _describe(self) -> None:
        states = {
            "todo": self.tr("not started"),
            "current": self.tr("current"),
            "done": self.tr("done"),
            "problem": self.tr("needs attention"),
        }
        where = self.tr("Step {0} of {1}: {2}").format(self._number, self._count, self._title)
        self.setAccessibleName(", ".join(t for t in (where, self._status, states[self._state]) if t))
        if self._next and self._state == "todo":
            self.setAccessibleName(self.accessibleName() + ", " + self.tr("next step"))
        hidden = "" if self._detail == "full" else self._status
        lead = self._title if self._detail == "numbers" else ""
        self.setToolTip(tooltip(". ".join(t for t in (lead, hidden, self._tip) if t)))
