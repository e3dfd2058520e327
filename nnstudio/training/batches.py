"""Where the batches of a run come from: rows of arrays on the device, or made on the host one step ahead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np

from nnstudio.backend import Array
from nnstudio.backend.staging import Staging
from nnstudio.system.arrays import Host, pick
from nnstudio.system.messages import StudioError
from nnstudio.system.seeds import stream
from nnstudio.training.model import Model
from nnstudio.training.samples import Given, Samples, on_disk
from nnstudio.training.stepping import Batch

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
        host, elsewhere = self.samples, model.backend.xp is not np
        if elsewhere and making is None and any(isinstance(part, np.ndarray) for part in self.samples.x):
            making = _as_they_are  # too large for the device: batches are picked on the host
        if elsewhere and making is not None:
            host = Samples(model.check_inputs(x), tuple(map(model.backend.to_host, self.samples.y)))
        self._read = host.x
        self._staged: Samples | None = None
        self._staging: Staging | None = None
        outs = None
        if making is not None and elsewhere:
            kinds = [((self._size, *a.shape[1:]), a.dtype) for part in host for a in part]
            self._staging = model.backend.staging(kinds)
            self._staged, *outs = (
                _parted(arrays, len(host.x)) for arrays in (self._staging.device, *self._staging.hosts)
            )
        self._ahead = None if making is None else _Ahead(host, self._size, making, outs, self._staging)
        self._places = model.backend.to_device(np.arange(self._size))
        self._order: tuple[int, Host, Array] | None = None

    def __len__(self) -> int:
        return len(self.samples)

    def rows(self, epoch: int, number: int) -> Host:
        """The rows of the samples that a step learns from."""
        return self._of_epoch(epoch)[0][number * self._size : (number + 1) * self._size]

    def batch(self, epoch: int, number: int) -> Batch:
        """What a step learns from; valid until the next call."""
        order, rows = self._of_epoch(epoch)
        begin, end = number * self._size, (number + 1) * self._size
        if self._ahead is None:
            return Batch(self.samples, rows, begin, min(end, len(self)) - begin)
        which, made = self._ahead.take((epoch, number), order[begin:end], order[end : end + self._size])
        if self._staging is None or self._staged is None:
            return Batch(made, self._places, 0, len(made))
        self._staging.send(which, len(made))
        return Batch(self._staged, self._places, 0, len(made))

    def close(self) -> None:
        """End what is being made ahead."""
        if self._ahead is not None:
            self._ahead.close()

    def _of_epoch(self, epoch: int) -> tuple[Host, Array]:
        if self._order is None or self._order[0] != epoch:
            order, before = self._order_of(epoch), self._order
            rows = self._model.backend.to_device(order)
            if before is not None:  # in its old place, where steps on the device look for it
                before[2][...] = rows
                rows = before[2]
            self._order = epoch, order, rows
        return self._order[1:]

    def _order_of(self, epoch: int) -> Host:
        return shuffled(self._model.seed, epoch, self._read)


def shuffled(seed: int, epoch: int, x: Sequence[Host]) -> Host:
    """The order in which a run with a seed takes its samples in an epoch; those on the disk are mixed by blocks."""
    random, count = stream(seed, "shuffle", epoch), len(x[0])
    if on_disk(x):
        bytes_each = sum(a.itemsize * a[0].size for a in x)
        if pool := POOL_BYTES // bytes_each:
            return by_blocks(random, count, max(1, BLOCK_BYTES // bytes_each), pool)
    return random.permutation(count)


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


def _as_they_are(
    _epoch: int,
    rows: Host,
    x: Sequence[Host],
    y: Sequence[Host],
    out_x: Sequence[Host],
    out_y: Sequence[Host],
) -> None:
    """Pick samples, and change nothing."""
    for source, out in zip((*x, *y), (*out_x, *out_y), strict=True):
        pick(source, rows, out)


def _parted(arrays: Sequence[Any], inputs: int) -> Samples:
    """Arrays in a row as those of inputs and targets."""
    return Samples(tuple(arrays[:inputs]), tuple(arrays[inputs:]))


class _Ahead:
    """Makes the next batch on a thread of its own while this one is learned from; two sets of arrays in turn.

    Parameters
    ----------
    source : Samples
    size : int
        Samples of a batch.
    making : Making
    outs : pair of Samples, optional
        The sets; new arrays if None.
    staging : Staging, optional
        What sends the sets to a device.
    """

    def __init__(
        self,
        source: Samples,
        size: int,
        making: Making,
        outs: Sequence[Samples] | None = None,
        staging: Staging | None = None,
    ) -> None:
        self._source, self._making, self._staging = source, making, staging
        self._outs = outs or [
            Samples(*(tuple(np.empty((size, *a.shape[1:]), a.dtype) for a in part) for part in source))
            for _ in range(2)
        ]
        self._which = 0
        self._thread: ThreadPoolExecutor | None = None
        self._coming: tuple[Any, Future[Samples]] | None = None

    def take(self, key: tuple[int, int], rows: Host, following: Host) -> tuple[int, Samples]:
        """The number of a set and the batch ``key`` in it, made of ``rows``; the one of ``following`` is begun."""
        if self._coming is not None and self._coming[0] == key:
            made = self._coming[1].result()
        else:
            self._wait()
            made = self._make(key[0], rows, self._which)
        self._coming = None
        # What was handed out stays as it is while the other set is filled.
        handed, self._which = self._which, 1 - self._which
        if len(following):
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, "batches")
            coming = self._thread.submit(self._make, key[0], following, self._which)
            self._coming = (key[0], key[1] + 1), coming
        return handed, made

    def close(self) -> None:
        self._wait()
        if self._thread is not None:
            self._thread.shutdown()
            self._thread = None

    def _wait(self) -> None:
        if self._coming is not None:
            self._coming[1].exception()
            self._coming = None

    def _make(self, epoch: int, rows: Host, which: int) -> Samples:
        if self._staging is not None:
            self._staging.wait(which)
        made = Samples(*(tuple(out[: len(rows)] for out in part) for part in self._outs[which]))
        self._making(epoch, rows, *self._source, *made)
        return made
