"""nnstudio data describe: what is in a file, before anything is trained on it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

import numpy as np
from msgspec.structs import asdict

from nnstudio.cli.new import named_source
from nnstudio.cli.no_value import unheld
from nnstudio.cli.output import Output
from nnstudio.cli.words import LINES, tell_more, tell_warnings
from nnstudio.data.cells.choices import mentions
from nnstudio.data.cells.dates import spelled
from nnstudio.data.columns.facts import Profile, profile, profiles, read_proposed
from nnstudio.data.columns.whole_numbers import numbers_as_classes
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.pixel_order import is_picture
from nnstudio.data.sources import TableSource
from nnstudio.data.spectrogram import SIDES
from nnstudio.data.target_group import views_of
from nnstudio.data.warnings import warnings_about
from nnstudio.nn.shape import show
from nnstudio.system.numbers import count_text, digits_between, figure_text, whole_text

_SHOWN = 8
"""Categories that a line for people lists."""


def run(options: argparse.Namespace, output: Output) -> int:
    """Describe the columns, and what the program proposes to do with them."""
    source = named_source(options.file, options)
    skipped: dict[str, str] = {}
    seen: dict[str, Profile] = {}
    if isinstance(source, TableSource):
        said = source.chosen
        source, table = read_proposed(source)
        table.require(said)
        seen = {each.name: each for each in profiles(table)}
        skipped = {name: str(why) for name, why in table.skipped.items()}
        columns, dataset = table.columns, source.dataset(table)
    else:
        dataset = source.read()
        columns = (*dataset.input_columns, *dataset.aside, *dataset.targets)
    if not seen:
        seen = {column.name: profile(column) for column in columns}
    targets = {*dataset.target_columns, *(each.name for each in dataset.targets)}
    inputs = {column.name for column in dataset.input_columns}
    rows = [
        _facts(column, column.name in targets) | _profile(seen[column.name], column.name in inputs)
        for column in columns
    ]
    warnings = warnings_about(dataset, DataConfig(source))
    for facts in rows:
        output.event("column", **facts)
    for name, reason in skipped.items():
        output.event("left_out", name=name, reason=reason, holds=seen[name].kind if name in seen else "text")
    output.event("data", **_whole(dataset, len(columns[0])))
    thing = "picture" if is_picture(dataset.array_shape) else "row"
    thing = thing if source.other_lengths is None else "recording"
    output.text(f"{dataset.name}: {_in_words(dataset, len(columns[0]), thing)}")
    output.text()
    every = list(_rows(rows, skipped))
    lines = [line for i, line in enumerate(every) if i < LINES or line[-1] == "target"]
    output.table(("Column", "Holds", "Missing", "Least", "Greatest", "Mean", ""), lines, right=(2, 3, 4, 5))
    tell_more(output, len(every) - len(lines))
    whole = numbers_as_classes(source, dataset)
    if whole is not None:
        output.text(f"note: {whole}; for a regression say --task regression")
    for note in (*dataset.notes, *unheld(source, options.missing)):
        output.text(f"note: {note}")
    tell_warnings(output, warnings)
    return 0


def _facts(column: Column, target: bool) -> dict[str, Any]:
    """The stable JSON form of a column."""
    facts: dict[str, Any] = {"name": column.name, "kind": column.kind, "missing": int(column.missing.sum())}
    if column.separator:
        facts |= {"kind": "choices", "separator": column.separator}
        column = mentions(column)
    if column.kind == "category":
        there = column.values[column.values >= 0]
        counts = np.bincount(there, minlength=len(column.categories)).tolist()
        facts |= {"categories": list(column.categories), "counts": counts}
    else:
        there = column.values[~column.missing]
        some = there.size > 0
        facts |= {
            "min": float(there.min()) if some else None,
            "max": float(there.max()) if some else None,
            "mean": float(there.mean()) if some else None,
        }
    return facts | {"target": target}


def _profile(seen: Profile, learned_from: bool) -> dict[str, Any]:
    return {
        "holds": seen.kind,
        "distinct": seen.distinct,
        "missing_share": seen.missing,
        "samples": list(seen.samples),
        "input": learned_from,
    }


def _whole(dataset: Dataset, rows: int) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "rows": rows,
        "samples": len(dataset),
        "shape": list(dataset.array_shape or dataset.sample_shape),
        "rate": dataset.rate or None,
        "spectrogram": None if dataset.spectrogram is None else asdict(dataset.spectrogram),
        "columns": [column.name for column in dataset.columns],
        "target": dataset.target_name,
        "targets": [each.name for each in dataset.targets],
        "task": dataset.task,
        "classes": list(dataset.classes),
        "fingerprint": dataset.fingerprint,
        "notes": [str(note) for note in dataset.notes],
        "outputs": [
            {
                "name": view.target_columns[0],
                "task": view.task,
                "targets": [each.name for each in view.targets],
                "classes": list(view.classes),
            }
            for view in views_of(dataset)
        ],
    }


def _in_words(dataset: Dataset, rows: int, thing: str) -> str:
    asked = "; ".join(f"{_task(view)}: {_named(view)}" for view in views_of(dataset))
    shape = show(dataset.array_shape or dataset.sample_shape)
    inputs = f"inputs of {shape} {'value' if dataset.sample_shape == (1,) else 'values'}"
    if dataset.spectrogram is not None:
        inputs += f" ({SIDES} of a spectrogram)"
    if dataset.columns:
        features = sum(column.width for column in dataset.columns)
        inputs += f" with {count_text(features, 'feature')} from {count_text(len(dataset.columns), 'column')}"
    return f"{count_text(rows, thing)}, {inputs}; proposed is to {asked}"


def _task(dataset: Dataset) -> str:
    """What one output of a network is asked."""
    count = len(dataset.targets)
    return {
        "binary": "tell two classes apart",
        "classes": f"tell {len(dataset.classes)} classes apart",
        "regression": "predict a number" if count == 1 else f"predict {count} numbers",
        "labels": f"answer {count} yes/no questions",
    }[dataset.task]


def _named(dataset: Dataset) -> str:
    names = [each.name for each in dataset.targets]
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def _rows(columns: list[dict[str, Any]], skipped: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for facts in columns:
        mark = "target" if facts["target"] else "" if facts["input"] else "left out"
        if mark == "left out" and facts["holds"] in ("identifier", "text"):
            mark += f": {facts['holds']}"
        missing = whole_text(facts["missing"])
        if "categories" in facts:
            names = facts["categories"]
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            holds = ", ".join(names[:_SHOWN]) + more
            if facts["kind"] == "choices":
                holds = f"choices: {holds}"
            yield facts["name"], holds, missing, "", "", "", mark
        else:
            dates, known = facts["kind"] == "date", [facts[k] for k in ("min", "max", "mean")]
            digits = 6
            if None not in known:
                digits = digits_between(known[0], known[1])
            if dates and None not in known:  # days have no milliseconds in their mean
                known[2] -= known[2] % (86_400 if known[0] % 86_400 == known[1] % 86_400 == 0 else 1)
            figures = (
                "" if value is None else spelled(value) if dates else figure_text(value, digits)
                for value in known
            )
            yield facts["name"], "dates" if dates else "numbers", missing, *figures, mark
    for name, reason in skipped.items():
        yield name, f"left out: {reason}", "", "", "", "", ""
