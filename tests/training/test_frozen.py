"""Frozen layers: training leaves every number of theirs as it is, and treats the rest as if those were constants."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.backend.reference.normalise import Normalise
from nnstudio.graph import edits
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import BatchNorm, Dense
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.nn.optimizers import Adam, AdamW
from nnstudio.system.arrays import Host
from nnstudio.training.gradient_check import check_gradients
from nnstudio.training.health import examine
from nnstudio.training.memory import required_bytes
from nnstudio.training.model import Model
from nnstudio.training.run import Run
from nnstudio.training.worked.step import state_of, take_step
from tests.contracts.alone import among_learners
from tests.contracts.cases import Case, entry_for

COUNT = 6
OPTIMIZER = AdamW(0.05, weight_decay=0.01, clip_norm=1.0)


def _learns(case: Case) -> bool:
    return bool(case.layer.params(case.inputs))


LEARNING = [cls for cls in LAYERS if any(map(_learns, entry_for(cls).corners))]


def _data(model: Model) -> tuple[dict[str, Host], dict[str, Host]]:
    dice = np.random.default_rng(4)
    x = {n: dice.normal(size=(COUNT, *s)) for n, s in model.input_shapes.items()}
    return x, {n: dice.normal(size=(COUNT, *s)) for n, s in model.output_shapes.items()}


def _model(network: Network, **options: Any) -> Model:
    return Model(
        network, MeanSquaredError(), OPTIMIZER, batch_size=4, seed=2, **({"dtype": "float64"} | options)
    )


def _of(node: str, weights: dict[str, Host]) -> dict[str, Host]:
    return {key: array for key, array in weights.items() if key.rpartition("/")[0] == node}


@pytest.mark.parametrize("cls", LEARNING, ids=lambda cls: cls.__name__)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_frozen_layer_keeps_every_bit(cls: type[Layer], dtype: str) -> None:
    case = next(filter(_learns, entry_for(cls).corners))
    model = _model(edits.freeze(among_learners(case, Dense(3, "tanh", l2=0.01)), ["layer"]), dtype=dtype)
    before = model.get_weights()
    model.fit(*_data(model), epochs=2)
    after = model.get_weights()
    for key, array in _of("layer", before).items():
        assert array.tobytes() == after[key].tobytes(), key
    moved = [key for key in after if not key.startswith("layer/") and np.any(after[key] != before[key])]
    facts = infer(model.network).facts
    assert {key.partition("/")[0] for key in moved} == {n for n in facts if facts[n].params and n != "layer"}


@pytest.mark.parametrize("cls", LEARNING, ids=lambda cls: cls.__name__)
def test_gradients_pass_through_a_frozen_layer(cls: type[Layer]) -> None:
    """What the others get is what the whole network gets, where the layer does not measure the batch."""
    case = next(filter(_learns, entry_for(cls).corners))
    network = among_learners(case, Dense(3, "tanh", l2=0.01))
    model = _model(edits.freeze(network, ["layer"]))
    free = _model(network)
    free.set_weights(model.get_weights())
    _, ours = model.loss_and_gradients(*_data(model))
    _, all_of_them = free.loss_and_gradients(*_data(model))
    assert not _of("layer", ours)
    assert set(ours) == set(all_of_them) - set(_of("layer", all_of_them))
    if not case.layer.state(case.inputs):
        for key, array in ours.items():
            np.testing.assert_array_equal(array, all_of_them[key])
    for found in check_gradients(model, *_data(model)):
        assert found.node != "layer"
        assert found.error is None or found.error < 1e-5, found.node


def _chain() -> Network:
    return sequential((3,), [Dense(4, "tanh", l2=0.1), BatchNorm(), Dense(2, "linear", l2=0.1)])


def test_others_learn_as_if_frozen_weights_were_constants() -> None:
    """Adam by hand on the last layer alone, which sees the frozen layers' output as its samples."""
    network = edits.freeze(_chain(), ["dense_1", "batch_norm_1"])
    whole = _model(network)
    x, y = _data(whole)
    samples, targets = x["input"], y["dense_2"]
    weights = whole.get_weights()
    seen = np.tanh(samples @ weights["dense_1/W"] + weights["dense_1/b"])
    scale = weights["batch_norm_1/gamma"] / np.sqrt(
        weights["batch_norm_1/variance"] + network["batch_norm_1"].layer.epsilon
    )
    seen = (seen - weights["batch_norm_1/mean"]) * scale + weights["batch_norm_1/beta"]
    alone = _model(sequential((4,), [Dense(2, "linear", l2=0.1)]))
    alone.set_weights({f"dense_1/{n}": weights[f"dense_2/{n}"] for n in "Wb"})
    history = whole.fit(samples, targets, epochs=3)
    by_hand = alone.fit(seen, targets, epochs=3)
    for name in "Wb":
        np.testing.assert_allclose(
            whole.get_weights()[f"dense_2/{name}"], alone.get_weights()[f"dense_1/{name}"], rtol=1e-9
        )
    np.testing.assert_allclose([e.loss for e in history.epochs], [e.loss for e in by_hand.epochs], rtol=1e-9)
    assert whole.slots["m"].size == alone.slots["m"].size


