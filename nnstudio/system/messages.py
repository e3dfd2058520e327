"""Sentences for people, kept apart from their numbers until somebody reads them.

Lower floors never translate. They build a :class:`Message` (an English template and its arguments); the
window looks the template up in its catalogue, everything else prints the English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import Formatter
from typing import Any

import msgspec

from nnstudio.system.numbers import formatted, whole_text

_SPACE = re.compile(r"[^\S\N{NARROW NO-BREAK SPACE}]+")
_BEFORE_PERCENT = re.compile(r"(?<=[0-9}]) (?=%)")


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

    def __post_init__(self) -> None:
        for name, value in self.args.items():
            if isinstance(value, dict):  # a message that came through JSON
                self.args[name] = msgspec.convert(value, Message)

    def __str__(self) -> str:
        return filled(self.text, self.args)


class Small(Message, frozen=True):
    """A name of a setting or a figure within a sentence, where English writes it small: ``batch size``, but ``AUC``."""

    def __str__(self) -> str:
        return small(self.text)


def small(name: str) -> str:
    """How a name begins within an English sentence."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


class _Figures(Formatter):
    """Fills holes, and writes numbers as all others are written."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(super().format_field(value, format_spec))
        if not format_spec:
            return whole_text(value) if isinstance(value, int) else str(value).replace("-", "−")
        return formatted(value, format_spec)


def filled(text: str, args: dict[str, Any]) -> str:
    """Fill the holes of a template, which may be a translation; without arguments it has none.

    Raises
    ------
    LookupError, ValueError
        For a hole that nothing fills.
    """
    text = _BEFORE_PERCENT.sub("\N{NARROW NO-BREAK SPACE}", text)
    return str(_Figures().vformat(text, (), args)) if args else text


def one_line(text: str) -> str:
    """Text without line ends and with single spaces; the thin space inside numbers stays."""
    return _SPACE.sub(" ", text).strip()


def shortened(text: str, most: int) -> str:
    """Text cut to so many characters, the last of which says that there was more."""
    return text if len(text) <= most else text[: most - 1] + "…"


def counted(number: int, one: str, many: str, **args: Any) -> Message:
    """A sentence about one thing or about several, with their number in the hole ``{n}``."""
    return Message(one if number == 1 else many, {"n": number, **args})


def joined(parts: Sequence[Message | str], most: int | None = None, between: str = ", ") -> Message:
    """One message of several that follow each other; with ``most``, how many more there are stands at the end."""
    shown = list(parts[:most])
    text = between.join(f"{{_{i}}}" for i in range(len(shown)))
    whole = Message(text, {f"_{i}": part for i, part in enumerate(shown)})
    more = len(parts) - len(shown)
    return msg("{parts} and {count} more", parts=whole, count=more) if more else whole


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
