"""What the curves of a run say, in one sentence: still learning, overfitting since epoch 9, learning rate too high.

Curves are noisy, so a change counts only where it is larger than what the curve does from one epoch to the next.
"""

from __future__ import annotations

import math
from typing import Literal

import msgspec
import numpy as np

from nnstudio.system.arrays import Doubles
from nnstudio.system.messages import Message, msg
from nnstudio.training.history import History

Kind = Literal["early", "learning", "finished", "overfitting", "rate_high", "rate_low", "guessing"]

LEAST_EPOCHS = 3
"""Two points are a line, whatever happens."""
_REST = 5
"""Epochs before anything counts as being at rest: many networks take a few to get going."""
_WINDOW = 3
_NOISES = 2.0
"""Times the noise that a change must have to be one."""
_RISE = 0.03
"""Share of the whole fall by which the validation loss must have risen."""
_JUMP, _WASTE = 0.08, 4.0
"""Size of jumps relative to the loss, and how much longer the way was than the fall, where steps are too large."""
_STILL, _FROZEN, _SLOW = 1e-3, 1e-5, 0.05
_GUESSING, _FAR = 0.98, 2.0
_ABOVE, _RESTLESS = 1.05, 0.03
"""How far above guessing a loss lies, and by what share of itself it goes on jumping, where steps are too large. Whoever learns
nothing still comes to rest at guessing."""


_NOTHING = Message("")
_TENTH = msg("Try a tenth of it")


