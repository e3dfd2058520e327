"""Where the batches of a run come from: rows of arrays on the device, or made on the host one step ahead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np

from nnstudio.backend import Array
from nnstudio.system.messages import StudioError
from nnstudio.system.seeds import stream
from nnstudio.training.model import Model
from nnstudio.training.samples import Given, Host, Samples, on_disk

Making = Callable[[int, Host, Sequence[Host], Sequence[Host], Sequence[Host], Sequence[Host]], None]
"""``making(epoch, rows, x, y, out_x, out_y)`` fills the outs with samples as they are to be learned in an epoch.

It must depend on nothing but its arguments: a run may be cut and go on anywhere.
"""

BLOCK_BYTES = 256 << 10
"""Of samples on the disk that are read together: large enough that the disk does not seek all the time."""
POOL_BYTES = 64 << 20
"""Of the blocks whose samples are mixed with each other."""


class Batches:
    """The training part of a run, in batches.

    Parameters
    ----------
    model : Model
    x, y : arrays
        As :meth:`Model.fit` takes them. Samples that lie on the disk (a memory map) stay there, and their order is
        mixed by blocks.
    making : Making, optional
        How samples are changed; as they are if None.

    Attributes
    ----------
    samples : Samples
        As they are, unchanged.

    Raises
    ------
    StudioError
        When they do not fit the network, or are fewer than a batch.
    """

    def __init__(self, model: Model, x: Given, y: Given, making: Making | None = None) -> None:
        self.samples = model.load(x, y)
        self._model, self._size = model, model.batch_size
        if self._size > len(self):
            raise StudioError(
                "A batch of {batch} samples is larger than the training part of {count}: lower the batch size",
                batch=self._size, count=len(self),
            )  # fmt: skip
        self.steps = -(-len(self) // self._size)
        host = self.samples
        if model.backend.xp is not np and making is not None:
            host = Samples(model.check_inputs(x), tuple(map(model.backend.to_host, self.samples.y)))
        mapped = on_disk(host.x) if model.backend.xp is np else False
        bytes_each = sum(a.itemsize * a[0].size for a in host.x) if mapped else 1
        self._block, self._pool = (n // bytes_each for n in (BLOCK_BYTES, POOL_BYTES)) if mapped else (0, 0)
        self._ahead = None if making is None else _Ahead(host, self._size, making)
        self._places = model.backend.to_device(np.arange(self._size))
        self._order: tuple[int, Host, Array] | None = None

    def __len__(self) -> int:
        return len(self.samples)

    def batch(self, epoch: int, number: int) -> tuple[Samples, Array]:
        """Arrays on the device and the rows of them that a step learns from; valid until the next call."""
        order, rows = self._of_epoch(epoch)
        begin, end = number * self._size, (number + 1) * self._size
        if self._ahead is None:
            return self.samples, rows[begin:end]
        made = self._ahead.take((epoch, number), order[begin:end], order[end : end + self._size])
        if self._model.backend.xp is not np:
            to_device = self._model.backend.to_device
            made = Samples(tuple(map(to_device, made.x)), tuple(map(to_device, made.y)))
        return made, self._places[: len(made)]

    def close(self) -> None:
        """End what is being made ahead."""
        if self._ahead is not None:
            self._ahead.close()

    def _of_epoch(self, epoch: int) -> tuple[Host, Array]:
        if self._order is None or self._order[0] != epoch:
            order = self._order_of(epoch)
            self._order = epoch, order, self._model.backend.to_device(order)
        return self._order[1:]

    def _order_of(self, epoch: int) -> Host:
        random = stream(self._model.seed, "shuffle", epoch)
        if self._pool:
            return by_blocks(random, len(self), max(1, self._block), self._pool)
        return random.permutation(len(self))


def by_blocks(random: np.random.Generator, count: int, block: int, pool: int) -> Host:
    """An order in which samples that lie near each other come near each other, so that a disk is read in pieces.

    Blocks of consecutive samples are put in a random order; then the samples of each few of them, a pool, are mixed.
    Every sample comes once. What is lost: two samples that lie far apart in the file are in one batch only if their
    blocks fall into one pool. Where all samples fit into a pool, the order is as random as any.

    Parameters
    ----------
    random : Generator
    count : int
        Number of samples.
    block, pool : int
        Numbers of samples.
    """
    begins = random.permutation(-(-count // block)) * block
    order = (begins[:, None] + np.arange(block)).reshape(-1)
    order = order[order < count]
    pool = max(pool, block)
    for at in range(0, count, pool):
        random.shuffle(order[at : at + pool])
    return order


class _Ahead:
    """Makes the next batch on a thread of its own while this one is learned from; two sets of arrays in turn."""

    def __init__(self, source: Samples, size: int, making: Making) -> None:
        self._source, self._making = source, making
        self._outs = [
            Samples(*(tuple(np.empty((size, *a.shape[1:]), a.dtype) for a in part) for part in source))
            for _ in range(2)
        ]
        self._thread: ThreadPoolExecutor | None = None
        self._coming: tuple[Any, Future[Samples]] | None = None

    def take(self, key: tuple[int, int], rows: Host, following: Host) -> Samples:
        """The batch ``key``, made of ``rows``; the one of ``following`` is begun."""
        if self._coming is not None and self._coming[0] == key:
            made = self._coming[1].result()
        else:
            self._wait()
            made = self._make(key[0], rows, self._outs[0])
        self._coming = None
        # What was handed out stays as it is while the other set is filled.
        self._outs.reverse()
        if len(following):
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, "batches")
            coming = self._thread.submit(self._make, key[0], following, self._outs[0])
            self._coming = (key[0], key[1] + 1), coming
        return made

    def close(self) -> None:
        self._wait()
        if self._thread is not None:
            self._thread.shutdown()
            self._thread = None

    def _wait(self) -> None:
        if self._coming is not None:
            self._coming[1].exception()
            self._coming = None

    def _make(self, epoch: int, rows: Host, outs: Samples) -> Samples:
        made = Samples(*(tuple(out[: len(rows)] for out in part) for part in outs))
        self._making(epoch, rows, *self._source, *made)
        return made
