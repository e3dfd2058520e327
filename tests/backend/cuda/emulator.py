"""The kernels' own source, compiled for this processor and called like CuPy's kernels."""

from __future__ import annotations

import ctypes
import functools
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

SHIM = Path(__file__).with_name("cuda_on_cpu.h")
COMPILER = shutil.which("g++")
WHY_NOT = (
    "the kernels run on this processor only under Linux"
    if sys.platform != "linux"
    else ""
    if COMPILER
    else "there is no g++ to compile the kernels with"
)
needs_compiler = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

FLAGS = "NNSTUDIO_EMULATOR_FLAGS"
"""The variable of the environment with further options for the compiler."""

MISALIGNED_ENDS = "-fsanitize=alignment -fsanitize-undefined-trap-on-error"
"""What a card refuses, and a processor only at times: values that are moved together but begin in the middle of such."""

_KERNEL = re.compile(r"KERNEL (\w+)\(([^)]*)\) \{(.*?)\n\}", re.DOTALL)
_SHARED = re.compile(r"__shared__ (\w+) (\w+)\[(\d+)\];")


_one_at_a_time = threading.Lock()
"""What the header knows of a launch is known once; calls of other threads wait, as they do on a card's default stream."""


@functools.cache
def signatures(source: str) -> dict[str, list[tuple[str, str]]]:
    """Type and name of every parameter of every kernel."""
    found = {}
    for name, parameters, _ in _KERNEL.findall(source):
        pairs = [p.strip().rsplit(" ", 1) for p in " ".join(parameters.split()).split(",")]
        found[name] = [(kind, word) for kind, word in pairs]
    return found


def _wrapped(source: str) -> str:
    """The source with a function ``run_NAME`` behind it for every kernel."""
    # What a block shares is the emulator's to give: as large as it is declared, and each block its own.
    begin, rest = source.split("\n", 1)  # the type of the numbers, which the header asks for, too
    lines = [
        begin,
        f'#include "{SHIM}"',
        _SHARED.sub(r"\1* \2 = reinterpret_cast<\1*>(emulator::room);", rest),
    ]
    for name, parameters, body in _KERNEL.findall(source):
        names = ", ".join(word for _, word in signatures(source)[name])
        found = _SHARED.search(body)
        shared = f"sizeof({found[1]}) * {found[3]}" if found else "0"
        lines.append(
            f'extern "C" void run_{name}(unsigned gx, unsigned gy, unsigned bx, unsigned by, {parameters}) '
            f"{{ emulator::launch(gx, gy, bx, by, {shared}, [=] {{ {name}({names}); }}); }}"
        )
    return "\n".join(lines)


@functools.cache
def shared_library(source: str) -> ctypes.CDLL:
    """Compile the source, once for all test processes."""
    text = _wrapped(source)
    flags = os.environ.get(FLAGS, MISALIGNED_ENDS).split()
    digest = hashlib.sha256("".join([text, SHIM.read_text("utf-8"), *flags]).encode()).hexdigest()[:16]
    folder = Path(os.environ["NNSTUDIO_KERNELS"]) / "emulated"
    built = folder / f"{digest}.so"
    if not built.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{digest}-{os.getpid()}"
        draft.with_suffix(".cpp").write_text(text, "utf-8")
        command = [
            str(COMPILER),
            "-O1",
            "-std=c++17",
            "-U_FORTIFY_SOURCE",
            "-ffp-contract=off",
            "-shared",
            "-fPIC",
            *flags,
        ]
        command += [str(draft.with_suffix(".cpp")), "-o", str(draft)]
        subprocess.run(command, check=True, timeout=240)
        draft.with_suffix(".cpp").unlink()
        draft.replace(built)
    return ctypes.CDLL(str(built))


class Kernel:
    """One kernel, called with a grid, a block and arguments as CuPy's are; arrays are NumPy's."""

    def __init__(self, source: str, name: str) -> None:
        self._run = getattr(shared_library(source), f"run_{name}")
        real = ctypes.c_float if "#define REAL float" in source else ctypes.c_double
        self._types = {"wide": ctypes.c_longlong, "real": real, "double": ctypes.c_double}
        self._parameters = signatures(source)[name]
        self._moves_words = name == "gather"  # of four bytes, whatever they mean

    def __call__(self, grid: tuple[int, ...], block: tuple[int, ...], arguments: tuple[Any, ...]) -> None:
        self.bound(grid, block, arguments)()

    def bound(
        self, grid: tuple[int, ...], block: tuple[int, ...], arguments: tuple[Any, ...]
    ) -> Callable[[], None]:
        """The same to be called later, and often; like a card it knows where arrays stand, and does not hold them."""
        sides = [*grid, 1][:2] + [*block, 1][:2]
        assert 1 <= sides[0] < 1 << 31, "a grid that no card takes"
        assert 1 <= sides[1] < 1 << 16, "a grid that no card takes"
        assert 1 <= sides[2] * sides[3] <= 1024, "a block that no card takes"
        assert len(arguments) == len(self._parameters)
        copies: dict[tuple[int, int], tuple[Any, Any]] = {}

        def place(array: Any) -> int:
            """Where the kernel finds an array: under a sanitizer in a copy, behind which nothing stands."""
            if not os.environ.get(FLAGS):
                return int(array.ctypes.data)
            _, copy = copies.setdefault((array.ctypes.data, array.nbytes), (array, _alone(array)))
            return int(copy.ctypes.data)

        values = [
            self._value(kind, a, place) for (kind, _), a in zip(self._parameters, arguments, strict=True)
        ]

        def run() -> None:
            for array, copy in copies.values():
                copy[...] = array
            with _one_at_a_time:
                self._run(*map(ctypes.c_uint, sides), *values)
            for array, copy in copies.values():
                array[...] = copy

        return run

    def _value(self, kind: str, argument: Any, place: Callable[[Any], int]) -> Any:
        if not kind.endswith("*"):
            assert argument.dtype.itemsize == ctypes.sizeof(self._types[kind]), "a number of another size"
            assert (argument.dtype.kind == "i") == (kind == "wide"), "a number of another kind"
            return self._types[kind](argument)
        if not isinstance(argument, np.ndarray):
            assert argument == 0
            return ctypes.c_void_p(None)
        size = {"int": 4, "wide": 8, "double": 8}.get(
            kind.removeprefix("const ").rstrip("*"), ctypes.sizeof(self._types["real"])
        )
        whole = "i" if "wide" in kind or "int" in kind else "f"
        same = (argument.dtype.kind, argument.dtype.itemsize) == (whole, size)
        assert same or self._moves_words, "an array of another type"
        assert argument.flags.c_contiguous, "an array with gaps"
        return ctypes.c_void_p(place(argument))


def _alone(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Room for a copy with the end of its memory where it ends."""
    lead = array.ctypes.data % 16  # keeps a misaligned array misaligned
    block = np.empty(lead + array.nbytes, np.uint8)
    return block[lead:].view(array.dtype).reshape(array.shape)
