"""Training throughput of ``Model.fit`` against a plain PyTorch loop on the CPU, side by side.

Run by hand: ``pip install -e .[bench]`` and ``python -m tests.benchmarks.against_pytorch [threads [name]]``, the latter a
part of a line's name. Same network, batch, data in memory, shuffled, no validation; float32; Adam 1e-3 (PyTorch's fused one) unless said otherwise; for
convolutions the better of PyTorch's two memory layouts. Rounds of several epochs alternate; medians are printed.
"""

from __future__ import annotations

import os
import sys

THREADS = int(sys.argv[1]) if len(sys.argv) > 1 else 2
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(THREADS)

import itertools
import statistics
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

try:
    import torch
    from torch import nn
except ImportError:
    raise SystemExit(
        'This measures beside PyTorch, which is not installed: pip install -e ".[bench]"'
    ) from None

import nnstudio as nns
from nnstudio.nn.layer import Layer

ROUNDS = 5
LONG = 0.5
"""Seconds that a measurement takes, about: as many epochs as that are."""
REST = 0.3
"""Seconds before each: PyTorch's threads look out for more work for a while, on a core that others need."""


class Work(NamedTuple):
    """One comparison."""

    name: str
    network: nns.Network
    torch_layers: Callable[[], nn.Module]
    outputs: int
    batch: int
    samples: int
    target: float
    sgd: bool = False


def mlp(
    name: str, sizes: list[int], activation: str, batch: int, samples: int, target: float, sgd: bool = False
) -> Work:
    """A dense network with softmax over the classes, or one sigmoid."""
    outputs = sizes[-1]
    last = "sigmoid" if outputs == 1 else "softmax"
    ours: list[Layer] = [nns.Dense(n, activation=activation) for n in sizes[1:-1]]
    bend = {"sigmoid": nn.Sigmoid, "relu": nn.ReLU}[activation]

    def theirs() -> nn.Module:
        parts: list[nn.Module] = []
        for a, b in itertools.pairwise(sizes[:-1]):
            parts += [nn.Linear(a, b), bend()]
        return nn.Sequential(*parts, nn.Linear(sizes[-2], outputs))

    return Work(
        name,
        nns.sequential((sizes[0],), [*ours, nns.Dense(outputs, activation=last)]),
        theirs,
        outputs,
        batch,
        samples,
        target,
        sgd,
    )


def cnn(
    name: str,
    shape: tuple[int, int, int],
    plan: list[int | str],
    samples: int,
    target: float,
    norm: bool = False,
) -> Work:
    """Convolutions 3×3 with ReLU, "p" for a pool 2×2, then Dense 128 and 10; batch norm before the ReLU if wanted."""
    ours: list[Layer] = []
    for item in plan:
        if item == "p":
            ours.append(nns.MaxPool2D(2))
        elif norm:
            ours += [_conv(int(item)), nns.BatchNorm(activation="relu")]
        else:
            ours.append(nns.Conv2D(int(item), kernel_size=3, padding="same"))
    ours += [nns.Flatten(), nns.Dense(128), nns.Dense(10, activation="softmax")]

    def theirs() -> nn.Module:
        parts: list[nn.Module] = []
        channels, side = shape[2], shape[0]
        for item in plan:
            if item == "p":
                parts.append(nn.MaxPool2d(2))
                side //= 2
            else:
                parts.append(nn.Conv2d(channels, int(item), 3, padding=1, bias=not norm))
                parts += [nn.BatchNorm2d(int(item)), nn.ReLU()] if norm else [nn.ReLU()]
                channels = int(item)
        return nn.Sequential(
            *parts, nn.Flatten(), nn.Linear(channels * side * side, 128), nn.ReLU(), nn.Linear(128, 10)
        )

    return Work(name, nns.sequential(shape, ours), theirs, 10, 64, samples, target)


def _conv(filters: int, size: int = 3) -> Layer:
    """A convolution in front of a batch norm, which brings its own bias."""
    return nns.Conv2D(filters, kernel_size=size, padding="same", activation="linear", bias=False)


STAGES = (32, 64, 64)


def residual(name: str, samples: int, target: float) -> Work:
    """A convolution, three stages with a skip, pools between, global average, Dense 10."""
    net = nns.Network().add(nns.Input((32, 32, 3)), id="x").add(nns.Conv2D(32, 3, padding="same"), after="x")
    last, channels = "conv2d_1", 32
    for stage, filters in enumerate(STAGES):
        if stage:
            net = net.add(nns.MaxPool2D(2), after=last, id=f"pool{stage}")
            last = f"pool{stage}"
        inner = last
        for layer in (_conv(filters), nns.BatchNorm(activation="relu"), _conv(filters), nns.BatchNorm()):
            net = net.add(layer, after=inner)
            inner = net.nodes[-1].id
        skip = last
        if channels != filters:
            net = net.add(_conv(filters, 1), after=last)
            skip = net.nodes[-1].id
        net = net.add(nns.Add(), after=(inner, skip))
        net = net.add(nns.Activation("relu"), after=net.nodes[-1].id)
        last, channels = net.nodes[-1].id, filters
    net = net.add(nns.GlobalAvgPool(), after=last)
    net = net.add(nns.Dense(10, activation="softmax"), after=net.nodes[-1].id)
    return Work(name, net, _Residual, 10, 64, samples, target)


