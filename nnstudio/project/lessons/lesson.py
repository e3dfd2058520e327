"""What a lesson is: a text, a project it begins with, one thing to do, and how it is seen that it was done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from nnstudio.data.config import DataConfig
from nnstudio.nn.layer import Layer
from nnstudio.project.lessons.checks import Check
from nnstudio.project.project import Project
from nnstudio.system.messages import Message, msg

PAGES = ("curves", "layers", "inside", "one-step", "descent", "results", "runs")
"""Tabs below the canvas that a lesson may open with."""


class Lesson(msgspec.Struct, frozen=True):
    """One lesson, as its file has it.

    Parameters
    ----------
    key : str
        Name of the file without its ending; what is remembered when the lesson is done.
    path : Path
    title, summary : str
        The summary is one sentence for the list.
    order : int
        Its place in the list.
    body : str
        The text, in Markdown.
    task : str
        The one thing to do.
    checks : tuple of Check
        All of them hold when it is done.
    layers : tuple of Layer
        The network behind the input; empty where a sample or a file gives it.
    data : DataConfig, optional
    sample : str
        Key of a sample to begin with; empty for none.
    file : str
        Name of a project beside the lesson; empty for none.
    packed : bytes
        That project, where both came in one file.
    zipped : bool
        Whether the lesson came in one file: ``path`` says where its text would lie beside that, and it need not be there.
    training : dict
        Settings of the optimizer and of training that differ from the usual ones; ``optimizer`` is the name of one.
    locked : tuple of str
        Names of :data:`LOCKS`.
    page : str
        One of :data:`PAGES`; empty for the curves.
    """

    key: str
    path: Path
    title: str
    summary: str
    order: int
    body: str
    task: str
    checks: tuple[Check, ...]
    layers: tuple[Layer, ...] = ()
    data: DataConfig | None = None
    sample: str = ""
    file: str = ""
    packed: bytes = b""
    zipped: bool = False
    training: dict[str, Any] = {}
    locked: tuple[str, ...] = ()
    page: str = ""


class Lock(msgspec.Struct, frozen=True):
    """A part of the project that can be held fast.

    Parameters
    ----------
    part : callable
        From a project to what may not change.
    words : Message
        What is said to whoever tries.
    """

    part: Callable[[Project], object]
    words: Message


LOCKS: dict[str, Lock] = {
    "data": Lock(
        lambda p: p.data, msg("The data stays as it is in this lesson. Close the lesson to change it.")
    ),
    "network": Lock(
        lambda p: p.network, msg("The network stays as it is in this lesson. Close the lesson to change it.")
    ),
    "training": Lock(
        lambda p: p.training.anywhere,
        msg("The training settings stay as they are in this lesson. Close the lesson to change them."),
    ),
    "loss": Lock(
        lambda p: (p.training.loss, p.training.outputs),
        msg("The loss stays as it is in this lesson. Close the lesson to change it."),
    ),
    "optimizer": Lock(
        lambda p: type(p.training.optimizer),
        msg("The optimizer stays as it is in this lesson. Close the lesson to change it."),
    ),
    "epochs": Lock(
        lambda p: p.training.epochs,
        msg("The number of epochs stays as it is in this lesson. Close the lesson to change it."),
    ),
}
"""What a lesson can lock, by the name its file uses."""


def refusal(lesson: Lesson, old: Project, new: Project) -> Message | None:
    """Why an edit is not made while a lesson is open; None where it may be made."""
    for name in lesson.locked:
        lock = LOCKS[name]
        if lock.part(old) != lock.part(new):
            return lock.words
    return None
