"""Recordings in text files: rows of numbers, one column for each channel, as instruments and phones write them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.decimal_mark import MINUS
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError, shortened

MOST_COLUMNS = 1000
_HEAD = 500
"""Lines before the numbers that may tell about them."""
_SEPARATORS = ("\t", ";", "|", ",", " ")
_COMMENTS = ("#", "%", "//")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_HEAD_BYTES = 1 << 14
_LETTERS = 40
"""Of what a column is called."""
_DECIMALS = re.compile(r"[+-]?[0-9]+,0[0-9]+")
"""Of a number with a decimal comma: no second column has its zeros in front."""


def numbers_in(data: bytes) -> NDArray[np.float64]:
    """Read the rows of numbers of a text; lines before them, and comments, are names and the like.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    ndarray, shape (length, columns)

    Raises
    ------
    StudioError
        Where a line is not like the first ones, in words that name it but not the file.
    """
    lines = _lines(data)
    start, separator, comma = _beginning(lines)
    lines = [(number, line.removesuffix(separator)) for number, line in lines[start:]]
    body = [line for _, line in lines]
    width = len(_cells(body[0], separator))
    text = "\n".join(body).replace('"', "")
    if comma:
        text = text.replace(",", ".")
    flat = text.split() if separator == " " else text.replace(separator, "\n").split("\n")
    even = separator == " " or all(line.count(separator) == width - 1 for line in body)
    if even and len(flat) == width * len(body):
        try:
            numbers = np.array(flat, np.float64).reshape(-1, width)
        except ValueError:
            pass
        else:
            if np.isfinite(numbers).all():
                return numbers
    raise _refused(lines, separator, width, comma=comma)


def names_in(data: bytes, columns: int) -> tuple[str, ...]:
    """What the columns of a text are called in the line right above its numbers, which may be a comment; empty where nothing is.

    Parameters
    ----------
    data : bytes
        The whole file, which :func:`numbers_in` has read.
    columns : int
    """
    head = data[:_HEAD_BYTES]
    try:
        start, separator, _ = _beginning(lines := _lines(head))
    except StudioError:  # it tells more about itself than a header does
        return ()
    above = _decoded(head).split("\n")[: lines[start][0] - 1]
    for line in [line.strip(" \r") for line in reversed(above) if line.strip()][:2]:
        for each in (separator.strip(" ") or "\t", *_SEPARATORS):  # blanks last: names may hold some
            told = line.removesuffix(each).lstrip("#%/ ")
            cells = [told] if columns == 1 else _cells(told, each)
            names = tuple(shown(shortened(cell.strip().strip('"').strip(), _LETTERS)) for cell in cells)
            if len(names) == columns and all(any(map(str.isalpha, name)) for name in names):
                if len(set(names)) == columns and not all(name.startswith(("[", "(")) for name in names):
                    return names
                break  # units below the names
        else:
            return ()
    return ()


def _decoded(data: bytes) -> str:
    """The text with its letters, as far as they can be told."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    decoder = codecs.getincrementaldecoder("utf-8-sig")()  # a letter may be cut in two at the end
    try:
        return decoder.decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _lines(data: bytes) -> list[tuple[int, str]]:
    """The lines that hold something, with their numbers."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:  # other letters than those of numbers do not matter
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    if "\0" in text:
        raise StudioError("it is no text")
    ended = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    stripped = ((i, line.strip(" ").replace(MINUS, "-")) for i, line in enumerate(ended, 1))
    return [(i, line) for i, line in stripped if line.strip() and not line.startswith(_COMMENTS)]


def _beginning(lines: Sequence[tuple[int, str]]) -> tuple[int, str, bool]:
    """Where the numbers begin, what parts them, and whether their decimals have commas."""
    for at, (_, line) in enumerate(lines[: _HEAD + 1]):
        for separator in _SEPARATORS:
            if separator not in line and separator != " ":
                continue
            cells = _cells(line.removesuffix(separator), separator)
            if len(cells) > MOST_COLUMNS and _are_numbers(cells[:50], comma=False):
                raise StudioError(
                    "it has {found:,} columns, and {most:,} are the most that are read as channels",
                    found=len(cells),
                    most=MOST_COLUMNS,
                )
            comma = separator != "," and "," in line and "." not in line
            if not _are_numbers(cells, comma=comma):
                continue
            if separator == "," and len(cells) == 2 and _has_decimal_commas(lines[at:]):
                return at, " ", True
            following = lines[at + 1][1] if at + 1 < len(lines) else line
            # A number that tells how many follow is no row of them.
            if len(_cells(following.removesuffix(separator), separator)) == len(cells):
                # Whole numbers in the first line tell nothing.
                comma |= separator != "," and "." not in "".join(each for _, each in lines[at : at + 50])
                return at, separator, comma
    if lines and (moment := _before_numbers(lines[-1][1])):
        raise StudioError(
            "line {line}: {cell} is no number; leave the first column out, or write it as seconds",
            line=lines[-1][0],
            cell=repr(shown(shortened(moment, 40))),
        )
    raise StudioError("it holds no rows of numbers")


def _before_numbers(line: str) -> str:
    """A first cell that is no number before others that are, as where a moment is written as a date; empty for any other line."""
    for separator in _SEPARATORS[:-1]:
        first, *others = _cells(line.removesuffix(separator), separator)
        if others and any(_are_numbers(others, comma=comma) for comma in (False, separator != ",")):
            return first
    return ""


def _has_decimal_commas(lines: Sequence[tuple[int, str]]) -> bool:
    texts = [line for _, line in lines]
    return not any("." in text for text in texts) and any(_DECIMALS.fullmatch(text) for text in texts)


def _cells(line: str, separator: str) -> list[str]:
    return line.split() if separator == " " else line.split(separator)


def _are_numbers(cells: Sequence[str], *, comma: bool) -> bool:
    return all(
        _NUMBER.fullmatch((cell.replace(",", ".") if comma else cell).strip().strip('"')) for cell in cells
    )


def _refused(lines: Sequence[tuple[int, str]], separator: str, width: int, *, comma: bool) -> StudioError:
    """Which line is not like the first."""
    for number, line in lines:
        cells = _cells(line, separator)
        if len(cells) != width:
            return StudioError(
                "line {line} has {found} columns, and those before it {width}",
                line=number,
                found=len(cells),
                width=width,
            )
        for cell in cells:
            if not _are_numbers([cell], comma=comma):
                return StudioError(
                    "line {line}: {cell} is no number", line=number, cell=repr(shown(shortened(cell, 40)))
                )
    return StudioError("it holds values that are no finite numbers")