class _Residual(nn.Module):
    """The same in PyTorch."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 32, 3, padding=1)
        self.stages, self.skips = nn.ModuleList(), nn.ModuleList()
        channels = 32
        for filters in STAGES:
            self.stages.append(
                nn.Sequential(
                    nn.Conv2d(channels, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(),
                    nn.Conv2d(filters, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters),
                )
            )  # fmt: skip
            same = channels == filters
            self.skips.append(nn.Identity() if same else nn.Conv2d(channels, filters, 1, bias=False))
            channels = filters
        self.last = nn.Linear(channels, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits of a batch."""
        x = torch.relu(self.first(x))
        for i, (stage, skip) in enumerate(zip(self.stages, self.skips, strict=True)):
            x = torch.relu(stage(x) + skip(x))
            if i < len(STAGES) - 1:
                x = nn.functional.max_pool2d(x, 2)
        logits: torch.Tensor = self.last(x.mean(dim=(2, 3)))
        return logits


WORKS = [
    mlp("textbook 2-25-15-1 sigmoid, SGD", [2, 25, 15, 1], "sigmoid", 32, 4096, 8, sgd=True),
    mlp("textbook 2-25-15-1 sigmoid, Adam", [2, 25, 15, 1], "sigmoid", 32, 4096, 8),
    mlp("tabular 30-64-32-2 relu", [30, 64, 32, 2], "relu", 32, 4096, 6),
    mlp("784-128-10 relu, batch 32", [784, 128, 10], "relu", 32, 4096, 1.8),
    mlp("784-128-10 relu, batch 128", [784, 128, 10], "relu", 128, 4096, 1.4),
    mlp("784-512-512-10 relu, batch 128", [784, 512, 512, 10], "relu", 128, 4096, 1.2),
    cnn("LeNet-like 28×28", (28, 28, 1), [16, "p", 32, "p"], 1024, 1.5),
    cnn("VGG-like 32×32", (32, 32, 3), [32, 32, "p", 64, 64, "p"], 512, 1.3),
    cnn("VGG-like 32×32, batch norm", (32, 32, 3), [32, 32, "p", 64, 64, "p"], 512, 1.3, norm=True),
    residual("residual 32×32", 256, 1.2),
]


Epochs = Callable[[int], float]
"""Seconds that so many epochs take."""


def ours(work: Work, x: np.ndarray, y: np.ndarray) -> Epochs:
    """Train with ``Model.fit``."""
    loss = nns.BinaryCrossentropy() if work.outputs == 1 else nns.CategoricalCrossentropy()
    optimizer = nns.SGD(0.1) if work.sgd else nns.Adam(1e-3)
    model = nns.Model(work.network, loss, optimizer, batch_size=work.batch, metrics=(), threads=THREADS)

    def train(epochs: int) -> float:
        start = time.perf_counter()
        model.fit(x, y, epochs=epochs)
        return time.perf_counter() - start

    return train


def theirs(work: Work, x: np.ndarray, y: np.ndarray, layout: Any) -> Epochs:
    """Train with PyTorch."""
    model = work.torch_layers()
    xt = torch.from_numpy(x if x.ndim == 2 else np.ascontiguousarray(x.transpose(0, 3, 1, 2)))
    if x.ndim == 4:
        model, xt = model.to(memory_format=layout), xt.contiguous(memory_format=layout)
    yt = torch.from_numpy(y.astype(np.float32)[:, None] if work.outputs == 1 else y.astype(np.int64))
    measure = nn.BCEWithLogitsLoss() if work.outputs == 1 else nn.CrossEntropyLoss()
    parameters = model.parameters()
    optimizer = (
        torch.optim.SGD(parameters, lr=0.1) if work.sgd else torch.optim.Adam(parameters, lr=1e-3, fused=True)
    )

    def epoch() -> None:
        order = torch.randperm(len(xt))
        for i in range(0, len(xt), work.batch):
            rows = order[i : i + work.batch]
            optimizer.zero_grad(set_to_none=True)
            loss = measure(model(xt[rows]), yt[rows])
            loss.backward()
            optimizer.step()
            loss.item()

    def train(epochs: int) -> float:
        start = time.perf_counter()
        for _ in range(epochs):
            epoch()
        return time.perf_counter() - start

    return train


def _shape(network: nns.Network) -> tuple[int, ...]:
    return network[network.input_ids[0]].layer.output_shape(())


def main() -> None:
    """Print the table."""
    torch.set_num_threads(THREADS)
    print(f"{THREADS} threads, PyTorch {torch.__version__}, NumPy {np.__version__}; microseconds a step")
    generator = np.random.default_rng(0)
    for work in [w for w in WORKS if len(sys.argv) < 3 or sys.argv[2] in w.name]:
        x = generator.normal(size=(work.samples, *_shape(work.network))).astype(np.float32)
        y = generator.integers(max(work.outputs, 2), size=work.samples)
        runs = [ours(work, x, y), theirs(work, x, y, torch.contiguous_format)]
        if x.ndim == 4:
            runs.append(theirs(work, x, y, torch.channels_last))
        runs[0](1)  # kernels that are not kept yet are compiled
        epochs = max(1, round(LONG / min(run(1) for run in runs)))
        times: list[list[float]] = [[] for _ in runs]
        for _ in range(ROUNDS + 1):
            for seconds, run in zip(times, runs, strict=True):
                time.sleep(REST)
                seconds.append(run(epochs))
        steps = epochs * work.samples / work.batch
        medians = [statistics.median(t[1:]) * 1e6 / steps for t in times]
        best = min(medians[1:])
        print(
            f"{work.name:34} ours {medians[0]:9.0f}   PyTorch {best:9.0f}   ratio {best / medians[0]:5.2f}   target {work.target:g}"
        )


if __name__ == "__main__":
    main()
