"""Cells of tables and what they mean: types, missing values, what is left out and why. Runs in the child process.

Shared by every kind of file that holds a table, so that the same table in another format is the same data.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.beside import NAMES, packed
from nnstudio.data.cells.choices import hold_choices
from nnstudio.data.cells.dates import (
    Order,
    are_dates,
    has_short_year,
    moment,
    name_zones,
    order_of,
    seconds,
    spelled,
    turned,
    unusual,
)
from nnstudio.data.cells.decimal_mark import MINUS, NO_NUMBER, NUMBER, DecimalMark, are_most, either
from nnstudio.data.cells.dress import DOUBT, PLAIN, Doubt, Dress, dress_of, plain_blanks, wanted
from nnstudio.data.cells.dress import values as undressed
from nnstudio.data.cells.long_numbers import are_codes
from nnstudio.data.cells.no_value import emptied, parted
from nnstudio.data.columns.identifiers import (
    ALMOST,
    EMPTY,
    MANY_TEXTS,
    NAMED,
    SAME,
    are_names,
    called_a_thing,
    useless,
)
from nnstudio.data.readers import no_numbers
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError, msg, shortened

if TYPE_CHECKING:
    import polars as pl

MISSING = ("", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "?", "#N/A")
"""Cells that stand for a missing value."""
IN_UTC = "Column {column}: times that name a time zone are counted in UTC, others as they stand"
MANY = 50
"""Texts with more distinct values than this may be identifiers or prose."""
TOO_MANY = 1000
"""Texts with more distinct values than this are never categories."""

_INFINITE = r"^(?i)[+-]?inf(inity)?$"
_LOOKED_AT = 1000
"""Cells among which an example is looked for."""
Described = tuple[Mapping[str, Any], NDArray[Any], Message | None]
"""A column's description, its values, and why it is of no use, if it is not."""


def settle_polars() -> None:
    """Set what polars and its relatives read from the environment, before they are imported."""
    # Each thread reserves address space, which the memory limit counts.
    os.environ.setdefault("POLARS_MAX_THREADS", str(min(4, os.cpu_count() or 1)))
    # Of the error stream only the end is kept; a trace of calls would push out what went wrong.
    os.environ["RUST_BACKTRACE"] = "0"


def damaged(file: str, error: BaseException) -> StudioError:
    """What a library says about a broken file, in one line; a panic's own words mean nothing to a person."""
    first = " ".join(str(error).strip().split("\n")[0].split())
    if not isinstance(error, Exception) or not first or "unwrap()" in first:
        return StudioError("{file}: it is damaged", file=file)
    cause = shown(shortened(first, 100))
    return StudioError("{file}: it is damaged ({cause})", file=file, cause=cause)


def strip(frame: pl.DataFrame) -> pl.DataFrame:
    """Take the blanks around cells of text away; missing ones become null."""
    import polars as pl

    frame = frame.with_columns(pl.all().str.strip_chars())
    return frame.with_columns(pl.when(~pl.all().is_in(MISSING)).then(pl.all()))


def stripped(texts: pl.Series) -> pl.Series:
    """Do as :func:`strip` for a long column; one of a few words is only looked through for different ones."""
    few = texts.unique()
    if len(few) <= TOO_MANY and few.equals(strip(few.to_frame()).to_series(), null_equal=True):
        return texts
    return strip(texts.to_frame()).to_series()


def holds_numbers(texts: pl.Series) -> bool:
    """Whether a long column may hold numbers: for one of a few words that is soon told."""
    few = texts.unique()
    return len(few) > TOO_MANY or bool(few.str.contains(f"{NUMBER}|{_INFINITE}").any())


