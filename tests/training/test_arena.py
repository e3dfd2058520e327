"""Arrays that are alive at the same time never share memory, and a program's arena is no larger than needed."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnstudio import Adam, MeanSquaredError, Model, sequential
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.nn.layers import Dense
from nnstudio.training.arena import ALIGNMENT, Lifetime, Room, place

spans = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda s: (min(s), max(s)))
lifetimes = st.lists(st.tuples(st.integers(1, 200), spans), max_size=25).map(
    lambda items: {str(i): Lifetime((size,), *span) for i, (size, span) in enumerate(items)}
)


@given(lifetimes)
def test_arrays_that_live_together_lie_apart(wanted: dict[str, Lifetime]) -> None:
    offsets, total = place(wanted)
    assert offsets.keys() == wanted.keys()
    for name, life in wanted.items():
        assert offsets[name] % ALIGNMENT == 0
        assert offsets[name] + life.size <= total
    for a, b in itertools.combinations(wanted, 2):
        if wanted[a].first <= wanted[b].last and wanted[b].first <= wanted[a].last:
            first, second = sorted((a, b), key=offsets.__getitem__)
            assert offsets[first] + wanted[first].size <= offsets[second]


@given(lifetimes)
def test_the_block_is_between_the_least_and_the_sum(wanted: dict[str, Lifetime]) -> None:
    _, total = place(wanted)
    least = max(
        (sum(w.size for w in wanted.values() if w.first <= t <= w.last) for t in range(21)), default=0
    )
    assert least <= total <= sum(w.size for w in wanted.values())


def test_a_chain_of_gradients_needs_room_for_two() -> None:
    chain = {str(i): Lifetime((160,), i, i + 1) for i in range(10)}
    assert place(chain)[1] == 2 * 160


def test_room_is_shared_and_grows() -> None:
    room = Room(ReferenceBackend(np, "reference", "float32"))
    small, large = room.take(10), room.take(100)
    assert np.shares_memory(room.take(50), large)
    assert not np.shares_memory(small, large)


def test_the_programs_of_a_model_share_their_room() -> None:
    model = Model(sequential((4,), [Dense(9), Dense(1, "linear")]), MeanSquaredError(), Adam(), batch_size=8)
    full, rest = model.program(8, training=True), model.program(3, training=True)
    assert np.shares_memory(full.values["dense_1"], rest.values["dense_1"])
