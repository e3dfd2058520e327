"""The backends of this machine's processor, by name."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.backend import Backend, get_backend
from nnstudio.backend.reference import ReferenceBackend

every_backend = pytest.mark.parametrize("backend", ["reference", "cpu"])


def make(name: str, dtype: str = "float64") -> Backend:
    """A backend of :data:`every_backend`."""
    return ReferenceBackend(np, "reference", dtype) if name == "reference" else get_backend("cpu", dtype)
