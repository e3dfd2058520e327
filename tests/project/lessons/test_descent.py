"""Gradient descent on two weights: the surface and the way are those of the engine."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.graph import edits
from nnstudio.project.lessons import lessons, prepare_lesson
from nnstudio.project.lessons.descent import CELLS, MOST_STEPS, descend
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data, new_run
from nnstudio.system.cancel import Cancelled
from nnstudio.system.messages import StudioError


@pytest.fixture(scope="module")
def begun() -> Project:
    return prepare_lesson(next(lesson for lesson in lessons() if lesson.key == "gradient-descent"))


def with_settings(project: Project, rate: float, batch: int, epochs: int) -> Project:
    training = project.training
    optimizer = training.optimizer.replace(learning_rate=rate)
    return project.replace(
        training=training.replace(optimizer=optimizer, batch_size=batch, epochs=epochs, device="cpu")
    )


@pytest.mark.parametrize(("rate", "batch", "epochs"), [(0.3, 130, 20), (0.1, 16, 5), (0.05, 1, 1)])
def test_the_way_is_that_of_a_run_to_the_last_bit(
    begun: Project, rate: float, batch: int, epochs: int
) -> None:
    project = with_settings(begun, rate, batch, epochs)
    prepared = load_data(project)
    found = descend(project, prepared)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    assert len(found.way) == epochs * -(-len(prepared.train) // batch) + 1
    assert not found.more
    assert found.whole is (batch == 130)
    weights = run.model.get_weights()
    assert [float(np.ravel(w)[0]) for w in weights.values()] == list(found.way[-1])


def test_the_surface_is_the_cost_worked_out_by_hand(begun: Project) -> None:
    prepared = load_data(begun)
    found = descend(begun, prepared)
    axis = np.linspace(-found.reach, found.reach, CELLS)
    x, y = prepared.train.x[:, 0].astype(float), prepared.train.y.ravel().astype(float)
    for row, column in ((0, 0), (7, 40), (CELLS - 1, 3)):
        by_hand = np.mean((axis[column] * x + axis[row] - y) ** 2)
        assert found.costs[row, column] == pytest.approx(by_hand, rel=1e-4)
    w, b = np.polyfit(x, y, 1)
    step = axis[1] - axis[0]
    assert abs(found.lowest[0] - w) <= 2 * step  # the valley is long and flat
    assert abs(found.lowest[1] - b) <= step
    assert found.ends[0] == pytest.approx(np.mean((found.way[0][0] * x + found.way[0][1] - y) ** 2), rel=1e-4)
    assert found.names == ("w", "b")


def test_too_large_a_rate_leaves_the_picture_and_a_long_way_is_cut(begun: Project) -> None:
    prepared = load_data(begun)
    thrown = descend(with_settings(begun, 1000.0, 130, 100), prepared)
    assert thrown.ends[1] > thrown.ends[0] or not np.isfinite(thrown.ends[1])
    long = descend(with_settings(begun, 0.01, 1, 30), prepared)
    assert len(long.way) == MOST_STEPS + 1
    assert long.more


def test_more_weights_cannot_be_drawn(begun: Project) -> None:
    wider = begun.with_network(edits.change(begun.network, ["dense_1"], bias=False))
    with pytest.raises(StudioError, match="two weights"):
        descend(wider, load_data(begun))


def test_it_can_be_broken_off(begun: Project) -> None:
    with pytest.raises(Cancelled):
        descend(begun, load_data(begun), lambda: True)
