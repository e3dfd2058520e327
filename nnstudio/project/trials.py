"""What is tried on a copy of the network before a run: nothing of the project is touched."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import msgspec

from nnstudio.backend.failures import failing_in_words
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.nn.schedules import Constant
from nnstudio.project.device_choice import device_for
from nnstudio.project.heads import losses_of
from nnstudio.project.project import Project
from nnstudio.project.trained import new_run
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import Message, StudioError
from nnstudio.training.estimate import seconds_for_an_epoch
from nnstudio.training.finder import RangeTest, range_test
from nnstudio.training.memory import required_bytes
from nnstudio.training.model import EVALUATION_BATCH

MOST_EPOCHS = 1_000_000
"""What :class:`TrainingConfig` allows."""


def find_learning_rate(
    project: Project,
    prepared: Prepared,
    *,
    threads: int | None = None,
    cancelled: Cancel | None = None,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> RangeTest:
    """Look for a learning rate with the weights that a new run would begin with.

    Parameters
    ----------
    project : Project
    prepared : Prepared
        Its data.
    threads : int, optional
        Threads that compute on the CPU; all cores if None.
    cancelled, progress : callable
        As for :func:`range_test`.

    Raises
    ------
    StudioError
        When the project cannot be trained.
    Cancelled
    """
    run = new_run(project, prepared, threads=threads)
    with failing_in_words(run.model.device):
        return range_test(run.model, run.train, cancelled=cancelled, progress=progress)


class Estimate(msgspec.Struct, frozen=True):
    """What a run will cost.

    Parameters
    ----------
    seconds : float
        If all epochs are taken.
    epochs, batch_size : int
    device : str
        "cpu", "cuda", "cuda:1", …
    memory : int
        Bytes, without the data itself.
    faster : tuple of int and float, optional
        A batch size with which it takes clearly less, and the seconds it takes then.
    reason : Message, optional
        Why this device, where that is not plain.
    """

    seconds: float
    epochs: int
    batch_size: int
    device: str
    memory: int
    faster: tuple[int, float] | None = None
    reason: Message | None = None


LONG = 10.0
"""A run of fewer seconds need not be faster."""
CLEARLY = 0.75
"""Another batch size is worth a word when it takes less than this share of the time."""
STEPS = 1000
"""A larger batch takes fewer steps: with fewer than these the network might not learn as well."""


def estimate(
    project: Project,
    prepared: Prepared,
    *,
    threads: int | None = None,
    cancelled: Cancel = lambda: False,
) -> Estimate | None:
    """Estimate what training a project costs here: the first moments of a run on a copy of the network are timed.

    Parameters
    ----------
    project : Project
    prepared : Prepared
        Its data.
    threads : int, optional
        Threads that compute on the CPU; all cores if None.
    cancelled : callable
        Asked between two steps.

    Returns
    -------
    Estimate or None
        None when cancelled, or where nothing can be told.

    Raises
    ------
    StudioError
        When the project cannot be trained; where it does not fit into the memory, with numbers.
    """
    training = project.training
    choice = device_for(project, prepared, threads)

    def total(batch: int) -> float | None:
        # Long enough for a glance; the run itself must not come to its end meanwhile.
        glanced = training.replace(batch_size=batch, epochs=MOST_EPOCHS, patience=0, schedule=Constant())
        run = new_run(project.replace(training=glanced), prepared, threads=threads)
        epoch = seconds_for_an_epoch(run, cancelled=cancelled)
        return None if epoch is None else epoch * training.epochs

    seconds = total(training.batch_size)
    if seconds is None:
        return None
    watching = len(prepared.validation)
    memory = required_bytes(
        project.network, training.batch_size, training.optimizer,
        loss=losses_of(project.network, training),
        samples=len(prepared.train), measured=min(watching, max(training.batch_size, EVALUATION_BATCH)),
        device=choice.device.partition(":")[0],
    )  # fmt: skip
    faster: tuple[int, float] | None = None
    larger = 4 * training.batch_size
    steps = -(-len(prepared.train) // larger) * training.epochs
    if seconds > LONG and steps >= STEPS and larger <= len(prepared.train) // 20:
        with contextlib.suppress(StudioError):  # where a larger batch does not fit there is none to propose
            other = total(larger)
            if other is not None and other < CLEARLY * seconds:
                faster = larger, other
    return Estimate(
        seconds, training.epochs, training.batch_size, choice.device, memory, faster, choice.reason
    )
