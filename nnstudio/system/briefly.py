"""What may not come to an end, such as a question to a disk of a network that is gone: nobody waits long for it."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import NoReturn, TypeVar

from nnstudio.system.cancel import Cancel, heed

T = TypeVar("T")

MOMENT = 0.5
"""Seconds that a person hardly notices; a disk that is well takes a thousandth of it."""
_POLL = 0.05
"""Seconds between two looks at Cancel."""
LINGER = 3.0
"""Seconds for which a program that is closed, and seen by nobody any more, lets its last writing come to an end."""


def briefly(ask: Callable[[], T], otherwise: T, seconds: float = MOMENT) -> T:
    """Ask a disk something on a thread of its own, and go on without the answer where none comes in time.

    What was asked for is done all the same, only later.

    Parameters
    ----------
    ask : callable
    otherwise
        What is returned where no answer comes, or the disk refuses.
    seconds : float
    """
    try:
        return _asked(ask).get(timeout=seconds)()
    except (queue.Empty, OSError, ValueError):  # such as a NUL in a path
        return otherwise


def unless_cancelled(ask: Callable[[], T], cancelled: Cancel) -> T:
    """Ask a disk or a library something on a thread of its own, and wait until it answers or somebody cancels.

    Parameters
    ----------
    ask : callable
        Should ask ``cancelled`` itself as well, where it can: it ends sooner then. It must not touch a file that
        anybody else sees: what is left alone goes on, its result forgotten.
    cancelled : callable

    Raises
    ------
    Cancelled
        The thread is left alone and ends when it has its answer.
    """
    answers = _asked(ask)
    while True:
        with contextlib.suppress(queue.Empty):
            return answers.get(timeout=_POLL)()
        heed(cancelled)


def _asked(ask: Callable[[], T]) -> queue.SimpleQueue[Callable[[], T]]:
    """Where the answer comes, or what raises the exception."""
    answers: queue.SimpleQueue[Callable[[], T]] = queue.SimpleQueue()

    def work() -> None:
        try:
            answer = ask()
            answers.put(lambda: answer)
        except BaseException as error:
            answers.put(partial(_fail, error))

    threading.Thread(target=work, name="briefly", daemon=True).start()
    return answers


def _fail(error: BaseException) -> NoReturn:
    raise error
