"""The row above a step: stages, the sample, the cost, and what leads on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QToolButton, QWidget

from nnstudio.app.look import icons, theme
from nnstudio.app.one_step.told import Stage
from nnstudio.app.one_step.walk import Stop
from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.buttons import icon_button, push_button
from nnstudio.app.widgets.folding_buttons import FoldingButtons
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import tooltip
from nnstudio.graph.network import Network
from nnstudio.system.numbers import figure_text
from nnstudio.training.worked.step import Step

PLAY_MS = 1400
"""Between two stops, while it plays."""

_TWO_LINES, _LEAST = 96, 64
"""Widths in which the cost before and after a step has two lines, and in which the cost alone has."""
_NARROW = 900


class StepHead(QWidget):
    """Chooses stage and sample.

    Signals
    -------
    stage_chosen(stage)
    sample_asked(by)
        The sample before (−1) or the next one (1).
    onward()
        What comes next: the button was pressed, or the clock says so while it plays.
    """

    stage_chosen = Signal(str)
    sample_asked = Signal(int)
    onward = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = h_box(self, margins=(10, 6, 10, 4), spacing=4)
        self._stages = QButtonGroup(self)
        for stage, text, tip in (
            ("forward", self.tr("Forward"), self.tr("From the sample to the answer, neuron by neuron")),
            ("loss", self.tr("Loss"), self.tr("How wrong the answer is")),
            (
                "backward",
                self.tr("Backward"),
                self.tr("How the cost changes with each number: the chain rule"),
            ),
            ("update", self.tr("Update"), self.tr("How each weight is moved, and whether the cost fell")),
        ):
            button = push_button(text, role="flat", tip=tip)
            button.setCheckable(True)
            button.setProperty("stage", stage)
            button.clicked.connect(lambda _=False, stage=stage: self.stage_chosen.emit(stage))
            self._stages.addButton(button)
            row.addWidget(button)
        row.addSpacing(8)
        self.back = icon_button("chevron-left", self.tr("Sample before"), lambda: self.sample_asked.emit(-1))
        self.forth = icon_button("chevron-right", self.tr("Next sample"), lambda: self.sample_asked.emit(1))
        self._sample: tuple[int, int] | None = None
        self._which = label("", "small")
        row.addWidget(self.back)
        row.addWidget(self._which)
        row.addWidget(self.forth)
        self._cost = label("", "strong", wrap=True)
        self._cost.setMinimumWidth(theme.current().room(_TWO_LINES))
        self._cost.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._cost, 1)
        row.addSpacing(4)
        folding = (
            FoldingButtons()
        )  # what is wanted least often gives its words up where there is no room for all
        self.check = folding.add()
        icons.set_icon(self.check, "check")
        self.check.setText(self.tr("Check gradients"))
        self.check.setToolTip(
            tooltip(
                self.tr("Check gradients: compare backpropagation with slopes measured on the cost itself")
            )
        )
        self.play = QToolButton()
        self.play.setCheckable(True)
        self.play.setProperty("role", "outlined")
        icons.set_icon(self.play, "train")
        self.play.setToolTip(self.tr("Go on by itself, slowly"))
        self.play.setAccessibleName(self.tr("Play"))
        self.next = push_button("", role="primary", tip=self.tr("Look at what comes next (N)"))
        for widget in (folding, self.play, self.next):
            row.addWidget(widget)
        self._following = ""
        self.clock = QTimer(self, interval=PLAY_MS)
        self.clock.timeout.connect(self.onward)
        self.next.clicked.connect(self.onward)
        self.play.toggled.connect(self._play)

    def button(self, stage: Stage) -> QPushButton:
        """The button of a stage."""
        found = next(b for b in self._stages.buttons() if b.property("stage") == stage)
        assert isinstance(found, QPushButton)
        return found

    def show_nothing(self) -> None:
        """There is no step."""
        self._stages.setExclusive(False)
        for button in self._stages.buttons():
            button.setChecked(False)
        self._stages.setExclusive(True)
        self._enable(False, False, False)
        self._sample = None
        self._which.setText("")
        self._cost.setText("")
        self._following = self.tr("Next")
        self._make_room()

    def show_step(
        self,
        step: Step,
        stage: Stage,
        sample: tuple[int, int],
        place: tuple[int, int, int],
        following: str,
        busy: bool,
    ) -> None:
        """Show where one is.

        Parameters
        ----------
        step : Step
        stage : str
        sample : tuple of int
            The sample from 0, and how many there are.
        place : tuple of int
            Epoch, batch, and batches of an epoch.
        following : str
            What comes next, as the button says it.
        busy : bool
            Whether something is being worked out.
        """
        self.button(stage).setChecked(True)
        row, count = sample
        self._enable(True, row > 0, row + 1 < count)
        for widget in (self.check, self.play, self.next):
            widget.setEnabled(not busy)
        self._sample = row + 1, count
        self._show_sample()
        text = self.tr(
            "Epoch {0}, batch {1} of {2}: the next step of the training. Dropout and noise rest here."
        )
        self._which.setToolTip(text.format(*place))
        self._following = following
        self._show_cost(step, stage)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_sample()
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what comes next, and then the button that plays, before a button is cut."""
        long, row = self._following, self.layout()
        assert row is not None
        short = long if long == self.tr("Take the step") else self.tr("Next")
        self.next.setAccessibleName(long)
        for words, played, cost in ((long, True, _TWO_LINES), (short, True, _LEAST), (short, False, _LEAST)):
            self.next.setText(words)
            self.play.setVisible(played)
            self._cost.setMinimumWidth(theme.current().room(cost))
            if row.minimumSize().width() <= self.width():
                break

    def _show_sample(self) -> None:
        """Say which sample it is, in figures alone where there is little room."""
        if self._sample is not None:
            narrow = self.width() < theme.current().room(_NARROW)
            words = self.tr("Sample {0} of {1}").format(*self._sample)
            self._which.setText("{} / {}".format(*self._sample) if narrow else words)
            self._which.setAccessibleName(words)

    def _play(self, on: bool) -> None:
        if on:
            self.clock.start()
            self.onward.emit()
        else:
            self.clock.stop()

    def _enable(self, stages: bool, back: bool, forth: bool) -> None:
        for widget in (*self._stages.buttons(), self.check, self.play, self.next):
            widget.setEnabled(stages)
        self.back.setEnabled(back)
        self.forth.setEnabled(forth)

    def _show_cost(self, step: Step, stage: Stage) -> None:
        assert step.seen.loss is not None
        cost = f"J = {figure_text(step.seen.loss)}"
        if stage == "update":
            words = self.tr("it fell") if step.fell else self.tr("it did not fall")
            cost += f" → {figure_text(step.cost)}: {words}"
        self._cost.setText(cost)
        self._cost.setToolTip(self.tr("The cost of the batch, before the step and after it"))


def onward_text(network: Network, way: tuple[Stop, ...], stop: Stop) -> str:
    """What the button that leads on says."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("StepHead", text)

    place = way.index(stop)
    if place + 1 == len(way):
        return tr("Take the step")
    following = way[place + 1]
    if following.stage == stop.stage != "loss":
        return tr("Next: {0}").format(network[following.node].title)
    return {"loss": tr("Next: the loss"), "backward": tr("Next: back"), "update": tr("Next: update")}[
        following.stage
    ]
