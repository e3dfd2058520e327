"""One training step in numbers: each line is what the engine does, for every loss and every optimizer."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio import Adam, BinaryCrossentropy, Dense, Dropout, MeanSquaredError, Model, sequential
from nnstudio.nn.losses import LOSSES, CategoricalCrossentropy, Huber, Loss
from nnstudio.nn.losses import BinaryCrossentropy as Binary
from nnstudio.nn.optimizers import OPTIMIZERS, SGD, AdamW, Momentum, Optimizer
from nnstudio.system.arrays import Host
from nnstudio.training.worked.line import Line, Term, sum_formula
from nnstudio.training.worked.loss import cost_lines, first_gradient, loss_lines
from nnstudio.training.worked.step import State, Step, state_of, take_step, weight_lines
from tests.training.test_several import data as several_data
from tests.training.test_several import model as several_model
from tests.training.work import branching_model

RULES: list[Optimizer] = [
    *(cls() for cls in OPTIMIZERS),
    SGD(0.5, clip_value=1e-3),
    Momentum(0.1, clip_norm=1e-3),
    AdamW(0.01, weight_decay=0.3, clip_value=0.01, clip_norm=0.005),
]
VARIANTS: list[Loss] = [
    *(cls() for cls in LOSSES),
    Binary(label_smoothing=0.2, class_weights=(0.5, 3)),
    CategoricalCrossentropy(0.1, (1, 2, 3)),
    Huber(0.1),
]


def small(loss: Loss, optimizer: Optimizer | None = None) -> tuple[Model, Host, Host]:
    """A network of two layers for a loss, and a batch."""
    dice = np.random.default_rng(2)
    activation = loss.suits[0] if loss.suits else "linear"
    net = sequential((4,), [Dense(5, "tanh", l1=0.01, l2=0.02), Dense(3, activation)])
    model = Model(net, loss, optimizer, dtype="float64", seed=1)
    x = dice.normal(0, 1, (6, 4))
    y = {"classes": dice.integers(0, 3, 6), "binary": dice.integers(0, 2, (6, 3))}
    return model, x, y.get(loss.task, dice.normal(0, 1, (6, 3)))


def some(array: Host) -> list[tuple[int, ...]]:
    dice = np.random.default_rng(4)
    places = list(np.ndindex(*array.shape))
    return [places[i] for i in dice.permutation(len(places))[:5]]


@pytest.mark.parametrize("optimizer", RULES, ids=repr)
def test_a_weight_moves_as_the_optimizer_moves_it(optimizer: Optimizer) -> None:
    model, x, y = small(MeanSquaredError(), optimizer)
    samples = model.load(x, y)
    state = state_of(model)
    for _ in range(4):
        step = take_step(model, state, x, y)
        for name in step.seen.gradients:
            for place in some(step.before.weights[name]):
                lines = weight_lines(model, step, name, place)
                assert lines[-1].symbol == "w"
                assert lines[-1].value == pytest.approx(float(step.after.weights[name][place]), rel=1e-10)
        state = step.after
        model.learn(samples, np.arange(len(x)))
        for name, array in model.get_weights().items():
            np.testing.assert_allclose(state.weights[name], array, rtol=1e-10, atol=1e-13)
    assert state.step == int(model.step[0]) == 4
    for name, slot in model.slots.items():
        np.testing.assert_allclose(state.slots[name], slot, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("loss", VARIANTS, ids=repr)
def test_loss_and_cost_and_where_the_gradient_begins(loss: Loss) -> None:
    model, x, y = small(loss)
    step = take_step(model, state_of(model), x, y)
    node = next(iter(model.output_shapes))
    objective, answers, targets = model.objectives[node], step.seen.activations[node], step.targets[node]
    each = [loss_lines(objective, answers[i], targets[i], node)[-1].value for i in range(len(x))]
    model.parameters.set(step.before.weights)
    lines = cost_lines(model.objectives, {node: answers}, step.targets, model.parameters)
    assert lines[-1].symbol == "J"
    assert lines[-1].value == pytest.approx(step.seen.loss, rel=1e-9)
    assert lines[0].value == pytest.approx(np.mean(each), rel=1e-9)
    fused = node not in step.seen.activation_gradients
    slopes = step.seen.sum_gradients[node] if fused else step.seen.activation_gradients[node]
    for sample in range(len(x)):
        for k in range(3):
            line = first_gradient(objective, answers[sample], targets[sample], (k,), len(x), fused=fused)
            assert line.value == pytest.approx(slopes[sample, k], rel=1e-9, abs=1e-14)


def test_several_outputs_have_a_cost_of_weighted_losses() -> None:
    for model, x, y in (branching_model(), (several_model(), *several_data())):
        step = take_step(model, state_of(model), x, y)
        answers = {node: step.seen.activations[node] for node in model.output_shapes}
        lines = cost_lines(model.objectives, answers, step.targets, model.parameters)
        assert lines[-1].value == pytest.approx(step.seen.loss, rel=1e-9)


def test_a_step_is_taken_on_copies_and_the_cost_falls() -> None:
    net = sequential((2,), [Dense(25, "sigmoid"), Dropout(0.5), Dense(15, "sigmoid"), Dense(1, "sigmoid")])
    model = Model(net, BinaryCrossentropy(), Adam(0.01), seed=3)
    dice = np.random.default_rng(0)
    x = dice.normal(0, 1, (32, 2)).astype(np.float32)
    y = (x[:, 0] > x[:, 1]).astype(int)
    before = model.get_weights()
    state: State = state_of(model)
    costs = []
    for _ in range(30):
        step: Step = take_step(model, state, x, y)
        costs.append(step.cost)
        state = step.after
    assert costs[-1] < costs[0]
    assert step.fell
    for name, array in model.get_weights().items():
        np.testing.assert_array_equal(array, before[name])
    assert int(model.step[0]) == 0


def test_a_line_reads_as_a_person_writes_it() -> None:
    terms = (Term(0.2, "input", (0,), 0.83, "dense_1/W", (0, 0)), Term(0.5, "input", (1,), -1.1, "dense_1/W", (1, 0)),
             Term(1.0, factor=0.07, weight="dense_1/b", weight_place=(0,)))  # fmt: skip
    assert sum_formula(terms) == "0.83·0.2 − 1.1·0.5 + 0.07"
    assert Line("z₁", sum_formula(terms[:2]), -0.384).text == "z₁ = 0.83·0.2 − 1.1·0.5 = −0.384"
    many = tuple(Term(float(i), factor=0.5) for i in range(1, 101))
    assert sum_formula(many) == "0.5·96 + 0.5·97 + 0.5·98 + 0.5·99 + 0.5·100 + 2280 (Σ 95)"
    assert Line("a₁", "3", 3.0).text == "a₁ = 3"
