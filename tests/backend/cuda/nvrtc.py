"""NVIDIA's compiler, called directly: it needs neither a GPU nor a driver."""

from __future__ import annotations

import ctypes
import functools
import importlib.util
from pathlib import Path

from nnstudio.backend.cuda.module import OPTIONS


@functools.cache
def shared_library() -> ctypes.CDLL | None:
    """The compiler of the installed wheel, or None."""
    package = importlib.util.find_spec("nvidia")
    for folder in (package.submodule_search_locations or ()) if package else ():
        for path in sorted(Path(folder).rglob("libnvrtc.so*")):
            return ctypes.CDLL(str(path))
    return None


ADDED = ("-ftz=true",)
"""What CuPy adds to the options: numbers of float32 that are too small to be normal count as 0."""


def compiled(source: str, architecture: int) -> tuple[int, str]:
    """The size of the code for an architecture, 0 if it was refused, and what the compiler said."""
    code, said = _made(source, f"sm_{architecture}", "CUBIN")
    return len(code), said


def assembly(source: str, architecture: int) -> str:
    """The instructions for an architecture, before they are those of a card."""
    return _made(source, f"compute_{architecture}", "PTX")[0].decode()


def _made(source: str, target: str, kind: str) -> tuple[bytes, str]:
    nvrtc = shared_library()
    assert nvrtc is not None
    program = ctypes.c_void_p()
    assert nvrtc.nvrtcCreateProgram(ctypes.byref(program), source.encode(), b"kernels.cu", 0, None, None) == 0
    options = [o.encode() for o in (f"--gpu-architecture={target}", *OPTIONS, *ADDED)]
    status = nvrtc.nvrtcCompileProgram(program, len(options), (ctypes.c_char_p * len(options))(*options))
    said = _text(nvrtc, "ProgramLog", program).decode()
    code = b"" if status else _text(nvrtc, kind, program)
    nvrtc.nvrtcDestroyProgram(ctypes.byref(program))
    return code, said


def _text(nvrtc: ctypes.CDLL, what: str, program: ctypes.c_void_p) -> bytes:
    size = ctypes.c_size_t()
    assert getattr(nvrtc, f"nvrtcGet{what}Size")(program, ctypes.byref(size)) == 0
    room = ctypes.create_string_buffer(size.value)
    assert getattr(nvrtc, f"nvrtcGet{what}")(program, room) == 0
    return room.raw.rstrip(b"\0") if what != "CUBIN" else room.raw
