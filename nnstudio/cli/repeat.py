"""nnstudio repeat: the series of the window, iterated by the command line."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from nnstudio.cli.output import Output
from nnstudio.cli.overridden import overridden, relocated_by_hand
from nnstudio.cli.progress import Patience, Show, interrupted_by, series_bar
from nnstudio.cli.series import outcome_facts, tell_new
from nnstudio.cli.trained_file import project_path
from nnstudio.cli.words import in_words
from nnstudio.cli.writing import check_writable, save_result
from nnstudio.project import file
from nnstudio.project.series.plan import Plan
from nnstudio.project.series.recording import with_series
from nnstudio.project.series.running import RunBegins, RunEnds, Series
from nnstudio.project.trained import read_data
from nnstudio.training.events import Event, Preparing


def run(options: argparse.Namespace, output: Output) -> int:
    """Train a project several times; the file gets the figures, and keeps the weights it has.

    Ctrl+C ends the run under way; those that have ended are kept.
    """
    path = Path(options.file)
    target = project_path(options.output) if options.output is not None else path
    plan = Plan("seeds", 5 if options.seeds is None else options.seeds)
    if options.folds is not None:
        plan = Plan("folds", options.folds)
    project, trained = file.load(path)
    project = overridden(project, options)
    if options.data is not None:
        project, trained = relocated_by_hand(project, trained, options.data, path)
    check_writable(target)
    series = Series(project, read_data(project), plan)
    try:
        with interrupted_by(series.stop), _showing(series, output) as show:
            for event in series.events():
                show(event)
                _tell(event, plan.count, output)
    finally:  # whatever ended it: what is finished is kept
        if series.outcomes:
            _keep(path, target, series, output)
    return 0 if len(series.outcomes) == plan.count else 130


def _keep(path: Path, target: Path, series: Series, output: Output) -> None:
    # Read again: the project itself stays as it is, and the file may have changed in the hours since.
    project, trained = file.load(path)
    project = with_series(project, series.record)
    tell_new(project, output)
    save_result(target, project, trained, output)


def _tell(event: Event, of: int, output: Output) -> None:
    if isinstance(event, RunBegins):
        output.event("begins", number=event.number, of=of, seed=event.seed)
    elif isinstance(event, Preparing):
        output.event("preparing", done=event.done, total=event.total)
    elif isinstance(event, RunEnds):
        outcome = event.outcome
        output.event("ended", **outcome_facts(outcome))
        if not sys.stdout.isatty():
            best = outcome.best
            told = "no epoch" if best is None else f"best epoch {best.epoch}: {in_words(best)}"
            output.text(f"{outcome.number} of {of}  {told}")


def _showing(series: Series, output: Output) -> contextlib.AbstractContextManager[Show]:
    if output.json:
        return contextlib.nullcontext(lambda event: None)
    if sys.stdout.isatty():
        return series_bar(series)
    return contextlib.nullcontext(Patience(output) if sys.stderr.isatty() else lambda event: None)
