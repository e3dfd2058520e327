"""Networks of every form as programs: gradients through branches and views, batches of every size, noise."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Activation, Add, Conv2D, Dense, Dropout, Flatten, Input
from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, Loss, MeanSquaredError
from nnstudio.system.arrays import Host
from nnstudio.training.model import Model
from tests.contracts.bench import TOLERANCE, slope
from tests.training.work import branching_model, branching_network


def assert_gradients(model: Model, x: Host, y: Host) -> None:
    """Every gradient of the model against differences along random directions."""
    _, gradients = model.loss_and_gradients(x, y)
    generator = np.random.default_rng(5)
    weights = model.get_weights()
    assert gradients.keys() == {*weights, "x"}
    for key, ours in gradients.items():
        array = x if key == "x" else weights[key]

        def cost() -> float:
            model.set_weights(weights)
            return model.loss_and_gradients(x, y)[0]

        for _ in range(3):
            direction = generator.normal(size=array.shape)
            numerical = slope(cost, array, direction)
            scale = np.abs(ours * direction).sum()
            assert abs((ours * direction).sum() - numerical) <= TOLERANCE * scale + 1e-9, key
    model.set_weights(weights)


def test_gradients_through_branches_and_views() -> None:
    model, x, y = branching_model()
    assert_gradients(model, x, y)


def test_gradients_with_the_input_read_twice_and_a_view_in_front() -> None:
    net = Network().add(Input((2, 3))).add(Flatten(), after="input")
    net = net.add(Dense(6, "tanh"), after="flatten_1").add(Add(), after=("flatten_1", "dense_1"))
    net = net.add(Dense(6, "tanh"), after="add_1").add(Add(), after=("add_1", "dense_2", "flatten_1"))
    net = net.add(Dense(1, "sigmoid"), after="add_2")
    x = np.random.default_rng(0).normal(size=(4, 2, 3))
    assert_gradients(Model(net, BinaryCrossentropy(), dtype="float64"), x, np.array([0, 1, 1, 0]))


def test_gradients_where_the_output_is_a_view() -> None:
    net = sequential((3, 3, 1), [Conv2D(2, 2, activation="tanh"), Flatten()])
    generator = np.random.default_rng(0)
    x, y = generator.normal(size=(3, 3, 3, 1)), generator.normal(size=(3, 8))
    assert_gradients(Model(net, MeanSquaredError(), dtype="float64"), x, y)


@pytest.mark.parametrize(
    ("loss", "last", "y"),
    [
        (BinaryCrossentropy(), [Dense(1, "linear"), Activation("sigmoid")], [0, 1, 1]),
        (CategoricalCrossentropy(), [Dense(3, "linear"), Dropout(0.5), Activation("softmax")], [2, 1, 0]),
        (CategoricalCrossentropy(), [Activation("softmax")], [2, 1, 0]),
    ],
)
def test_gradients_where_the_last_activation_is_a_layer_of_its_own(
    loss: Loss, last: list[Any], y: list[int]
) -> None:
    model = Model(sequential((3,), last), loss, dtype="float64")
    assert_gradients(model, np.random.default_rng(0).normal(size=(3, 3)), np.array(y))


@given(st.data())
def test_gradients_of_random_networks(data: st.DataObject) -> None:
    """Dense layers and sums wired at random, everything that is left over added up at the end."""
    net = Network().add(Input((3,)))
    for _ in range(data.draw(st.integers(1, 5))):
        ids = [n.id for n in net.nodes]
        sources = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3))
        layer = (
            Dense(3, data.draw(st.sampled_from(("tanh", "sigmoid", "swish")))) if len(sources) == 1 else Add()
        )
        net = net.add(layer, after=sources)
    ends = list(net.output_ids)
    if len(ends) > 1:
        net = net.add(Add(), after=ends)
    if not any(isinstance(n.layer, Dense) for n in net.nodes):
        net = net.add(Dense(2, "linear"), after=net.output_ids)
    generator = np.random.default_rng(2)
    model = Model(net, MeanSquaredError(), dtype="float64")
    x, y = generator.normal(size=(2, 3)), generator.normal(size=(2, *model.output_shape))
    assert_gradients(model, x, y)


def test_gradients_do_not_depend_on_what_was_there_before() -> None:
    """The second step of a training program gives the same gradients as a program of its own."""
    model, x, y = branching_model(batch_size=5)
    program = model.program(5, training=True)
    samples = model.load(x, y)
    for rows in (np.array([4, 3, 2, 1, 0]), np.arange(5)):
        program.load(samples.x, samples.y, rows)
        program.forward()
        program.backward()
    ours = model.parameters.get_gradients()
    for key, gradient in model.loss_and_gradients(x, y)[1].items():
        if key != "x":
            np.testing.assert_array_equal(ours[key], gradient)


def test_a_step_follows_the_gradient() -> None:
    model, x, y = branching_model(batch_size=5)
    weights, (_, gradients) = model.get_weights(), model.loss_and_gradients(x, y)
    model.learn(model.load(x, y), np.arange(5))
    for key, after in model.get_weights().items():
        np.testing.assert_allclose(after, weights[key] - 0.1 * gradients[key], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("count", [1, 2, 3, 255, 256, 257, 300])
def test_predictions_do_not_depend_on_the_batch_they_stand_in(count: int) -> None:
    model, _, _ = branching_model()
    x = np.random.default_rng(0).normal(size=(count, 4, 4, 2))
    together = model.predict(x)
    assert together.shape == (count, 3)
    for row in {0, count // 2, count - 1}:
        np.testing.assert_allclose(model.predict(x[[row]])[0], together[row], rtol=1e-10)


def test_a_fused_loss_still_predicts_probabilities() -> None:
    model, x, _ = branching_model()
    np.testing.assert_allclose(model.predict(x).sum(axis=1), 1)


def test_dropout_is_off_when_asked_and_on_when_learning() -> None:
    net = sequential((50,), [Dropout(0.5), Dense(1, "linear", initializer="ones")])
    model = Model(net, MeanSquaredError(), batch_size=4, dtype="float64")
    x, y = np.ones((4, 50)), np.zeros((4, 1))
    assert model.predict(x).ravel().tolist() == [50] * 4
    assert model.evaluate(x, y)["loss"] == 2500
    assert model.loss_and_gradients(x, y)[0] == 2500
    (prediction,) = model.learn(model.load(x, y), np.arange(4)).predictions
    assert len(set(prediction.ravel().tolist())) > 1
    assert all(p % 2 == 0 and 0 < p < 100 for p in prediction.ravel())


def test_layers_and_steps_drop_different_neurons() -> None:
    net = sequential((40,), [Dropout(0.5), Dropout(0.5), Dense(1, "linear")])
    model = Model(net, MeanSquaredError(), batch_size=2)
    x, y = np.ones((2, 40), np.float32), np.zeros((2, 1), np.float32)
    masks = []
    for _ in range(2):
        program = model.learn(model.load(x, y), np.arange(2))
        first = program.values["dropout_1"]
        masks.append(first != 0)
        passed = program.values["dropout_2"][first != 0]
        assert 0 < np.count_nonzero(passed) < passed.size
    assert (masks[0] != masks[1]).any()


def test_the_first_layer_is_spared_its_input_gradient() -> None:
    model, _, _ = branching_model()
    assert model.program(2, training=True).gradients["input"] is None
    assert all(g is None for g in model.program(2, training=False).gradients.values())


def test_views_share_memory() -> None:
    model, _, _ = branching_model()
    program = model.program(2, training=True)
    assert np.shares_memory(program.values["flatten_1"], program.values["max_pool2d_1"])
    assert np.shares_memory(program.gradients["flatten_1"], program.gradients["max_pool2d_1"])


def test_layers_see_the_flat_vector() -> None:
    parameters = branching_model()[0].parameters
    sizes = [view.size for views in parameters.views.values() for view in views.values()]
    assert sum(sizes) == parameters.values.size
    for views, flat in (
        (parameters.views, parameters.values),
        (parameters.gradient_views, parameters.gradients),
    ):
        assert all(np.shares_memory(v, flat) for node in views.values() for v in node.values())
    first_bias = min(i for i, p in enumerate(parameters.specs.values()) if len(p.shape) == 1)
    assert all(len(p.shape) == 1 for p in list(parameters.specs.values())[first_bias:])


def test_programs_are_kept_but_not_without_end() -> None:
    model, x, _ = branching_model()
    assert model.program(2, training=True) is model.program(2, training=True)
    for count in range(1, 40):
        model.predict(np.repeat(x[:1], count, axis=0))
    assert len(model._programs) <= 8


def test_the_network_of_these_tests_is_the_one_meant() -> None:
    """The branching network must keep readers of every kind, or the tests above would test nothing."""
    net = branching_network()
    assert len(net.outgoing("input")) == 2
    assert len(net.outgoing("flatten_1")) == 3
