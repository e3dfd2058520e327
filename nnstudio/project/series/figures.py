"""Mean and spread of a series, and whether two series differ by more than luck.

The spread is the standard deviation of the runs, with n − 1 in the denominator. Two series are compared by the 95 %
interval of the difference of their means:

- Runs with other seeds on the same validation rows are independent of each other: B. L. Welch, "The generalization of
  'Student's' problem when several different population variances are involved", Biometrika 34, 1947.
- The runs of two cross-validations are compared fold by fold. Their training parts overlap, so that the plain interval
  is too narrow; it is widened as in C. Nadeau and Y. Bengio, "Inference for the Generalization Error", Machine Learning
  52, 2003.
"""

from __future__ import annotations

import math
from statistics import fmean, stdev
from typing import NamedTuple

from nnstudio.nn.metric_order import elsewhere, in_order
from nnstudio.nn.metrics import output_of
from nnstudio.nn.uncertainty import student
from nnstudio.project.heads import judged_at, judged_by, objectives
from nnstudio.project.series.record import Outcome, SeriesRecord
from nnstudio.system.messages import Message, msg
from nnstudio.training.objectives import Objective

LOSS = "loss"
"""Key of the validation loss, beside those of metrics."""


class Figure(NamedTuple):
    """One figure of all runs of a series.

    Parameters
    ----------
    values : tuple of float
        Of the best epoch of each run that has one.
    mean : float
    spread : float
        Standard deviation with n − 1; 0 of a single run, which has none.
    """

    values: tuple[float, ...]
    mean: float
    spread: float


def keys(series: SeriesRecord) -> tuple[str, ...]:
    """Figures that every judged run of a series has: the validation loss, then its metrics in their usual order."""
    found = [outcome.best.val_metrics for outcome in series.judged if outcome.best is not None]
    shared = [key for key in (found[0] if found else ()) if all(key in each for each in found)]
    return (LOSS, *in_order(shared, series.answers)) if found else ()


def first_key(series: SeriesRecord) -> str:
    """The figure that is looked at first."""
    known, answered = keys(series), next(iter(series.answers), "")
    if answered in series.network:  # that of the first target
        first = judged_at(series.network, series.training, answered)
    else:
        first = judged_by(series.network, series.training)
    if first in known:
        return first
    return known[1] if len(known) > 1 else LOSS


def value(outcome: Outcome, key: str) -> float | None:
    """A figure of one run."""
    if outcome.best is None:
        return None
    return outcome.best.judged if key == LOSS else outcome.best.val_metrics.get(key)


def figure(series: SeriesRecord, key: str) -> Figure | None:
    """A figure of all runs; None where none has it."""
    values = tuple(v for outcome in series.outcomes if (v := value(outcome, key)) is not None)
    if not values:
        return None
    return Figure(values, fmean(values), stdev(values) if len(values) > 1 else 0.0)


def guessing(series: SeriesRecord) -> float | None:
    """What a prediction without any network reaches, the mean over the runs that are judged."""
    known = [outcome.guessing for outcome in series.judged if outcome.guessing is not None]
    return fmean(known) if known else None


class Difference(NamedTuple):
    """How far the second of two series is from the first.

    Parameters
    ----------
    by : float
        Mean of the second minus mean of the first.
    low, high : float
        The 95 % interval of that.
    """

    by: float
    low: float
    high: float

    @property
    def told_apart(self) -> bool:
        """Whether the interval lies on one side of nothing."""
        return self.low > 0 or self.high < 0


def incomparable(a: SeriesRecord, b: SeriesRecord, key: str) -> Message | None:
    """Why two series cannot be compared by a figure, called as in the second one; None where they can."""
    if a.kind != b.kind:
        return msg("one has other seeds, the other has folds")
    if a.division != b.division:
        return msg("not the same samples judged them")
    if key == LOSS and (_learned(a) != _learned(b) or a.data != b.data):
        return msg("their losses measure something else")
    theirs = elsewhere(key, b.answers, a.answers)
    if a.data.answer != b.data.answer or a.answers.get(output_of(theirs)) != b.answers.get(output_of(key)):
        return msg("their networks give something else")
    for series, own in ((a, theirs), (b, key)):
        found = figure(series, own)
        if found is None or len(found.values) < 2:
            return msg("it takes two runs of each")
    if a.kind == "folds" and len(_pairs(a, b, key)) < 2:
        return msg("it takes two folds that both have")
    return None


def _learned(series: SeriesRecord) -> list[tuple[str, Objective]]:
    """What the cost is the sum of: of each output what it answers, and its loss."""
    known = objectives(series.network, series.training)
    return [(series.answers.get(node, ""), objective) for node, objective in known.items()]


def difference(a: SeriesRecord, b: SeriesRecord, key: str) -> Difference:
    """Compare two series for which :func:`incomparable` finds nothing."""
    if a.kind == "folds":
        pairs = _pairs(a, b, key)
        apart = [theirs - mine for mine, theirs, _ in pairs]
        by, ratio = fmean(apart), fmean(ratio for _, _, ratio in pairs)
        error = math.sqrt((1 / len(apart) + ratio) * stdev(apart) ** 2)
        freedom = len(apart) - 1.0
    else:
        one, other = figure(a, elsewhere(key, b.answers, a.answers)), figure(b, key)
        assert one is not None
        assert other is not None
        by = other.mean - one.mean
        parts = [f.spread**2 / len(f.values) for f in (one, other)]
        error = math.sqrt(sum(parts))
        freedom = _welch(parts, [len(one.values), len(other.values)])
    half = student(freedom) * error
    return Difference(by, by - half, by + half)


def _pairs(a: SeriesRecord, b: SeriesRecord, key: str) -> list[tuple[float, float, float]]:
    """For each fold that both have: the figures of both, and validation rows for each row that was learned from."""
    theirs = {outcome.number: value(outcome, key) for outcome in b.outcomes}
    ours, found = elsewhere(key, b.answers, a.answers), []
    for outcome in a.outcomes:
        mine, other = value(outcome, ours), theirs.get(outcome.number)
        if mine is not None and other is not None:
            found.append((mine, other, outcome.validated / max(1, outcome.rows)))
    return found


def _welch(parts: list[float], counts: list[int]) -> float:
    """Degrees of freedom of a difference of two means."""
    below = sum(part**2 / (count - 1) for part, count in zip(parts, counts, strict=True))
    return sum(parts) ** 2 / below if below else float(sum(counts) - 2)
