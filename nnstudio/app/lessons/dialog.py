"""The list of lessons, with what was done already."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QLabel, QSizePolicy, QWidget

from nnstudio.app.look import icons, theme
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.cards import Card, card_label
from nnstudio.app.widgets.closing import ClosingRow
from nnstudio.app.widgets.dialog_size import open_at
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.project.lessons import Lesson


class LessonsDialog(QDialog):
    """Chooses a lesson.

    Parameters
    ----------
    lessons : sequence of Lesson
    done : collection of str
        Keys of the lessons that are done.
    current : str
        Key of the lesson that is open; empty for none.

    Signals
    -------
    chosen(str)
        Key of a lesson.
    file_wanted()
        Somebody has a lesson in a file.
    """

    chosen = Signal(str)
    file_wanted = Signal()

    def __init__(
        self,
        lessons: Sequence[Lesson],
        done: Collection[str] = (),
        current: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lessons")
        self.setWindowTitle(self.tr("Lessons"))
        count = sum(lesson.key in done for lesson in lessons)
        head = label(
            self.tr("Learn by doing: each lesson opens a small project and has one thing to do."), wrap=True
        )
        state = label(self.tr("{0} of {1} done").format(count, len(lessons)), "small")
        rows = QWidget()
        inside = v_box(rows, margins=(22, 4, 18, 8), spacing=8)
        self.cards: dict[str, Card] = {}
        for number, lesson in enumerate(lessons, 1):
            card = self.cards[lesson.key] = _Row(number, lesson, lesson.key in done)
            card.clicked.connect(lambda _=False, key=lesson.key: self._choose(key))
            inside.addWidget(card)
        inside.addStretch(1)
        scroll = ScrollColumn(rows)
        self.open_file = push_button(
            self.tr("Open a lesson file…"),
            self._open_file,
            tip=self.tr("A lesson that a teacher has written: a text file, or a zip with its project"),
        )
        buttons = ClosingRow(self, self.open_file)
        buttons.setContentsMargins(24, 0, 24, 0)
        top = v_box(margins=(24, 0, 24, 0), spacing=2)
        top.addWidget(head)
        top.addWidget(state)
        column = v_box(self, margins=(0, 20, 0, 18), spacing=12)
        column.addLayout(top)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)
        open_at(self, QSize(theme.current().room(620), 640))
        first = next((lesson.key for lesson in lessons if lesson.key not in done), "")
        if (wanted := current or first) in self.cards:
            self.cards[wanted].setFocus()

    def _choose(self, key: str) -> None:
        self.accept()
        self.chosen.emit(key)

    def _open_file(self) -> None:
        self.accept()
        self.file_wanted.emit()


class _Row(Card):
    """A lesson: its number or the mark that it is done, title and sentence."""

    def __init__(self, number: int, lesson: Lesson, done: bool) -> None:
        spoken = f"{number}. {lesson.title}. {lesson.summary}"
        super().__init__(f"{spoken} {self.tr('Done')}" if done else spoken)
        row = h_box(self, margins=(14, 10, 16, 10), spacing=14)
        row.addWidget(_Mark(number, done, self), 0, Qt.AlignmentFlag.AlignVCenter)
        words = v_box(spacing=1)
        words.addWidget(card_label(lesson.title, "strong", wrap=True))
        words.addWidget(card_label(lesson.summary, "small", wrap=True))
        row.addLayout(words, 1)
        if done:
            said: QLabel = card_label(self.tr("Done"), "small")
            said.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            row.addWidget(said)


class _Mark(QWidget):
    """The number of a lesson in a circle, or a check in green."""

    def __init__(self, number: int, done: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._number, self._done = number, done
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        size = theme.current().room(28)
        self.setFixedSize(size, size)
        theme.current().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("success_soft" if self._done else "accent_soft"))
        painter.drawEllipse(self.rect())
        if self._done:
            picture = icons.pixmap("check", 18, "success", self.devicePixelRatioF())
            painter.drawPixmap((self.width() - 18) // 2, (self.height() - 18) // 2, picture)
        else:
            painter.setFont(look.font("strong"))
            painter.setPen(look.color("accent"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
