"""nnstudio train: the run of the window, iterated by the command line."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nnstudio.backend.failures import DeviceError, failing_in_words
from nnstudio.cli.going_on import (
    Keeping,
    forget,
    go_on,
    interrupted_runs,
    is_complete,
    kept_instead,
    result_in,
)
from nnstudio.cli.output import Output
from nnstudio.cli.progress import Patience, Show, bar
from nnstudio.cli.runs import find, remembered, remembered_beside, tell_repeat
from nnstudio.cli.trained_file import project_path
from nnstudio.cli.words import epoch_facts, in_words
from nnstudio.data.baseline import baseline, judged_part
from nnstudio.data.held import given_paths, held_paths, release, require_released
from nnstudio.data.paths import missing_path, moved
from nnstudio.nn.fields import FieldError
from nnstudio.project import file
from nnstudio.project.agreed import remember
from nnstudio.project.data_files import relocated
from nnstudio.project.earlier import beginning_with
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import Interrupted
from nnstudio.project.runs.kept_weights import as_it_was
from nnstudio.project.starting_weights import StartingWeights
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.system import folders
from nnstudio.system.files import FileError, file_error, shown
from nnstudio.system.messages import StudioError
from nnstudio.system.numbers import count_text
from nnstudio.training.events import Diverged, EpochDone, Event, Finished, Preparing, Remarked, Started, Stop
from nnstudio.training.run import Run


def run(options: argparse.Namespace, output: Output) -> int:
    """Train, and write the weights into the file; Ctrl+C stops and keeps what was learned."""
    path = Path(options.file)
    target = project_path(options.output) if options.output is not None else path
    project, trained = file.load(path)
    left = interrupted_runs(path, target)
    resumed = go_on(left, path, project, trained, output) if options.go_on else None
    if resumed is not None:
        project, trained = resumed
    elif left and not options.go_on:
        _tell_left(left[0], output)
    again = None if options.again is None else find(project, options.again)
    if again is not None:
        project = as_it_was(again, project)
    project = _overridden(project, options)
    if options.data is not None:
        project, trained = _relocated(project, trained, options.data, path)
    _check_writable(target)
    if resumed is not None and trained is not None and is_complete(project, trained):
        project = remembered(
            project, trained, trained, target.name, trained.ending, "", output, going_on=True
        )
        _save(target, project, trained, output)
        forget(left)
        return 0
    if options.go_on:
        _check_unfinished(path, project, trained)
    elif options.new_weights:
        project = project.replace(start=None)
    elif options.keep_weights:
        if trained is None:
            raise StudioError("{path} has not been trained yet: leave out --keep-weights", path=str(path))
        project = beginning_with(project, trained, "an earlier run")
    prepared = load_data(project)
    training = new_run(project, prepared, trained if options.go_on else None)
    # What an interrupted run had learned is not in the file yet: it is a result even if no step is added.
    begun = training.position.step if resumed is None else -1
    if project.start is not None and not options.go_on:
        _tell_start(project, project.start, output)
    reason, device = "done", ""
    keeping = Keeping(target, project, prepared, output)
    with keeping.ending():
        with _stop_on_interrupt(training), _going_on(keeping, training, path), _showing(output) as show:
            for event in training.events():
                show(event)
                _tell(event, output)
                if isinstance(event, Finished):
                    reason = event.reason
                else:
                    device = event.device if isinstance(event, Started) else device
                    keeping.take(event, training)
        new = result(training, project, prepared)
        there: Project | None = None
        guessing = baseline(prepared, judged_part(prepared))
        if instead := kept_instead(target, result_in(target), new, reason, begun):
            output.event("kept", file=str(target), message=instead)
            output.text(instead)
            if new.checkpoint.position.step != begun:
                there = remembered_beside(
                    target, project, new, reason, device, output, guessing=guessing, again=again
                )
        else:
            project = remembered(
                project,
                trained,
                new,
                target.name,
                reason,
                device,
                output,
                going_on=options.go_on,
                guessing=guessing,
                again=again,
            )
            _save(target, project, new, output)
            there = project
            forget(left)
    if again is not None and there is not None:
        tell_repeat(again, there, output)
    if reason == "diverged":
        return 1
    return 130 if reason == "stopped" else 0


@contextlib.contextmanager
def _going_on(keeping: Keeping, training: Run, path: Path) -> Iterator[None]:
    """Where a device fails: keep what was learned, and say how to go on."""
    begun = int(training.position.step)
    try:
        with failing_in_words(training.model.device):
            yield
    except DeviceError as error:
        if keeping.rescue(training, begun):
            go_on = (
                "What was learned is kept: `nnstudio train {path} --continue --device cpu` goes on with it"
            )
        else:
            go_on = "`nnstudio train {path} --device cpu` does without it"
        raise StudioError("{cause}. " + go_on, cause=error.message, path=shown(path)) from error


def _tell_left(run: Interrupted, output: Output) -> None:
    output.event("interrupted", epoch=run.epoch, epochs=run.epochs)
    output.text(
        f"A run was interrupted in epoch {run.epoch} of {run.epochs} and is given up now (--continue: go on with it)"
    )


def _overridden(project: Project, options: argparse.Namespace) -> Project:
    wishes = {
        "epochs": options.epochs,
        "batch_size": options.batch_size,
        "seed": options.seed,
        "device": options.device,
        "tf32": options.tf32,
        "more_metrics": options.more_metrics,
    }
    shares = {"validation": options.validation, "test": options.test}
    try:
        training = project.training.replace(**{k: v for k, v in wishes.items() if v is not None})
        if options.learning_rate is not None:
            training = training.replace(
                optimizer=training.optimizer.replace(learning_rate=options.learning_rate)
            )
        data = project.data.replace(**{k: v for k, v in shares.items() if v is not None})
    except FieldError as error:
        told = error.message.args
        if "setting" not in told:
            raise
        raise StudioError(
            "--{option} {rule}, not {value}",
            option=told["setting"].replace(" ", "-"), rule=told["rule"], value=told["value"],
        ) from None  # fmt: skip
    return project.replace(training=training, data=data)


def _relocated(
    project: Project, trained: Trained | None, data: str, file_path: Path
) -> tuple[Project, Trained | None]:
    """Read the project's data from another place; the weights stay its own where it is the same data."""
    source = project.data.source
    given = [] if source is None else [*held_paths(source), *(path for _, path in given_paths(source))]
    old = missing_path(source) or next(iter(given), None)
    if source is None or old is None:
        raise StudioError("--data says where a file or folder is now: the project's data is in none")
    if not os.path.exists(data):  # noqa: PTH110
        raise StudioError("--data {path}: there is no such file or folder", path=shown(data))
    there = os.path.abspath(data)  # noqa: PTH100
    source = moved(source, old, there)
    release([there])
    remember(file_path, [there])
    require_released(source)
    fingerprint = "" if trained is None else source.read().fingerprint
    return relocated(project, trained, source, fingerprint)


