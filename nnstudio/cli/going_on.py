"""nnstudio train: what an interrupted run left behind, and which result stays in the file."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nnstudio.cli.output import Output
from nnstudio.cli.writing import PutAside
from nnstudio.data.held import hold
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.project import file
from nnstudio.project.agreed import not_agreed
from nnstudio.project.heads import objectives
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import (
    SHARE,
    Interrupted,
    RunCheckpoints,
    checkpoint_path,
    is_as_far,
    left_behind,
    remove,
)
from nnstudio.project.trained import Trained, result
from nnstudio.system.file_errors import shown
from nnstudio.system.files import Stamp
from nnstudio.system.messages import StudioError
from nnstudio.training.events import EpochDone, Event
from nnstudio.training.run import Run


def interrupted_runs(path: Path, target: Path) -> list[Interrupted]:
    """Runs of a file, or of the one its result goes to, that did not come to their end; the newest first.

    Those of another computer come last: they may still go on there.
    """
    found = left_behind(target.absolute())
    if path.absolute() != target.absolute():
        found += left_behind(path.absolute())
    return sorted(found, key=lambda run: run.writer.is_elsewhere)


class Resumed(NamedTuple):
    """An interrupted run to go on with.

    Parameters
    ----------
    project : Project
        What it was begun for.
    trained : Trained
        How far it had come.
    begun : Stamp or None
        Of the file as it was begun for it.
    """

    project: Project
    trained: Trained
    begun: Stamp | None


def go_on(
    found: list[Interrupted], path: Path, project: Project, trained: Trained | None, output: Output
) -> tuple[Resumed | None, list[Interrupted]]:
    """The interrupted run to go on with, or None; and those that nobody needs any more once its result is saved.

    One that is of another network, or not as far as what is in the file, is left alone.
    """
    left = list(found)
    for run in found:
        try:
            begun_for, state = file.load(run.path, ask=False)
        except StudioError as error:
            output.complain(f"An interrupted run cannot be used: {error}")
            left.remove(run)
            continue
        if state is None or state.network != project.network:
            output.complain("An interrupted run is left alone: it is of another network")
            left.remove(run)
            continue
        if trained is not None and is_as_far(trained, state):
            continue
        # What was agreed to for either file: the result may go to another one than the run was begun from.
        files = (path, run.document or run.path)
        hold(set.intersection(*(set(not_agreed(each, begun_for, state)) for each in files)))
        output.event("resumes", epoch=run.epoch, epochs=run.epochs, step=state.checkpoint.position.step)
        output.text(
            f"Goes on with a run that was interrupted in epoch {run.epoch} of {run.epochs}, "
            f"after step {state.checkpoint.position.step}"
        )
        if run.writer.is_elsewhere:
            output.complain(
                "It was begun on another computer, where it may still go on: what it keeps there stays untouched"
            )
        return Resumed(begun_for, state, run.begun), left
    return None, left


def is_complete(project: Project, trained: Trained) -> bool:
    """Whether an interrupted run had come to its end, and only its result was not saved."""
    return trained.finished and trained.training == project.training


class Keeping:
    """Keeps the state of a run beside the file that its result will be in.

    Parameters
    ----------
    target : Path
    project, prepared
        What the run was begun for.
    output : Output
    begun : Stamp or None
        Of that file when the run began.
    """

    def __init__(
        self, target: Path, project: Project, prepared: Prepared, output: Output, begun: Stamp | None
    ) -> None:
        self._project, self._prepared, self._output = project, prepared, output
        self._checkpoints = RunCheckpoints(checkpoint_path(target.absolute()), project, self._told, begun)
        self._copied: Trained | None = None
        self._next = 0.0

    def take(self, event: Event, run: Run) -> None:
        """Keep the state after an event, if it is time to."""
        wanted = self._checkpoints.wants(event)
        # What lies on a device is gone when that fails: a copy of it is made more often than one is written.
        begun = time.monotonic()
        copy = run.model.backend.name != "cpu" and isinstance(event, EpochDone) and begun >= self._next
        if wanted or copy:
            self._copied = result(run, self._project, self._prepared)
            self._next = time.monotonic() + max(1.0, (time.monotonic() - begun) / SHARE)
        if wanted and self._copied is not None:
            self._checkpoints.put(self._copied)

    def rescue(self, run: Run, begun: int) -> bool:
        """Keep what can still be read of a run whose device has failed; say whether there is anything.

        Parameters
        ----------
        run : Run
        begun : int
            Steps that were taken before it.
        """
        with contextlib.suppress(Exception):  # a device that is lost gives nothing back
            state = result(run, self._project, self._prepared)
            if begun < state.checkpoint.position.step == int(run.model.step[0]):
                self._copied = state
        if self._copied is not None:
            self._checkpoints.put(self._copied)
            self._checkpoints.close()
        return self._checkpoints.written

    @contextlib.contextmanager
    def ending(self) -> Iterator[None]:
        """Wait for what is being written; the checkpoint stays unless the result is in a file, be it another one."""
        saved = False
        try:
            yield
            saved = True
        except PutAside:
            saved = True
            raise
        finally:
            self._checkpoints.close()
            if saved:
                self._checkpoints.drop()

    def _told(self, error: BaseException | None) -> None:
        if error is None:
            self._output.complain("The state of the run is kept again")
        else:
            self._output.complain(
                f"The state of the run cannot be kept for the case of a crash: {error}. Training goes on"
            )


def kept_instead(target: Path, earlier: Trained | None, new: Trained, reason: str, begun: int) -> str:
    """Why the result that is in a file stays there; empty where the new one takes its place.

    A run that left the finite numbers, or took no step, must not cost anybody the weights of an earlier one.

    Parameters
    ----------
    target : Path
    earlier : Trained or None
        What is in it.
    new : Trained
    reason : str
        How the run ended, as :class:`nnstudio.training.events.Finished` says it.
    begun : int
        Steps that were taken before the run.
    """
    if earlier is None or not earlier.checkpoint.position.step:
        return ""
    stays = f"The earlier result stays in {shown(target)}"
    if new.checkpoint.position.step == begun:
        return f"{stays}: this run took no step"
    if reason != "diverged":
        return ""
    before, now = ([*objectives(each.network, each.training).values()] for each in (earlier, new))
    same = (earlier.data, earlier.fingerprint, before) == (new.data, new.fingerprint, now)
    if same and new.checkpoint.history.best_loss < earlier.checkpoint.history.best_loss:
        return ""
    why = "came to nothing better" if same else "cannot be compared with it"
    return f"{stays}, as the run that diverged {why}; its weights are not saved (-o FILE keeps them)"


def result_in(target: Path) -> Trained | None:
    """What was trained in a file that is there already; None where there is no such thing."""
    try:
        return file.load(target, ask=False)[1] if target.exists() else None
    except (StudioError, OSError, ValueError):
        return None  # whoever writes there says so


def forget(found: list[Interrupted]) -> None:
    """Remove what interrupted runs left behind, once the result of a later one is in the file.

    What belongs to another computer stays: the run may still go on there.
    """
    for run in found:
        if not run.writer.is_elsewhere:
            remove(run.path)
