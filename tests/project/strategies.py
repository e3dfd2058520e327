"""Projects that hypothesis draws: a template, random settings and a few edits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled, CsvFile, bundled_sets
from nnstudio.graph import edits
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.losses import LOSSES
from nnstudio.nn.optimizers import OPTIMIZERS
from nnstudio.project.project import Project
from nnstudio.project.templates import TEMPLATES, Goal, Template, build
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig

Draw = Callable[..., Any]

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_shares = st.floats(0, 0.4)
_sources = st.one_of(
    st.none(),
    st.sampled_from([facts.name for facts in bundled_sets()]).map(Bundled),
    st.builds(CsvFile, names, target=st.one_of(st.none(), names), separator=st.sampled_from([None, ";"])),
)


@st.composite
def _goals(draw: Draw) -> Goal:
    task = draw(st.sampled_from(["binary", "classes", "regression"]))
    outputs = draw(st.integers(3, 9)) if task == "classes" else 1
    return Goal((draw(st.integers(4, 9)), draw(st.integers(4, 9)), draw(st.integers(1, 3))), task, outputs)


@st.composite
def _training(draw: Draw) -> TrainingConfig:
    optimizer = draw(st.sampled_from(list(OPTIMIZERS)))(learning_rate=draw(st.floats(1e-9, 1000)))
    return TrainingConfig(
        draw(st.sampled_from(list(LOSSES)))(),
        optimizer,
        epochs=draw(st.integers(1, 1000)),
        batch_size=draw(st.integers(1, 1000)),
        seed=draw(st.integers(0, 2**32 - 1)),
        device=draw(st.sampled_from(["auto", "cpu", "cuda"])),
        tf32=draw(st.booleans()),
    )


def _built(chosen: Template, goal: Goal) -> Project:
    """The template for a goal, or for its own where it refuses that one."""
    try:
        return build(chosen, goal)
    except StudioError:
        return build(chosen)


@st.composite
def projects(draw: Draw) -> Project:
    """A project that a person could have made."""
    project = _built(draw(st.sampled_from(list(TEMPLATES.values()))), draw(_goals()))
    network = project.network
    for _ in range(draw(st.integers(0, 3))):
        layer = draw(st.sampled_from(list(LAYERS)))()
        network = network.add(layer, name=draw(names))
    for node in network.nodes:
        if draw(st.booleans()):
            network = edits.rename(network, node.id, draw(names))
    project = project.with_network(network)
    moved = {n.id: (draw(st.floats(-1e4, 1e4)), draw(st.floats(-1e4, 1e4))) for n in network.nodes[:2]}
    data = DataConfig(
        draw(_sources),
        scaling=draw(st.sampled_from(["standard", "minmax", "none"])),
        validation=draw(_shares),
        test=draw(_shares),
        stratified=draw(st.booleans()),
        answer=draw(st.sampled_from(["target", "input"])),
    )
    return project.replace(layout=project.layout.place(moved), data=data, training=draw(_training()))
