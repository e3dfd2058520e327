"""NumPy's own archive: every weight under its name, for ``numpy.load``."""

from __future__ import annotations

import io
from typing import Any, ClassVar

import numpy as np

from nnstudio.export.format import FORMATS, Artifact, Format


@FORMATS.register
class Npz(Format, frozen=True):
    """An ``.npz`` archive with the arrays ``dense_1/W``, ``dense_1/b``, …"""

    key: ClassVar[str] = "npz"
    suffix: ClassVar[str] = ".npz"
    title: ClassVar[str] = "NumPy archive"
    summary: ClassVar[str] = "The weights, for numpy.load"

    def encode(self, artifact: Artifact) -> bytes:
        """Write all arrays uncompressed; they hardly shrink, and reading stays fast."""
        buffer = io.BytesIO()
        arrays: dict[str, Any] = dict(artifact.weights)
        np.savez(buffer, **arrays)
        return buffer.getvalue()
