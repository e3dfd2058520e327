"""Opens lessons, watches whether their one thing is done, and remembers that it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction

from nnstudio.app.lessons.descent import DescentPanel
from nnstudio.app.lessons.handing_out import HandingOut
from nnstudio.app.lessons.left import Left, LeftLessons
from nnstudio.app.lessons.opening import KEY, LessonOpening
from nnstudio.app.lessons.panel import LessonPanel
from nnstudio.app.lessons.watch import Watch
from nnstudio.app.widgets.actions import make_action
from nnstudio.app.words.texts import translate
from nnstudio.project.lessons import Lesson, Situation, look, refusal
from nnstudio.project.project import Project

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

LOCKED = "locked in a lesson"
"""Of what the banner says to whoever tries to change what a lesson holds fast."""


class LessonGuide(QObject):
    """The lesson that is open in a window, if any.

    Signals
    -------
    changed()
        Another lesson is open, or none, or one was done.
    """

    changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._begun = Project()
        self._next: Lesson | None = None
        self._found: Left | None = None
        self._left = LeftLessons()
        self.lesson: Lesson | None = None
        """The open one."""
        self.opening = LessonOpening(window, self._keeps)
        self.handing_out = HandingOut(window)
        self.panel = LessonPanel()
        self.watch = Watch(window.workspace.one_step, self)
        self.show_list_action = make_action(
            window, self.tr("&Lessons…"), self.show_list, icon="lesson", keys="F1"
        )
        self.open_action = make_action(window, self.tr("Open a lesson &file…"), self.opening.choose)
        window.workspace.side.add_lesson(self.panel)
        self.descent = DescentPanel(window.document, window.data)
        self._tabs = tabs = window.workspace.tabs
        behind = tabs.indexOf(window.workspace.one_step.panel) + 1
        tabs.insertTab(behind, self.descent, self.tr("Descent"))
        tabs.setTabToolTip(behind, self.tr("Gradient descent on two weights"))
        tabs.setTabVisible(behind, False)
        self._connect()

    @property
    def actions(self) -> tuple[QAction, ...]:
        """For the Help menu."""
        return self.show_list_action, self.open_action, self.handing_out.action

    def _connect(self) -> None:
        window, panel = self._window, self.panel
        panel.list_wanted.connect(self.show_list)
        panel.next_wanted.connect(partial(self._go, 1))
        panel.back_wanted.connect(partial(self._go, -1))
        panel.again_wanted.connect(self._again)
        panel.left.connect(self.leave)
        panel.hand_out_wanted.connect(self.handing_out.ask)
        self.changed.connect(lambda: self.handing_out.follow(self.lesson))
        self.opening.ready.connect(self._begin)
        self.opening.continued.connect(self._go_on)
        self.watch.changed.connect(self._judge)
        self.descent.found.connect(self.watch.see_way)
        window.start_page.lessons_wanted.connect(self.show_list)
        window.document.changed.connect(lambda _old, _new: self._judge())
        window.document.trained_changed.connect(self._judge)
        window.document.runs_changed.connect(self._judge)
        window.data.changed.connect(self._judge)
        window.trainer.state_changed.connect(self._judge)
        window.document.refused.connect(self._refused)
        # Who goes on in another way has read it.
        window.document.changed.connect(lambda _old, _new: window.banner.dismiss(LOCKED))
        window.controls.begun.connect(lambda: window.banner.dismiss(LOCKED))
        window.files.opened.connect(self._opened)

    @property
    def place(self) -> int:
        """Where the open lesson stands among those that come with the program, from 0; −1 for another one."""
        known = self.opening.lessons()
        return known.index(self.lesson) if self.lesson in known else -1

    def show_list(self) -> None:
        """Let a lesson be chosen."""
        self.opening.show_list("" if self.lesson is None else self.lesson.key)

    # Coming and going -------------------------------------------------------------------------------------

    def _keeps(self, lesson: Lesson) -> bool:
        """Whether the open lesson is kept when another one takes its place; in a file of its own it is safe already."""
        return self.place >= 0 and lesson != self.lesson and self._window.document.path is None

    def _begin(self, lesson: Lesson, project: Project) -> None:
        window = self._window
        for key in (KEY, LOCKED):
            window.banner.dismiss(key)
        if self.lesson is not None and self._keeps(lesson):
            self._left.keep(self.lesson, window.document, self._begun, self.watch.counted, self.panel.done)
        self._next = lesson
        self._found = found = self._left.take(lesson) if lesson in self.opening.lessons() else None
        if found is None:
            window.files.show_new(project)
        else:
            window.files.show_new(found.project, found.trained)

    def _go_on(self, lesson: Lesson, begun: Project) -> None:
        """Open a lesson beside the document, which is what somebody has made of it."""
        self._window.banner.dismiss(KEY)
        self._next, self._found = lesson, None
        self._opened()
        self._begun = begun
        self._judge()

    def _opened(self) -> None:
        """Another document is shown: the one of a lesson, or one with which the lesson ends."""
        lesson, self._next = self._next, None
        if lesson is None:
            self.leave()
            return
        window, found = self._window, self._found
        self.lesson, self._begun = lesson, window.document.project if found is None else found.begun
        window.document.guard = self._guard
        if found is not None and found.modified:
            window.document.touch()
        self.watch.begin(None if found is None else found.counted)
        place, count = self.place + 1, len(self.opening.lessons())
        self.panel.show_lesson(lesson, place, count, done=found is not None and found.done)
        window.workspace.side.open_lesson()
        self._tabs.setTabVisible(self._tabs.indexOf(self.descent), lesson.page == "descent")
        pages = {
            "descent": self.descent,
            "layers": window.workspace.health.panel,
            "inside": window.workspace.inside.panel,
            "one-step": window.workspace.one_step.panel,
            "results": window.workspace.results_page,
            "runs": window.workspace.runs,
        }
        if lesson.page in pages:
            # The window itself shows the curves first.
            QTimer.singleShot(0, self, partial(window.workspace.show_page, pages[lesson.page], unfold=False))
        self._judge()
        self.changed.emit()

    def leave(self) -> None:
        """Close the lesson; the project stays, and everything in it may be changed."""
        if self.lesson is not None:
            self.lesson = None
            self._window.document.guard = None
            self._window.banner.dismiss(LOCKED)
            self._window.workspace.side.close_lesson()
            self._tabs.setTabVisible(self._tabs.indexOf(self.descent), False)
            self.changed.emit()

    def _go(self, by: int) -> None:
        place = self.place + by
        known = self.opening.lessons()
        if self.lesson is not None and 0 <= place < len(known):
            self.opening.open(known[place])

    def _again(self) -> None:
        if self.lesson is not None:
            self.opening.open(self.lesson)

    # Watching ---------------------------------------------------------------------------------------------

    def _judge(self) -> None:
        """See whether the one thing is done."""
        lesson, document = self.lesson, self._window.document
        if lesson is None or self._next is not None:
            return
        obstacle = next((p.message for p in self._window.controls.obstacles()), None)
        seen = Situation(
            document.project, document.trained, self._begun, self.watch.happened, obstacle,
            self._window.workspace.dock.guessing, self._under_way(),
        )  # fmt: skip
        before = self.panel.done
        self.panel.show_answers([look(check, seen) for check in lesson.checks])
        self._window.workspace.side.mark_lesson(self.panel.done)
        if self.panel.done and not before:
            self._remember(lesson)

    def _under_way(self) -> bool:
        """Whether what is drawn now is being trained."""
        trainer, project = self._window.trainer, self._window.document.project
        begun = trainer.project if trainer.active else None
        return begun is not None and (begun.network, begun.data) == (project.network, project.data)

    def _remember(self, lesson: Lesson) -> None:
        done = self._window.preferences.settings.lessons_done
        if lesson in self.opening.lessons() and lesson.key not in done:
            self._window.preferences.change(lessons_done=(*done, lesson.key))
        self.changed.emit()

    def _guard(self, old: Project, new: Project) -> str:
        """Why an edit is not made; empty where it is."""
        why = None if self.lesson is None else refusal(self.lesson, old, new)
        return "" if why is None else translate(why)

    def _refused(self, why: str) -> None:
        self._window.banner.show_message(why, "info", key=LOCKED)
