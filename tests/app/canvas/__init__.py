"""Tests of the canvas, with real events."""

import pytest

# Not test modules themselves, so that pytest would not tell what failed in them.
pytest.register_assert_rewrite("tests.app.canvas.random_hands", "tests.app.canvas.scene_check")
