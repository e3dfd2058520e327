"""The dock below the canvas while training: two curves, what they say, and where the run stands."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from nnstudio.app.look import theme
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.training.along import Along
from nnstudio.app.training.curve_saving import CurveSaving
from nnstudio.app.training.drawing_timer import DrawingTimer
from nnstudio.app.training.earlier import MOST, Overlay, loss_of
from nnstudio.app.training.figures import Figures
from nnstudio.app.training.metric_choice import MetricChoice
from nnstudio.app.training.pace import Pace
from nnstudio.app.training.plot import Plot
from nnstudio.app.training.reach import Reach
from nnstudio.app.training.reduce import Curve
from nnstudio.app.training.saving import Saved
from nnstudio.app.training.start_strip import StartStrip
from nnstudio.app.training.status import RunStatus, told
from nnstudio.app.training.status_column import StatusColumn
from nnstudio.app.training.tools import CurveTools
from nnstudio.app.widgets.announcing import announce
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.graph.network import Network
from nnstudio.project.guessing import loss_to_beat
from nnstudio.project.trained import Trained
from nnstudio.training.events import EpochDone, Event, Finished, LearningRateSet, Paused, Progress, Started
from nnstudio.training.history import History, RateChange
from nnstudio.training.verdict import Verdict, judge

REDRAW_SECONDS = (0.2, 0.5)
"""From drawing both plots to the next time: at least, and at most."""
REDRAW_SHARE = 0.025
"""Of the time, that drawing and painting them may take."""
JUDGE_SECONDS = 1.0
"""Curves of a run that goes on are judged so often."""
NARROW = 1240
"""Below this width there is room for one plot only, with letters of the usual size: which, its tools let choose."""


class TrainingDock(QWidget):
    """Shows a run.

    Signals
    -------
    action_chosen(str)
        A button of the closing line: "results", "longer" or "export".
    smoothing_chosen(float)
        The curves are to be as smooth from now on.
    judged(object)
        What the curves say: a :class:`Verdict`; None where there are none.
    """

    action_chosen = Signal(str)
    smoothing_chosen = Signal(float)
    judged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fill(self, "panel")
        self._loss_plot = Plot(self.tr("Loss"))
        self._metric_plot = Plot(self.tr("Accuracy"), percent=True)
        self.tools = CurveTools()
        self._metrics = MetricChoice(self._metric_plot, self.tools)
        self._overlays: list[Overlay] = []
        self._status = RunStatus()
        self._status.action_chosen.connect(self.action_chosen)
        self.steering = self._status.steering
        self.estimate = self._status.estimate
        self.remedy = self._status.remedy
        self.start_strip = StartStrip()
        row = h_box(spacing=24)
        plots = h_box(spacing=24)
        plots.addWidget(self._loss_plot, 1)
        plots.addWidget(self._metric_plot, 1)
        curves = v_box(spacing=2)
        curves.addLayout(plots, 1)
        curves.addWidget(self.tools)
        row.addLayout(curves, 10)
        row.addWidget(StatusColumn(self._status), 4)
        layout = v_box(self, margins=(14, 10, 14, 8), spacing=6)
        layout.addWidget(self.start_strip)
        layout.addLayout(row, 1)
        self._smoothing = 0.0
        self._steps = Curve()
        self._steps_per_epoch = 1
        self._reached = Reach(1, 1)
        self.figures = Figures()
        # Events come up to 20 times a second; the eye needs five pictures of the plots, and fewer where they are dear.
        self._redraw = DrawingTimer(self, Pace(*REDRAW_SECONDS, REDRAW_SHARE / 2))  # half of it for each
        self._redraw.timeout.connect(self._draw_next)
        self._due: list[Callable[[], None]] = []
        self._stale = False  # whether something has come that the plots do not show
        self._drawn = [-1, -1]  # epochs that each plot shows
        self.network = Network()
        """Of the run that is shown."""
        self._judged_by: tuple[str, float | None] = "", None
        self.guessing: float | None = None
        """Loss of the best answer that does not look at the sample."""
        self._diverged = False
        self._last_judged = 0.0
        self._changes: Sequence[RateChange] = ()
        plots_shown = (self._loss_plot, self._metric_plot)
        self._saving = CurveSaving(self, lambda: [p for p in plots_shown if not p.isHidden()], self._runs)
        self.tools.changed.connect(self._draw)
        self.tools.smoothing_chosen.connect(self.set_smoothing)
        self.tools.smoothing_chosen.connect(self.smoothing_chosen)
        self.tools.metric_chosen.connect(self._metrics.choose)
        self.tools.metric_chosen.connect(lambda _: self._draw())
        self.tools.plots_changed.connect(self._show_plots)
        self.tools.save_wanted.connect(self._saving.save)
        for plot, other in (plots_shown, plots_shown[::-1]):
            plot.sight.moved.connect(other.sight.move)  # one epoch is read in both
            self.tools.fit_wanted.connect(plot.fit)

    def set_smoothing(self, strength: float) -> None:
        """Smooth the faint curve of the batch losses; 0 shows it as it is."""
        if strength != self._smoothing:
            self.tools.set_smoothing(strength)
            self._smoothing = strength
            self._draw()

    def set_overlays(self, runs: Sequence[Overlay]) -> None:
        """Draw earlier runs behind the curves, the first few of them."""
        self._overlays = list(runs[:MOST])
        self._loss_plot.set_earlier([loss_of(run) for run in self._overlays])
        self._metrics.set_overlays(self._overlays)
        self._draw()

    def _runs(self) -> list[Saved]:
        return [
            Saved(self.tr("this run"), self.figures.history, self._metrics.answers),
            *(Saved(run.title, run.history, run.answers) for run in self._overlays),
        ]

    def prepare(self, epochs: int, expected_loss: float | None) -> None:
        """Show the empty axes of a run to come, with the loss that guessing would have."""
        if self.figures.epochs or len(self._steps):
            return
        self._reach(epochs)
        self._loss_plot.set_level(expected_loss)

    def _reach(self, epochs: int, *, ended: bool = False) -> None:
        epochs = max(1, epochs)
        self._reached = Reach(epochs, self._steps_per_epoch)
        for plot in (self._loss_plot, self._metric_plot):
            plot.set_epochs(epochs, ended=ended)

    def set_guessing(self, loss: float | None) -> None:
        """Measure the curves against the best answer that does not look at the sample."""
        if loss != self.guessing:
            self.guessing = loss
            if self.figures.epochs:
                self._judge()

    def set_metric(self, key: str, baseline: float | None, answers: dict[str, str] | None = None) -> None:
        """Choose what the second plot shows, and its baseline; ``answers`` say what each output is asked."""
        self._judged_by = key, baseline
        self._metrics.set_usual(key, baseline, answers or {})
        self._status.set_baseline(key, baseline, self._metrics.names)
        self._metrics.show(self.figures.epochs)

    def show_trained(self, trained: Trained | None) -> None:
        """Show the curves of a run read from a file, or nothing."""
        self._steps = Curve()
        history = History() if trained is None else trained.checkpoint.history
        self.figures = Figures(history)
        self._diverged, self._changes = False, history.changes
        self._loss_plot.begun = self._metric_plot.begun = trained is not None
        if trained is not None:
            position = trained.checkpoint.position
            if position.epoch and not position.batch:
                self._steps_per_epoch = max(1, position.step // position.epoch)
            ended = position.epoch + bool(position.batch)
            self._reach(ended if position.step else trained.training.epochs)
            if trained.checkpoint.position.step:
                waited = history.waited(trained.training.min_change)
                self._status.show_history(history, trained.training.epochs, trained.ending, waited)
            else:
                self._status.show_untouched()
        else:
            self._status.clear()
        self._draw()
        self._judge()

    def begin(self) -> None:
        """Show that a run is being prepared."""
        self._status.preparing()

    def set_obstacle(self, obstacle: str) -> None:
        """Say before the first run why it cannot begin; empty where it can."""
        self._status.set_obstacle(obstacle)

    def take(self, events: list[Event]) -> None:
        """Take in what the run told."""
        for event in events:
            if isinstance(event, Started):
                self._start(event)
            elif isinstance(event, Progress):
                self._steps.extend(event.losses)
                self._reached.take(event)
            elif isinstance(event, EpochDone):
                self.figures.epochs.append(event.record)
                if event.is_best:
                    self.figures.best = event.record.epoch
            elif isinstance(event, LearningRateSet):
                self._changes = event.changes
            elif isinstance(event, Finished):
                self._diverged = event.reason == "diverged"
                self._reach(math.ceil(len(self._steps) / self._steps_per_epoch), ended=True)
            self._status.take(event)
        ended = any(isinstance(event, Finished) for event in events)
        if ended or (
            any(isinstance(event, EpochDone) for event in events)
            and time.monotonic() - self._last_judged > JUDGE_SECONDS
        ):
            self._judge(going_on=not ended)
        self._stale = True
        if ended or any(
            isinstance(event, Paused) for event in events[-1:]
        ):  # what stands beside the curves are the last figures
            self._due = []
            self._redraw.hurry()
        else:
            self._redraw.wait()
        if ended or any(isinstance(event, Paused) for event in events):
            announce(self, told(self._status))

    def _judge(self, *, going_on: bool = False) -> None:
        """Say what the curves tell."""
        self._last_judged = time.monotonic()
        figures, (by, level) = self.figures, self._judged_by
        found: Verdict | None = None
        if figures.epochs or self._diverged:
            found = judge(
                figures.train(),
                figures.judged,
                watched=len(figures.validation()) == len(figures.epochs),
                guessing=loss_to_beat(
                    self.guessing, self.network, by, figures.epochs[-1] if figures.epochs else None, level
                ),
                diverged=self._diverged,
            )
        self._status.set_verdict(found, going_on=going_on)
        self.judged.emit(found)

    def _start(self, event: Started) -> None:
        self._diverged = False
        self._loss_plot.begun = self._metric_plot.begun = True
        self.judged.emit(None)
        if event.epoch == 0:
            self._steps, self.figures = Curve(), Figures()
            self._drawn, self._changes = [-1, -1], ()
            self._loss_plot.clear()
            self._metric_plot.clear()
        elif len(self._steps) == 0:  # a run from a file goes on: its batch losses were not kept
            self._steps.extend(np.full(event.epoch * event.steps_per_epoch, np.nan))
        self._status.set_best(self.figures.history.best_epoch)
        self._steps_per_epoch, self._changes = event.steps_per_epoch, event.changes
        self._reach(event.epochs)
        self._loss_plot.set_level(None)

    def _draw(self) -> None:
        """Draw everything at once."""
        self._drawn = [-1, -1]
        self._metrics.show(self.figures.epochs)
        self._draw_loss()
        self._draw_metric()

    def _draw_next(self) -> None:
        """Draw one plot, and the other as soon as this one is painted: the window never pays for both at once."""
        self._redraw.drawing()
        if not self._due:
            self._due, self._stale = [self._draw_loss, self._draw_metric], False
        self._due.pop(0)()
        if self._due:
            self._redraw.hurry()
        elif self._stale:
            self._redraw.wait()

    def _draw_loss(self) -> None:
        self._loss_plot.set_axes(
            _along(self.tools, self._steps_per_epoch, self.figures),
            log=self.tools.log,
            smoothing=self._smoothing,
            reach=self._reached.end,
        )
        x, y = self._steps.points()
        figures = self.figures
        more = self._drawn[0] != len(figures.epochs)
        self._loss_plot.show_steps(x / self._steps_per_epoch, y, self._steps.sample(), ranged=not more)
        self._loss_plot.set_changes(self._changes)
        if more:
            self._drawn[0] = len(figures.epochs)
            self._loss_plot.show_epochs(figures.train(), figures.validation(), self.figures.best)

    def _draw_metric(self) -> None:
        figures, epochs = self.figures, self.figures.epochs
        if epochs and self._drawn[1] <= 0:
            self._metrics.show(epochs)  # now it is known what else there is
        self._metric_plot.set_axes(
            _along(self.tools, self._steps_per_epoch, figures),
            log=False,
            smoothing=self._smoothing,
            reach=self._reached.end,
        )
        self._metric_plot.set_changes(self._changes)
        key = self._metrics.key
        if key and self._drawn[1] != len(epochs):
            self._drawn[1] = len(epochs)
            self._metric_plot.show_epochs(figures.train(key), figures.validation(key), self.figures.best)

    def _show_plots(self) -> None:
        self._loss_plot.setVisible(self.tools.shows_loss)
        self._metric_plot.setVisible(self.tools.shows_metric)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.tools.set_narrow(event.size().width() < theme.current().room(NARROW))
        super().resizeEvent(event)


def _along(tools: CurveTools, steps_per_epoch: int, figures: Figures) -> Along:
    """The horizontal axis as it is chosen."""
    return Along(tools.unit, steps_per_epoch, figures.seconds)
