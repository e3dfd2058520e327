"""How one column of a table becomes numbers for a network: plain data, learned by :mod:`nnstudio.data.preparing.fitting`."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.choices import SEPARATORS, parts_of, ticks, together
from nnstudio.data.cells.dress import named
from nnstudio.data.cells.no_value import nowhere, spellings
from nnstudio.data.dataset import Column, ColumnKind
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.numbers import figure_text

DatePart = Literal["season", "weekday", "hour"]
DAY = 86400.0
YEAR = 365.2425 * DAY
"""Mean length of a year of the calendar; the season drifts by less than a day around it."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_WEEKDAY = 3
"""1 January 1970 was a Thursday."""


_DIGITS = -math.log10(np.finfo(np.float32).eps)
"""How many decimal digits a feature has."""
_HIGHEST = 700.0
"""A logarithm above which there is no number."""


class ColumnScaling(msgspec.Struct, frozen=True):
    """What happens to one column of a table.

    Parameters
    ----------
    name : str
    kind : {"number", "category", "date"}
    fill : float or str
        Takes the place of a missing value: the mean, or the most frequent category (the first of equals); a cell
        with several choices, where those are parted.
    offset, scale : float
        A number x becomes ``(x - offset) / scale``; a date does so in seconds since 1970.
    categories : tuple of str
        A category becomes one feature for each of these, 1 where it is the one and 0 elsewhere; one that was
        never seen becomes zeros.
    logarithm : bool
        Whether a number x becomes ``sign(x) · log(1 + |x|)`` first.
    indicator : bool
        Whether the last feature is 1 where the value is missing and 0 elsewhere.
    other : bool
        Whether one more feature is 1 for whatever is none of the categories.
    values : tuple of tuple of float
        Where given, the features of each category, instead of ones and zeros.
    unseen : tuple of float
        The features of a category that is none of these; only with ``values``.
    meanings : tuple of str
        What these features are called; only with ``values``.
    parts : tuple of {"season", "weekday", "hour"}
        Of a date, what follows the time itself: sine and cosine of the time of the year, a feature for each day
        of the week, sine and cosine of the time of the day.
    day_first : bool
        Whether dates such as 3/4/2024 are read with the day first, as those of the training were.
    dress : str
        A specimen of how numbers are written, as those of the training were; empty where they are plain.
    spellings : tuple of (str, str)
        Other spellings, each with the category that it counts as.
    separator : str
        What parts several categories in one cell, each of which has its feature then; empty where it is one.
    stand_ins : tuple of float
        Numbers that count as missing.
    """

    name: str
    kind: ColumnKind
    fill: float | str
    offset: float = 0.0
    scale: float = 1.0
    categories: tuple[str, ...] = ()
    logarithm: bool = False
    indicator: bool = False
    other: bool = False
    values: tuple[tuple[float, ...], ...] = ()
    unseen: tuple[float, ...] = ()
    meanings: tuple[str, ...] = ()
    parts: tuple[DatePart, ...] = ()
    day_first: bool = False
    dress: str = ""
    spellings: tuple[tuple[str, str], ...] = ()
    separator: str = ""
    stand_ins: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        check_scaling(repr(self.name), (self.offset,), (self.scale,))
        if self.kind == "category":
            known = set(self.categories)
            fits = self._filled <= known and len(known) == len(self.categories)
            fits = fits and not self.logarithm and self._values_fit()
            fits = fits and (not self.separator or (self.separator in SEPARATORS and not self.values))
        else:
            fits = isinstance(self.fill, float | int) and math.isfinite(self.fill) and not self.categories
            fits = fits and not (self.other or self.values or self.unseen or self.meanings or self.separator)
        if self.dress:
            fits = fits and self.kind == "number" and named(self.dress) is not None
        if self.spellings:
            fits = fits and spellings_fit(self.spellings, self.categories)
        fits = fits and all(map(math.isfinite, self.stand_ins))
        if self.kind != "date":
            fits = fits and not self.parts and not self.day_first
        if not fits or len(set(self.parts)) < len(self.parts) or (self.kind == "date" and self.logarithm):
            raise StudioError("Preprocessing of column {name} is damaged", name=repr(self.name))

    @property
    def _filled(self) -> frozenset[str]:
        """The categories that take the place of a missing value; of choices there may be none."""
        return frozenset(parts_of(str(self.fill), self.separator) if self.separator else (str(self.fill),))

    def _values_fit(self) -> bool:
        width = len(self.meanings)
        if not self.values:
            return not self.unseen and not width
        each = (*self.values, self.unseen)
        return (
            not self.other
            and width > 0
            and len(self.values) == len(self.categories)
            and all(len(row) == width and all(map(math.isfinite, row)) for row in each)
        )

    @property
    def features(self) -> tuple[str, ...]:
        """Names of the features the column becomes."""
        name = self.name
        found: tuple[str, ...]
        if self.kind == "number":
            found = (f"log {name}" if self.logarithm else name,)
        elif self.kind == "date":
            found = (name, *(feature for part in self.parts for feature in _date_features(name, part)))
        elif self.values:
            found = self.meanings
        else:
            found = tuple(f"{name} = {category}" for category in self.categories)
            found = (*found, f"{name}: another") if self.other else found
        return (*found, f"{name} is missing") if self.indicator else found

    @property
    def feature_scaling(self) -> tuple[tuple[float, float], ...]:
        """Offset and scale of each feature; 0 and 1 of those that are no scaled numbers."""
        rest = len(self.features) - 1
        return ((self.offset, self.scale), *[(0.0, 1.0)] * rest)

    def restored(self, features: NDArray[Any]) -> float | str:
        """The value whose features these are; where it was missing, what took its place.

        Parameters
        ----------
        features : ndarray, shape (features,)
        """
        if self.kind != "category":
            away = float(features[0]) * self.scale
            value = away + self.offset
            if away and math.isfinite(away):
                # Without the digits of single precision: a count of 0 does not come back as −3·10⁻⁸, nor as −0.
                value = round(value, -math.ceil(math.log10(abs(away)) - _DIGITS)) + 0.0
            if self.logarithm:
                value = math.copysign(math.expm1(min(abs(value), _HIGHEST)), value)
            return value
        if self.values:
            away = np.abs(np.array(self.values) - features[: len(self.meanings)]).max(axis=1)
            return self.categories[int(away.argmin())]
        ones = features[: len(self.categories)]
        if self.separator:
            ticked = [name for name, one in zip(self.categories, ones, strict=True) if one >= 0.5]
            return together(ticked, self.separator)
        return self.categories[int(ones.argmax())] if ones.any() else "–"

    def numbers(self, feature: NDArray[Any]) -> NDArray[np.float64]:
        """The values of a number, of many rows, in its own unit and in single precision's digits.

        Parameters
        ----------
        feature : ndarray, shape (N,)
            The first one of the column.
        """
        values = feature.astype(np.float64) * self.scale + self.offset
        if self.logarithm:
            values = np.copysign(np.expm1(np.minimum(np.abs(values), _HIGHEST)), values)
        return values

    def transform(self, column: Column, out: NDArray[np.float32]) -> None:
        """Write the features of ``column`` into ``out``, shape (N, features)."""
        column = self._emptied(column)
        if self.indicator:
            out[:, -1] = column.missing
            out = out[:, :-1]
        if self.kind == "category":
            self._category(column, out)
            return
        if column.kind == "category":
            wanted = msg("dates") if self.kind == "date" else msg("numbers")
            raise StudioError(
                "Column {name} must hold {wanted}; it holds {found}",
                name=repr(self.name),
                wanted=wanted,
                found=", ".join(map(repr, column.categories[:3])),
            )
        values = np.where(column.missing, self.fill, column.values)
        if self.logarithm:
            values = signed_logarithm(values)
        # Far-off values overflow float32; the caller finds and reports them.
        with np.errstate(over="ignore"):
            out[:, 0] = (values - self.offset) / self.scale
        at = 1
        for part in self.parts:
            features = date_part(values, part)
            out[:, at : at + features.shape[1]] = features
            at += features.shape[1]

    def _emptied(self, column: Column) -> Column:
        """The column without numbers that count as missing, where it was not read so."""
        if not self.stand_ins or column.kind == "date":
            return column
        if column.kind == "number":
            return dataclasses.replace(column, values=nowhere(column.values, self.stand_ins))
        none = [
            column.categories.index(text) for text in spellings(self.stand_ins) if text in column.categories
        ]
        return dataclasses.replace(column, values=np.where(np.isin(column.values, none), -1, column.values))

    def unknown(self, column: Column) -> NDArray[np.object_]:
        """What stands in each row of ``column`` that is none of the categories; an empty text elsewhere, shape (N,).

        Of choices the whole cell in which one is none of them.
        """
        names, positions = _named(self._emptied(column))
        code = codes_of(self.categories, self.spellings)
        texts = ["" if name is None or not self._strangers(name, code) else name for name in names]
        found: NDArray[np.object_] = np.array(texts, object)[positions]
        return found

    def strangers(self, cell: str) -> tuple[str, ...]:
        """What a cell holds that is none of the categories."""
        return self._strangers(cell, codes_of(self.categories, self.spellings))

    def _strangers(self, cell: str, code: Mapping[str, int]) -> tuple[str, ...]:
        parts = parts_of(cell, self.separator) if self.separator else (cell,)
        return tuple(part for part in parts if part not in code)

    def _category(self, column: Column, out: NDArray[np.float32]) -> None:
        code = codes_of(self.categories, self.spellings)
        found, positions = _named(column)
        names = [str(self.fill) if name is None else name for name in found]
        count = len(self.categories)
        if self.separator:
            ticked, strange = ticks(names, code, self.separator)
            out[:, :count] = ticked[positions]
            if self.other:
                out[:, count] = strange[positions]
            return
        index = np.array([code.get(name, -1) for name in names], np.intp)[positions]
        if self.values:
            out[:] = np.array([*self.values, self.unseen])[index]  # the last stands for -1, unseen
            return
        out[:, :count] = index[:, None] == np.arange(count)
        if self.other:
            out[:, count] = index < 0


