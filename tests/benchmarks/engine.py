"""The engine by itself: threads, growth with the batch, memory against the estimate, the way to the first step.

Run by hand: ``python -m tests.benchmarks.engine [throughput] [growth] [memory] [start]``, all parts if none is named.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import numpy as np

import nnstudio as nns
from nnstudio.backend.threads import cores
from nnstudio.nn.layer import Layer
from nnstudio.training.memory import required_bytes
from nnstudio.training.run import Run

ROUNDS = 5


def _picture(shape: tuple[int, int, int], filters: list[int]) -> nns.Network:
    layers: list[Layer] = []
    for f in filters:
        layers += [nns.Conv2D(f, kernel_size=3, padding="same"), nns.MaxPool2D(2)]
    return nns.sequential(
        shape, [*layers, nns.Flatten(), nns.Dense(128), nns.Dense(10, activation="softmax")]
    )


NETWORKS = {
    "MLP 784-512-512-10": nns.sequential((784,), [nns.Dense(512), nns.Dense(512), nns.Dense(10, activation="softmax")]),
    "LeNet-like 28×28": _picture((28, 28, 1), [16, 32]),
    "CNN 32×32": _picture((32, 32, 3), [32, 64]),
}  # fmt: skip


def _model(network: nns.Network, batch: int, threads: int | None = None) -> nns.Model:
    return nns.Model(
        network, nns.CategoricalCrossentropy(), nns.Adam(1e-3), batch_size=batch, metrics=(), threads=threads
    )


def _data(network: nns.Network, count: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(0)
    shape = network[network.input_ids[0]].layer.output_shape(())
    outputs = 10
    return generator.normal(size=(count, *shape)).astype(np.float32), generator.integers(outputs, size=count)


def _epochs(models: dict[int, nns.Model], network: nns.Network, count: int) -> dict[int, float]:
    """Median seconds of an epoch of each model, in alternation."""
    x, y = _data(network, count)
    seconds: dict[int, list[float]] = {key: [] for key in models}
    for _ in range(ROUNDS + 1):
        for key, model in models.items():
            begun = time.perf_counter()
            model.fit(x, y, epochs=1)
            seconds[key].append(time.perf_counter() - begun)
    return {key: statistics.median(s[1:]) for key, s in seconds.items()}


def throughput() -> None:
    """Samples a second on one thread and on all."""
    print(f"Throughput, {cores()} cores")
    for name, network in NETWORKS.items():
        count = 2048
        took = _epochs({n: _model(network, 64, n) for n in sorted({1, cores()})}, network, count)
        told = "   ".join(f"{n} thread{'s' * (n > 1)} {count / s:9.0f} samples/s" for n, s in took.items())
        print(f"  {name:22} {told}   gain {took[1] / took[cores()]:.2f}")


def growth() -> None:
    """Time of a sample for growing batches and growing data; linear growth leaves it as it is."""
    print("Microseconds a sample, by batch size (1024 samples) and by number of samples (batch 64)")
    for name, network in NETWORKS.items():
        batches = (16, 64, 256)
        took = _epochs({b: _model(network, b) for b in batches}, network, 1024)
        told = "  ".join(f"{b}: {s / 1024 * 1e6:.1f}" for b, s in took.items())
        model, counts = _model(network, 64), (512, 2048)
        more = {n: _epochs({0: model}, network, n)[0] / n * 1e6 for n in counts}
        print(f"  {name:22} {told}   |   " + "  ".join(f"{n}: {s:.1f}" for n, s in more.items()))


def memory() -> None:
    """Largest resident memory above that of the idle process, against the estimate; each case in a process of its own."""
    print("Memory of a run above the idle process, and the estimate before it (MiB)")
    for name in NETWORKS:
        for batch in (64, 256, 1024):
            told = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.engine", "--memory-of", name, str(batch)],
                capture_output=True, text=True, check=True,
            ).stdout  # fmt: skip
            peak, estimate = json.loads(told)
            ratio = peak / estimate
            print(
                f"  {name:22} batch {batch:5}   peak {peak:8.1f}   estimate {estimate:8.1f}   ratio {ratio:.2f}"
            )


def memory_of(name: str, batch: int) -> None:
    """Print peak and estimate of a run of two epochs, with a checkpoint at its end, as JSON."""
    network, count = NETWORKS[name], 3 * batch
    x, y = _data(network, count)
    loss, optimizer = nns.CategoricalCrossentropy(), nns.Adam(1e-3)
    # Compiling and starting threads take memory of their own, once in a process.
    _model(network, 2).fit(x[:4], y[:4])
    estimate = required_bytes(network, batch, optimizer, loss=loss, samples=count, measured=min(count, 256))
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)  # what the warming up has left must not be used again
    before, watch = _resident(), _Watch()
    model = _model(network, batch)
    run = Run(model, (x, y), (x[:256], y[:256]), epochs=2)
    for _ in run.events():
        pass
    checkpoint = run.checkpoint()
    data = sum(a.nbytes for a in (x, x[:256])) / 2**20  # copied to the device
    watch.stop()
    assert checkpoint.weights
    print(json.dumps([watch.peak - before - data, estimate / 2**20]))


class _Watch(threading.Thread):
    """Looks at the resident memory every millisecond."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = _resident()
        self._ended = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._ended.wait(0.001):
            self.peak = max(self.peak, _resident())

    def stop(self) -> None:
        self.peak = max(self.peak, _resident())
        self._ended.set()
        self.join()


def _resident() -> float:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


_FIRST_STEP = """
import time
import numpy as np
import nnstudio as nns
layers = [nns.Conv2D(16, kernel_size=3, padding="same"), nns.MaxPool2D(2), nns.Conv2D(32, kernel_size=3, padding="same"),
          nns.MaxPool2D(2), nns.Flatten(), nns.Dense(128), nns.Dense(10, activation="softmax")]
net, x, y = nns.sequential((28, 28, 1), layers), np.zeros((64, 28, 28, 1), np.float32), np.zeros(64, int)
loss, optimizer, Model = nns.CategoricalCrossentropy(), nns.Adam(1e-3), nns.Model
def first():
    begun = time.perf_counter()
    model = Model(net, loss, optimizer, batch_size=64, metrics=())
    made = time.perf_counter()
    samples = model.load(x, y)
    for _ in model.prepare(64): pass
    ready = time.perf_counter()
    with model.backend.computing():
        model.learn(samples, np.arange(64))
    end = time.perf_counter()
    print(f"{end - begun:6.2f} s (model {made - begun:.2f}, kernels {ready - made:.2f}, step {end - ready:.3f})")
first()
first()
"""


def start() -> None:
    """From ``Model(...)`` to the end of the first step of the LeNet-like network, in fresh processes."""
    print("From Model(...) to the first step, LeNet-like")
    with tempfile.TemporaryDirectory() as folder:
        for state in ("cold cache", "warm cache", "warm cache"):
            told = subprocess.run(
                [sys.executable, "-c", _FIRST_STEP], capture_output=True, text=True, check=True,
                env={**os.environ, "NNSTUDIO_KERNELS": folder},
            ).stdout.splitlines()  # fmt: skip
            print(f"  {state}: {told[0]};   a second model in the same process: {told[1]}")


def main() -> None:
    """Print the parts that were asked for."""
    asked = sys.argv[1:]
    if asked[:1] == ["--memory-of"]:
        memory_of(asked[1], int(asked[2]))
        return
    for part in (throughput, growth, memory, start):
        if not asked or part.__name__ in asked:
            part()


if __name__ == "__main__":
    main()
