"""safetensors: every weight under its name, in a format that cannot carry code."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from nnstudio.export.artifact import Artifact
from nnstudio.export.format import FORMATS, Format
from nnstudio.export.proof import Proof, compare_weights
from nnstudio.export.samples import Samples
from nnstudio.system.cancel import Cancel


@FORMATS.register
class Safetensors(Format, frozen=True):
    """A ``.safetensors`` file with the arrays and, as metadata, the network and its preprocessing."""

    key: ClassVar[str] = "safetensors"
    suffix: ClassVar[str] = ".safetensors"
    title: ClassVar[str] = "safetensors"
    summary: ClassVar[str] = "The weights, safe to share, for PyTorch, JAX and others"
    purposes: ClassVar[tuple[str, ...]] = ("python", "pytorch")
    weights_only: ClassVar[bool] = True

    def encode(self, artifact: Artifact) -> bytes:
        """Write all arrays and the metadata."""
        from safetensors.numpy import save

        data: bytes = save({key: np.ascontiguousarray(array) for key, array in artifact.weights.items()})
        start = 8 + struct.unpack("<Q", data[:8])[0]
        # The library writes metadata in a random order; here the same weights give the same bytes.
        header = json.dumps({"__metadata__": artifact.metadata(), **json.loads(data[8:start])}).encode()
        header += b" " * (-len(header) % 8)
        return struct.pack("<Q", len(header)) + header + data[start:]

    def prove(
        self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Cancel
    ) -> Proof:
        """Let the library of the format read the arrays back."""
        import safetensors
        from safetensors.numpy import load

        (data,) = files.values()
        return compare_weights("safetensors", safetensors.__version__, artifact, load(data))
