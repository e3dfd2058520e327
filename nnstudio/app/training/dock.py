"""The dock below the canvas while training: two curves and where the run stands."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.texts import percent, translate
from nnstudio.app.training.plot import Plot
from nnstudio.app.training.reduce import Curve, smooth
from nnstudio.nn.metrics import METRICS, Metric
from nnstudio.project.trained import Trained
from nnstudio.training.events import Diverged, EpochDone, Event, Finished, Paused, Progress, Resumed, Started
from nnstudio.training.history import Epoch, History

REDRAW_MS = 50
NARROW = 1240
"""Below this width there is room for one plot only."""


class TrainingDock(QWidget):
    """Shows a run.

    Signals
    -------
    action_chosen(str)
        A button of the closing line: "results", "longer" or "export".
    """

    action_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._loss_plot = Plot(self.tr("Loss"))
        self._metric_plot = Plot(self.tr("Accuracy"), percent=True)
        self._metric: type[Metric] | None = None
        self._status = _Status()
        self._status.action_chosen.connect(self.action_chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.setSpacing(24)
        layout.addWidget(self._loss_plot, 5)
        layout.addWidget(self._metric_plot, 5)
        layout.addWidget(self._status, 4)
        self._smoothing = 0.0
        self._steps = Curve()
        self._steps_per_epoch = 1
        self._epochs: list[Epoch] = []
        self._best = 0
        # Events come up to 30 times a second; the eye needs ten pictures.
        self._redraw = QTimer(self)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.setSingleShot(True)
        self._redraw.timeout.connect(self._draw_next)
        self._due: list[Callable[[], None]] = []
        self._drawn = [-1, -1]  # epochs that each plot shows

    def set_smoothing(self, strength: float) -> None:
        """Smooth the faint curve of the batch losses; 0 shows it as it is."""
        self._smoothing = strength
        self._draw()

    def prepare(self, epochs: int, expected_loss: float | None) -> None:
        """Show the empty axes of a run to come, with the loss that guessing would have."""
        if self._epochs or len(self._steps):
            return
        self._loss_plot.set_epochs(epochs)
        self._metric_plot.set_epochs(epochs)
        self._loss_plot.set_level(expected_loss)

    def set_metric(self, key: str, baseline: float | None) -> None:
        """Choose what the second plot shows, and its baseline."""
        self._metric = next((m for m in METRICS if m.key == key), None)
        if self._metric is not None:
            self._metric_plot.set_title(self._metric.title, percent=self._metric.share)
        self._metric_plot.set_level(baseline)
        self._status.set_baseline(self._metric, baseline)

    def show_trained(self, trained: Trained | None) -> None:
        """Show the curves of a run read from a file, or nothing."""
        self._steps = Curve()
        history = History() if trained is None else trained.checkpoint.history
        self._epochs, self._best = list(history.epochs), history.best
        if trained is not None:
            self._loss_plot.set_epochs(trained.training.epochs)
            self._metric_plot.set_epochs(trained.training.epochs)
            self._status.show_history(history, trained.training.epochs, trained.finished)
        else:
            self._status.clear()
        self._draw()

    def begin(self) -> None:
        """Show that a run is being prepared."""
        self._status.preparing()

    def set_obstacle(self, obstacle: str) -> None:
        """Say before the first run why it cannot begin; empty where it can."""
        self._status.set_obstacle(obstacle)

    def clear_preparing(self) -> None:
        """Show that the run could not begin."""
        self._status.clear()

    def take(self, events: list[Event]) -> None:
        """Take in what the run told."""
        for event in events:
            if isinstance(event, Started):
                self._start(event)
            elif isinstance(event, Progress):
                self._steps.extend(event.losses)
            elif isinstance(event, EpochDone):
                self._epochs.append(event.record)
                if event.is_best:
                    self._best = event.record.epoch
            self._status.take(event)
        self._due += [draw for draw in (self._draw_loss, self._draw_metric) if draw not in self._due]
        if not self._redraw.isActive():
            self._redraw.start()

    def _start(self, event: Started) -> None:
        if event.epoch == 0:
            self._steps, self._epochs, self._best = Curve(), [], 0
            self._drawn = [-1, -1]
            self._loss_plot.clear()
            self._metric_plot.clear()
        elif len(self._steps) == 0:  # a run from a file goes on: its batch losses were not kept
            self._steps.extend(np.full(event.epoch * event.steps_per_epoch, np.nan))
        self._steps_per_epoch = event.steps_per_epoch
        self._loss_plot.set_epochs(event.epochs)
        self._metric_plot.set_epochs(event.epochs)
        self._loss_plot.set_level(None)

    def _draw(self) -> None:
        """Draw everything at once."""
        self._drawn = [-1, -1]
        self._draw_loss()
        self._draw_metric()

    def _draw_next(self) -> None:
        """Draw one plot, then the other: the window never pays for both at once."""
        self._due.pop(0)()
        if self._due:
            self._redraw.start()

    def _draw_loss(self) -> None:
        x, y = self._steps.points()
        self._loss_plot.show_steps(x / self._steps_per_epoch, smooth(y, self._smoothing))
        epochs = self._epochs
        if self._drawn[0] != len(epochs):
            self._drawn[0] = len(epochs)
            self._loss_plot.show_epochs(
                [e.loss for e in epochs], [e.val_loss for e in epochs if e.val_loss is not None], self._best
            )

    def _draw_metric(self) -> None:
        epochs = self._epochs
        if self._metric is not None and self._drawn[1] != len(epochs):
            self._drawn[1] = len(epochs)
            key = self._metric.key
            self._metric_plot.show_epochs(
                [e.metrics[key] for e in epochs if key in e.metrics],
                [e.val_metrics[key] for e in epochs if key in e.val_metrics],
                self._best,
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._metric_plot.setVisible(event.size().width() >= NARROW)
        super().resizeEvent(event)


class _Status(QWidget):
    """Epoch, time left, speed; after the run one sentence and what to do next."""

    action_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(250)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._title = QLabel()
        self._title.setProperty("role", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName(self.tr("Progress of the training"))
        self._rows: dict[str, QLabel] = {}
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(3)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key, title in (
            ("left", self.tr("Time left")),
            ("speed", self.tr("Samples per second")),
            ("rate", self.tr("Learning rate")),
            ("best", self.tr("Best so far")),
            ("device", self.tr("Device")),
        ):
            name, value = QLabel(title), QLabel("–")
            name.setProperty("role", "muted")
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._rows[key] = value
            form.addRow(name, value)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for key, title in (
            ("results", self.tr("Open results")),
            ("longer", self.tr("Train longer")),
            ("export", self.tr("Export")),
        ):
            button = QPushButton(title)
            button.setProperty("role", "" if key == "results" else "link")
            button.clicked.connect(lambda _=False, k=key: self.action_chosen.emit(k))
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        layout.addLayout(form)
        layout.addWidget(self._sentence)
        layout.addWidget(self._buttons)
        layout.addStretch(1)
        self._metric: type[Metric] | None = None
        self._baseline: float | None = None
        self._epochs = 1
        self._steps = 1
        self._best: Epoch | None = None
        self._untrained, self._obstacle = True, ""
        self.clear()

    def clear(self) -> None:
        self._best = None
        self._title.setText(self.tr("Not trained yet"))
        self._bar.setRange(0, 1)
        self._bar.setValue(0)
        for label in self._rows.values():
            label.setText("–")
        self._untrained = True
        self.set_obstacle(self._obstacle)
        self._buttons.hide()

    def set_obstacle(self, obstacle: str) -> None:
        """Before the first run, say what is in its way, or what to do."""
        self._obstacle = obstacle
        if self._untrained:
            self._sentence.setText(
                obstacle or self.tr("Press Train. The dashed lines show what guessing would reach.")
            )

    def set_baseline(self, metric: type[Metric] | None, baseline: float | None) -> None:
        self._metric, self._baseline = metric, baseline

    def preparing(self) -> None:
        self.clear()
        self._untrained = False
        self._title.setText(self.tr("Preparing…"))
        self._sentence.setText("")
        self._bar.setRange(0, 0)

    def show_history(self, history: History, epochs: int, finished: bool) -> None:
        self.clear()
        self._untrained = False
        self._epochs = epochs
        self._bar.setRange(0, epochs)
        self._bar.setValue(len(history.epochs))
        self._best = history.best_epoch
        self._close(history, "done" if finished else "stopped")

    def take(self, event: Event) -> None:
        if isinstance(event, Started):
            self._epochs, self._steps = event.epochs, event.steps_per_epoch
            self._bar.setRange(0, event.epochs * event.steps_per_epoch)
            self._bar.setValue(event.epoch * event.steps_per_epoch)
            self._rows["device"].setText({"cpu": "CPU", "cuda": "GPU"}.get(event.device, event.device))
            self._title.setText(self.tr("Epoch {0} of {1}").format(event.epoch + 1, event.epochs))
            self._sentence.setText("")
            self._buttons.hide()
        elif isinstance(event, Progress):
            self._bar.setValue(event.step)
            self._title.setText(
                self.tr("Epoch {0} of {1}").format(min(event.epoch, self._epochs), self._epochs)
            )
            self._rows["speed"].setText(f"{event.samples_per_second:,.0f}".replace(",", "\u2009"))
            self._rows["left"].setText(_clock(event.seconds_left))
            self._rows["rate"].setText(f"{event.learning_rate:g}")
        elif isinstance(event, EpochDone) and event.is_best:
            self._best = event.record
            self._rows["best"].setText(self._best_words())
        elif isinstance(event, Paused):
            self._sentence.setText(self.tr("Paused. Continue, or take one step at a time."))
        elif isinstance(event, Resumed):
            self._sentence.setText("")
        elif isinstance(event, Diverged):
            self._sentence.setText(translate(event.message))
        elif isinstance(event, Finished):
            self._close(event.history, event.reason)

    def _close(self, history: History, reason: str) -> None:
        done = len(history.epochs)
        titles = {
            "done": self.tr("Finished after {0} epochs").format(done),
            "stopped": self.tr("Stopped after {0} of {1} epochs").format(done, self._epochs),
            "diverged": self.tr("Stopped: the numbers left the finite range"),
        }
        self._title.setText(titles[reason])
        if reason == "done":
            self._bar.setValue(self._bar.maximum())
        self._rows["left"].setText("–")
        if self._best is not None:
            self._rows["best"].setText(self._best_words())
            if reason != "diverged":
                self._sentence.setText(self._verdict())
        self._buttons.setVisible(bool(done) and reason != "diverged")

    def _figure(self, value: float) -> str:
        if self._metric is not None and self._metric.share:
            return percent(value)
        return f"{value:.4g}"

    def _best_value(self) -> float | None:
        if self._best is None or self._metric is None:
            return None
        figures = self._best.val_metrics or self._best.metrics
        return figures.get(self._metric.key)

    def _best_words(self) -> str:
        value = self._best_value()
        if self._best is None or value is None:
            return "–"
        return self.tr("{0} in epoch {1}").format(self._figure(value), self._best.epoch)

    def _verdict(self) -> str:
        value = self._best_value()
        if self._best is None or value is None or self._metric is None:
            return ""
        text = self.tr("Best epoch {0}: {1} {2} on the validation part.").format(
            self._best.epoch, self._metric.title.lower(), self._figure(value)
        )
        if self._baseline is not None:
            text += " " + self.tr("Guessing would reach {0}.").format(self._figure(self._baseline))
        return text


def _clock(seconds: float) -> str:
    """Minutes and seconds, or hours as well: ``0:42``, ``1:05:00``."""
    if not math.isfinite(seconds):
        return "–"
    minutes, rest = divmod(max(round(seconds), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
