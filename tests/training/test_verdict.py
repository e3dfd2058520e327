"""Curves are judged rightly whatever their noise, and real runs as well."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense, Flatten
from nnstudio.nn.losses import CategoricalCrossentropy, MeanSquaredError, loss_for
from nnstudio.nn.optimizers import SGD, Adam
from nnstudio.training.history import Epoch, History
from nnstudio.training.model import Model
from nnstudio.training.run import Run
from nnstudio.training.verdict import Verdict, _means, verdict
from tests.training.ill import ILL
from tests.training.work import finish

SEEDS = 60


def history(train: np.ndarray, validation: np.ndarray | None = None) -> History:
    epochs = tuple(
        Epoch(i + 1, float(loss), {}, None if validation is None else float(validation[i]))
        for i, loss in enumerate(train)
    )
    return History(epochs, int(np.argmin([e.judged for e in epochs])) + 1 if epochs else 0)


def curves(kind: str, n: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Training and validation loss of a course, and what guessing would have."""
    t = np.arange(n)
    courses = {
        "learning": (np.exp(-t / (0.8 * n)) + 0.3, np.exp(-t / (0.8 * n)) + 0.4, 1.2),
        "finished": (np.exp(-t / (0.06 * n)) + 0.3, np.exp(-t / (0.06 * n)) + 0.35, 1.2),
        "overfitting": (
            np.exp(-t / (0.2 * n)) + 0.05, np.exp(-t / (0.1 * n)) + 0.4 + np.maximum(0, t - 0.3 * n) * 0.8 / n, 1.2,
        ),
        "rate_low": (1.2 - 0.02 * t / n, 1.21 - 0.02 * t / n, 1.1),
        "guessing": (1.1 + 0.2 * np.exp(-t / (0.05 * n)), 1.1 + 0.2 * np.exp(-t / (0.05 * n)), 1.1),
        "rate_high": (0.7 + 0.4 * t / n, 0.8 + 0.4 * t / n, 1.2),
    }  # fmt: skip
    return courses[kind]


@pytest.mark.parametrize("n", [10, 20, 50, 200])
@pytest.mark.parametrize("kind", ["learning", "finished", "overfitting", "rate_low", "guessing", "rate_high"])
def test_a_course_is_recognised_through_noise(kind: str, n: int) -> None:
    train, validation, guessing = curves(kind, n)
    quiet = verdict(history(train, validation), guessing=guessing)
    assert quiet.kind == kind
    counted: Counter[str] = Counter()
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        noisy = validation + 0.01 * rng.normal(size=n)
        moved = train if kind == "rate_low" else train + 0.003 * rng.normal(size=n)
        counted[verdict(history(moved, noisy), guessing=guessing).kind] += 1
    assert counted[kind] >= 0.95 * SEEDS, counted


@pytest.mark.parametrize(("start", "fall", "kind"), [
    (0.65, 0.0003, "rate_low"), (0.65, 0.03, "rate_low"), (0.57, 0.03, "rate_low"), (0.6, 0.08, "learning"),
    (0.05, 0.04, "learning"), (0.05, 0.0005, "finished"),
])  # fmt: skip
def test_a_straight_line_has_not_come_to_rest(start: float, fall: float, kind: str) -> None:
    """Wherever guessing stands; that which hardly falls, near the bottom, has learned all it can."""
    train = start * (1 - fall * np.linspace(0, 1, 12))
    assert verdict(history(train, 0.99 * train), guessing=0.6605).kind == kind


def test_losses_that_jump_have_too_high_a_learning_rate() -> None:
    kinds = {
        verdict(history(0.8 + 0.5 * np.abs(np.random.default_rng(seed).normal(size=30))), guessing=1.1).kind
        for seed in range(SEEDS)
    }
    assert kinds == {"rate_high"}


def test_the_epoch_of_the_turn_is_named() -> None:
    for n in (20, 50, 100):
        train, validation, guessing = curves("overfitting", n)
        for seed in range(20):
            noisy = validation + 0.005 * np.random.default_rng(seed).normal(size=n)
            since = verdict(history(train, noisy), guessing=guessing).message.args["since"]
            assert abs(since - 0.32 * n) <= max(2, 0.08 * n)


def test_a_noisy_curve_comes_to_rest_where_a_calm_one_does() -> None:
    """Single epochs are near the end early, or far from it in the very last one, by chance."""
    t = np.arange(60)
    train = np.exp(-t / 8) + 0.3
    for seed in range(20):
        noise = np.abs(np.random.default_rng(seed).normal(size=60))
        for much, least, most in ((0.05, 18, 36), (0.15, 15, 55)):
            found = verdict(history(train, train + much * noise), guessing=1.4)
            assert found.kind == "learning" or least <= found.message.args["since"] <= most, (seed, much)


def test_one_outlier_turns_nothing() -> None:
    train, validation, guessing = curves("finished", 40)
    for at in range(5, 40):
        spoiled = validation.copy()
        spoiled[at] += 0.5
        assert verdict(history(train, spoiled), guessing=guessing).kind == "finished", at


