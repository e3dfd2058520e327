"""Handing out a lesson: its text, its project and its data in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.background.jobs import JobQueue
from nnstudio.app.files.asked_file import ask_where
from nnstudio.app.widgets.actions import make_action
from nnstudio.app.words.texts import error_text
from nnstudio.project.lessons import Lesson
from nnstudio.project.lessons.handout import PACKED, hand_out
from nnstudio.system.briefly import LINGER
from nnstudio.system.numbers import size_text

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

KEY = "handing out"
"""Of what the banner says about it."""


class HandingOut(QObject):
    """Writes the open lesson into one zip that others open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._lesson: Lesson | None = None
        self._queue = JobQueue("handing out", self, patience=LINGER)
        self.action = make_action(
            window,
            self.tr("Hand &out this lesson…"),
            self.ask,
            icon="export",
            tip=self.tr("Pack the lesson with its project and data into one file that others open"),
        )
        self.follow(None)

    def follow(self, lesson: Lesson | None) -> None:
        """The lesson that is open; one that came in one file is handed out as it is."""
        self._lesson = lesson
        self.action.setEnabled(lesson is not None and not lesson.zipped)

    def ask(self) -> None:
        """Ask where to, and write."""
        lesson, window = self._lesson, self._window
        if lesson is None:
            return
        folder = Path(window.preferences.settings.last_folder or Path.home())
        proposed = folder / f"{lesson.key}{PACKED}"
        path = ask_where(
            window, self.tr("Hand out a lesson"), proposed, self.tr("Lesson in one file"), PACKED
        )
        if path is not None:
            window.banner.dismiss(KEY)
            self._queue.add(lambda: hand_out(lesson, path), lambda size: self._tell(path, size), self._fail)

    def _tell(self, path: Path, size: int) -> None:
        text = self.tr("{0} is ready to be handed out: {1}. Others open it with Help ▸ Open a lesson file.")
        self._window.banner.show_message(text.format(path.name, size_text(size)), "success", key=KEY)

    def _fail(self, error: BaseException) -> None:
        self._window.banner.show_message(error_text(error), "error", key=KEY)
