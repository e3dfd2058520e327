"""Mending several problems in a row: the first repair of each, as often as one uncovers the next.

Who changes the target or the data finds problems that hide behind each other: an Input of another shape, a layer that
needs rows, an output of another size, a loss for another task. Where nothing is wrong, only not finished, there is nothing to
mend, and advice is left to whoever reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.inference import Problem, infer
from nnstudio.project.problems import fixes_for, obstacles
from nnstudio.project.problems.fix import Fix
from nnstudio.project.project import Project
from nnstudio.system.messages import Message

MOST = 24
"""Repairs in a row; they are looked for while somebody waits for nothing, but the window is held meanwhile."""


class Mended(NamedTuple):
    """What has become of a project.

    Parameters
    ----------
    project : Project
    repairs : tuple of Message
        What was done, in its order; empty where nothing helps.
    left : int
        Problems that stay, advice aside.
    """

    project: Project
    repairs: tuple[Message, ...]
    left: int


class _Health(NamedTuple):
    """How far a project is from being trained; the smaller, the nearer.

    What stands behind a problem is seen only once that is gone, so a network that can be worked out is nearer than one
    that cannot, whatever comes to light.
    """

    hidden: bool
    obstacles: int
    unfinished: int


def mend_all(project: Project, prepared: Prepared | None = None) -> Mended:
    """Mend what can be mended, each problem with its first repair, where at least one of them is an obstacle.

    A repair may uncover others, or make them necessary: another shape of the Input needs a Flatten behind it. It is kept
    only with those that bring the project nearer to being trained than before, so no obstacle is added, and it ends.
    """
    done: list[Message] = []
    found = obstacles(project, prepared)
    if all(problem.is_unfinished for problem in found):
        return Mended(project, (), len(found))
    while len(done) < MOST:
        chains = (_chain(project, problem, found, prepared, MOST - len(done)) for problem in found)
        better = next((chain for chain in chains if chain is not None), None)
        if better is None:
            break
        project, repairs = better
        done += repairs
        found = obstacles(project, prepared)
    return Mended(project, tuple(done), len(found))


def _chain(
    project: Project, problem: Problem, before: Sequence[Problem], prepared: Prepared | None, most: int
) -> tuple[Project, list[Message]] | None:
    """Mend a problem, and what that brings with it; None where it does not get better in so many repairs."""
    start, seen, done = _health(project, before), [project], list[Message]()
    candidates: Sequence[Problem] = (problem,)
    while len(done) < most:
        fix = next(filter(None, (_first_fix(project, each, prepared) for each in candidates)), None)
        if fix is None:
            return None
        project = fix.apply(project)
        if project in seen:
            return None
        seen.append(project)
        done.append(fix.label)
        found = obstacles(project, prepared)
        if _health(project, found) < start:
            return project, done
        candidates = [each for each in found if each not in before]
    return None


def _first_fix(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    fix = next(iter(fixes_for(project, problem, prepared)), None)
    if fix is None:
        return None
    mended = fix.apply(project)
    if mended.data != project.data:  # it would have to be read before anybody knows what is wrong then
        return None
    # A branch that is still being drawn is nobody's dead end.
    removed = project.network.by_id.keys() - mended.network.by_id.keys()
    return None if problem.is_unfinished and removed else fix


def _health(project: Project, found: Sequence[Problem]) -> _Health:
    unfinished = sum(problem.is_unfinished for problem in found)
    return _Health(bool(infer(project.network).problems), len(found) - unfinished, unfinished)
