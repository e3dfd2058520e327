"""NumPy's own archive: every weight under its name, for ``numpy.load``."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from nnstudio.export.artifact import Artifact
from nnstudio.export.format import FORMATS, Format
from nnstudio.export.proof import Proof, compare_weights
from nnstudio.export.samples import Samples
from nnstudio.system.cancel import Cancel
from nnstudio.system.zips import new_member


@FORMATS.register
class Npz(Format, frozen=True):
    """An ``.npz`` archive with the arrays ``dense_1/W``, ``dense_1/b``, …"""

    key: ClassVar[str] = "npz"
    suffix: ClassVar[str] = ".npz"
    title: ClassVar[str] = "NumPy archive"
    summary: ClassVar[str] = "The weights, for numpy.load"
    purposes: ClassVar[tuple[str, ...]] = ("python",)
    weights_only: ClassVar[bool] = True

    def encode(self, artifact: Artifact) -> bytes:
        """Write all arrays uncompressed; they hardly shrink, and reading stays fast."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for key, array in artifact.weights.items():
                # As numpy.savez does it, but for the time.
                with archive.open(new_member(f"{key}.npy"), "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, np.asanyarray(array), allow_pickle=False)
        return buffer.getvalue()

    def prove(
        self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Cancel
    ) -> Proof:
        """Let NumPy read the arrays back."""
        (data,) = files.values()
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            return compare_weights("NumPy", np.__version__, artifact, dict(archive))
