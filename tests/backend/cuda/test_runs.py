"""Whole runs on the emulated device: the backend's own host code, its kernels, products and graphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from nnstudio import (
    Adam,
    AvgPool2D,
    BatchNorm,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    LayerNorm,
    MaxPool2D,
    MeanSquaredError,
    Model,
    Nadam,
    Network,
    sequential,
)
from nnstudio.backend import get_backend
from nnstudio.backend.cuda import CudaBackend, cublas
from nnstudio.backend.cuda.journal import CudaJournal
from nnstudio.backend.cuda.planner import CudaPlanner
from nnstudio.graph.edits import freeze
from nnstudio.nn.layers import Add, GlobalAvgPool, Input
from nnstudio.nn.losses import Loss
from nnstudio.nn.optimizers import Optimizer
from nnstudio.training.events import Diverged, Event
from nnstudio.training.objectives import objectives_of
from nnstudio.training.parameters import Parameters
from nnstudio.training.program import Program
from nnstudio.training.run import Run
from nnstudio.training.stepping import Batch, stepping
from nnstudio.training.tally import Tally
from tests.backend.cuda.device import DeviceArray, FakeDevice


def _residual() -> Network:
    # Without a bias: in front of a batch norm its gradient is rounding noise, which Nadam makes whole steps of.
    first = Conv2D(4, padding="same", activation="linear", bias=False)
    net = Network().add(Input((6, 6, 2)), id="x").add(first, after="x")
    net = net.add(BatchNorm(activation="relu"), after="conv2d_1")
    net = net.add(Conv2D(4, padding="same", activation="gelu"), after="batch_norm_1")
    net = net.add(Add(), after=("batch_norm_1", "conv2d_2")).add(GlobalAvgPool(), after="add_1")
    return net.add(Dense(3, activation="softmax"), after="global_avg_pool_1")


def _frozen() -> Network:
    """Frozen layers between others that learn, so that gradients pass through them."""
    layers = [
        Conv2D(4, 3, activation="tanh"), BatchNorm(activation="relu"), Conv2D(3, 2), BatchNorm(), Flatten(),
        Dense(3, activation="softmax"),
    ]  # fmt: skip
    return freeze(sequential((6, 6, 2), layers), {"batch_norm_1", "conv2d_2", "batch_norm_2"})


TEXTBOOK = sequential(
    (2,), [Dense(25, activation="sigmoid"), Dense(15, activation="sigmoid"), Dense(1, activation="sigmoid")]
)
LENET = sequential(
    (10, 10, 1),
    [
        Conv2D(4, 3, padding="same"), MaxPool2D(), Conv2D(6, 3), AvgPool2D(padding="same"), Flatten(),
        Dropout(0.2), Dense(8), LayerNorm(), Dense(3, activation="softmax"),
    ],
)  # fmt: skip
WORKS: dict[str, Callable[[], tuple[Network, Loss, Optimizer]]] = {
    "textbook": lambda: (TEXTBOOK, BinaryCrossentropy(), Adam(0.01)),
    "pictures": lambda: (LENET, CategoricalCrossentropy(), Adam(0.01, clip_norm=1.0)),
    "residual": lambda: (_residual(), CategoricalCrossentropy(class_weights=(1, 2, 3)), Nadam(0.01)),
    "frozen": lambda: (_frozen(), CategoricalCrossentropy(), Adam(0.01)),
    "regression": lambda: (
        sequential((5,), [Dense(7, activation="mish", l1=0.001, l2=0.01), Dense(2, activation="linear")]),
        MeanSquaredError(),
        Adam(0.02),
    ),
}


def data_for(network: Network, loss: Loss) -> tuple[Any, Any]:
    """22 samples: the last batch of three is ragged."""
    generator = np.random.default_rng(0)
    model = Model(network, loss)
    x = generator.normal(size=(22, *model.input_shape))
    if loss.task == "classes":
        return x, generator.integers(model.output_shape[-1], size=22)
    y = generator.normal(size=(22, *model.output_shape))
    return x, (y > 0).astype(int) if loss.task == "binary" else y


def run_on(name: str, device: str, told: Callable[[Event], object] = id) -> tuple[Model, list[Any], Any]:
    network, loss, optimizer = WORKS[name]()
    x, y = data_for(network, loss)
    model = Model(network, loss, optimizer, batch_size=8, device=device)
    run = Run(model, (x[:20], y[:20]), (x[16:], y[16:]), epochs=3)
    for event in run.events():
        told(event)
    figures = [(e.loss, e.val_loss) for e in run.history.epochs]
    return model, figures, model.predict(x)


@pytest.mark.parametrize("name", WORKS)
def test_a_run_is_that_of_the_cpu(name: str, device: FakeDevice) -> None:
    here, figures, predictions = run_on(name, "cpu")
    there, device_figures, device_predictions = run_on(name, "cuda")
    assert device.launches > 100
    np.testing.assert_allclose(device_figures, figures, rtol=1e-4)
    np.testing.assert_allclose(device_predictions, predictions, rtol=1e-4, atol=1e-5)
    weights = here.get_weights()
    for key, w in there.get_weights().items():
        np.testing.assert_allclose(w, weights[key], rtol=1e-3, atol=1e-4, err_msg=key)


@pytest.mark.parametrize("name", WORKS)
def test_a_replayed_run_is_that_of_single_calls(
    name: str, device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bit for bit: 2 full batches and a ragged one in each epoch, of which all but the first two are replayed."""
    results = []
    for graphs in (True, False):
        monkeypatch.setattr(
            "nnstudio.training.model.get_backend",
            lambda _device, dtype, _threads, graphs=graphs, **_: CudaBackend(dtype, graphs=graphs),
        )
        before = device.replays
        model, figures, predictions = run_on(name, "cuda")
        assert (device.replays > before) == graphs
        assert model.backend.remark is None
        results.append((figures, predictions, model.get_weights()))
    (figures, predictions, weights), (other_figures, other_predictions, other_weights) = results
    assert figures == other_figures
    np.testing.assert_array_equal(predictions, other_predictions)
    for key, w in weights.items():
        np.testing.assert_array_equal(w, other_weights[key], err_msg=key)


