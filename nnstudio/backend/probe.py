"""Which devices can be used, and why not.

The GPU is asked in a child process with a time limit: a sleeping laptop GPU takes over ten seconds to answer,
and a broken driver can take the asking process down with it.
"""

from __future__ import annotations

import functools
import json
import subprocess
import sys

import msgspec

from nnstudio.system.messages import Message, msg

_QUESTION = """
import json, sys
try:
    import cupy
except ImportError as error:
    print(json.dumps({"step": "import", "cause": str(error)})); sys.exit()
try:
    count = cupy.cuda.runtime.getDeviceCount()
    properties = cupy.cuda.runtime.getDeviceProperties(0)
    free, total = cupy.cuda.runtime.memGetInfo()
    assert float(cupy.arange(4, dtype=cupy.float32).sum()) == 6
except Exception as error:
    print(json.dumps({"step": "run", "cause": (str(error) or type(error).__name__).splitlines()[0]})); sys.exit()
print(json.dumps({"step": "ready", "name": properties["name"].decode(), "free": free, "total": total}))
"""


class Device(msgspec.Struct, frozen=True):
    """One device and whether it can be used.

    Parameters
    ----------
    key : {"cpu", "cuda"}
        What ``--device`` takes.
    name : str
        Name for people.
    usable : bool
        Whether training can run here.
    reason : Message
        What is there, or why it cannot be used and what helps.
    """

    key: str
    name: str
    usable: bool
    reason: Message


@functools.cache
def probe_gpu(timeout: float = 60.0) -> Device:
    """Ask for an NVIDIA GPU in a child process; the answer is remembered."""

    def no(reason: Message) -> Device:
        return Device("cuda", "NVIDIA GPU", False, reason)

    if getattr(sys, "frozen", False):
        return no(msg("this bundle runs on the CPU only; install with pip for GPU support"))
    if sys.platform == "darwin":
        return no(msg("macOS has no NVIDIA driver"))
    try:
        answer = subprocess.run(
            [sys.executable, "-c", _QUESTION], capture_output=True, text=True, timeout=timeout, check=False
        )
        told = json.loads(answer.stdout.strip().splitlines()[-1])
    except subprocess.TimeoutExpired:
        return no(msg("the GPU did not answer within {seconds:.0f} seconds", seconds=timeout))
    except (OSError, ValueError, IndexError):
        return no(msg("asking for a GPU failed; the driver or CuPy may be damaged"))
    if told["step"] == "ready":
        free = told["free"] / 2**30
        return Device("cuda", told["name"], True, msg("{free:.1f} GiB free", free=free))
    if told["step"] == "import":
        return no(
            msg("CuPy is not installed (pip install cupy-cuda13x 'cuda-toolkit[cublas,cudart,nvrtc]==13.*')")
        )
    return no(msg("{cause}", cause=told["cause"]))


def devices() -> tuple[Device, ...]:
    """All known devices, the CPU first."""
    return Device("cpu", "CPU", True, msg("NumPy")), probe_gpu()


def choose(wish: str) -> str:
    """Turn "auto" into the device to use; other wishes pass."""
    if wish != "auto":
        return wish
    return "cuda" if probe_gpu().usable else "cpu"
