"""Lines of a text that somebody has written by hand: a lesson, a glossary. What is wrong is told with its line."""

from __future__ import annotations

from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError

LONGEST_LINE = 2_000


def decoded(data: bytes, name: str) -> str:
    """The text of a file; raises StudioError where it is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StudioError("{file} is not text in UTF-8", file=shown(name)) from None


def lines_of(text: str, name: str) -> list[str]:
    """Take a text apart; raises StudioError for a line that no person reads."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise wrong(name, number, StudioError("a line has at most {n:,} characters", n=LONGEST_LINE))
        if shown(line.replace("\t", " ")) != line.replace("\t", " "):
            raise wrong(name, number, StudioError("a character that cannot be printed"))
    return lines


def wrong(name: str, line: int, error: StudioError) -> StudioError:
    """What is wrong in a line, the first of which is 1."""
    return StudioError("{file}, line {line}: {cause}", file=shown(name), line=line, cause=error.message)
