"""How long a run will take: a moment of it, on this machine, is enough to tell."""

from __future__ import annotations

import time

from nnstudio.system.cancel import Cancel
from nnstudio.training.events import EpochDone, Progress, Started
from nnstudio.training.measuring import Measuring, measuring
from nnstudio.training.run import Run
from nnstudio.training.samples import Samples

SECONDS = 0.8
"""How long is looked, once everything is compiled."""
LONGEST = 6.0
"""The same where steps take so long that there are too few of them to judge by."""
ENOUGH = 4
"""Epochs, or rows of steps inside one, that tell enough."""


def seconds_for_an_epoch(
    run: Run, *, seconds: float = SECONDS, cancelled: Cancel = lambda: False
) -> float | None:
    """Begin a run, and judge by its first epochs, or steps, how long an epoch takes.

    Short epochs are timed as a whole, with all that happens at their ends. In longer ones the steps are timed, and a
    batch of the validation part.

    Parameters
    ----------
    run : Run
        One that nobody needs afterwards: its model is trained a little.
    seconds : float
        How long is looked at least, unless all is over sooner.
    cancelled : callable
        Asked between two steps, at least thirty times a second unless a step takes longer.

    Returns
    -------
    float or None
        None when cancelled, or where the run ended before anything could be told.
    """
    whole = run.validation
    batch = run.model.measured_at_once
    if whole is not None and len(whole.samples) > batch:
        some = Samples(*(tuple(a[:batch] for a in arrays) for arrays in whole.samples))
        run.validation = measuring(run.model, some)
    moment = _look(run, seconds, cancelled)
    if moment is None:
        return None
    epoch, measured_within = moment
    if whole is None or run.validation is None:
        return epoch
    looked_at = len(run.validation.samples)
    already = looked_at if measured_within else 0
    return epoch + _seconds_of(run.validation) * (len(whole.samples) - already) / looked_at


def _look(run: Run, seconds: float, cancelled: Cancel) -> tuple[float, bool] | None:
    """Seconds of an epoch, and whether measuring one batch of the validation part is among them."""
    ends: list[float] = []
    rows: list[tuple[float, int]] = []  # seconds, and the steps that were taken in them
    steps, last, begun = 1, (0.0, 0), time.perf_counter()
    events = run.events()
    for event in events:
        now = time.perf_counter()
        if cancelled():
            events.close()  # type: ignore[attr-defined]  # a generator
            return None
        if isinstance(event, Started):
            steps = event.steps_per_epoch
        elif isinstance(event, Progress):
            if last[1] and event.step > last[1]:
                rows.append((now - last[0], event.step - last[1]))
            begun = now if not last[1] else begun  # the first steps warm everything up
            last = now, event.step
        elif isinstance(event, EpochDone):
            ends.append(event.record.seconds)
            last = now, last[1]
        passed = now - begun if last[1] else 0.0
        told = max(len(ends) - 1, len(rows))
        if (passed > seconds and told >= ENOUGH) or (passed > LONGEST and told):
            break
    events.close()  # type: ignore[attr-defined]
    # Means, not medians: what else the machine does meanwhile it will do during the run as well.
    if len(ends) > ENOUGH or (len(ends) > 1 and not rows):
        return (ends[-1] - ends[0]) / (len(ends) - 1), True
    if rows:
        return sum(t for t, _ in rows) / sum(n for _, n in rows) * steps, False
    return (ends[0], True) if ends else None


def _seconds_of(validation: Measuring) -> float:
    """Seconds to measure a few samples."""
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        validation.figures()
        taken.append(time.perf_counter() - begun)
    return min(taken)
