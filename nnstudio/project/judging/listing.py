"""The samples of a judgement in words and numbers: their own values, and a table that can be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from nnstudio.data.cells.dates import spelled
from nnstudio.data.cells.dress import named
from nnstudio.data.cells.dress import spelled as dressed
from nnstudio.data.preparing.pixel_order import in_place
from nnstudio.data.preparing.preprocessing import ColumnScaling, Preprocessor
from nnstudio.project.csv_text import csv_text
from nnstudio.project.judging.judgement import Judgement
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import digits_for, figure_text


def row_values(preprocessor: Preprocessor, x: Host, most: int | None = None) -> dict[str, float | str]:
    """Values of a prepared row by column, in the units of the data; a missing one is what took its place.

    Parameters
    ----------
    preprocessor : Preprocessor
    x : array, shape (features,)
        Or a whole sample, where the features stand behind a picture.
    most : int, optional
        How many columns, the first; all otherwise.
    """
    found: dict[str, float | str] = {}
    at = preprocessor.first_feature
    for column in columns_of_rows(preprocessor)[:most]:
        part = x[at : at + len(column.features)]
        at += len(part)
        value = column.restored(part)
        if column.kind == "date":
            # Single precision knows the seconds of a few years to a minute or so.
            value = spelled(round(float(value) / 60) * 60)
        elif not isinstance(value, str):
            value = float(
                f"{value:.{_digits(column, 6)}g}"
            )  # without those that single precision has left behind
            dress = named(column.dress)
            if dress is not None and dress.of_clock:
                value = round(value * 3600) / 3600
            value = value if dress is None else dressed(value, dress)
        found[column.name] = value
    return found


def columns_of_rows(preprocessor: Preprocessor) -> tuple[ColumnScaling, ...]:
    """Columns of a table; for rows of plain numbers, one for each number, called by its place."""
    if preprocessor.columns:
        return preprocessor.columns
    (count,) = preprocessor.sample_shape
    offsets, scales = (
        [*each] * (count if len(each) == 1 else 1) for each in (preprocessor.offset, preprocessor.scale)
    )
    return tuple(ColumnScaling(str(i + 1), "number", offsets[i], offsets[i], scales[i]) for i in range(count))


def values_of(preprocessor: Preprocessor, x: Host, most: int | None = None) -> list[tuple[str, str]]:
    """As :func:`row_values`, in words."""
    values, columns = row_values(preprocessor, x, most), columns_of_rows(preprocessor)
    mark = decimal_mark(columns)
    return [
        (
            column.name,
            value if isinstance(value, str) else figure_text(value, _digits(column, 5)).replace(".", mark),
        )
        for column, value in zip(columns, values.values(), strict=False)
    ]


def decimal_mark(columns: Sequence[ColumnScaling]) -> str:
    """What stands before the decimals of all numbers: a comma where those in dress have one, beside which 1.234 is a thousand."""
    dresses = (named(column.dress) for column in columns if column.dress)
    return "," if any(dress is not None and dress.mark == "," for dress in dresses) else "."


def _digits(column: ColumnScaling, least: int) -> int:
    """How many digits tell the values of a column apart."""
    return least if column.logarithm else digits_for(column.offset, column.scale, least)


def raw(preprocessor: Preprocessor, x: Host) -> Host:
    """Prepared samples of arrays, shape (m, *sample_shape), back in the unit of the data; of those with columns, the pictures."""
    arrays = preprocessor.parts(x)[0]
    restored: Host = arrays.astype(np.float64) * np.array(preprocessor.scale) + np.array(preprocessor.offset)
    return in_place(restored, preprocessor.order)


def as_csv(judged: Judgement) -> str:
    """Every sample with its truth and answer, as a table for spreadsheets; rows count from 1.

    What a person calls the rows comes first.
    """
    beside, places = judged.prepared.beside, judged.split.rows.tolist()
    rows = ([*beside.cells(place), *row] for place, row in zip(places, _rows(judged), strict=True))
    return csv_text([*beside.headings, *_headings(judged)], rows)


def _headings(judged: Judgement) -> list[str]:
    preprocessor = judged.prepared.preprocessor
    if judged.classes:
        shares = [f"P({name})" for name in judged.classes]
        return ["row", "true", "predicted", "confidence", "correct", *shares]
    names = judged.target_names
    if preprocessor.labels:
        kinds = ("true {}", "predicted {}", "P({})", "correct {}")
        return ["row", *(kind.format(name) for name in names for kind in kinds)]
    return ["row", *(f"{kind} {name}" for name in names for kind in ("true", "predicted", "error"))]


def _rows(judged: Judgement) -> Iterator[list[Any]]:
    rows = (judged.split.rows + 1).tolist()
    if judged.classes:
        names, confidence = judged.classes, judged.confidence
        for i, row in enumerate(rows):
            true, said = int(judged.true[i]), int(judged.said[i])
            shares = [_plain(share) for share in judged.given[i]]
            yield [
                row,
                names[true],
                names[said],
                _plain(confidence[i]),
                "yes" if true == said else "no",
                *shares,
            ]
        return
    labels = judged.prepared.preprocessor.labels
    digits = () if labels else judged.digits(7)
    for i, row in enumerate(rows):
        cells: list[Any] = [row]
        if labels:
            told = judged.true[i], judged.given[i], judged.said[i].tolist()
            for pair, true, given, said_yes in zip(labels, *told, strict=True):
                is_yes = int(true)
                cells += [pair[is_yes], pair[said_yes], _plain(given), "yes" if is_yes == said_yes else "no"]
            yield cells
            continue
        for true, given, own in zip(judged.true[i], judged.given[i], digits, strict=True):
            cells += [_plain(true, own), _plain(given, own), _plain(given - true)]
        yield cells


def _plain(number: float, digits: int = 7) -> float:
    return float(f"{number:.{digits}g}")
