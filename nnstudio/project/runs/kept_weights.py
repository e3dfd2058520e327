"""Weights of earlier runs, kept on this computer as long as there is room.

Each run lies in a project file of its own in the user's data folder, named by the run's id: what restores it is the
reader of every project, with all its checks, and whoever looks into the folder can open what lies there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from nnstudio.data.paths import with_paths
from nnstudio.project import file
from nnstudio.project.project import Project
from nnstudio.project.runs.record import RunRecord, is_id
from nnstudio.project.trained import Trained
from nnstudio.system import folders
from nnstudio.system.messages import StudioError

NEWEST = 20
"""So many runs of a project keep their weights."""
LIMIT = 500 << 20
"""Bytes of all that is kept, of every project, unless somebody chooses otherwise."""


def path_of(run: str) -> Path:
    """Where the weights of a run are, if they are kept."""
    if not is_id(run):
        raise StudioError("{run} is no name of a run", run=run[:80])
    return folders.runs_dir() / f"{run}{file.SUFFIX}"


def has_weights(run: RunRecord) -> bool:
    """Whether the weights of a run are kept here."""
    with contextlib.suppress(StudioError, OSError):
        path = path_of(run.id)
        return path.is_file() and not path.is_symlink()
    return False


def keep(
    run: RunRecord, project: Project, trained: Trained, runs: Sequence[RunRecord], limit: int = LIMIT
) -> None:
    """Put the weights of a run aside, and let go of the oldest where there are too many.

    Parameters
    ----------
    run : RunRecord
    project : Project
        The one it was begun for, with the weights it may have begun with.
    trained : Trained
        Of that run.
    runs : sequence of RunRecord
        All runs of the project.
    limit : int
        Most bytes of all that is kept; 0 keeps nothing.

    Raises
    ------
    StudioError
        When the disk refuses.
    """
    checkpoint = trained.checkpoint
    size = sum(
        a.nbytes
        for part in (checkpoint.weights, checkpoint.best_weights, checkpoint.slots)
        for a in part.values()
    )
    if size <= limit:
        path = path_of(run.id)
        if path.is_symlink():
            path.unlink()
        file.save(path, _alone(run, project), trained)
    prune(runs, limit)


def _alone(run: RunRecord, project: Project) -> Project:
    """The project of a run, and nothing else of it."""
    start = project.start if project.start is not None and project.start.digest == run.began_with else None
    return Project(run.network, run.layout, run.data, run.training, start)


def load(run: RunRecord) -> tuple[Project, Trained]:
    """Read what was kept of a run.

    Raises
    ------
    StudioError
        When it is not there, cannot be read, or is not that run.
    """
    if not has_weights(run):
        raise StudioError("The weights of {run} are not kept on this computer any more", run=run.name)
    project, trained = file.load(path_of(run.id), ask=False)
    if trained is None or not _is_of(run, trained):
        raise StudioError("The weights that are kept for {run} belong to another run", run=run.name)
    # The data may have moved since, with its project: where it is now, the run knows.
    return project.replace(data=run.data), msgspec.structs.replace(trained, data=run.data)


def _is_of(run: RunRecord, trained: Trained) -> bool:
    position = trained.checkpoint.position
    told, wanted = (with_paths(data, lambda _: "") for data in (trained.data, run.data))
    return (trained.network, told, trained.fingerprint, position.epoch, position.step) == (
        run.network, wanted, run.fingerprint, run.epochs, run.step,
    )  # fmt: skip


def as_it_was(run: RunRecord, project: Project) -> Project:
    """The project as it was when a run began; its list of runs is the present one.

    Raises
    ------
    StudioError
        When the run began with weights that are not here any more.
    """
    start = project.start if project.start is not None and project.start.digest == run.began_with else None
    if start is None and run.began_with:
        start = load(run)[0].start if has_weights(run) else None
        if start is None:
            raise StudioError("{run} began with imported weights that are not here any more", run=run.name)
    return project.replace(
        network=run.network, layout=run.layout, data=run.data, training=run.training, start=start
    )


def forget(run: str) -> None:
    """Remove the weights of a run, if they are kept."""
    with contextlib.suppress(OSError):
        path_of(run).unlink(missing_ok=True)


def prune(runs: Sequence[RunRecord], limit: int) -> None:
    """Remove the weights of runs that are not among the newest of their project, and the oldest beyond the limit."""
    for run in runs[:-NEWEST]:
        forget(run.id)
    found = []
    for path in folders.runs_dir().glob(f"*{file.SUFFIX}"):
        with contextlib.suppress(OSError):
            if is_id(path.stem):
                facts = path.lstat()
                found.append((facts.st_mtime_ns, facts.st_size, path))
    room = limit
    for _, size, path in sorted(found, reverse=True):
        room -= size
        if room < 0:
            forget(path.stem)
