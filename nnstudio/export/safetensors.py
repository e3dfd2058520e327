"""safetensors: every weight under its name, in a format that cannot carry code."""

from __future__ import annotations

from typing import ClassVar

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

        data: bytes = save(dict(artifact.weights), metadata=artifact.metadata())
        return data
