"""The tab with a lesson: its text, the one thing to do, and whether it is done."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from nnstudio.app.glossary.words import known
from nnstudio.app.look import theme
from nnstudio.app.look.style_sheet import dress, fill
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import icon_button, push_button
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.app.widgets.lesson_text import LessonText
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import translate
from nnstudio.project.lessons import Answer, Lesson

_FRAME = 2
"""Width of the border that the text has with the focus; what stands above and below begins where its words do."""

_HEAD, _BESIDE = (6, 4, 8, 0), 2
"""Margins of the row above, and what lies between its buttons."""
_LOWEST = 140
"""Height at which there is room for the buttons and some lines."""
_SOME_LINES, _A_LINE = 70, 22
"""Pixels that the task leaves the text where it takes its place, and where it has it and the words below it grow."""
_ABOVE, _ALONE = (14, 10, 12, 0), (14, 10, 12, 10)
"""Margins of the task above the words about it, with which it is one surface, and without them."""


class LessonPanel(LatePage):
    """One lesson at the left of the canvas.

    Signals
    -------
    list_wanted, next_wanted, back_wanted, again_wanted, hand_out_wanted, left
        The buttons.
    term_chosen(str)
        A word of the text is looked up in the glossary.
    """

    list_wanted = Signal()
    next_wanted = Signal()
    back_wanted = Signal()
    again_wanted = Signal()
    hand_out_wanted = Signal()
    left = Signal()
    term_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.done = False
        """Whether the box says so."""
        self._numbered = self._last = self._fresh = self._for_handing_out = False
        fill(self, "panel")

    def build(self) -> None:
        self._title = label("", "heading", wrap=True)
        self._title.setContentsMargins(_FRAME, 0, 0, 0)
        self.text = LessonText()
        self.text.set_terms(known().keys)
        self.text.setAccessibleName(self.tr("Text of the lesson"))
        self.text.term_chosen.connect(self.term_chosen)
        self._locked = label("", "small", wrap=True)
        self._locked.setContentsMargins(_FRAME, 0, 0, 0)
        inner = QWidget()
        fill(inner, "panel")
        self._words = v_box(inner, margins=(10, 6, 6, 4), spacing=8)
        for widget in (self._title, self.text, self._locked):
            self._words.addWidget(widget)
        self._words.addStretch(1)
        self._scroll = ScrollColumn(inner, self.tr("Lesson"))
        self._scroll.setMinimumHeight(1)  # of its own accord it takes the room of the words below it
        self._column = column = v_box(self, margins=0, spacing=0)
        column.addLayout(self._make_head())
        column.addWidget(self._scroll, 1)
        column.addWidget(self._make_task())
        column.addWidget(self._make_status())

    def _make_head(self) -> QHBoxLayout:
        row = h_box(margins=_HEAD, spacing=_BESIDE)
        self.back = icon_button("chevron-left", self.tr("The lesson before"), self.back_wanted)
        self._place = label("", "small")
        self.forth = icon_button("chevron-right", self.tr("The next lesson"), self.next_wanted)
        self.all = push_button(
            self.tr("Lessons"),
            self.list_wanted,
            role="link",
            tip=self.tr("The list of lessons, and which ones are done"),
        )
        self.all.setAccessibleName(self.tr("All lessons"))
        self.hand_out = push_button(
            self.tr("Hand out…"),
            self.hand_out_wanted,
            role="link",
            tip=self.tr("Pack the lesson with its project and data into one file that others open"),
        )
        self.again = icon_button("restart", self.tr("Begin this lesson again"), self.again_wanted)
        self.close_lesson = icon_button("close", self.tr("Close the lesson; the project stays"), self.left)
        row.addWidget(self.back)
        row.addWidget(self._place)
        row.addWidget(self.forth)
        row.addStretch(1)
        # Without their words, where these have no room.
        self._folded = tuple(
            icon_button(icon, button.accessibleName() or button.text(), button.click)
            for icon, button in (("export", self.hand_out), ("lesson", self.all))
        )
        for widget in (self.hand_out, self.all, *self._folded, self.again, self.close_lesson):
            row.addWidget(widget)
        return row

    def _make_task(self) -> QWidget:
        self._task = label(wrap=True)
        self._task.setTextFormat(Qt.TextFormat.RichText)
        self._task_box = _Box()
        v_box(self._task_box, margins=_ABOVE).addWidget(self._task)
        return self._task_box

    def _make_status(self) -> QWidget:
        self._mark = IconLabel(18)
        self.status = label(wrap=True)
        # One very long word must not make the panel wider than its column.
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.next = push_button(
            self.tr("Next lesson"),
            lambda: (self.list_wanted if self._last else self.next_wanted).emit(),
            role="primary",
        )
        self._status_box = _Box()
        row = h_box(self._status_box, margins=(14, 8, 12, 12), spacing=8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.status, 1)
        row.addWidget(self.next)
        return self._status_box

    def minimumSizeHint(self) -> QSize:
        """Low: where there is little room, the task scrolls with the text; how far it is done is always in sight."""
        return QSize(super().minimumSizeHint().width(), _LOWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the task in sight where there is room for it and for some lines of the text."""
        super().resizeEvent(event)
        if self.built:
            self._fold_head()
            self._place_task(_SOME_LINES)

    def _fold_head(self) -> None:
        """Leave out the words of the row above where they have no room beside its pictures."""
        words = (self._for_handing_out, self.hand_out), (True, self.all)
        wide = sum(button.sizeHint().width() + _BESIDE for shown, button in words if shown)
        wide += self._place.sizeHint().width() if self._numbered else 0
        wide += sum(each.sizeHint().width() + _BESIDE for each in (self.again, self.close_lesson))
        wide += sum(each.sizeHint().width() + _BESIDE for each in (self.back, self.forth) if self._numbered)
        narrow = wide + sum(_HEAD[::2]) > self.width()
        for (shown, button), folded in zip(words, self._folded, strict=True):
            button.setVisible(shown and not narrow)
            folded.setVisible(shown and narrow)

    def _place_task(self, for_text: int) -> None:
        """Below the text, always in sight; behind its last line where the panel is too low for both."""
        needed = self.all.sizeHint().height()
        for box in (self._task_box, self._status_box):
            layout = box.layout()
            assert layout is not None
            needed += layout.totalHeightForWidth(self.width())
        below = self.height() - needed >= theme.current().room(for_text)
        if below == (self._column.indexOf(self._task_box) >= 0):
            return
        layout = self._task_box.layout()
        assert layout is not None
        if below:
            layout.setContentsMargins(*_ABOVE)
            self._column.insertWidget(self._column.indexOf(self._status_box), self._task_box)
        else:
            layout.setContentsMargins(*_ALONE)
            self._words.insertWidget(self._words.indexOf(self._locked), self._task_box)

    # Showing ----------------------------------------------------------------------------------------------

    def show_lesson(self, lesson: Lesson, place: int, count: int, *, done: bool = False) -> None:
        """Show a lesson from the first line of its text.

        Parameters
        ----------
        lesson : Lesson
        place, count : int
            Where it stands among the lessons, from 1; 0 for a lesson of somebody's own.
        done : bool
            Whether it was done before it was left.
        """
        self.ready()
        self._title.setText(lesson.title)
        self.text.show_markdown(lesson.body)
        self._task.setText(f"<b>{self.tr('Do')}:</b> {emphasised(lesson.task)}")
        self._place.setText(self.tr("{0} of {1}").format(place, count) if place else "")
        self._locked.setText(locked_text(lesson))
        self._locked.setVisible(bool(lesson.locked))
        self._for_handing_out = not place and not lesson.zipped  # what came in one file is one already
        for button, more in ((self.back, place > 1), (self.forth, place < count)):
            button.setVisible(bool(place))
            button.setEnabled(more)
        self._numbered, self._last = place > 0, place == count
        self._fold_head()
        self.next.setText(self.tr("All lessons") if self._last else self.tr("Next lesson"))
        self.done = done
        self.status.setText("")
        self._fresh = True
        self._show_mark()
        self._scroll.verticalScrollBar().setValue(0)

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Say what is missing, or that it is done; what was done once stays so."""
        missing = next((answer for answer in answers if not answer.done), None)
        if self.done or missing is None:
            words = self.tr("Done")
        else:
            words = self.tr("Not yet: {0}").format(translate(missing.words))
        if words != self.status.text():
            self.status.setText(words)
            below = self._column.indexOf(self._task_box) >= 0
            self._place_task(_A_LINE if below and not self._fresh else _SOME_LINES)
            self._fresh = False
        if missing is None and not self.done:
            self.done = True
            self._show_mark()
            QAccessible.updateAccessibility(QAccessibleEvent(self.status, QAccessible.Event.Alert))

    def _show_mark(self) -> None:
        self._mark.show_icon(*(("check", "success") if self.done else ("info", "text_muted")))
        for box in (self._task_box, self._status_box):
            box.set_done(self.done)
        dress(self.status, "role", "strong" if self.done else "")
        self.next.setVisible(self.done and self._numbered)


class _Box(QWidget):
    """A quiet fill: the accent while the task waits, green once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._done = False
        theme.current().changed.connect(self.update)

    def set_done(self, done: bool) -> None:
        """Show whether the task is done."""
        self._done = done
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        fill = "success_soft" if self._done else "accent_soft"
        QPainter(self).fillRect(self.rect(), theme.current().color(fill))


def emphasised(text: str) -> str:
    """Turn ``Press **Train**`` into rich text; everything else in it is only text."""
    return re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", html.escape(text))


def locked_text(lesson: Lesson) -> str:
    """Which parts stay as they are, in a sentence; empty where everything may be changed."""
    names = {
        "data": QCoreApplication.translate("LessonPanel", "data"),
        "network": QCoreApplication.translate("LessonPanel", "network"),
        "training": QCoreApplication.translate("LessonPanel", "training settings"),
        "loss": QCoreApplication.translate("LessonPanel", "loss"),
        "optimizer": QCoreApplication.translate("LessonPanel", "optimizer"),
        "epochs": QCoreApplication.translate("LessonPanel", "number of epochs"),
    }
    if not lesson.locked:
        return ""
    parts = ", ".join(names[name] for name in lesson.locked)
    return QCoreApplication.translate("LessonPanel", "Stays as it is here: {0}.").format(parts)
