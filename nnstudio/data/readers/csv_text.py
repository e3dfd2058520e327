"""CSV before its values: which characters, which separator, where lines and cells are, and what is broken.

Runs in the child process. Everything here works on whole arrays of bytes, because a loop over characters in
Python would take minutes for what the reader does in a second.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.readers.other_files import refuse_others
from nnstudio.system.messages import Message, StudioError, counted, msg

_QUOTE, _NEWLINE, _SPACE = ord('"'), ord("\n"), ord(" ")
_PIECE = 1 << 22
"""Bytes that are looked at in one go."""
# The longer marks first: the one of UTF-32 begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


_LETTERS = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""Of UTF-8, beyond ASCII; in texts of other encodings they hardly ever occur."""
_FEW = 20
"""So many times more letters of another encoding make those of UTF-8 an accident."""
_LOOKED_AT = 1 << 16
"""Bytes of the beginning that tell whether every second one is zero."""


@dataclass(frozen=True, eq=False)
class Records:
    """Where the rows of a CSV text are.

    Parameters
    ----------
    data : bytes
        The text without blank lines.
    lines : ndarray of int64, shape (N,)
        Line of the file on which each row begins, from 1.
    width : int
        Cells of every row.
    """

    data: bytes
    lines: NDArray[np.int64]
    width: int


def decode(file: str, data: bytes, encoding: str | None) -> tuple[bytes, str, list[Message]]:
    r"""Turn a file's bytes into UTF-8 without a mark and with ``\n`` at line ends.

    Returns
    -------
    text : bytes
    encoding : str
        What it was read as.
    notes : list of Message
    """
    refuse_others(file, data)
    notes: list[Message] = []
    if encoding in (None, "utf-8") and data.isascii() and b"\0" not in data:  # most tables: nothing to decode
        return _plain_ends(data), "utf-8", notes
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None and marked is None and (wide := _wide(data)) is not None:
        return _plain_ends(data.decode(wide).encode()), wide, [_read_as(wide)]
    chosen = encoding or marked or "utf-8"
    if marked == "utf-8-sig" and chosen == "utf-8":
        chosen = marked
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError as error:
        if encoding is not None or marked is not None:
            line = error.object.count(b"\n", 0, error.start) + 1  # `object`: without the mark
            raise StudioError(
                "{file}, line {line}: not valid {encoding}; choose another encoding",
                file=file,
                line=line,
                encoding=chosen,
            ) from None
        if holds_utf8(data):
            return _plain_ends(data.decode("utf-8", _EACH).encode()), "utf-8", [_two_encodings(error)]
        try:
            chosen = "cp1252"
            text = data.decode(chosen)
        except UnicodeDecodeError:
            chosen = "latin-1"
            text = data.decode(chosen)
        notes.append(_read_as(chosen))
    nul = text.find("\0")
    if nul >= 0:
        raise StudioError(
            "{file}, line {line}: a NUL character; this is no text table, or its encoding is another one",
            file=file,
            line=text.count("\n", 0, nul) + 1,
        )
    plain = data if chosen == "utf-8" else text.encode()
    return _plain_ends(plain), chosen, notes


def _read_as(encoding: str) -> Message:
    return msg("Read as {encoding}; if letters look wrong, choose another encoding", encoding=encoding)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, told by the zeros beside the letters of ASCII; None where it is something else."""
    start = np.frombuffer(data[:_LOOKED_AT], np.uint8)
    zeros = [int((start[first::2] == 0).sum()) for first in (0, 1)]
    if min(zeros) or max(zeros) * 5 < start.size / 2 or len(data) % 2:
        return None
    name = "utf-16-be" if zeros[0] else "utf-16-le"
    try:
        return name if "\0" not in data.decode(name) else None
    except UnicodeDecodeError:
        return None


def holds_utf8(data: bytes) -> bool:
    """Whether there are letters of UTF-8, if not only those, as where files of two programs were put together."""
    letters = [len(found[0]) for found in _LETTERS.finditer(data)]
    others = int((np.frombuffer(data, np.uint8) > 0x7F).sum()) - sum(letters)
    return len(letters) > 0 and len(letters) * _FEW >= others


def _two_encodings(error: UnicodeDecodeError) -> Message:
    return msg(
        "Line {line} is not written in UTF-8 as others are: such letters are read as cp1252",
        line=error.object.count(b"\n", 0, error.start) + 1,
    )


def _in_other_words(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_EACH = "nnstudio-cp1252"
codecs.register_error(_EACH, _in_other_words)


def _plain_ends(data: bytes) -> bytes:
    # Asked first: to replace nothing would still copy what is large.
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


def _plain_rows(
    data: bytes, text: NDArray[np.uint8], separator: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each row of a text without quotes ends, and how many cells it has; a piece at a time, to need little room."""
    ends, cells, start = [np.empty(0, np.int64)], [np.empty(0, np.int64)], 0
    while start < len(data):
        stop = data.find(b"\n", min(start + _PIECE, len(data))) + 1 or len(data)
        piece = text[start:stop]
        marks = np.flatnonzero((piece == separator) | (piece == _NEWLINE))
        if piece[-1] != _NEWLINE:  # the last row of a text that ends without a line end
            marks = np.append(marks, piece.size)
        last = np.flatnonzero(piece[np.minimum(marks, piece.size - 1)] == _NEWLINE)
        if piece[-1] != _NEWLINE:
            last = np.append(last, marks.size - 1)
        ends.append(marks[last] + start)
        cells.append(np.diff(last, prepend=-1))
        start = stop
    return np.concatenate(ends), np.concatenate(cells)


