"""A training step replays what was planned: it makes no array, and threads of BLAS do not change its bits."""

from __future__ import annotations

import gc
import tracemalloc

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from nnstudio import (
    SGD,
    Adam,
    CategoricalCrossentropy,
    Conv2D,
    Dense,
    Flatten,
    MaxPool2D,
    Model,
    Momentum,
    sequential,
)
from nnstudio.training.run import Run

BATCH = 2048
BUFFERS = 4 * 8192 * 8
"""What NumPy's own iterators may take for a moment: 8192 values for each operand. Every array of a batch is larger."""

NETWORKS = {
    "dense": sequential((64,), [Dense(96), Dense(64, activation="sigmoid"), Dense(40, activation="tanh"), Dense(10, activation="softmax")]),
    "convolution": sequential(
        (8, 8, 3),
        [Conv2D(16, padding="same"), MaxPool2D(), Conv2D(24), MaxPool2D(padding="same"), Flatten(), Dense(10, activation="softmax")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("optimizer", [SGD(0.01), Momentum(0.01), Adam(0.001)], ids=lambda o: o.title)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_step_makes_no_array(name: str, optimizer: SGD | Momentum | Adam) -> None:
    model = Model(NETWORKS[name], CategoricalCrossentropy(), optimizer, batch_size=BATCH)
    generator = np.random.default_rng(0)
    samples = model.load(
        generator.normal(size=(BATCH, *model.input_shape)), generator.integers(10, size=BATCH)
    )
    rows = np.arange(BATCH)
    for _ in range(3):
        model.learn(samples, rows)
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        for _ in range(3):
            model.learn(samples, rows)
        grown = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
        gc.enable()
    assert grown < BUFFERS, f"{grown} bytes were allocated at once in a step"


def test_the_number_of_threads_does_not_change_the_bits() -> None:
    """On a network so wide that BLAS, left alone, adds in another order on two threads than on one."""
    network = sequential((784,), [Dense(512), Dense(512), Dense(10, activation="softmax")])
    generator = np.random.default_rng(1)
    x, y = generator.normal(size=(256, 784)), generator.integers(10, size=256)
    weights = []
    for threads in (1, 2, 4):
        with threadpool_limits(threads, user_api="blas"):
            model = Model(network, CategoricalCrossentropy(), Adam(0.001), batch_size=128)
            model.fit(x, y, epochs=2)
            weights.append(model.get_weights())
    for other in weights[1:]:
        for key, array in weights[0].items():
            np.testing.assert_array_equal(array, other[key])


def test_blas_gets_its_threads_back() -> None:
    def threads() -> list[int]:
        return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]

    model = Model(NETWORKS["dense"], CategoricalCrossentropy(), batch_size=4)
    before = threads()
    x, y = np.zeros((8, 64), np.float32), np.zeros(8, np.int32)
    inside: list[list[int]] = []
    for _ in Run(model, (x, y), epochs=1).events():
        inside.append(threads())
    assert set(inside[1]) == {1}, "while it computes"
    assert threads() == before
