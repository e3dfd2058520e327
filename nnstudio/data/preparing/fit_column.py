"""Learning the preprocessing of one column from the training rows."""

from __future__ import annotations

from typing import cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.choices import mentions, parts_of, together
from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.dataset import Column
from nnstudio.data.preparing.column_scaling import ColumnScaling, DatePart, signed_logarithm
from nnstudio.data.preparing.preprocessing import Scaling
from nnstudio.system.messages import StudioError

SMOOTHING = 10.0
"""As many rows of the mean of all count with each category: one that occurs once hardly says anything."""


def fit_column(column: Column, target: Column, scaling: Scaling, wanted: ColumnSettings) -> ColumnScaling:
    """Learn what happens to a column.

    Parameters
    ----------
    column, target : Column
        Their training rows; of other rows only the names of categories are known.
    scaling : str
        Of all columns.
    wanted : ColumnSettings
        Of this one.
    """
    scaling = cast(Scaling, wanted.scaling or scaling)
    if column.kind == "category":
        fitted = _categories(column, target, scaling, wanted)
        kept = tuple(pair for pair in column.spellings if pair[1] in fitted.categories)
        return _with(fitted, spellings=kept, stand_ins=column.stand_ins)
    there = column.values[~column.missing]
    fill = _fill(there, wanted.missing)
    logarithm = wanted.logarithm and column.kind == "number"
    offset, scale = fit_numbers(signed_logarithm(there) if logarithm else there, scaling)
    if column.kind == "date" and wanted.scaling is None and scaling == "none":
        offset, scale = fit_numbers(there, "standard")  # seconds since 1970 are far too large for a network
    wished: tuple[DatePart, ...] = ("season", "weekday", "hour")
    parts = tuple(part for part in wished if column.kind == "date" and getattr(wanted, part))
    return ColumnScaling(
        column.name,
        column.kind,
        fill,
        offset,
        scale,
        logarithm=logarithm,
        indicator=wanted.indicator,
        parts=parts,
        day_first=column.day_first,
        dress=column.dress,
        stand_ins=column.stand_ins,
    )


def _fill(there: NDArray[np.float64], how: str) -> float:
    if how == "median" and there.size:
        unit = float(np.abs(there).max()) or 1.0  # sums of large numbers overflow
        return float(np.median(there / unit)) * unit
    if how == "most_frequent" and there.size:
        values, counts = np.unique(there, return_counts=True)
        return float(values[counts.argmax()])
    return fit_numbers(there, "standard")[0]


def _categories(column: Column, target: Column, scaling: Scaling, wanted: ColumnSettings) -> ColumnScaling:
    if not column.categories:
        raise StudioError("Column {name} is empty", name=repr(column.name))
    usual = column.categories[int(_counts(column).argmax())]
    if column.separator and wanted.missing in ("usual", "drop"):
        usual = ""  # nothing is ticked
    separator, column = column.separator, mentions(column)
    counts = _counts(column)
    fitted = ColumnScaling(
        column.name, "category", usual,
        categories=column.categories, indicator=wanted.indicator, separator=separator,
    )  # fmt: skip
    if wanted.encoding == "common" and len(column.categories) > wanted.most:
        kept = np.sort(np.argsort(-counts, kind="stable")[: wanted.most])
        categories = tuple(column.categories[i] for i in kept)
        if separator:
            usual = together([part for part in parts_of(usual, separator) if part in categories], separator)
        return _with(fitted, categories=categories, other=True, fill=usual)
    if separator:
        return fitted
    if wanted.encoding == "ordinal":
        places = np.arange(len(column.categories), dtype=np.float64)
        return _numbers(fitted, column, places[:, None], (column.name,), None, scaling)
    if wanted.encoding == "target":
        means, names, prior = _means(column, target)
        return _numbers(fitted, column, means, names, prior, scaling)
    return fitted


def _counts(column: Column) -> NDArray[np.int64]:
    """Rows of each category."""
    return np.bincount(column.values[~column.missing], minlength=len(column.categories))


def _means(
    column: Column, target: Column
) -> tuple[NDArray[np.float64], tuple[str, ...], NDArray[np.float64]]:
    """Of every category the smoothed mean of the target, or the smoothed share of each class.

    They are those of all training rows, not of the other folds for each row: a new row of the category gets the very
    number that training rows got, and the smoothing keeps rare categories from giving their answers away.
    """
    size = len(column.categories)
    if target.kind == "category":
        classes = target.categories[1:] if len(target.categories) == 2 else target.categories
        first = len(target.categories) - len(classes)
        answers = (target.values[:, None] == np.arange(first, len(target.categories))).astype(np.float64)
        names = tuple(f"{column.name}: share of {name}" for name in classes)
    else:
        offset, scale = fit_numbers(target.values, "standard")
        answers = ((target.values - offset) / scale)[:, None]
        names = (f"{column.name}: mean of {target.name}",)
    prior = answers.mean(axis=0) if len(answers) else np.zeros(answers.shape[1])
    codes = np.where(column.missing, size, column.values)
    counts = np.bincount(codes, minlength=size + 1)[:size, None]
    sums = np.stack([np.bincount(codes, a, size + 1)[:size] for a in answers.T], axis=1)
    return (sums + SMOOTHING * prior) / (counts + SMOOTHING), names, prior


def _numbers(
    fitted: ColumnScaling,
    column: Column,
    values: NDArray[np.float64],
    names: tuple[str, ...],
    unseen: NDArray[np.float64] | None,
    scaling: Scaling,
) -> ColumnScaling:
    """Give every category numbers, scaled as they lie in the training rows; unseen ones get their mean."""
    usual = fitted.categories.index(str(fitted.fill))
    rows = values[np.where(column.missing, usual, column.values)]
    if unseen is None:
        unseen = rows.mean(axis=0) if len(rows) else values.mean(axis=0)
    scales = [fit_numbers(each, scaling) for each in rows.T]
    offset, scale = (np.array(each) for each in zip(*scales, strict=True))
    return _with(
        fitted,
        values=tuple(map(tuple, ((values - offset) / scale).tolist())),
        unseen=tuple(((unseen - offset) / scale).tolist()),
        meanings=names,
    )


def _with(fitted: ColumnScaling, **changes: object) -> ColumnScaling:
    return msgspec.structs.replace(fitted, **changes)


def fit_numbers(values: NDArray[np.float64], scaling: Scaling) -> tuple[float, float]:
    """Return offset and scale; a column without spread is only shifted."""
    if scaling == "none" or values.size == 0:
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    if low == high:
        return low, 1.0
    if scaling == "minmax":
        return low, high - low
    unit = max(abs(low), abs(high))  # squares of large numbers overflow
    if scaling == "robust":
        lower, middle, upper = np.percentile(values / unit, (25, 50, 75))
        # Where more than half of the values are the same, the middle half has no width.
        width = float(upper - lower) or float(np.std(values / unit)) or 1.0
        return float(middle) * unit, width * unit
    return float(np.mean(values / unit)) * unit, (float(np.std(values / unit)) or 1.0) * unit
