"""What the command line prints: tables and bars for people, one JSON object per line for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any


class Output:
    """Standard output of a command.

    Parameters
    ----------
    json : bool
        Whether a program reads along.
    """

    def __init__(self, *, json: bool) -> None:
        self.json = json

    def event(self, event: str, **facts: Any) -> None:
        """Print a JSON line, only with ``--json``."""
        if self.json:
            print(json.dumps({"event": event, **facts}, ensure_ascii=False), flush=True)

    def text(self, line: str = "") -> None:
        """Print a line for people, only without ``--json``."""
        if not self.json:
            print(line, flush=True)

    def table(
        self, headings: Sequence[str], rows: Iterable[Sequence[Any]], right: Iterable[int] = ()
    ) -> None:
        """Print a table for people; ``right`` names the columns of numbers."""
        if self.json:
            return
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        numbers = set(right)
        for i, heading in enumerate(headings):
            table.add_column(heading, justify="right" if i in numbers else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(str(cell)) for cell in row))
        # A pipe has no width: never fold what a program may read.
        Console(width=None if sys.stdout.isatty() else 200).print(table)

    def error(self, line: str) -> None:
        """Print one line on standard error, or a JSON line where a program reads along."""
        self.event("error", message=line)
        print(f"nnstudio: {line}", file=sys.stderr)
