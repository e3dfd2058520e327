"""Choosing a lesson, from the list or from a file, and making the project that it begins with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox, QWidget

from nnstudio.app.background.jobs import JobQueue
from nnstudio.app.files.asked_file import begin_at
from nnstudio.app.lessons.dialog import LessonsDialog
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.questions import ask, plain_box
from nnstudio.app.words.catalogue import language
from nnstudio.app.words.texts import error_text
from nnstudio.project.lessons import Lesson, lessons, open_lesson, prepare_lesson
from nnstudio.project.lessons.handed_in import is_of
from nnstudio.project.project import Project
from nnstudio.system.briefly import LINGER
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

KEY = "lesson"
"""Of what the banner says about lessons."""


class LessonOpening(QObject):
    """The ways into a lesson.

    Parameters
    ----------
    window : MainWindow
    keeps : callable
        Says whether the document that is open will be found again after a lesson has taken its place.

    Signals
    -------
    ready(object, object)
        A lesson and its project: the person has agreed to leave the document that is open.
    continued(object, object)
        A lesson and its project: the document that is open is what the person has made of it so far.
    """

    ready = Signal(object, object)
    continued = Signal(object, object)

    def __init__(self, window: MainWindow, keeps: Callable[[Lesson], bool]) -> None:
        super().__init__(window)
        self._window, self._keeps = window, keeps
        self._lessons: tuple[Lesson, ...] | None = None
        self._queue = JobQueue("lesson", self, patience=LINGER)

    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons that come with the program, in the language of the window; none where one is damaged, and says so."""
        if self._lessons is None:
            try:
                self._lessons = lessons(language())
            except StudioError as error:
                self._fail(error)
                return ()
        return self._lessons

    def show_list(self, current: str = "") -> None:
        """Let a lesson be chosen; ``current`` is the key of the one that is open."""
        known, done = self.lessons(), self._window.preferences.settings.lessons_done
        if not known:
            return
        dialog = LessonsDialog(known, done, current, self._window)
        dialog.chosen.connect(self.open_key)
        dialog.file_wanted.connect(self.choose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_key(self, key: str) -> None:
        """Open one of the lessons that come with the program."""
        self.open(next(lesson for lesson in self.lessons() if lesson.key == key))

    def choose(self) -> None:
        """Ask for the file of a lesson."""
        parent: QWidget = self._window
        path, _ = QFileDialog.getOpenFileName(
            parent,
            self.tr("Open a lesson"),
            begin_at(self._window.preferences.settings.last_folder),
            self.tr("Lessons (*.md *.zip);;All files (*)"),
        )
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Open a lesson that somebody has written, or say why it is none."""
        self._window.files.reading.begin(path, partial(open_lesson, path), self.open, self._fail)

    def open(self, lesson: Lesson) -> None:
        """Make the project of a lesson and show both, after asking about unsaved work.

        Where the document was saved and is of that lesson, it is asked whether to go on with it.
        """
        document, open_now = self._window.document, self._window.lessons.lesson
        if document.path is None or open_now is not None or document.project.lesson != lesson.key:
            self._begin(lesson)
            return

        def ask(project: Project) -> None:
            if is_of(lesson, project, document.project):
                self._ask(lesson, project, document.path)
            else:
                self._begin(lesson)

        self._queue.add(lambda: prepare_lesson(lesson), ask, self._fail)

    def _begin(self, lesson: Lesson) -> None:
        self._window.files.unless_unsaved(lambda: self._prepare(lesson), kept=self._keeps(lesson))

    def _ask(self, lesson: Lesson, project: Project, path: Path | None) -> None:
        name = "" if path is None else path.name
        text = self.tr("{0} is what you have made of this lesson so far.").format(shown(name))
        box = plain_box(self._window, lesson.title, text)
        go_on = push_button(self.tr("&Go on with it"), role="primary")
        box.addButton(go_on, QMessageBox.ButtonRole.AcceptRole)
        anew = box.addButton(self.tr("&Begin the lesson anew"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(go_on)

        def answered(pressed: QAbstractButton | None) -> None:
            if pressed is go_on:
                self.continued.emit(lesson, project)
            elif pressed is anew:
                self._begin(lesson)

        ask(box, answered)

    def _prepare(self, lesson: Lesson) -> None:
        leave = self._window.files.leaving(lambda: self._keeps(lesson))

        def show(project: Project) -> None:
            leave(partial(self.ready.emit, lesson, project))

        self._queue.add(lambda: prepare_lesson(lesson), show, self._fail)

    def _fail(self, error: BaseException) -> None:
        self._window.banner.show_message(error_text(error), "error", key=KEY)
