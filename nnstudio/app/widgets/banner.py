"""What the program has to say, at the top of the window and out of the way."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QBoxLayout, QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.app.widgets.boxes import empty, h_box
from nnstudio.app.widgets.buttons import icon_button, push_button
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import error_text
from nnstudio.system.messages import StudioError

Severity = Literal["info", "success", "warning", "error"]

_RANK: dict[Severity, int] = {"info": 0, "success": 0, "warning": 1, "error": 2}
_COLORS: dict[Severity, tuple[str, str, str]] = {  # icon, colour, fill
    "info": ("info", "accent", "accent_soft"),
    "success": ("check", "success", "success_soft"),
    "warning": ("warning", "warning", "warning_soft"),
    "error": ("error", "danger", "danger_soft"),
}

_LINE = 45
"""Letters of a line that is read with ease."""
_EDGES = 54
"""Pixels for the icon and around everything."""


class Action(NamedTuple):
    """A button on a banner; pressing it also closes the message."""

    label: str
    run: Callable[[], object]


class Notice(NamedTuple):
    """One message of a banner.

    Parameters
    ----------
    text : str
        A line for people, translated.
    severity : {"info", "success", "warning", "error"}
    actions : sequence of Action
    details : str
        What "Copy details" copies, such as a traceback; no button where it is empty.
    key : str
        Messages with the same key replace each other; the text is the key where it is empty.
    """

    text: str
    severity: Severity = "info"
    actions: Sequence[Action] = ()
    details: str = ""
    key: str = ""


def failure(error: BaseException, key: str) -> Notice:
    """What the banner says of something that went wrong; a defect of the program has its traceback to copy."""
    details = "\n".join(getattr(error, "__notes__", ()))
    if not isinstance(error, StudioError | MemoryError):
        details = "".join(traceback.format_exception(error))
    return Notice(error_text(error), "error", details=details, key=key)


class Banner(QWidget):
    """Shows one message at a time: the gravest first, among equals the oldest.

    Where others wait, a button turns to them one after the other. A repeated message is not queued twice.
    """

    def __init__(self) -> None:
        super().__init__()
        self.notices: list[Notice] = []
        self._shown: Notice | None = None
        self._turned_to = ""  # the key of the message that somebody wants to see, though it is not the first
        self._fill = "accent_soft"
        self._stroke = "accent"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

        self._icon = IconLabel(20)
        self._text = label(wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QWidget(self)
        h_box(self._buttons, margins=0, spacing=4)
        self._details = push_button(
            self.tr("Copy details"),
            self._copy_details,
            role="link",
            tip=self.tr("Copy what a developer needs to know about this"),
        )
        self._place = label("", "small")
        self._next = icon_button("chevron-right", self.tr("Next message"), self._turn)
        self._close = icon_button("close", self.tr("Close this message"), self.dismiss)
        for tool in (self._next, self._close):
            tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            tool.setFixedSize(28, 28)

        row = h_box(self, margins=(16, 6, 8, 6), spacing=10)
        self._said = h_box(spacing=10)
        self._said.addWidget(self._text, 1)
        self._said.addWidget(self._buttons)
        row.addWidget(self._icon)
        row.addLayout(self._said, 1)
        for widget in (self._details, self._place, self._next, self._close):
            row.addWidget(widget)
        theme.current().changed.connect(self.update)
        self.hide()

    def show_message(self, text: str, severity: Severity = "info", key: str = "") -> None:
        """Say something; see :class:`Notice`."""
        self.post(Notice(text, severity, key=key))

    def post(self, notice: Notice) -> None:
        """Queue a message, or take the place of the one with the same key."""
        notice = notice._replace(key=notice.key or notice.text)
        places = [i for i, n in enumerate(self.notices) if n.key == notice.key]
        if places:
            self.notices[places[0]] = notice
        else:
            self.notices.append(notice)
        if (
            self._turned_to
            and self._shown is not None
            and _RANK[notice.severity] > _RANK[self._shown.severity]
        ):
            self._turned_to = notice.key
        self._refresh()

    def dismiss(self, key: str | None = None) -> None:
        """Close the message with a key, or the one that is shown."""
        key = key if isinstance(key, str) else (self._shown.key if self._shown else "")
        self.notices = [n for n in self.notices if n.key != key]
        self._refresh()

    def _turn(self) -> None:
        """Show the message that comes after the shown one, after the last the first."""
        queue = self._queue()
        keys = [notice.key for notice in queue]
        self._turned_to = keys[(keys.index(self._shown.key) + 1) % len(keys)] if self._shown else ""
        self._refresh()

    def _queue(self) -> list[Notice]:
        """The gravest first, among equals the oldest."""
        return sorted(self.notices, key=lambda notice: -_RANK[notice.severity])

    def _refresh(self) -> None:
        queue, focus = self._queue(), QApplication.focusWidget()
        focus_was_here = focus is not None and self.isAncestorOf(focus)
        at = next((i for i, n in enumerate(queue) if n.key == self._turned_to), 0)
        notice = queue[at] if queue else None
        self._turned_to = self._turned_to if at else ""
        self._place.setText(self.tr("{0} of {1}").format(at + 1, len(queue)))
        for widget in (self._place, self._next):
            widget.setVisible(len(queue) > 1)
        focus_goes = len(queue) < 2 if focus is self._next else notice is not self._shown
        if notice is not self._shown:
            self._show(notice)
        self._arrange()
        if queue and focus_was_here and focus_goes:
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, notice: Notice | None) -> None:
        self._shown = notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        name, self._stroke, self._fill = _COLORS[notice.severity]
        self._icon.show_icon(name, self._stroke)
        self._text.setText(notice.text)
        self._details.setText(self.tr("Copy details"))
        self._details.setVisible(bool(notice.details))
        self._fill_buttons(notice)
        self.update()
        self.setAccessibleName(notice.text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _fill_buttons(self, notice: Notice) -> None:
        layout = self._buttons.layout()
        assert layout is not None
        empty(layout)
        previous: QWidget = self._text
        for action in notice.actions:
            button = push_button(
                action.label, lambda _=False, a=action, n=notice: self._run(a, n), role="link"
            )
            layout.addWidget(button)
            button.show()
            QWidget.setTabOrder(previous, button)
            previous = button
        self._buttons.setVisible(bool(notice.actions))

    def _arrange(self) -> None:
        """Put the buttons below the text where they would leave it a narrow column of many lines."""
        metrics = self._text.fontMetrics()
        wanted = min(metrics.horizontalAdvance(self._text.text()), _LINE * metrics.averageCharWidth())
        beside = (self._buttons, self._details, self._place, self._next, self._close)
        taken = sum(each.sizeHint().width() + 10 for each in beside if not each.isHidden())
        below = not self._buttons.isHidden() and self.width() - taken - _EDGES < wanted
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._said.setDirection(way)
        self._said.setSpacing(0 if below else 10)
        self._said.setAlignment(self._buttons, Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange text and buttons anew."""
        super().resizeEvent(event)
        self._arrange()

    def _run(self, action: Action, notice: Notice) -> None:
        self.dismiss(notice.key)
        action.run()

    def _copy_details(self) -> None:
        if self._shown is not None:
            QGuiApplication.clipboard().setText(f"{self._shown.text}\n\n{self._shown.details}")
            self._details.setText(self.tr("Copied"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the message."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the quiet fill and a line in the colour of the severity."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color(self._fill))
        painter.fillRect(0, 0, 4, self.height(), look.color(self._stroke))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("border"))