class Verdict(msgspec.Struct, frozen=True):
    """A judgement of the curves.

    Parameters
    ----------
    kind : str
        "early" where nothing can be said yet.
    message : Message
        One sentence with the numbers.
    advice : Message
        What to do, in a sentence; of no words where there is nothing to do.
    remedies : tuple of str
        As those of a finding.
    """

    kind: Kind
    message: Message
    advice: Message = _NOTHING
    remedies: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with the run."""
        return self.kind in ("early", "learning", "finished")


def verdict(history: History, *, guessing: float | None = None, diverged: bool = False) -> Verdict:
    """Judge the curves of a run.

    Parameters
    ----------
    history : History
    guessing : float, optional
        Loss of the best answer that does not look at the sample.
    diverged : bool
        Whether the run ended because its numbers left the finite range.
    """
    epochs = history.epochs
    return judge(
        np.array([e.loss for e in epochs]),
        np.array([e.judged for e in epochs]),
        watched=all(e.val_loss is not None for e in epochs),
        guessing=guessing,
        diverged=diverged,
    )


def judge(
    train: Doubles, judged: Doubles, *, watched: bool, guessing: float | None = None, diverged: bool = False
) -> Verdict:
    """Judge curves that are at hand as arrays.

    Parameters
    ----------
    train : array of float
        Losses of the epochs.
    judged : array of float
        What the epochs are judged by.
    watched : bool
        Whether that is the validation loss.
    guessing, diverged
        As :func:`verdict` takes them.
    """
    if diverged:
        text = msg("Learning rate too high: loss or weights left the finite numbers")
        return Verdict("rate_high", text, _TENTH, remedies=("lower_rate",))
    if len(train) < LEAST_EPOCHS:
        return _early()
    return (
        _rate_high(train)
        or (_overfitting(train, judged) if watched else None)
        or _rate_low(train, guessing)
        or _guessing(train, judged, guessing)
        or _learning(judged)
    )


def _early() -> Verdict:
    return Verdict("early", msg("Too early to say: a few epochs show where the curves go"))


def noise(curve: Doubles) -> float:
    """How much a curve jumps from one point to the next beside its course; robust against single outliers."""
    if len(curve) < LEAST_EPOCHS:
        return 0.0
    # Second differences know no slope; those of independent noise are √6 times as large as the noise itself.
    return float(np.median(np.abs(np.diff(curve, 2)))) / (0.6745 * math.sqrt(6))


def smoothed(curve: Doubles) -> Doubles:
    """Medians over three epochs: a single outlier leaves no trace."""
    if len(curve) < 2:
        return curve
    ends = np.pad(curve, 1, mode="reflect")
    return np.median(np.stack([ends[:-2], ends[1:-1], ends[2:]]), axis=0)


def _means(curve: Doubles, width: int) -> Doubles:
    """Means over all stretches of a width, from running sums: a small network takes 100 000 epochs in minutes."""
    sums = np.cumsum(
        np.append(0.0, curve[::-1])
    )  # from the end: a huge loss at the start must not blur the rest
    return np.asarray((sums[width:] - sums[:-width])[::-1] / width)


def _rate_high(train: Doubles) -> Verdict | None:
    """Losses that jump far up and down, or end higher than they began."""
    start, last = train[0], float(np.median(train[-_WINDOW:]))
    if len(train) >= LEAST_EPOCHS and last > 1.05 * start + _NOISES * noise(train):
        text = msg(
            "Learning rate too high: the training loss rose from {start:.3g} to {last:.3g}",
            start=float(start), last=last,
        )  # fmt: skip
        return Verdict("rate_high", text, _TENTH, remedies=("lower_rate",))
    if len(train) < 6:
        return None
    changes = np.diff(train)
    rises = changes[changes > 0]
    way, fall = float(np.abs(changes).sum()), float(train[0] - train.min())
    scale = float(np.median(train))
    if len(rises) * 3 < len(changes) or way < _WASTE * fall:
        return None
    # Measured against the loss that is left, and against where it came from: tiny losses may tremble.
    jump = float(np.median(rises))
    if jump < _JUMP * scale or jump < 0.02 * start:
        return None
    text = msg(
        "Learning rate too high: the training loss jumps by {share:.0f} % between epochs",
        share=100 * jump / scale,
    )
    return Verdict("rate_high", text, _TENTH, remedies=("lower_rate",))


def _overfitting(train: Doubles, validation: Doubles) -> Verdict | None:
    """A validation loss that has turned and rises, while the training loss still falls."""
    width = max(_WINDOW, len(validation) // 8)
    if len(validation) < width + LEAST_EPOCHS:
        return None
    # Means over a stretch, not single epochs: of many noisy ones the lowest is always far below the rest.
    calm = smoothed(validation)
    course = _means(calm, width)
    best = int(np.argmin(course))
    low, last = float(course[best]), float(course[-1])
    if len(course) - 1 - best < LEAST_EPOCHS:
        return None
    doubt = 2 * _NOISES * noise(validation) * math.sqrt(2 / width)
    fall = float(calm[: best + width].max()) - low
    if last - low < max(doubt, _RISE * fall, 0.01 * abs(low)):
        return None
    if train[-width:].mean() >= train[best : best + width].mean():
        return None
    # The lowest point as it is drawn and marked: over few epochs the calm curve has it elsewhere.
    since = 1 + best + int(np.argmin(validation[best : best + width]))
    text = msg(
        "Overfitting since epoch {since}: the validation loss rises, on average from {low:.3g} to {last:.3g}, while the "
        "training loss falls",
        since=since, low=low, last=last,
    )  # fmt: skip
    advice = msg("Stop there, or use more data, dropout or weight decay")
    return Verdict("overfitting", text, advice, ("use_patience", "insert_dropout", "use_weight_decay"))


def _rate_low(train: Doubles, guessing: float | None) -> Verdict | None:
    """A loss that does not move, or falls evenly and hardly at all, before it has come to anything."""
    start, last = float(train[0]), float(train[-1])
    if start <= 0:
        return None
    known = guessing if guessing is not None else 0.0
    at_guessing = _GUESSING * known <= last <= (2 - _GUESSING) * known
    fall = (start - last) / start
    even = _is_even(train)
    crawls = fall < _SLOW and ((last > known and _falls(train)) or (last > known / 2 and even))
    moved = float(np.ptp(train))
    stands = last > known / 2 > 0 and moved <= _STILL * start
    # Whoever answers without looking still learns how often each answer is right: that moves the loss a little, and
    # comes to rest.
    if not (stands or crawls) or (at_guessing and moved > _FROZEN * start and not even):
        return None
    text = msg(
        "Learning rate too low: in {n} epochs the training loss fell by {share:.2g} % only",
        n=len(train), share=100 * max(fall, 0.0),
    )  # fmt: skip
    return Verdict("rate_low", text, msg("Try ten times as much"), remedies=("raise_rate",))


def _guessing(train: Doubles, judged: Doubles, guessing: float | None) -> Verdict | None:
    """A loss that has come to rest where an answer without looking would be, or above."""
    if guessing is None or guessing <= 0 or len(train) < _REST:
        return None
    width = max(_WINDOW, len(train) // 8)
    level = min(float(train[-width:].mean()), float(judged[-width:].mean()))
    if level < _GUESSING * guessing or _is_falling(train):
        return None
    jumps = float(np.median(np.abs(np.diff(train[len(train) // 2 :]))))
    wild = level > _FAR * guessing and float(np.ptp(train)) > _SLOW * level
    if wild or (level > _ABOVE * guessing and jumps > _RESTLESS * level):
        text = msg(
            "Learning rate too high: the loss jumps about {level:.3g}, above the {guessing:.3g} of guessing",
            level=level, guessing=guessing,
        )  # fmt: skip
        return Verdict("rate_high", text, _TENTH, remedies=("lower_rate",))
    text = msg(
        "No better than guessing: the loss stays at {level:.3g}; not looking at the samples reaches {guessing:.3g}",
        level=level, guessing=guessing,
    )  # fmt: skip
    return Verdict(
        "guessing", text, msg("Where Layers finds nothing ill, look at the data: are the targets right?")
    )


def _learning(judged: Doubles) -> Verdict:
    fall = float(judged[0] - judged[-1])
    if _is_falling(judged) or (_is_even(judged) and fall > _STILL * abs(float(judged[0]))):
        return Verdict("learning", msg("Still learning: the loss goes on falling"), msg("Train longer"))
    if len(judged) < _REST:
        return _early()
    text = msg("Finished learning: the loss has hardly changed since epoch {since}", since=_settled(judged))
    return Verdict("finished", text)


def _is_falling(curve: Doubles) -> bool:
    """Whether the last quarter of the epochs brought the loss down by more than its noise."""
    span = max(2, len(curve) // 4)
    doubt = _NOISES * noise(curve) * math.sqrt(2 / span)
    curve = smoothed(curve)
    # Over few points the middle of a stretch is its mean, and the two stretches lie ``span`` apart.
    before, after = curve[-2 * span : -span], curve[-span:]
    if not len(before):
        return True
    fall = float(before.mean() - after.mean())
    whole = float(curve[0] - curve.min())
    return fall > max(doubt, 0.01 * abs(float(after.mean())), 0.002 * whole)


def _falls(curve: Doubles) -> bool:
    """Whether nearly every epoch brings a curve down."""
    return bool((np.diff(curve) < 0).mean() >= 0.8)


def _is_even(curve: Doubles) -> bool:
    """Whether a curve falls as a straight line does, so that nothing says that it comes to rest."""
    middle = len(curve) // 2
    if middle < LEAST_EPOCHS:
        return False
    curve = smoothed(curve)
    first = (curve[0] - curve[middle]) / middle
    second = (curve[middle] - curve[-1]) / (len(curve) - 1 - middle)
    return _falls(curve) and bool(0.5 * first <= second <= 2 * first)


def _settled(curve: Doubles) -> int:
    """The epoch since which a curve has stayed near where it ends."""
    width = max(_WINDOW, len(curve) // 8)
    course = _means(smoothed(curve), width)  # single epochs of a noisy curve come near, and leave, by chance
    doubt = _NOISES * noise(curve) * math.sqrt(2 / width)
    reach = max(doubt, 0.05 * float(curve[0] - curve.min()), 1e-12)
    outside = np.flatnonzero(np.abs(course - course[-1]) > reach)
    return int(outside[-1]) + 2 + (width - 1) // 2 if len(outside) else 1
