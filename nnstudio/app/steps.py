"""What the step bar and the status line say about the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from nnstudio.app.texts import error_text, translate
from nnstudio.export import FORMATS
from nnstudio.graph.inference import infer
from nnstudio.training.events import EpochDone, Event, Finished, Started

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class Steps(QObject):
    """Keeps the five steps and the status line in line with document, data and run."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._epochs = (0, 0)
        self._totals = QLabel()
        self._totals.setObjectName("totals")
        self._saved = QLabel()
        self._saved.setProperty("role", "muted")
        bar = window.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self._totals, 1)
        bar.addPermanentWidget(self._saved)
        window.controls.changed.connect(self.refresh)
        window.document.path_changed.connect(self.refresh)
        window.trainer.told.connect(self._told)
        window.workspace.results.opened.connect(self.refresh)
        self.refresh()

    def _told(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Started):
                self._epochs = (event.epoch, event.epochs)
            elif isinstance(event, EpochDone):
                self._epochs = (event.record.epoch, self._epochs[1])
        if any(isinstance(e, Started | EpochDone | Finished) for e in events):
            self._train()

    def refresh(self) -> None:
        """Show everything anew."""
        self._data()
        self._network()
        self._train()
        self._results()
        document = self._window.document
        self._saved.setText(
            self.tr("Not saved") if document.modified else self.tr("Saved") if document.path else ""
        )

    def _data(self) -> None:
        data, bar = self._window.data, self._window.workspace.step_bar
        if data.loading:
            bar.set_step("data", "current", self.tr("reading…"))
        elif data.error is not None:
            bar.set_step("data", "problem", self.tr("cannot be read"), error_text(data.error))
        elif data.prepared is None or data.dataset is None:
            bar.set_step(
                "data", "todo", self.tr("choose data"), self.tr("Choose a data set or open a CSV file")
            )
        else:
            status = f"{data.dataset.name} · {len(data.dataset):,}".replace(",", "\u2009")
            bar.set_step("data", "done", status)

    def _network(self) -> None:
        window = self._window
        bar, project = window.workspace.step_bar, window.document.project
        facts = infer(project.network)
        found = window.controls.problems()
        figures = self.tr("depth {0} · {1} parameters").format(facts.depth, _thousands(facts.parameters))
        if not project.network.nodes:
            bar.set_step("network", "todo", self.tr("draw layers"))
        elif found:
            count = self.tr("1 problem") if len(found) == 1 else self.tr("{0} problems").format(len(found))
            bar.set_step("network", "problem", count, translate(found[0].message))
        else:
            bar.set_step("network", "done", figures)
        parts = [
            self.tr("Depth {0}").format(facts.depth),
            self.tr("Width {0}").format(facts.width),
            self.tr("{0} parameters").format(_thousands(facts.parameters)),
            self.tr("{0} multiply-adds per sample").format(_thousands(facts.multiply_adds)),
        ]
        text = "     ".join(parts) if project.network.nodes else self.tr("Empty network")
        if found and project.network.nodes:
            text += "     " + translate(found[0].message)
        self._totals.setText(text)

    def _train(self) -> None:
        window = self._window
        bar, state, trained = window.workspace.step_bar, window.trainer.state, window.document.trained
        done, planned = self._epochs
        edited = (
            self.tr("The weights are from an earlier network: the run keeps the one it was begun with")
            if window.controls.edited_since
            else ""
        )
        if state == "running":
            text = self.tr("epoch {0} of {1}").format(min(done + 1, planned), planned)
            bar.set_step("train", "current", text, edited)
        elif state == "paused":
            text = self.tr("paused in epoch {0}").format(min(done + 1, planned))
            bar.set_step("train", "current", text, edited)
        elif state == "preparing":
            bar.set_step("train", "current", self.tr("preparing…"))
        elif trained is None:
            obstacle = window.controls.obstacle()
            bar.set_step("train", "todo", self.tr("ready") if not obstacle else self.tr("not yet"), obstacle)
        elif window.document.stale:
            earlier = trained.network != window.document.project.network
            words = (
                self.tr("The weights are from an earlier network")
                if earlier
                else self.tr("The weights are from other data")
            )
            bar.set_step("train", "todo", self.tr("edited since"), words)
        else:
            count = trained.checkpoint.position.epoch
            words = self.tr("1 epoch") if count == 1 else self.tr("{0} epochs").format(count)
            bar.set_step("train", "done", words)

    def _results(self) -> None:
        window = self._window
        bar, trained = window.workspace.step_bar, window.document.trained
        if trained is None:
            bar.set_step("results", "todo", self.tr("after training"))
            bar.set_step("export", "todo", self.tr("after training"))
        else:
            opened = window.workspace.results.is_open
            bar.set_step(
                "results", "done" if opened else "todo", self.tr("opened") if opened else self.tr("sealed")
            )
            bar.set_step("export", "todo", self.tr("{0} formats").format(len(list(FORMATS))))


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u2009")
