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


def compiled(source: str, architecture: int) -> tuple[int, str]:
    """The size of the code for an architecture, 0 if it was refused, and what the compiler said."""
    nvrtc = shared_library()
    assert nvrtc is not None
    program = ctypes.c_void_p()
    assert nvrtc.nvrtcCreateProgram(ctypes.byref(program), source.encode(), b"kernels.cu", 0, None, None) == 0
    options = [f"--gpu-architecture=sm_{architecture}".encode(), *(o.encode() for o in OPTIONS)]
    status = nvrtc.nvrtcCompileProgram(program, len(options), (ctypes.c_char_p * len(options))(*options))
    size = ctypes.c_size_t()
    nvrtc.nvrtcGetProgramLogSize(program, ctypes.byref(size))
    log = ctypes.create_string_buffer(size.value)
    nvrtc.nvrtcGetProgramLog(program, log)
    if not status:
        assert nvrtc.nvrtcGetCUBINSize(program, ctypes.byref(size)) == 0
    nvrtc.nvrtcDestroyProgram(ctypes.byref(program))
    return 0 if status else size.value, log.value.decode()