def _tell_start(project: Project, start: StartingWeights, output: Output) -> None:
    fitting, wanted = start.fit(project.network)
    output.event("begins_with", source=start.source, fitting=fitting, arrays=wanted)
    output.text(
        f"Begins with the weights of {start.source}: {fitting} of {count_text(wanted, 'array')} fit (--new-weights: none)"
    )


def _check_unfinished(path: Path, project: Project, trained: Trained | None) -> None:
    if trained is None:
        raise StudioError("{path} has not been trained yet: leave out --continue", path=str(path))
    done = trained.checkpoint.position.epoch
    if done >= project.training.epochs:
        raise StudioError(
            "{path} has been trained for {done} already: go on with a larger number, as in --continue --epochs {more}",
            path=str(path), done=count_text(done, "epoch"), more=str(2 * done),
        )  # fmt: skip


def _check_writable(target: Path) -> None:
    """Find out before the training, not after it, that its result cannot be written."""
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        with tempfile.TemporaryFile(dir=os.path.dirname(os.path.realpath(target))) as probe:  # noqa: PTH120
            probe.write(bytes(4096))
    except OSError as error:
        raise file_error("save", target, error) from None


def _save(target: Path, project: Project, trained: Trained, output: Output) -> None:
    """Write the result; where that has become impossible, put it aside and say where."""
    try:
        file.save(target, project, trained)
    except FileError as error:
        rescued = (
            folders.autosave_dir() / f"{target.stem[:100]}-{time.strftime('%Y%m%d-%H%M%S')}{file.SUFFIX}"
        )
        file.save(rescued, project, trained)
        raise StudioError(
            "{cause}. The result of the training is in {rescued}", cause=str(error), rescued=shown(rescued)
        ) from None
    output.event("saved", file=str(target))
    output.text(f"Saved in {target}")


@contextlib.contextmanager
def _stop_on_interrupt(training: Run) -> Iterator[None]:
    """Turn the first Ctrl+C into a stop between two steps; the second one interrupts."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: Any) -> None:
        training.send(Stop())
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(event: Event, output: Output) -> None:
    if isinstance(event, Started):
        output.event(
            "start", epochs=event.epochs, epoch=event.epoch, steps_per_epoch=event.steps_per_epoch,
            samples=event.samples, device=event.device,
        )  # fmt: skip
        if event.remark is not None:
            output.event("device", device=event.device, message=str(event.remark))
            output.text(str(event.remark))
    elif isinstance(event, Remarked):
        output.event("device", message=str(event.message))
        output.text(str(event.message))
    elif isinstance(event, Preparing):
        output.event("preparing", done=event.done, total=event.total)
    elif isinstance(event, EpochDone):
        output.event("epoch", **epoch_facts(event.record))
        if not sys.stdout.isatty():
            output.text(f"epoch {event.record.epoch:>3}  {in_words(event.record)}")
    elif isinstance(event, Diverged):
        output.event(
            "diverged", epoch=event.epoch, step=event.step, node=event.node, message=str(event.message)
        )
        output.complain(f"Stopped at step {event.step}: {event.message}")
    elif isinstance(event, Finished):
        best = event.history.best_epoch
        output.event(
            "finished", reason=event.reason, epochs=len(event.history.epochs), seconds=round(event.seconds, 3),
            best_epoch=event.history.best,
        )  # fmt: skip
        words = {"done": "Finished", "early": "No better any more: ended"}
        word = f"{words.get(event.reason, 'Stopped')} after {event.seconds:.1f} s"
        if best is not None:
            output.text(f"{word}; best epoch {best.epoch}: {in_words(best)}")
        else:
            output.text(f"{word}, before the first epoch ended")


def _showing(output: Output) -> contextlib.AbstractContextManager[Show]:
    """How a person follows a run: a bar in a terminal; elsewhere the lines of its epochs."""
    if output.json:
        return contextlib.nullcontext(lambda event: None)
    if sys.stdout.isatty():
        return bar()
    return contextlib.nullcontext(Patience(output) if sys.stderr.isatty() else lambda event: None)
