"""Sums and means that stand below a table, as spreadsheets have them: they are no samples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.cells import brief
from nnstudio.system.messages import Message, joined, msg

if TYPE_CHECKING:
    import polars as pl

_MOST = 3
"""Such rows that are looked for."""
_LEAST = 3
"""Rows above, at least: of one or two numbers, another one is a sum by chance."""
WORDS = re.compile(
    r"(?:(?:grand|sub)[ -]?)?total\b.*|sum|Σ|average|avg\.?|mean|summe|gesamt|gesamtsumme|insgesamt|mittel|mittelwert|"
    r"durchschnitt|somme|moyenne|suma|promedio|media|somma|totale|totaal|som|gemiddelde|итого|всего|среднее|"
    r"合计|总计|合計|平均",
    re.IGNORECASE,
)
"""What says so in such a row."""


def rows_above_sums(
    columns: Sequence[pl.Series | NDArray[np.float64]],
    lines: NDArray[np.int64],
    mark: str,
    notes: list[Message],
) -> int:
    """How many rows remain without sums at the end, which are told.

    A row is one where a cell says so, such as *Total*, and a number is the sum or the mean of those above.

    Parameters
    ----------
    columns : sequence of Series or ndarray
        Cells of text, None where one is empty, or numbers.
    lines : ndarray of int64
        Line of the file on which each row stands.
    mark : {".", ","}
        Before decimals.
    notes : list of Message
    """
    count = above = len(lines)
    texts = [column for column in columns if not isinstance(column, np.ndarray)]
    found: list[Message] = []
    while above > _LEAST and count - above < _MOST and (word := _word(texts, above - 1)) is not None:
        above -= 1
        found.insert(0, msg("{word} in line {line}", word=brief(word), line=int(lines[above])))
    numbers = [_numbers(column, mark) for column in columns] if found else []
    if not found or not all(_sums_up(numbers, row, above) for row in range(above, count)):
        return count
    notes.append(msg("Sums below the table are left out: {rows}", rows=joined(found)))
    return above


def _word(texts: Sequence[pl.Series], row: int) -> str | None:
    cells = (text[row] for text in texts)
    return next((cell for cell in cells if cell is not None and WORDS.fullmatch(cell.rstrip(" :"))), None)


def _numbers(column: pl.Series | NDArray[np.float64], mark: str) -> NDArray[np.float64]:
    """The numbers in the cells, whatever stands around their digits; NaN where there are none."""
    import polars as pl

    if isinstance(column, np.ndarray):
        return column
    digits = column.str.replace_all(f"[^0-9{mark}-]", "").str.replace(mark, ".", literal=True)
    return digits.cast(pl.Float64, strict=False).to_numpy()


def _sums_up(numbers: Sequence[NDArray[np.float64]], row: int, above: int) -> bool:
    """Whether one of the numbers of a row is what those above come to, as far as its digits go."""
    for column in numbers:
        there: Any = column[:above][np.isfinite(column[:above])]
        value = column[row]
        if len(there) < _LEAST or not np.isfinite(value) or value == 0:
            continue
        rounded = 10.0 ** -len(f"{value:.12g}".partition(".")[2])
        if any(
            abs(whole - value) <= max(rounded, 1e-9 * abs(value)) for whole in (there.sum(), there.mean())
        ):
            return True
    return False
