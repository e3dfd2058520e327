"""Where arrays live. The only floor that knows about NumPy kernels, Numba and CuPy."""

from nnstudio.backend.base import Array, Backend, Bound, Sigma
from nnstudio.backend.devices import get_backend

__all__ = ["Array", "Backend", "Bound", "Sigma", "get_backend"]