def separator_word(separator: str) -> Message | str:
    """What messages call a separator: one that cannot be seen by its name."""
    return {"\t": msg("a tab"), " ": msg("a blank")}.get(separator, repr(separator))


def scan(file: str, data: bytes, separator: str) -> Records:
    """Find all rows and check that they are well formed.

    Raises
    ------
    StudioError
        For a quote that is not closed or stands within a cell, and for rows of different lengths.
    """
    text = np.frombuffer(data, np.uint8)
    if b'"' in data:
        newlines = np.flatnonzero(text == _NEWLINE)
        quotes = np.flatnonzero(text == _QUOTE)
        cuts = np.flatnonzero(text == ord(separator))
        _check_quotes(file, text, quotes, newlines, ord(separator))
        # An even number of quotes before it: outside of quoted cells.
        ends = newlines[np.searchsorted(quotes, newlines) % 2 == 0]
        cuts = cuts[np.searchsorted(quotes, cuts) % 2 == 0]
        if text[-1] != _NEWLINE:
            ends = np.append(ends, text.size)
        cells = np.diff(np.searchsorted(cuts, ends), prepend=0) + 1
    else:
        ends, cells = _plain_rows(data, text, ord(separator))
        newlines = ends
    starts = np.concatenate(([0], ends[:-1] + 1)) if ends.size else ends
    lines = np.searchsorted(newlines, starts) + 1
    narrow = np.flatnonzero(cells == 1)
    # There may be millions of them, and most are told by how long they are and how they begin.
    empty = starts[narrow] == ends[narrow]
    spaced = narrow[~empty & (text[starts[narrow]] == _SPACE)]
    spaces = np.array([i for i in spaced if not data[starts[i] : ends[i]].strip(b" ")], np.int64)
    blank = np.sort(np.concatenate((narrow[empty], spaces)))
    if blank.size:
        edges = np.zeros(text.size + 1, np.int8)
        edges[starts[blank]] += 1
        edges[np.minimum(ends[blank] + 1, text.size)] -= 1
        data = text[np.cumsum(edges[:-1], dtype=np.int8) == 0].tobytes()
        cells, lines = np.delete(cells, blank), np.delete(lines, blank)
    if cells.size == 0:
        raise StudioError("{file}: the file is empty", file=file)
    width = int(cells[0])
    wrong = np.flatnonzero(cells != width)
    if wrong.size:
        raise StudioError(
            "{file}, line {line}: {found} where line {first} has {width}; the separator is {separator}",
            file=file,
            line=int(lines[wrong[0]]),
            found=counted(int(cells[wrong[0]]), "1 cell", "{n} cells"),
            first=int(lines[0]),
            width=width,
            separator=separator_word(separator),
        )
    return Records(data, lines.astype(np.int64), width)


def _check_quotes(
    file: str, text: NDArray[Any], quotes: NDArray[Any], newlines: NDArray[Any], separator: int
) -> None:
    """Every quote opens or closes a whole cell, or is one of a doubled pair inside it."""
    before, after = text[quotes - 1], text[np.minimum(quotes + 1, text.size - 1)]
    if quotes[0] == 0:
        before[0] = _NEWLINE  # the beginning and the end of the file end cells, too
    if quotes[-1] == text.size - 1:
        after[-1] = _NEWLINE
    around = np.stack([before, after])
    edge = (around == _NEWLINE) | (around == separator)
    opens = np.arange(quotes.size) % 2 == 0
    twin = np.diff(quotes, prepend=-2) == 1  # right behind another quote
    good = np.where(opens, edge[0] | twin, edge[1] | np.append(twin[1:], False))
    wrong = np.flatnonzero(~good)
    if not wrong.size and quotes.size % 2 == 0:
        return
    first = int(wrong[0]) if wrong.size else quotes.size - 1
    if not opens[first] or not wrong.size:
        first -= not opens[first]
        sentence = (
            "{file}, line {line}: a quoted cell begins here and never ends; write quotes inside it twice"
        )
    else:
        sentence = (
            "{file}, line {line}: a quote within a cell; put the cell in quotes and write this one twice"
        )
    raise StudioError(sentence, file=file, line=int(np.searchsorted(newlines, quotes[first])) + 1)
