"""Loss and metrics, summed over batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np

from nnstudio.backend import Backend
from nnstudio.backend.journal import Journal, Step
from nnstudio.nn.metrics import METRICS, Metric
from nnstudio.nn.shape import Shape
from nnstudio.system.arrays import Host
from nnstudio.training.program import Program


class Entry(NamedTuple):
    """A metric, the output it is of, what it is called, and where its sums stand."""

    output: int
    key: str
    metric: Metric
    part: slice


class Tally:
    """Sums over the samples seen so far.

    Parameters
    ----------
    metrics : dict of str to sequences of Metric
        By output node.
    shapes : dict of str to shape
        Of one output.
    """

    def __init__(self, metrics: Mapping[str, Sequence[Metric]], shapes: Mapping[str, Shape]) -> None:
        self.entries: list[Entry] = []
        start = 1  # the loss stands first
        for output, node in enumerate(metrics):
            for metric in metrics[node]:
                key = f"{node}/{metric.key}" if len(metrics) > 1 else metric.key
                size = metric.size(shapes[node])
                self.entries.append(Entry(output, key, metric, slice(start, start + size)))
                start += size
        self._sums = np.zeros(start)

    @property
    def sums(self) -> Host:
        """A copy of the sums; what :meth:`restore` takes."""
        return self._sums.copy()

    def fits(self, sums: Sequence[float]) -> bool:
        """Whether these can be the sums of the same figures."""
        return len(sums) == len(self._sums)

    def restore(self, sums: Sequence[float] | Host) -> None:
        """Go on from earlier sums."""
        self._sums[...] = sums

    def clear(self) -> None:
        """Begin anew."""
        self._sums[...] = 0

    def add(self, backend: Backend, program: Program) -> float:
        """Count a batch, and return its loss."""
        loss = float(program.loss[0])
        self._sums[0] += loss * program.batch
        for output, _, metric, part in self.entries:
            sums: Any = metric.batch(backend.xp, program.predictions[output], program.targets[output])
            self._sums[part] += sums if isinstance(sums, np.ndarray) else backend.to_host(sums)
        return loss

    def bound(self, journal: Journal, backend: Backend, program: Program) -> list[Step]:
        """What :meth:`add` does, as work for a device that keeps the sums in a journal."""
        steps = [journal.counting(program.loss, program.batch)]
        for entry in self.entries:
            steps.append(self._score(entry, journal, backend, program))
        return steps

    @staticmethod
    def _score(entry: Entry, journal: Journal, backend: Backend, program: Program) -> Step:
        metric, arrays = entry.metric, (program.predictions[entry.output], program.targets[entry.output])
        settings = msgspec.structs.asdict(metric)
        # Somebody's own metric may bear a name that kernels know.
        ours = type(metric) in tuple(METRICS)
        score = journal.scoring(metric.key, *arrays, entry.part, **settings) if ours else None
        return score or journal.adding(lambda: metric.batch(backend.xp, *arrays), entry.part)

    def figures(self, samples: int) -> dict[str, float]:
        """``"loss"`` and every metric over so many samples."""
        found = {"loss": float(self._sums[0]) / samples}
        for _, key, metric, part in self.entries:
            found[key] = metric.finish(self._sums[part], samples)
        return found
