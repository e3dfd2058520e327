"""Rows and columns that widgets stand in."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

Margins = int | tuple[int, int, int, int]
"""The same on every side, or left, top, right and bottom."""

B = TypeVar("B", bound=QBoxLayout)


def h_box(
    inside: QWidget | None = None, *, margins: Margins | None = None, spacing: int | None = None
) -> QHBoxLayout:
    """A row, of a widget or to be put into another box; what is not given is as the style has it."""
    return _set(QHBoxLayout() if inside is None else QHBoxLayout(inside), margins, spacing)


def v_box(
    inside: QWidget | None = None, *, margins: Margins | None = None, spacing: int | None = None
) -> QVBoxLayout:
    """A column, of a widget or to be put into another box; what is not given is as the style has it."""
    return _set(QVBoxLayout() if inside is None else QVBoxLayout(inside), margins, spacing)


def _set(box: B, margins: Margins | None, spacing: int | None) -> B:
    if margins is not None:
        box.setContentsMargins(*((margins,) * 4 if isinstance(margins, int) else margins))
    if spacing is not None:
        box.setSpacing(spacing)
    return box
