"""What the command line says about series of runs."""

from __future__ import annotations

from typing import Any

import msgspec

from nnstudio.cli.output import Output
from nnstudio.nn.metric_order import behind_answer
from nnstudio.nn.metrics import title_of
from nnstudio.project.project import Project
from nnstudio.project.runs.differing import differing, in_a_line
from nnstudio.project.runs.short import network_in_short
from nnstudio.project.series.figures import (
    Difference,
    difference,
    figure,
    first_key,
    guessing,
    incomparable,
    keys,
    value,
)
from nnstudio.project.series.record import Outcome, SeriesRecord
from nnstudio.project.series.words import compared, figure_words, headline, remarks, spread_words
from nnstudio.system.messages import small


def tell_all(project: Project, output: Output) -> None:
    """The series of a project, the oldest first."""
    for series, settings in zip(project.series, differing(project.series), strict=True):
        output.event("series", **_facts(series), settings=msgspec.to_builtins(settings))
        what = " · ".join(filter(None, (network_in_short(series.network), in_a_line(settings))))
        output.text(f"{series.name} ({what}): {_summary(project, series)}")


def tell_new(project: Project, output: Output) -> None:
    """The newest series with the figures of each run, and how it compares with the earlier ones."""
    series = project.series[-1]
    key = first_key(series)
    known = keys(series)
    rows = [
        (
            str(outcome.number), str(outcome.seed), f"{outcome.rows} + {outcome.validated}",
            str(outcome.best.epoch) if outcome.best else "–", *(_cell(outcome, each) for each in known), outcome.ending,
        )
        for outcome in sorted(series.outcomes, key=lambda outcome: outcome.number)
    ]  # fmt: skip
    rows.append(("", "", "", "", *(spread_words(series, each) for each in known), ""))
    names = tuple(_name(series, each, "Validation") for each in known)
    run = "Fold" if series.kind == "folds" else "Run"
    output.table((run, "Seed", "Samples", "Best epoch", *names, "Ending"), rows, right=range(4 + len(known)))
    output.text("The last line: mean ± standard deviation (n − 1), of the best epoch of each run")
    output.text(_summary(project, series))
    against = [each for each in project.series[:-1] if incomparable(each, series, key) is None]
    output.event(
        "series", **_facts(series),
        compared=[{"with": each.name, "key": key, **_apart(difference(each, series, key))} for each in against],
    )  # fmt: skip
    for each in against:
        output.text(str(compared(each, series, key, _name(series, key))))


def outcome_facts(outcome: Outcome) -> dict[str, Any]:
    """The stable JSON form of a run of a series."""
    facts: dict[str, Any] = msgspec.to_builtins(outcome)
    return facts | {"seconds": round(outcome.seconds, 3)}


def _summary(project: Project, series: SeriesRecord) -> str:
    key = first_key(series)
    parts = (headline(series, key, _name(series, key)), *remarks(series, key, project.runs))
    return ". ".join(map(str, parts))


def _facts(series: SeriesRecord) -> dict[str, Any]:
    found = {key: figure(series, key) for key in keys(series)}
    return {
        "name": series.name,
        "when": series.when,
        "kind": series.kind,
        "wanted": series.wanted,
        "network": network_in_short(series.network),
        "data": series.data_name,
        "seed": series.training.seed,
        "division": series.division,
        "device": series.device,
        "figures": {key: f._asdict() for key, f in found.items() if f is not None},
        "guessing": guessing(series),
        "outputs": series.answers,
        "runs": [outcome_facts(outcome) for outcome in series.outcomes],
    }


def _apart(found: Difference) -> dict[str, Any]:
    return {**found._asdict(), "told_apart": found.told_apart}


def _cell(outcome: Outcome, key: str) -> str:
    found = value(outcome, key)
    return "–" if found is None else figure_words(key, found)


def _name(series: SeriesRecord, key: str, part: str = "validation") -> str:
    return behind_answer(key, f"{part} {small(title_of(key))}", series.answers)
