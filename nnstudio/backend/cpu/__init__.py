"""The CPU backend."""

from nnstudio.backend.cpu.backend import CpuBackend

__all__ = ["CpuBackend"]
