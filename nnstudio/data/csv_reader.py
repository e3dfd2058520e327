"""CSV values: types, missing values, what is left out and why. Runs in the child process."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.csv_text import Records, decode, find_separator, scan
from nnstudio.system.files import read_limited, shown
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.process import Reporter

if TYPE_CHECKING:
    import polars as pl

FILE_LIMIT = 4 << 30
"""Most bytes of a CSV file."""
MISSING = ("", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "?", "#N/A")
"""Cells that stand for a missing value."""
MANY = 50
"""Texts with more distinct values than this may be identifiers or prose."""
TOO_MANY = 1000
"""Texts with more distinct values than this are never categories."""

_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_COMMA_NUMBER = r"^[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?$"
_INFINITE = r"^(?i)[+-]?inf(inity)?$"
_ROW_NAMES = frozenset(("", "id", "index", "row", "no", "nr", "unnamed: 0"))


def read_csv(request: dict[str, Any], reporter: Reporter) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read a CSV file for :func:`nnstudio.data.tables.read_table`.

    The request holds ``path``, what the user chose of ``separator``, ``decimal``, ``encoding`` and
    ``header``, and ``kinds``: columns known by name, with their kind if that is known too. The answer's header
    holds ``names`` (of all columns), ``columns`` (name, kind, categories), ``skipped`` (name to reason),
    ``format`` (what was detected) and ``notes``; its arrays are the columns' values, named by position.
    """
    # Each thread reserves address space, which the memory limit counts.
    os.environ.setdefault("POLARS_MAX_THREADS", str(min(4, os.cpu_count() or 1)))
    path = request["path"]
    file = shown(os.path.basename(path)) or shown(path)  # noqa: PTH119
    raw = read_limited(path, FILE_LIMIT)
    if not raw.strip():
        raise StudioError("{file}: the file is empty", file=file)
    data, encoding, notes = decode(file, raw, request["encoding"])
    del raw
    separator = request["separator"] or find_separator(data) or ","
    records = scan(file, data, separator)
    reporter.progress(done=0.2)
    frame = _frame(file, records, separator)
    reporter.progress(done=0.6)

    header = request["header"]
    if header is None:
        header = any(cell in request["kinds"] for cell in frame.row(0)) or _has_header(frame)
    names = _names(frame, header, notes)
    if header:
        frame = frame.slice(1)
    if frame.height == 0:
        raise StudioError("{file}: there is a header, but no rows below it", file=file)
    decimal = request["decimal"] or _find_decimal(frame, separator)
    cells = _Cells(file, records.lines[1 if header else 0 :], decimal)

    columns: list[Mapping[str, Any]] = []
    skipped: dict[str, str] = {}
    arrays: dict[str, NDArray[Any]] = {}
    for i, name in enumerate(names):
        known = request["kinds"].get(name)
        column, values, reason = cells.column(name, frame.to_series(i), known, notes)
        if reason is not None and known is None:
            skipped[name] = reason
        else:
            arrays[str(len(columns))] = values
            columns.append(column)
        reporter.progress(done=0.6 + 0.4 * (i + 1) / len(names))
    answer = {
        "names": names,
        "columns": columns,
        "skipped": skipped,
        "format": {"encoding": encoding, "separator": separator, "decimal": decimal, "header": header},
        "notes": notes,
    }
    return answer, arrays


def _frame(file: str, records: Records, separator: str) -> pl.DataFrame:
    """Cut the text into cells, all of them text without blanks around it; missing ones are null."""
    import polars as pl

    try:
        frame = pl.read_csv(records.data, has_header=False, infer_schema=False, separator=separator)
    except pl.exceptions.PolarsError as error:
        cause = str(error).strip().split("\n")[0]
        raise StudioError("{file}: {cause}", file=file, cause=cause) from None
    if frame.shape != (len(records.lines), records.width):
        raise StudioError(
            "{file}: rows and cells cannot be told apart; save it again with all texts in quotes", file=file
        )
    frame = frame.with_columns(pl.all().str.strip_chars())
    return frame.with_columns(pl.when(~pl.all().is_in(MISSING)).then(pl.all()))


def _has_header(frame: pl.DataFrame) -> bool:
    """Tell whether the first row names the columns.

    It does when none of its cells is a number and the cells below look different: a column has numbers, or no
    cell of the first row occurs again in its column.
    """
    import polars as pl

    first, rest = frame.row(0), frame.slice(1, 1000)
    texts = [cell for cell in first if cell is not None]
    if not texts or pl.Series(texts).str.contains(f"{_NUMBER}|{_COMMA_NUMBER}").any():
        return False
    if rest.height == 0 or any(s.drop_nulls().str.contains(f"{_NUMBER}|{_COMMA_NUMBER}").any() for s in rest):
        return True
    return not any(cell in rest.to_series(i) for i, cell in enumerate(first) if cell is not None)


