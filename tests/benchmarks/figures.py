"""What figures cost: epochs with metrics and with a validation part, beside the same ones without.

Run by hand: ``python -m tests.benchmarks.figures [device]``; the device is ``cpu`` unless ``cuda`` is said. Epochs of runs
that go on alternate; medians are printed, and how many times as long as the plain ones they take. The validation part is
as large as the training part, so that a measured sample is compared with a learned one.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np

import nnstudio as nns
from nnstudio.nn.metrics import METRICS, Metric
from nnstudio.system.messages import StudioError
from nnstudio.training.events import EpochDone
from nnstudio.training.run import Run

SAMPLES = 4096
ROUNDS = 15
NETWORKS = {"30-64-32-4, batch 32": (30, (64, 32), 32), "784-128-10, batch 128": (784, (128,), 128)}


def epochs(
    sizes: tuple[int, tuple[int, ...], int], device: str, metrics: Sequence[Metric], *, validation: bool
) -> Callable[[], float]:
    """Seconds of the next epoch of a run that goes on."""
    inputs, hidden, batch = sizes
    generator = np.random.default_rng(0)
    x = generator.normal(size=(SAMPLES, inputs)).astype(np.float32)
    y = generator.integers(4, size=SAMPLES)
    layers = [nns.Dense(units) for units in hidden]
    network = nns.sequential((inputs,), [*layers, nns.Dense(4, activation="softmax")])
    model = nns.Model(
        network, nns.CategoricalCrossentropy(), nns.SGD(0.01), batch_size=batch, metrics=metrics, device=device
    )  # fmt: skip
    events = Run(model, (x, y), (x, y) if validation else None, epochs=10_000).events()

    def epoch() -> float:
        start = time.perf_counter()
        for event in events:
            if isinstance(event, EpochDone):
                break
        return time.perf_counter() - start

    return epoch


def main() -> None:
    """Print the table."""
    device = sys.argv[1] if len(sys.argv) > 1 else "cpu"
    kinds = [cls() for cls in METRICS if "classes" in cls.tasks]
    print(f"{device}; milliseconds of an epoch of {SAMPLES} samples, times that of a plain one")
    for name, sizes in NETWORKS.items():
        runs = {"plain": epochs(sizes, device, (), validation=False)}
        runs |= {kind.title: epochs(sizes, device, (kind,), validation=False) for kind in kinds}
        runs["validation part"] = epochs(sizes, device, (), validation=True)
        runs["validation part, all metrics"] = epochs(sizes, device, kinds, validation=True)
        times: dict[str, list[float]] = {run: [] for run in runs}
        for _ in range(ROUNDS + 3):
            for run, epoch in runs.items():
                times[run].append(epoch())
        medians = {run: statistics.median(taken[3:]) for run, taken in times.items()}
        print(name)
        for run, seconds in medians.items():
            print(f"  {run:30} {1000 * seconds:8.2f}  {seconds / medians['plain']:6.2f}")


if __name__ == "__main__":
    try:
        main()
    except StudioError as error:
        raise SystemExit(str(error)) from None
