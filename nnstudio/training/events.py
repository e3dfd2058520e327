"""What a run tells, and what it can be told."""

from __future__ import annotations

import msgspec

from nnstudio.nn.optimizers import Optimizer
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message
from nnstudio.training.history import Epoch, History, RateChange


class Event(msgspec.Struct, frozen=True):
    """Base of what a run tells."""


class Started(Event, frozen=True):
    """The first step is about to begin.

    ``epoch`` counts finished epochs: 0, or more in a run that goes on. ``learning_rate`` is that before the
    schedule, and ``changes`` are those of it in the part of the run that is over. ``remark`` is a sentence about the
    device, ``course`` one about the schedule, where there is something to know.
    """

    epochs: int
    epoch: int
    steps_per_epoch: int
    samples: int
    device: str
    learning_rate: float = 0.0
    changes: tuple[RateChange, ...] = ()
    remark: Message | None = None
    course: Message | None = None


class Preparing(Event, frozen=True):
    """Kernels are compiled before the first step, most of them only once on a machine."""

    done: int
    total: int


class Progress(Event, frozen=True):
    """Steps since the last event, told about 30 times a second and at the end of an epoch.

    Parameters
    ----------
    epoch : int
        The epoch under way, from 1.
    step : int
        Finished steps of the whole run.
    losses : array, shape (k,)
        Batch losses of the steps since the last event.
    samples_per_second : float
    seconds_left : float
        Until the last epoch ends, at the present speed.
    learning_rate : float
        Of the last step: what was set, times what the schedule makes of it.
    """

    epoch: int
    step: int
    losses: Host
    samples_per_second: float
    seconds_left: float
    learning_rate: float


class Remarked(Event, frozen=True):
    """Something has turned out about how the device is used that a person should know."""

    message: Message


class LearningRateSet(Event, frozen=True):
    """The run goes on with another learning rate.

    Parameters
    ----------
    learning_rate : float
        Before the schedule.
    changes : tuple of RateChange
        All of the run so far: one that was taken back before the next step is not among them.
    """

    learning_rate: float
    changes: tuple[RateChange, ...]


class EpochDone(Event, frozen=True):
    """An epoch has ended and validation was measured."""

    record: Epoch
    is_best: bool


class Paused(Event, frozen=True):
    """The run waits for a command."""


class Resumed(Event, frozen=True):
    """The run goes on."""


class Diverged(Event, frozen=True):
    """Loss or gradient became NaN or infinite; the weights are those before this step."""

    epoch: int
    step: int
    node: str | None
    message: Message


class Finished(Event, frozen=True):
    """The run is over.

    Parameters
    ----------
    reason : {"done", "early", "stopped", "diverged"}
        "early": it did not get better any more.
    history : History
    seconds : float
    waited : int
        Epochs since it last got better, by as much as the run asks for.
    """

    reason: str
    history: History
    seconds: float
    waited: int = 0


class Command(msgspec.Struct, frozen=True):
    """Base of what a run can be told; obeyed between two steps."""


class Pause(Command, frozen=True):
    """Wait before the next step."""


class Resume(Command, frozen=True):
    """Go on."""


class OneStep(Command, frozen=True):
    """Take one step, then wait."""


class OneEpoch(Command, frozen=True):
    """Go on to the end of the epoch, then wait."""


class Stop(Command, frozen=True):
    """End the run and keep the weights."""


class SetLearningRate(Command, frozen=True):
    """Go on with another learning rate; raises FieldError for one that no optimizer takes."""

    value: float

    def __post_init__(self) -> None:
        Optimizer(learning_rate=self.value)
