"""What somebody has made of a lesson, seen from the project that was saved."""

from __future__ import annotations

import re
from typing import NamedTuple

from nnstudio.project.lessons.checks import Check, look
from nnstudio.project.lessons.lesson import LOCKS, Lesson
from nnstudio.project.lessons.measures import HAPPENINGS, Answer, Situation
from nnstudio.project.problems import problems
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained


class Judged(NamedTuple):
    """What was found.

    Parameters
    ----------
    answers : tuple of (Check, Answer or None)
        None where only the window has seen it: what somebody has looked at is in no file.
    changed : tuple of str
        Parts that the lesson locks and that are not as it has them: names of :data:`LOCKS`.
    """

    answers: tuple[tuple[Check, Answer | None], ...]
    changed: tuple[str, ...]

    @property
    def done(self) -> bool:
        """Whether everything holds that a file can tell."""
        return not self.changed and all(answer is None or answer.done for _, answer in self.answers)


def judge(lesson: Lesson, begun: Project, project: Project, trained: Trained | None) -> Judged:
    """Look at a project that was handed in.

    Parameters
    ----------
    lesson : Lesson
    begun : Project
        What the lesson begins with, by :func:`prepare_lesson`.
    project, trained
        As :func:`nnstudio.project.file.load` gives them; the data is not needed.
    """
    obstacle = next((p.message for p in problems(project) if not p.is_advice), None)
    seen = Situation(project, trained, begun, {}, obstacle)
    answers = tuple((check, None if only_seen(check) else look(check, seen)) for check in lesson.checks)
    return Judged(answers, changed_parts(lesson, begun, project))


def changed_parts(lesson: Lesson, begun: Project, project: Project) -> tuple[str, ...]:
    """Which parts that the lesson locks are not as it has them: names of :data:`LOCKS`."""
    old, new = _comparable(begun), _comparable(project)
    return tuple(name for name in lesson.locked if LOCKS[name].part(old) != LOCKS[name].part(new))


def is_of(lesson: Lesson, begun: Project, project: Project) -> bool:
    """Whether a project is what somebody has made of a lesson so far: begun with it, and with what it locks."""
    return project.lesson == lesson.key and not changed_parts(lesson, begun, project)


def only_seen(check: Check) -> bool:
    """Whether only the window sees it, while it happens."""
    name = re.match(r"[a-z-]+", check.text)
    return name is not None and name[0] in HAPPENINGS


def _comparable(project: Project) -> Project:
    """Without what differs from computer to computer: where the files of the data are."""
    source = project.data.source
    if source is None or not source.paths:
        return project
    return project.replace(data=project.data.replace(source=None))