def _named(column: Column) -> tuple[list[str | None], NDArray[Any]]:
    """The different texts of a column, None for a missing one, and which of them stands in each row."""
    if column.kind == "category":
        return [*column.categories, None], column.values  # the last stands for -1, missing
    # Such as codes 1 and 2 in a file where the letters do not occur.
    values, positions = np.unique(column.values, return_inverse=True)
    return [None if v != v else str(int(v)) if v % 1 == 0 else repr(float(v)) for v in values], positions


def codes_of(categories: Sequence[str], spellings: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The number of each category, under every spelling of it."""
    code = {name: i for i, name in enumerate(categories)}
    return code | {spelling: code[name] for spelling, name in spellings}


def class_codes(
    target: Column, classes: tuple[str, ...], spellings: tuple[tuple[str, str], ...]
) -> NDArray[np.int32]:
    """The number of the class of every row.

    Raises
    ------
    StudioError
        When a row holds none of them.
    """
    index = codes_of(classes, spellings)
    strange = [name for name in target.categories if name not in index]
    if strange or target.kind != "category":
        raise StudioError(
            "Column {name} holds {strange}; the network knows {classes}",
            name=repr(target.name),
            strange=", ".join(map(repr, strange[:3])) or msg("numbers"),
            classes=", ".join(map(repr, classes[:12])),
        )
    codes: NDArray[np.int32] = np.array([index[name] for name in target.categories], np.int32)[target.values]
    return codes


def spellings_fit(spellings: Sequence[tuple[str, str]], categories: Sequence[str]) -> bool:
    """Whether other spellings are none of the categories, and what they count as is one."""
    others = {spelling for spelling, _ in spellings}
    return (
        len(others) == len(spellings)
        and others.isdisjoint(categories)
        and all(name in categories for _, name in spellings)
    )


def signed_logarithm(values: NDArray[Any]) -> NDArray[np.float64]:
    """``sign(x) · log(1 + |x|)``: nearly x around zero, and defined everywhere."""
    found: NDArray[np.float64] = np.sign(values) * np.log1p(np.abs(values))
    return found


def date_part(seconds: NDArray[Any], part: DatePart) -> NDArray[np.float64]:
    """Features of a part of dates, shape (N, 2 or 7)."""
    if part == "weekday":
        day = (np.floor(seconds / DAY) + FIRST_WEEKDAY) % 7
        days: NDArray[np.float64] = (day[:, None] == np.arange(7)).astype(np.float64)
        return days
    angle = 2 * np.pi * (seconds / (YEAR if part == "season" else DAY) % 1)
    return np.stack([np.sin(angle), np.cos(angle)], axis=1)


def _date_features(name: str, part: DatePart) -> tuple[str, ...]:
    if part == "weekday":
        return tuple(f"{name}: {day}" for day in WEEKDAYS)
    of = "year" if part == "season" else "day"
    return f"{name}: time of the {of} (sine)", f"{name}: time of the {of} (cosine)"


def check_scaling(what: Message | str, offset: Sequence[float], scale: Sequence[float]) -> None:
    """Refuse offsets and scales that no number can be divided by.

    Raises
    ------
    StudioError
    """
    finite = all(map(math.isfinite, (*offset, *scale)))
    if not finite or len(offset) != len(scale) or any(value <= 0 for value in scale):
        raise StudioError("Scaling of {what} is impossible: its numbers are not usable", what=what)


def check_logarithm(target: Column, rows: NDArray[Any] | None = None) -> None:
    """Refuse a target that cannot be learned as its logarithm: numbers below zero have none.

    Raises
    ------
    StudioError
    """
    values = target.values if rows is None else target.values[rows]
    below = np.flatnonzero(values < 0)
    if below.size:
        row = int(below[0] if rows is None else rows[below[0]])
        raise StudioError(
            "Column {name}, row {row}: {value} is below zero and has no logarithm; turn the logarithm of this target "
            "off, or correct the value",
            name=repr(target.name),
            row=row + 1,
            value=figure_text(float(target.values[row]), 6),
        )
