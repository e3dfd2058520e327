"""Lessons that were left for another one: each is found again as it was, so leaving it loses nothing."""

from __future__ import annotations

from typing import NamedTuple

from nnstudio.app.document import Document
from nnstudio.app.lessons.watch import Counted
from nnstudio.project.lessons import Lesson
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained


class Left(NamedTuple):
    """One lesson as somebody left it.

    Parameters
    ----------
    project : Project
        As it was last.
    trained : Trained, optional
        What had been trained.
    begun : Project
        As the lesson began.
    counted : Counted
        What had been done in the window.
    done : bool
        Whether its one thing had been.
    modified : bool
        Whether there was something to save.
    """

    project: Project
    trained: Trained | None
    begun: Project
    counted: Counted
    done: bool
    modified: bool


class LeftLessons:
    """The lessons that were left, for as long as the window is open."""

    def __init__(self) -> None:
        self._left: dict[str, Left] = {}

    def keep(self, lesson: Lesson, document: Document, begun: Project, counted: Counted, done: bool) -> None:
        """Remember a lesson and its document."""
        kept = Left(document.project, document.trained, begun, counted, done, document.modified)
        self._left[lesson.key] = kept

    def take(self, lesson: Lesson) -> Left | None:
        """Return how a lesson was left, once; nothing for one that was not."""
        return self._left.pop(lesson.key, None)
