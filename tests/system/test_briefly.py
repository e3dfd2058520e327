"""A question to a disk is answered, or given up after a moment."""

from __future__ import annotations

import threading

import pytest

from nnstudio.system.briefly import briefly


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
