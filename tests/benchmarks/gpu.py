"""Training throughput of ``Model.fit`` on a GPU against a plain PyTorch loop on the same one, side by side.

Run by hand where there is a GPU: ``pip install -e .[cuda13,bench]`` (with a PyTorch for CUDA) and ``python -m
tests.benchmarks.gpu [part of a name]``. Same networks, batches and data as in ``against_pytorch.py``; the data stands on
the GPU on both sides, first float32 without TF32 on both sides, then with it, PyTorch's fused Adam. A round is an epoch
of a run that goes on, with all that a run does at its end. Rounds alternate; medians are printed, and what a captured step
gains over single calls. Write date, card and figures into ``docs/gpu.md``.
"""

from __future__ import annotations

import sys

WANTED = sys.argv[1] if len(sys.argv) > 1 else ""
del sys.argv[1:]  # the module below reads its own

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from unittest.mock import patch

import numpy as np

try:
    import torch
    from torch import nn
except ImportError:
    raise SystemExit(
        'This measures beside PyTorch, which is not installed: pip install -e ".[bench]"'
    ) from None

import nnstudio as nns
from nnstudio.backend.cuda import CudaBackend
from nnstudio.nn.layer import Layer
from nnstudio.training.events import EpochDone, Event, Remarked
from nnstudio.training.run import Run
from tests.benchmarks.against_pytorch import ROUNDS, WORKS, Work, _shape


class _Mean(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean((2, 3))


def large(channels: int, side: int, filters: int, batch: int) -> Work:
    """Three convolutions 3×3 with much to do, a mean and Dense 10."""
    ours: list[Layer] = [nns.Conv2D(filters, kernel_size=3, padding="same") for _ in range(3)]
    ours += [nns.GlobalAvgPool(), nns.Dense(10, activation="softmax")]

    def theirs() -> nn.Module:
        parts: list[nn.Module] = []
        for n in (channels, filters, filters):
            parts += [nn.Conv2d(n, filters, 3, padding=1), nn.ReLU()]
        return nn.Sequential(*parts, _Mean(), nn.Linear(filters, 10))

    name = f"large {channels}-{filters} at {side}, batch {batch}"
    return Work(name, nns.sequential((side, side, channels), ours), theirs, 10, batch, 12 * batch, 1.0)


LARGE = (large(64, 56, 64, 64), large(256, 14, 256, 64), large(128, 28, 128, 64), large(3, 224, 32, 32))


def ours(
    work: Work, x: np.ndarray, y: np.ndarray, *, graphs: bool = True, tf32: bool = False
) -> Callable[[], float]:
    """Seconds of one epoch of ours: the next one of a run that goes on; the first time with all that begins it."""
    loss = nns.BinaryCrossentropy() if work.outputs == 1 else nns.CategoricalCrossentropy()
    optimizer = nns.SGD(0.1) if work.sgd else nns.Adam(1e-3)
    events: Iterator[Event] | None = None

    def epoch() -> float:
        nonlocal events
        start = time.perf_counter()
        if events is None:
            made = partial(CudaBackend, "float32", graphs=graphs, tf32=tf32)
            with patch("nnstudio.training.model.get_backend", lambda *_, **__: made()):
                model = nns.Model(
                    work.network, loss, optimizer, batch_size=work.batch, metrics=(), device="cuda"
                )
            events = Run(model, (x, y), epochs=1000).events()
        for event in events:
            assert not isinstance(event, Remarked), str(event)
            if isinstance(event, EpochDone):
                break
        return time.perf_counter() - start

    return epoch


def theirs(work: Work, x: np.ndarray, y: np.ndarray, layout: torch.memory_format) -> Callable[[], float]:
    """Seconds of one epoch of PyTorch."""
    model = work.torch_layers().cuda()
    xt = torch.from_numpy(x if x.ndim == 2 else np.ascontiguousarray(x.transpose(0, 3, 1, 2))).cuda()
    if x.ndim == 4:
        model, xt = model.to(memory_format=layout), xt.contiguous(memory_format=layout)
    yt = torch.from_numpy(y.astype(np.float32)[:, None] if work.outputs == 1 else y.astype(np.int64)).cuda()
    measure = nn.BCEWithLogitsLoss() if work.outputs == 1 else nn.CrossEntropyLoss()
    parameters = model.parameters()
    optimizer = (
        torch.optim.SGD(parameters, lr=0.1) if work.sgd else torch.optim.Adam(parameters, lr=1e-3, fused=True)
    )

    def epoch() -> float:
        start = time.perf_counter()
        order = torch.randperm(len(xt), device="cuda")
        for i in range(0, len(xt), work.batch):
            rows = order[i : i + work.batch]
            optimizer.zero_grad(set_to_none=True)
            loss = measure(model(xt[rows]), yt[rows])
            loss.backward()
            optimizer.step()
        torch.cuda.synchronize()
        return time.perf_counter() - start

    return epoch


def main() -> None:
    """Print the table."""
    if not torch.cuda.is_available():
        raise SystemExit("This PyTorch sees no GPU")
    print(f"{torch.cuda.get_device_name()}, PyTorch {torch.__version__}; microseconds a step")
    generator = np.random.default_rng(0)
    for tf32 in (False, True):
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = tf32
        print("TF32" if tf32 else "float32")
        for work in [w for w in (*WORKS, *LARGE) if WANTED in w.name]:
            x = generator.normal(size=(work.samples, *_shape(work.network))).astype(np.float32)
            y = generator.integers(max(work.outputs, 2), size=work.samples)
            runs = [ours(work, x, y, graphs=graphs, tf32=tf32) for graphs in (True, False)]
            runs.append(theirs(work, x, y, torch.contiguous_format))
            if x.ndim == 4:
                runs.append(theirs(work, x, y, torch.channels_last))
            times: list[list[float]] = [[] for _ in runs]
            for _ in range(ROUNDS + 1):
                for seconds, run in zip(times, runs, strict=True):
                    seconds.append(run())
            steps = work.samples / work.batch
            medians = [statistics.median(t[1:]) * 1e6 / steps for t in times]
            best = min(medians[2:])
            print(
                f"{work.name:34} captured {medians[0]:7.0f}  single calls {medians[1]:7.0f}  PyTorch {best:7.0f}  "
                f"ratio {best / medians[0]:5.2f}  start and first epoch {times[0][0]:5.2f} s, PyTorch {times[2][0]:5.2f} s"
            )


if __name__ == "__main__":
    main()
