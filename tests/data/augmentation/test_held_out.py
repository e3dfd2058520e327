"""Augmentation of the held-out parts: the same at every look, and nothing of it where the network learns."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data.augmentation import AUGMENTATIONS, MixUp, Noise, Shift
from nnstudio.data.augmentation.augmenter import suits
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.prepare import prepare
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense, Flatten
from nnstudio.nn.losses import BinaryCrossentropy
from nnstudio.project.augmenting import making
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError

PICTURES = np.random.default_rng(3).uniform(0, 1, (80, 6, 6, 1)).astype(np.float32)
DATA = Dataset("pictures", PICTURES, Column.category("y", list("ab") * 40))
ROWS = Dataset("rows", (Column.number("x", np.arange(80.0)),), DATA.target)
AS_IT_IS = DataConfig()
KINDS = [kind for kind in AUGMENTATIONS if kind is not MixUp]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_only_the_held_out_parts_change_and_always_the_same_way(kind: type) -> None:
    for data in (DATA, ROWS):
        if not suits(kind, data.sample_shape):
            continue
        config = AS_IT_IS.replace(augmentation=(kind(),), augmented="held-out")
        before, after, again = prepare(data, AS_IT_IS, 4), prepare(data, config, 4), prepare(data, config, 4)
        np.testing.assert_array_equal(after.train.x, before.train.x)
        for split in ("validation", "test"):
            old, new, same = (getattr(each, split) for each in (before, after, again))
            assert not np.array_equal(new.x, old.x)
            np.testing.assert_array_equal(new.x, same.x)
            np.testing.assert_array_equal(new.y, old.y)
            np.testing.assert_array_equal(new.rows, old.rows)
        assert after.preprocessor == before.preprocessor, "whoever asks the network is asked for nothing more"


def test_each_sample_moves_its_own_way_in_each_part() -> None:
    same = Dataset("same", np.repeat(PICTURES[:1], 80, axis=0), DATA.target)
    config = AS_IT_IS.replace(augmentation=(Shift(0.5, 0.5),), augmented="held-out", validation=0.2, test=0.2)
    found = prepare(same, config, 4)
    assert len(np.unique(found.validation.x.reshape(16, -1), axis=0)) == 16
    assert not np.array_equal(found.validation.x, found.test.x)
    assert not np.array_equal(found.test.x, prepare(same, config, 5).test.x)


def test_an_autoencoder_is_to_give_back_what_it_was_given() -> None:
    config = AS_IT_IS.replace(augmentation=(Noise(),), augmented="held-out", answer="input")
    found = prepare(DATA, config, 4)
    assert found.test.y is found.test.x


def test_nothing_is_changed_while_a_network_learns() -> None:
    network = sequential((6, 6, 1), [Flatten(), Dense(1, activation="sigmoid")])
    for augmented, there in (("training", True), ("held-out", False)):
        config = AS_IT_IS.replace(augmentation=(Noise(),), augmented=augmented)
        project = Project(data=config).with_network(network)
        losses = {network.output_ids[0]: BinaryCrossentropy()}
        assert (making(project, prepare(DATA, config, 0), losses) is not None) is there


def test_mixed_answers_cannot_be_judged() -> None:
    config = AS_IT_IS.replace(augmentation=(MixUp(),), augmented="held-out")
    with pytest.raises(StudioError, match=f"{MixUp.title} mixes answers"):
        prepare(DATA, config, 0)
    with pytest.raises(StudioError, match="is for pictures"):
        prepare(ROWS, AS_IT_IS.replace(augmentation=(Shift(),), augmented="held-out"), 0)


def test_without_held_out_rows_nothing_happens() -> None:
    config = AS_IT_IS.replace(augmentation=(Shift(),), augmented="held-out", validation=0, test=0)
    assert len(prepare(DATA, config, 0).train) == 80
