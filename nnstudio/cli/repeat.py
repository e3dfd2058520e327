"""nnstudio repeat: the series of the window, iterated by the command line."""

from __future__ import annotations

import argparse
import contextlib
import sys
from functools import partial
from pathlib import Path
from typing import TypeAlias

from nnstudio.cli.log_target import with_log_target
from nnstudio.cli.output import Output
from nnstudio.cli.overridden import overridden, relocated_by_hand
from nnstudio.cli.progress import interrupted_by, series_bar, showing, stopped_code
from nnstudio.cli.series import outcome_facts, tell_new
from nnstudio.cli.trained_file import project_path
from nnstudio.cli.training_settings import hangs_on_data, with_outputs
from nnstudio.cli.words import in_words
from nnstudio.cli.writing import (
    Unreadable,
    check_replaceable,
    check_writable,
    in_file,
    save_over,
    save_result,
)
from nnstudio.data.preparing.prepare import prepare
from nnstudio.project import file
from nnstudio.project.data_files import Both
from nnstudio.project.project import Project
from nnstudio.project.series.plan import Plan
from nnstudio.project.series.record import SeriesRecord
from nnstudio.project.series.recording import as_begun, with_series
from nnstudio.project.series.running import RunBegins, RunEnds, Series
from nnstudio.project.trained import read_data
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError
from nnstudio.training.events import Event, Preparing


def run(options: argparse.Namespace, output: Output) -> int:
    """Train a project several times; the file gets the figures, and keeps the weights it has.

    Each run is in the file as soon as it has ended: Ctrl+C, or the end of the program, costs the run under way.
    """
    path = Path(options.file)
    target = project_path(options.output) if options.output is not None else path
    plan = Plan("seeds", 5 if options.seeds is None else options.seeds)
    if options.folds is not None:
        plan = Plan("folds", options.folds)
    project, trained = loaded = file.load(path)
    earlier = _stopped(project, path) if options.go_on else None
    if earlier is not None:
        plan, project = Plan(earlier.kind, earlier.wanted), as_begun(project, earlier)
    begun, project = project, overridden(project, options)
    said = options.log_target is not None or options.class_weights is not None or hangs_on_data(options)
    if earlier is not None and (said or project != begun):
        raise StudioError("{series} goes on with its own settings: leave out others", series=earlier.name)
    if options.data is not None:
        project, trained = relocated_by_hand(project, trained, options.data, path)
    check_writable(target)
    if target != path:
        check_replaceable(target, loaded[0])
    dataset = read_data(project)
    if options.log_target is not None:
        project = with_log_target(project, dataset, options.log_target)
    if hangs_on_data(options):
        project = with_outputs(project, prepare(dataset, project.data, project.training.seed), options)
    series = Series(project, dataset, plan, earlier=earlier)
    kept = path, earlier
    try:
        with (
            interrupted_by(series.stop) as came,
            showing(partial(series_bar, series), output) as show,
        ):
            for event in series.events():
                show(event)
                _tell(event, series, output)
                if isinstance(event, RunEnds):
                    kept = _keep(kept, loaded, target, series.record)
    finally:  # whatever ended it: what is finished is told
        if series.outcomes:
            alone = partial(_alone, kept, loaded, series.record)
            with_it = partial(_with_it, kept, loaded, target, series.record)
            try:
                told, _ = with_it()
            except Unreadable:
                told, _ = alone()
            tell_new(told, output)
            save_result(target, with_it, alone, output)
    return stopped_code(came) if series.record.missing else 0


_Kept: TypeAlias = tuple[Path, SeriesRecord | None]
"""The file that was written last, and the state of the series there."""


def _keep(kept: _Kept, loaded: Both, target: Path, record: SeriesRecord) -> _Kept:
    """Write what has ended by now; where that fails, the end of the series says so, or finds the disk with room again."""
    with contextlib.suppress(StudioError):
        project, _ = save_over(target, partial(_with_it, kept, loaded, target, record))
        return target, project.series[-1]
    return kept


def _with_it(kept: _Kept, loaded: Both, target: Path, record: SeriesRecord) -> Both:
    # Read again: the project itself stays as it is, and the file may have changed in the hours since.
    there = in_file(target)
    if kept[0] != target:
        there = None  # another project may be in it
        with contextlib.suppress(Unreadable):  # nothing is written there
            there = in_file(kept[0])
    return _alone(kept, loaded if there is None else there, record)


def _alone(kept: _Kept, loaded: Both, record: SeriesRecord) -> Both:
    project, trained = loaded
    return with_series(project, record, kept[1]), trained


def _stopped(project: Project, path: Path) -> SeriesRecord:
    """The newest series that lacks runs."""
    found = next((each for each in reversed(project.series) if each.missing), None)
    if found is None:
        raise StudioError("{path} has no series that was stopped: leave out --continue", path=shown(path))
    return found


def _tell(event: Event, series: Series, output: Output) -> None:
    of = series.plan.count
    if isinstance(event, RunBegins):
        output.event("begins", number=event.number, of=of, seed=event.seed)
    elif isinstance(event, Preparing):
        output.event("preparing", done=event.done, total=event.total)
    elif isinstance(event, RunEnds):
        outcome = event.outcome
        output.event("ended", **outcome_facts(outcome))
        if not sys.stdout.isatty():
            best = outcome.best
            told = (
                "no epoch"
                if best is None
                else f"best epoch {best.epoch}: {in_words(best, series.record.answers)}"
            )
            output.text(f"{outcome.number} of {of}  {told}")
