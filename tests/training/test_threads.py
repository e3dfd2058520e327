"""The number of threads changes the time, never a bit: neither BLAS's threads nor our own (ADR 8)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from nnstudio import (
    Activation,
    Adam,
    AvgPool2D,
    BatchNorm,
    CategoricalCrossentropy,
    Conv2D,
    ConvTranspose2D,
    Dense,
    Dropout,
    Flatten,
    GaussianNoise,
    GlobalMaxPool,
    LayerNorm,
    MaxPool2D,
    MeanSquaredError,
    Model,
    Nadam,
    Network,
    SpatialDropout,
    UpSample2D,
    sequential,
)
from nnstudio.backend.cpu import slices
from nnstudio.backend.cpu.convolution import columns, direct, transposed, winograd
from nnstudio.backend.cpu.pool import Pool, Task
from nnstudio.system.arrays import Host

THREADS = (1, 2, 4)
SAMPLES = 192

# The functions of a step that have to be cut into slices, so that there is something for several threads.
CONVOLUTION = {"parts.Lender.task.<locals>.run", "parts._add_up"}
NETWORKS: dict[str, tuple[Network, set[str]]] = {
    "convolutions": (
        sequential(
            (12, 12, 8),
            [
                Conv2D(16, padding="same", activation="prelu"),  # Winograd's
                BatchNorm(activation="relu"),
                Conv2D(16, 1, activation="gelu"),  # directly
                MaxPool2D(3, 1, "same"),
                Conv2D(24, 3, dilation=2),  # by columns
                LayerNorm(),
                AvgPool2D(),
                Flatten(),
                Dense(10, "softmax"),
            ],
        ),
        CONVOLUTION
        | {"activations.prelu", "activations.prelu_backward", "activations.forward", "activations.backward"}
        | {"normalise.moments", "normalise.gradient_sums", "normalise.input_gradient"}
        | {"normalise.layer_forward", "normalise.layer_backward"}
        | {"pooling.max_forward", "pooling.max_backward", "pooling.average_forward", "pooling.average_backward"},
    ),
    "decoder": (
        sequential(
            (8, 8, 8),
            [
                ConvTranspose2D(16, 3, 2, activation="prelu"),
                SpatialDropout(0.2),
                UpSample2D(2),
                ConvTranspose2D(8, 4, 1, activation="selu"),
                GlobalMaxPool(),
                Dense(10, "softmax"),
            ],
        ),
        CONVOLUTION
        | {"activations.prelu", "activations.prelu_backward", "enlarging.forward", "enlarging.backward"}
        | {"noise.channel_dropout", "pooling.global_max_forward", "pooling.global_max_backward"},
    ),
    "rows": (
        sequential(
            (1000,),
            [
                GaussianNoise(0.1),
                Dense(640, "prelu", l1=1e-6, l2=1e-6),
                Dropout(0.2),
                LayerNorm(),
                Dense(512, "tanh", l2=1e-6),
                Activation("prelu"),
                Dense(10, "softmax"),
            ],
        ),
        {"noise.gaussian", "noise.dropout", "activations.prelu", "activations.prelu_backward"}
        | {"normalise.layer_backward", "losses.penalty_part", "losses.penalty_slope"}
        | {"updates.limit", "updates.squares", "updates.shorten", "updates.nadam"},
    ),
}  # fmt: skip


def _trained(network: Network, threads: int) -> dict[str, Host]:
    """The weights after a few steps."""
    generator = np.random.default_rng(0)
    model = Model(
        network, CategoricalCrossentropy(), Nadam(0.001, clip_value=0.5, clip_norm=0.1),
        batch_size=SAMPLES, threads=threads,
    )  # fmt: skip
    x = generator.normal(size=(2 * SAMPLES, *model.input_shape))
    model.fit(x, generator.integers(10, size=len(x)), epochs=2)
    weights = model.get_weights()
    assert all(np.isfinite(array).all() for array in weights.values())
    return weights


def _equal(a: dict[str, Host], b: dict[str, Host]) -> bool:
    return all(np.array_equal(array, b[key]) for key, array in a.items())


@pytest.mark.parametrize("name", NETWORKS)
def test_the_number_of_threads_does_not_change_the_bits(name: str) -> None:
    first, *others = (_trained(NETWORKS[name][0], threads) for threads in THREADS)
    for other in others:
        for key, array in first.items():
            np.testing.assert_array_equal(array, other[key], err_msg=key)


def _names(task: Task) -> set[str]:
    """What a task calls, as module and name."""
    if isinstance(task, tuple):
        return {name for part in task for name in _names(part)}
    function = getattr(task, "func", task)  # of a partial
    module = getattr(function, "__module__", None) or "numpy"
    return {f"{module.split('.')[-1]}.{getattr(function, '__qualname__', function)}"}


@pytest.mark.parametrize("name", NETWORKS)
def test_these_networks_give_several_threads_something_to_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    network, wanted = NETWORKS[name]
    cut: set[str] = set()
    run = Pool.run

    def spy(pool: Pool, tasks: Sequence[Task]) -> None:
        if len(tasks) > 1:
            cut.update(found for task in tasks for found in _names(task))
        run(pool, tasks)

    monkeypatch.setattr(Pool, "run", spy)
    _trained(network, 2)
    assert wanted <= cut, f"not cut: {wanted - cut}"


@pytest.mark.parametrize("name", NETWORKS)
def test_slices_by_the_number_of_threads_would_show(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is forbidden, done on purpose: were it not seen here, the test of equal bits would say nothing."""

    def trained(threads: int) -> dict[str, Host]:
        monkeypatch.setattr(slices, "MOST", threads)
        for module in (columns, direct, transposed, winograd):
            monkeypatch.setattr(module, "CHUNKS", threads)
        return _trained(NETWORKS[name][0], threads)

    first, *others = map(trained, THREADS)
    assert not any(_equal(first, other) for other in others)


def test_threads_of_blas_do_not_change_the_bits() -> None:
    """On a network so wide that BLAS, left alone, adds in another order on two threads than on one."""
    network = sequential((784,), [Dense(512), Dense(512), Dense(10, activation="softmax")])
    generator = np.random.default_rng(1)
    x, y = generator.normal(size=(256, 784)), generator.integers(10, size=256)
    weights = []
    for threads in THREADS:
        with threadpool_limits(threads, user_api="blas"):
            model = Model(network, CategoricalCrossentropy(), Adam(0.001), batch_size=128)
            model.fit(x, y, epochs=2)
            weights.append(model.get_weights())
    for other in weights[1:]:
        for key, array in weights[0].items():
            np.testing.assert_array_equal(array, other[key])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_picture_learned_by_heart_has_the_same_bits(dtype: str) -> None:
    """An autoencoder in both types, on a batch that the chunks do not divide evenly."""
    layers = [Conv2D(8, stride=2, padding="same"), ConvTranspose2D(3, activation="linear")]
    x = np.random.default_rng(2).normal(size=(101, 24, 24, 3))
    weights = []
    for threads in THREADS:
        model = Model(
            sequential((24, 24, 3), layers), MeanSquaredError(), Adam(0.01),
            batch_size=101, dtype=dtype, threads=threads,
        )  # fmt: skip
        model.fit(x, x, epochs=3)
        weights.append(model.get_weights())
    assert _equal(weights[0], weights[1])
    assert _equal(weights[0], weights[2])
