"""Runs that are left in the middle and gone on with: a project for that, and what is the same in the end."""

from __future__ import annotations

import msgspec

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import BatchNorm, Dense, Dropout
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.nn.optimizers import Adam
from nnstudio.nn.schedules import CosineDecay
from nnstudio.project.project import Project
from nnstudio.training.checkpoint import Checkpoint
from nnstudio.training.config import TrainingConfig


def project_with_state(epochs: int) -> Project:
    """A network and a training that keep all kinds of state from step to step."""
    layers = [Dense(6, "tanh"), BatchNorm(), Dropout(0.3), Dense(3, "softmax")]
    training = TrainingConfig(
        CategoricalCrossentropy(), Adam(0.01), CosineDecay(warmup=2.0),
        epochs=epochs, batch_size=16, seed=7, device="cpu",
    )  # fmt: skip
    return Project(data=DataConfig(Bundled("iris")), training=training).with_network(sequential((4,), layers))


def assert_same(one: Checkpoint, other: Checkpoint) -> None:
    """Equal in every bit, but for the time they took."""
    for name in ("weights", "best_weights", "slots"):
        ours, theirs = getattr(one, name), getattr(other, name)
        assert ours.keys() == theirs.keys()
        for key in ours:
            assert ours[key].tobytes() == theirs[key].tobytes(), key
    one, other = _timeless(one), _timeless(other)
    assert one.history == other.history
    assert one.position == other.position


def _timeless(checkpoint: Checkpoint) -> Checkpoint:
    replace, history = msgspec.structs.replace, checkpoint.history
    epochs = tuple(replace(epoch, seconds=0.0) for epoch in history.epochs)
    return replace(
        checkpoint,
        history=replace(history, epochs=epochs),
        position=replace(checkpoint.position, seconds=0.0),
    )
