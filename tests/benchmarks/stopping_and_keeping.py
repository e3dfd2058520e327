"""How soon Stop and Pause answer, and what keeping the state of a run on the disk costs it.

Run by hand: ``QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.stopping_and_keeping``. Commands are given at random
moments of a run behind an event loop: among small steps, in steps as long as they get, and in a long validation.
The cost is a ratio of steps in the same time, with and without checkpoints, in rounds that alternate.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["NNSTUDIO_HOME"] = tempfile.mkdtemp()

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from nnstudio.app.application import SWITCH_SECONDS
from nnstudio.app.training.trainer import Trainer
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources import Bundled
from nnstudio.graph.network import sequential
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Conv2D, Dense, Flatten
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.nn.optimizers import Adam
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import checkpoint_path
from nnstudio.project.trained import Trained, load_data
from nnstudio.training.config import TrainingConfig

COMMANDS = 12
ROUNDS, SECONDS = 3, 30.0


def _after(seconds: float) -> Callable[[], bool]:
    moment = time.monotonic() + seconds
    return lambda: time.monotonic() > moment


def _digits(layers: list[Layer], batch: int, *, validation: float = 0.1) -> tuple[Project, Prepared]:
    training = TrainingConfig(
        CategoricalCrossentropy(), Adam(0.001), epochs=1_000_000, batch_size=batch, device="cpu"
    )
    data = DataConfig(Bundled("digits"), validation=validation, test=0.05)
    project = Project(data=data, training=training).with_network(sequential((8, 8, 1), layers))
    return project, load_data(project)


def _convolutions(batch: int, *, validation: float = 0.1) -> tuple[Project, Prepared]:
    layers = [Conv2D(48, 3, padding="same", activation="relu") for _ in range(4)]
    return _digits([*layers, Flatten(), Dense(10, "softmax")], batch, validation=validation)


WORK: dict[str, Callable[[], tuple[Project, Prepared]]] = {
    "small steps": lambda: _digits([Flatten(), Dense(32, "relu"), Dense(10, "softmax")], 32),
    "long steps": lambda: _convolutions(512),
    "long validation": lambda: _convolutions(128, validation=0.8),
}


def wait(holds: Callable[[], object], patience: float = 120.0) -> None:
    """Run the event loop until something holds."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end
        loop = QEventLoop()
        QTimer.singleShot(1, loop.quit)
        loop.exec()


def answers(work: tuple[Project, Prepared], *, pause: bool) -> list[float]:
    """Milliseconds from a command to its effect in the window, at random moments of a run."""
    owner, found = QObject(), []
    trainer = Trainer(owner)
    for number in range(COMMANDS):
        if not trainer.active:
            trainer.start(*work)
        elif trainer.state == "paused":
            trainer.resume()
        wait(lambda: trainer.state == "running")
        wait(_after(random.Random(number).uniform(0.05, 0.6)))
        begun = time.perf_counter()
        if pause:
            trainer.pause()
        else:
            trainer.stop()
        wait(lambda: trainer.state == ("paused" if pause else "idle"))
        found.append(1000 * (time.perf_counter() - begun))
    trainer.close()
    return found


def steps_with(work: tuple[Project, Prepared], path: Path | None) -> int:
    """Steps that a run takes in a given time."""
    owner = QObject()
    trainer = Trainer(owner)
    results: list[Trained] = []
    trainer.keep_at = lambda: path
    trainer.result.connect(results.append)
    trainer.start(*work)
    wait(lambda: trainer.state == "running")
    end = time.monotonic() + SECONDS
    wait(lambda: time.monotonic() > end)
    trainer.close()
    if trainer.checkpoints is not None:
        trainer.checkpoints.close()
        assert trainer.checkpoints.written
        trainer.checkpoints.drop()
    return int(results[-1].checkpoint.position.step)


def main() -> None:
    """Print the figures."""
    sys.setswitchinterval(SWITCH_SECONDS)
    app = QApplication([])
    for name, make in WORK.items():
        work = make()
        for pause in (True, False):
            found = answers(work, pause=pause)
            print(
                f"{name}, {'Pause' if pause else 'Stop'}: median {statistics.median(found):.0f} ms, "
                f"longest {max(found):.0f} ms",
                flush=True,
            )
    layers = [Flatten(), Dense(1500, "relu"), Dense(1500, "relu"), Dense(10, "softmax")]
    for name, work in {"2.4 million weights": _digits(layers, 64), "small": WORK["small steps"]()}.items():
        ratios = []
        for _ in range(ROUNDS):
            without = steps_with(work, None)
            ratios.append(steps_with(work, checkpoint_path(None)) / without)
        print(
            f"{name}: with checkpoints {statistics.median(ratios):.3f} of the steps ({min(ratios):.3f} to {max(ratios):.3f})"
        )
    del app


if __name__ == "__main__":
    main()
