"""A splitter that shares its room by the size of the window, until somebody moves its handle."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

Shares = Callable[[int], Sequence[int]]
"""From the room there is to the room that each part gets."""


class SharedSplitter(QSplitter):
    """Parts side by side, or one below the other.

    Parameters
    ----------
    orientation : Qt.Orientation
    shares : callable
        How much each part gets of how much there is; asked whenever the window gets another size.
    """

    def __init__(self, orientation: Qt.Orientation, shares: Shares) -> None:
        super().__init__(orientation)
        self._shares = shares
        self._chosen = False
        self.splitterMoved.connect(self._choose)

    @property
    def choice(self) -> str:
        """How it was left, as text for the settings; empty where nobody has moved its handles."""
        return bytes(self.saveState().toBase64().data()).decode() if self._chosen else ""

    def choose(self, choice: str) -> None:
        """Stand as it was left."""
        if choice and self.restoreState(QByteArray.fromBase64(choice.encode())):
            self._chosen = True

    def enlarge(self, part: int, large: bool) -> None:
        """Give a part two thirds of the room, or its usual share; the others share the rest as they usually do."""
        room = sum(self.sizes())
        shares = list(self._shares(room))
        if large:
            wanted, rest = room * 2 // 3, max(room - shares[part], 1)
            shares = [
                wanted if i == part else size * (room - wanted) // rest for i, size in enumerate(shares)
            ]
        self.setSizes(shares)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        across = self.orientation() == Qt.Orientation.Horizontal
        room = event.size().width() if across else event.size().height()
        if not self._chosen and room != (event.oldSize().width() if across else event.oldSize().height()):
            self.setSizes(list(self._shares(room)))

    def _choose(self) -> None:
        self._chosen = True
