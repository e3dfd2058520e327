"""A run on pictures together with columns: the same in memory and on the disk, as two arrays and as one row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.augmentation import Flip, MixUp, Noise
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing import prepare as preparing
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.project.feeding import features_of, feed
from nnstudio.project.project import Project
from nnstudio.project.templates import TEMPLATES, Goal, build
from nnstudio.project.trained import new_run
from nnstudio.training import batches
from nnstudio.training.run import Run
from nnstudio.training.samples import on_disk
from tests.data.test_pictures_with_columns import both

_USUAL = DataConfig()
_CHANGING = DataConfig(augmentation=(MixUp(), Flip(), Noise(0.1)))


def _project(prepared: Prepared, config: DataConfig = _USUAL) -> Project:
    project = build(TEMPLATES["lenet"], Goal.of(prepared), config)
    return project.replace(training=project.training.replace(epochs=2, batch_size=8, device="cpu"))


def _losses(run: Run) -> list[float]:
    for _ in run.events():
        pass
    return [epoch.loss for epoch in run.history.epochs]


@pytest.mark.parametrize("config", [_USUAL, _CHANGING], ids=["as they are", "changed"])
def test_on_the_disk_a_run_is_the_same(
    config: DataConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path))
    in_memory = prepare(both(), config, 0)
    monkeypatch.setattr(preparing, "stays_on_disk", lambda *_: True)
    there = prepare(both(), config, 0)
    assert on_disk((there.train.x,))
    np.testing.assert_array_equal(there.train.x, in_memory.train.x)
    monkeypatch.setattr(
        batches, "on_disk", lambda _: False
    )  # else rows that lie together would come together
    run, usual = (new_run(_project(each, config), each) for each in (there, in_memory))
    assert on_disk(run.train.x)  # nothing of it was brought into memory
    assert _losses(run) == _losses(usual)


def test_each_input_gets_its_part() -> None:
    prepared = prepare(both(), _USUAL, 0)
    network, known, x = _project(prepared).network, prepared.preprocessor, prepared.train.x
    pictures, features = known.parts(x)
    fed = feed(network, x)
    assert isinstance(fed, dict)
    np.testing.assert_array_equal(fed["input"], pictures)
    np.testing.assert_array_equal(fed["input_1"], features)
    assert all(np.shares_memory(part, x) for part in fed.values())
    names = features_of(network, "input_1", known.features, known.first_feature)
    assert names == known.features
    assert features_of(network, "input", known.features, known.first_feature) == ()
