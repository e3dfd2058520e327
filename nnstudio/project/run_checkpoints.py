"""The state of a run on the disk while it goes on: a crash, a kill -9 or a power failure costs a moment of it.

A checkpoint is a project file of its own, beside the document it belongs to or, for a document without a file, in
the user's data folder. Its name holds the number of the process: runs of one document do not overwrite each other.
"""

from __future__ import annotations

import contextlib
import glob
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

import msgspec

from nnstudio.project import file
from nnstudio.project.begun import begun_in, is_edited_since, member_for
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system import folders, living
from nnstudio.system.briefly import briefly
from nnstudio.system.cancel import Cancelled
from nnstudio.system.file_errors import shown
from nnstudio.system.files import Stamp, stamp_of
from nnstudio.system.messages import StudioError, msg
from nnstudio.system.zips import open_archive
from nnstudio.training.events import EpochDone, Event, Paused, Progress, Started

SHARE = 0.02
"""Share of a run's time that copying and writing its state may take."""
LEAST = 5.0
"""Seconds between two checkpoints, however cheap they are."""
EVERY = 120.0
"""Seconds after which a checkpoint is due inside an epoch too."""
SILENT = 120.0
"""Seconds after which a disk counts as one that does not answer."""

Tell = Callable[[BaseException | None], object]


