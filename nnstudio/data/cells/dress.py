"""Numbers in dress: thousands in groups, a currency, per cent, losses in parentheses, times as hours.

How a column is dressed is a matter of the whole column: it holds numbers only where every cell that is there fits one and
the same dress, but for a few that are no number at all. What was found goes with the column from then on, as a specimen such
as ``$1,234.5`` that stands for it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells import clock
from nnstudio.data.cells.decimal_mark import (
    APOSTROPHE,
    BLANK,
    COMMA_NUMBER,
    MINUS,
    NO_NUMBER,
    NUMBER,
    SIGN,
    DecimalMark,
    are_most,
)

if TYPE_CHECKING:
    import polars as pl

LIKE = "number like "
"""How a column is to be read begins so where its dress is known; a specimen follows."""
PLAIN = "plain number"
"""How a column is to be read that has none: 45 % may have been 45 or 0.45 before, and 1,234 anything."""

_SIGNED = rf"[+{MINUS}-]"
_SPECIMEN = re.compile(rf"(?P<before>{SIGN})?1(?P<group>[,.' ])?234(?P<mark>[.,])5(?P<behind>%)?")
SHAPE = (
    rf"^(?:[+(-]|{MINUS}|{SIGN}|{BLANK})*[0-9.,](?:[0-9.,]|{BLANK}|{APOSTROPHE})*(?:[)-]|{MINUS}|{SIGN})*$"
)
"""What every number in dress looks like, and some other texts."""
_SOME = 20
"""Cells that are looked at first."""
_DIGITS = 7
"""Numbers of as many digits, all of one length and in groups, are telephones or numbers of customers."""
_CALLED = re.compile(
    r"(?i)(?:^|[^a-z])(?:phone|tele(?:phone|fon|fax)(?:nummer)?|tel|fax|mobile?|zip|plz|post(?:al)?[ _-]?code|pin|isbn|issn|iban"
    r"|ssn|ean|upc|gtin|ip|version)(?:[ _-]?(?:no|nr|num|number|code|id|address))?s?[.:]?(?:$|[^a-z.: _-]|[ _-]+[^a-z])"
)
"""Columns whose digits are no quantity."""


class Dress(NamedTuple):
    """How the numbers of a column are written.

    Parameters
    ----------
    group : {"", ",", ".", " ", "'", ":"}
        What parts thousands; a blank stands for all kinds of them. A colon parts hours and minutes, and nothing else counts.
    mark : {".", ","}
        What stands before decimals.
    sign : str
        Per cent or a currency; empty where there is none.
    """

    group: str = ""
    mark: str = "."
    sign: str = ""

    @property
    def specimen(self) -> str:
        """A number so dressed; :func:`named` finds the dress by it."""
        if self.of_clock:
            return clock.SPECIMEN
        number = f"1{self.group}234{self.mark}5"
        return f"{number}%" if self.sign == "%" else f"{self.sign}{number}"

    @property
    def of_clock(self) -> bool:
        """Whether it is times, as :mod:`nnstudio.data.cells.clock` reads them."""
        return self.group == ":"

    @property
    def power(self) -> str:
        """What is written behind the digits, so that 45 % is 0.45 and no rounding takes place."""
        return "e-2" if self.sign == "%" else ""

    @property
    def plain(self) -> bool:
        """Whether undressed numbers such as 1e-5 may stand among the others and mean what they say."""
        return self.mark == "." and self.sign != "%" and not self.of_clock


DOUBT = (
    "Column {column}: nothing tells whether the mark in {cell} parts thousands or decimals; it stays text until the "
    "decimal mark is chosen"
)
"""What is said of such a column; the warnings know it by that."""


class Doubt(NamedTuple):
    """A column whose cells could mean two numbers each."""

    cell: str


def named(specimen: str) -> Dress | None:
    """The dress that a specimen stands for, None where it is none."""
    if specimen == clock.SPECIMEN:
        return Dress(":")
    found = _SPECIMEN.fullmatch(specimen)
    if found is None or found["group"] == found["mark"] or (found["before"] and found["behind"]):
        return None
    if found["before"] == "%":
        return None
    return Dress(found["group"] or "", found["mark"], found["before"] or found["behind"] or "")


def wanted(known: str | None) -> Dress | None:
    """The dress in which a column must be read, if one is known."""
    return named(known.removeprefix(LIKE)) if known is not None and known.startswith(LIKE) else None


def pattern(dress: Dress, *, strict: bool = False) -> str:
    """Regular expression of all numbers in a dress.

    Parameters
    ----------
    dress : Dress
    strict : bool
        Whether the sign must be there, and groups where there are thousands; otherwise only per cent must.
    """
    if dress.of_clock:
        return clock.PATTERN
    mark, whole = re.escape(dress.mark), _whole(dress, strict=strict)
    body = rf"(?:{whole}(?:{mark}[0-9]+)?|{mark}[0-9]+)"
    loss = rf"{whole}{mark}[0-9]+[{MINUS}-]"  # as SAP writes it; without decimals it may be a mark at school
    bare = rf"{_SIGNED}?{body}|\({body}\)|{loss}"
    if not dress.sign:
        return rf"^(?:{bare})$"
    sign = re.escape(dress.sign)
    before, behind = rf"{sign}{BLANK}?", rf"{BLANK}?{sign}"
    forms = (
        rf"{before}{loss}|{loss}{behind}|{_SIGNED}?{before}{body}|{before}{_SIGNED}{body}|{_SIGNED}?{body}{behind}",
        rf"\({before}{body}\)|\({body}{behind}\)|{before}\({body}\)|\({body}\){behind}",
        *(() if strict or dress.sign == "%" else (bare,)),
    )
    return rf"^(?:{'|'.join(forms)})$"


def _whole(dress: Dress, *, strict: bool) -> str:
    """The digits before decimals. Where thousands are parted by blanks, those below ten thousand may do without."""
    group = {" ": BLANK, "'": APOSTROPHE}.get(dress.group, re.escape(dress.group))
    most = "*" if not (dress.group and strict) else "{0,3}" if dress.group == " " else "{0,2}"
    whole = rf"(?:0|[1-9][0-9]{most})"
    if dress.group:
        whole = rf"(?:[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+|{whole})"
    return whole


def dress_of(name: str, texts: pl.Series, decimal: DecimalMark) -> Dress | Doubt | None:
    """The one dress of all cells that are there; None where there is none, or the numbers are plain.

    Parameters
    ----------
    name : str
        Of the column.
    texts : Series
        Cells of text; missing ones are null.
    decimal : DecimalMark
        Of the table.
    """
    if clock.holds_times(texts):
        return Dress(":")
    there = _without_slips(texts.drop_nulls())
    if not len(there) or not there.head(_SOME).str.contains(SHAPE).all():
        return None
    there = there.unique(maintain_order=True)
    if not there.str.contains(SHAPE).all():
        return None
    signs = there.str.extract(f"({SIGN})").unique()
    if len(signs) > 1:
        return None
    sign = signs[0] or ""
    bodies = there.str.replace_all(rf"{SIGN}|[()+-]|{MINUS}", "").str.strip_chars()
    in_parentheses = there.str.contains("(", literal=True)
    minus_behind = there.str.contains(rf"[{MINUS}-]$")
    fitting = [
        Dress(group, mark, sign)
        for group in ("", ",", ".", " ", "'")
        for mark in (".", ",")
        if _may_be(group, mark, bodies, decimal)
        and there.str.contains(pattern(Dress(group, mark, sign), strict=True)).all()
    ]
    marked = there.filter(bodies.str.contains("[.,]"))
    found = _decided(fitting, sign, plain_blanks(marked[0]) if len(marked) else "", decimal)
    if not isinstance(found, Dress):
        return found
    bare = not sign and not found.group
    if bare and (found.mark != decimal.mark or not (in_parentheses | minus_behind).any()):
        return None  # plain numbers, or lists such as 1,5 where decimals have a point
    if in_parentheses.any() and not _are_losses(there, bodies, in_parentheses, found):
        return None
    return None if not sign and _are_codes(name, there, bodies, found) else found


def _without_slips(there: pl.Series) -> pl.Series:
    """All cells but a few that are no number in any dress, and signs for a missing one: n.d. or - says nothing of the others."""
    if there.head(_SOME).str.contains(SHAPE).sum() <= min(_SOME, len(there)) / 2:
        return there
    numbers = there.filter(there.str.contains(f"{SHAPE}|{NUMBER}|{COMMA_NUMBER}") & ~there.is_in(NO_NUMBER))
    blank = int(there.is_in(NO_NUMBER).sum())
    return numbers if are_most(len(numbers), len(there) - blank) else there


def _may_be(group: str, mark: str, bodies: pl.Series, decimal: DecimalMark) -> bool:
    """Whether a dress is worth trying: its groups occur, and where there are no decimals their mark is the usual one."""
    if group == mark or (group and not bodies.str.contains(_literal(group)).any()):
        return False
    usual = {",": ".", ".": ","}.get(group, decimal.mark)
    return mark == usual or bool(bodies.str.contains(mark, literal=True).any())


def _literal(group: str) -> str:
    return {" ": BLANK, "'": APOSTROPHE}.get(group, re.escape(group))


def _decided(fitting: list[Dress], sign: str, cell: str, decimal: DecimalMark) -> Dress | Doubt | None:
    """Of the dresses that all cells fit, the one that is meant."""
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    decimals = next(dress for dress in fitting if not dress.group)
    grouped = next(dress for dress in fitting if dress.group)
    if decimals.mark == decimal.mark:
        # 1.234 is plain; with a currency it is more often a thousand of those who write a comma before decimals.
        sure = not sign or sign == "%" or decimal.chosen or (decimal.mark == "," and decimal.known)
        return decimals if sure else Doubt(cell)
    return grouped if decimal.known and (sign != "%" or decimal.chosen) else Doubt(cell)


def _are_losses(there: pl.Series, bodies: pl.Series, in_parentheses: pl.Series, dress: Dress) -> bool:
    """Whether parentheses stand for a minus: others have neither, and the numbers are amounts by their looks."""
    if in_parentheses.all() or there.str.contains(_SIGNED).any():
        return False
    return bool(dress.sign or dress.group) or bool(bodies.str.contains(dress.mark, literal=True).all())


def _are_codes(name: str, there: pl.Series, bodies: pl.Series, dress: Dress) -> bool:
    """Whether digits in groups are no quantities: telephones, addresses of computers, lists of codes."""
    if _CALLED.search(name) or (dress.group == " " and there.str.contains(r"^\+").any()):
        return True
    if not dress.group or bodies.str.contains(dress.mark, literal=True).any():
        return False
    group = _literal(dress.group)
    parts = bodies.str.count_matches(group)
    if dress.group == "." and (parts == 3).all():
        return True
    if (parts.n_unique() > 1 or parts[0] > 1) and bodies.str.contains(
        rf"^[0-9]{{3}}(?:{group}[0-9]{{3}})*$"
    ).all():
        return True  # 101; 101,205; 101,205,333: amounts of this size would have others of 1,000 to 99,999 between them
    digits = bodies.str.count_matches("[0-9]")
    return dress.group != "," and len(bodies) > 1 and digits.n_unique() == 1 and digits[0] >= _DIGITS


def values(texts: pl.Series, dress: Dress, *, typed: bool = False) -> NDArray[np.float64]:
    """The numbers of a column; NaN where a cell is missing or fits the dress in no way.

    Parameters
    ----------
    texts : Series
    dress : Dress
    typed : bool
        Whether plain cells may be numbers of the file itself, as in a workbook: they mean what they say. One that could
        be either is none.
    """
    import polars as pl

    if dress.of_clock:
        return clock.hours_of(texts)
    fits = texts.str.contains(pattern(dress))
    minus = texts.str.contains(rf"[({MINUS}-]")
    digits = texts.str.replace_all(f"[^0-9{dress.mark}]", "").str.replace(",", ".", literal=True)
    signed = (
        pl.select(pl.when(minus).then(pl.lit("-")).otherwise(pl.lit(""))).to_series() + digits + dress.power
    )
    found = _numbers(signed, fits)
    if not (dress.plain or typed):
        return found
    plain = texts.str.contains(NUMBER)
    face = _numbers(texts.str.replace(MINUS, "-", literal=True), plain)
    both = ~np.isnan(found) & ~np.isnan(face)
    merged = np.where(np.isnan(found), face, found)
    merged[both & (found != face)] = np.nan
    return np.asarray(merged, np.float64)


def _numbers(texts: pl.Series, usable: pl.Series) -> NDArray[np.float64]:
    import polars as pl

    numbers = texts.cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy()
    return np.where(usable.fill_null(False).to_numpy(), numbers, np.nan)


def plain_blanks(text: str) -> str:
    """A text with blanks that every font has."""
    return re.sub(BLANK, " ", text)


def number(text: str, dress: Dress) -> float | None:
    """The number that a single text in a dress means, None where it means none."""
    if dress.of_clock:
        return clock.hours(text)
    if re.fullmatch(pattern(dress), text):
        digits = re.sub(f"[^0-9{dress.mark}]", "", text).replace(dress.mark, ".")
        return float(("-" if re.search(rf"[({MINUS}-]", text) else "") + digits + dress.power)
    if dress.plain and re.fullmatch(NUMBER, text):
        return float(text.replace(MINUS, "-"))
    return None


def spelled(value: float, dress: Dress) -> str:
    """A finite number in a dress; it is read back as the very same one, a time to the microsecond."""
    if dress.of_clock:
        return clock.spelled(value)
    amount = Decimal(repr(value))
    whole, _, rest = format(abs(amount.scaleb(2) if dress.sign == "%" else amount), "f").partition(".")
    rest = rest.rstrip("0")
    text = f"{int(whole):,}".replace(",", dress.group) + (f"{dress.mark}{rest}" if rest else "")
    text = f"{text}%" if dress.sign == "%" else f"{dress.sign}{text}"
    return f"-{text}" if amount.is_signed() else text
