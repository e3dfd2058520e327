"""Threads of our own: every task once, errors told, nobody left behind, and slices that follow the shape."""

from __future__ import annotations

import itertools
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.backend.base import InTurn
from nnstudio.backend.cpu import pool as pools
from nnstudio.backend.cpu.kernels.lookout import look_out
from nnstudio.backend.cpu.pool import Pool
from nnstudio.backend.cpu.slices import MOST, WORTH, cut, scheduled


@pytest.fixture(params=[1, 8], ids=["sleeping", "awake"])
def waiting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a core for each thread, and with too few: then they sleep at once."""
    monkeypatch.setattr(pools, "cores", lambda: request.param)


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("threads", [1, 2, 4])
def test_every_task_is_done_once_and_waited_for(threads: int) -> None:
    with Pool(threads) as pool:
        for count in (0, 1, 2, 3, 50):
            for _ in range(40):
                done: list[int] = []
                pool.run([lambda i=i, done=done: done.append(i) for i in range(count)])  # type: ignore[misc]
                assert sorted(done) == list(range(count))


@pytest.mark.usefixtures("waiting")
def test_tasks_really_run_at_the_same_time() -> None:
    """Two tasks that wait for each other end only on two threads."""
    meeting = threading.Barrier(2, timeout=20)
    with Pool(2) as pool:
        pool.run([meeting.wait, meeting.wait])


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("threads", [1, 3])
def test_an_error_in_a_task_comes_out(threads: int) -> None:
    def fail() -> None:
        raise MemoryError("no room")

    with Pool(threads) as pool:
        with pytest.raises(MemoryError, match="no room"):
            pool.run([fail, lambda: None, lambda: None])
        pool.run([lambda: None] * 4)  # and the threads still work


@pytest.mark.usefixtures("waiting")
def test_workers_end_with_the_context_that_started_them() -> None:
    before = threading.active_count()
    pool = Pool(4)
    with pool:
        with pool:
            assert threading.active_count() == before + 3
        assert threading.active_count() == before + 3
    assert threading.active_count() == before
    pool.run([lambda: None] * 4)  # without workers the caller does it all


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("there", [0, 1, 2])
def test_fewer_threads_than_wanted_are_enough(there: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system gives a user only so many."""
    before, start = threading.active_count(), threading.Thread.start

    def scarce(thread: threading.Thread) -> None:
        if threading.active_count() >= before + there:
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", scarce)
    pool = Pool(4)
    for _ in range(2):
        with pool:
            assert threading.active_count() == before + there
            done: list[int] = []
            pool.run([lambda i=i, done=done: done.append(i) for i in range(9)])  # type: ignore[misc]
            assert sorted(done) == list(range(9))
        assert threading.active_count() == before


def test_what_watches_sees_what_another_thread_writes() -> None:
    """Turns for years: without the news it would not come back."""
    cell, begun = np.zeros(1, np.int64), threading.Event()

    def watch() -> None:
        begun.set()
        look_out(cell, 0, 2**62, 5)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    assert begun.wait(20)
    cell[0] = 1
    watcher.join(20)
    assert not watcher.is_alive()


def test_what_watches_gives_up() -> None:
    cell = np.zeros(1, np.int64)
    look_out(cell, 0, 100, 0)
    assert cell[0] == 0


@given(st.integers(1, 10_000), st.floats(0, 1e9), st.sampled_from((1, 8, 16, 64)))
def test_slices_cover_the_whole_in_order(count: int, work: float, multiple: int) -> None:
    slices = cut(count, work, multiple)
    assert 1 <= len(slices) <= MOST
    assert slices[0][0] == 0
    assert slices[-1][1] == count
    for (_, last), (first, _) in itertools.pairwise(slices):
        assert first == last
    assert all(first < last and first % multiple == 0 for first, last in slices)


@pytest.mark.usefixtures("waiting")
def test_phases_run_one_after_the_other() -> None:
    order: list[str] = []
    phases = [[lambda: order.append("a")] * 3, [], [lambda: order.append("b")] * 2]
    with Pool(2) as pool:
        for work in (0.0, 10.0 * WORTH):
            order.clear()
            scheduled(pool, phases, work)()
            assert order == ["a", "a", "a", "b", "b"]


def test_little_work_is_taken_apart_for_the_program() -> None:
    calls: list[int] = []
    steps = [lambda i=i: calls.append(i) for i in range(3)]  # type: ignore[misc]
    run = scheduled(Pool(2), [[InTurn(steps[:2])], [steps[2]]], 0.0)
    assert isinstance(run, InTurn)
    assert len(run) == 3
    run()
    assert calls == [0, 1, 2]
