"""Every number that is shown worked out is the engine's own: over the catalogue, forward, on any shape."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio import Adam, MeanSquaredError, Model
from nnstudio.graph.edits import freeze
from nnstudio.graph.inference import require_sound
from nnstudio.graph.network import Network
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import Activation, Add, BatchNorm, GroupNorm, Input, LayerNorm
from nnstudio.training.inspect import probe
from nnstudio.training.worked.backward import output_gradient, sum_gradient, weight_gradient
from nnstudio.training.worked.forward import how
from nnstudio.training.worked.line import Line
from nnstudio.training.worked.reader import Reader
from nnstudio.training.worked.step import state_of, take_step, weight_lines
from tests.contracts.alone import network_of
from tests.contracts.cases import Case, entry_for, every_bound_layer

PLACES = 12
"""Places of an output that are worked out; all of a small one."""


def between(case: Case) -> Network:
    """The layer between Inputs and an end that leaves it alone, so that any loss can follow any activation."""
    return network_of(case).add(Activation("linear"), after="n", id="end")


def check(case: Case, *, learning: bool) -> None:
    dice = np.random.default_rng(5)
    network = between(case)
    model = Model(network, MeanSquaredError(), dtype="float64", seed=3)
    weights = {
        name: np.abs(dice.normal(1, 0.5, array.shape))
        if name.endswith("variance")
        else np.asarray(dice.normal(0, 0.7, array.shape))
        for name, array in model.get_weights().items()
    }
    model.set_weights(weights)
    x = {f"x{i}": dice.normal(0, 1, (case.batch, *shape)) for i, shape in enumerate(case.inputs)}
    y = dice.normal(0, 1, (case.batch, *model.output_shape)) if learning else None
    seen = probe(model, x, y)
    reader = Reader(network, seen, weights, case.batch - 1)
    for place in some_places(model.output_shape, dice):
        lines = how(reader, "n", place)
        assert lines
        told: dict[str, Any] = {line.symbol[0]: line for line in lines}
        assert told["a"].value == pytest.approx(seen.activations["n"][-1][place], rel=1e-9, abs=1e-11)
        if "n" in seen.sums:
            assert told["z"].value == pytest.approx(seen.sums["n"][-1][place], rel=1e-9, abs=1e-11)
        for line in lines:
            for term in line.terms:
                if term.weight:
                    assert term.factor == weights[term.weight][term.weight_place]
                if term.node and term.node != "n":
                    assert term.value == seen.activations[term.node][-1][term.place]
        if learning:
            wanted = pytest.approx(seen.activation_gradients["n"][-1][place], rel=1e-9, abs=1e-11)
            assert output_gradient(reader, "n", place).value == wanted
            bent = sum_gradient(reader, "n", place)
            assert (bent is None) == ("n" not in seen.sums)
            if bent is not None:
                assert bent.value == pytest.approx(seen.sum_gradients["n"][-1][place], rel=1e-8, abs=1e-11)
    if not learning:
        return
    for source, array in x.items():
        for place in some_places(array.shape[1:], dice):
            agrees(output_gradient(reader, source, place), seen.activation_gradients[source][-1][place])
    for name, array in seen.gradients.items():
        for place in some_places(array.shape, dice):
            agrees(weight_gradient(reader, name, place), array[place])


def some_places(shape: tuple[int, ...], dice: np.random.Generator) -> list[tuple[int, ...]]:
    """A few places of an array; all of a small one."""
    everywhere = list(np.ndindex(*shape))
    return [everywhere[choice] for choice in dice.permutation(len(everywhere))[:PLACES]]


def agrees(line: Line, wanted: float) -> None:
    """What is worked out is what the engine has."""
    assert line.value == pytest.approx(wanted, rel=1e-8, abs=1e-11)
    assert line.formula


@pytest.mark.parametrize("learning", [False, True], ids=["asked", "learning"])
@every_bound_layer
def test_what_is_worked_out_is_what_the_engine_says(cls: type[Layer], learning: bool) -> None:
    for case in entry_for(cls).corners:
        check(case, learning=learning)


@every_bound_layer
@settings(max_examples=15)
@given(data=st.data())
def test_on_any_shape(cls: type[Layer], data: st.DataObject) -> None:
    check(data.draw(entry_for(cls).drawn), learning=data.draw(st.booleans()))


@every_bound_layer
def test_every_weight_has_a_line_for_its_gradient_and_for_its_update(cls: type[Layer]) -> None:
    """The gradient beside a slope that is measured on the cost itself; the update beside the step that is taken."""
    dice = np.random.default_rng(8)
    for case in entry_for(cls).corners:
        network = between(case)
        model = Model(network, MeanSquaredError(), Adam(0.01), dtype="float64", seed=3)
        wanted = {f"n/{param.name}" for param in require_sound(network).facts["n"].params}
        weights = model.get_weights()
        weights |= {name: dice.normal(0.4, 0.5, weights[name].shape) for name in sorted(wanted)}
        model.set_weights(weights)
        x = {f"x{i}": dice.normal(0, 1, (case.batch, *shape)) for i, shape in enumerate(case.inputs)}
        y = dice.normal(0, 1, (case.batch, *model.output_shape))
        step = take_step(model, state_of(model), x, y)
        assert set(step.seen.gradients) == wanted
        for name in sorted(wanted):
            for place in some_places(weights[name].shape, dice)[:2]:
                line = weight_gradient(step.reader(model), name, place)
                assert line.terms or line.value == 0  # a kernel may reach outside the picture only
                assert line.letters
                assert line.value == pytest.approx(slope(model, x, y, name, place), rel=1e-4, abs=1e-7)
                moved = weight_lines(model, step, name, place)
                assert moved[-1].symbol == "w"
                assert moved[-1].value == pytest.approx(float(step.after.weights[name][place]), rel=1e-10)
                assert all(line.letters for line in moved)


def slope(model: Model, x: Any, y: Any, name: str, place: tuple[int, ...], by: float = 1e-6) -> float:
    """How steeply the cost rises with a weight: from its values on both sides."""
    costs = []
    for change in (by, -by):
        weights = {key: array.copy() for key, array in model.get_weights().items()}
        weights[name][place] += change
        costs.append(probe(model, x, y, weights=weights).loss)
    return float((costs[0] - costs[1]) / (2 * by))


@pytest.mark.parametrize("frozen", [False, True], ids=["learning", "frozen"])
@pytest.mark.parametrize(
    "layer", [BatchNorm(), BatchNorm(activation="prelu"), LayerNorm(), GroupNorm(2)], ids=repr
)
def test_what_a_normalisation_sends_back_is_written_out(layer: Layer, frozen: bool) -> None:
    """Alone behind a layer it says its formula; beside another one it is a part of the sum."""
    dice = np.random.default_rng(1)
    network = Network().add(Input((3, 2)), id="x0").add(Activation("tanh"), after="x0", id="before")
    network = network.add(layer, after="before", id="n").add(Add(), after=["n", "before"], id="end")
    for source, alone in (("before", False), ("x0", True)):
        whole = network if not alone else Network().add(Input((3, 2)), id="x0").add(layer, after="x0", id="n")
        if frozen:
            whole = freeze(whole, ["n"])
        model = Model(whole, MeanSquaredError(), dtype="float64", seed=3)
        x = dice.normal(0.5, 2, (4, 3, 2))
        seen = probe(model, x, dice.normal(0, 1, (4, *model.output_shape)))
        reader = Reader(whole, seen, model.get_weights(), 1)
        for place in np.ndindex(3, 2):
            line = output_gradient(reader, source, place)
            wanted = seen.activation_gradients[source][1][place]
            agrees(line, wanted)
            if alone:
                assert "√(" in line.formula
                assert ("mean" in line.letters) != (frozen and isinstance(layer, BatchNorm))


def test_an_input_is_not_worked_out() -> None:
    assert LAYERS["Input"] is Input
    network = Network().add(Input((2,)), id="x0").add(Activation("linear"), after="x0", id="end")
    model = Model(network, MeanSquaredError(), dtype="float64")
    reader = Reader(network, probe(model, np.ones((1, 2))), model.get_weights())
    assert how(reader, "x0", (1,)) == ()
