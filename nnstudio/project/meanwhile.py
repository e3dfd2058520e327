"""What somebody else has edited in the file of a project while it was trained here."""

from __future__ import annotations

from typing import NamedTuple

from nnstudio.project.project import Project


class Meanwhile(NamedTuple):
    """A project with the edits of others.

    Parameters
    ----------
    project : Project
    edited : tuple of str
        What of it they have changed that a run depends on: "network", "data", "training settings", "starting weights".
    """

    project: Project
    edited: tuple[str, ...]


def with_edits(begun: Project, mine: Project, there: Project) -> Meanwhile:
    """The project with what was edited in its file: where both have changed the same, what stands in the file counts.

    A run keeps the network, data and settings that it was begun with, whatever becomes of those of the project.

    Parameters
    ----------
    begun : Project
        As it was read from its file.
    mine : Project
        The same with what was asked for since, such as other settings for the run.
    there : Project
        As its file is now.
    """
    edited = {
        "network": there.network != begun.network,
        "data": (there.data, there.keep_data) != (begun.data, begun.keep_data),
        "training settings": there.training != begun.training,
        "starting weights": _digest(there) != _digest(begun),
    }
    project = mine
    if edited["network"]:
        project = project.replace(network=there.network, layout=there.layout)
    elif there.layout != begun.layout:
        project = project.replace(layout=there.layout.for_network(mine.network))
    if edited["data"]:
        project = project.replace(data=there.data, keep_data=there.keep_data)
    if edited["training settings"]:
        project = project.replace(training=there.training)
    if edited["starting weights"]:
        project = project.replace(start=there.start)
    # A run changes none of these.
    project = project.replace(decisions=there.decisions, lesson=there.lesson, extra=there.extra)
    return Meanwhile(project, tuple(name for name, changed in edited.items() if changed))


def _digest(project: Project) -> str:
    return "" if project.start is None else project.start.digest
