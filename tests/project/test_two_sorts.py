"""Pictures with columns: what is wrong with the Inputs of a network, and what mends it."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.sources import PictureTable
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Conv2D, Dense, Flatten, MaxPool2D
from nnstudio.nn.losses import BinaryCrossentropy
from nnstudio.project.problems import fixes_for, obstacles
from nnstudio.project.problems.mending import mend_all
from nnstudio.project.project import Project
from nnstudio.training.config import TrainingConfig

SOURCE = PictureTable("list.csv", target="kind")
ANSWER = Dense(1, activation="sigmoid")


@functools.cache
def data(columns: int) -> Prepared:
    """Pictures of 8×8, with so many columns."""
    draw = np.random.default_rng(0)
    dataset = Dataset(
        "list.csv", draw.random((60, 8, 8, 1), np.float32), Column.category("kind", ["a", "b"] * 30),
        columns=tuple(Column.number(f"c{i}", draw.random(60)) for i in range(columns)),
    )  # fmt: skip
    return prepare(dataset, config(columns), 0)


def config(columns: int) -> DataConfig:
    return DataConfig(SOURCE.using(*(f"c{i}" for i in range(columns))))


def project(network: Network, columns: int) -> Project:
    return Project(data=config(columns), training=TrainingConfig(BinaryCrossentropy())).with_network(network)


def pictures() -> Network:
    return sequential((8, 8, 1), [Conv2D(4, activation="relu"), Flatten(), ANSWER])


def shapes(made: Project) -> list[object]:
    return [made.network[node].layer.shape for node in made.network.input_ids]


def offered(made: Project, columns: int) -> list[str]:
    (problem,) = obstacles(made, data(columns))
    return [str(fix.label) for fix in fixes_for(made, problem, data(columns))]


def pressed(made: Project, columns: int, words: str) -> Project:
    (problem,) = obstacles(made, data(columns))
    return next(
        fix.apply(made) for fix in fixes_for(made, problem, data(columns)) if str(fix.label).startswith(words)
    )


def test_from_pictures_to_both_and_back() -> None:
    made = project(pictures(), 3)
    assert "with 3 features from columns, and the only Input takes 8×8×1" in str(
        obstacles(made, data(3))[0].message
    )
    assert offered(made, 3) == ["Add an Input for the columns", "Learn from the pictures alone"]
    alone = pressed(made, 3, "Learn")
    assert alone.data.source == SOURCE
    both = pressed(made, 3, "Add")
    assert shapes(both) == [(8, 8, 1), (3,)]
    assert obstacles(both, data(3)) == ()
    one = both.replace(data=config(1))
    assert "with 1 feature from columns, and the Inputs take 8×8×1 + 3" in str(
        obstacles(one, data(1))[0].message
    )
    assert shapes(pressed(one, 1, "Let the Inputs take 8×8×1 and 1")) == [(8, 8, 1), (1,)]
    none = both.replace(data=config(0))
    assert offered(none, 0)[0] == "Take the Input for columns away"
    assert pressed(none, 0, "Take").network == pictures()


def test_without_columns_all_is_of_the_pictures_also_before_they_are_read_anew() -> None:
    large = sequential((9, 9, 1), [Flatten(), ANSWER])
    stale = project(large, 3).replace(data=config(0))
    assert offered(stale, 3) == ["Set the Input to 8×8×1", "Bring the images to 9×9×1"]
    assert shapes(pressed(stale, 3, "Set")) == [(8, 8, 1)]
    assert pressed(stale, 3, "Bring").data.source == SOURCE.replace(size=(9, 9))
    both = pressed(project(pictures(), 3), 3, "Add").replace(data=config(0))
    assert pressed(both, 3, "Take").network == pictures()


@pytest.mark.parametrize(
    "network",
    [
        pictures(),
        sequential((16, 16, 3), [Conv2D(4), MaxPool2D(), Conv2D(4), Flatten(), Dense(5), ANSWER]),
        sequential((30,), [Dense(9, activation="relu"), ANSWER]),
        sequential((64,), [Dense(9, activation="relu"), ANSWER]),
        sequential((67,), [ANSWER]),
        sequential((8, 8, 1), [Conv2D(4), Conv2D(4)]),
    ],
)  # fmt: skip
def test_mending_it_all_comes_to_a_network_that_can_be_trained(network: Network) -> None:
    mended = mend_all(project(network, 3), data(3))
    assert obstacles(mended.project, data(3)) == (), [str(label) for label in mended.repairs]


def test_convolutions_are_for_the_pictures_also_where_the_input_is_a_row() -> None:
    network = sequential((67,), [Conv2D(4), Conv2D(4), Flatten(), ANSWER])
    words = [
        str(fix.label)
        for fix in fixes_for(project(network, 3), obstacles(project(network, 3), data(3))[0], data(3))
    ]
    assert words
    assert "Use Dense layers instead of convolutions" not in words
