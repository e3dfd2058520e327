"""Networks with several inputs and outputs: each output with its own loss, weight and metrics."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio import (
    SGD,
    Adam,
    Add,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    Concatenate,
    Conv2D,
    Dense,
    Flatten,
    Input,
    MeanSquaredError,
    Model,
    Network,
    StudioError,
    metrics,
)
from nnstudio.system.arrays import Host
from nnstudio.training.run import Run
from tests.contracts.bench import TOLERANCE, slope


def two_by_two() -> Network:
    """A picture and a row in; a class and a number out, from a layer they share."""
    net = Network().add(Input((4, 4, 1)), id="picture").add(Input((3,)), id="row")
    net = net.add(Conv2D(2, 3, activation="tanh"), after="picture").add(Flatten(), after="conv2d_1")
    net = net.add(Concatenate(), after=("flatten_1", "row"), id="joined")
    net = net.add(Dense(6, "tanh"), after="joined", id="shared")
    net = net.add(Dense(3, "softmax"), after="shared", id="kind")
    return net.add(Dense(1, "linear"), after="shared", id="size")


LOSSES = {"kind": CategoricalCrossentropy(), "size": MeanSquaredError()}


def data(count: int = 10) -> tuple[dict[str, Host], dict[str, Host]]:
    generator = np.random.default_rng(0)
    x = {"picture": generator.normal(size=(count, 4, 4, 1)), "row": generator.normal(size=(count, 3))}
    return x, {"kind": generator.integers(3, size=count), "size": generator.normal(size=(count, 1))}


def model(**options: Any) -> Model:
    settings: dict[str, Any] = {"dtype": "float64", "batch_size": 4, "loss_weights": {"size": 0.25}} | options
    return Model(
        two_by_two(), settings.pop("loss", LOSSES), settings.pop("optimizer", Adam(0.01)), **settings
    )


def test_gradients_are_the_numerical_ones() -> None:
    ours, (x, y) = model(), data()
    _, gradients = ours.loss_and_gradients(x, y)
    weights = ours.get_weights()
    assert gradients.keys() == {*weights, "picture", "row"}
    generator = np.random.default_rng(1)
    for key, gradient in gradients.items():
        array = x[key] if key in x else weights[key]

        def cost() -> float:
            ours.set_weights(weights)
            return ours.loss_and_gradients(x, y)[0]

        direction = generator.normal(size=array.shape)
        scale = np.abs(gradient * direction).sum()
        difference = (gradient * direction).sum() - slope(cost, array, direction)
        assert abs(difference) <= TOLERANCE * scale + 1e-9, key


def test_the_cost_is_the_weighted_sum_of_the_losses() -> None:
    ours, (x, y) = model(metrics=()), data()
    predicted = ours.predict(x)
    assert predicted.keys() == {"kind", "size"}
    right = predicted["kind"][np.arange(10), y["kind"]]
    cost = -np.log(right).mean() + 0.25 * np.square(predicted["size"] - y["size"]).mean()
    assert ours.evaluate(x, y)["loss"] == pytest.approx(cost, rel=1e-10)
    assert ours.loss_and_gradients(x, y)[0] == pytest.approx(cost, rel=1e-10)


def test_an_output_that_does_not_count_is_not_followed() -> None:
    ours, (x, y) = model(loss_weights={"size": 0}, optimizer=SGD(0.1)), data()
    before = ours.get_weights()
    ours.fit(x, y, epochs=2)
    after = ours.get_weights()
    np.testing.assert_array_equal(before["size/W"], after["size/W"])
    assert (before["kind/W"] != after["kind/W"]).any()


def test_training_learns_both_and_measures_each_output() -> None:
    ours, (x, y) = model(), data()
    history = ours.fit(x, y, epochs=150, validation_data=(x, y))
    last = history.epochs[-1]
    assert last.metrics.keys() == last.val_metrics.keys() == {"kind/accuracy", "size/mae"}
    assert last.loss < 0.3 * history.epochs[0].loss
    assert last.val_metrics["kind/accuracy"] == 1


def test_arrays_may_come_in_the_order_of_the_nodes() -> None:
    ours, (x, y) = model(), data()
    by_name, in_order = ours.evaluate(x, y), ours.evaluate(list(x.values()), list(y.values()))
    assert by_name == in_order


def test_a_checkpoint_in_the_middle_of_an_epoch_goes_on_exactly() -> None:
    from nnstudio.training.events import OneStep, Pause, Stop

    x, y = data()
    whole = Run(model(), (x, y), epochs=3)
    list(whole.events())
    broken = Run(model(), (x, y), epochs=3)
    events = broken.events()
    broken.send(Pause())
    broken.send(OneStep())
    broken.send(Stop())
    list(events)
    rest = Run(model(), (x, y), epochs=3, checkpoint=broken.checkpoint())
    list(rest.events())
    assert rest.history.epochs[-1].loss == whole.history.epochs[-1].loss
    for key, w in rest.checkpoint().weights.items():
        np.testing.assert_array_equal(w, whole.checkpoint().weights[key])


def test_one_loss_serves_all_outputs() -> None:
    net = (
        Network()
        .add(Input((2,)))
        .add(Dense(1, "sigmoid"), after="input")
        .add(Dense(1, "sigmoid"), after="input")
    )
    ours = Model(net, BinaryCrossentropy(), metrics=(metrics.Accuracy(),), batch_size=2)
    y = np.array([[0], [1]])
    assert ours.evaluate(np.eye(2), [y, y]).keys() == {"loss", "dense_1/accuracy", "dense_2/accuracy"}


def test_two_inputs_of_one_shape_are_told_apart() -> None:
    net = Network().add(Input((2,)), id="a").add(Input((2,)), id="b")
    net = net.add(Dense(1, "linear", bias=False), after="a").add(Add(), after=("dense_1", "dense_1"))
    net = net.add(Dense(1, "linear", bias=False), after="b").add(Add(), after=("add_1", "dense_2"))
    ours = Model(net, MeanSquaredError(), dtype="float64")
    weights = {"dense_1/W": np.array([[1.0], [0]]), "dense_2/W": np.array([[0], [10.0]])}
    ours.set_weights(weights)
    assert ours.predict({"b": np.array([[5, 7]]), "a": np.array([[1, 3]])}).tolist() == [[72]]


@pytest.mark.parametrize(
    ("x", "y", "told"),
    [
        (lambda x: x["row"], lambda y: y, "has 2 inputs (picture, row): give one array for each"),
        (lambda x: {"picture": x["picture"]}, lambda y: y, "inputs are picture, row, the arrays given are for picture"),
        (lambda x: [x["row"], x["picture"]], lambda y: y, "samples of 4×4×1; these of picture are 10 of 3"),
        (lambda x: x | {"row": x["row"][:5]}, lambda y: y, "different numbers of samples: picture 10, row 5"),
        (lambda x: x | {"row": x["row"] * np.nan}, lambda y: y, "Sample 0 of row holds a value that is missing"),
        (lambda x: x, lambda y: y["kind"], "has 2 outputs (kind, size): give one array for each"),
        (lambda x: x, lambda y: y | {"kind": y["kind"] + 1}, "classes (0 to 2), but row"),
        (lambda x: x, lambda y: y | {"size": y["size"][:3]}, "10 samples but 3 targets"),
    ],
)  # fmt: skip
def test_arrays_that_do_not_fit_are_refused(x: Any, y: Any, told: str) -> None:
    given_x, given_y = data()
    with pytest.raises(StudioError) as caught:
        model().evaluate(x(given_x), y(given_y))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            {"loss": {"kind": CategoricalCrossentropy()}},
            "outputs are kind, size, the losses given are for kind",
        ),
        ({"loss": CategoricalCrossentropy()}, "needs softmax, not linear"),
        ({"loss_weights": {"shape": 1}}, "no output 'shape'"),
        ({"loss_weights": {"size": -1}}, "must count 0 or more"),
        ({"loss_weights": {"size": float("nan")}}, "must count 0 or more"),
        ({"metrics": {"shape": ()}}, "no output 'shape'"),
    ],
)
def test_settings_that_do_not_fit_are_refused(options: dict[str, Any], told: str) -> None:
    with pytest.raises(StudioError) as caught:
        model(**options)
    assert told in str(caught.value)
