"""What a series has to say, in sentences; who shows them fills in how figures are written there."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.data.baseline import MEASURED_BY
from nnstudio.nn.metric_order import metric_text
from nnstudio.nn.metrics import kind_of
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.series.figures import LOSS, difference, figure, guessing, incomparable, value
from nnstudio.project.series.record import SeriesRecord
from nnstudio.system.messages import Message, counted, msg
from nnstudio.system.numbers import figure_text, formatted, loss_text, percent_text, spread_text


def figure_words(key: str, number: float) -> str:
    """A figure in the form of its metric; losses have as many digits as those beside them."""
    return loss_text(number) if key == LOSS else metric_text(key, number)


def is_share(key: str) -> bool:
    """Whether a figure is written as a percentage."""
    kind = kind_of(key)
    return kind is not None and kind.share


def spread_words(series: SeriesRecord, key: str) -> str:
    """Mean and spread of a figure; a dash where no run has it, and no spread of a single run."""
    found = figure(series, key)
    if found is None:
        return "–"
    if len(found.values) == 1:
        return figure_words(key, found.mean)
    return spread_text(found.mean, found.spread, share=is_share(key))


def spread_alone(key: str, spread: float) -> str:
    """A standard deviation."""
    return percent_text(spread) if is_share(key) else figure_text(spread, 2)


def headline(series: SeriesRecord, key: str, name: str) -> Message:
    """The one sentence: what came of it, by one figure of that name."""
    found = figure(series, key)
    if found is None:
        return msg("No run has come to the end of an epoch")
    told = {
        "name": name,
        "figure": spread_words(series, key),
        "least": figure_words(key, min(found.values)),
        "most": figure_words(key, max(found.values)),
    }
    if len(found.values) == 1:
        return msg("One run: {name} {figure}; a spread takes two", **told)
    if series.kind == "folds":
        return msg("{n} folds: {name} {figure}, from {least} to {most}", n=len(found.values), **told)
    return msg(
        "{n} runs with other seeds: {name} {figure}, from {least} to {most}", n=len(found.values), **told
    )


def remarks(series: SeriesRecord, key: str, runs: Sequence[RunRecord] = ()) -> tuple[Message, ...]:
    """What belongs beside the headline: the single run, guessing, and what did not come to its end.

    Parameters
    ----------
    series : SeriesRecord
    key : str
        Of the figure.
    runs : sequence of RunRecord
        Those of the project, among which is the single run of the same plan, if there is one.
    """
    found = []
    single = _single(series, key, runs)
    if single is not None:
        found.append(single)
    guess = guessing(series)
    if guess is not None and key in MEASURED_BY:
        found.append(
            msg("Guessing would reach {figure} on the same samples", figure=figure_words(key, guess))
        )
    if len(series.outcomes) < series.wanted:
        found.append(
            counted(
                len(series.outcomes),
                "{n} of the {wanted} runs that were wanted is there",
                "{n} of the {wanted} runs that were wanted are there",
                wanted=series.wanted,
            )
        )
    diverged = [outcome for outcome in series.outcomes if outcome.ending == "diverged"]
    if diverged:
        found.append(
            counted(
                len(diverged),
                "{n} run diverged; the best epoch before that counts, if there was one",
                "{n} runs diverged; the best epochs before that count, where there were any",
            )
        )
    return tuple(found)


def _single(series: SeriesRecord, key: str, runs: Sequence[RunRecord]) -> Message | None:
    """The figure that one run alone shows."""
    first = next((o for o in series.outcomes if o.number == 1), None)
    if series.kind == "seeds":
        alone = None if first is None else value(first, key)
        if alone is None:
            return None
        return msg(
            "The first of them is the run of the project itself: {figure}", figure=figure_words(key, alone)
        )
    for run in reversed(runs):
        same = (
            (run.network, run.training.anywhere, run.data.replace(source=None))
            == (series.network, series.training.anywhere, series.data)
        )  # fmt: skip
        best = run.best
        if not same or best is None or best.val_loss is None:
            continue
        alone = best.val_loss if key == LOSS else best.val_metrics.get(key)
        if alone is not None:
            return msg(
                "{run}, on the validation part of the project: {figure}",
                run=run.name, figure=figure_words(key, alone),
            )  # fmt: skip
    return None


def compared(a: SeriesRecord, b: SeriesRecord, key: str, name: str) -> Message:
    """Whether the second of two series is better than the first, by one figure of that name."""
    why = incomparable(a, b, key)
    if why is not None:
        return msg("{b} cannot be compared with {a}: {reason}", a=a.name, b=b.name, reason=why)
    found = difference(a, b, key)
    kind = kind_of(key)
    rises = kind is not None and kind.higher_is_better
    told = {
        "a": a.name, "b": b.name, "name": name, "by": _apart(key, found.by),
        "low": _signed(key, found.low), "high": _signed(key, found.high),
    }  # fmt: skip
    if not found.told_apart:
        return msg(
            "{a} and {b} cannot be told apart: their {name} differs by {by}, no more than chance makes of it (95 % interval "
            "of the difference {low} to {high})",
            **told,
        )
    if (found.by > 0) == rises:
        return msg(
            "{b} is better than {a}: their {name} differs by {by}, more than chance makes of it (95 % interval of the "
            "difference {low} to {high})",
            **told,
        )
    return msg(
        "{b} is worse than {a}: their {name} differs by {by}, more than chance makes of it (95 % interval of the difference "
        "{low} to {high})",
        **told,
    )


def _apart(key: str, by: float) -> Message | str:
    """How far two means are apart."""
    if is_share(key):
        return msg("{n} percentage points", n=formatted(abs(100 * by), ".1f"))
    return figure_text(abs(by), 2)


def _signed(key: str, number: float) -> str:
    """A difference with its sign, to as many digits as an interval of a few runs deserves."""
    if is_share(key):
        return formatted(100 * number, "+.1f")
    text = figure_text(number, 2)
    return text if number < 0 else f"+{text}"
