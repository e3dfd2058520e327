"""Rows, columns and grids that widgets stand in."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

Margins = int | tuple[int, int, int, int]
"""The same on every side, or left, top, right and bottom."""

B = TypeVar("B", bound=QLayout)


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


def grid_box(
    inside: QWidget | None = None, *, margins: Margins | None = None, spacing: int | tuple[int, int]
) -> QGridLayout:
    """A grid with the same spacing both ways, or that across and that down."""
    box = _set(QGridLayout() if inside is None else QGridLayout(inside), margins, None)
    across, down = (spacing, spacing) if isinstance(spacing, int) else spacing
    box.setHorizontalSpacing(across)
    box.setVerticalSpacing(down)
    return box


def run_down(box: QBoxLayout, down: bool) -> None:
    """Let what stands side by side stand one below the other instead, or side by side again."""
    way = QBoxLayout.Direction
    box.setDirection(way.TopToBottom if down else way.LeftToRight)


def pages_of(tabs: QTabWidget) -> QStackedWidget:
    """What the pages of a tab widget stand in: one that is made there is given its style once, not again as it is added."""
    pages = tabs.findChild(QStackedWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert isinstance(pages, QStackedWidget)
    return pages


def empty(box: QLayout) -> None:
    """Take everything out of a row, a column or a grid; widgets go."""
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _set(box: B, margins: Margins | None, spacing: int | None) -> B:
    if margins is not None:
        box.setContentsMargins(*((margins,) * 4 if isinstance(margins, int) else margins))
    if spacing is not None:
        box.setSpacing(spacing)
    return box
