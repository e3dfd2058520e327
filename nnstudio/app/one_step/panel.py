"""The One step tab: the next training step of the network, number by number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

from nnstudio.app.look import theme
from nnstudio.app.look.middles import middle_of
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.one_step import told
from nnstudio.app.one_step.arithmetic import Arithmetic
from nnstudio.app.one_step.head import StepHead, onward_text
from nnstudio.app.one_step.layers import StepLayers
from nnstudio.app.one_step.numbers import NumberPane
from nnstudio.app.one_step.patch import Seen
from nnstudio.app.one_step.told import Stage, Told
from nnstudio.app.one_step.walk import LOSS, Stop, beside, stops
from nnstudio.app.one_step.weights import WeightTable
from nnstudio.app.one_step.work import StepWork
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.app.words.heard import heard_at
from nnstudio.app.words.texts import error_text
from nnstudio.graph.network import Network
from nnstudio.training.gradient_check import LayerCheck
from nnstudio.training.worked.line import Place
from nnstudio.training.worked.step import Step


class OneStepPanel(LatePage):
    """Leads through one step: stages above, layers on the left, numbers in the middle, arithmetic on the right.

    Parameters
    ----------
    work : StepWork
        Works the steps out, beside the window.

    Signals
    -------
    layer_chosen(node)
        Another layer is looked at.
    shown()
        Something else is looked at, or nothing any more.
    """

    layer_chosen = Signal(str)
    shown = Signal()

    def __init__(self, work: StepWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.step: Step | None = None
        """The step that is looked at; None where there is none yet."""
        self._network = Network()
        self._way: tuple[Stop, ...] = ()
        self.stop = Stop("forward", LOSS)
        """Where one looks."""
        self.sample = 0
        """Which sample of the batch is looked at, from 0."""
        self._shown = LOSS
        self._names: dict[str, str] = {}
        self._places: dict[str, Place] = {}
        self._checks: Sequence[LayerCheck] = ()
        fill(self, "panel")
        work.changed.connect(self._take)  # before whoever asks then where one looks

    def build(self) -> None:
        self.head = StepHead()
        self._words = label("", "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setContentsMargins(14, 12, 14, 12)
        # Parents find their place before what they hold, which is then given its style once.
        self._pages = QStackedWidget(self)
        column = v_box(self, margins=0, spacing=0)
        column.addWidget(self.head)
        column.addWidget(self._pages, 1)
        self._pages.addWidget(self._words)
        self._make_body()
        self._connect()
        self._take()

    def _make_body(self) -> None:
        self.layers = StepLayers()
        self.numbers = NumberPane()
        self.neurons = self.numbers.grid
        self.weights = WeightTable()
        self.arithmetic = Arithmetic()
        self.weights.setFrameShape(QFrame.Shape.NoFrame)
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._pages.addWidget(self._body)
        parts: tuple[tuple[QWidget, int], ...] = (
            (self.layers, 0), (self.numbers, 1), (self.weights, 0), (self.arithmetic, 1),
        )  # fmt: skip
        for widget, stretch in parts:
            self._body.addWidget(widget)
            self._body.setStretchFactor(self._body.count() - 1, stretch)
        self._body.setSizes([160, 440, 280, 560])
        self._body.setChildrenCollapsible(False)

    def _connect(self) -> None:
        head = self.head
        head.stage_chosen.connect(self.show_stage)
        head.sample_asked.connect(lambda by: self.show_sample(self.sample + by))
        head.onward.connect(self.go_on)
        head.check.clicked.connect(self._work.check)
        self.layers.layer_chosen.connect(self.show_layer)
        self.neurons.chosen.connect(lambda _: self._show_lines())
        self.weights.weight_chosen.connect(lambda _: self._show_lines())
        key = QShortcut(QKeySequence(Qt.Key.Key_N), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.go_on)
        self._work.checked.connect(self._take_checks)
        theme.current().changed.connect(self._show)

    # What is known ----------------------------------------------------------------------------------------

    def _take(self) -> None:
        """Show what the work has come to."""
        if not self.built:
            return
        work, before = self._work, self.step
        self.step = work.step
        if self.step is None or work.stepper is None:
            self._words.setText(self._why_not())
        elif work.stepper.model.network is not self._network or work.stepper.names != self._names:
            self._network, self._names = work.stepper.model.network, work.stepper.names
            self._way = stops(self._network)
            self._places, self.stop = {}, self._way[0]
            self.layers.show_network(self._network, self._way, self._names)
        elif before is not None and before.after.step != self.step.after.step:
            self.stop = self._way[0]
        if before is not self.step:
            self._checks = ()
            self.sample = min(self.sample, max(0, self._count - 1))
        self._show()

    def _why_not(self) -> str:
        if self._work.busy:
            return self.tr("Working the step out…")
        if self._work.error is not None:
            return error_text(self._work.error)
        return self.tr(
            "Here you can follow one training step of your network with all its numbers: how each neuron works out its "
            "sum and activation, how wrong the answer is, how the gradient comes back by the chain rule, and how every "
            "weight is moved. Choose data and draw a network first."
        )

    @property
    def _count(self) -> int:
        return 0 if self.step is None else len(next(iter(self.step.seen.activations.values())))

    # Going through ----------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Look at the next stop; behind the last one, take the step and begin the next."""
        if self.step is None or self._work.busy:
            return
        place = self._way.index(self.stop)
        if place + 1 < len(self._way):
            self.go_to(self._way[place + 1])
        else:
            self._work.follow()
            self.go_to(self._way[0])

    def go_to(self, stop: Stop) -> None:
        """Look at a layer in a stage."""
        if self.step is not None and stop != self.stop:
            self.stop = stop
            self._show()
            if stop.node:
                self.layer_chosen.emit(stop.node)

    def show_stage(self, stage: Stage) -> None:
        """Look at the same layer in another stage."""
        if self.step is not None:
            self.go_to(beside(self._way, stage, self.stop.node or self.stop.output))
            self._show_head()

    def show_layer(self, node: str, output: str = "") -> None:
        """Look at another layer in the same stage, where it has one; at :data:`LOSS` in its own, of one output."""
        if node == LOSS and output:
            self.go_to(Stop("loss", LOSS, output))
        elif node == LOSS:
            self.show_stage("loss")
        elif self.step is not None and node != self.stop.node and node in self._network:
            stage: Stage = "forward" if self.stop.stage == "loss" else self.stop.stage
            stop = beside(self._way, stage, node)
            self.go_to(stop if stop.node == node else Stop("forward", node))

    def show_sample(self, sample: int) -> None:
        """Look at another sample of the batch."""
        if 0 <= sample < self._count:
            self.sample = sample
            self._show()

    # Showing ----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self._pages.setCurrentWidget(self._words if self.step is None else self._body)
        self._show_head()
        if self.step is not None and self.isVisible():
            self._show_numbers(self.step)
            self._show_lines()
        self.shown.emit()

    def _show_head(self) -> None:
        step, stepper = self.step, self._work.stepper
        if step is None or stepper is None:
            self.head.show_nothing()
            return
        following = onward_text(self._network, self._way, self.stop)
        self.head.show_step(
            step, self.stop.stage, (self.sample, self._count), stepper.place, following, self._work.busy
        )
        self.layers.show_layer(self.stop.node, self.stop.output)

    def _show_numbers(self, step: Step) -> None:
        node, seen = self.stop.node or self.stop.output or self._network.output_ids[0], step.seen
        if self.stop.stage in ("forward", "loss"):
            values, symbol = seen.activations[node], "a" if self._network.incoming(node) else "x"
            symbol = "ŷ" if self.stop.stage == "loss" else symbol
        elif node in seen.sum_gradients:
            values, symbol = seen.sum_gradients[node], "∂J/∂z"
        else:
            values, symbol = seen.activation_gradients[node], "∂J/∂a"
        forward = self.stop.stage in ("forward", "loss")
        middle = middle_of(self._network, node) if forward else 0.0
        place = None
        if node != self._shown:  # another layer: what was chosen there before, or its strongest number
            self._places[self._shown] = self.neurons.place
            self._shown, place = node, self._places.get(node, ())
        notes: Sequence[str] = ()
        if forward and self._work.stepper is not None:
            stepper = self._work.stepper
            known = stepper.known.get(node, stepper.prepared.preprocessor)
            notes = told.notes_of(self._network, step, known, self.stop.stage, node, self.sample)
        title = self._network[node].title
        self.numbers.show_values(values[self.sample], symbol, title, place, middle=middle, notes=notes)

    def _show_lines(self) -> None:
        step, stepper, stop = self.step, self._work.stepper, self.stop
        if step is None or stepper is None:
            return
        self.weights.setVisible(stop.stage == "update")
        if stop.stage == "update":
            weights = told.weights_of(stepper.model, step, self.sample, stop.node, self.neurons.place)
            self.weights.show_weights(weights)
        notes = (
            (
                told.signal_text(self._network, step.seen, stop.node),
                told.checks_text(self._network, self._checks),
            )
            if stop.stage == "backward" and stop.node
            else ()
        )
        pictured = None
        if stop.stage == "forward":
            seen = {n: values[self.sample] for n, values in step.seen.activations.items()}
            names = told.channels_of(self._network, stepper.prepared.preprocessor)
            pictured = Seen(seen, step.before.weights, names)
        self.arithmetic.show_lines(self.told(), [note for note in notes if note], pictured)

    def told(self) -> list[Told]:
        """The lines of arithmetic for the chosen number."""
        step, stepper, node = self.step, self._work.stepper, self.stop.node
        if step is None or stepper is None:
            return []
        model, place, sample = stepper.model, self.neurons.place, self.sample
        if self.stop.stage == "forward":
            notes = self.neurons.notes  # of an Input: its features
            feature = notes[place[0]] if notes and not self._network.incoming(node) else ""
            known = stepper.prepared.preprocessor
            if names := told.channels_of(self._network, known).get(node):
                feature = names[place[-1]]
            if node in self._network.input_ids and (heard := heard_at(known, place)):
                feature = f"{feature}, {heard}" if feature else heard
            return told.told_forward(model, step, sample, node, place, feature)
        if self.stop.stage == "loss":
            return told.told_loss(model, step, sample, place, stepper.known, self.stop.output)
        if self.stop.stage == "backward":
            return told.told_backward(model, step, sample, node, place)
        weight = self.weights.weight
        return [] if weight is None else told.told_update(model, step, sample, weight)

    def _take_checks(self, checks: Sequence[LayerCheck]) -> None:
        self._checks = checks
        self.show_stage("backward")
        self._show()

    # Coming into sight ------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Work the step out, now that somebody looks."""
        super().showEvent(event)
        self._work.set_wanted(True)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        if self.built:
            self.head.play.setChecked(False)
        self._work.set_wanted(False)
        self.shown.emit()
