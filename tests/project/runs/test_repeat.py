"""A run that is begun again gives the same curve on the CPU, number by number, and what is not the same is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from nnstudio.project.runs.kept_weights import as_it_was
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.runs.repeat import repeat
from nnstudio.project.trained import load_data, new_run, result
from nnstudio.training.history import Epoch, History, RateChange
from tests.project.conftest import Iris
from tests.project.runs.conftest import train

Make = Callable[..., RunRecord]


def _bare(history: History) -> list[Epoch]:
    """Without the time it took."""
    return [msgspec.structs.replace(epoch, seconds=0.0) for epoch in history.epochs]


@pytest.mark.parametrize("threads", [1, 2])
def test_a_rerun_is_identical_in_every_bit(iris: Iris, record: Make, threads: int) -> None:
    run = record()
    edited = iris.project.replace(training=iris.project.training.replace(seed=8, batch_size=5))
    project = as_it_was(run, edited)
    prepared = load_data(project)
    again = new_run(project, prepared, threads=threads)
    for _ in again.events():
        pass
    trained = result(again, project, prepared)
    assert _bare(trained.checkpoint.history) == _bare(run.history)
    for name, array in trained.weights().items():
        assert array.tobytes() == iris.trained.weights()[name].tobytes()
    found = repeat(run, record(trained, threads=threads))
    assert found.identical
    assert found.compared == 2
    assert not found.reasons
    assert "identical" in str(found.sentence("Run 1"))


def test_a_shorter_one_is_compared_as_far_as_it_went(iris: Iris, record: Make) -> None:
    short = train(iris.project.replace(training=iris.project.training.replace(epochs=1)), iris)
    found = repeat(record(), record(short))
    assert (found.compared, found.identical) == (1, True)


def test_one_bit_is_a_difference(record: Make) -> None:
    run = record()
    first, second = run.history.epochs
    moved = msgspec.structs.replace(second, loss=second.loss * (1 + 2**-52))
    other = run.replace(history=History((first, moved), 2))
    found = repeat(run, other)
    assert (found.identical, found.differs) == (False, 2)
    assert "from epoch 2 on" in str(found.sentence("Run 1"))
    assert "should not happen" in str(found.sentence("Run 1"))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"fingerprint": "f" * 64}, "the data"),
        ({"device": "cuda"}, "the device (cpu, now cuda)"),
        ({"versions": {"numpy": "9.9"}}, "numpy"),
        ({"began_with": "a" * 64}, "the weights it began with"),
    ],
)
def test_what_was_not_the_same_is_named(record: Make, changes: dict[str, Any], word: str) -> None:
    run = record()
    epochs = tuple(msgspec.structs.replace(e, loss=2 * e.loss) for e in run.history.epochs)
    other = run.replace(history=History(epochs, 1), **changes)
    assert word in str(repeat(run, other).sentence("Run 1"))


def test_threads_are_no_reason_and_steering_is_one(record: Make) -> None:
    run = record(threads=1)
    assert not repeat(run, record(threads=64)).reasons
    steered = msgspec.structs.replace(run.history, changes=(RateChange(1, 0.5, 0.1),))
    assert "learning rate" in str(repeat(run, run.replace(history=steered)).reasons[0])


def test_tf32_is_a_reason_on_the_gpu_only(record: Make) -> None:
    run = record()
    short = run.replace(training=run.training.replace(tf32=True))
    assert not repeat(run, short).reasons
    on_gpu = [r.replace(device="cuda", training=r.training.replace(device="auto")) for r in (run, short)]
    (reason,) = repeat(*on_gpu).reasons
    assert "TF32" in str(reason)
    (reason,) = repeat(on_gpu[1], on_gpu[1]).reasons
    assert "order of sums" in str(reason)


def test_without_epochs_nothing_is_claimed(record: Make) -> None:
    none = record(history=History(), epochs=0)
    found = repeat(none, none)
    assert not found.identical
    assert "Neither" in str(found.sentence("Run 1"))
