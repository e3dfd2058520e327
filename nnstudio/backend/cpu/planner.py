"""The planner of the compiled backend."""

from __future__ import annotations

from contextlib import AbstractContextManager

from nnstudio.backend.cpu.backend import CpuBackend
from nnstudio.backend.cpu.compile import only_planning
from nnstudio.backend.planner import Planner


class CpuPlanner(Planner, CpuBackend):
    """Plans what :class:`CpuBackend` would run, with as many threads."""

    def __init__(self, dtype: str) -> None:
        CpuBackend.__init__(self, dtype)

    def planning(self) -> AbstractContextManager[None]:
        return only_planning()
