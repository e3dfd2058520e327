"""The learning rate of a run that goes on: a number and three buttons where it is read, and two keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from nnstudio.app.forms.number_edit import NumberEdit
from nnstudio.app.look.style_sheet import dress
from nnstudio.app.widgets.actions import make_action
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import field_error_text, tooltip
from nnstudio.nn.fields import fields_of
from nnstudio.nn.optimizers import Optimizer
from nnstudio.system.messages import StudioError
from nnstudio.system.numbers import figure_text
from nnstudio.training.events import Event, Finished, LearningRateSet, Progress, SetLearningRate, Started
from nnstudio.training.history import RateChange

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

FACTORS = (0.1, 0.5, 2.0)
_DIGITS = 4
"""Of a rate that a button makes: halving it ten times shall not grow a tail of digits."""


class RateSteering(QWidget):
    """Shows the learning rate; while a run goes on it can be set.

    Signals
    -------
    chosen(float)
        Another learning rate, one that an optimizer takes.
    """

    chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._rate = 0.0
        self._waiting = False  # for the run to say that it has taken the last one
        self._info = next(info for info in fields_of(Optimizer) if info.name == "learning_rate")
        self.reading = QLabel()
        """What it is where it cannot be set, and what the schedule makes of it where it can."""
        self.reading.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number = NumberEdit(self._info)
        self.number.setAccessibleName(self.tr("Learning rate from the next step on"))
        self.number.setToolTip(tooltip(self.tr("The learning rate from the next step on; Enter sets it")))
        self.number.committed.connect(self._typed)
        self.note = label("", "error", wrap=True)
        self.note.hide()
        self.buttons: dict[float, QPushButton] = {}
        keys = h_box(spacing=4)
        for factor in FACTORS:
            button = push_button(
                f"×\N{HAIR SPACE}{factor:g}", lambda _=False, f=factor: self.multiply(f), role="fix"
            )
            self.buttons[factor] = button
            keys.addWidget(button, 1)
        self._edit = QWidget()
        column = v_box(self._edit, margins=(0, 0, 0, 3), spacing=4)
        column.addWidget(self.number)
        column.addLayout(keys)
        column.addWidget(self.note)
        self._edit.hide()
        around = v_box(self, margins=0, spacing=3)
        around.addWidget(self._edit)
        around.addWidget(self.reading)

    @property
    def editing(self) -> bool:
        """Whether there is a run whose learning rate can be set."""
        return not self._edit.isHidden()

    @property
    def tells(self) -> bool:
        """Whether a learning rate is shown."""
        return self.editing or bool(self.reading.text())

    def clear(self) -> None:
        """Show that there is no run."""
        self._rate = 0.0
        self._edit.hide()
        self.reading.setText("")
        self.reading.setToolTip("")
        self.reading.show()

    def take(self, event: Event) -> None:
        """Follow a run."""
        if isinstance(event, Started):
            self._waiting = False
            self._show(event.learning_rate)
            self._edit.show()
            self.reading.hide()
        elif isinstance(event, LearningRateSet):
            # While a later wish is on its way, the answer to an earlier one would make the number jump.
            self._waiting = self._waiting and event.learning_rate != self._rate
            if not self._waiting:
                self._show(event.learning_rate)
        elif isinstance(event, Progress):
            self._scheduled(event.learning_rate)
        elif isinstance(event, Finished):
            self.show_changes(event.history.changes)

    def show_changes(self, changes: tuple[RateChange, ...]) -> None:
        """Say how the learning rate was changed in a run that is over."""
        self._edit.hide()
        self.reading.show()
        if not changes:
            self.reading.setText(_short(self._rate) if self._rate else "")
            self.reading.setToolTip("")
            return
        last = changes[-1]
        self.reading.setText(self.tr("{0} since epoch {1}").format(_short(last.rate), _place(last)))
        shown = changes[-8:]
        lines = [
            self.tr("Epoch {0} (step {1}): {2}").format(_place(c), c.step, _short(c.rate)) for c in shown
        ]
        earlier = len(changes) - len(shown)
        words = (
            self.tr("1 earlier change") if earlier == 1 else self.tr("{0} earlier changes").format(earlier)
        )
        more = [words] if earlier else []
        self.reading.setToolTip("\n".join([self.tr("Changed by hand while training:"), *more, *lines]))

    def multiply(self, factor: float) -> None:
        """Set a multiple of what was set last; at the limits of what an optimizer takes it stays."""
        if self.editing:
            limit = self._info.field.maximum
            rate = float(f"{self._rate * factor:.{_DIGITS}g}")
            self._choose(rate if limit is None else min(rate, limit))

    def _typed(self) -> None:
        self._choose(self.number.value())

    def _choose(self, rate: object) -> None:
        try:
            command = SetLearningRate(rate)  # type: ignore[arg-type]  # it refuses what is no number
        except StudioError as error:
            self._refuse(field_error_text(error))
            return
        before = self._rate
        self._show(command.value)
        if command.value != before:
            self._waiting = True
            self.chosen.emit(command.value)

    def _refuse(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.number.setAccessibleDescription(text)
        dress(self.number, "problem", bool(text))

    def _show(self, rate: float) -> None:
        self._rate = rate
        self.number.show_value(rate)
        self._refuse("")
        for factor, button in self.buttons.items():
            text = self.tr("Go on with learning rate {0}").format(_short(rate * factor))
            button.setToolTip(text)
            button.setAccessibleName(self.tr("Learning rate times {0}").format(f"{factor:g}"))

    def _scheduled(self, now: float) -> None:
        """Say what the schedule makes of the rate, where that is something else."""
        differs = not self._waiting and abs(now - self._rate) > 1e-6 * self._rate
        if differs:
            self.reading.setText(self.tr("{0} by the schedule").format(_short(now)))
        if self.editing and self.reading.isHidden() == differs:
            self.reading.setVisible(differs)


class Steering(QObject):
    """Leads what is chosen to the run, and holds the keys for it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._trainer = window.trainer
        self._control = window.workspace.dock.steering
        self._control.chosen.connect(window.trainer.set_learning_rate)
        times = self._control.multiply
        self.actions = (
            make_action(
                window, self.tr("Halve the learning rate"), partial(times, 0.5), keys="Ctrl+Alt+PgDown"
            ),
            make_action(
                window, self.tr("Double the learning rate"), partial(times, 2.0), keys="Ctrl+Alt+PgUp"
            ),
        )
        window.trainer.state_changed.connect(self._refresh)
        self._refresh()

    def _refresh(self, *_: object) -> None:
        for action in self.actions:
            action.setEnabled(self._trainer.state in ("running", "paused"))


def _short(rate: float) -> str:
    """A learning rate with four digits: ``0.001``, ``8.544·10⁻⁵``."""
    return figure_text(rate, _DIGITS)


def _place(change: RateChange) -> str:
    return figure_text(round(change.epoch, 2), 6)
