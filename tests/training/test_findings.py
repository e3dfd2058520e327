"""Networks made ill on purpose are named rightly, each trained a few steps on a bundled set."""

from __future__ import annotations

import re

import numpy as np
import pytest

from nnstudio.training.events import Finished
from nnstudio.training.findings import WORDS, amount, findings
from nnstudio.training.health import examine
from tests.training.ill import ILL, Ill


def look(ill: Ill):  # type: ignore[no-untyped-def]
    model, prepared, events = ill.trained()
    assert isinstance(events[-1], Finished)
    health = examine(model, prepared.train.x[:64], prepared.train.y[:64])
    return health, model.network


@pytest.mark.parametrize("name", ILL)
def test_an_ill_network_is_named(name: str) -> None:
    ill = ILL[name]
    health, network = look(ill)
    found = findings(health, network)
    assert found, "nothing was found"
    first = found[0]
    assert first.kind == ill.kind, [str(p.message) for p in found]
    assert re.search(ill.words, str(first.message)), str(first.message)
    if ill.node is not None:
        assert first.node == ill.node
    assert first.word == WORDS[ill.kind]
    assert all(p.is_advice and p.remedies for p in found if p.kind != "output_constant")


def test_there_are_twelve_and_every_kind_has_one() -> None:
    assert len(ILL) >= 12
    assert {ill.kind for ill in ILL.values()} == set(WORDS)


@pytest.mark.parametrize("name", ILL)
def test_a_layer_has_one_finding_and_the_gravest_comes_first(name: str) -> None:
    found = findings(*look(ILL[name]))
    nodes = [p.node for p in found]
    assert len(set(nodes)) == len(nodes)
    ranks = [list(WORDS).index(p.kind) for p in found]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("name", ILL)
def test_the_same_network_without_its_illness_is_healthy(name: str) -> None:
    """What is said is said because of what was spoiled: a usual network on the same data has none of it."""
    from nnstudio.nn.layers import Dense
    from nnstudio.nn.optimizers import Adam

    ill = ILL[name]
    layers = tuple(x for x in ill.layers if x.is_view)[:1] if ill.data == "digits" else ()
    if ill.data == "digits" and not layers:
        from nnstudio.nn.layers import Flatten

        layers = (Flatten(),)
    sound = ill._replace(
        layers=(*layers, Dense(16, "relu", initializer="he_uniform")),
        optimizer=Adam(0.003), spoil=dict, scaling="standard",
    )  # fmt: skip
    assert findings(*look(sound)) == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"), (1e-6, "10⁻⁶"), (4.4e-12, "10⁻¹¹"), (0.94, "94\u202f%"), (0.0512, "5\u202f%"), (9.83, "983\u202f%"), (214.2, "214"),
        (1e3, "10³"), (3e14, "10¹⁴"), (float("inf"), "∞"),
    ],
)  # fmt: skip
def test_amounts_are_written_as_one_says_them(value: float, words: str) -> None:
    assert amount(value) == words


def test_a_schedule_that_has_come_to_rest_is_no_illness() -> None:
    """At the end of a cosine the steps are tiny on purpose."""
    ill = ILL["tanh driven to its ends"]._replace(spoil=dict)
    model, prepared, _ = ill.trained()
    for rate in (1e-12, 0.0):
        model.rate[0] = rate
        health = examine(model, prepared.train.x[:64], prepared.train.y[:64])
        assert max(x.update or 0.0 for x in health.layers) < 1e-9
        assert findings(health, model.network) == ()


def test_a_network_that_has_learned_everything_is_no_illness() -> None:
    """At the bottom of the valley no gradient is left."""
    rng = np.random.default_rng(0)
    from nnstudio.graph.network import sequential
    from nnstudio.nn.layers import Dense
    from nnstudio.nn.losses import MeanSquaredError
    from nnstudio.nn.optimizers import SGD
    from nnstudio.training.model import Model

    x = rng.normal(size=(64, 3))
    model = Model(
        sequential((3,), [Dense(1, "linear")]), MeanSquaredError(), SGD(0.1), batch_size=64, dtype="float64"
    )
    model.fit(x, x @ np.array([[1.0], [2.0], [3.0]]), epochs=500)
    health = examine(model, x, x @ np.array([[1.0], [2.0], [3.0]]))
    assert health.loss < 1e-12
    assert findings(health, model.network) == ()
