"""Every kernel keeps to its arrays: the emulated tests once more, under the compiler's sanitizers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.backend.cuda.emulator import COMPILER, FLAGS, needs_compiler

ROOT = Path(__file__).parents[3]

OVERFLOW = """
import numpy as np
from nnstudio.backend.cuda.module import source
from tests.backend.cuda.emulator import Kernel
values = np.zeros(1000, np.float32)
Kernel(source("float"), "copy")((1,), (32,), (values, values.copy(), np.int64(1001)))
"""


def _sanitized(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python with the sanitizers loaded before everything else."""
    found = [
        subprocess.run(
            [str(COMPILER), f"-print-file-name={name}"], capture_output=True, text=True, check=True
        ).stdout.strip()
        for name in ("libasan.so", "libubsan.so")
    ]
    environment = os.environ | {
        "LD_PRELOAD": " ".join(found),
        # Fibres have stacks of their own; Python's memory is left to the system, so that it can be watched.
        "ASAN_OPTIONS": "detect_leaks=0:detect_stack_use_after_return=0:allocator_may_return_null=1",
        "PYTHONMALLOC": "malloc",
        "NNSTUDIO_KERNELS": str(folder / "kernels"),
        FLAGS: "-fsanitize=address,undefined -fno-sanitize-recover=undefined -g",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )


@pytest.mark.full
@needs_compiler
def test_no_kernel_leaves_its_arrays(tmp_path: Path) -> None:
    told = _sanitized(["-c", OVERFLOW], tmp_path)
    assert "heap-buffer-overflow" in told.stderr, "the sanitizer does not see what it is for"
    which = [
        "tests/backend/cuda/test_layers.py",
        "tests/backend/cuda/test_gpu.py",
        "-k",
        "corners or harness",
    ]
    told = _sanitized(
        ["-m", "pytest", "-q", "-n0", "-x", "-o", f"cache_dir={tmp_path / 'cache'}", *which], tmp_path
    )
    assert told.returncode == 0, told.stdout + told.stderr
