"""A training step replays what was planned: it makes no array, whatever it is made of."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

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
    Input,
    MaxPool2D,
    MeanSquaredError,
    Model,
    Momentum,
    Network,
    sequential,
)
from nnstudio.backend import get_backend
from nnstudio.nn.layer import Layer
from nnstudio.nn.losses import LOSSES, BinaryCrossentropy, Loss
from nnstudio.nn.optimizers import OPTIMIZERS, Optimizer
from nnstudio.training.events import EpochDone
from nnstudio.training.run import Run
from tests.contracts.alone import among_learners
from tests.contracts.cases import every_bound_layer
from tests.contracts.large import BATCH, large_cases

ALLOWED = 32 * 1024
"""Bytes that views and numbers of the interpreter may take for a moment. Every array of a batch is larger."""

WIDE = 64
"""Outputs of the networks below."""

NETWORKS = {
    "dense": sequential((64,), [Dense(96), Dense(64, activation="sigmoid"), Dense(40, activation="tanh"), Dense(10, activation="softmax")]),
    "convolution": sequential(
        (8, 8, 3),
        [Conv2D(16, padding="same"), MaxPool2D(), Conv2D(24), MaxPool2D(padding="same"), Flatten(), Dense(10, activation="softmax")],
    ),
}  # fmt: skip

every_type = pytest.mark.parametrize("dtype", ["float32", pytest.param("float64", marks=pytest.mark.full)])


def _grown(step: Callable[[], object]) -> int:
    """How many bytes are allocated at once, at most, while a step is repeated."""
    for _ in range(3):
        step()
    gc.disable()  # what is garbage by now is none of the step's
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        for _ in range(3):
            step()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
        gc.enable()


def _assert_static(model: Model, batch: int = BATCH) -> None:
    """Train on random samples, and look at what a step allocates."""
    generator = np.random.default_rng(0)

    def target(loss: Loss, shape: tuple[int, ...]) -> Any:
        classes = {"binary": 2, "classes": shape[-1]}.get(loss.task)
        if classes is None:
            return generator.normal(size=(batch, *shape))
        return generator.integers(classes, size=(batch, *loss.target_shape(shape)))

    x = {node: generator.normal(size=(batch, *shape)) for node, shape in model.input_shapes.items()}
    y = {node: target(loss, model.output_shapes[node]) for node, loss in model.losses.items()}
    samples, rows = model.load(x, y), np.arange(batch)
    for _ in model.prepare(batch):
        pass
    with model.backend.computing():
        grown = _grown(lambda: model.learn(samples, rows))
    assert model.step[0] == 6, "the steps were not taken"
    assert grown < ALLOWED, f"{grown} bytes were allocated at once in a step"


@pytest.mark.parametrize("optimizer", [SGD(0.01), Momentum(0.01), Adam(0.001)], ids=lambda o: o.title)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_step_makes_no_array(name: str, optimizer: Optimizer) -> None:
    _assert_static(Model(NETWORKS[name], CategoricalCrossentropy(), optimizer, batch_size=BATCH))


# Layers -----------------------------------------------------------------------------------------------------


@every_type
@every_bound_layer
def test_no_layer_makes_an_array(cls: type[Layer], dtype: str) -> None:
    for case in large_cases(cls):
        try:
            _assert_static(
                Model(
                    among_learners(case, Dense(WIDE, "linear")),
                    MeanSquaredError(),
                    SGD(1e-4),
                    batch_size=BATCH,
                    dtype=dtype,
                )
            )
        except AssertionError as error:
            raise AssertionError(f"{case.layer}: {error}") from None


def test_the_look_at_allocations_finds_an_array() -> None:
    assert _grown(lambda: np.ones((BATCH, WIDE), "float32")) > ALLOWED


# Losses and optimizers --------------------------------------------------------------------------------------


@every_type
@pytest.mark.parametrize("cls", tuple(LOSSES), ids=lambda cls: cls.__name__)
def test_no_loss_makes_an_array(cls: type[Loss], dtype: str) -> None:
    for activation in cls.suits or ("linear",):
        network = sequential((8,), [Dense(WIDE, activation)])
        _assert_static(Model(network, cls(), SGD(1e-4), batch_size=BATCH, dtype=dtype))


@every_type
@pytest.mark.parametrize("loss", [BinaryCrossentropy(0.1, (1, 2)), CategoricalCrossentropy(0.1, (1, 2) * (WIDE // 2))], ids=lambda v: v.title)  # fmt: skip
def test_no_loss_makes_an_array_for_its_settings(loss: Loss, dtype: str) -> None:
    network = sequential((8,), [Dense(WIDE, loss.fuses)])
    _assert_static(Model(network, loss, SGD(1e-4), batch_size=BATCH, dtype=dtype))


@every_type
@pytest.mark.parametrize("cls", [c for c in LOSSES if c.fuses], ids=lambda cls: cls.__name__)
def test_no_loss_of_probabilities_makes_an_array(cls: type[Loss], dtype: str) -> None:
    """No model asks for it, as logits are better; the interface promises it all the same."""
    engine, loss = get_backend("cpu", dtype), cls()
    p = np.random.default_rng(0).uniform(0.1, 0.9, (BATCH, WIDE)).astype(dtype)
    target = np.ones((BATCH, *loss.target_shape((WIDE,))), loss.target_dtype(engine))
    bound = loss.bind(engine, p, target, p, engine.zeros((1,)), np.empty_like(p), False)
    assert _grown(lambda: (bound.forward(), bound.backward())) < ALLOWED


@every_type
@pytest.mark.parametrize("limits", [{}, {"clip_value": 0.01, "clip_norm": 0.1}], ids=["free", "clipped"])
@pytest.mark.parametrize("cls", tuple(OPTIMIZERS), ids=lambda cls: cls.__name__)
def test_no_optimizer_makes_an_array(cls: type[Optimizer], limits: dict[str, float], dtype: str) -> None:
    """On so many weights that each of their arrays would show; with penalties on all of them."""
    layers = [Dense(400, "tanh", l1=1e-5, l2=1e-5), Dense(400, "tanh", l2=1e-5), Dense(2, "linear")]
    network = sequential((200,), layers)
    _assert_static(Model(network, MeanSquaredError(), cls(1e-4, **limits), batch_size=16, dtype=dtype), 16)


def test_several_outputs_that_share_a_layer_make_no_array() -> None:
    network = Network().add(Input((WIDE,)), id="x").add(Dense(WIDE), after="x", id="shared")
    for name in ("one", "other"):
        network = network.add(Dense(WIDE, "linear", l2=1e-3), after="shared", id=name)
    _assert_static(Model(network, MeanSquaredError(), SGD(1e-4), batch_size=BATCH))


# Threads of BLAS --------------------------------------------------------------------------------------------


def threads() -> dict[str, int]:
    return {lib["filepath"]: lib["num_threads"] for lib in threadpool_info() if lib["user_api"] == "blas"}


@pytest.fixture
def two_threads_of_blas() -> Iterator[None]:
    """However many it has on this computer and in this run of the tests."""
    with threadpool_limits(2, user_api="blas"):
        yield


@pytest.mark.usefixtures("two_threads_of_blas")
def test_blas_gets_its_threads_back() -> None:
    model = Model(NETWORKS["dense"], CategoricalCrossentropy(), batch_size=4)
    before = threads()
    assert set(before.values()) == {2}
    x, y = np.zeros((8, 64), np.float32), np.zeros(8, np.int32)
    inside = [threads() for e in Run(model, (x, y), epochs=1).events() if isinstance(e, EpochDone)]
    assert {inside[0][library] for library in before} == {1}, "while it computes"
    assert threads().items() >= before.items()  # compiling may have loaded another one


@pytest.mark.usefixtures("two_threads_of_blas")
def test_two_runs_at_once_share_the_limit_and_the_last_gives_it_back() -> None:
    before = threads()
    first, second = (Model(NETWORKS["dense"], CategoricalCrossentropy(), batch_size=4) for _ in range(2))
    one, two = first.backend.computing(), second.backend.computing()
    one.__enter__()
    two.__enter__()
    one.__exit__(None, None, None)  # the other still computes
    assert set(threads().values()) == {1}
    two.__exit__(None, None, None)
    assert set(before.values()) == {2}
    assert threads().items() >= before.items()
