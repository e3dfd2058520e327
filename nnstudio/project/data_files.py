"""Where a project finds its data: beside it, where it was, or where the person says it is now."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import msgspec

from nnstudio.data.config import DataConfig
from nnstudio.data.paths import Change, with_paths
from nnstudio.data.source import Source
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained

Both = tuple[Project, Trained | None]


def everywhere(project: Project, trained: Trained | None, change: Change) -> Both:
    """Write every path another way: in the project, in what was trained, in the list of runs."""
    data = with_paths(project.data, change)
    runs = tuple(
        run if (told := with_paths(run.data, change)) is run.data else run.replace(data=told)
        for run in project.runs
    )
    project = project.replace(data=data, runs=runs)
    return project, trained if trained is None else _with_data(trained, with_paths(trained.data, change))


def beside(folder: Path) -> Change:
    """How paths are written in a project of this folder: relative where they lead into it, with slashes."""
    inside = Path(os.path.abspath(folder))  # noqa: PTH100  without following links

    def change(path: str) -> str:
        if _is_absolute(path) and not Path(path).is_absolute():  # of another system
            return path
        where = Path(os.path.abspath(path))  # noqa: PTH100
        return where.relative_to(inside).as_posix() if where.is_relative_to(inside) else str(where)

    return change


def found_from(folder: Path) -> Change:
    """What the paths of a project of this folder mean here."""
    inside = Path(os.path.abspath(folder))  # noqa: PTH100
    # Not only joined: with a drive and no root it would depend on the present folder of that drive.
    return lambda path: path if _is_absolute(path) else os.path.abspath(inside / path)  # noqa: PTH100


def _is_absolute(path: str) -> bool:
    return PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute()


def relocated(project: Project, trained: Trained | None, source: Source, fingerprint: str) -> Both:
    """Take the data from another place; weights that were trained on the same values stay this project's weights."""
    old = project.data
    project = project.replace(data=old.replace(source=source))
    if trained is not None and trained.fingerprint == fingerprint and trained.data.source == old.source:
        trained = _with_data(trained, trained.data.replace(source=source))
    return project, trained


def _with_data(trained: Trained, data: DataConfig) -> Trained:
    return trained if data is trained.data else msgspec.structs.replace(trained, data=data)
