"""Tests of what is written and of models that come in read their files here; few are about how they are read."""

from tests.here import apart as apart