@pytest.mark.parametrize("name", WORKS)
def test_a_step_is_one_graph(name: str, device: FakeDevice) -> None:
    """Nothing in the middle of a step is done on the host, for the layers and losses of these networks."""
    model, _, _ = run_on(name, "cuda")
    x, y = data_for(*WORKS[name]()[:2])
    samples = model.load(x, y)
    rows = model.backend.to_device(np.arange(8))
    model.learn(samples, rows)
    model.learn(samples, rows)
    before, launches = device.replays, device.launches
    model.learn(samples, rows)
    assert device.replays == before + 1
    # Beside the graph: input and targets are gathered, the gradient is judged, the weights move.
    assert device.launches - launches <= 16


def test_samples_are_gathered(device: FakeDevice) -> None:
    backend = get_backend("cuda")
    generator = np.random.default_rng(0)
    for source in (
        generator.normal(size=(9, 3, 2)).astype("float32"),
        generator.integers(9, size=9).astype("int32"),
    ):
        rows = generator.permutation(9)[:5]
        out = backend.zeros((5, *source.shape[1:]), source.dtype)
        before = device.launches
        backend.gather(backend.to_device(source), backend.to_device(rows), out)
        assert device.launches == before + 1
        np.testing.assert_array_equal(backend.to_host(out), source[rows])


def test_short_products_are_computed_only_when_asked_for(device: FakeDevice) -> None:
    for tf32, mode in ((False, cublas.EXACT), (True, cublas.TF32)):
        Model(TEXTBOOK, BinaryCrossentropy(), device="cuda", tf32=tf32)
        assert device.blas.mode == mode


def louder(
    epoch: int, rows: Any, x: Sequence[Any], y: Sequence[Any], out_x: Sequence[Any], out_y: Sequence[Any]
) -> None:
    out_x[0][...] = x[0][rows] * (1 + epoch / 10)
    out_y[0][...] = y[0][rows]


