"""How the memory of a plan is told to people."""

from __future__ import annotations

import pytest

from nnstudio.training.memory import plan_text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "<\N{NO-BREAK SPACE}1 MiB"),
        (2**20 - 1, "<\N{NO-BREAK SPACE}1 MiB"),
        (2**20, "1.0 MiB"),
        (int(23.4 * 2**20), "23.4 MiB"),
        (1500 * 2**20, "1.5 GiB"),
        (2000 * 2**30, "2\N{NARROW NO-BREAK SPACE}000.0 GiB"),
    ],
)
def test_a_size_is_told_as_closely_as_it_is_known(size: int, text: str) -> None:
    assert plan_text(size) == text