class RunCheckpoints:
    """Writes the checkpoints of one run, on a thread of its own: the run pays for the copy of its arrays only.

    Each takes the place of the one before. While one is being written no other is wanted, so that a slow disk
    costs neither memory nor time.

    Parameters
    ----------
    path : Path
    project : Project
        What the run was begun for.
    tell : callable
        Called in the thread that writes, or that asks: with an exception when the first checkpoint in a row cannot
        be written to a place, with None when one can again. The run goes on in any case.
    begun : Stamp, optional
        Of the file that the project came from, as it was then: whoever goes on after a crash can tell whether
        somebody has edited it since.
    """

    def __init__(self, path: Path, project: Project, tell: Tell, begun: Stamp | None = None) -> None:
        self._path, self._project, self._tell = path, project, tell
        self._more = member_for(begun)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._written: set[Path] = set()
        self._late = threading.Event()
        self._dropped = False
        self._failing: Path | None = None
        self._last = self._asked = time.monotonic()
        self._cost = 0.0
        living.announce()

    @property
    def path(self) -> Path:
        """Where the next one goes."""
        return self._path

    @property
    def written(self) -> bool:
        """Whether there is a checkpoint."""
        return bool(self._written)

    def wants(self, event: Event) -> bool:
        """Whether a checkpoint is due after an event of the run; :meth:`put` is expected then."""
        now = time.monotonic()
        if isinstance(event, Started):
            self._last = now
        if self._dropped or self._is_writing(now):
            return False
        self._asked = now  # not while one is being written: its cost is counted from when it was asked for
        gap = now - self._last
        if isinstance(event, Paused):  # nobody is slowed down, and it may stay so over night
            return gap >= LEAST
        if isinstance(event, EpochDone):
            return gap >= max(LEAST, self._cost / SHARE)
        return isinstance(event, Progress) and gap >= max(EVERY, self._cost / SHARE)

    def _is_writing(self, now: float) -> bool:
        if self._thread is None or not self._thread.is_alive():
            return False
        if now - self._asked <= max(SILENT, 2 * self._cost):
            return True
        self._late.set()  # it is left alone: should the disk answer, nothing is changed any more
        self._late, self._thread = threading.Event(), None
        self._fail(self._path, StudioError("Cannot save {path}: its disk does not answer", path=shown(self._path)))  # fmt: skip
        return False

    def put(self, trained: Trained) -> None:
        """Hand over the state between two steps; returns at once."""
        self.close()
        work = partial(self._write, trained, self._late)
        self._thread = threading.Thread(target=work, name="checkpoint", daemon=True)
        self._thread.start()

    def move(self, path: Path) -> None:
        """Write elsewhere from now on; what there is goes when the next one is complete."""
        with self._lock:
            self._path = path

    def drop(self) -> None:
        """Remove the checkpoint: what it holds is saved, or given up. Returns at once."""
        with self._lock:
            self._dropped = True
            self._late.set()
            old, self._written = self._written, set()
        briefly(partial(_remove_all, old), None)

    def close(self, seconds: float | None = None) -> None:
        """Wait for a checkpoint that is being written."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _write(self, trained: Trained, late: threading.Event) -> None:
        with self._lock:
            path = self._path
        try:
            file.save_copy(path, self._project, trained, late.is_set, self._more)
        except Cancelled:
            return
        except BaseException as error:
            if late.is_set():
                return
            if not isinstance(error, StudioError):
                logging.getLogger(__name__).exception("A checkpoint could not be written")
            self._fail(path, error)
        else:
            with self._lock:
                old = {path} - self._written if late.is_set() else self._written - {path}
                if not late.is_set():
                    self._written = {path}
            _remove_all(old)
            if late.is_set():
                return
            if self._failing is not None:
                self._tell(None)
            self._failing = None
        self._last = time.monotonic()
        self._cost = self._last - self._asked

    def _fail(self, path: Path, error: BaseException) -> None:
        if self._failing != path:
            self._failing = path
            self._tell(error)


# What was left behind -----------------------------------------------------------------------------------


class Interrupted(NamedTuple):
    """A run that did not come to its end.

    Parameters
    ----------
    path : Path
        Its checkpoint.
    document : Path or None
        What it belongs to; None for a document that had no file.
    writer : Writer
        The program that trained it.
    epoch, epochs : int
        The epoch under way, and how many there were to be; both 0 where the checkpoint cannot be read.
    begun : Stamp, optional
        Of the file as the run was begun for it; None where nobody knows.
    """

    path: Path
    document: Path | None
    writer: living.Writer
    epoch: int
    epochs: int
    begun: Stamp | None = None


def checkpoint_path(document: Path | None) -> Path:
    """Where this process may keep a run of a document: a name that nobody has used yet.

    An earlier process may have had our number, and have left something behind.
    """
    folder = folders.autosave_dir() if document is None else document.parent
    start = "" if document is None else f".{document.stem}."
    names = (f"{start}run-{living.signature()}{f'-{n}' if n else ''}{file.SUFFIX}" for n in count())
    return next(folder / name for name in names if not os.path.lexists(folder / name))


def left_behind(document: Path | None) -> list[Interrupted]:
    """Runs of a document, or of those without a file, that no other running program is seen to own; the newest first."""
    found: list[tuple[float, Interrupted]] = []
    with contextlib.suppress(StudioError, OSError, ValueError):
        folder = folders.autosave_dir() if document is None else document.parent
        start = "" if document is None else f".{document.stem}."
        for path in folder.glob(f"{glob.escape(start)}run-*{file.SUFFIX}"):
            told = re.fullmatch(
                rf"run-{living.SIGNATURE}(?:-\d{{1,4}})?",
                path.name.removeprefix(start).removesuffix(file.SUFFIX),
            )
            if told is None or path.is_symlink() or not path.is_file():
                continue
            writer = living.Writer(told[1] or "", int(told[2]))
            if not writer.is_alive:
                found.append((path.stat().st_mtime, Interrupted(path, document, writer, *_glance(path))))
    return [run for _, run in sorted(found, key=lambda pair: -pair[0])]


class _Where(msgspec.Struct):
    epoch: int
    batch: int = 0


class _Planned(msgspec.Struct):
    epochs: int


class _Told(msgspec.Struct):
    position: _Where
    training: _Planned


def _glance(path: Path) -> tuple[int, int, Stamp | None]:
    """The epoch under way, the epochs planned and the file that it was begun for, without the weights."""
    try:
        with path.open("rb") as data, open_archive(data, msg("an NN Studio project")) as archive:
            told = msgspec.convert(archive.json("training.json"), _Told)
            begun = begun_in(archive)
    except (StudioError, OSError, msgspec.ValidationError):
        return 0, 0, None
    planned = max(told.training.epochs, told.position.epoch)
    return min(told.position.epoch + 1, planned), planned, begun


class Recovered(NamedTuple):
    """What was left of a document.

    Parameters
    ----------
    project : Project
    trained : Trained or None
        The farthest state of the run.
    copied : bool
        Whether everything in the safety copy is in it.
    behind : bool
        Whether the document's file holds what is not in it, or cannot be read: nothing may take its place unasked.
    """

    project: Project
    trained: Trained | None
    copied: bool
    behind: bool


def recover(run: Interrupted, copy: Path | None, *, going_on: bool) -> Recovered:
    """Read an interrupted run, with what else is left of its document.

    Parameters
    ----------
    run : Interrupted
        The file of its document may have been saved after the last checkpoint, or edited since.
    copy : Path, optional
        The safety copy of the document: it may hold edits that were made while the run went on.
    going_on : bool
        Whether the run shall go on. It does so with the network and the settings it was begun with; otherwise the
        edits count for more.

    Raises
    ------
    StudioError
        When the checkpoint cannot be read.
    """
    project, trained = file.load(run.path, ask=False)
    copied, behind = copy is None, False
    for other in (copy, run.document):
        if other is None or trained is None or not other.exists():
            continue
        last = other == run.document and not _is_older(other, run.begun, copy if copied else None)
        try:
            edited, state = file.load(other, ask=False)
        except StudioError:
            behind |= last
            continue
        behind |= last and state is not None and not (is_as_far(state, trained) or is_as_far(trained, state))
        if state is not None and is_as_far(state, trained):
            trained = state
        same = edited.replace(layout=project.layout, extra=project.extra).remembering(project) == project
        behind |= last and not (same and edited.remembering(project) is edited)
        if other == copy and (same or not going_on):
            project, copied = edited, True
    return Recovered(project, trained, copied, behind)


def _is_older(document: Path, begun: Stamp | None, copy: Path | None) -> bool:
    """Whether a file is as the run was begun for it, or as a copy was made from it later."""
    there = stamp_of(document)
    if there is None:
        return False
    return (begun is not None and there.is_of(begun)) or (
        copy is not None and not is_edited_since(document, copy)
    )


def is_as_far(one: Trained, other: Trained) -> bool:
    """Whether a result is of the same run as another, and no step behind it."""
    essence = [
        (t.network, t.data, t.training.replace(epochs=1), t.fingerprint, t.began_with) for t in (one, other)
    ]
    return essence[0] == essence[1] and one.checkpoint.position.step >= other.checkpoint.position.step


def _remove_all(paths: Iterable[Path]) -> None:
    for path in paths:
        remove(path)


def remove(path: Path) -> None:
    """Remove a checkpoint; one that cannot be removed is offered again."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
