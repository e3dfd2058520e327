"""What a run will cost, told before the first one: time and memory here, and a batch size that takes less."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from nnstudio.app.background.newest import Newest
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import tooltip, translate
from nnstudio.backend.threads import beside_a_window
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.project.project import Project
from nnstudio.project.trials import Estimate, estimate
from nnstudio.training.memory import plan_text

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

REST_MS = 1200
"""Rest after an edit before a look: whoever draws or types comes first."""
_KEPT = 8


class EstimateLine(QWidget):
    """The words, and a button where another batch size takes clearly less.

    Signals
    -------
    batch_chosen(int)
    """

    batch_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._told: Estimate | None = None
        self._wanted = True
        self.words = label(wrap=True)
        self.faster = push_button("", self._choose, role="link")
        column = v_box(self, margins=0, spacing=2)
        column.addWidget(self.words)
        column.addWidget(self.faster, 0, Qt.AlignmentFlag.AlignLeft)
        self.tell(None)

    def want(self, wanted: bool) -> None:
        """Show it before the first run only."""
        self._wanted = wanted
        self._show()

    def tell(self, told: Estimate | None) -> None:
        """Show an estimate, or none."""
        self._told = told
        if told is not None:
            where = self.tr("the CPU") if told.device == "cpu" else self.tr("the GPU")
            words = (
                self.tr("About {0} for {1} epoch on {2}, {3} of memory.")
                if told.epochs == 1
                else self.tr("About {0} for {1} epochs on {2}, {3} of memory.")
            )
            cost = words.format(time_text(told.seconds), told.epochs, where, plan_text(told.memory))
            self.words.setText(cost if told.reason is None else f"{cost} {translate(told.reason)}.")
            self.words.setToolTip(
                tooltip(
                    self.tr(
                        "Timed on this computer, over the first steps of a run on a copy of the network. The memory is "
                        "what training takes beside the program and the data."
                    )
                )
            )
        if told is not None and told.faster is not None:
            batch, seconds = told.faster
            self.faster.setText(self.tr("Batch size {0}: about {1}").format(batch, time_text(seconds)))
            self.faster.setToolTip(
                tooltip(
                    self.tr(
                        "Use batches of {0} samples instead of {1}: fewer and smoother steps. Where it learns more "
                        "slowly then, raise the learning rate. One step to undo."
                    ).format(batch, told.batch_size)
                )
            )
        self._show()

    def _show(self) -> None:
        self.faster.setVisible(self._told is not None and self._told.faster is not None)
        self.setVisible(self._wanted and self._told is not None)

    def _choose(self) -> None:
        if self._told is not None and self._told.faster is not None:
            self.batch_chosen.emit(self._told.faster[0])


class Estimating(QObject):
    """Follows the document; looks once it rests, and never while anything is trained."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._line = window.workspace.dock.estimate
        self._line.batch_chosen.connect(self._use_batch)
        # Which network it is, not whether it is equal to another: comparing large ones takes its time.
        self._known: list[tuple[Project, str, Estimate | None]] = []
        self._newest = Newest("estimate", self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin)
        for signal in (
            window.document.changed, window.document.trained_changed, window.data.changed,
            window.trainer.state_changed,
        ):  # fmt: skip
            signal.connect(self._ask)

    @property
    def busy(self) -> bool:
        """Whether it looks, or is about to."""
        return self._rest.isActive() or self._newest.busy

    def _ask(self, *_: object) -> None:
        self._rest.stop()
        self._newest.forget()  # it ends with its step; its answer would be one to another question
        window = self._window
        project, prepared = window.document.project, window.data.prepared
        if prepared is None or window.trainer.active or window.document.trained is not None:
            self._line.tell(None)
            return
        known = self._find(project, prepared)
        self._line.tell(None if known is None else known[2])
        if known is None:
            self._rest.start()

    def _find(self, project: Project, prepared: Prepared) -> tuple[Project, str, Estimate | None] | None:
        return next(
            (k for k in self._known if k[1] == prepared.fingerprint and same_cost(k[0], project)), None
        )

    def _begin(self) -> None:
        window = self._window
        project, prepared = window.document.project, window.data.prepared
        if prepared is None or window.trainer.active or window.controls.obstacle():
            return
        if not window.in_workspace or window.rate_finding.busy or window.series.busy:
            self._rest.start()
            return
        time_steps(self._newest, project, prepared, partial(self._end, project, prepared))

    def _end(self, project: Project, prepared: Prepared, told: Estimate | None) -> None:
        self._known = [*self._known[1 - _KEPT :], (project, prepared.fingerprint, told)]
        self._line.tell(told)

    def _use_batch(self, batch: int) -> None:
        document = self._window.document
        training = document.project.training.replace(batch_size=batch)
        document.edit(
            self.tr("Use batch size {0}").format(batch), document.project.replace(training=training)
        )


def time_steps(
    asked: Newest, project: Project, prepared: Prepared, tell: Callable[[Estimate | None], None]
) -> None:
    """Time the first steps of a run on a copy of the network; None is told where it cannot be trained."""
    asked.ask(
        lambda cancelled, _: estimate(project, prepared, threads=beside_a_window(), cancelled=cancelled),
        tell,
        # What cannot be trained has its place among the problems, memory included.
        lambda _error: tell(None),
    )


def same_cost(one: Project, other: Project) -> bool:
    """Whether two projects take the same time: it depends on neither seed nor learning rate."""

    def essence(project: Project) -> object:
        training = project.training
        optimizer = training.optimizer.replace(learning_rate=0.01)
        return training.replace(seed=0, patience=0, min_change=0.0, optimizer=optimizer)

    return one.network is other.network and essence(one) == essence(other)


def time_text(seconds: float) -> str:
    """A time as people say it: ``40 s``, ``3 min``, ``2.5 h``."""

    def say(text: str, value: float) -> str:
        shown = f"{value:.0f}" if value >= 9.5 else f"{value:.1f}".removesuffix(".0")
        return QCoreApplication.translate("Estimate", text).format(shown)

    if seconds < 1:
        return QCoreApplication.translate("Estimate", "a second")
    if seconds < 90:
        return say("{0} s", float(round(seconds)))
    if seconds < 90 * 60:
        return say("{0} min", seconds / 60)
    return say("{0} h", seconds / 3600)
