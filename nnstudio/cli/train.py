"""nnstudio train: the run of the window, iterated by the command line."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

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
from nnstudio.cli.log_target import with_log_target
from nnstudio.cli.output import Output
from nnstudio.cli.overridden import overridden, relocated_by_hand
from nnstudio.cli.progress import bar, interrupted_by, showing, stopped_code
from nnstudio.cli.runs import Ended, as_edited, find, remembered, remembered_beside, tell_repeat
from nnstudio.cli.trained_file import project_path
from nnstudio.cli.training_settings import with_outputs
from nnstudio.cli.words import epoch_facts, in_words
from nnstudio.cli.writing import check_replaceable, check_writable, in_file, save_result
from nnstudio.project import file
from nnstudio.project.data_files import Both
from nnstudio.project.earlier_weights import beginning_with
from nnstudio.project.heads import names
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import Interrupted
from nnstudio.project.runs.kept_weights import as_it_was
from nnstudio.project.starting_weights import StartingWeights
from nnstudio.project.trained import Trained, load_data, new_run, read_data, result
from nnstudio.system.file_errors import shown
from nnstudio.system.files import stamp_of
from nnstudio.system.messages import StudioError
from nnstudio.system.numbers import count_text
from nnstudio.training.events import Diverged, EpochDone, Event, Finished, Preparing, Remarked, Started, Stop
from nnstudio.training.run import Run


def run(options: argparse.Namespace, output: Output) -> int:
    """Train, and write the weights into the file; Ctrl+C stops and keeps what was learned."""
    path = Path(options.file)
    target = project_path(options.output) if options.output is not None else path
    same = _is_same(path, target)
    stamp = stamp_of(target)
    loaded, trained = file.load(path)
    base = project = loaded
    left, resumed = interrupted_runs(path, target), None
    if options.go_on:
        resumed, left = go_on(left, path, project, trained, output)
    if resumed is not None:
        # The cards may have been moved since; how a run goes on depends on nothing of it.
        project = resumed.project.replace(layout=loaded.layout, decisions=loaded.decisions)
        trained = resumed.trained
        if same and (stamp is None or resumed.begun is None or not stamp.is_of(resumed.begun)):
            base = project  # what is different in the file was edited since
        stamp = resumed.begun if same else stamp
    elif left and not options.go_on:
        _tell_left(left[0], output)
    again = None if options.again is None else find(project, options.again)
    if again is not None:
        project = as_it_was(again, project)
    project = overridden(project, options)
    if options.data is not None:
        project, trained = relocated_by_hand(project, trained, options.data, path)
    if options.log_target is not None:
        project = with_log_target(project, read_data(project), options.log_target)
    check_writable(target)
    if not same:
        check_replaceable(target, loaded)

    def kept(ended: Ended) -> Project:
        def alone() -> Both:
            run = remembered(project, trained, ended, target.name, output, going_on=options.go_on)
            return run, ended.result

        def with_it() -> Both:
            there = in_file(target)
            if there is None or not same:
                return alone()
            run = as_edited(target, there, base, project, ended, output, going_on=options.go_on)
            return run, ended.result

        there = save_result(target, with_it, alone, output)
        forget(left)
        return there

    if resumed is not None and trained is not None and is_complete(project, trained):
        kept(Ended(trained, trained.ending))
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
    project = with_outputs(project, prepared, options)
    called = names(project.network, project.training, prepared.preprocessor)
    training = new_run(project, prepared, trained if options.go_on else None)
    # What an interrupted run had learned is not in the file yet: it is a result even if no step is added.
    begun = training.position.step if resumed is None else -1
    if project.start is not None and not options.go_on:
        _tell_start(project, project.start, output)
    reason, device = "done", ""
    keeping = Keeping(target, project, prepared, output, stamp)
    with keeping.ending():
        with (
            interrupted_by(lambda: training.send(Stop())) as came,
            _going_on(keeping, training, path),
            showing(partial(bar, called), output) as show,
        ):
            for event in training.events():
                show(event)
                _tell(event, called, output)
                if isinstance(event, Finished):
                    reason = event.reason
                else:
                    device = event.device if isinstance(event, Started) else device
                    keeping.take(event, training)
        new = result(training, project, prepared)
        ended = Ended(new, reason, device, prepared, again)
        there: Project | None = None
        if instead := kept_instead(target, result_in(target), new, reason, begun):
            output.event("kept", file=str(target), message=instead)
            output.text(instead)
            if new.checkpoint.position.step != begun:
                there = remembered_beside(target, project, ended, output)
        else:
            there = kept(ended)
    if again is not None and there is not None:
        tell_repeat(again, there, output)
    if reason == "diverged":
        return 1
    return stopped_code(came) if reason == "stopped" else 0


def _is_same(path: Path, target: Path) -> bool:
    """Whether two paths are those of one file, as through a link."""
    with contextlib.suppress(OSError, ValueError):  # the other one is not there yet
        return path.samefile(target)
    return path.absolute() == target.absolute()


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
    if run.writer.is_elsewhere:
        output.text(
            "A run of another computer, where it may still go on, is left alone (--continue: go on with what it has kept)"
        )
        return
    output.text(
        f"A run was interrupted in epoch {run.epoch} of {run.epochs} and is given up now (--continue: go on with it)"
    )


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


def _tell(event: Event, called: Mapping[str, str], output: Output) -> None:
    if isinstance(event, Started):
        output.event(
            "start", epochs=event.epochs, epoch=event.epoch, steps_per_epoch=event.steps_per_epoch,
            samples=event.samples, device=event.device, outputs=dict(called),
        )  # fmt: skip
        if event.remark is not None:
            output.event("device", device=event.device, message=str(event.remark))
            output.text(str(event.remark))
        if event.course is not None:
            output.event("schedule", message=str(event.course))
            output.complain(f"note: {event.course}")
    elif isinstance(event, Remarked):
        output.event("device", message=str(event.message))
        output.text(str(event.message))
    elif isinstance(event, Preparing):
        output.event("preparing", done=event.done, total=event.total)
    elif isinstance(event, EpochDone):
        output.event("epoch", **epoch_facts(event.record))
        if not sys.stdout.isatty():
            output.text(f"epoch {event.record.epoch:>3}  {in_words(event.record, called)}")
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
            output.text(f"{word}; best epoch {best.epoch}: {in_words(best, called)}")
        else:
            output.text(f"{word}, before the first epoch ended")
