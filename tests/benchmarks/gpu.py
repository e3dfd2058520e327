"""Training throughput of ``Model.fit`` on a GPU against a plain PyTorch loop on the same one, side by side.

Run by hand where there is a GPU: ``pip install -e .[cuda13,bench]`` (with a PyTorch for CUDA) and ``python -m
tests.benchmarks.gpu [part of a name]``. Same networks, batches and data as in ``against_pytorch.py``; the data stands on
the GPU on both sides, float32 without TF32 on both sides, PyTorch's fused Adam. Rounds alternate; medians are printed,
and what a captured step gains over single calls. Write date, card and figures into ``docs/gpu.md``.
"""

from __future__ import annotations

import sys

WANTED = sys.argv[1] if len(sys.argv) > 1 else ""
del sys.argv[1:]  # the module below reads its own

import statistics
import time
from collections.abc import Callable
from unittest.mock import patch

import numpy as np
import torch
from torch import nn

import nnstudio as nns
from nnstudio.backend.cuda import CudaBackend
from tests.benchmarks.against_pytorch import ROUNDS, WORKS, Work, _shape


def ours(work: Work, x: np.ndarray, y: np.ndarray, graphs: bool) -> Callable[[], float]:
    """Seconds of one epoch of ours."""
    loss = nns.BinaryCrossentropy() if work.outputs == 1 else nns.CategoricalCrossentropy()
    optimizer = nns.SGD(0.1) if work.sgd else nns.Adam(1e-3)
    with patch("nnstudio.training.model.get_backend", lambda *_: CudaBackend("float32", graphs=graphs)):
        model = nns.Model(work.network, loss, optimizer, batch_size=work.batch, metrics=(), device="cuda")

    def epoch() -> float:
        start = time.perf_counter()
        model.fit(x, y, epochs=1)
        torch.cuda.synchronize()
        seconds = time.perf_counter() - start
        assert model.backend.remark is None, str(model.backend.remark)
        return seconds

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
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    print(f"{torch.cuda.get_device_name()}, PyTorch {torch.__version__}; microseconds a step")
    generator = np.random.default_rng(0)
    for work in [w for w in WORKS if WANTED in w.name]:
        x = generator.normal(size=(work.samples, *_shape(work.network))).astype(np.float32)
        y = generator.integers(max(work.outputs, 2), size=work.samples)
        runs = [ours(work, x, y, True), ours(work, x, y, False), theirs(work, x, y, torch.contiguous_format)]
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
            f"{work.name:34} captured {medians[0]:8.0f}   single calls {medians[1]:8.0f}   PyTorch {best:8.0f}   "
            f"ratio {best / medians[0]:5.2f}   first epoch {times[0][0]:5.2f} s"
        )


if __name__ == "__main__":
    main()
