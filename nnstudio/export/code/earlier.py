"""The part of written Python code that adds what stood in the rows before, as :mod:`nnstudio.data.columns.earlier_columns` does."""

from __future__ import annotations

from typing import Any

from nnstudio.data.cells.dress import LIKE
from nnstudio.data.cells.no_value import parted
from nnstudio.data.columns.earlier import EarlierRows
from nnstudio.data.columns.earlier_columns import kinds_to_read
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.export.code.cells import dress_known

EARLIER = '''\
def with_earlier(rows, mark):
    """The rows with what stood in those before them, unless they tell it themselves."""
    new = {name: taken for name, taken in EARLIER.items() if name not in rows[0]}
    for name in [name for name in (*dict(new.values()), ORDER, SERIES) if new and name]:
        if name not in rows[0]:
            raise ValueError(f"there is no column {name!r}; there are {list(rows[0])}")
    series = {}
    for i, row in enumerate(rows):
        place = PLACE
        known = place is not None and row.get(SERIES, " ") not in MISSING
        series.setdefault(NAME if known else i, []).append((place, i))
    short = set()
    for members in series.values():
        members = [i for _, i in sorted(members)]
        for place, i in enumerate(members):
            for name, (column, back) in new.items():
                short |= {i} if place < back else set()
                rows[i][name] = rows[members[place - back]][column] if place >= back else ""
    if short:
        count = "1 row has" if len(short) == 1 else f"{len(short)} rows have"
        print(f"{count} too few rows before: what is not known there counts as missing", file=sys.stderr)
    return rows
'''

_ROW = "i"
_NUMBER = "number(row[ORDER], i + 1, ORDER, mark) if ORDER in row else i"
_DRESSED = "dressed(row[ORDER], i + 1, ORDER, ORDER_DRESS) if ORDER in row else i"
_DRESSED_STAND_IN = "\n        place = None if place in STAND_INS[ORDER] else place"
"""Behind it, where a number counts as missing: only cells that are plain are emptied before."""
_DATE = "date(row[ORDER], i + 1, ORDER, DAY_FIRST) if ORDER in row else i"


def needs_dates(preprocessor: Preprocessor) -> bool:
    """Whether rows follow one another by their dates."""
    earlier = preprocessor.earlier
    return earlier is not None and _order_as(earlier) in ("day first", "month first")


def order_dress(preprocessor: Preprocessor) -> str:
    """The specimen of the numbers by which rows follow one another; empty where they are plain."""
    how = "" if preprocessor.earlier is None else _order_as(preprocessor.earlier)
    return how.removeprefix(LIKE) if how.startswith(LIKE) else ""


def _order_as(earlier: EarlierRows) -> str:
    return parted(earlier.order_as)[0] or ""


def all_stand_ins(preprocessor: Preprocessor) -> dict[str, tuple[float, ...]]:
    """Numbers that count as missing, by the columns of a file that is read; also of those whose earlier values are seen."""
    kinds = kinds_to_read(preprocessor)
    return {name: numbers for name, how in kinds.items() if (numbers := parted(how)[1])}


def earlier_constants(preprocessor: Preprocessor) -> dict[str, Any]:
    """What the code has to know; nothing where a network sees no earlier rows."""
    earlier = preprocessor.earlier
    if earlier is None:
        return {}
    known: dict[str, Any] = {
        "EARLIER": {name: (column, rows) for name, column, rows in earlier.named()},
        "ORDER": earlier.order or None,
        "SERIES": earlier.series or None,
    }
    if earlier.series_spellings:
        known["SERIES_SPELLINGS"] = dict(earlier.series_spellings)
    if needs_dates(preprocessor):
        known["DAY_FIRST"] = _order_as(earlier) == "day first"
    elif (dress := dress_known(order_dress(preprocessor))) is not None:
        known["ORDER_DRESS"] = dress
    return known


def earlier_code(preprocessor: Preprocessor) -> list[str]:
    """The function, reading the order of the rows as these have it."""
    earlier = preprocessor.earlier
    if earlier is None:
        return []
    place = (
        _ROW if not earlier.order
        else _DATE if needs_dates(preprocessor)
        else _DRESSED if order_dress(preprocessor)
        else _NUMBER
    )  # fmt: skip
    if order_dress(preprocessor) and parted(earlier.order_as)[1]:
        place += _DRESSED_STAND_IN
    name = (
        "SERIES_SPELLINGS.get(row.get(SERIES), row.get(SERIES))"
        if earlier.series_spellings
        else "row.get(SERIES)"
    )
    return [EARLIER.replace("PLACE", place).replace("NAME", name)]
