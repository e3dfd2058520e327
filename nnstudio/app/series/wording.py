"""What the window says about series of runs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from nnstudio.app.training.estimating import time_text
from nnstudio.app.words.metric_words import in_table, key_title
from nnstudio.app.words.texts import behind_colon, translate
from nnstudio.nn.metrics import output_of
from nnstudio.project.csv_text import csv_text
from nnstudio.project.runs.differing import differing, in_a_line
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.runs.short import network_in_short
from nnstudio.project.series.figures import LOSS, incomparable, keys, value
from nnstudio.project.series.record import Outcome, SeriesRecord
from nnstudio.project.series.words import compared, headline, remarks

MOST_COMPARED = 5
"""Earlier series, the newest of them, that one is compared with."""


def figure_title(series: SeriesRecord, key: str) -> str:
    """What people call a figure of a series."""
    if key == LOSS:
        return QCoreApplication.translate("Series", "Validation loss")
    return key_title(key, series.answers)


def _in_text(series: SeriesRecord, key: str) -> str:
    """The same within a sentence: metrics are in small letters there, and abbreviations and targets are not."""
    title = figure_title(series, key)
    return title if output_of(key) else behind_colon(title)


def kind_text(series: SeriesRecord) -> str:
    """How its runs differ."""
    if series.kind == "folds":
        return QCoreApplication.translate("Series", "{0} folds").format(series.wanted)
    return QCoreApplication.translate("Series", "{0} seeds").format(series.wanted)


def titles(every: Sequence[SeriesRecord]) -> list[str]:
    """Each series in a line: its name, its kind, its network, and the settings in which they differ."""
    return [
        " · ".join(
            filter(None, (each.name, kind_text(each), network_in_short(each.network), in_a_line(settings)))
        )
        for each, settings in zip(every, differing(every), strict=True)
    ]


def sentence(series: SeriesRecord, key: str) -> str:
    """What came of it."""
    return translate(headline(series, key, _in_text(series, key)))


def beside(series: SeriesRecord, key: str, runs: Sequence[RunRecord]) -> str:
    """What stands beside that, in sentences."""
    return " ".join(f"{translate(each)}." for each in remarks(series, key, runs))


def rivals(series: SeriesRecord, every: Sequence[SeriesRecord], key: str) -> list[SeriesRecord]:
    """Other series that can be compared with one, the newest of them; in their order."""
    return [each for each in every if each is not series and incomparable(each, series, key) is None][
        -MOST_COMPARED:
    ]


def comparisons(series: SeriesRecord, others: Sequence[SeriesRecord], key: str) -> str:
    """How a series compares with others, a sentence each."""
    return "\n".join(f"{translate(compared(other, series, key, _in_text(series, key)))}." for other in others)


def ending_text(outcome: Outcome) -> str:
    """How a run ended, in a word or two."""
    return {
        "done": QCoreApplication.translate("Series", "finished"),
        "early": QCoreApplication.translate("Series", "ended early"),
        "stopped": QCoreApplication.translate("Series", "stopped"),
        "diverged": QCoreApplication.translate("Series", "diverged"),
    }[outcome.ending]


def going_on_text(number: int, of: int, left: float | None) -> str:
    """How far a series is."""
    if left is None:
        return QCoreApplication.translate("Series", "Run {0} of {1}").format(number, of)
    return QCoreApplication.translate("Series", "Run {0} of {1} · about {2} left").format(
        number, of, time_text(left)
    )


def table_of(series: SeriesRecord) -> str:
    """Every figure of every run as CSV."""
    known = [key for key in keys(series) if key != LOSS]
    rows = [
        [
            series.name, series.kind, outcome.number, outcome.seed, outcome.rows, outcome.validated,
            "" if outcome.best is None else outcome.best.epoch, *(_cell(outcome, key) for key in (LOSS, *known)),
            "" if outcome.guessing is None else outcome.guessing, outcome.epochs, outcome.ending, outcome.seconds,
        ]
        for outcome in ordered(series)
    ]  # fmt: skip
    headings = (
        "series", "kind", "run", "seed", "rows", "validated", "best_epoch", "val_loss", *(f"val_{in_table(key, series.answers)}" for key in known),
        "guessing", "epochs", "ending", "seconds",
    )  # fmt: skip
    return csv_text(headings, rows)


def ordered(series: SeriesRecord) -> list[Outcome]:
    """Its runs by their numbers."""
    return sorted(series.outcomes, key=lambda outcome: outcome.number)


def _cell(outcome: Outcome, key: str) -> float | str:
    found = value(outcome, key)
    return "" if found is None else found
