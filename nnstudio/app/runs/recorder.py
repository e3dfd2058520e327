"""Remembers every run of the window: a record when it ends, and its weights aside before others take their place."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from nnstudio.app.background.jobs import JobQueue
from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.training.trainer import State, Trainer
from nnstudio.app.words.texts import translate
from nnstudio.backend.threads import beside_a_window
from nnstudio.data.baseline import baseline, judged_part
from nnstudio.graph.inference import Problem
from nnstudio.project.judging.judgement import Judgements
from nnstudio.project.project import Project
from nnstudio.project.runs import kept_weights
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.runs.recording import (
    added,
    begun_as,
    figures_on_test,
    next_number,
    now,
    record_for,
    record_of,
)
from nnstudio.project.trained import Trained
from nnstudio.training.events import Event, Finished, Started
from nnstudio.training.verdict import Verdict

_log = logging.getLogger(__name__)


class RunRecorder(QObject):
    """Keeps the document's list of runs.

    Parameters
    ----------
    document : Document
    trainer : Trainer
    data : DataState
        Says what guessing would reach, where it still has the data of a run at its end.
    findings : callable
        What is ill in the layers at this moment.

    Signals
    -------
    recorded(object)
        A run has ended and is in the list: its :class:`RunRecord`.
    kept_changed()
        Other runs have their weights at hand.
    failed(object)
        Why the weights of a run could not be put aside.
    """

    recorded = Signal(object)
    kept_changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        trainer: Trainer,
        data: DataState,
        findings: Callable[[], Sequence[Problem]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document, self._trainer, self._data, self._findings = document, trainer, data, findings
        self._queue = JobQueue("runs", self)
        self._last: Trained | None = None
        self._reason, self._device = "stopped", ""
        self._verdict = ""
        self._idle = True
        self.again = ""
        """The id of the run that the next one repeats."""
        self.limit = kept_weights.LIMIT
        """Bytes that the weights of earlier runs may take."""
        trainer.result.connect(self._take)
        trainer.told.connect(self._told)
        trainer.state_changed.connect(self._state_changed)

    # What happens --------------------------------------------------------------------------------------------

    def judge(self, verdict: Verdict | None) -> None:
        """Take in what the curves say."""
        self._verdict = "" if verdict is None else translate(verdict.message)

    def _state_changed(self, state: State) -> None:
        if state == "preparing" and self._idle:
            self._idle = False
            if not self._trainer.goes_on:
                self.put_aside()
        elif state == "idle":
            self._idle = True
            self._end()

    def _take(self, trained: Trained) -> None:
        self._last = trained

    def _told(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Started):
                self._device = event.device
            elif isinstance(event, Finished):
                self._reason = event.reason

    def _end(self) -> None:
        """Put the run that has ended into the list; one that took no step leaves no trace."""
        trained, drawn, reason, device = self._last, self._trainer.project, self._reason, self._device
        again, self.again = self.again, ""
        self._last, self._reason, self._device = None, "stopped", ""
        if trained is None or drawn is None:
            return
        runs = self._document.project.runs
        earlier = begun_as(runs, trained) if self._trainer.goes_on else None
        prepared = self._data.fitting(trained)
        record = record_of(
            trained,
            drawn,
            reason=reason,
            device=device,
            name=self.tr("Run {0}").format(next_number(runs)),
            when=now(),
            guessing=None if prepared is None else baseline(prepared, judged_part(prepared)),
            project="" if self._document.path is None else self._document.path.name,
            threads=beside_a_window() if device == "cpu" else 0,
            verdict=self._verdict,
            findings=[self._in_words(problem, drawn) for problem in self._findings()],
            again=again,
        )
        runs = added(runs, record, earlier)
        self._document.set_runs(runs)
        self.recorded.emit(runs[-1])

    @staticmethod
    def _in_words(problem: Problem, drawn: Project) -> str:
        text = translate(problem.message)
        node = problem.node
        title = drawn.network[node].title if node is not None and node in drawn.network else ""
        return text if not title or title in text else f"{title}: {text}"

    # Weights -------------------------------------------------------------------------------------------------

    @property
    def present(self) -> RunRecord | None:
        """The run whose weights the document has."""
        trained = self._document.trained
        return None if trained is None else record_for(self._document.project.runs, trained)

    def has_weights(self, run: RunRecord) -> bool:
        """Whether the weights of a run are at hand: in the document, or put aside on this computer."""
        present = self.present
        return (present is not None and present.id == run.id) or kept_weights.has_weights(run)

    def put_aside(self) -> None:
        """Keep the weights of the document before others take their place."""
        document, trained = self._document, self._document.trained
        if trained is None or not trained.checkpoint.position.step:
            return
        record = self.present
        if record is None:  # of a file that remembers no runs
            runs = document.project.runs
            name = self.tr("Run {0}").format(next_number(runs))
            record = record_of(trained, document.project, reason=trained.ending, device="", name=name)
            document.set_runs(added(runs, record))
        kept, project, limit = record, document.project, self.limit
        self._queue.add(
            lambda: kept_weights.keep(kept, project, trained, project.runs, limit),
            lambda _: self.kept_changed.emit(),
            self._could_not_keep,
        )

    def _could_not_keep(self, error: BaseException) -> None:
        _log.info("The weights of a run cannot be kept: %s", error)
        self.failed.emit(error)

    def load(
        self,
        run: RunRecord,
        done: Callable[[tuple[Project, Trained]], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Read the weights of a run, beside the window."""
        present, document = self.present, self._document
        if present is not None and present.id == run.id and document.trained is not None:
            done((kept_weights.as_it_was(run, document.project), document.trained))
        else:
            self._queue.add(lambda: kept_weights.load(run), done, failed)

    def forget(self, runs: Sequence[RunRecord]) -> None:
        """Remove runs from the list, and their weights from this computer."""
        gone = {run.id for run in runs}
        self._document.set_runs(tuple(r for r in self._document.project.runs if r.id not in gone))
        for run in gone:
            kept_weights.forget(run)

    def remember_test(self, trained: Trained, judged: Judgements) -> None:
        """Take in what each output of a run reached on the test part."""
        runs = self._document.project.runs
        record = record_for(runs, trained)
        if record is not None:
            test = figures_on_test(trained, judged)
            self._document.set_runs(tuple(r.replace(test=test) if r is record else r for r in runs))
