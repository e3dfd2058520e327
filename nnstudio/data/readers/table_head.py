"""What heads a table: a title, groups of columns, names, units; told by the first rows of cells of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from nnstudio.data.cells.cells import brief
from nnstudio.data.cells.decimal_mark import COMMA_NUMBER, NUMBER
from nnstudio.data.cells.dress import SHAPE
from nnstudio.data.cells.no_value import parted
from nnstudio.data.readers.csv_start import STEPS, steps, titles_above
from nnstudio.data.readers.naming import name_columns
from nnstudio.data.readers.orange import Roles, roles_in
from nnstudio.system.messages import Message, StudioError, msg

if TYPE_CHECKING:
    import polars as pl

HEAD = 1001
"""Rows that tell how the rest is written."""
_SYMBOLS = (
    "[yzafpnuµμmcdhkMGTP]?(?:m|g|s|A|K|mol|cd|Hz|N|Pa|J|W|C|V|F|Ω|Ohm|ohm|S|T|H|lm|lx|Bq|Gy|Sv|eV|L|l|bar|cal|Wh|B|bit)"
    "|[npuµμmck]?(?:M|U|IU|Eq|eq|Da|Torr|P)"
    "|°|°C|°F|degC|degF|deg|rad|°K|%|‰|(?:wt|vol|mol|at)\\.?[- ]?%|% ?RH|ppm|ppb|pct|percent|t|min|h|hr|hrs|d|day|days"
    "|yr|yrs|year|years|week|weeks|month|months|sec|Å|atm|psu|NTU|FNU|a\\.u\\.|cells|CFU|dBm|VA|kVA"
    "|in|ft|yd|mi|mile|miles|mph|lb|lbs|oz|gal|psi|ha|acre|acres|rpm|px|dpi|dB|pH|mmHg|inch|inches|count|counts"
    "|hours|minutes|seconds|Tage|Stunden|Std\\.|Minuten|Sekunden|Wochen|Monate|Jahre|Stk\\.|USD|EUR|GBP|CHF|JPY|\\$|€|£|¥"
)
_POWER = "(?:\\^?[-−]?[0-9²³⁻¹]+)?"
_ONE = rf"(?:{_SYMBOLS}){_POWER}"
_UNIT = re.compile(
    r"(?:1/|[x×·*]? ?10\^?[-−+⁻]?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]+[ ·*/]?)?"  # 1/s, 10⁻³ mol/L, ×10^9/L
    rf"{_ONE}(?:[ ·*/][0-9]*{_ONE}|/\({_ONE}(?:[ ·*]{_ONE})*\))*"
)
_IN_BRACKETS = re.compile(r"\(\D.*\)|\[.*\]")
_NO_UNIT = ("-", "–", "—", "/", "[-]", "(-)", "[ ]", "( )")
_NUMERIC = f"{NUMBER}|{COMMA_NUMBER}|{SHAPE}"
NAMES_IN_DOUBT = "The first row is read as data, though it may name the columns: {cells}"
"""What is said of a row that holds numbers; the warnings know it by that."""
_FOR_PROGRAMS = '{"ImportId":'


@dataclass(frozen=True)
class Head:
    """What stands above the data.

    Parameters
    ----------
    names : list of str
        Of the columns, each another one.
    header : bool
        Whether they are the table's own.
    first : int
        Row of the first data.
    roles : Roles, optional
        Where types and roles of the columns stand beside their names.
    """

    names: list[str]
    header: bool
    first: int
    roles: Roles | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """What it tells, as :class:`nnstudio.data.tables.TableFormat` has it."""
        told = {} if self.roles is None else self.roles.facts(self.names)
        return {"header": self.header, **told}


def head_of(
    file: str, frame: pl.DataFrame, rows: int, request: Mapping[str, Any], notes: list[Message]
) -> Head:
    """Look at the first rows of a table.

    Parameters
    ----------
    file : str
        What messages call it.
    frame : DataFrame
        The first rows as cells of text, as :func:`nnstudio.data.cells.cells.strip` leaves them.
    rows : int
        Of the whole table.
    request : mapping
        With ``header``, what somebody has said of it, and ``kinds``, columns that are known.
    notes : list of Message
        Receives what is left out, and what is to be said of the names.

    Raises
    ------
    StudioError
        When there is nothing but a header.
    """
    if request["header"] is False:
        return Head(name_columns([None] * frame.width, notes), False, 0)
    first = titles_above(
        frame, lambda row: _groups_above(frame.slice(row), request["kinds"]) is not None, notes
    )
    groups = _groups_above(frame.slice(first), request["kinds"])
    if groups is not None:
        names_below = frame.row(first + 1)
        above = tuple(cell for cell, name in zip(groups, names_below, strict=True) if name is not None)
        notes.append(
            msg("The groups above the names of the columns are left out: {groups}", groups=_told(above))
        )
        first += 1
    roles = roles_in(frame.slice(first))
    header = roles is not None or _header_in(frame.slice(first), request, notes)
    named: tuple[str | None, ...] = (None,) * frame.width
    if roles is not None:
        notes.append(roles.note())
        named = roles.names
        first += roles.rows
    elif header:
        named = frame.row(first)
        first += 1
        if (questions := _questions(frame.slice(first))) is not None:
            notes.append(
                msg(
                    "The questions below the names of the columns are left out: {cells}",
                    cells=_told(questions),
                )
            )
            first += 2
        units = _units(frame.slice(first))
        if units is not None and not _are_categories(named, units, request["kinds"]):
            notes.append(
                msg("The units below the names of the columns are left out: {units}", units=_told(units))
            )
            first += 1
    names = name_columns(_apart(named, groups), notes)
    if rows <= first and header:
        raise StudioError("{file}: there is a header, but no rows below it", file=file)
    return Head(names, header, first, roles)


def _are_categories(
    names: tuple[str | None, ...], cells: tuple[str | None, ...], kinds: Mapping[str, Any]
) -> bool:
    """Whether one of the cells stands in a column that is known to hold texts."""
    pairs = zip(names, cells, strict=True)
    return any(
        parted(kinds.get(name))[0] == "category"
        for name, cell in pairs
        if name is not None and cell is not None
    )


def _told(cells: tuple[str | None, ...]) -> str:
    there = list(dict.fromkeys(cell for cell in cells if cell is not None))
    return ", ".join(map(brief, there[:6])) + (" …" if len(there) > 6 else "")


def _groups_above(frame: pl.DataFrame, kinds: Mapping[str, Any]) -> tuple[str | None, ...] | None:
    """Titles of several columns each, as merged cells leave them; None where the first row is none of these.

    The row has gaps, the one below it a text for every column, and below that text there are numbers: as data it would be a
    row of words in a column of numbers. Where that row has a gap, the name of the column stands in the first.
    """
    if frame.height < 3 or frame.width < 3:
        return None
    groups, names = frame.row(0), frame.row(1)
    named = [i for i, cell in enumerate(names) if cell is not None]
    there = [groups[i] for i in named if groups[i] is not None]
    in_two_rows = len(named) < len(names)
    if not there or kinds.keys() & set(there) or (None, None) in zip(groups, names, strict=True):
        return None
    over_several = any(cell is not None and after is None for cell, after in pairwise(groups))
    side_by_side = groups[0] is not None and groups[1] is not None
    again = len(set(names)) < len(names)  # the same names below several groups
    if not over_several or (side_by_side and not in_two_rows and not again):
        return None  # more likely names of which some are missing
    if (
        all(_is_unit(names[i]) or names[i] in _NO_UNIT for i in named)
        or _are_numbers(frame.row(0))
        or _are_numbers(names)
    ):
        return None
    below = frame.slice(2 if _units(frame.slice(2)) is None else 3)
    if any(names[i] in below.to_series(i) for i in named):
        return None  # data below names of which some are missing
    return groups if any(_all_numbers(below.to_series(i)) for i in named) else None


def _questions(frame: pl.DataFrame) -> tuple[str | None, ...] | None:
    """What was asked, as a survey of Qualtrics has it below the names, with a row for programs below that; None elsewhere."""
    if frame.height < 3 or not all(
        cell is not None and cell.startswith(_FOR_PROGRAMS) for cell in frame.row(1)
    ):
        return None
    return frame.row(0)


def _units(frame: pl.DataFrame) -> tuple[str | None, ...] | None:
    """Units of the columns, where the first row holds nothing else and every unit stands over numbers.

    Among these may be some ``n.d.`` and ``<0.5``, and among the units as many that are not known as ones that are.
    """
    if frame.height < 2:
        return None
    cells = frame.row(0)
    units = [i for i, cell in enumerate(cells) if cell is not None and cell not in _NO_UNIT]
    known = [i for i in units if _is_unit(cells[i])]
    if not known or (len(known) < len(units) and not _among_others(cells, known, units)):
        return None
    if len(units) == 1:
        cell = str(cells[units[0]])
        inside = cell.strip("()[]")
        if not _UNIT.fullmatch(inside) or (len(inside) == 1 and inside == cell):
            return None  # a letter or a remark alone, more likely a size or a class
    below = frame.slice(1)
    return cells if all(_mostly_numbers(below.to_series(i)) for i in units) else None


def _among_others(cells: tuple[str | None, ...], known: list[int], units: list[int]) -> bool:
    """Whether so many units are known that the other texts beside them are some as well."""
    sure = [i for i in known if len(str(cells[i])) > 1]
    strange = tuple(cells[i] for i in units if i not in known)
    return len(sure) > 1 and len(known) >= len(strange) and not _are_numbers(strange)


def _mostly_numbers(column: pl.Series) -> bool:
    there = column.drop_nulls()
    return len(there) > 0 and 2 * int(there.str.contains(_NUMERIC).sum()) > len(there)


def _is_unit(cell: str) -> bool:
    return _IN_BRACKETS.fullmatch(cell) is not None or _UNIT.fullmatch(cell) is not None


def _all_numbers(column: pl.Series) -> bool:
    there = column.drop_nulls()
    return len(there) > 0 and bool(there.str.contains(_NUMERIC).all())


def _are_numbers(cells: tuple[str | None, ...]) -> bool:
    import polars as pl

    return bool(pl.Series(cells, dtype=pl.String).str.contains(_NUMERIC).any())


def _apart(names: tuple[str | None, ...], groups: tuple[str | None, ...] | None) -> list[str | None]:
    """Names of columns; of those that occur in several groups, with their group before them."""
    if groups is None:
        return list(names)
    counts, group, found = Counter(names), None, []
    for name, title in zip(names, groups, strict=True):
        group = title or group
        found.append(f"{group} {name}" if group and name and counts[name] > 1 else name or title)
    return found


def _header_in(frame: pl.DataFrame, request: Mapping[str, Any], notes: list[Message]) -> bool:
    """Tell whether the first row of cells of text names the columns, unless the request says so."""
    if request["header"] is not None:
        return bool(request["header"])
    if any(cell in request["kinds"] for cell in frame.row(0)) or _has_header(frame):
        return True
    if not _may_be_names(frame):
        return False
    if steps(frame.row(0)):
        return True
    notes.append(msg(NAMES_IN_DOUBT, cells=_told(frame.row(0))))
    return False


def _may_be_names(frame: pl.DataFrame) -> bool:
    """Tell whether the first row stands apart from the others, as names do of which some are numbers.

    None of its cells occurs again in its column, and in a column with a few texts below it would be one more, or
    in a column of numbers the only text.
    """
    first, rest = frame.row(0), frame.slice(1, 1000)
    there = [cell for cell in first if cell is not None]
    if rest.height < 2 * STEPS or len(set(there)) < frame.width or not _are_numbers(first):
        return False
    apart = False
    for cell, column in zip(first, (column.drop_nulls() for column in rest), strict=True):
        if cell in column:
            return False
        numbers = _all_numbers(column)
        apart |= not _are_numbers((cell,)) if numbers else 2 * column.n_unique() <= len(column)
    return apart


def _has_header(frame: pl.DataFrame) -> bool:
    """Tell whether the first row names the columns.

    It does when none of its cells is a number and the cells below look different: a column has numbers, or no
    cell of the first row occurs again in its column.
    """
    import polars as pl

    first, rest = frame.row(0), frame.slice(1, 1000)
    texts = [cell for cell in first if cell is not None]
    cells = pl.Series(texts, dtype=pl.String)
    if not texts or cells.str.contains(f"{NUMBER}|{COMMA_NUMBER}").any():
        return False
    # All of them in dress, as all below: "25%" above 0.1, or among other names, is one.
    below = [column.drop_nulls() for column in rest]
    if cells.str.contains(SHAPE).all() and all(
        column.str.contains(SHAPE).all() and not column.str.contains(NUMBER).all() for column in below
    ):
        return False
    if rest.height == 0 or any(s.drop_nulls().str.contains(f"{NUMBER}|{COMMA_NUMBER}").any() for s in rest):
        return True
    return not any(cell in rest.to_series(i) for i, cell in enumerate(first) if cell is not None)
