"""Training a series of runs, one after the other: a generator of events, as a run is one."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator

from nnstudio.data.baseline import baseline
from nnstudio.data.dataset import Dataset
from nnstudio.data.dividing.splitting import Parts
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.project.heads import names
from nnstudio.project.project import Project
from nnstudio.project.runs.record import ending
from nnstudio.project.runs.recording import now
from nnstudio.project.runs.short import data_in_short
from nnstudio.project.series.plan import Plan, division_of, parts_of, seeds_of
from nnstudio.project.series.record import Outcome, SeriesRecord
from nnstudio.project.trained import new_run
from nnstudio.system.messages import StudioError
from nnstudio.training.events import Event, Finished, Progress, Started, Stop
from nnstudio.training.history import History
from nnstudio.training.run import Run


class RunBegins(Event, frozen=True):
    """Another run of the series is about to be prepared."""

    number: int
    seed: int


class RunEnds(Event, frozen=True):
    """A run of the series is over, and its figures are kept."""

    outcome: Outcome


class Series:
    """Several runs of one project, judged by their validation parts.

    With ``seeds`` all have the parts of the project, and the first is the run that training the project gives, bit for
    bit. With ``folds`` each has its own parts, and a preprocessing fitted on what it learns from. In both every run has a
    seed of its own: weights to begin with, order of the samples, dropout.

    Parameters
    ----------
    project : Project
    dataset : Dataset
        Its data.
    plan : Plan
    threads : int, optional
        Threads that compute on the CPU; all cores if None. They change nothing but the time.
    earlier : SeriesRecord, optional
        The series to go on with, of the same project and plan: only the runs that it lacks are made, where the others
        were computed, and the whole is what it would have been without the stop.

    Raises
    ------
    StudioError
        When the data cannot be divided so, nothing would judge the runs, or the earlier series is of other data.
    """

    def __init__(
        self,
        project: Project,
        dataset: Dataset,
        plan: Plan,
        *,
        threads: int | None = None,
        earlier: SeriesRecord | None = None,
    ) -> None:
        self.plan = plan
        self._project, self._dataset, self._threads = project, dataset, threads
        self._parts = parts_of(project, dataset, plan)
        self._seeds = seeds_of(project.training.seed, plan.count)
        self._division = division_of(dataset, self._parts)
        self._stopped = threading.Event()
        self._run: Run | None = None
        self._answers: dict[str, str] = {} if earlier is None else earlier.answers
        self._device = self._chosen = "" if earlier is None else earlier.device
        self._common: Prepared | None = None  # what all runs with other seeds learn from
        self._pace: float | None = None  # seconds for a row that is learned from, in all epochs
        # Of the run under way: how much is done, and the seconds it has left.
        self._share, self._left = 0.0, 0.0
        self.outcomes: list[Outcome] = [] if earlier is None else list(earlier.outcomes)
        self._pace_by_ended()
        found = self.record
        self._missing = list(found.missing)
        if earlier is not None and _judged_and_begun(earlier) != _judged_and_begun(found):
            raise StudioError(
                "{series} cannot go on: its data or the weights it began with have changed; start a new one",
                series=earlier.name,
            )

    @property
    def record(self) -> SeriesRecord:
        """What is to be remembered of it by now; it has no name yet."""
        project = self._project
        return SeriesRecord(
            "", now(), self.plan.kind, self.plan.count, project.network, project.training,
            project.data.replace(source=None), data_in_short(project.data), self._division, self._dataset.fingerprint,
            "" if project.start is None else project.start.digest, self._device, tuple(self.outcomes),
            self._answers,
        )  # fmt: skip

    @property
    def done(self) -> float:
        """How much of it is done, from 0 to 1, counted in rows that are learned from."""
        ended, present, later = self._rows()
        return min(1.0, (ended + self._share * present) / (ended + present + later))

    @property
    def seconds_left(self) -> float | None:
        """Until all is done, by the runs that have ended and the one under way; None where nobody knows yet."""
        if self._pace is None:
            return None
        _, present, later = self._rows()
        return (self._left if self._share else self._pace * present) + self._pace * later

    def _rows(self) -> tuple[int, int, int]:
        """Rows that runs learn from: those that have ended, the one under way, those to come."""
        ended = sum(outcome.rows for outcome in self.outcomes)
        present, *later = [len(self._parts[number - 1][0]) for number in self._missing] or [0]
        return ended, present, sum(later)

    def _pace_by_ended(self) -> None:
        rows = sum(outcome.rows for outcome in self.outcomes)
        if rows:
            self._pace = sum(outcome.seconds for outcome in self.outcomes) / rows

    def stop(self) -> None:
        """End between two steps, from any thread; runs that have ended are kept, the one under way is not."""
        self._stopped.set()
        run = self._run
        if run is not None:
            run.send(Stop())

    def events(self) -> Iterator[Event]:
        """Train, and tell about it.

        Yields
        ------
        Event
            :class:`RunBegins`, what that run tells, :class:`RunEnds`, and so on.

        Raises
        ------
        StudioError
            When a run cannot be made or a device fails; what ended before is in :attr:`outcomes`.
        """
        while self._missing and not self._stopped.is_set():
            number = self._missing[0]
            seed = self._seeds[number - 1]
            yield RunBegins(number, seed)
            outcome = yield from self._one(number, self._parts[number - 1], seed)
            if outcome is None:
                return
            self.outcomes.append(outcome)
            self._missing.pop(0)
            self._pace_by_ended()
            yield RunEnds(outcome)

    def _one(self, number: int, parts: Parts, seed: int) -> Generator[Event, None, Outcome | None]:
        """One run; None where it was stopped."""
        prepared = self._prepared(parts)
        training = self._project.training.replace(seed=seed)
        if self._chosen:  # what "auto" has found for the first holds for all
            training = training.replace(device=self._chosen)
        self._answers = names(self._project.network, training, prepared.preprocessor)
        run = self._run = new_run(self._project.replace(training=training), prepared, threads=self._threads)
        self._chosen = run.model.device
        if self._stopped.is_set():  # just before there was a run to tell
            run.send(Stop())
        steps, ended = 1, Finished("stopped", History(), 0.0)
        for event in run.events():
            if isinstance(event, Started):
                self._device, steps = event.device, event.steps_per_epoch * event.epochs
            elif isinstance(event, Progress):
                self._share, self._left = event.step / steps, event.seconds_left
                if not self.outcomes and self._share < 1:
                    self._pace = self._left / (1 - self._share) / len(prepared.train)
            elif isinstance(event, Finished):
                ended = event
            yield event
        self._run = None
        self._share = self._left = 0.0
        if ended.reason == "stopped":
            return None
        best = ended.history.best_epoch
        return Outcome(
            number, seed, len(prepared.train), len(prepared.validation), best, len(ended.history.epochs),
            ending(ended.reason), baseline(prepared, prepared.validation), ended.seconds,
        )  # fmt: skip

    def _prepared(self, parts: Parts) -> Prepared:
        if self._common is not None:
            return self._common
        # By the seed of the project: what it draws of the data belongs to the data, not to the run.
        prepared = prepare(self._dataset, self._project.data, self._project.training.seed, parts)
        if self.plan.kind == "seeds":
            self._common = prepared
        return prepared


def _judged_and_begun(series: SeriesRecord) -> tuple[str, ...]:
    """What must be the same for runs to be of one series, beside its settings."""
    return series.division, series.fingerprint, series.began_with