def test_whatever_looks_at_training_takes_frozen_layers() -> None:
    model = _model(edits.freeze(_chain(), ["dense_1", "batch_norm_1"]))
    x, y = _data(model)
    health = {layer.node: layer for layer in examine(model, x, y).layers}
    assert health["dense_1"].weights is not None
    assert health["dense_1"].gradients is None
    assert health["dense_1"].update is None
    assert health["dense_2"].gradients is not None
    step = take_step(model, state_of(model), x, y)
    for node in ("dense_1", "batch_norm_1"):
        for key, array in _of(node, step.before.weights).items():
            np.testing.assert_array_equal(array, step.after.weights[key])
    assert infer(model.network).frozen == 4 * 4 + 8
    assert infer(model.network).parameters == infer(_chain()).parameters


def test_frozen_layers_need_less_memory() -> None:
    network = sequential((64,), [Dense(512), Dense(512), Dense(2)])
    free, frozen = (
        required_bytes(n, 8, Adam()) for n in (network, edits.freeze(network, ["dense_1", "dense_2"]))
    )
    assert frozen < 0.7 * free


def test_files_keep_it_and_old_files_open() -> None:
    network = edits.freeze(_chain(), ["dense_1"])
    plain = network.to_plain()
    assert Network.from_plain(plain) == network
    for node in plain["nodes"]:
        node.pop("frozen", None)
    assert Network.from_plain(plain) == _chain()
    assert edits.freeze(network, ["dense_1"], frozen=False).to_plain() == _chain().to_plain()


def test_a_run_with_frozen_layers_may_be_cut() -> None:
    def model() -> Model:
        return _model(edits.freeze(_chain(), ["dense_1", "batch_norm_1"]))

    x, y = np.random.default_rng(3).normal(size=(10, 3)), np.random.default_rng(4).normal(size=(10, 2))
    whole = Run(model(), (x, y), None, epochs=3)
    cuts = [whole.checkpoint() for _ in whole.events()]
    cut = next(c for c in cuts if 0 < c.position.step < whole.checkpoint().position.step)
    resumed = Run(model(), (x, y), None, epochs=3, checkpoint=cut)
    list(resumed.events())
    for ours, theirs in (
        (resumed.checkpoint().weights, whole.checkpoint().weights),
        (resumed.checkpoint().slots, whole.checkpoint().slots),
    ):
        assert ours.keys() == theirs.keys()
        for key in ours:
            np.testing.assert_array_equal(ours[key], theirs[key])
    assert not np.array_equal(cut.weights["dense_2/W"], whole.checkpoint().weights["dense_2/W"])


@pytest.mark.parametrize("activation", ["linear", "relu", "gelu", "prelu"])
def test_a_frozen_batch_norm_between_layers_that_learn_runs_on_the_kernels(
    activation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> None:
        pytest.fail("it takes the formula of the reference")

    monkeypatch.setattr(Normalise, "batch_norm", slow)
    network = sequential((3,), [Dense(4, "tanh"), BatchNorm(activation=activation), Dense(2)])
    model = _model(edits.freeze(network, ["batch_norm_1"]), dtype="float32")
    before = model.get_weights()
    x, y = _data(model)
    model.fit(x["input"], y["dense_2"], epochs=1)
    after = model.get_weights()
    assert np.any(before["dense_1/W"] != after["dense_1/W"]), "what stands before it learns"
    assert not any(np.any(before[key] != after[key]) for key in _of("batch_norm_1", before))
