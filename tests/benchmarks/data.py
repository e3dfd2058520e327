"""Data: images that are opened a second time, and training from the disk against training from memory.

Run by hand: ``python -m tests.benchmarks.data [images|disk]``. Everything is made in a temporary folder, the cache too.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

os.environ["NNSTUDIO_HOME"] = tempfile.mkdtemp(prefix="nnstudio-benchmark-")

from nnstudio.data.sources import ImageFolder
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.nn.optimizers import SGD
from nnstudio.training.events import EpochDone
from nnstudio.training.model import Model
from nnstudio.training.run import Run

ROUNDS = 5


def write_images(folder: Path, count: int, height: int, width: int, ending: str) -> None:
    """Images of ten classes, with large and small structures as photographs have them."""
    random = np.random.default_rng(0)
    for i in range(count):
        place = folder / str(i % 10)
        place.mkdir(parents=True, exist_ok=True)
        shape = (height, width) if ending == "png" else (height // 8, width // 8, 3)
        pixels = Image.fromarray(random.integers(0, 256, shape).astype(np.uint8))
        pixels.resize((width, height), Image.Resampling.BILINEAR).save(place / f"{i}.{ending}")


def images(folder: Path) -> None:
    """First and second opening of two folders."""
    for title, count, height, width, ending, size in (
        ("10 000 PNG of 28 × 28", 10_000, 28, 28, "png", (28, 28)),
        ("2 000 JPEG of 640 × 480 to 224 × 224", 2_000, 480, 640, "jpg", (224, 224)),
    ):
        write_images(folder / ending, count, height, width, ending)
        source = ImageFolder(str(folder / ending), size=size)
        seconds = []
        for _ in range(4):
            start = time.perf_counter()
            dataset = source.read()
            seconds.append(time.perf_counter() - start)
            assert len(dataset) == count
            del dataset
        print(
            f"{title}: first {seconds[0]:.2f} s, then {', '.join(f'{s:.2f}' for s in seconds[1:])} s",
            flush=True,
        )


def disk(folder: Path, count: int = 60_000) -> None:
    """Samples a second of 784-128-10 at batch 128, from memory and from the disk, in turn; the best of each counts."""
    random = np.random.default_rng(0)
    x = random.normal(size=(count, 784)).astype(np.float32)
    y = random.integers(0, 10, count).astype(np.int32)
    mapped = np.lib.format.open_memmap(folder / "x.npy", "w+", x.dtype, x.shape)
    mapped[...] = x
    mapped.flush()
    mapped = np.load(folder / "x.npy", mmap_mode="r")

    def epoch(samples: np.ndarray) -> float:
        model = Model(
            sequential((784,), [Dense(128, "relu"), Dense(10, "softmax")]),
            CategoricalCrossentropy(), SGD(0.1), batch_size=128,
        )  # fmt: skip
        run = Run(model, (samples, y), epochs=4)
        ends = [0.0, *(e.record.seconds for e in run.events() if isinstance(e, EpochDone))]
        return float(count / min(np.diff(ends)[1:]))

    best = {"memory": 0.0, "disk": 0.0}
    for _ in range(ROUNDS):
        for name, samples in (("memory", x), ("disk", mapped)):
            best[name] = max(best[name], epoch(samples))
        print(", ".join(f"{name} {speed:,.0f}/s" for name, speed in best.items()), flush=True)
    print(f"ratio of the best {best['disk'] / best['memory']:.2f}")


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["images", "disk"]
    with tempfile.TemporaryDirectory() as temporary:
        for name in wanted:
            {"images": images, "disk": disk}[name](Path(temporary))
