"""Compiled kernels on the disk: those of other versions go in the end, and a disk that fails stops no run."""

from __future__ import annotations

import errno
import os
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("numba")
from numba.core.caching import IndexDataCacheFile

from nnstudio.backend.cpu.compile import bound, kernel, kernel_dir, prepare

DAY = 86400.0


def _twice(x: np.ndarray) -> None:
    for i in range(x.size):
        x[i] *= 2


def _doubles(compiled: Any, dtype: type = np.float64) -> None:
    """Prepare a kernel as a run does, and use it."""
    x = np.ones(3, dtype)
    run = bound(compiled, x)
    told = list(prepare())
    assert told[-1][0] == told[-1][1] >= 1
    run()
    assert x.tolist() == [2, 2, 2]


def _folder(path: Path, days: float) -> Path:
    (path / "module_1").mkdir(parents=True)
    (path / "module_1" / "kernel.nbi").write_bytes(b"compiled")
    os.utime(path, (time.time() - days * DAY,) * 2)
    return path


def test_what_other_versions_compiled_goes_when_it_was_not_used_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "kernels"
    monkeypatch.setenv("NNSTUDIO_KERNELS", str(home))
    old, new = _folder(home / "0123456789abcdef", 31), _folder(home / "fedcba9876543210", 29)
    ahead = _folder(home / "00000000000000ff", -400)  # the clock was set back meanwhile
    own = _folder(kernel_dir(), 400)
    others = _folder(home / "emulated", 400)
    elsewhere = _folder(tmp_path / "elsewhere", 400)
    link = home / "aaaaaaaaaaaaaaaa"
    link.symlink_to(elsewhere, target_is_directory=True)
    os.utime(link, (0, 0), follow_symlinks=False)

    _doubles(kernel(_twice))
    assert not old.exists()
    for stays in (new, ahead, own, others, elsewhere, link):
        assert (stays / "module_1" / "kernel.nbi").exists(), stays
    assert time.time() - own.stat().st_mtime < DAY  # used now, which keeps it from other versions


def test_a_folder_that_went_while_its_kernels_are_used_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNSTUDIO_KERNELS", str(tmp_path))
    compiled = kernel(_twice)
    for dtype in (np.float64, np.float32):
        shutil.rmtree(kernel_dir(), ignore_errors=True)
        _doubles(compiled, dtype)
        assert list(kernel_dir().rglob("*.nbi"))


@pytest.mark.parametrize("kind", ["*.nbi", "*.nbc"])
@pytest.mark.parametrize("left", [0, 20])
def test_what_a_power_failure_has_left_half_written_is_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, left: int
) -> None:
    monkeypatch.setenv("NNSTUDIO_KERNELS", str(tmp_path))
    _doubles(kernel(_twice))
    (file,) = kernel_dir().rglob(kind)
    whole = file.stat().st_size
    os.truncate(file, left)
    _doubles(kernel(_twice))  # as the next start of the program does
    (file,) = kernel_dir().rglob(kind)
    assert file.stat().st_size == whole


def test_a_full_disk_keeps_nothing_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setenv("NNSTUDIO_KERNELS", str(tmp_path))
    monkeypatch.setattr(IndexDataCacheFile, "save", full)
    _doubles(kernel(_twice))
    assert not list(tmp_path.rglob("*.nbi"))