def _names(frame: pl.DataFrame, header: bool, notes: list[Message]) -> list[str]:
    """Name the columns, each differently, because inputs are matched by name later."""
    names: dict[str, int] = {}  # in order; the number is the last one tried behind it
    for i, cell in enumerate(frame.row(0) if header else [None] * frame.width):
        wanted = name = " ".join((cell or f"column {i + 1}").split())
        while name in names:
            names[wanted] += 1
            name = f"{wanted} ({names[wanted]})"
        if name != wanted:
            notes.append(
                msg("There are two columns {wanted}; one is now {name}", wanted=repr(wanted), name=repr(name))
            )
        names[name] = 1
    return list(names)


def _find_decimal(frame: pl.DataFrame, separator: str) -> str:
    """Tell whether numbers are written 1.5 or 1,5.

    Where commas separate the cells, "1,234" in quotes is more likely a thousand, and nothing is guessed.
    """
    if separator == ",":
        return "."
    head = frame.head(1000)
    commas = points = 0
    for column in head:
        cells = column.drop_nulls()
        commas += int(cells.str.contains(_COMMA_NUMBER).sum())
        points += int((cells.str.contains(_NUMBER) & cells.str.contains(".", literal=True)).sum())
    return "," if commas > points else "."


class _Cells:
    """Turns columns of text into numbers or categories.

    Parameters
    ----------
    file : str
    lines : ndarray, shape (N,)
        Line of the file each row begins on.
    decimal : str
    """

    def __init__(self, file: str, lines: NDArray[np.int64], decimal: str) -> None:
        self.file = file
        self.lines = lines
        self.decimal = decimal

    def column(
        self, name: str, texts: pl.Series, known: str | None, notes: list[Message]
    ) -> tuple[Mapping[str, Any], NDArray[Any], str | None]:
        """Return a column's description, its values, and why it is of no use, if it is not."""
        there = len(texts) - texts.null_count()
        points = texts.str.replace(",", ".", literal=True) if self.decimal == "," else texts
        numeric = points.str.contains(_NUMBER) | texts.str.contains(_INFINITE)
        count = int(numeric.sum())
        # A few odd cells among many numbers are slips of the pen, not a reason to have 1000 categories.
        mostly = count == there or count >= max(9, 0.9 * there)
        if known == "number" or (known is None and count and mostly):
            return self._numbers(name, points, texts, ~numeric, known, notes)
        return self._categories(name, texts, there, known)

    def _numbers(
        self,
        name: str,
        points: pl.Series,
        texts: pl.Series,
        odd: pl.Series,
        known: str | None,
        notes: list[Message],
    ) -> tuple[Mapping[str, Any], NDArray[Any], str | None]:
        import polars as pl

        strange = np.flatnonzero(odd.fill_null(False).to_numpy())
        if strange.size:
            first = int(strange[0])
            where = {"line": int(self.lines[first]), "column": repr(name), "cell": _brief(texts[first])}
            if known is not None:
                raise StudioError(
                    "{file}, line {line}, column {column}: {cell} is not a number", file=self.file, **where
                )
            notes.append(
                msg(
                    "Column {column}: {count} cells that are no number count as missing, the first is {cell} "
                    "on line {line}",
                    count=len(strange),
                    **where,
                )
            )
        numbers = points.cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy()
        infinite = np.isinf(numbers)
        if infinite.any():
            first = int(infinite.argmax())
            raise StudioError(
                "{file}, line {line}, column {column}: {cell} is too large for a number",
                file=self.file,
                line=int(self.lines[first]),
                column=repr(name),
                cell=_brief(texts[first]),
            )
        seen = numbers[~np.isnan(numbers)]
        reason = None
        if seen.size == 0 or seen.min() == seen.max():
            reason = "every value is the same" if seen.size else "it is empty"
        elif name.lower() in _ROW_NAMES and np.unique(seen).size == len(numbers) and (seen % 1 == 0).all():
            reason = "it numbers the rows"
        return {"name": name, "kind": "number"}, numbers, reason

    def _categories(
        self, name: str, texts: pl.Series, there: int, known: str | None
    ) -> tuple[Mapping[str, Any], NDArray[Any], str | None]:
        import polars as pl

        found = texts.drop_nulls().unique().sort()
        distinct = len(found)
        reason = None
        if distinct <= 1:
            reason = "every value is the same" if distinct else "it is empty"
        elif distinct > TOO_MANY or (distinct > MANY and distinct > there / 2):
            reason = f"{distinct} different texts look like identifiers or prose"
        categories = found.to_list() if reason is None or known is not None else []
        if not categories:
            return {"name": name, "kind": "category"}, np.full(len(texts), -1, np.int32), reason
        codes = texts.cast(pl.Enum(categories)).to_physical().cast(pl.Int32).fill_null(-1).to_numpy()
        return {"name": name, "kind": "category", "categories": categories}, codes, reason


def _brief(text: str) -> str:
    """Quote a cell in one short line."""
    line = " ".join(shown(text).split())
    return repr(line if len(line) <= 40 else line[:39] + "…")
