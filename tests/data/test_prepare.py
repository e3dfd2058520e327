"""The split: seeded, disjoint, complete, fair to every class."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.prepare import prepare, split_rows
from nnstudio.data.sources import Bundled, CsvFile
from nnstudio.system.messages import StudioError


def classes(sizes: list[int]) -> Dataset:
    labels = np.random.default_rng(0).permutation(np.repeat(np.arange(len(sizes)), sizes))
    names = tuple(f"c{i}" for i in range(len(sizes)))
    target = Column("y", "category", labels, names)
    return Dataset("t", (Column.number("x", np.arange(len(labels))),), target)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 40), min_size=2, max_size=6),
    st.floats(0, 0.45),
    st.floats(0, 0.45),
    st.integers(0, 2**64),
)
def test_stratified_to_within_one_row(sizes: list[int], validation: float, test: float, seed: int) -> None:
    dataset = classes(sizes)
    config = DataConfig(validation=validation, test=test)
    if len(dataset) < 1 + (validation > 0) + (test > 0):
        with pytest.raises(StudioError, match="too few"):
            split_rows(dataset, config, seed)
        return
    parts = split_rows(dataset, config, seed)
    again = split_rows(dataset, config, seed)
    assert all((a == b).all() for a, b in zip(parts, again, strict=True))
    assert np.array_equal(np.sort(np.concatenate(parts)), np.arange(len(dataset)))
    for part, fraction in zip(parts[1:], (validation, test), strict=True):
        assert (len(part) > 0) == (fraction > 0)
        assert abs(len(part) - fraction * len(dataset)) <= 1.5
        counts = np.bincount(dataset.target.values[part], minlength=len(sizes))
        if min(sizes) > 4:  # smaller classes keep a row for training first
            assert (abs(counts - np.array(sizes) * len(part) / len(dataset)) < 1).all()
    trained = np.bincount(dataset.target.values[parts[0]], minlength=len(sizes))
    if len(parts[1]) + len(parts[2]) <= sum(sizes) - len(sizes):
        assert (trained > 0).all()


def labelled(shares: list[float], rows: int, seed: int) -> Dataset:
    """A table with yes/no targets of such shares, some of which go together; each is there and is not everywhere."""
    draw = np.random.default_rng(seed)
    common = draw.random(rows)
    yes = [np.where(draw.random(rows) < 0.5, common, draw.random(rows)) < share for share in shares]
    for each in yes:
        each[draw.choice(rows, 2, replace=False)] = True, False
    targets = [Column(f"y{i}", "category", each.astype(int), ("no", "yes")) for i, each in enumerate(yes)]
    return Dataset("t", (Column.number("x", np.arange(rows)),), targets[0], more_targets=tuple(targets[1:]))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0.01, 0.99), min_size=2, max_size=8),
    st.integers(30, 400),
    st.sampled_from([0.0, 0.1, 0.3]),
    st.sampled_from([0.0, 0.2, 0.45]),
    st.integers(0, 2**64),
)
def test_every_part_has_its_share_of_each_label(
    shares: list[float], rows: int, validation: float, test: float, seed: int
) -> None:
    dataset = labelled(shares, rows, seed % 1000)
    config = DataConfig(validation=validation, test=test)
    parts = split_rows(dataset, config, seed)
    again = split_rows(dataset, config, seed)
    assert all((a == b).all() for a, b in zip(parts, again, strict=True))
    assert np.array_equal(np.sort(np.concatenate(parts)), np.arange(rows))
    plain = split_rows(dataset, config.replace(stratified=False), seed)
    assert [len(part) for part in parts] == [len(part) for part in plain]
    for target in dataset.targets:
        there = target.values.sum()
        for part in parts:
            off = abs(target.values[part].sum() - there * len(part) / rows)
            assert off <= 2 + 1.5 * len(dataset.targets)  # many labels of which none is rare: not all can be
        assert 0 < target.values[parts[0]].sum() < len(parts[0]), "training knows yes and no"


def test_labels_are_divided_more_evenly_than_by_lot() -> None:
    """Within one row in a table of the usual size, where by lot it is many."""
    dataset, config = labelled([0.03, 0.1, 0.2, 0.4, 0.9], 2000, 1), DataConfig(validation=0.15, test=0.2)

    def off(parts: Any) -> float:
        return max(
            abs(float(target.values[part].sum() - target.values.sum() * len(part) / 2000))
            for target in dataset.targets
            for part in parts
        )

    for seed in range(3):
        assert off(split_rows(dataset, config, seed)) <= 1.5
        assert off(split_rows(dataset, config.replace(stratified=False), seed)) > 5
    first, second = (split_rows(dataset, config, seed) for seed in (0, 1))
    assert not np.array_equal(first[2], second[2])


def test_iris_is_divided_evenly() -> None:
    dataset = Bundled("iris").read()
    prepared = prepare(dataset, DataConfig(validation=0.2, test=0.2), 7)
    assert [len(part) for part in (prepared.train, prepared.validation, prepared.test)] == [90, 30, 30]
    for part in (prepared.train, prepared.validation, prepared.test):
        assert np.ptp(np.bincount(part.y)) == 0
        assert part.x.shape == (len(part), 4)
        assert part.x.flags.c_contiguous
    np.testing.assert_allclose(prepared.train.x.mean(axis=0), 0, atol=1e-6)
    assert np.abs(prepared.test.x.mean(axis=0)).max() > 1e-3
    assert (prepared.outputs, prepared.task, prepared.sample_shape) == (3, "classes", (4,))
    assert prepared.fingerprint == dataset.fingerprint


@pytest.mark.parametrize("name", ["digits", "diabetes", "breast-cancer"])
def test_other_shapes(name: str) -> None:
    dataset = Bundled(name).read()
    prepared = prepare(dataset, DataConfig(), 0)
    assert prepared.train.x.shape[1:] == dataset.sample_shape
    assert prepared.outputs == (10 if name == "digits" else 1)
    assert prepared.train.y.shape[1:] == ((1,) if name == "diabetes" else ())


def test_seeds_and_settings_matter() -> None:
    dataset = classes([30, 30])
    rows = [
        split_rows(dataset, config, seed)[0].tolist()
        for config, seed in [(DataConfig(), 0), (DataConfig(), 1), (DataConfig(stratified=False), 0)]
    ]
    assert rows[0] != rows[1]
    assert rows[0] != rows[2]


def test_parts_may_be_empty() -> None:
    prepared = prepare(classes([5, 5]), DataConfig(validation=0, test=0), 0)
    assert (len(prepared.train), len(prepared.validation), len(prepared.test)) == (10, 0, 0)
    assert prepared.test.x.shape == (0, 1)


def test_too_few_rows_are_counted() -> None:
    with pytest.raises(StudioError) as caught:
        prepare(classes([1, 1]), DataConfig(), 0)
    assert str(caught.value) == (
        "t: 2 samples are too few to be divided into training, 15\u202f% for validation and 20\u202f% for test; "
        "at least 3 are needed"
    )


class TestConfig:
    @pytest.mark.parametrize("source", [None, Bundled("wine"), CsvFile("a.csv", target="y", header=True)])
    def test_round_trip(self, source: Any) -> None:
        config = DataConfig(source, "minmax", 0.1, 0.3, False)
        assert DataConfig.from_plain(config.to_plain()) == (config, {})

    def test_the_unknown_is_kept_apart(self) -> None:
        plain = DataConfig(Bundled()).to_plain()
        plain["augment"] = 1
        plain["source"]["cache"] = True
        config, extra = DataConfig.from_plain(plain)
        assert config == DataConfig(Bundled())
        assert extra == {"augment": 1, "source": {"cache": True}}

    @pytest.mark.parametrize(
        ("plain", "text"),
        [
            ({"validation": 0.5, "test": 0.5}, r"validation \(50.%\) and test \(50.%\) leave too little"),
            ({"validation": -0.1}, "must be at least 0"),
            ({"scaling": "guess"}, "must be one of standard, minmax, none"),
            ({"stratified": 1}, "must be on or off"),
            ({"source": {"type": "Psychic"}}, "Unknown data source 'Psychic'"),
            ({"source": {"type": "Bundled", "name": "x"}}, "must be one of iris"),
            ({"source": "iris"}, "the source must be an object"),
        ],
    )
    def test_limits(self, plain: dict[str, Any], text: str) -> None:
        with pytest.raises(StudioError, match=text):
            DataConfig.from_plain(plain)
