"""A question to a disk is answered, or given up after a moment."""

from __future__ import annotations

import threading

import pytest

from nnstudio.system.briefly import briefly, unless_cancelled
from nnstudio.system.cancel import Cancelled


def test_an_answer_is_the_answer() -> None:
    assert briefly(lambda: 3, 0) == 3


def test_no_answer_is_the_other_one_and_what_was_asked_is_done_all_the_same() -> None:
    released, done = threading.Event(), threading.Event()

    def ask() -> int:
        released.wait()
        done.set()
        return 3

    assert briefly(ask, 0, seconds=0.01) == 0
    released.set()
    assert done.wait(30)


def test_a_disk_that_refuses_is_like_one_that_does_not_answer() -> None:
    def refuse() -> int:
        raise OSError

    assert briefly(refuse, 0) == 0
    with pytest.raises(KeyError):
        briefly(lambda: {}["a defect"], 0)


def test_who_cancels_waits_no_more() -> None:
    released, cancelled = threading.Event(), threading.Event()
    outcomes: list[str] = []

    def wait() -> None:
        try:
            unless_cancelled(released.wait, cancelled.is_set)
        except Cancelled:
            outcomes.append("cancelled")

    waiting = threading.Thread(target=wait)
    waiting.start()
    cancelled.set()
    waiting.join(30)
    assert outcomes == ["cancelled"], "though the disk has not answered"
    released.set()


def test_an_answer_and_a_refusal_pass_where_nobody_cancels() -> None:
    assert unless_cancelled(lambda: 3, lambda: False) == 3
    with pytest.raises(KeyError):
        unless_cancelled(lambda: {}["a defect"], lambda: False)
