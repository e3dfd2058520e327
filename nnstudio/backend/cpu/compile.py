"""Compiled kernels: how they are declared, bound to their arrays, and compiled before a run needs them.

Numba compiles a kernel for the types of its arguments when it is first called and keeps the result in a folder.
That folder's name is a hash of all kernel sources, since Numba notices a change in a kernel's own file only. Folders
of other versions go when they were not used for long.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numba
import numpy as np

from nnstudio.system.folders import cache_dir
from nnstudio.system.messages import StudioError

FAST = {"contract", "reassoc", "nsz", "arcp", "afn"}
"""Freedoms of the compiler. NaN and infinity are not among them, so that a diverging run still shows them."""
_KEPT_SECONDS = 30 * 86400.0
"""How long what another version has compiled stays unused: two versions side by side do not take it from each other."""


def kernel_dir() -> Path:
    """The folder of compiled kernels; its name changes with every kernel source."""
    home = os.environ.get("NNSTUDIO_KERNELS")
    return (Path(home) if home else cache_dir() / "kernels") / _fingerprint()


@functools.cache
def _fingerprint() -> str:
    digest = hashlib.sha256(f"{numba.__version__} {np.__version__}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def _kept_in(folder: Path) -> Iterator[None]:
    """Let Numba choose its folder here; only while a kernel is declared, as the setting is the process's."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before


def kernel(function: Callable[..., None]) -> Any:
    """Declare a kernel: compiled, without the interpreter's lock, kept for the next start."""
    with _kept_in(kernel_dir()):
        return numba.njit(nogil=True, error_model="numpy", fastmath=FAST, cache=True, no_cfunc_wrapper=True)(
            function
        )


def device(function: Callable[..., Any]) -> Any:
    """Declare a function that kernels call; it is compiled into them, and cannot be called from Python."""
    return numba.njit(
        nogil=True, error_model="numpy", fastmath=FAST, no_cpython_wrapper=True, no_cfunc_wrapper=True
    )(function)


_wanted: dict[tuple[Any, tuple[Any, ...]], None] = {}
_lock = threading.Lock()
_planning = threading.local()


@contextlib.contextmanager
def only_planning() -> Iterator[None]:
    """In this thread, bind kernels without wanting them compiled: nothing will run."""
    _planning.on = True
    try:
        yield
    finally:
        _planning.on = False


def bound(kernel: Any, *arguments: Any) -> Callable[[], None]:
    """Bind a kernel to its arguments, and remember to compile it for their types."""
    if getattr(_planning, "on", False):
        return functools.partial(kernel, *arguments)
    types = tuple(numba.typeof(a) for a in arguments)
    if types not in kernel.overloads:
        with _lock:
            _wanted[kernel, types] = None
    return functools.partial(kernel, *arguments)


def prepare() -> Iterator[tuple[int, int]]:
    """Compile, or load, every kernel that is bound and not ready.

    Yields
    ------
    done, total : int
        Before each kernel and after the last; nothing where all are ready.
    """
    with _lock:
        wanted = list(_wanted)
    for done, (kernel, types) in enumerate(wanted):
        yield done, len(wanted)
        if types not in kernel.overloads:
            _compile(kernel, types)
        with _lock:
            _wanted.pop((kernel, types), None)
    if wanted:
        yield len(wanted), len(wanted)
        _forget_old()


def _compile(kernel: Any, types: tuple[Any, ...]) -> None:
    """Compile or load a kernel, whatever the disk has to say about it."""
    try:
        kernel.compile(types)
    except Exception:
        if types in kernel.overloads:  # compiled, but not kept: the disk is full
            return
        # What is kept may be damaged: Numba does not wait until it is on the disk, and then the power may fail.
        shutil.rmtree(kernel_dir(), ignore_errors=True)
        kernel.compile(types)


def _forget_old() -> None:
    """Note that this version's kernels are used, and remove those that no version has used for long.

    Whoever uses them nevertheless has them in memory, and compiles anew what is not there: Numba makes its folder again.
    """
    with contextlib.suppress(OSError, StudioError):
        own = kernel_dir()
        own.mkdir(parents=True, exist_ok=True)
        os.utime(own)
        for entry in own.parent.iterdir():
            unused = time.time() - entry.stat(follow_symlinks=False).st_mtime
            if entry != own and re.fullmatch("[0-9a-f]{16}", entry.name) and unused > _KEPT_SECONDS:
                shutil.rmtree(entry, ignore_errors=True)  # which follows no links
