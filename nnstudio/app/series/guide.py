"""Makes series of runs for a window: beside it, on a thread, with what has ended in the document at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from nnstudio.app.background.newest import Newest
from nnstudio.app.forms import commit_forms
from nnstudio.app.series.cost import SeriesCost
from nnstudio.app.series.dialog import SeriesDialog
from nnstudio.app.series.wording import going_on_text, sentence
from nnstudio.app.widgets.actions import make_action
from nnstudio.app.widgets.dialog_size import remember_size
from nnstudio.app.words.texts import error_text
from nnstudio.backend.threads import beside_a_window
from nnstudio.data.dataset import Dataset
from nnstudio.project.project import Project
from nnstudio.project.series.figures import first_key
from nnstudio.project.series.plan import Plan
from nnstudio.project.series.record import SeriesRecord
from nnstudio.project.series.recording import as_begun, with_series
from nnstudio.project.series.running import RunBegins, RunEnds, Series

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

_BETWEEN = 0.1
"""Seconds between two words on how far it is."""


class SeriesGuide(QObject):
    """The series of a window, one at a time; nothing else is trained meanwhile."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._running = Newest("series of runs", self)
        self._cost = SeriesCost(window)
        self._cost.known.connect(self._refresh)
        self._dialog: SeriesDialog | None = None
        self._stop = threading.Event()
        self._mine: SeriesRecord | None = None  # as it stands in the document
        self.action = make_action(
            window, self.tr("Train se&veral times…"), self.show, icon="history", keys="Ctrl+Alt+V"
        )
        window.controls.changed.connect(self._refresh)
        window.document.series_changed.connect(self._show_result)
        window.document.runs_changed.connect(self._show_result)
        window.files.under_way.add(self)

    @property
    def active(self) -> bool:
        """Whether a series goes on."""
        return self._running.busy

    @property
    def busy(self) -> bool:
        """Whether a thread computes for a series, or looks how long one would take."""
        return self._running.at_work or self._cost.busy

    # The dialog ---------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Open the dialog, or bring it to the front as it is."""
        commit_forms(self._window)
        if self._dialog is None:
            dialog = self._dialog = SeriesDialog(self._window)
            remember_size(dialog, self._window.preferences, "series_size")
            dialog.plan.changed.connect(self._refresh)
            dialog.plan.started.connect(self._begin)
            dialog.plan.stopped.connect(self._end_early)
            dialog.outcome.delete_wanted.connect(self._delete)
            dialog.outcome.rest_wanted.connect(self._go_on)
            dialog.finished.connect(self._cost.forget)
        self._show_result()
        self._refresh()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        self._dialog.plan.take_keys()
        self._refresh()

    def _refresh(self) -> None:
        """Say whether and in what time the chosen plan can be carried out."""
        dialog = self._dialog
        if dialog is None or not dialog.isVisible() or self.active:
            return
        obstacle = self._obstacle(dialog.plan.plan)
        dialog.plan.allow(obstacle, "" if obstacle else self._cost.words(dialog.plan.plan))
        dialog.outcome.allow(self._obstacle_to_any())

    def _obstacle_to_any(self) -> str:
        """What keeps every series from being trained, whatever is drawn."""
        window = self._window
        if window.trainer.active:
            return self.tr("A run goes on: a series can begin when it has ended.")
        return window.controls.elsewhere or ("" if window.data.dataset else window.controls.obstacle())

    def _obstacle(self, plan: Plan) -> str:
        window = self._window
        if said := self._obstacle_to_any() or window.controls.obstacle():
            return said
        prepared = window.data.prepared
        if plan.kind == "seeds" and prepared is not None and not len(prepared.validation):
            return self.tr(
                "There is no validation part to judge the runs by: set data aside for validation, or take folds."
            )
        return ""

    # A series -----------------------------------------------------------------------------------------------

    def _begin(self, plan: Plan) -> None:
        commit_forms(self._window)
        if self._obstacle(plan):
            self._refresh()
        else:
            self._train(self._window.document.project, plan, None)

    def _go_on(self, series: SeriesRecord) -> None:
        """Make what a series lacks that was stopped, or whose program ended: as it was begun, whatever is drawn now."""
        if not self._obstacle_to_any():
            project = as_begun(self._window.document.project, series)
            self._train(project, Plan(series.kind, series.wanted), series)

    def _train(self, project: Project, plan: Plan, earlier: SeriesRecord | None) -> None:
        dialog, dataset = self._dialog, self._window.data.dataset
        if dialog is None or self.active or dataset is None:
            self._refresh()
            return
        self._cost.forget()
        self._mine = earlier
        stop = self._stop = threading.Event()
        work = _work(project, dataset, plan, stop, earlier)
        self._running.ask_instead(work, self._done, self._fail, self._progress)
        self._keep_others_away(self.tr("Several runs are being trained: stop them first, or wait"))
        dialog.plan.begin()
        dialog.outcome.set_busy(True)

    def _progress(self, facts: dict[str, Any]) -> None:
        if "record" in facts:
            # In place of what had ended before.
            document = self._window.document
            series = with_series(document.project, facts["record"], self._mine, self.tr("Series {0}")).series
            self._mine = series[-1]
            document.set_series(series)
        if self._dialog is not None and not self._stop.is_set():
            self._dialog.plan.tell(facts["done"], going_on_text(facts["number"], facts["of"], facts["left"]))

    def _end_early(self) -> None:
        self._stop.set()
        if self._dialog is not None:
            self._dialog.plan.stopping()

    def _done(self, _answer: object) -> None:
        self._over("")

    def _fail(self, error: BaseException) -> None:
        self._over(error_text(error))

    def _show_end(self, words: str) -> None:
        """Nothing goes on any more; why, where there is something to say."""
        self._keep_others_away("")
        if self._dialog is not None:
            self._dialog.plan.end(words)
            self._dialog.outcome.set_busy(False)
        self._refresh()

    def _over(self, words: str) -> None:
        self._show_end(words)
        mine = self._mine
        if self._dialog is None or not self._dialog.isVisible():
            text = words or ("" if mine is None else f"{mine.name}: {sentence(mine, first_key(mine))}")
            if text:
                self._window.banner.show_message(text, "error" if words else "info")

    def _keep_others_away(self, words: str) -> None:
        """Nothing else is trained, and why; again when there is no reason any more."""
        controls = self._window.controls
        controls.elsewhere = words
        controls.refresh()

    def _show_result(self) -> None:
        dialog, project = self._dialog, self._window.document.project
        if dialog is not None:
            newest = bool(project.series) and project.series[-1] is self._mine and self.active
            dialog.show_project(project, newest=newest)

    def _delete(self, series: SeriesRecord) -> None:
        document = self._window.document
        document.set_series(tuple(each for each in document.project.series if each is not series))

    def close(self) -> None:
        """End what goes on, and wait for its thread: another document comes, or the window closes."""
        goes_on = self.active
        self._stop.set()
        self._cost.close()
        self._running.close()
        if goes_on:
            self._show_end("")


def _work(
    project: Project, dataset: Dataset, plan: Plan, stop: threading.Event, earlier: SeriesRecord | None
) -> Callable[[Callable[[], bool], Callable[[dict[str, Any]], None]], object]:
    """The work of the thread; it asks before each step whether it is to end."""

    def work(cancelled: Callable[[], bool], tell: Callable[[dict[str, Any]], None]) -> object:
        series = Series(project, dataset, plan, threads=beside_a_window(), earlier=earlier)
        number, last = 1, 0.0
        for event in series.events():
            if stop.is_set() or cancelled():
                series.stop()
            facts = {"number": number, "of": plan.count, "done": series.done, "left": series.seconds_left}
            if isinstance(event, RunBegins):
                number = event.number
            elif isinstance(event, RunEnds):
                tell({**facts, "record": series.record})
            elif time.monotonic() - last > _BETWEEN:
                last = time.monotonic()
                tell(facts)
        return None

    return work
