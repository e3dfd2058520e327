"""Folds: every row outside the test part validates once, and what the division respects is respected."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.data.augmentation import Rotate
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.dividing.folds import folds
from nnstudio.data.preparing.prepare import prepare, split_rows
from nnstudio.system.messages import StudioError
from tests.data.test_prepare import classes, labelled


def plain(rows: int, *aside: Column) -> Dataset:
    x = Column.number("x", np.arange(rows) ** 1.5)
    return Dataset("t", (x,), Column.number("y", np.arange(rows)), aside=aside)


counts = st.integers(2, 8)
seeds = st.integers(0, 2**32 - 1)
tests = st.sampled_from([0.0, 0.2, 0.4])


def assert_folds(dataset: Dataset, config: DataConfig, seed: int, count: int) -> list[np.ndarray]:
    """The promise of every cross-validation but in the order of time; returns the validation parts."""
    found = folds(dataset, config, seed, count)
    again = folds(dataset, config, seed, count)
    assert all((a == b).all() for f, g in zip(found, again, strict=True) for a, b in zip(f, g, strict=True))
    train, validation, test = split_rows(dataset, config, seed)
    pool = np.sort(np.concatenate([train, validation]))
    assert len(found) == count
    for learned, judged, sealed in found:
        assert np.array_equal(sealed, test)
        assert len(learned)
        assert np.array_equal(np.sort(np.concatenate([learned, judged])), pool)
        assert (np.diff(learned) > 0).all()
    assert np.array_equal(np.sort(np.concatenate([f[1] for f in found])), pool)
    return [f[1] for f in found]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(12, 40), min_size=2, max_size=5), counts, tests, seeds)
def test_each_class_is_in_all_folds_alike(sizes: list[int], count: int, test: float, seed: int) -> None:
    dataset = classes(sizes)
    config = DataConfig(test=test)
    sealed = np.bincount(dataset.target.values[split_rows(dataset, config, seed)[2]], minlength=len(sizes))
    if (np.array(sizes) - sealed).min() < count:
        with pytest.raises(StudioError, match="too few for"):
            folds(dataset, config, seed, count)
        return
    parts = assert_folds(dataset, config, seed, count)
    held = [np.bincount(dataset.target.values[part], minlength=len(sizes)) for part in parts]
    assert (np.ptp(held, axis=0) <= 1).all()
    assert np.ptp([len(part) for part in parts]) <= 1


@settings(max_examples=40, deadline=None)
@given(st.integers(20, 90), counts, tests, seeds)
def test_numbers_are_divided_by_lot_into_folds_of_one_size(
    rows: int, count: int, test: float, seed: int
) -> None:
    parts = assert_folds(plain(rows), DataConfig(test=test), seed, count)
    assert np.ptp([len(part) for part in parts]) <= 1
    # Drawn, and not cut or dealt in the order of the rows.
    others = [folds(plain(rows), DataConfig(test=0), other, count) for other in (seed, seed + 1, seed + 2)]
    assert len({tuple(f[0][1].tolist()) for f in others}) > 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=10, max_size=30), counts, seeds)
def test_groups_stay_together(sizes: list[int], count: int, seed: int) -> None:
    of = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(sizes)), sizes))
    group = Column.category("patient", [f"p{i}" for i in of])
    dataset = plain(len(of), group)
    config = DataConfig(divided="group", divided_by="patient", test=0.1)
    parts = assert_folds(dataset, config, seed, count)
    for part in parts:
        assert len(part)
        outside = np.setdiff1d(np.arange(len(of)), part)
        assert not set(of[part]) & set(of[outside])
    assert np.ptp([len(part) for part in parts]) <= max(sizes)


@settings(max_examples=40, deadline=None)
@given(st.integers(20, 90), counts, tests, seeds)
def test_in_the_order_of_time_nothing_is_learned_from_later_rows(
    rows: int, count: int, test: float, seed: int
) -> None:
    when = np.random.default_rng(seed).permutation(rows) * 86400.0
    dataset = plain(rows, Column("day", "date", when))
    config = DataConfig(divided="time", divided_by="day", test=test)
    _, _, sealed = split_rows(dataset, config, seed)
    judged: list[int] = []
    for learned, validation, last in folds(dataset, config, seed, count):
        assert np.array_equal(last, sealed)
        assert when[learned].max() < when[validation].min()
        assert not set(judged) & set(validation.tolist())
        judged += validation.tolist()
        # Everything before is learned from, and the newest rows are judged by in the end.
        assert len(learned) == (when < when[validation].min()).sum()
    pool = np.setdiff1d(np.arange(rows), sealed)
    assert when[judged].max() == when[pool].max()
    assert len(judged) == len(pool) // (count + 1) * count


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0.1, 0.9), min_size=2, max_size=5), counts, seeds)
def test_every_fold_has_its_share_of_each_label(shares: list[float], count: int, seed: int) -> None:
    dataset = labelled(shares, 200, seed % 1000)
    parts = assert_folds(dataset, DataConfig(), seed, count)
    assert np.ptp([len(part) for part in parts]) <= 1
    answers = np.stack([target.values == 1 for target in dataset.targets], axis=1)
    pool = np.concatenate(parts)
    for part in parts:
        wanted = answers[pool].mean(axis=0) * len(part)
        assert (abs(answers[part].sum(axis=0) - wanted) <= 4).all()


def test_preprocessing_learns_from_the_training_folds_alone() -> None:
    dataset, config = plain(40), DataConfig(test=0)
    for parts in folds(dataset, config, 0, 4):
        prepared = prepare(dataset, config, 0, parts)
        assert np.array_equal(prepared.train.rows, parts[0])
        assert np.array_equal(prepared.validation.rows, parts[1])
        assert prepared.train.x.mean() == pytest.approx(0, abs=1e-6)
        assert prepared.train.x.std() == pytest.approx(1, abs=1e-6)
        assert abs(prepared.validation.x.mean()) > 1e-4


def test_a_class_that_is_too_small_is_named() -> None:
    dataset = classes([30, 3])
    with pytest.raises(
        StudioError, match=r"class 'c1' has 3 samples, too few for 5 folds .* take fewer folds"
    ):
        folds(dataset, DataConfig(test=0), 0, 5)
    assert len(folds(dataset, DataConfig(test=0), 0, 3)) == 3
    assert len(folds(dataset, DataConfig(test=0, stratified=False), 0, 5)) == 5
    with pytest.raises(StudioError, match=r"class 'c1' has 1 sample, .* switched off"):
        folds(classes([30, 1]), DataConfig(test=0), 0, 2)


def test_too_few_groups_and_rows_are_counted() -> None:
    dataset = plain(12, Column.category("city", ["a", "b", "c"] * 4))
    config = DataConfig(divided="group", divided_by="city", test=0, validation=0.3)
    with pytest.raises(StudioError, match="column 'city' has 3 different values, too few for 4 folds"):
        folds(dataset, config, 0, 4)
    with pytest.raises(StudioError, match="3 samples outside the test part are too few for 4 folds"):
        folds(plain(3), DataConfig(test=0), 0, 4)


def test_given_validation_rows_leave_nothing_to_draw() -> None:
    named = Column.category("part", ["train", "validation", "test"] * 6)
    config = DataConfig(divided="part", divided_by="part")
    with pytest.raises(StudioError, match="says itself which samples validate"):
        folds(plain(18, named), config, 0, 3)
    there = Column.category("part", ["train", "train", "test"] * 6)
    assert_folds(plain(18, there), config, 0, 3)
    own = plain(18)
    own = Dataset("t", own.inputs, own.target, parts=np.array([0] * 12 + [1] * 6, np.int8))
    with pytest.raises(StudioError, match="says itself which samples validate"):
        folds(own, DataConfig(), 0, 3)


def test_samples_that_are_changed_on_the_disk_are_those_of_their_fold(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path))
    draw = np.random.default_rng(0)
    target = Column("y", "category", draw.permutation(np.repeat([0, 1], 12)), ("a", "b"))
    dataset = Dataset("t", draw.random((24, 6, 6, 1), np.float32), target)
    config = DataConfig(augmentation=(Rotate(),), augmented="held-out", test=0.25)
    found = folds(dataset, config, 0, 3)
    in_memory = [prepare(dataset, config, 0, parts) for parts in found]
    monkeypatch.setattr("nnstudio.data.preparing.prepare.stays_on_disk", lambda *_: True)
    for parts, wanted in zip(found, in_memory, strict=True):
        kept = prepare(dataset, config, 0, parts)
        assert isinstance(kept.validation.x, np.memmap)
        for part in ("train", "validation", "test"):
            assert np.array_equal(getattr(kept, part).x, getattr(wanted, part).x)
