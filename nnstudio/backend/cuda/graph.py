"""CUDA graphs: work that is the same in every step, handed to the device in one call."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator, Sequence
from typing import Any

from nnstudio.backend.base import InTurn
from nnstudio.backend.cuda import libraries
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.workshop import Workshop
from nnstudio.backend.journal import Step
from nnstudio.system.messages import Message, msg

_log = logging.getLogger(__name__)

ATTEMPTS = 3
"""Captures in turn that may fail: what another thread asks of the device at that moment may spoil one, but not the next."""


class Recorder:
    """Turns launches that follow each other into graphs.

    Parameters
    ----------
    cupy : module
    shop : Workshop
        Of the arrays that the launches are bound to.

    Attributes
    ----------
    remark : Message, optional
        Why launches are called one by one, where they could not be captured.
    """

    def __init__(self, cupy: Any, shop: Workshop) -> None:
        self._cupy, self._shop = cupy, shop
        self._stream: Any = None
        self._failed = 0
        self.remark: Message | None = None

    def replayed(self, functions: Sequence[Step]) -> list[Step]:
        """The same work; what stands between two launches and is none itself is called as it was."""
        steps: list[Step] = []
        single = itertools.chain.from_iterable(map(_single, functions))
        for _, group in itertools.groupby(single, lambda f: isinstance(f, Launch)):
            some = list(group)
            launches = [f for f in some if isinstance(f, Launch)]
            steps += [_Replay(self, launches)] if len(launches) > 1 else some
        return steps

    def capture(self, launches: Sequence[Launch]) -> Any:
        """The launches as a graph, or None where that fails, this time or for good; nothing is run."""
        if self.remark is not None:
            return None
        cuda = self._cupy.cuda
        now = cuda.get_current_stream().ptr
        try:
            if self._stream is None:  # the default stream cannot be captured; any stream may replay
                self._stream = cuda.Stream(non_blocking=True)
            with libraries.undisturbed, self._stream:
                self._shop.use(self._stream.ptr)
                self._stream.begin_capture()
                try:
                    for launch in launches:
                        launch.again()
                finally:
                    graph = self._stream.end_capture()
            self._failed = 0
            return graph
        except Exception as error:  # whatever the driver says: the launches themselves still work
            first = error.__context__ or error  # ending a capture that something has spoiled fails as well
            cause = (str(first) or type(first).__name__).splitlines()[0]
            _log.warning("A step could not be captured: %s", cause)
            self._failed += 1
            if self._failed < ATTEMPTS:
                return None
            self.remark = msg("The GPU takes its work piece by piece, which is slower: {cause}", cause=cause)
            return None
        finally:
            self._shop.use(now)


def _single(function: Step) -> Iterator[Step]:
    """What a function does, one call after the other."""
    if isinstance(function, InTurn):
        for part in function:
            yield from _single(part)
    else:
        yield function


class _Replay:
    """Launches in turn: called one by one the first time, captured the second time, and one graph from then on.

    The first time loads every kernel and lets cuBLAS choose its algorithms, neither of which a capture allows.
    """

    def __init__(self, recorder: Recorder, launches: Sequence[Launch]) -> None:
        self._recorder, self._launches = recorder, launches
        self._graph: Any = None
        self._called = False

    def __call__(self) -> None:
        if self._graph is None and self._called:
            self._graph = self._recorder.capture(self._launches)
        if self._graph is not None:
            self._graph.launch()
            return
        for launch in self._launches:
            launch()
        self._called = True  # to the end: after an error in the middle not every kernel is there
