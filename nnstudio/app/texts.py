"""Texts of the lower floors, translated where they become visible.

Messages, labels and sentences of help are written in English where they belong. Here they meet the catalogue;
a text without a translation stays English.
"""

from __future__ import annotations

import html
import re
from typing import Any

from PySide6.QtCore import QCoreApplication

from nnstudio.nn.fields import FieldError, FieldInfo
from nnstudio.system.messages import Message, StudioError


def translate(message: Message) -> str:
    """Return a message in the user's language, its holes filled.

    Arguments that are messages themselves are translated as well. A translation with a hole too many or too few is a defect
    of the catalogue; the reader then gets the English.
    """
    args = {k: translate(v) if isinstance(v, Message) else v for k, v in message.args.items()}
    try:
        return _filled(QCoreApplication.translate("Message", message.text), args)
    except (LookupError, ValueError):
        return _filled(message.text, args)


def _filled(text: str, args: dict[str, Any]) -> str:
    return text.format(**args) if args else text


def error_text(error: BaseException) -> str:
    """Return the one line a person reads about an error: a message translated, anything else by its name."""
    if isinstance(error, StudioError):
        return translate(error.message)
    if isinstance(error, MemoryError):
        return QCoreApplication.translate("Message", "There is not enough memory for this")
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def field_error_text(error: StudioError) -> str:
    """Return what is wrong with a setting, without the owner's name: it stands right under its field."""
    args = error.message.args
    if isinstance(error, FieldError) and {"setting", "rule", "value"} <= set(args):
        parts = {"setting": args["setting"], "rule": args["rule"], "value": args["value"]}
        text = translate(Message("{setting} {rule}, not {value}", parts))
    else:
        text = translate(error.message)
    return text[:1].upper() + text[1:]


def percent(share: float, digits: int = 1) -> str:
    """Return a share as a percentage, with the thin space that keeps number and sign together."""
    return f"{100 * share:.{digits}f}\N{NARROW NO-BREAK SPACE}%"


def field_label(info: FieldInfo) -> str:
    """Return the name of a setting in the user's language."""
    return QCoreApplication.translate("Field", info.label)


def field_help(info: FieldInfo) -> str:
    """Return the sentence of help of a setting in the user's language."""
    return QCoreApplication.translate("Field", info.field.help)


def field_unit(info: FieldInfo) -> str:
    """Return the unit of a setting in the user's language; empty where it has none."""
    return QCoreApplication.translate("Field", info.field.unit) if info.field.unit else ""


def empty_word(info: FieldInfo) -> str:
    """Return what an empty field means, in a word; empty where a field cannot be empty."""
    if info.field.empty:
        return QCoreApplication.translate("Field", info.field.empty)
    return QCoreApplication.translate("Form", "automatic") if info.optional else ""


def plain(text: str) -> str:
    """Return text without the ``&`` that marks a shortcut: ``"&Open && Close…"`` -> ``"Open & Close…"``."""
    return re.sub(r"&(.)", r"\1", text)


def tooltip(text: str) -> str:
    """Return a tool tip that wraps: Qt wraps only what it takes for rich text."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""
