"""Files of arrays for resources/datasets that come out the same, byte by byte, whenever they are made."""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from nnstudio.system.files import write_bytes


def write_arrays(name: str, arrays: Mapping[str, NDArray[np.generic]]) -> None:
    """Write a data set of the program and say what it holds.

    Parameters
    ----------
    name : str
        Of the file in resources/datasets.
    arrays : mapping of str to ndarray
        All as long as there are samples.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for key, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{key}.npy", (1980, 1, 1, 0, 0, 0)), member.getvalue(),
                             zipfile.ZIP_DEFLATED)  # fmt: skip
    write_bytes(ROOT / "resources" / "datasets" / name, packed.getvalue())
    digest = hashlib.sha256(packed.getvalue()).hexdigest()
    count = len(next(iter(arrays.values())))
    print(f"{name}: {count} samples, {len(packed.getvalue()):,} bytes, SHA-256 {digest}")
