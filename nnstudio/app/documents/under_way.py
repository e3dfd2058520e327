"""What is trained for the open document: it ends before the document goes."""

from __future__ import annotations

from typing import Protocol


class Work(Protocol):
    """A run, or a series of them."""

    @property
    def active(self) -> bool:
        """Whether it goes on."""

    def close(self) -> None:
        """End it, and wait for its thread; what it has come to is in the document then."""


class UnderWay:
    """All of it, asked and ended as one."""

    def __init__(self, *works: Work) -> None:
        self._works = list(works)

    def add(self, work: Work) -> None:
        """Count something in."""
        self._works.append(work)

    @property
    def active(self) -> bool:
        """Whether anything goes on."""
        return any(work.active for work in self._works)

    def close(self) -> None:
        """End everything."""
        for work in self._works:
            work.close()
