"""How far a classifier may be believed: whether it is right as often as it is sure."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np

from nnstudio.nn.uncertainty import TWO_SIDED, of_mean, wilson, worth
from nnstudio.system.arrays import Host

Verdict = Literal["fitting", "too sure", "too unsure", "uneven"]

GROUPS = 10
"""Groups of equal width from 0 to 1."""
_CHANCE = 2
"""Groups off the line from which it is more than chance: of ten that fit, half a one is off on average."""


class Group(NamedTuple):
    """Samples that are about equally probable.

    Parameters
    ----------
    low, high : float
        Its edges; a probability on an edge belongs to the group above it, 1 to the last one.
    samples, hits : int
        How many there are, and of how many it came true.
    mean : float
        Mean of their probabilities.
    least, most : float
        Where the share that comes true lies with 95 %, after so many samples.
    """

    low: float
    high: float
    samples: int
    hits: int
    mean: float
    least: float
    most: float

    @property
    def share(self) -> float:
        """Of how many it came true."""
        return self.hits / self.samples

    @property
    def fits(self) -> bool:
        """Whether the probabilities may be right, as far as so many samples can tell."""
        return self.least <= self.mean <= self.most


class Calibration(NamedTuple):
    """Probabilities beside what came true.

    Parameters
    ----------
    groups : tuple of Group
        Those that have samples, by probability.
    mean, share : float
        Mean probability, and of how many it came true.
    error : float
        Expected calibration error: the distance of both in each group, weighted by its samples.
    verdict : {"fitting", "too sure", "too unsure", "uneven"}
        Whether both differ by more than chance as a whole, or in single groups only.
    """

    groups: tuple[Group, ...]
    mean: float
    share: float
    error: float
    verdict: Verdict


def calibration(probabilities: Host, hits: Host, together: Host | None = None) -> Calibration | None:
    """Compare probabilities with what came true; None without any that are numbers.

    Parameters
    ----------
    probabilities : array, shape (m,)
        Numbers outside of 0 to 1, which some losses allow, count as 0 or 1.
    hits : array of bool, shape (m,)
    together : array, shape (m,), optional
        Which samples resemble one another, as those of one patient: those with the same value. What chance does is larger then.

    Notes
    -----
    The expected calibration error is that of M. P. Naeini, G. F. Cooper, M. Hauskrecht, "Obtaining Well Calibrated
    Probabilities Using Bayesian Binning", AAAI 2015, with ten groups. The ends of a share are those of
    :func:`nnstudio.nn.uncertainty.wilson`. As a whole, the number of hits is compared with its expectation: were the
    probabilities right, it would have the variance ``Σ p (1 − p)``, or more where samples resemble one another.

    Examples
    --------
    >>> found = calibration(np.full(100, 0.95), np.arange(100) < 80)
    >>> found.verdict, round(found.error, 2), found.groups[0].hits
    ('too sure', 0.15, 80)
    """
    known = np.isfinite(probabilities)
    sure, came_true = np.clip(probabilities[known], 0.0, 1.0).astype(np.float64), hits[known]
    if not len(sure):
        return None
    number = group_of(sure)
    alike = None if together is None else together[known]
    groups = tuple(_group(int(which), number == which, sure, came_true, alike) for which in np.unique(number))
    error = sum(each.samples * abs(each.mean - each.share) for each in groups) / len(sure)
    return Calibration(
        groups, float(sure.mean()), float(came_true.mean()), error, _verdict(sure, came_true, groups, alike)
    )


def group_of(probabilities: Host) -> Host:
    """Numbers of the groups that probabilities belong to, as :func:`calibration` makes them; −1 for what is no number.

    Examples
    --------
    >>> group_of(np.array([0.0, 0.3, 0.95, 1.0, np.nan])).tolist()
    [0, 3, 9, 9, -1]
    """
    edges = np.arange(1, GROUPS) / GROUPS
    return np.where(np.isfinite(probabilities), np.searchsorted(edges, probabilities, side="right"), -1)


def _group(number: int, within: Host, sure: Host, came_true: Host, together: Host | None) -> Group:
    came_true = came_true[within]
    samples, hits = len(came_true), int(came_true.sum())
    count = worth(came_true, None if together is None else together[within])
    least, most = wilson(hits / samples, count)
    return Group(
        number / GROUPS, (number + 1) / GROUPS, samples, hits, float(sure[within].mean()), least, most
    )


def _verdict(sure: Host, came_true: Host, groups: tuple[Group, ...], together: Host | None) -> Verdict:
    more = float(sure.sum() - came_true.sum())
    by_chance = TWO_SIDED * math.sqrt(float((sure * (1 - sure)).sum()))
    if together is not None:
        by_chance = max(by_chance, len(sure) * of_mean(sure - came_true, together))
    if abs(more) > by_chance:
        return "too sure" if more > 0 else "too unsure"
    return "uneven" if sum(not each.fits for each in groups) >= _CHANCE else "fitting"
