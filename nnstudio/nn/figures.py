"""Figures of a classifier or a regression from its answers, exact, for a person who reads them.

The metrics of :mod:`nnstudio.nn.metrics` are added up over batches while a network learns. Here all answers are at
hand at once, so curves keep every threshold and areas are exact.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np

from nnstudio.system.arrays import Host

GRAIN = 10_000
"""Thresholds that are looked at are multiples of one part in so many."""


# Classes ----------------------------------------------------------------------------------------------------


def confusion_matrix(true: Host, said: Host, classes: int) -> Host:
    """How often each class was answered as each, shape (classes, classes): rows are the truth.

    Parameters
    ----------
    true, said : array of int, shape (m,)
    classes : int

    Examples
    --------
    >>> confusion_matrix(np.array([0, 0, 1]), np.array([0, 1, 1]), 2).tolist()
    [[1, 1], [0, 1]]
    """
    counted = np.bincount(true.astype(np.int64) * classes + said, minlength=classes * classes)
    return counted.reshape(classes, classes)


class ClassFigures(NamedTuple):
    """How well one class is found; a quotient of nothing is 0.

    Parameters
    ----------
    precision : float
        Of the samples answered as this class, the share that is of it.
    recall : float
        Of the samples of this class, the share that was answered so.
    f1 : float
        Their harmonic mean.
    support : int
        Samples of this class.
    """

    precision: float
    recall: float
    f1: float
    support: int


def class_figures(confusion: Host) -> list[ClassFigures]:
    """Figures of every class.

    Examples
    --------
    >>> class_figures(np.array([[1, 1], [0, 2]]))[0]
    ClassFigures(precision=1.0, recall=0.5, f1=0.6666666666666666, support=2)
    """
    found = []
    for i, right in enumerate(np.diagonal(confusion).tolist()):
        said, support = int(confusion[:, i].sum()), int(confusion[i].sum())
        found.append(
            ClassFigures(
                _share(right, said), _share(right, support), _share(2 * right, said + support), support
            )
        )
    return found


def mean_figures(confusion: Host) -> ClassFigures:
    """The mean of the figures of all classes, each counting the same ("macro"); the support is that of all together.

    Classes that neither occur nor were answered are left out, as in :mod:`nnstudio.nn.metrics`.

    Examples
    --------
    >>> mean_figures(np.array([[1, 1, 0], [0, 2, 0], [0, 0, 0]]))[1:]
    (0.75, 0.7333333333333334, 4)
    """
    met = confusion.sum(axis=0) + confusion.sum(axis=1) > 0
    there = [found[:3] for found, seen in zip(class_figures(confusion), met, strict=True) if seen]
    precision, recall, f1 = (sum(shares) / len(there) for shares in zip(*there, strict=True))
    return ClassFigures(precision, recall, f1, int(confusion.sum()))


def balanced_accuracy(confusion: Host) -> float | None:
    """The mean of the recalls of the classes that occur; None where they are about as frequent, so that accuracy says the same.

    Examples
    --------
    >>> balanced_accuracy(np.array([[8, 0], [1, 1]])), balanced_accuracy(np.array([[2, 0], [1, 2]]))
    (0.75, None)
    """
    there = [found for found in class_figures(confusion) if found.support]
    supports = [found.support for found in there]
    if len(there) < 2 or max(supports) <= 2 * min(supports):
        return None
    return sum(found.recall for found in there) / len(there)


class Confusion(NamedTuple):
    """Samples of one class that were answered as another one.

    Parameters
    ----------
    true, said : int
        The classes.
    samples : int
    """

    true: int
    said: int
    samples: int


def frequent_confusions(confusion: Host, most: int) -> list[Confusion]:
    """The confusions that occur, the most frequent first; of equals in the order of the classes.

    Examples
    --------
    >>> frequent_confusions(np.array([[5, 1, 0], [0, 7, 2], [0, 0, 9]]), 1)
    [Confusion(true=1, said=2, samples=2)]
    """
    wrong = np.where(np.eye(len(confusion), dtype=bool), 0, confusion)
    order = np.argsort(-wrong, axis=None, kind="stable")[:most]
    places = zip(*np.unravel_index(order, wrong.shape), strict=True)
    return [Confusion(int(i), int(j), int(wrong[i, j])) for i, j in places if wrong[i, j]]


class YesNo(NamedTuple):
    """Samples by truth and answer, at one threshold.

    Parameters
    ----------
    hits, false_alarms, misses, rejections : int
        Yes answered as yes, no as yes, yes as no, no as no.
    """

    hits: int
    false_alarms: int
    misses: int
    rejections: int

    @property
    def accuracy(self) -> float:
        """Share of the right answers."""
        return _share(self.hits + self.rejections, sum(self))

    @property
    def precision(self) -> float:
        """Of the samples answered yes, the share that is yes."""
        return _share(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        """Of the samples that are yes, the share that was found: the true positive rate."""
        return _share(self.hits, self.hits + self.misses)

    @property
    def fall_out(self) -> float:
        """Of the samples that are no, the share answered yes: the false positive rate."""
        return _share(self.false_alarms, self.false_alarms + self.rejections)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.hits, 2 * self.hits + self.false_alarms + self.misses)

    @property
    def confusion(self) -> Host:
        """As a confusion matrix whose first class is no."""
        return np.array([[self.rejections, self.false_alarms], [self.misses, self.hits]])


def at_threshold(scores: Host, yes: Host, threshold: float) -> YesNo:
    """Count the answers when every score from ``threshold`` on means yes.

    Parameters
    ----------
    scores : array, shape (m,)
    yes : array of bool, shape (m,)
    threshold : float
    """
    said = scores >= threshold
    hits, said_yes, true_yes = (int(np.count_nonzero(v)) for v in (said & yes, said, yes))
    return YesNo(hits, said_yes - hits, true_yes - hits, len(yes) - said_yes - true_yes + hits)


def best_threshold(scores: Host, yes: Host, goal: Literal["f1", "youden"]) -> float | None:
    """The threshold with the highest F1, or the highest Youden index, recall − fall-out (Youden, "Index for rating diagnostic
    tests", Cancer 3, 1950).

    Where several are as good, it lies in the middle of the widest range of them, with as few decimals as that allows.

    Parameters
    ----------
    scores : array, shape (m,)
        Probabilities.
    yes : array of bool, shape (m,)
    goal : {"f1", "youden"}

    Returns
    -------
    float or None
        With four decimals at most; None where all samples are of one kind.

    Examples
    --------
    >>> best_threshold(np.array([0.9, 0.8, 0.4, 0.1]), np.array([True, False, True, False]), "f1")
    0.3
    """
    positive, negative = np.sort(scores[yes]), np.sort(scores[~yes])
    if not len(positive) or not len(negative):
        return None
    at = np.arange(1, GRAIN) / GRAIN
    hits = len(positive) - np.searchsorted(positive, at)
    alarms = len(negative) - np.searchsorted(negative, at)
    if goal == "f1":
        values = 2 * hits / (hits + alarms + len(positive))
    else:
        values = hits / len(positive) - alarms / len(negative)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (values == values.max()).astype(int), [0]])))
    ranges = edges.reshape(-1, 2)  # the first, and the one behind the last
    first, end = ranges[np.argmax(ranges[:, 1] - ranges[:, 0])]
    low, high = at[first], at[end - 1]
    rounded = (round(float(low + high) / 2, decimals) for decimals in range(1, 5))
    return next((value for value in rounded if low <= value <= high), float(low))


class YesNoFigures(NamedTuple):
    """How well a yes/no question is answered.

    Parameters
    ----------
    accuracy, precision, recall, f1 : float
        As :class:`YesNo` has them.
    auc : float, optional
        Area under the ROC curve; None where all samples are of one kind.
    support : int
        Samples that are yes.
    """

    accuracy: float
    precision: float
    recall: float
    f1: float
    auc: float | None
    support: int


def yes_no_figures(scores: Host, yes: Host, said: Host) -> YesNoFigures:
    """Figures of a yes/no question: the area is that of the scores, the others are those of the answers.

    Parameters
    ----------
    scores, yes : array, shape (m,)
        As in :func:`at_threshold`.
    said : array of int, shape (m,)
        1 where yes was answered.

    Examples
    --------
    >>> truth, said = np.array([True, False, True, False]), np.array([1, 1, 0, 0])
    >>> yes_no_figures(np.array([0.9, 0.8, 0.4, 0.1]), truth, said)
    YesNoFigures(accuracy=0.5, precision=0.5, recall=0.5, f1=0.5, auc=0.75, support=2)
    """
    found, area = at_threshold(said, yes, 1), roc_curve(scores, yes).area
    return YesNoFigures(
        found.accuracy, found.precision, found.recall, found.f1,
        None if math.isnan(area) else area, found.hits + found.misses,
    )  # fmt: skip


class Curve(NamedTuple):
    """A curve over all thresholds, from "nothing is yes" to "everything is yes".

    Parameters
    ----------
    x, y : array
        False and true positive rate, or recall and precision.
    area : float
        Under the curve: of a ROC curve the AUC, of a precision-recall curve the average precision; NaN where all
        samples are of one kind.
    """

    x: Host
    y: Host
    area: float


def roc_curve(scores: Host, yes: Host) -> Curve:
    """Receiver operating characteristic: the share of the yes that is found against the share of false alarms.

    Examples
    --------
    >>> roc_curve(np.array([0.9, 0.8, 0.4, 0.1]), np.array([True, False, True, False])).area
    0.75
    """
    hits, said = _counted(scores, yes)
    alarms = said - hits
    if not len(yes) or not hits[-1] or not alarms[-1]:
        return Curve(np.array([0.0, 1.0]), np.array([0.0, 1.0]), math.nan)
    x, y = alarms / alarms[-1], hits / hits[-1]
    return Curve(x, y, float(((y[1:] + y[:-1]) / 2 * np.diff(x)).sum()))


def precision_recall_curve(scores: Host, yes: Host) -> Curve:
    """Precision against recall. The area is the average precision ``Σ (Rₙ − Rₙ₋₁) Pₙ``, without interpolation."""
    hits, said = _counted(scores, yes)
    if not len(yes) or not hits[-1]:
        return Curve(np.array([0.0, 1.0]), np.array([0.0, 0.0]), math.nan)
    recall = hits / hits[-1]
    precision = np.ones_like(recall)
    precision[1:] = hits[1:] / said[1:]
    return Curve(recall, precision, float((np.diff(recall) * precision[1:]).sum()))


def _counted(scores: Host, yes: Host) -> tuple[Host, Host]:
    """Hits, and samples answered yes, at every threshold that changes something; nothing first."""
    order = np.argsort(-scores, kind="stable")
    sorted_scores = scores[order]
    changes = np.append(np.diff(sorted_scores) != 0, True)[: len(scores)]
    last = np.flatnonzero(changes)
    hits = np.cumsum(yes[order].astype(np.int64))
    said = np.arange(1, len(scores) + 1)
    return np.append(0, hits[last]), np.append(0, said[last])


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


# Numbers ----------------------------------------------------------------------------------------------------


class NumberFigures(NamedTuple):
    """How far predicted numbers are from the true ones, in their own unit.

    Parameters
    ----------
    mae, rmse : float
        Mean absolute error, root of the mean squared error.
    r2 : float
        Share of the variation that is explained: 1 is perfect, 0 no better than the mean.
    bias : float
        Mean of predicted minus true.
    """

    mae: float
    rmse: float
    r2: float
    bias: float


def number_figures(true: Host, predicted: Host) -> NumberFigures:
    """Figures of a regression with one output.

    Parameters
    ----------
    true, predicted : array, shape (m,)

    Examples
    --------
    >>> number_figures(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 4.0])).r2
    0.5
    """
    wrong = predicted - true
    with np.errstate(over="ignore"):  # answers beyond all measure
        variation = float(np.square(true - true.mean()).sum())
        squares = float(np.square(wrong).sum())
    # Without variation there is nothing to explain: 1 if all are hit, else 0, as in the metric of the same name.
    r2 = 1 - squares / variation if variation else float(squares == 0)
    return NumberFigures(float(np.abs(wrong).mean()), math.sqrt(squares / len(true)), r2, float(wrong.mean()))
