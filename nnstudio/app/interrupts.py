"""What the system asks of the program from outside: Ctrl+C in a terminal, the end of a session, kill."""

from __future__ import annotations

import signal
import socket
from functools import partial

from PySide6.QtCore import QEventLoop, QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from nnstudio.app.main_window import MainWindow

PATIENCE_MS = 3000
"""How long a disk may take for the safety copy; whoever ends programs does not wait for long either."""


class Interrupts(QObject):
    """Closes the window at Ctrl+C, and leaves the newest safety copy behind where the program or the session is ended.

    Python runs what handles a signal only when Qt comes back to it, and an exception out of a handler would leave whatever
    was being done then. So the handlers do nothing: the numbers come through a socket, like any other event.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._patience = QTimer(self, singleShot=True)
        self._numbers, self._into = socket.socketpair()
        self._numbers.setblocking(False)
        self._into.setblocking(False)
        self._before_fd = signal.set_wakeup_fd(self._into.fileno(), warn_on_full_buffer=False)
        names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # each system lacks one of them
        numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
        # nohup has some ignored, and they stay so.
        heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
        self._before = {number: signal.signal(number, lambda *_: None) for number in heard}
        self._notifier = QSocketNotifier(self._numbers.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._arrived)
        # Windows ends a session, as for an update at night, without closing a window.
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        app.commitDataRequest.connect(self._session_ends)

    def release(self) -> None:
        """Put everything back as it was."""
        self._app.commitDataRequest.disconnect(self._session_ends)
        self._notifier.setEnabled(False)
        self._patience.stop()
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before_fd)
        self._numbers.close()
        self._into.close()

    def _arrived(self) -> None:
        for number in self._numbers.recv(64):
            if number == signal.SIGINT and QApplication.activeModalWidget() is None:
                self._window.close()  # which asks where something is not saved; the next Ctrl+C does not
            elif number in self._before:
                self._leave(number)

    def _leave(self, number: int) -> None:
        """End as the signal does, but not before the newest state is in the safety copy."""
        copies = self._window.files.copies
        if self._kept:
            self._end(number)
            return
        copies.written.connect(partial(self._end, number))
        copies.write()
        self._patience.timeout.connect(partial(self._end, number))
        self._patience.start(PATIENCE_MS)

    @property
    def _kept(self) -> bool:
        return not self._window.document.modified or self._window.files.copies.up_to_date

    def _session_ends(self, _manager: object = None) -> None:
        """Write the safety copy before the system goes on; what a person does meanwhile comes too late."""
        if self._kept:
            return
        loop = QEventLoop()
        self._window.files.copies.written.connect(loop.quit)
        self._patience.timeout.connect(loop.quit)
        self._patience.start(PATIENCE_MS)
        self._window.files.copies.write()
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self._patience.stop()

    def _end(self, number: int) -> None:
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
