"""Streams are the same every time and independent of each other."""

from __future__ import annotations

import pytest

from nnstudio.system.messages import StudioError
from nnstudio.system.seeds import stream


def test_the_numbers_never_change() -> None:
    # Written down: a published run must stay repeatable with every later version.
    assert stream(7, "split").integers(1 << 30, size=3).tolist() == [221016828, 370406586, 30667414]


def test_streams_differ() -> None:
    purposes = [(7, "split"), (7, "weights"), (8, "split"), (7, "shuffle", 0), (7, "shuffle", 1), (7,)]
    first = {int(stream(*purpose).integers(1 << 62)) for purpose in purposes}  # type: ignore[arg-type]
    assert len(first) == len(purposes)


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(StudioError, match="0 or more, not −1"):
        stream(-1, "split")
