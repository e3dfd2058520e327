"""A small project that has been trained, and its data."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources import Bundled
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense, Dropout
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.nn.optimizers import Adam
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.training.config import TrainingConfig
from tests.here import apart as apart


class Iris(NamedTuple):
    """A network on iris, and what two epochs made of it."""

    project: Project
    prepared: Prepared
    trained: Trained


@pytest.fixture(scope="session")
def iris() -> Iris:
    network = sequential((4,), [Dense(6, activation="tanh"), Dropout(0.2), Dense(3, activation="softmax")])
    training = TrainingConfig(
        CategoricalCrossentropy(), Adam(0.01), epochs=2, batch_size=16, seed=3, device="cpu"
    )
    project = Project(data=DataConfig(Bundled("iris")), training=training).with_network(network)
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    return Iris(project, prepared, result(run, project, prepared))
