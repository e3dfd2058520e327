"""Giving up: what takes long asks now and then whether anybody still waits for it."""

from __future__ import annotations

from collections.abc import Callable

from nnstudio.system.messages import StudioError

Cancel = Callable[[], bool]
"""Whether to give up; where it may be None, nobody will."""


class Cancelled(StudioError):
    """The user asked to stop; there is nothing to repair, and nobody to be told."""

    def __init__(self) -> None:
        super().__init__("Cancelled")


def heed(cancelled: Cancel | None) -> None:
    """Raise :class:`Cancelled` once somebody gives up."""
    if cancelled is not None and cancelled():
        raise Cancelled