@pytest.mark.parametrize("changed", [True, False])
def test_batches_made_on_the_host_reach_the_device(
    changed: bool, device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changed samples, and ones that do not fit into its memory; validation samples stay on the host as well."""
    network, loss, _ = WORKS["pictures"]()
    x, y = data_for(network, loss)
    losses = []
    for where in ("cpu", "cuda"):
        model = Model(network, loss, Adam(0.01), batch_size=8, device=where)
        if not changed:
            monkeypatch.setattr(CudaBackend, "free_bytes", lambda _self: 1000)
            monkeypatch.setattr("nnstudio.training.run.require_device_memory", lambda *_, **__: None)
        run = Run(model, (x, y), (x[:5], y[:5]), epochs=3, making=louder if changed else None)
        before = device.replays
        for _ in run.events():
            pass
        losses.append([(e.loss, e.val_loss) for e in run.history.epochs])
        if where == "cuda":
            assert isinstance(run.train.x[0], np.ndarray) != changed
            assert (
                device.replays - before >= 3 * 3 - 4 + 2
            )  # steps and measuring, but for those that are captured
    np.testing.assert_allclose(losses[1], losses[0], rtol=1e-4)


def test_a_batch_that_was_made_begins_at_its_first_sample(
    device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The device is told a place only before the last batch of an epoch, which does not fill its arrays."""
    told: list[int] = []
    at = CudaJournal.at
    monkeypatch.setattr(CudaJournal, "at", lambda self, place: (told.append(place), at(self, place)))
    network, loss, _ = WORKS["pictures"]()
    x, y = data_for(network, loss)
    model = Model(network, loss, Adam(0.01), batch_size=8, device="cuda")
    for _ in Run(model, (x, y), epochs=3, making=louder).events():
        pass
    assert told == [0, 0, 0]


@pytest.mark.parametrize("name", WORKS)
def test_a_step_of_a_run_is_one_graph_and_nothing_else(name: str, device: FakeDevice) -> None:
    """Samples are gathered, judged, learned from and counted without the host; one figure is asked for by none."""
    network, loss, optimizer = WORKS[name]()
    x, y = data_for(network, loss)
    model = Model(network, loss, optimizer, batch_size=8, device="cuda")
    tally = Tally(model.metrics, model.output_shapes)
    steps = stepping(model, tally)
    samples, order = model.load(x, y), model.backend.to_device(np.arange(22))
    steps.begin()
    for begin in (0, 8):
        steps.take(Batch(samples, order, begin, 8), 0.01)
    launches, replays, asked = device.launches, device.replays, DeviceArray.asked
    for begin in (0, 8, 0, 8):
        steps.take(Batch(samples, order, begin, 8), 0.01)
    assert (device.launches, device.replays, DeviceArray.asked) == (launches, replays + 4, asked)
    losses, sound = steps.collect()
    assert sound
    assert len(losses) == 6
    assert tally.figures(48)["loss"] == pytest.approx(losses.mean())


def test_what_follows_a_step_that_is_not_finite_changes_nothing(device: FakeDevice) -> None:
    """Several steps are under way by then; the run stops at the right one, with weights and counters from before it."""
    network = sequential((2,), [Dense(4), BatchNorm(), Dense(1, activation="linear")])
    x = np.random.default_rng(0).normal(size=(40, 2))
    y = x[:, :1].copy()
    y[24:] = 1e30  # overflows in the third batch of eight, or in the fourth
    states = []
    for where in ("cpu", "cuda"):
        model = Model(network, MeanSquaredError(), Adam(0.01), batch_size=8, device=where)
        run = Run(model, (x, y), epochs=5)
        run.batches._order_of = lambda _epoch: np.arange(40)  # type: ignore[method-assign]
        *_, diverged, finished = run.events()
        assert finished.reason == "diverged"
        assert isinstance(diverged, Diverged)
        states.append((diverged.step, str(diverged.message), run.position, model.get_weights()))
    (step, message, position, weights), (*same, other_position, other_weights) = states
    assert [step, message] == same
    assert (position.batch, position.step) == (other_position.batch, other_position.step) == (3, 3)
    np.testing.assert_allclose(other_position.totals, position.totals, rtol=1e-5)
    for key, w in weights.items():
        np.testing.assert_allclose(other_weights[key], w, rtol=1e-3, atol=1e-4, err_msg=key)


@pytest.mark.parametrize("name", WORKS)
def test_memory_is_planned_as_it_is_taken(
    name: str, device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, loss, _ = WORKS[name]()
    taken: list[int] = []
    for making in ("empty", "zeros"):
        method = getattr(CudaBackend, making)

        def counted(self: Any, shape: Any, dtype: Any = None, method: Any = method) -> Any:
            array = method(self, shape, dtype)
            taken.append(array.nbytes)
            return array

        monkeypatch.setattr(CudaBackend, making, counted)
    shapes = Model(network, loss).output_shapes
    planner, backend = CudaPlanner("float32"), get_backend("cuda")
    taken.clear()
    for each in (planner, backend):
        objectives = objectives_of(network, loss, None, shapes, each.dtype)
        Program(network, Parameters(network, each), 8, objectives, training=True)
    assert planner.bytes - planner.standing == sum(taken) > 1000
