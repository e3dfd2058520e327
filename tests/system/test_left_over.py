"""What a writer leaves behind that is killed goes with the next file that is written there, and nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnstudio.system import folders, left_over, living
from nnstudio.system.file_set import write_together
from nnstudio.system.files import atomic_write, name_beside, write_bytes

KILLED = """
import os, signal, sys
from pathlib import Path
from nnstudio.system.files import atomic_write
with atomic_write(Path(sys.argv[1]) / "network.nnstudio") as file:
    file.write(b"half")
    print("here", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))
    there = tmp_path / "there"
    there.mkdir()
    return there


def writer(folder: Path) -> subprocess.Popen[str]:
    """Another program in the middle of a save."""
    env = {**os.environ, "PYTHONPATH": str(folders.checkout())}
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=env,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    return process


@pytest.mark.parametrize("how", ["one file", "several"])
def test_what_a_killed_save_has_left_goes_with_the_next_one(folder: Path, how: str) -> None:
    with writer(folder) as other:
        (left,) = folder.iterdir()
        other.kill()
    assert left.exists()
    if how == "one file":
        write_bytes(folder / "b", b"b")
    else:
        write_together({folder / "b": b"b"})
    assert [path.name for path in folder.iterdir()] == ["b"]


def test_what_is_being_written_stays(folder: Path) -> None:
    with writer(folder) as other:
        (left,) = folder.iterdir()
        write_bytes(folder / "b", b"b")
        assert left.exists()
        other.communicate("\n")
    assert sorted(path.name for path in folder.iterdir()) == ["b", "network.nnstudio"]


def test_our_own_second_file_stays(folder: Path) -> None:
    with atomic_write(folder / "a") as file:
        file.write(b"a")
        write_bytes(folder / "b", b"b")
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b"]


def dead(folder: Path) -> str:
    """The name of a temporary file of a program of ours that runs no more."""
    own = name_beside(folder / "x").name
    return own.replace(f"-{os.getpid()}-", "-4000000000-")


def test_names_of_others_and_what_is_no_file_stay(folder: Path, tmp_path: Path) -> None:
    name = dead(folder)
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    (folder / name).symlink_to(precious)
    inner = folder / dead(folder)
    inner.mkdir()
    elsewhere = name.replace(living.here(), "00000000")
    for other in (
        elsewhere,
        name + ".nnstudio",
        "a" + name,
        ".nnstudio-0123456789abcdef.tmp",
        name.replace("4000000000", "-1"),
    ):
        (folder / other).write_bytes(b"x")
    before = set(folder.iterdir())
    write_bytes(folder / "b", b"b")
    assert set(folder.iterdir()) == {*before, folder / "b"}
    assert precious.read_bytes() == b"mine"


def test_a_file_of_that_name_goes_once(folder: Path) -> None:
    """A folder is looked through once: it may be long."""
    name = dead(folder)
    (folder / name).write_bytes(b"x")
    write_bytes(folder / "b", b"b")
    assert not (folder / name).exists()
    (folder / name).write_bytes(b"x")
    write_bytes(folder / "b", b"b")
    assert (folder / name).exists()


def test_where_nobody_can_see_that_we_are_alive_the_name_tells_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(living, "announce", lambda: False)
    assert left_over.mark() == ""
    write_bytes(folder / "b", b"b")
    assert (folder / "b").read_bytes() == b"b"
