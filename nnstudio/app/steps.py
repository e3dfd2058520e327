"""What the step bar and the status line say about the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.status_line import Part, StatusLine
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.layer_words import multiply_adds_text, parameters_text
from nnstudio.app.words.texts import data_name, error_text, translate
from nnstudio.data.held import HeldData
from nnstudio.data.paths import missing_text
from nnstudio.export import FORMATS
from nnstudio.graph.inference import infer
from nnstudio.project.trained import superseded
from nnstudio.system.numbers import whole_text
from nnstudio.training.events import EpochDone, Event, Finished, Started

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class Steps(QObject):
    """Keeps the five steps and the status line in line with document, data and run."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._epochs = (0, 0)
        self._totals = StatusLine()
        self._totals.setObjectName("totals")
        self._saved = label("", "muted")
        bar = window.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self._totals, 1)
        bar.addPermanentWidget(self._saved)
        window.controls.changed.connect(self.refresh)
        window.workspace.figures.changed.connect(self._show_totals)
        window.document.path_changed.connect(self.refresh)
        window.trainer.told.connect(self._told)
        window.workspace.results_page.opened.connect(self.refresh)
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

    def show_network(self) -> None:
        """Show the canvas, and what is wrong with what is drawn on it."""
        window = self._window
        window.show_workspace()
        if window.document.project.network.nodes and window.controls.obstacles():
            window.workspace.show_problems()

    def _data(self) -> None:
        data, bar = self._window.data, self._window.workspace.step_bar
        if data.loading:
            bar.set_step("data", "current", self.tr("reading…"))
        elif data.error is not None and (gone := data.missing) is not None:
            bar.set_step("data", "problem", self.tr("not found"), translate(missing_text(gone)))
        elif isinstance(data.error, HeldData):
            bar.set_step(
                "data", "problem", self.tr("not read yet"), self.tr("It is read after you have agreed")
            )
        elif data.error is not None:
            bar.set_step("data", "problem", self.tr("cannot be read"), error_text(data.error))
        elif data.prepared is None or data.dataset is None:
            bar.set_step(
                "data",
                "todo",
                self.tr("choose data"),
                self.tr("Choose a data set, or open a file or folder of your own"),
            )
        else:
            bar.set_step("data", "done", f"{data_name(data.dataset.name)} · {whole_text(len(data.dataset))}")

    def _network(self) -> None:
        window = self._window
        bar, project = window.workspace.step_bar, window.document.project
        facts = infer(project.network)
        found, said = window.controls.obstacles(), window.controls.problems()
        figures = self.tr("depth {0} · {1}").format(facts.depth, parameters_text(facts.parameters))
        if not project.network.nodes:
            bar.set_step("network", "todo", self.tr("draw layers"))
        elif found and all(problem.is_unfinished for problem in found):
            bar.set_step("network", "todo", self.tr("not finished"), translate(found[0].message))
        elif found:
            count = self.tr("1 problem") if len(found) == 1 else self.tr("{0} problems").format(len(found))
            bar.set_step("network", "problem", count, translate(found[0].message))
        else:
            bar.set_step("network", "done", figures, translate(said[0].message) if said else "")
        self._show_totals()

    def _show_totals(self) -> None:
        """Say in the status line how large the network is, and what is wrong with it."""
        window = self._window
        network = window.document.project.network
        if not network.nodes:
            self._totals.show_parts([Part(self.tr("Empty network"), 9)])
            return
        facts, figures = infer(network), window.workspace.figures
        work, batch = multiply_adds_text(facts.multiply_adds), window.document.project.training.batch_size
        figured = (
            (facts.depth, Part(self.tr("Depth {0}").format(facts.depth), 5, tooltip=self.tr("Layers with weights on the longest path"))),
            (facts.width, Part(self.tr("Width {0}").format(facts.width), 2, tooltip=self.tr("Neurons of the widest layer"))),
            (facts.parameters, Part(parameters_text(facts.parameters), 6, tooltip=self.tr("Numbers that training adjusts"))),
            (facts.multiply_adds, Part(self.tr("{0} per sample").format(work), 4, work, self.tr("Work for one sample, forward"))),
        )  # fmt: skip
        # Nought is a figure only where nothing is in the way of reckoning.
        parts = [part for figure, part in figured if figure or not facts.problems]
        if memory := figures.memory_text:
            words = self.tr("Memory for training with batches of {0}, without the data").format(batch)
            parts.append(
                Part(
                    self.tr("{0} to train at batch size {1}").format(memory, batch),
                    3,
                    self.tr("{0} to train").format(memory),
                    words,
                )
            )
        if sight := figures.sight_text:
            words = self.tr(
                "Receptive field: the part of the input that one value of the selected layer depends on"
            )
            parts.append(
                Part(
                    self.tr("Receptive field: {0}").format(sight), 7, self.tr("sees {0}").format(sight), words
                )
            )
        if found := window.controls.obstacles():
            count = self.tr("1 problem") if len(found) == 1 else self.tr("{0} problems").format(len(found))
            if all(problem.is_unfinished for problem in found):
                count = self.tr("Not finished yet")
            parts.append(Part(translate(found[0].message), 8, count))
        elif said := window.controls.problems():
            text = self.tr("Advice: {0}").format(translate(said[0].message))
            parts.append(Part(text, 1, self.tr("Advice"), text))
        self._totals.show_parts(parts)

    def _train(self) -> None:
        window = self._window
        bar, state, trained = window.workspace.step_bar, window.trainer.state, window.document.trained
        done, planned = self._epochs
        edited = (
            self.tr("The run goes on with the network and the data it was begun with")
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
            start = window.document.project.start
            ready = self.tr("ready") if start is None else self.tr("weights imported")
            tip = (
                ""
                if start is None
                else self.tr("Training starts from the weights of {0}").format(start.source)
            )
            bar.set_step("train", "todo", ready if not obstacle else self.tr("not yet"), obstacle or tip)
        elif window.document.stale:
            earlier = trained.network != window.document.project.network
            words = (
                self.tr("The weights are from an earlier network")
                if earlier
                else self.tr("The weights are from other data")
            )
            bar.set_step("train", "todo", self.tr("edited since"), words)
        elif superseded(window.document.project, trained):
            words = self.tr("The last run has not begun with the weights that were imported since")
            bar.set_step("train", "todo", self.tr("weights imported"), words)
        elif not trained.checkpoint.position.step:
            bar.set_step("train", "todo", self.tr("imported, as they are"))
        else:
            count = trained.checkpoint.position.epoch
            words = self.tr("1 epoch") if count == 1 else self.tr("{0} epochs").format(count)
            bar.set_step("train", "done", words)

    def _results(self) -> None:
        window = self._window
        bar, trained = window.workspace.step_bar, window.document.trained
        if trained is None:
            start, network = window.document.project.start, window.document.project.network
            usable = start is not None and start.complete(network)
            formats = self.tr("{0} formats").format(len(list(FORMATS)))
            bar.set_step("results", "todo", self.tr("after training"))
            bar.set_step("export", "todo", formats if usable else self.tr("after training"))
        else:
            opened = window.workspace.results_page.is_open
            bar.set_step(
                "results", "done" if opened else "todo", self.tr("opened") if opened else self.tr("sealed")
            )
            bar.set_step("export", "todo", self.tr("{0} formats").format(len(list(FORMATS))))
