"""NVIDIA's libraries that are called directly, through ctypes."""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import importlib
import threading
import weakref
from collections.abc import Callable
from typing import Any

idle: dict[tuple[str, int], list[ctypes.c_void_p]] = {}
"""Handles whose owners are gone, by the name of the library and the number of the device."""

undisturbed = threading.Lock()
"""Held while a step is captured, and while a handle is made, a kernel loaded, or one called for the first time: for these
CUDA may wait for the whole device, which it refuses while anything on it is captured, and which spoils what is."""


@functools.cache
def shared_library(name: str) -> Any:
    """A library of the installed wheels or of the system; None where there is none.

    It is looked for once: where there is none, the system is asked by way of other programs, which takes its time.

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


def handle(
    owner: object, library: str, device: int, create: Callable[[], ctypes.c_void_p]
) -> ctypes.c_void_p:
    """A handle of a library on a device; when its owner is gone, the next one gets it.

    None is destroyed. That waits for the whole device, which spoils what another thread captures meanwhile, and an owner
    may go in any thread, at any time.
    """
    unused = idle.setdefault((library, device), [])
    try:
        found = unused.pop()
    except IndexError:
        with undisturbed:
            found = create()
    weakref.finalize(owner, unused.append, found).atexit = False
    return found
