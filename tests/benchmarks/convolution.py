"""Convolutions on the CPU against PyTorch's: forward and all gradients, with bias and ReLU, on one thread.

Run by hand: ``pip install -e .[bench]`` and ``python -m tests.benchmarks.convolution [part of a name]``. Rounds
alternate, the smallest time of each counts, as time of the processor; of PyTorch the better of its two memory layouts.
"""

from __future__ import annotations

import os
import sys

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

try:
    import torch
    from torch.nn import functional
except ImportError:
    raise SystemExit(
        'This measures beside PyTorch, which is not installed: pip install -e ".[bench]"'
    ) from None

from nnstudio.backend.cpu import compile as compiling
from nnstudio.backend.cpu.convolution import plan
from nnstudio.backend.cpu.kernels.functions import RELU
from nnstudio.backend.cpu.pool import Pool
from nnstudio.backend.cpu.workshop import Workshop
from nnstudio.backend.geometry import Window, same_axis

ROUNDS = 12


class Work(NamedTuple):
    """A convolution; "same" padding, which PyTorch has for stride 1 only in this form."""

    channels: int
    filters: int
    size: int
    batch: int
    target: float = 0
    kernel: int = 3
    groups: int = 1
    first: bool = False
    """Whether it is a first layer, whose input needs no gradient."""

    def __str__(self) -> str:
        groups = f", {self.groups} groups" if self.groups > 1 else ""
        return f"{self.channels}→{self.filters} @ {self.size}, {self.kernel}×{self.kernel}, batch {self.batch}{groups}"


WORKS = [
    Work(1, 16, 28, 64, 1.5, first=True),
    Work(3, 32, 32, 64, 1.3, first=True),
    Work(16, 32, 14, 64, 1.5),
    Work(32, 32, 32, 64, 1.35),
    Work(32, 64, 16, 64, 1.4),
    Work(64, 64, 16, 64, 1.4),
    Work(64, 64, 28, 32, 1.4),
    Work(128, 128, 14, 32),
    Work(256, 256, 8, 32),
    Work(8, 16, 28, 64),
    Work(16, 32, 28, 64, kernel=5),
    Work(32, 64, 16, 64, kernel=1),
    Work(64, 64, 16, 64, groups=64),
]


def ours(work: Work, x: Any, w: Any, b: Any, dy: Any) -> Callable[[], None]:
    """Our step."""
    axis = same_axis(work.size, work.kernel, 1)
    y, dx, dw, db = (np.empty_like(a) for a in (dy, x, w, b))

    def empty(shape: tuple[int, ...], dtype: Any = None) -> Any:
        return np.empty(shape, dtype or np.float32)

    shop = Workshop(empty, Pool(1), np.dtype(np.float32))

    planned = plan(
        shop, x, w, b, y, Window(axis, axis), work.groups, RELU, dy, None if work.first else dx, dw, db
    )
    for _ in compiling.prepare():
        pass
    tasks = [task for phase in (*planned.forward, *planned.backward) for task in phase]

    def step() -> None:
        for task in tasks:
            task()

    return step


def theirs(work: Work, x: Any, w: Any, b: Any, dy: Any, layout: Any) -> Callable[[], None]:
    """PyTorch's step."""
    xt = torch.from_numpy(x).permute(0, 3, 1, 2).contiguous(memory_format=layout)
    wt = torch.from_numpy(w).permute(3, 2, 0, 1).contiguous(memory_format=layout).requires_grad_()
    bt = torch.from_numpy(b).clone().requires_grad_()
    gradient = torch.from_numpy(dy).permute(0, 3, 1, 2).contiguous(memory_format=layout)
    xt.requires_grad_(not work.first)

    def step() -> None:
        for array in (xt, wt, bt):
            array.grad = None
        z = functional.conv2d(xt, wt, bt, padding=work.kernel // 2, groups=work.groups)
        torch.relu_(z).backward(gradient)

    return step


def main() -> None:
    """Print the table."""
    torch.set_num_threads(1)
    generator = np.random.default_rng(0)
    print(f"PyTorch {torch.__version__}, NumPy {np.__version__}; milliseconds of one processor")
    for work in WORKS:
        if len(sys.argv) > 1 and sys.argv[1] not in str(work):
            continue

        def normal(*shape: int) -> Any:
            return generator.standard_normal(shape, dtype=np.float32)

        n, h, k = work.batch, work.size, work.kernel
        arrays = (
            normal(n, h, h, work.channels),
            normal(k, k, work.channels // work.groups, work.filters),
            normal(work.filters),
            normal(n, h, h, work.filters),
        )
        steps = [ours(work, *arrays)]
        steps += [theirs(work, *arrays, layout) for layout in (torch.contiguous_format, torch.channels_last)]
        best = [float("inf")] * len(steps)
        for _ in range(ROUNDS):
            for i, step in enumerate(steps):
                start = time.process_time()
                step()
                best[i] = min(best[i], time.process_time() - start)
        mine, *others = (seconds * 1e3 for seconds in best)
        print(
            f"{work!s:45} ours {mine:7.2f}   PyTorch {min(others):7.2f}   ratio {min(others) / mine:5.2f}   target {work.target or '-'}",
            flush=True,
        )


if __name__ == "__main__":
    main()
