"""A network that answers several labels at once, trained for a moment."""

from __future__ import annotations

from pathlib import Path

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources import CsvFile
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import BinaryCrossentropy
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.training.config import TrainingConfig
from tests.data.targets import LABELS, labels_table


def labelled(folder: Path, epochs: int = 3) -> tuple[Project, Trained, Prepared]:
    """Train on the table of labels, which is written into the folder."""
    source = CsvFile(str(labels_table(folder))).predicting(*LABELS)
    network = sequential((3,), [Dense(6), Dense(3, activation="sigmoid")])
    training = TrainingConfig(BinaryCrossentropy(), epochs=epochs, device="cpu")
    project = Project(network, data=DataConfig(source), training=training)
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    return project, result(run, project, prepared), prepared
