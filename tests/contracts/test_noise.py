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
        np.ones(count), y, rate, seed, np.array([step]), None, None
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
    get_backend("cpu", "float64").dropout(x, y, 0.5, 1, np.array([0]), None, None).forward()
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