def test_means_over_stretches_are_not_blurred_by_huge_losses_at_the_start() -> None:
    curve = 1 + np.random.default_rng(0).random(500)
    curve[:4] = 1e14
    for width in (1, 3, 62, 500):
        plain = np.convolve(curve, np.full(width, 1 / width), "valid")
        np.testing.assert_allclose(_means(curve, width)[4:], plain[4:], rtol=1e-12)


@pytest.mark.parametrize(("jumps", "kind"), [(0.05, "rate_high"), (0.005, "guessing")])
def test_above_guessing_it_depends_on_whether_the_loss_comes_to_rest(jumps: float, kind: str) -> None:
    train = 1.3 + jumps * (-1.0) ** np.arange(30)
    assert verdict(history(train, train + 0.05), guessing=1.0).kind == kind


def test_a_loss_near_zero_may_tremble() -> None:
    """Batches of a network that has learned everything jump by more than what is left of the loss."""
    rng = np.random.default_rng(0)
    train = np.exp(-np.arange(60.0)) + 1e-5 * np.abs(rng.normal(size=60))
    assert verdict(history(train), guessing=1.0).kind == "finished"


def test_nothing_is_said_before_there_is_something_to_see() -> None:
    for n in range(3):
        assert verdict(history(np.ones(n)), guessing=1.0).kind == "early"
    assert verdict(history(np.ones(1)), diverged=True).kind == "rate_high"


def test_without_validation_nothing_overfits() -> None:
    train, validation, guessing = curves("overfitting", 30)
    assert verdict(history(train), guessing=guessing).kind != "overfitting"
    assert verdict(history(train, validation), guessing=guessing).kind == "overfitting"


# Real runs ------------------------------------------------------------------------------------------------


def judged(name: str, epochs: int) -> Verdict:
    ill = ILL[name]._replace(epochs=epochs)
    _, prepared, events = ill.trained()
    guessing = loss_for(prepared.task).guessing(prepared.outputs)
    return verdict(events[-1].history, guessing=guessing, diverged=events[-1].reason == "diverged")


@pytest.mark.parametrize(
    ("name", "epochs", "kind"),
    [
        ("learning rate 100", 12, "rate_high"),
        ("infinite numbers", 3, "rate_high"),
        ("learning rate 10⁻⁹", 12, "rate_low"),
        ("ReLU with bias −10", 12, "guessing"),
        ("deep sigmoid chain", 12, "guessing"),
    ],
)
def test_runs_of_ill_networks_are_judged(name: str, epochs: int, kind: str) -> None:
    found = judged(name, epochs)
    assert found.kind == kind, str(found.message)
    assert not found.is_good


def test_sigmoids_that_jump_above_guessing_have_too_high_a_learning_rate() -> None:
    layers = Flatten(), Dense(25, "sigmoid"), Dense(15, "sigmoid")
    ill = ILL["deep sigmoid chain"]._replace(data="digits", layers=layers, optimizer=Adam(1.0), epochs=25)
    _, prepared, events = ill.trained()
    found = verdict(events[-1].history, guessing=loss_for(prepared.task).guessing(prepared.outputs))
    assert found.kind == "rate_high", str(found.message)


def test_a_big_network_on_a_few_noisy_samples_overfits() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(40, 10)), rng.integers(2, size=40)
    xv, yv = rng.normal(size=(200, 10)), rng.integers(2, size=200)
    net = sequential((10,), [Dense(128, "relu"), Dense(128, "relu"), Dense(2, "softmax")])
    model = Model(net, CategoricalCrossentropy(), Adam(0.003), batch_size=8, seed=0)
    run = Run(model, (x, y), (xv, yv), epochs=25)
    finish(run)
    found = verdict(run.history, guessing=float(np.log(2)))
    assert found.kind == "overfitting", str(found.message)
    assert 1 <= found.message.args["since"] <= 6


def test_a_good_run_is_first_still_learning_and_then_finished() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 4))
    y = x @ rng.normal(size=(4, 1)) + 0.1 * rng.normal(size=(200, 1))
    kinds = []
    for epochs in (6, 60):
        net = sequential((4,), [Dense(1, "linear")])
        model = Model(net, MeanSquaredError(), SGD(0.01), batch_size=20, seed=0)
        run = Run(model, (x[:150], y[:150]), (x[150:], y[150:]), epochs=epochs)
        finish(run)
        kinds.append(verdict(run.history, guessing=float(y.var())).kind)
    assert kinds == ["learning", "finished"]


def test_overfitting_begins_where_the_best_epoch_is_marked() -> None:
    """A few epochs with a sharp dip: photographs of very uneven classes, as they were trained."""
    train = 4.4 * 0.45 ** np.arange(15.0)
    validation = np.array([4.3, 2.78, 4.1, 4.05, 4.0, 3.8, 4.0, 4.2, 4.4, 4.05, 4.15, 4.3, 4.3, 4.6, 4.75])
    past = history(train, validation)
    found = verdict(past)
    assert found.kind == "overfitting"
    assert found.message.args["since"] == past.best == 2
