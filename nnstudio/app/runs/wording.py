"""What lists say about a run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from nnstudio.app.catalogue import language
from nnstudio.app.texts import metric_title
from nnstudio.data.baseline import MEASURED_BY
from nnstudio.nn.metrics import METRICS, Metric
from nnstudio.project.runs.record import RunRecord
from nnstudio.system.numbers import figure_text, percent_text


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


def best_metric(run: RunRecord) -> tuple[type[Metric], float] | None:
    """The metric of the best epoch that is looked at first, on validation where there is one."""
    if run.best is None:
        return None
    metrics = run.best.val_metrics or run.best.metrics
    judged = {key: metrics[key] for key in (run.training.judged_by,) if key in metrics}
    return first_metric(judged or metrics)


def first_metric(metrics: Mapping[str, float]) -> tuple[type[Metric], float] | None:
    """The metric that people look at first."""
    return next(((m, metrics[m.key]) for m in METRICS if m.key in metrics), None)


def metric_beside_guess(metric: type[Metric], value: float, guess: float | None) -> str:
    """A metric by name, and what guessing would reach where that is known and measured by it."""
    told = f"{metric_title(metric)} {metric_text(metric, value)}"
    if metric.key not in MEASURED_BY:
        guess = metric.guessing
    if guess is None:
        return told
    return QCoreApplication.translate("Runs", "{0} (guessing would reach {1})").format(
        told, metric_text(metric, guess)
    )


def metric_text(metric: type[Metric], value: float) -> str:
    """A figure in the form of its metric."""
    return percent_text(value) if metric.share else figure_text(value)
