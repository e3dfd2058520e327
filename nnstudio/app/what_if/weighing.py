"""The memory that networks would need for training, worked out beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from nnstudio.app.background.newest import Newest
from nnstudio.graph.network import Network

Weighing = Callable[[Network], Callable[[], int | None]]
"""From a network to a function that plans its training and returns the bytes; None where it cannot be trained."""

_REST_MS = 120
"""Rest before anything is worked out: typing comes first."""
_KEPT = 8


class Weigher(QObject):
    """Answers with what is known, and works the rest out one network after the other.

    It lives as long as the window: who asked may go without waiting for an answer.

    Parameters
    ----------
    weighing : callable
        See :data:`Weighing`. It is called in the thread of the window, what it returns in another.

    Signals
    -------
    known()
        A network that was asked for has been weighed.
    """

    known = Signal()

    def __init__(self, weighing: Weighing, parent: QObject) -> None:
        super().__init__(parent)
        self._weighing = weighing
        # Which network it is, not whether it is equal to another: comparing large ones takes its time.
        self._found: list[tuple[Network, int | None]] = []
        self._asked: Sequence[Network] = ()
        self._wanted: list[Network] = []
        self._round = 0
        self._newest = Newest("weighing", self)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for last is not known yet."""
        return bool(self._wanted)

    def ask(self, networks: Sequence[Network]) -> None:
        """Want these networks weighed, and nothing that was asked for before."""
        self._asked = networks
        self._wanted = [n for n in networks if not any(n is known for known, _ in self._found)]
        if self._wanted and not self._newest.busy:
            self._rest.start()

    def bytes_of(self, network: Network) -> int | None:
        """The bytes, as far as they are known."""
        return next((size for known, size in self._found if known is network), None)

    def forget(self) -> None:
        """Forget everything, because training would be another one, and work out again what is wanted."""
        self._found = []
        self._round += 1
        self.ask(self._asked)

    def _begin(self) -> None:
        if self._newest.busy or not self._wanted:
            return
        network = self._wanted[0]
        weigh, number = self._weighing(network), self._round
        self._newest.ask(
            lambda _cancelled, _progress: weigh(),
            lambda size: self._end(number, network, size),
            lambda _error: self._end(number, network, None),
        )

    def _end(self, number: int, network: Network, size: int | None) -> None:
        if number == self._round:
            self._found = [*self._found[1 - _KEPT :], (network, size)]
            self._wanted = [n for n in self._wanted if n is not network]
            self.known.emit()
        self._begin()
