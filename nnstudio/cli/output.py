"""What the command line prints: tables and bars for people, one JSON object per line for programs."""

from __future__ import annotations

import contextlib
import errno
import json
import math
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from nnstudio.system.file_errors import file_error, shown
from nnstudio.system.messages import one_line


class Output:
    """Standard output of a command.

    A reader that goes away (``nnstudio train … | head``) does not end the command: what it writes into files
    is more than what it prints.

    Parameters
    ----------
    json : bool
        Whether a program reads along.
    """

    def __init__(self, *, json: bool) -> None:
        self.json = json
        for stream in (sys.stdout, sys.stderr):
            # A console that lacks a letter shows "?", and no traceback.
            with contextlib.suppress(AttributeError, ValueError):
                stream.reconfigure(errors="replace")  # type: ignore[union-attr]

    def event(self, event: str, **facts: Any) -> None:
        """Print a JSON line, only with ``--json``; ASCII, whatever the encoding of the console is."""
        if self.json:
            self._print(json.dumps({"event": event, **_finite(facts)}, allow_nan=False) + "\n")

    def text(self, line: str = "") -> None:
        """Print a line for people, only without ``--json``."""
        if not self.json:
            self._print(shown(line) + "\n")

    def raw(self, text: str) -> None:
        """Print a whole text as it is, only without ``--json``; a terminal is spared control characters.

        A file, or another program, gets every letter, as a file does that is named with ``-o``: on Windows the encoding of
        consoles lacks many.
        """
        if self.json:
            return
        if sys.stdout.isatty():
            text = "\n".join(shown(line) for line in text.split("\n"))
        else:
            with contextlib.suppress(AttributeError, ValueError):
                sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        self._print(text)

    def table(
        self, headings: Sequence[str], rows: Iterable[Sequence[Any]], right: Iterable[int] = ()
    ) -> None:
        """Print a table for people; ``right`` names the columns of numbers."""
        if self.json:
            return
        import io

        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_header=any(headings))
        numbers = set(right)
        for i, heading in enumerate(headings):
            table.add_column(heading, justify="right" if i in numbers else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(shown(str(cell))) for cell in row))
        if sys.stdout.isatty():
            Console().print(table)
            return
        # A pipe has no width: never fold what a program may read.
        text = io.StringIO()
        Console(file=text, width=200).print(table)
        self._print("".join(line.rstrip() + "\n" for line in text.getvalue().splitlines()))

    def error(self, line: str) -> None:
        """Print one line on standard error, and a JSON line where a program reads along."""
        self.event("error", message=line)
        self.complain(line)

    def complain(self, line: str) -> None:
        """Print one line on standard error."""
        with contextlib.suppress(OSError, ValueError):
            text = f"nnstudio: {shown(one_line(line))}"
            print(_for_console(text, sys.stderr.encoding), file=sys.stderr)

    def _print(self, text: str) -> None:
        try:
            sys.stdout.write(_for_console(text, sys.stdout.encoding))
            sys.stdout.flush()
        except OSError as error:
            # As Python's manual has it: what is left in the buffer must not fail again at the end.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
            gone = (
                error.errno == errno.EINVAL and sys.platform == "win32"
            )  # what a pipe without a reader is there
            if not gone and not isinstance(error, BrokenPipeError):
                raise file_error("write", "standard output", error) from None


_RAISED = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_PLAIN = str.maketrans({"\N{NARROW NO-BREAK SPACE}": " ", "−": "-"})


def _for_console(text: str, encoding: str | None) -> str:
    """Text whose numbers can be read where an encoding lacks the thin space, the minus or raised digits."""
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        text = _RAISED.sub(lambda found: "^" + unicodedata.normalize("NFKC", found.group()), text)
        return text.translate(_PLAIN)
    return text


def _finite(value: Any) -> Any:
    """JSON has no NaN and no infinity: they become null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(v) for key, v in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(v) for v in value]
    return value
