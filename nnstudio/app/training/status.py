"""Where a run stands, in words: beside the curves of the dock."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QWidget

from nnstudio.app.problems.fix_bar import FixBar
from nnstudio.app.training.estimating import EstimateLine
from nnstudio.app.training.figure_rows import FigureRows
from nnstudio.app.training.steering import RateSteering
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.metric_words import key_title
from nnstudio.app.words.texts import behind_colon, tooltip, translate
from nnstudio.nn.metric_order import metric_text
from nnstudio.nn.metrics import kind_of, output_of
from nnstudio.system.memory import resident_bytes
from nnstudio.system.numbers import number_text, size_text
from nnstudio.training.events import (
    Diverged,
    EpochDone,
    Event,
    Finished,
    Paused,
    Preparing,
    Progress,
    Remarked,
    Resumed,
    Started,
)
from nnstudio.training.history import Epoch, History
from nnstudio.training.verdict import Verdict

_WIDTH = 250
_GAP = 4
"""Between the words and the scroll bar that may stand beside them."""


class _Sentence(QLabel):
    """Takes no room while there is nothing to say."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setVisible(bool(text))


class RunStatus(QWidget):
    """Epoch, time left, speed; after the run one sentence and what to do next."""

    action_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._title = label("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName(self.tr("Progress of the training"))
        self.steering = RateSteering()
        self.estimate = EstimateLine()
        self._rows = FigureRows()
        self._rows.add_figure("left", self.tr("Time left"))
        self._rows.add_figure("speed", self.tr("Samples per second"))
        self._rows.add_widget(self.tr("Learning rate"), self.steering)
        self._rows.add_figure("best", self.tr("Best so far"))
        self._rows.add_figure("device", self.tr("Device, memory"))
        self._sentence = _Sentence()
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self.remedy = FixBar()
        row = h_box()
        for key, title in (
            ("results", self.tr("Open results")),
            ("longer", self.tr("Train longer")),
            ("export", self.tr("Export")),
        ):
            button = push_button(
                title,
                lambda _=False, k=key: self.action_chosen.emit(k),
                role="" if key == "results" else "link",
            )
            row.addWidget(button)
        row.addStretch(1)
        self._buttons = QWidget()
        below = v_box(self._buttons, margins=0)
        below.addWidget(self.remedy)
        below.addLayout(row)
        layout = v_box(self, margins=(0, 0, _GAP, 0), spacing=6)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        # Before the figures: where the dock is low, these scroll out of sight rather than what is to be done.
        layout.addWidget(self._sentence)
        layout.addWidget(self._buttons)
        layout.addWidget(self.estimate)
        layout.addLayout(self._rows)
        layout.addStretch(1)
        self._key = ""
        self._names: Mapping[str, str] = {}
        self._baseline: float | None = None
        self._epochs = 1
        self._started: Started | None = None
        self._memory_at = 0.0
        self._best: Epoch | None = None
        self._untrained, self._obstacle = True, ""
        self._closed = False
        self._verdict: Verdict | None = None
        self.clear()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its words and buttons, which stay in their place while they come and go."""
        hint = super().minimumSizeHint()
        buttons = self._buttons.minimumSizeHint().width() + _GAP
        return QSize(max(hint.width(), _WIDTH, buttons), hint.height())

    def clear(self) -> None:
        self._best, self._verdict, self._closed = None, None, False
        self._title.setText(self.tr("Not trained yet"))
        self._bar.setRange(0, 1)
        self._bar.setValue(0)
        for key in self._rows.figures:
            self._rows.tell(key, "")
        self.steering.clear()
        self._rows.show_row(self.steering, False)
        self._set_untrained(True)
        self.set_obstacle(self._obstacle)
        self._buttons.hide()

    def _set_untrained(self, untrained: bool) -> None:
        self._untrained = untrained
        self.estimate.want(untrained)

    def set_obstacle(self, obstacle: str) -> None:
        """Before the first run, say what is in its way, or what to do."""
        self._obstacle = obstacle
        if self._untrained:
            self._sentence.setText(
                obstacle or self.tr("Press Train. The dashed lines show what guessing would reach.")
            )

    def set_verdict(self, found: Verdict | None, *, going_on: bool) -> None:
        """Say what the curves tell; of a run that goes on only what is wrong, and only if it was so before."""
        known, self._verdict = self._verdict, found
        if self._closed:
            self._sentence.setText(self._words())
            self._sentence.setToolTip("" if found is None else tooltip(translate(found.advice)))
        elif going_on and found is not None:
            steady = known is not None and known.kind == found.kind and not found.is_good
            self._sentence.setText(f"{translate(found.message)}." if steady else "")

    def set_baseline(self, key: str, baseline: float | None, names: Mapping[str, str]) -> None:
        self._key, self._baseline, self._names = key, baseline, names

    def set_best(self, best: Epoch | None) -> None:
        """Show the best epoch so far; None before the first has ended."""
        self._best = best
        self._rows.tell("best", self._best_words())

    def preparing(self) -> None:
        self.clear()
        self._set_untrained(False)
        self._title.setText(self.tr("Preparing…"))
        self._sentence.setText("")
        self._bar.setRange(0, 0)

    def show_history(self, history: History, epochs: int, reason: str, waited: int) -> None:
        self.clear()
        self._set_untrained(False)
        self._epochs = epochs
        self._bar.setRange(0, epochs)
        self._bar.setValue(len(history.epochs))
        self._best = history.best_epoch
        self.steering.show_changes(history.changes)
        self._rows.show_row(self.steering, self.steering.tells)
        self._close(history, reason, waited)

    def show_untouched(self) -> None:
        """Say that there are imported weights, as they are, and no run."""
        self.clear()
        self._set_untrained(False)
        self._title.setText(self.tr("Imported weights, not trained here"))
        self._sentence.setText(self.tr("They can be judged on the test part, exported, or trained on."))
        self._buttons.show()

    def take(self, event: Event) -> None:
        self.steering.take(event)
        self._rows.show_row(self.steering, self.steering.tells)
        if isinstance(event, Started):
            self._begin(event)
        elif isinstance(event, Preparing):
            self._compiling(event)
        elif isinstance(event, Progress):
            self._bar.setValue(event.step)
            self._title.setText(
                self.tr("Epoch {0} of {1}").format(min(event.epoch, self._epochs), self._epochs)
            )
            self._rows.tell("speed", number_text(round(event.samples_per_second)))
            self._rows.tell("left", _clock(event.seconds_left))
            self._show_device()
        elif isinstance(event, Remarked):
            self._rows.figures["device"].setToolTip(_device_tip(about := f"{translate(event.message)}."))
            self._sentence.setText(about)
        elif isinstance(event, EpochDone) and event.is_best:
            self.set_best(event.record)
        elif isinstance(event, Paused):
            self._sentence.setText(self.tr("Paused. Continue, or take one step at a time."))
        elif isinstance(event, Resumed):
            self._sentence.setText("")
        elif isinstance(event, Diverged):
            self._sentence.setText(translate(event.message))
        elif isinstance(event, Finished):
            self._close(event.history, event.reason, event.waited)

    def _begin(self, started: Started) -> None:
        self._started, self._closed = started, False
        self._epochs = started.epochs
        self._bar.setRange(0, started.epochs * started.steps_per_epoch)
        self._bar.setValue(started.epoch * started.steps_per_epoch)
        self._memory_at = 0.0
        self._show_device()
        about = "" if started.remark is None else f"{translate(started.remark)}."
        self._rows.figures["device"].setToolTip(_device_tip(about))
        self._title.setText(self.tr("Epoch {0} of {1}").format(started.epoch + 1, started.epochs))
        self._sentence.setText(about)
        self._buttons.hide()

    def _show_device(self) -> None:
        """Say where the run goes on and what memory the program takes, anew once in a second."""
        if self._started is None or time.monotonic() < self._memory_at + 1:
            return
        self._memory_at = time.monotonic()
        name, taken = self._started.device, resident_bytes()
        name = {"cpu": "CPU", "cuda": "GPU"}.get(name, name)
        told = self.tr("{0} · {1} in use").format(name, "" if taken is None else size_text(taken))
        self._rows.tell("device", name if taken is None else told)

    def _compiling(self, event: Preparing) -> None:
        """Say how far the kernels are; behind the last one stands what a run says at its start."""
        if event.done >= event.total:
            if self._started is not None:
                self._begin(self._started)
            return
        self._title.setText(self.tr("Preparing kernels (first run only)"))
        self._bar.setRange(0, event.total)
        self._bar.setValue(event.done)
        self._sentence.setText(
            self.tr("{0} of {1} compiled. They are kept on this computer: later runs begin at once.").format(
                event.done, event.total
            )
        )

    def _close(self, history: History, reason: str, waited: int) -> None:
        done = len(history.epochs)
        early = (
            self.tr("Ended after {0} of {1} epochs: no better for {2}")
            if history.waited() == waited
            else self.tr("Ended after {0} of {1} epochs: hardly better for {2}")
        )
        titles = {
            "done": self.tr("Finished after 1 epoch")
            if done == 1
            else self.tr("Finished after {0} epochs").format(done),
            "early": early.format(done, self._epochs, waited),
            "stopped": self.tr("Stopped after {0} of 1 epoch").format(done)
            if self._epochs == 1
            else self.tr("Stopped after {0} of {1} epochs").format(done, self._epochs),
            "diverged": self.tr("Stopped: the numbers left the finite range"),
        }
        self._title.setText(titles[reason])
        if reason == "done":
            self._bar.setValue(self._bar.maximum())
        for key in ("left", "speed"):  # of a run that is over its words and buttons count more
            self._rows.tell(key, "")
        if self._best is not None and reason != "diverged":
            self._closed = True
            self._rows.tell("best", "")  # it stands among the words
            self._sentence.setText(self._words())
        elif self._best is not None:
            self._rows.tell("best", self._best_words())
        self._buttons.setVisible(bool(done) and reason != "diverged")

    def _best_value(self) -> float | None:
        if self._best is None or kind_of(self._key) is None:
            return None
        figures = self._best.val_metrics or self._best.metrics
        return figures.get(self._key)

    def _best_figure(self) -> str:
        value = self._best_value()
        if value is None:
            return ""
        figure, metric = metric_text(self._key, value), kind_of(self._key)
        if metric is None or not metric.share or output_of(self._key):  # alone it does not say what it is
            figure = f"{key_title(self._key, self._names)} {figure}"
        return figure

    def _best_words(self) -> str:
        figure = self._best_figure()
        if self._best is None or not figure:
            return ""
        return self.tr("{0} in epoch {1}").format(figure, self._best.epoch)

    def _words(self) -> str:
        """What the curves say, the best epoch with its figure, and what guessing would reach.

        Best is the epoch with the least loss; another one may have a better figure.
        """
        told = "" if self._verdict is None else f"{translate(self._verdict.message)}."
        best, figure, baseline = self._best, self._best_figure(), self._baseline
        if best is None or not figure:
            return told
        if not output_of(self._key):
            figure = behind_colon(figure)
        if self._verdict is not None and self._verdict.kind == "guessing":
            # Its best epoch is no better: what to look at says more.
            return f"{told} {translate(self._verdict.advice)}"
        if baseline is None:
            text = self.tr("Best epoch {0}: {1}.").format(best.epoch, figure)
        else:
            text = self.tr("Best epoch {0}: {1}; guessing would reach {2}.").format(
                best.epoch, figure, metric_text(self._key, baseline)
            )
        if output_of(self._key):  # one colon is enough
            text = text.replace(": ", ", ", 1)
        return f"{told} {text}".strip()


def told(status: RunStatus) -> str:
    """How a run stands, in words."""
    return ". ".join(text for text in (status._title.text(), status._sentence.text()) if text)


def _device_tip(about: str) -> str:
    """What stands behind device and memory; ``about`` the device, where there is something to say."""
    whole = QCoreApplication.translate(
        "RunStatus",
        "Main memory of the whole program, window and data included. What training takes of it was estimated before "
        "the run.",
    )
    return tooltip(f"{about} {whole}".strip())


def _clock(seconds: float) -> str:
    """Minutes and seconds, or hours as well: ``0:42``, ``1:05:00``; empty where nobody knows."""
    if not math.isfinite(seconds):
        return ""
    minutes, rest = divmod(max(round(seconds), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
