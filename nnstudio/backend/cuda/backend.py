"""CuPy on an NVIDIA GPU: the reference operations over CuPy arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.system.messages import StudioError


class CudaBackend(ReferenceBackend):
    """Arrays on the current CUDA device.

    Raises
    ------
    StudioError
        When CuPy is missing or the driver does not answer; :mod:`nnstudio.backend.probe` says more.
    """

    def __init__(self, dtype: str) -> None:
        try:
            import cupy
        except ImportError:
            raise StudioError(
                "Cannot use the GPU: CuPy is not installed (pip install cupy-cuda13x 'cuda-toolkit[cublas,cudart,nvrtc]==13.*')"
            ) from None
        try:
            cupy.cuda.runtime.getDeviceCount()
        except Exception as error:
            cause = (str(error) or type(error).__name__).splitlines()[0]
            raise StudioError("Cannot use the GPU: {cause}", cause=cause) from None
        super().__init__(cupy, "cuda", dtype)

    def to_host(self, array: Array) -> np.ndarray[Any, Any]:
        host: np.ndarray[Any, Any] = self.xp.asnumpy(array)
        return host
