"""How far a figure may lie from that of all samples there could be: 95 % intervals, also where samples come in groups.

Samples of one patient or machine resemble one another, so that a hundred of them say less than a hundred of different
ones. Their spread is then that of the groups, as a survey of households is judged: each sum over a group is one
observation (the linearised, or cluster-robust, variance of a ratio; W. G. Cochran, "Sampling Techniques", 3rd edition, 1977,
chapters 6.3 and 9A). A share keeps Wilson's interval, for as many independent samples as have that variance, and fewer where
there are few groups: E. L. Korn and B. I. Graubard, "Confidence Intervals for Proportions with Small Expected Number
of Positive Counts Estimated from Survey Data", Survey Methodology 24, 1998; for Wilson's interval N. Dean and M. Pagano,
"Evaluating Confidence Interval Methods for Binomial Proportions in Clustered Surveys", J. Survey Stat. Methodol. 3, 2015.
"""

from __future__ import annotations

import math

import numpy as np

from nnstudio.system.arrays import Host

TWO_SIDED = 1.959964
"""How many standard deviations hold 95 % of what chance does."""

_STUDENT = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110,
    2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


def student(freedom: float) -> float:
    """What 95 % of Student's distribution lie within, for the next smaller whole number of degrees of freedom.

    Above 30 by the series of R. A. Fisher and E. A. Cornish, which is right to a thousandth there.
    """
    whole = max(1, math.floor(freedom + 1e-9))
    if whole <= len(_STUDENT):
        return _STUDENT[whole - 1]
    z = TWO_SIDED
    return z + (z**3 + z) / (4 * whole) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * whole**2)


def wilson(share: float, count: float) -> tuple[float, float]:
    """The interval of a share of so many samples that also holds near 0 and 1.

    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", J. Am. Stat. Assoc. 22, 1927.
    """
    z2 = TWO_SIDED**2
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    reach = _reach(share, count)
    return (0.0 if share == 0 else middle - reach), (1.0 if share == 1 else middle + reach)


def of_share(hits: Host, groups: Host | None = None) -> float:
    """Half the width of the 95 % interval of the share of samples that are hits.

    Parameters
    ----------
    hits : array of bool, shape (m,)
    groups : array, shape (m,), optional
        Which samples belong together: those with the same value.

    Notes
    -----
    Where all samples are hits, or none is, they do not tell how much those of a group resemble one another: each group then
    counts as one sample.

    Examples
    --------
    >>> hits = np.arange(100) % 10 > 0
    >>> round(of_share(hits), 3), round(of_share(np.repeat(hits, 5), np.arange(500) // 5), 3)
    (0.06, 0.061)
    """
    return _reach(float(hits.mean()), worth(hits, groups))


def worth(hits: Host, groups: Host | None = None) -> float:
    """How many samples without groups would tell the share of hits as well, as for :func:`of_share`.

    Examples
    --------
    >>> hits = np.array([True, True, False, True])
    >>> worth(hits), worth(hits, np.array([1, 1, 1, 1]))
    (4.0, 1.0)
    """
    if groups is None:
        return float(len(hits))
    share = float(hits.mean())
    error, number = _of_groups(hits, groups)
    return min(float(len(hits)), share * (1 - share) * (TWO_SIDED / error) ** 2 if error else float(number))


def of_mean(values: Host, groups: Host | None = None) -> float:
    """Half the width of the 95 % interval of a mean.

    Parameters
    ----------
    values : array, shape (m,)
    groups : array, shape (m,), optional
        Which samples belong together: those with the same value.
    """
    alone = TWO_SIDED * float(values.std()) / math.sqrt(len(values))
    return alone if groups is None else max(alone, _of_groups(values, groups)[0])


def _of_groups(values: Host, groups: Host) -> tuple[float, int]:
    """Half the width of the interval that the groups alone tell, and how many there are; a single one tells none."""
    _, codes = np.unique(groups, return_inverse=True)
    off = np.bincount(codes, values - values.mean())
    number = len(off)
    if number < 2:
        return 0.0, number
    variance = number / (number - 1) * float(off @ off) / len(values) ** 2
    return student(number - 1) * math.sqrt(variance), number


def _reach(share: float, count: float) -> float:
    """Half the width of Wilson's interval, of which both ends may lie a little beyond 0 and 1 by rounding."""
    z = TWO_SIDED
    return z * math.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2) / (1 + z * z / count)
