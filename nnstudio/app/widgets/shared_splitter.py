"""A splitter that shares its room by the size of the window, until somebody moves its handle."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, Qt, Signal
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

    Signals
    -------
    room_changed(int)
        There is another room to share; told before it is shared.
    """

    room_changed = Signal(int)

    def __init__(self, orientation: Qt.Orientation, shares: Shares) -> None:
        super().__init__(orientation)
        self._shares = shares
        self._chosen = False
        self._large: int | None = None
        self._before: list[int] | None = None
        self._folded: int | None = None
        self._left = ""
        self.splitterMoved.connect(self._choose)

    @property
    def choice(self) -> str:
        """How it was left, as text for the settings; empty where nobody has moved its handles."""
        if self._folded is not None:
            return self._left
        return bytes(self.saveState().toBase64().data()).decode() if self._chosen else ""

    def choose(self, choice: str) -> None:
        """Stand as it was left; while a part is folded away, once it is not any more."""
        if self._folded is not None:
            self._left = choice
        elif choice and self.restoreState(QByteArray.fromBase64(choice.encode())):
            self._chosen = True

    def enlarge(self, part: int, large: bool) -> None:
        """Give a part two thirds of the room, or what it had before; the others share the rest as they usually do."""
        if large:
            self._before = self.sizes() if self._chosen else None
        self._large = part if large else None
        self.setSizes(self._before if self._before and not large else self._shared(sum(self.sizes())))

    def fold(self, height: int | None) -> None:
        """Give the last part only this height, where none can be moved; with None all stand as before.

        Parameters
        ----------
        height : int or None
            Of the part that is folded away, or its width.
        """
        if (height is None) == (self._folded is None):
            return
        if height is not None:
            self._left, self._folded = self.choice, height
            self.setSizes(self._shared(sum(self.sizes())))
        else:
            self._folded = None
            self.choose(self._left)
            if not self._left:
                self.setSizes(self._shared(sum(self.sizes())))
        for i in range(1, self.count()):
            self.handle(i).setEnabled(height is None)

    def _shared(self, room: int) -> list[int]:
        """What each part gets of the room, where nobody has moved a handle."""
        shares, large = list(self._shares(room)), self._large
        if self._folded is not None:
            return [*(0,) * (len(shares) - 2), room - self._folded, self._folded]
        if large is None:
            return shares
        wanted, rest = room * 2 // 3, max(room - shares[large], 1)
        return [wanted if i == large else size * (room - wanted) // rest for i, size in enumerate(shares)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        across = self.orientation() == Qt.Orientation.Horizontal
        room = event.size().width() if across else event.size().height()
        before = event.oldSize().width() if across else event.oldSize().height()
        if room != before:
            self.room_changed.emit(room)
        if (not self._chosen or self._folded is not None) and room != before:
            self.setSizes(self._shared(room))

    def _choose(self) -> None:
        self._chosen = True
