"""A table on the clipboard, as spreadsheets, browsers and editors put it there."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

MOST_CHARACTERS = 64 << 20
"""Of a table on the clipboard; larger ones belong into a file."""
_LEAST_PLAIN = 3
"""Rows of text with commas that make a table; two lines of prose may have a comma each."""

Rows = list[list[str]]


def table_on(text: str, html: str = "") -> Rows | None:
    """Find the table in what a program has put on the clipboard.

    Parameters
    ----------
    text : str
        As plain text: cells apart by tabs, or lines of CSV.
    html : str
        The same as HTML, if there is one; its first table counts.

    Returns
    -------
    list of list of str, or None
        Rows of equal length; None where there is no table of at least two rows and two columns.
    """
    if len(text) > MOST_CHARACTERS or len(html) > MOST_CHARACTERS:
        return None
    if "\t" in text and (rows := _read(text, "\t")) is not None:
        return rows
    if "<table" in html.lower() and (rows := _in_html(html)) is not None:
        return rows
    for separator in (";", ",", "|"):
        if separator in text:
            rows = _read(text, separator)
            if rows is not None and len(rows) >= _LEAST_PLAIN:
                return rows
    return None


def as_text(rows: Rows) -> str:
    """Write a table with tabs between the cells: unlike commas, they stand in no number."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def _read(text: str, separator: str) -> Rows | None:
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=separator, strict=True) if any(row)]
    except csv.Error:
        return None
    widths = {len(row) for row in rows}
    return rows if len(rows) >= 2 and len(widths) == 1 and min(widths) >= 2 else None


def _in_html(html: str) -> Rows | None:
    reader = _Tables()
    reader.feed(html)
    reader.close()
    rows = [row for row in reader.rows if any(row)]
    width = max(map(len, rows), default=0)
    if len(rows) < 2 or width < 2:
        return None
    return [row + [""] * (width - len(row)) for row in rows]


class _Tables(HTMLParser):
    """Collects the cells of the first table; one inside a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows = []
        self._depth = 0
        self._done = False
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if self._done:
            return
        if tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif self._depth == 1 and tag in ("td", "th") and self.rows:
            self._end_cell()
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End what was begun; HTML may leave the ends of cells and rows out."""
        if tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()
        elif tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self._end_cell()
                self._done = True

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None:
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None
