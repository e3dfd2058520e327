"""ONNX files as bytes, before they are unpacked.

A protocol buffer becomes a hundred times its size where it holds nothing but empty parts. So its parts are counted
first, as https://protobuf.dev/programming-guides/encoding/ describes them, and nothing is kept.
"""

from __future__ import annotations

from typing import Any

from nnstudio.system.messages import StudioError

MOST_PARTS = 200_000
"""Messages and texts in a file; a network with thousands of layers has some ten thousands."""
DEPTH = 24
"""Messages in each other."""

_VARINT, _EIGHT, _LENGTH, _FOUR = 0, 1, 2, 5


def require_ordinary(data: bytes, descriptor: Any) -> None:
    """Refuse a file of more parts than a network has.

    Parameters
    ----------
    data : bytes
    descriptor : Descriptor
        What the whole is.

    Raises
    ------
    StudioError
    """
    view, parts = memoryview(data), 0
    waiting = [(0, len(data), descriptor, 0)]
    while waiting:
        at, end, message, depth = waiting.pop()
        kinds = _kinds(message)
        while at < end:
            tag, at = _number(view, at, end)
            if tag & 7 == _VARINT:
                _, at = _number(view, at, end)
            elif tag & 7 in (_EIGHT, _FOUR):
                at += 8 if tag & 7 == _EIGHT else 4
            elif tag & 7 == _LENGTH:
                size, at = _number(view, at, end)
                parts += 1
                if parts > MOST_PARTS:
                    raise StudioError("it has more parts than any network")
                inner = kinds.get(tag >> 3)
                if inner is _TEXT:
                    _require_text(view[at : at + size])
                elif inner is not None:
                    if depth > DEPTH:
                        raise StudioError("it is nested too deeply")
                    waiting.append((at, min(at + size, end), inner, depth + 1))
                at += size
            else:  # groups, which nothing here has
                raise StudioError("it is damaged or no ONNX model")
        if at != end:
            raise StudioError("it is damaged or no ONNX model")


_TEXT = object()
_known: dict[str, dict[int, Any]] = {}


def _kinds(message: Any) -> dict[int, Any]:
    """What the parts of a message are, by the numbers of their fields: messages, and texts."""
    if message.full_name not in _known:
        _known[message.full_name] = {
            field.number: field.message_type or _TEXT
            for field in message.fields
            if field.message_type or field.type == field.TYPE_STRING
        }
    return _known[message.full_name]


def _require_text(data: memoryview) -> None:
    try:
        str(data, "utf-8")
    except UnicodeDecodeError:
        raise StudioError("it is damaged: one of its names is no text") from None


def _number(view: memoryview, at: int, end: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= end:
            break
        byte = view[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
    raise StudioError("it is damaged or no ONNX model")
