"""Dropout's random numbers: a hash of seed, step and position, the same on every device."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.backend import get_backend, noise

seeds = st.integers(0, 2**32 - 1)
steps = st.integers(0, 2**40)


def _lowbias32(x: int) -> int:
    """C. Wellons's lowbias32 on whole numbers of any size, cut to 32 bits after each line."""
    x ^= x >> 16
    x = (x * 0x7FEB352D) % 2**32
    x ^= x >> 15
    x = (x * 0x846CA68B) % 2**32
    return x ^ (x >> 16)


def _dropped(rate: float, count: int, seed: int = 1, step: int = 0) -> np.ndarray:  # type: ignore[type-arg]
    y = np.empty(count)
    get_backend("cpu", "float64").dropout(
        np.ones(count), y, rate, seed, np.array([step]), False, None, None
    ).forward()
    return y


@given(seeds, steps, st.integers(0, 50))
def test_bits_are_the_published_hash(seed: int, step: int, position: int) -> None:
    key = _lowbias32(_lowbias32(seed) ^ (step % 2**32))
    assert noise.key(seed, step) == key
    bits = noise.random_bits(np, position + 1, key)
    assert bits.dtype == np.uint32
    assert int(bits[position]) == _lowbias32(position ^ key)


@given(seeds, steps, st.integers(1, 64), st.integers(1, 64))
def test_a_larger_batch_begins_with_the_smaller_ones_numbers(
    seed: int, step: int, few: int, more: int
) -> None:
    key = noise.key(seed, step)
    np.testing.assert_array_equal(
        noise.random_bits(np, few + more, key)[:few], noise.random_bits(np, few, key)
    )


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.5, 0.95])
def test_the_share_that_is_dropped(rate: float) -> None:
    count = 200_000
    y = _dropped(rate, count)
    spread = math.sqrt(rate * (1 - rate) / count)
    assert (y == 0).mean() == pytest.approx(rate, abs=5 * spread)
    assert np.unique(y[y != 0]).tolist() == pytest.approx([1 / (1 - rate)])
    assert y.mean() == pytest.approx(1, abs=5 * spread / (1 - rate))


def test_the_mask_is_a_function_of_seed_and_step_alone() -> None:
    mask = _dropped(0.5, 1000)
    np.testing.assert_array_equal(mask, _dropped(0.5, 1000))
    x = np.random.default_rng(0).normal(size=1000)
    y = np.empty_like(x)
    get_backend("cpu", "float64").dropout(x, y, 0.5, 1, np.array([0]), False, None, None).forward()
    np.testing.assert_array_equal(y, x * mask)  # whatever stands in the batch


@pytest.mark.parametrize("other", [{"seed": 2}, {"step": 1}, {"seed": 2**31}, {"step": 2**20}])
def test_other_seeds_and_steps_drop_independently(other: dict[str, int]) -> None:
    count = 100_000
    ours, theirs = _dropped(0.5, count) != 0, _dropped(0.5, count, **other) != 0
    assert (ours == theirs).mean() == pytest.approx(0.5, abs=5 * 0.5 / math.sqrt(count))


@pytest.mark.parametrize("distance", [1, 2, 7, 64, 128, 784])
def test_neighbours_are_dropped_independently(distance: int) -> None:
    mask = _dropped(0.5, 100_000) != 0
    agree = (mask[distance:] == mask[:-distance]).mean()
    assert agree == pytest.approx(0.5, abs=5 * 0.5 / math.sqrt(len(mask) - distance))


# Normal numbers ---------------------------------------------------------------------------------------------


@given(seeds, steps, st.integers(0, 50))
def test_normal_numbers_are_box_and_mullers(seed: int, step: int, position: int) -> None:
    key = noise.key(seed, step)
    radius = ((_lowbias32(position ^ key) >> 8) + 1) / 2**24
    angle = (_lowbias32(position ^ _lowbias32(key ^ 0x9E3779B9)) >> 8) / 2**24
    expected = math.sqrt(-2 * math.log(radius)) * math.cos(2 * math.pi * angle)
    got = noise.random_normal(np, position + 1, key)
    assert got.shape == (position + 1,)
    assert got[position] == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_normal_numbers_are_normal() -> None:
    count = 400_000
    values = np.sort(noise.random_normal(np, count, noise.key(1, 0)))
    assert values.mean() == pytest.approx(0, abs=5 / math.sqrt(count))
    assert values.std() == pytest.approx(1, abs=5 / math.sqrt(2 * count))
    # Kolmogorov and Smirnov: the largest distance from the normal distribution; above 1.95/√n once in 1000 times.
    normal = np.array([(1 + math.erf(z / math.sqrt(2))) / 2 for z in values])
    assert np.abs(normal - np.arange(count) / count).max() < 1.95 / math.sqrt(count)


@pytest.mark.parametrize("distance", [1, 2, 7, 64, 784])
def test_neighbouring_normal_numbers_are_independent(distance: int) -> None:
    values = noise.random_normal(np, 200_000, noise.key(3, 5))
    assert (values[distance:] * values[:-distance]).mean() == pytest.approx(0, abs=5 / math.sqrt(len(values) - distance))  # fmt: skip


def test_normal_numbers_of_other_steps_are_independent() -> None:
    ours, theirs = (noise.random_normal(np, 200_000, noise.key(3, step)) for step in (5, 6))
    assert (ours * theirs).mean() == pytest.approx(0, abs=5 / math.sqrt(len(ours)))
