"""The NVIDIA backend; using it needs CuPy and a working driver."""

from nnstudio.backend.cuda.backend import CudaBackend

__all__ = ["CudaBackend"]
