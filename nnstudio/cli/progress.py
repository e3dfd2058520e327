"""How a person at a terminal follows a run."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from nnstudio.cli.output import Output
from nnstudio.cli.words import in_words
from nnstudio.project.series.running import RunBegins, RunEnds, Series
from nnstudio.training.events import EpochDone, Event, Finished, Preparing, Progress, Started

Show = Callable[[Event], None]

PATIENCE = 3.0
"""Seconds without a word before a person wonders."""


class Patience:
    """Says once on standard error that kernels are compiled, where that takes long and nothing else is to be seen."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._since: float | None = None

    def __call__(self, event: Event) -> None:
        """Take in what a run tells."""
        if isinstance(event, Started):
            self._since = time.monotonic()
        elif (
            self._since is not None
            and isinstance(event, Preparing)
            and time.monotonic() - self._since > PATIENCE
        ):
            self._since = None
            self._output.complain("preparing kernels, once on this computer")


def showing(
    in_terminal: Callable[[], contextlib.AbstractContextManager[Show]], output: Output
) -> contextlib.AbstractContextManager[Show]:
    """How a person follows what is trained: a bar in a terminal; elsewhere the lines of what has ended."""
    if not output.json and sys.stdout.isatty():
        return in_terminal()
    patient = not output.json and sys.stderr.isatty()
    return contextlib.nullcontext(Patience(output) if patient else lambda event: None)


@contextlib.contextmanager
def bar(called: Mapping[str, str] = {}) -> Iterator[Show]:
    """A progress bar with time left; ``called`` as for :func:`nnstudio.cli.words.figures`."""
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[left]}"),
        TextColumn("{task.fields[figures]}"),
    )  # fmt: skip
    with Bar(*columns) as shown:
        task = shown.add_task("preparing", total=None, left="", figures="")
        started = Started(1, 0, 1, 0, "")

        def show(event: Event) -> None:
            nonlocal started
            steps, epochs = started.steps_per_epoch, started.epochs
            if isinstance(event, Started):
                started = event
                shown.update(task, total=event.steps_per_epoch * event.epochs)
            elif isinstance(event, Preparing) and event.done < event.total:
                shown.update(
                    task, total=event.total, completed=event.done, description="preparing kernels",
                    left=f"{event.done} of {event.total}",
                )  # fmt: skip
            elif isinstance(event, Preparing):
                done = started.epoch * steps
                shown.update(task, total=steps * epochs, completed=done, description="training", left="")
            elif isinstance(event, Progress):
                minutes, seconds = divmod(round(event.seconds_left), 60)
                shown.update(
                    task, completed=event.step, description=f"epoch {min(event.epoch, epochs)} of {epochs}",
                    left=f"{minutes}:{seconds:02d} left",
                )  # fmt: skip
            elif isinstance(event, EpochDone):
                shown.update(
                    task, completed=event.record.epoch * steps, figures=in_words(event.record, called)
                )
            elif isinstance(event, Finished):
                shown.update(task, left="")

        yield show


@contextlib.contextmanager
def steps() -> Iterator[Callable[[dict[str, Any]], None]]:
    """A progress bar for work that tells ``{"done": 0 to 1, "step": Message}``."""
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(TextColumn("{task.description}"), BarColumn(), transient=True) as shown:
        task = shown.add_task("", total=1.0)
        yield lambda facts: shown.update(task, completed=facts["done"], description=str(facts["step"]))


@contextlib.contextmanager
def share_bar(called: str, output: Output) -> Iterator[Callable[[float], None]]:
    """A progress bar with time left for work that tells which share of it is done; only in a terminal."""
    if output.json or not sys.stdout.isatty():
        yield lambda done: None
        return
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), TextColumn("left")
    with Bar(*columns, transient=True) as shown:
        task = shown.add_task(called, total=1.0)
        yield lambda done: shown.update(task, completed=done)


@contextlib.contextmanager
def series_bar(series: Series) -> Iterator[Show]:
    """A progress bar for a series of runs, with time left."""
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[left]}")) as shown:
        task = shown.add_task("preparing", total=1.0, left="")

        def show(event: Event) -> None:
            if isinstance(event, RunBegins):
                shown.update(task, description=f"run {event.number} of {series.plan.count}")
            left = series.seconds_left
            if isinstance(event, Progress | RunEnds) and left is not None:
                minutes, seconds = divmod(round(left), 60)
                shown.update(task, completed=series.done, left=f"{minutes}:{seconds:02d} left")

        yield show


_ASKING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals by which a person, a service or a queue of jobs asks a program to end; each system lacks one of them."""


@contextlib.contextmanager
def interrupted_by(stop_it: Callable[[], None]) -> Iterator[list[int]]:
    """Turn the first Ctrl+C, or another signal to end, into a stop of what is trained, between two steps; the second one ends it.

    Yields
    ------
    list of int
        The signal that came, once one has.
    """
    came: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield came
        return

    def stop(number: int, _frame: Any) -> None:
        came.append(number)
        stop_it()
        back()

    def back() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    numbers = [getattr(signal, name) for name in _ASKING if hasattr(signal, name)]
    # nohup has some ignored, a shell others of what runs in its background, and they stay so.
    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, stop) for number in heard}
    try:
        yield came
    finally:
        back()


def stopped_code(came: list[int]) -> int:
    """The exit code after a stop: 130 for Ctrl+C, as shells have it 128 and the number of the signal."""
    return 128 + (came[0] if came else signal.SIGINT)
