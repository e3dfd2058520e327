"""Tables as CSV text that a spreadsheet opens without taking a cell for a formula."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from nnstudio.data.readers.naming import apart


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table as CSV.

    Parameters
    ----------
    headings : sequence of str
        Of two alike the second is numbered, as where a file is read.
    rows : iterable of sequences
        Numbers and texts.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([_safe(heading) for heading in apart(headings)])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def csv_file(text: str) -> bytes:
    """Return the bytes of a CSV file that a person saves, marked as UTF-8: Excel on Windows garbles umlauts otherwise.

    What goes to other programs (a pipe, the clipboard, files of the command line) has no mark: many take it for a part
    of the first name.

    Parameters
    ----------
    text : str
        As from `csv_text`.
    """
    return text.encode("utf-8-sig")


def _safe(cell: Any) -> Any:
    """Keep a spreadsheet from taking a text for a formula; a class called -1 is none."""
    if not isinstance(cell, str):
        return cell
    text = "\n".join(cell.splitlines())  # a lone return ends a row, and the writer does not quote it
    if text[:1] not in ("=", "+", "-", "@", "\t", "\n"):
        return text
    with contextlib.suppress(ValueError):
        float(text)
        return text
    return f"'{text}"