class Cells:
    """Turns columns of text into numbers or categories.

    Parameters
    ----------
    file : str
    lines : ndarray, shape (N,)
        Line of the file each row begins on.
    decimal : DecimalMark
    typed : bool
        Whether the file has numbers of its own beside texts, as a workbook has.
    lenient : bool
        Whether cells that are no number, or no date, count as missing in a column that must hold them, however many they
        are; else they are refused.
    """

    def __init__(
        self, file: str, lines: NDArray[np.int64], decimal: DecimalMark, *,
        typed: bool = False, lenient: bool = False,
    ) -> None:  # fmt: skip
        self.file = file
        self.lines = lines
        self.decimal = decimal
        self.typed = typed
        self.lenient = lenient

    def column(
        self, name: str, texts: pl.Series | NDArray[np.float64], known: str | None, notes: list[Message]
    ) -> Described:
        """Return a column's description, its values, and why it is of no use, if it is not."""
        known, stand_ins = parted(known)
        if stand_ins and not isinstance(texts, np.ndarray):
            texts = emptied(texts, stand_ins, self.decimal)
        if known == NAMES:
            return (
                {"name": name, "kind": NAMES},
                texts if isinstance(texts, np.ndarray) else packed(texts),
                None,
            )
        if isinstance(texts, np.ndarray):  # read as numbers at once
            return {"name": name, "kind": "number"}, texts, useless(name, texts)
        there = len(texts) - texts.null_count()
        if known in ("date", "day first", "month first"):
            return self._dates(name, texts, known, notes)
        dress = wanted(known)
        if dress is not None:
            return self._dressed(name, texts, dress, notes)
        comma = self.decimal.mark == ","
        points = texts.str.replace(",", ".", literal=True) if comma else texts
        count = blank = 0
        wished = known in ("number", PLAIN)
        if wished or holds_numbers(points):
            points = points.str.replace(MINUS, "-", literal=True)
            numeric = points.str.contains(NUMBER) | texts.str.contains(_INFINITE)
            count = int(numeric.sum())
            blank = int(texts.is_in(NO_NUMBER).sum()) if count < there else 0
        if known in (None, "number") and (
            count < there or (comma and texts.str.contains(".", literal=True).any())
        ):
            found = self._dress(name, texts, known, notes)
            if isinstance(found, Doubt):  # also where few cells are: they would count as missing
                return self._categories(name, texts, there, known)
            if found is not None:
                return self._dressed(name, texts, found, notes)
        if not count and not wished:
            return self._categories(name, texts, there, known)
        cell = either(texts) if comma and known in (None, PLAIN) else None
        if cell is not None:
            self._doubt(name, cell, known, notes)
            return self._categories(name, texts, there, known)
        mostly = count == there or are_most(count, there - blank)
        if wished or (known is None and count and mostly and not are_codes(name, texts, notes)):
            return self._numbers(name, points, texts, ~numeric, notes)
        return self._categories(name, texts, there, known)

    def _dress(
        self, name: str, texts: pl.Series, known: str | None, notes: list[Message]
    ) -> Dress | Doubt | None:
        """The dress of a column that nobody has told; doubts are told."""
        found = dress_of(name, texts, self.decimal)
        if isinstance(found, Doubt):
            self._doubt(name, found.cell, known, notes)
            return found
        if found is not None and self.typed and found.mark == "," and texts.str.contains(NUMBER).any():
            return None  # 1.234 among such texts may be a number of the file itself
        return found

    def _doubt(self, name: str, cell: str, known: str | None, notes: list[Message]) -> None:
        """Tell of a cell that could be two numbers; refuse it where numbers are wanted."""
        about = {"column": repr(name), "cell": brief(cell)}
        if known is not None:
            raise StudioError(
                "{file}, column {column}: nothing tells whether the mark in {cell} parts thousands or decimals; "
                "choose the decimal mark",
                file=self.file,
                **about,
            )
        notes.append(msg(DOUBT, **about))

    def _dressed(self, name: str, texts: pl.Series, dress: Dress, notes: list[Message]) -> Described:
        numbers = undressed(texts, dress, typed=self.typed)
        there = texts.is_not_null().to_numpy()
        strange = np.flatnonzero(np.isnan(numbers) & there)
        refusal = msg(
            "{file}, line {line}, column {column}: {cell} is not a number written like {specimen}",
            specimen=dress.specimen,
        )
        self._leave_out(name, texts, strange, refusal, notes)
        infinite = np.flatnonzero(np.isinf(numbers))
        if infinite.size:
            raise self.too_large(name, int(infinite[0]), texts[int(infinite[0])])
        lengths = texts.head(_LOOKED_AT).str.len_chars().fill_null(0).to_numpy()
        lengths = np.where(np.isnan(numbers[:_LOOKED_AT]), 0, lengths)
        most = int(lengths.argmax()) if lengths.any() else None  # the longest number shows most of the dress
        example = None if most is None else (plain_blanks(texts[most]), float(numbers[most]))
        described = {"name": name, "kind": "number", "dress": dress.specimen, "example": example}
        return described, numbers, useless(name, numbers)

    def _numbers(
        self,
        name: str,
        points: pl.Series,
        texts: pl.Series,
        odd: pl.Series,
        notes: list[Message],
    ) -> Described:
        import polars as pl

        strange = np.flatnonzero(odd.fill_null(False).to_numpy())
        refusal = msg(
            "{file}, line {line}, column {column}: {cell} is not a number; leave the cell empty if it is unknown"
        )
        self._leave_out(name, texts, strange, refusal, notes)
        numbers = points.cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy()
        infinite = np.isinf(numbers)
        if infinite.any():
            first = int(infinite.argmax())
            raise self.too_large(name, first, texts[first])
        return {"name": name, "kind": "number"}, numbers, useless(name, numbers)

    def _leave_out(
        self,
        name: str,
        texts: pl.Series,
        strange: NDArray[Any],
        refusal: Message,
        notes: list[Message],
        *,
        date: bool = False,
    ) -> None:
        """Let cells that are no number, or no date, count as missing where they are few, or signs for that; else refuse the first."""
        wrong = strange[~texts.gather(strange).is_in(NO_NUMBER).to_numpy()]
        there = len(texts) - texts.null_count() - (len(strange) - len(wrong))
        if wrong.size and not self.lenient and not are_most(there - len(wrong), there):
            raise self._refused(refusal, name, int(wrong[0]), texts)
        if strange.size:
            self._counts_as_missing(name, texts, strange, notes, date=date)

    def _refused(self, refusal: Message, name: str, row: int, texts: pl.Series) -> StudioError:
        line, cell = int(self.lines[row]), brief(texts[row])
        return StudioError(
            refusal.text, file=self.file, line=line, column=repr(name), cell=cell, **refusal.args
        )

    def _dates(self, name: str, texts: pl.Series, known: str, notes: list[Message]) -> Described:
        day_first, doubtful = order_of(texts) if known == "date" else Order(known == "day first")
        if doubtful is not None:
            notes.append(
                msg(
                    "Column {column}: nothing tells whether {cell} is {month_first} or {day_first}; it is read as the "
                    "former. If that is wrong, say that the day comes first, or write dates as 2024-12-31",
                    column=repr(name),
                    cell=brief(doubtful),
                    month_first=spelled(moment(doubtful) or 0),
                    day_first=spelled(moment(doubtful, day_first=True) or 0),
                )
            )
        if name_zones(texts):
            notes.append(msg(IN_UTC, column=repr(name)))
        values = seconds(texts, day_first)
        strange = np.flatnonzero(np.isnan(values) & texts.is_not_null().to_numpy())
        refusal = msg("{file}, line {line}, column {column}: {cell} is not a date; write it as 2024-12-31")
        other = strange[
            turned(texts.gather(strange), day_first)
        ]  # never a slip: what is right is doubtful then
        if other.size and not self.lenient:
            raise self._refused(refusal, name, int(other[0]), texts)
        self._leave_out(name, texts, strange, refusal, notes, date=True)
        if doubtful is None and (cell := unusual(texts.filter(~np.isnan(values)))) is not None:
            text = "Column {column}: {cell} is read as {date}"
            if has_short_year(cell):
                text = "Column {column}: {cell} is read as {date}; years of two digits are those from 1969 to 2029"
            told = spelled(moment(cell, day_first) or 0)
            notes.append(msg(text, column=repr(name), cell=brief(cell), date=told))
        return {"name": name, "kind": "date", "day_first": day_first}, values, useless(name, values)

    def _counts_as_missing(
        self, name: str, texts: pl.Series, rows: NDArray[Any], notes: list[Message], *, date: bool = False
    ) -> None:
        first = int(rows[0])
        cell, line = brief(texts[first]), int(self.lines[first])
        notes.append(no_numbers.told(repr(name), len(rows), cell, line, date=date))

    def too_large(self, name: str, row: int, cell: str) -> StudioError:
        """The error about a number that is infinite, or would be."""
        text = "{file}, line {line}, column {column}: {cell} is too large for a number"
        if "inf" in cell.casefold():
            text = "{file}, line {line}, column {column}: {cell} is no finite number; leave the cell empty if it is unknown"
        return StudioError(
            text, file=self.file, line=int(self.lines[row]), column=repr(name), cell=brief(cell)
        )

    def _categories(self, name: str, texts: pl.Series, there: int, known: str | None) -> Described:
        import polars as pl

        found = texts.drop_nulls().unique().sort()
        distinct = len(found)
        about = {"name": name, "kind": "category", "dates": known is None and are_dates(found)}
        about["choices"] = known is None and not about["dates"] and hold_choices(texts)
        reason: Message | None = None
        if distinct <= 1:
            reason = SAME if distinct else EMPTY
        elif called_a_thing(name) and distinct <= ALMOST * there and not about["dates"]:
            pass  # rows of the same one may have to stay together, however many there are
        elif distinct > TOO_MANY or (distinct > MANY and distinct > there / 2):
            reason = msg(MANY_TEXTS.text, count=distinct)
            if distinct > ALMOST * there and are_names(name, found.to_list()):
                reason = NAMED
            if about["dates"]:
                reason = msg("it holds dates; read it as dates to learn from it")
            if about["choices"]:
                reason = msg("it holds several choices in a cell; read it as choices to learn from it")
        categories = found.to_list() if reason is None or known is not None else []
        if not categories:
            return about, packed(texts) if reason == NAMED else np.full(len(texts), -1, np.int32), reason
        codes = texts.cast(pl.Enum(categories)).to_physical().cast(pl.Int32).fill_null(-1).to_numpy()
        return {**about, "categories": categories}, codes, reason


def brief(text: str) -> str:
    """Quote a cell in one short line."""
    return repr(shortened(" ".join(shown(text).split()), 40))
