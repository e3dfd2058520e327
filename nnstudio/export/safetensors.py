"""safetensors: every weight under its name, in a format that cannot carry code."""

from __future__ import annotations

import json
import struct
from typing import ClassVar

import numpy as np

from nnstudio.export.format import FORMATS, Artifact, Format


@FORMATS.register
class Safetensors(Format, frozen=True):
    """A ``.safetensors`` file with the arrays and, as metadata, the network and its preprocessing."""

    key: ClassVar[str] = "safetensors"
    suffix: ClassVar[str] = ".safetensors"
    title: ClassVar[str] = "safetensors"
    summary: ClassVar[str] = "The weights, safe to share, for PyTorch, JAX and others"

    def encode(self, artifact: Artifact) -> bytes:
        """Write all arrays and the metadata."""
        from safetensors.numpy import save

        data: bytes = save({key: np.ascontiguousarray(array) for key, array in artifact.weights.items()})
        start = 8 + struct.unpack("<Q", data[:8])[0]
        # The library writes metadata in a random order; here the same weights give the same bytes.
        header = json.dumps({"__metadata__": artifact.metadata(), **json.loads(data[8:start])}).encode()
        header += b" " * (-len(header) % 8)
        return struct.pack("<Q", len(header)) + header + data[start:]
