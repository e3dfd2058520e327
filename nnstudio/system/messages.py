"""Sentences for people, kept apart from their numbers until somebody reads them.

Lower floors never translate. They build a :class:`Message` (an English template and its arguments); the
window looks the template up in its catalogue, everything else prints the English.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Message(msgspec.Struct, frozen=True):
    """A sentence with holes.

    Parameters
    ----------
    text : str
        English template with ``{named}`` holes; also the key of its translation.
    args : dict
        What fills the holes.
    """

    text: str
    args: dict[str, Any] = {}

    def __str__(self) -> str:
        return self.text.format(**self.args) if self.args else self.text


def msg(text: str, **args: Any) -> Message:
    """Mark ``text`` for translation and keep its arguments."""
    return Message(text, args)


class StudioError(Exception):
    """Something a person can read in one line and act upon.

    Its text names what went wrong, where, and what to do. It is the only kind of exception that floors let
    travel up to the window or the command line on purpose; anything else is a defect of the program.
    """

    def __init__(self, text: str | Message, **args: Any) -> None:
        self.message = text if isinstance(text, Message) else Message(text, args)
        super().__init__(str(self.message))
