"""How numbers are written as text, and which mark stands before their decimals: a matter of the whole table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl

MINUS = "\N{MINUS SIGN}"
"""As books and web pages print it."""
NUMBER = rf"^[+{MINUS}-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
NO_NUMBER = (
    "-",
    "--",
    "\N{EN DASH}",
    "\N{EM DASH}",
    MINUS,
    ".",
    "na",
    "n.a.",
    "N.A.",
    "none",
    "None",
    "#DIV/0!",
    "#VALUE!",
)
"""Among numbers these stand for a missing value, too; among words they may mean something, as a negative test does."""
COMMA_NUMBER = rf"^[+{MINUS}-]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?$"

BLANK = "[ \N{NO-BREAK SPACE}\N{FIGURE SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}]"
"""Blanks that may stand between groups of digits, or between a number and its sign."""
APOSTROPHE = "['\N{RIGHT SINGLE QUOTATION MARK}]"
_CODES = "AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|HUF|ILS|INR|JPY|KRW|MXN|NOK|NZD|PLN|RON|RUB|SEK|SGD|THB|TRY|UAH|USD|ZAR"
_SYMBOLS = "$¢£¤¥฿₠-⃀"
SIGN = rf"%|(?:[A-Z]{{1,2}})?[{_SYMBOLS}]|(?:{_CODES})"
"""What may stand before or behind a number: per cent, or a currency."""
_BEFORE = rf"^(?:[+(-]|{MINUS}|{SIGN}|{BLANK})*"
_BEHIND = rf"(?:[)]|{SIGN}|{BLANK})*$"
_ROWS = 1000
"""That are looked at."""


def are_most(numbers: int, cells: int) -> bool:
    """Whether the others among so many cells are slips of the pen, and no reason to have a thousand categories."""
    return numbers >= max(9, 0.9 * cells)


class DecimalMark(NamedTuple):
    """What stands before decimals in a table.

    Parameters
    ----------
    mark : {".", ","}
    known : bool
        Whether something tells that it is this one, so that the other one may part thousands.
    chosen : bool
        Whether somebody has said so.
    """

    mark: str
    known: bool = True
    chosen: bool = False


def find_decimal(
    frame: pl.DataFrame, separator: str, chosen: str | None = None, *, typed: bool = False
) -> DecimalMark:
    """Tell whether numbers are written 1.5 or 1,5.

    1,234 can be both, and tells nothing where there are other numbers. Where commas separate the cells, "1,234" in
    quotes is more likely a thousand. Where semicolons do, commas are needed for something else.

    Parameters
    ----------
    frame : DataFrame
        Cells of text, without the names of the columns.
    separator : str
        Of the cells; empty where there is none.
    chosen : str, optional
        The mark that somebody has chosen.
    typed : bool
        Whether plain numbers may be the file's own, as in a workbook: their points tell nothing about its texts.
    """
    if chosen is not None:
        return DecimalMark(chosen, chosen=True)
    head = [column for column in frame.head(_ROWS) if column.str.contains(",", literal=True).any()]
    if not head:
        return DecimalMark(".")
    commas = _count(head, _proof(",", "."))
    texts = list(frame.head(_ROWS))
    if typed:
        texts = [column.filter(~column.str.contains(NUMBER)) for column in texts]
    points = _count(texts, _proof(".", ","))
    if separator == ",":
        return DecimalMark(".", known=points > commas or commas == 0)
    if commas > points:
        return DecimalMark(",")
    if points > commas:  # one number of a version or a time among many that could be either tells nothing
        return DecimalMark(".", known=commas > 0 or points >= _count(head, _either(",")))
    if commas or not _count(head, _either(",")):
        return DecimalMark(".", known=False)
    if separator == ";" and not _count(texts, _either(".")):
        return DecimalMark(",")
    return DecimalMark(".", known=False)


def _count(columns: list[pl.Series], pattern: str) -> int:
    return sum(int(column.str.contains(pattern).sum()) for column in columns)


def _either(mark: str) -> str:
    """Numbers of which nobody knows whether the mark parts thousands or decimals."""
    return rf"{_BEFORE}[1-9][0-9]{{0,2}}{re.escape(mark)}[0-9]{{3}}{_BEHIND}"


def _proof(mark: str, other: str) -> str:
    """Numbers in which the mark can only stand before decimals, or the other one only between thousands."""
    mark, other = re.escape(mark), re.escape(other)
    forms = (
        rf"[0-9]*{mark}(?:[0-9]{{1,2}}|[0-9]{{4,}})",
        rf"(?:0[0-9]*|[0-9]{{4,}})?{mark}[0-9]{{3}}",
        rf"[0-9]*{mark}[0-9]+[eE][+-]?[0-9]+",
        rf"[0-9]{{1,3}}(?:(?:{BLANK}|{APOSTROPHE}|{other})[0-9]{{3}})+{mark}[0-9]+",
        rf"[1-9][0-9]{{0,2}}(?:{other}[0-9]{{3}}){{2}}",
    )
    return rf"{_BEFORE}(?:{'|'.join(forms)}){_BEHIND}"


def either(texts: pl.Series) -> str | None:
    """A cell such as 1.234 where decimals have commas, and no other number with a point tells what that means."""
    pointed = texts.filter(texts.str.contains(NUMBER) & texts.str.contains(".", literal=True))
    all_so = len(pointed) and pointed.str.contains(rf"^[+{MINUS}-]?[1-9][0-9]{{0,2}}[.][0-9]{{3}}$").all()
    return str(pointed[0]) if all_so else None
