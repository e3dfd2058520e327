"""The emulated tests once more, under the compiler's sanitizers: no kernel leaves its arrays, and no two threads race."""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.backend.cuda.emulator import COMPILER, FLAGS, needs_compiler

ROOT = Path(__file__).parents[3]
EMULATED = sorted(
    {path.name for path in Path(__file__).parent.glob("test_*.py")} - {Path(__file__).name, "test_gpu.py"}
)
"""Files of tests; those of ``test_gpu.py`` are for a card."""

SANITIZERS = {
    "addresses": (
        "-fsanitize=address,undefined -fno-sanitize-recover=undefined",
        ("libasan.so", "libubsan.so"),
        {
            # Fibres have stacks of their own; Python's memory is left to the system, so that it can be watched.
            "ASAN_OPTIONS": "detect_leaks=0:detect_stack_use_after_return=0:allocator_may_return_null=1",
            "PYTHONMALLOC": "malloc",
        },
    ),
    "races": (
        "-fsanitize=thread",
        ("libtsan.so",),
        {"TSAN_OPTIONS": "ignore_noninstrumented_modules=1"},  # the kernels are watched, not Python
    ),
}

BEGIN = """
import numpy as np
from nnstudio.backend.cuda.module import source
from tests.backend.cuda.emulator import Kernel
values, text = np.zeros(1000, np.float32), source("float")
"""

WRONG = {
    "too far": ("addresses", "AddressSanitizer: heap-", """
Kernel(text, "copy")((1,), (32,), (values, values.copy(), np.int64(1001)))
"""),
    "too far in what is a part of an array": ("addresses", "AddressSanitizer: heap-", """
Kernel(text, "copy")((1,), (32,), (values[:500], values[500:], np.int64(501)))
"""),
    "too far in what a block shares": ("addresses", "AddressSanitizer: heap-", """
Kernel(text, "total")((1,), (512,), (values, values[:1].copy(), np.int64(1000), np.int64(0)))
"""),
    "without a barrier": ("races", "data race", """
text = text.replace("    __syncthreads();\\n  }\\n  T total", "  }\\n  T total")
assert text != source("float")
Kernel(text, "total")((1,), (256,), (values, values[:1].copy(), np.int64(1000), np.int64(0)))
"""),
    "two blocks to one place": ("races", "data race", """
text += "\\nKERNEL same(real* x) {\\n  if (threadIdx.x == 0) x[0] = blockIdx.x;\\n}"
Kernel(text, "same")((2,), (32,), (values,))
"""),
}  # fmt: skip
"""What each has to find, so that its silence says something."""


def _sanitized(which: str, arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python with the sanitizer loaded before everything else."""
    flags, libraries, options = SANITIZERS[which]
    found = [
        subprocess.run(
            [str(COMPILER), f"-print-file-name={name}"], capture_output=True, text=True, check=True
        ).stdout.strip()
        for name in libraries
    ]
    environment = os.environ | options
    environment |= {
        "LD_PRELOAD": " ".join(found),
        "NNSTUDIO_KERNELS": str(folder / "kernels"),
        FLAGS: f"{flags} -g",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which each sanitizer's kernels are compiled once."""
    return tmp_path_factory.mktemp("sanitized")


@pytest.mark.full
@needs_compiler
@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_found(wrong: str, tmp_path: Path) -> None:
    which, words, lines = WRONG[wrong]
    told = _sanitized(which, ["-c", BEGIN + lines], tmp_path)
    assert told.returncode
    assert words in told.stderr, told.stderr


@pytest.mark.full
@needs_compiler
@pytest.mark.parametrize("tests", EMULATED)
@pytest.mark.parametrize("which", SANITIZERS)
def test_the_kernels_pass(which: str, tests: str, compiled: Path) -> None:
    """All that runs on the emulated device but what asks for NVIDIA's compiler or is wrong with intent.

    The long runs for cuDNN, whose kernels the others have as well, are left out, too.
    """
    faulthandler.cancel_dump_traceback_later()  # a whole file takes longer than a test may; it has a limit of its own
    options = ["-q", "-n0", "-x", "-s", "-o", f"cache_dir={compiled / 'cache'}"]
    names = "not nvrtc and not missing_barrier and not moved_together and not short_products"
    names += " and not nobody_holds"  # here the copies do
    if which == "races":
        names += " and not float64"  # the threads meet at the same places, and are watched slowly
    chosen = [f"tests/backend/cuda/{tests}", "-k", names, "-m", "not gpu and not full"]
    told = _sanitized(which, ["-m", "pytest", *options, *chosen], compiled / which)
    assert told.returncode == 0, told.stdout[-5000:] + told.stderr[-5000:]
