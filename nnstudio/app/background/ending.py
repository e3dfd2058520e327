"""How a window comes to its end: whatever it has begun is found below it, told, and waited for."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

_OVER = "over"


class Ending:
    """What must not outlive its window: a thread, or a file that is there for the time being.

    It is an object of Qt as well. Nobody keeps a list: what has a parent is found, and ends with the window above it.
    """

    patience: float | None = None
    """Seconds that are waited at most, where a disk may not answer; None for what has to come to its end, or soon does."""

    def end(self) -> None:
        """Ask it to end; returns at once."""

    def settle(self, seconds: float | None) -> None:
        """Wait until it has ended, and tidy up; what lies below it has done so already.

        Parameters
        ----------
        seconds : float or None
            What is left of the patience.
        """


def end_all(root: QObject) -> None:
    """End everything below a window or a dialog that will not be shown again, and let nothing begin there any more.

    All are told before the first is waited for, so that the slowest one alone says how long it takes. Then each settles:
    what lies below something before it, what was made earlier before what was made later.
    """
    root.setProperty(_OVER, True)
    endings = _below(root)
    for each in endings:
        each.end()
    for dialog in root.findChildren(QDialog):
        dialog.reject()
    told = time.monotonic()
    for each in endings:
        left = None if each.patience is None else max(0.0, each.patience - (time.monotonic() - told))
        each.settle(left)
    for timer in root.findChildren(QTimer):
        timer.stop()


def is_over(item: QObject) -> bool:
    """Whether the window or the dialog around something has ended."""
    return any(each.property(_OVER) for each in _upwards(item))


def window_of(item: QObject) -> QObject:
    """The window that something belongs to, also where it lies in a dialog that goes earlier."""
    *_, top = _upwards(item)
    return top


def _upwards(item: QObject | None) -> Iterator[QObject]:
    while item is not None:
        yield item
        item = item.parent()


def _below(root: QObject) -> list[Ending]:
    """What is to end, in the order in which it settles."""
    found: list[Ending] = []
    left = [root]
    # From the last child to the first, and each before what lies below it: that is the order backwards.
    while left:
        item = left.pop()
        if isinstance(item, Ending) and item is not root:
            found.append(item)
        left += item.children()
    found.reverse()
    return found
