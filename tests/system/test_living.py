"""Another copy of the program counts as alive exactly as long as it runs."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnstudio.system import folders, living

OTHER = """
import sys
from nnstudio.system import living
living.announce()
print("here", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """Another process that has announced itself."""
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path))
    root = folders.checkout()
    env = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(
        [sys.executable, "-c", OTHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        yield process
        process.kill()


def test_one_that_was_killed_is_dead_and_nothing_of_it_stays(other: subprocess.Popen[str]) -> None:
    assert living.is_alive(other.pid)
    assert living.is_alive(other.pid), "asking does not take the lock away"
    other.kill()
    other.wait()
    assert not living.is_alive(other.pid)
    assert list((folders.cache_dir() / "running").iterdir()) == []


def test_one_that_ends_takes_its_lock_along(other: subprocess.Popen[str]) -> None:
    other.communicate("\n")
    assert other.returncode == 0
    assert list((folders.cache_dir() / "running").iterdir()) == []
    assert not living.is_alive(other.pid)


def test_a_process_that_is_none_of_ours_is_not_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the power failed, the number of the one that crashed may belong to anybody."""
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path))
    assert not living.is_alive(os.getppid())
    assert not living.is_alive(os.getpid()), "an earlier one may have had our number"
    assert not living.is_alive(-1)


@pytest.mark.parametrize("end", ["killed", "closed"])
def test_what_is_open_in_another_is_told_as_long_as_it_runs(
    other: subprocess.Popen[str], tmp_path: Path, end: str
) -> None:
    document = tmp_path / "net \udcff.nnstudio" if sys.platform == "linux" else tmp_path / "net.nnstudio"
    (folders.cache_dir() / "running" / f"{other.pid}.open").write_bytes(os.fsencode(document))
    assert living.is_open_elsewhere(document)
    assert not living.is_open_elsewhere(tmp_path / "net 2.nnstudio")
    if end == "killed":
        other.kill()
        other.wait()
    else:
        other.communicate("\n")
    assert not living.is_open_elsewhere(document)
    assert list((folders.cache_dir() / "running").iterdir()) == []


def test_what_is_open_here_is_not_open_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path))
    running = folders.cache_dir() / "running"
    living.tell_open(tmp_path / "a")
    assert (running / f"{os.getpid()}.open").read_bytes() == os.fsencode(tmp_path / "a")
    (running / "no number.open").write_bytes(os.fsencode(tmp_path / "a"))
    assert not living.is_open_elsewhere(tmp_path / "a")
    living.tell_open(None)
    assert not (running / f"{os.getpid()}.open").exists()


def test_where_nothing_can_be_written_nobody_is_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "file"))
    assert not living.announce()
    living.tell_open(tmp_path / "a")
    assert not living.is_alive(1)
    assert not living.is_open_elsewhere(tmp_path / "a")


def test_a_mac_is_the_same_computer_in_every_network(monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        def gethostuuid(self, number: ctypes.Array[ctypes.c_char], _patience: object) -> int:
            number.raw = bytes(range(16))
            return 0

    monkeypatch.setattr(living.sys, "platform", "darwin")
    monkeypatch.setattr(living.ctypes, "CDLL", lambda _name: Library())
    marks = set()
    for name in ("mac.home", "mac.office"):
        monkeypatch.setattr(living.platform, "node", lambda name=name: name)
        marks.add(living.here())
    assert len(marks) == 1
    monkeypatch.setattr(Library, "gethostuuid", lambda *_: -1)
    assert living.here() not in marks
