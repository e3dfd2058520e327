"""The order of Tab, asked without harm.

PySide takes what ``nextInFocusChain`` and ``previousInFocusChain`` return for a child of the widget that was asked. A dialog
that was found so belonged to one of its own fields, nothing else held it any more, and the next collection of garbage
took it away while it was open. So each widget is given back to its parent: for Qt, which knows it, nothing changes.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken


def after(widget: QWidget) -> QWidget:
    """Return the next widget of the window in the order of Tab, whether it takes the focus or not."""
    return _given_back(widget.nextInFocusChain())


def before(widget: QWidget) -> QWidget:
    """Return the one before."""
    return _given_back(widget.previousInFocusChain())


def _given_back(found: QWidget | None) -> QWidget:
    assert found is not None, "the order of Tab is a circle"
    widget: QWidget | None = found
    while widget is not None:
        parent = widget.parentWidget()
        widget.setParent(parent)  # also None, for a window
        # What Qt has put between, such as the view of a scroll area, is held by its own parent only; without one its
        # reference would go, and take those of its children with it.
        widget = None if parent is None or Shiboken.createdByPython(parent) else parent
    return found
