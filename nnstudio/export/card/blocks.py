"""The parts of a card, before anybody decides how they are written."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Heading(NamedTuple):
    """The heading of a section; level 1 is that of the card."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """A few sentences."""

    text: str


class Table(NamedTuple):
    """Rows of texts; ``numbers`` are the columns that stand at the right, ``strong`` cells by row and column."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    strong: frozenset[tuple[int, int]] = frozenset()


class Items(NamedTuple):
    """A list with dots."""

    texts: tuple[str, ...]


class Code(NamedTuple):
    """Lines to be typed; nothing in them comes from a user."""

    text: str
    language: str


class Figure(NamedTuple):
    """A picture that only some cards can hold, and a table that says the same.

    With ``names`` it may tell what several outputs answer.
    """

    kind: Literal["diagram", "curves"]
    instead: Table | None = None
    names: bool = True


Block = Heading | Paragraph | Table | Items | Code | Figure
