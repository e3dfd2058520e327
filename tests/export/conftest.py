"""Tests of what is written read their data here: each reads some, and none is about how it is read."""

from __future__ import annotations

import pytest

from tests.here import inline as inline


@pytest.fixture(autouse=True)
def _read_here(inline: None) -> None:
    """Start no process only to read a table."""
