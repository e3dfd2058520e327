"""A network that is to give its input again: what its output must look like, and what mends it."""

from __future__ import annotations

import functools
from typing import Any

import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources import Bundled
from nnstudio.graph.network import sequential
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Conv1D, Conv2D, ConvTranspose2D, Dense, Flatten, MaxPool2D, Reshape
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.problems import fixes_for, problems
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data, new_run
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig

IMAGE, ROW = (8, 8, 1), (4,)
ENDS: dict[str, tuple[tuple[int, ...], list[Layer], str, str]] = {
    "as many numbers in a row": (
        IMAGE, [Flatten(), Dense(16), Dense(64, activation="linear")],
        "again as 8×8×1, but Dense 2 gives the 64 numbers as one row", "Add Reshape to 8×8×1",
    ),
    "fewer numbers in a row": (
        IMAGE, [Flatten(), Dense(16), Dense(10, activation="linear")],
        "8×8×1 = 64 numbers, but Dense 2 gives 10", "Set units to 64 and add Reshape to 8×8×1",
    ),
    "another shape of as many": (
        IMAGE, [Flatten(), Dense(64, activation="linear"), Reshape((4, 16))],
        "again as 8×8×1, but Reshape 1 gives the 64 numbers as 4×16", "Set the shape to 8×8×1",
    ),
    "too many channels": (
        IMAGE, [Conv2D(4, 3, padding="same"), Conv2D(3, 3, padding="same", activation="linear")],
        "8×8×1 = 64 numbers, but Conv2D 2 gives 8×8×3 = 192", "Set filters to 1",
    ),
    "too many channels, enlarged": (
        IMAGE, [MaxPool2D(2), ConvTranspose2D(5, activation="linear")],
        "8×8×1 = 64 numbers, but ConvTranspose2D 1 gives 8×8×5 = 320", "Set filters to 1",
    ),
    "a picture instead of a row": (
        ROW, [Dense(4, activation="linear"), Reshape((2, 2))],
        "again as one row, but Reshape 1 gives the 4 numbers as 2×2", "Set the shape to 4",
    ),
    "a sequence instead of a row": (
        ROW, [Reshape((4, 1)), Conv1D(1, 3, padding="same", activation="linear")],
        "again as one row, but Conv1D 1 gives the 4 numbers as 4×1", "Add Flatten",
    ),
    "another number in a row": (
        ROW, [Dense(2), Dense(3, activation="linear")],
        "4 numbers, but Dense 2 gives 3", "Set units to 4",
    ),
}  # fmt: skip


@functools.cache
def _again(name: str) -> Prepared:
    return load_data(Project(data=DataConfig(Bundled(name), answer="input")))


def _project(shape: tuple[int, ...], layers: list[Layer]) -> tuple[Project, Prepared]:
    name = "digits" if shape == IMAGE else "iris"
    training = TrainingConfig(MeanSquaredError(), device="cpu", epochs=1)
    project = Project(data=DataConfig(Bundled(name), answer="input"), training=training)
    return project.with_network(sequential(shape, layers)), _again(name)


@pytest.mark.parametrize("case", ENDS)
def test_an_output_of_another_shape_is_told_and_mended(case: str) -> None:
    shape, layers, told, label = ENDS[case]
    project, prepared = _project(shape, layers)
    (problem,) = problems(project, prepared)
    assert (problem.kind, problem.node) == ("output_shape", project.network.output_ids[0])
    assert told in str(problem.message)
    with pytest.raises(StudioError, match="give its input again"):
        new_run(project, prepared)
    fix = fixes_for(project, problem, prepared)[0]
    assert str(fix.label) == label
    mended = fix.apply(project)
    assert [p for p in problems(mended, prepared) if p.kind == "output_shape"] == []
    assert set(mended.layout.positions) == {n.id for n in mended.network.nodes}
    run = new_run(mended, prepared)
    assert run.model.output_shape == prepared.target_shape


def test_what_no_edit_of_the_last_layer_mends_offers_none() -> None:
    project, prepared = _project(IMAGE, [Conv2D(4, 3), Conv2D(1, 3, activation="linear")])
    (problem,) = problems(project, prepared)
    assert "gives 4×4×1 = 16" in str(problem.message)
    assert fixes_for(project, problem, prepared) == ()


def test_a_loss_of_classes_is_replaced() -> None:
    project, prepared = _project(ROW, [Dense(4, activation="linear")])
    project = project.replace(training=TrainingConfig())
    found: dict[str, Any] = {p.kind: p for p in problems(project, prepared)}
    assert set(found) == {"loss_task"}
    mended = fixes_for(project, found["loss_task"], prepared)[0].apply(project)
    assert mended.training.loss == MeanSquaredError()
    new_run(mended, prepared)
