"""What lists say about a run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from nnstudio.app.words.catalogue import language
from nnstudio.app.words.metric_words import key_title
from nnstudio.data.baseline import MEASURED_BY
from nnstudio.nn.metric_order import in_order, metric_text
from nnstudio.nn.metrics import kind_of, output_of
from nnstudio.project.runs.record import RunRecord


def when_text(run: RunRecord) -> str:
    """The day and minute of its end; the year where it is another one, and a dash where nobody knows."""
    at = moment(run)
    if at is None:
        return "–"
    this_year = at.year == datetime.now().astimezone().year
    written = QCoreApplication.translate("Runs", "d MMM HH:mm" if this_year else "d MMM yyyy")
    return QLocale(language()).toString(QDateTime.fromSecsSinceEpoch(int(at.timestamp())), written)


def moment(run: RunRecord) -> datetime | None:
    """Its end in the time of this place; None where nobody knows."""
    try:
        return datetime.fromisoformat(run.when).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def ending_text(run: RunRecord) -> str:
    """How it ended, in a word or two."""
    return {
        "done": QCoreApplication.translate("Runs", "finished"),
        "early": QCoreApplication.translate("Runs", "ended early"),
        "stopped": QCoreApplication.translate("Runs", "stopped"),
        "diverged": QCoreApplication.translate("Runs", "diverged"),
    }[run.ending]


def epochs_text(run: RunRecord) -> str:
    """How many epochs, and of how many where some are missing."""
    planned = run.training.epochs
    if run.epochs == planned:
        return str(run.epochs)
    return QCoreApplication.translate("Runs", "{0} of {1}").format(run.epochs, planned)


def seconds_text(seconds: float) -> str:
    """A span of time that is easy to compare: ``0.4 s``, ``12 s``, ``3:05 min``, ``2:10 h``."""
    if seconds < 10:
        return QCoreApplication.translate("Runs", "{0} s").format(f"{seconds:.1f}")
    if seconds < 60:
        return QCoreApplication.translate("Runs", "{0} s").format(round(seconds))
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return QCoreApplication.translate("Runs", "{0} min").format(f"{minutes}:{rest:02}")
    return QCoreApplication.translate("Runs", "{0} h").format(f"{minutes // 60}:{minutes % 60:02}")


class Measured(NamedTuple):
    """A metric of a run: its key, what it is called, and its value."""

    key: str
    title: str
    value: float

    @property
    def text(self) -> str:
        """The value in the form of its metric."""
        return metric_text(self.key, self.value)


def best_metric(run: RunRecord) -> Measured | None:
    """The metric of the best epoch that is looked at first, on validation where there is one."""
    return next(iter(best_metrics(run)), None)


def best_metrics(run: RunRecord) -> list[Measured]:
    """For each output the metric that is looked at first, that of the first target before those of others."""
    if run.best is None:
        return []
    metrics, first = run.best.val_metrics or run.best.metrics, run.judged_by
    judged = {key: metrics[key] for key in (first,) if key in metrics}
    if output_of(first):
        judged |= {k: v for k, v in metrics.items() if output_of(k) != output_of(first)}
    return _first_of_each(run, judged or metrics)


def metric_lines(run: RunRecord) -> list[str]:
    """Each of :func:`best_metrics` in words; what guessing would reach is known of the first."""
    guesses = (run.guessing, *(None for _ in run.network.output_ids))
    return [metric_beside_guess(*each) for each in zip(best_metrics(run), guesses, strict=False)]


def test_metric(run: RunRecord) -> Measured | None:
    """The metric of the test part that people look at first; None where nobody has opened it."""
    return None if run.test is None else next(iter(_first_of_each(run, run.test.metrics)), None)


def test_lines(run: RunRecord) -> list[str]:
    """For each output what :func:`test_metric` is of one, and what guessing would reach."""
    if run.test is None:
        return []
    guesses = {output_of(run.judged_by): run.test.guessing}
    guesses |= {node: each.guessing for node, each in run.test.outputs.items()}
    found = _first_of_each(run, run.test.metrics)
    return [metric_beside_guess(each, guesses.get(output_of(each.key))) for each in found]


def _first_of_each(run: RunRecord, metrics: Mapping[str, float]) -> list[Measured]:
    judged = output_of(run.judged_by)
    keys = sorted(in_order(metrics, run.answers), key=lambda key: output_of(key) != judged)
    first = {output_of(key): key for key in reversed(keys)}
    return [
        Measured(key, key_title(key, run.answers), metrics[key])
        for key in keys
        if first[output_of(key)] == key
    ]


def metric_beside_guess(found: Measured, guess: float | None) -> str:
    """A metric by name, and what guessing would reach where that is known and measured by it."""
    metric, told = kind_of(found.key), f"{found.title} {found.text}"
    if metric is None or metric.key not in MEASURED_BY:
        guess = None if metric is None else metric.guessing
    if guess is None:
        return told
    return QCoreApplication.translate("Runs", "{0} (guessing would reach {1})").format(
        told, metric_text(found.key, guess)
    )
