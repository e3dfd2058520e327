"""Waiting for another thread without sleeping, and without the interpreter's lock.

To put a thread to sleep and to wake it takes longer than a small operation does.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from nnstudio.backend.cpu.compile import kernel

_VOID, _INT = ir.VoidType(), ir.IntType(32)
_RESTS: dict[str, tuple[str, list[ir.Constant]]] = {
    "x86_64": ("llvm.x86.sse2.pause", []),
    "amd64": ("llvm.x86.sse2.pause", []),
    "aarch64": ("llvm.aarch64.hint", [ir.Constant(_INT, 1)]),  # the instruction is called yield
    "arm64": ("llvm.aarch64.hint", [ir.Constant(_INT, 1)]),
}
"""How a processor is told that a loop only waits; it saves power, and leaves its core to the thread beside."""


@intrinsic
def _read(_context: Any, cell: Any) -> tuple[Any, Callable[..., Any]]:
    """The first value of an array, read anew each time: left to itself the compiler reads it once."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        return builder.load_atomic(array.data, "acquire", 8)

    return types.int64(cell), generate


@intrinsic
def _rest(_context: Any) -> tuple[Any, Callable[..., Any]]:
    """Let some nanoseconds pass."""

    def generate(context: Any, builder: Any, _signature: Any, _arguments: Any) -> Any:
        name, arguments = _RESTS.get(platform.machine().lower(), ("", []))
        if name:
            kind = ir.FunctionType(_VOID, [argument.type for argument in arguments])
            builder.call(cgutils.get_or_insert_function(builder.module, kind, name), arguments)
        return context.get_dummy_value()

    return types.void(), generate


@kernel
def look_out(cell: Any, seen: int, turns: int, rests: int) -> None:
    """Return some rests after ``cell[0]`` is another than what was seen, or when nothing has come in so many turns."""
    for _ in range(turns):
        if _read(cell) != seen:
            break
        _rest()
    for _ in range(rests):
        _rest()
