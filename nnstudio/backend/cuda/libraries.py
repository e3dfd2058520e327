"""NVIDIA's libraries that are called directly, through ctypes."""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib
from typing import Any


def shared_library(name: str) -> Any:
    """A library of the installed wheels or of the system; None where there is none.

    Parameters
    ----------
    name : {"cublas", "cudnn"}
    """
    try:
        found = importlib.import_module("cuda.pathfinder").load_nvidia_dynamic_lib(name).abs_path
    except Exception:  # the finder has an error of its own for each way in which it does not find
        found = ctypes.util.find_library(name)
    try:
        return ctypes.CDLL(found) if found else None
    except OSError:
        return None
