"""A save either succeeds completely or leaves the old file as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from nnstudio.system import files
from nnstudio.system.files import FileError, atomic_write, read_limited, shown, write_bytes


class FailingFile:
    """A binary file whose operations count, too."""

    def __init__(self, disk: FailingDisk, file: Any) -> None:
        self.disk, self.file = disk, file

    def __enter__(self) -> FailingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self.disk.step()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.file, name)

        def counted(*args: Any) -> Any:
            self.disk.step()
            return method(*args)

        return counted


class FailingDisk:
    """The module ``os``, of which the n-th call that touches the disk fails (and all later ones)."""

    def __init__(self, n: int, lasting: bool, code: int = errno.ENOSPC) -> None:
        self.left, self.lasting, self.code = n, lasting, code
        self.failed = False

    def step(self) -> None:
        self.left -= 1
        if self.left == 0 or (self.left < 0 and self.lasting):
            self.failed = True
            raise OSError(self.code, os.strerror(self.code))

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in ("open", "fdopen", "chmod", "stat", "fsync", "replace", "close"):
            return real

        def counted(*args: Any) -> Any:
            if name == "close":  # it closes even where it complains
                real(*args)
            try:
                self.step()
            except OSError:
                if name == "fdopen":
                    os.close(args[0])
                raise
            if name == "fdopen":
                return FailingFile(self, real(*args))
            return None if name == "close" else real(*args)

        return counted


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("existed", [False, True], ids=["new", "old"])
def test_the_nth_operation_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lasting: bool, existed: bool
) -> None:
    path = tmp_path / "net.nnstudio"
    old, new = b"old" * 1000, b"new" * 2000
    for n in range(1, 100):
        path.unlink(missing_ok=True)
        if existed:
            path.write_bytes(old)
        disk = FailingDisk(n, lasting)
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", disk)
            try:
                write_bytes(path, new)
                said = ""
            except FileError as error:
                said = str(error)
        assert {p.name for p in tmp_path.iterdir()} <= {"net.nnstudio"}, f"operation {n} leaves something"
        assert "\n" not in said
        if not said:
            assert path.read_bytes() == new
        elif path.exists():
            assert "the disk is full" in said
            assert path.read_bytes() in ((old, new) if existed else (new,))
        else:
            assert not existed
        if not disk.failed:
            assert n > 5
            return
    pytest.fail("the save never ends")


def test_the_callers_own_error_passes_and_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(KeyError), atomic_write(path) as file:
        {}[file.write(b"half")]
    with pytest.raises(FileNotFoundError), atomic_write(path):
        (tmp_path / "another").read_bytes()
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_each_refusal_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path, cause in [
        (tmp_path / "none" / "a", "the folder does not exist"),
        (tmp_path / "file" / "a", "part of its path is a file"),
        (tmp_path, "there is a folder of that name"),
        (tmp_path / ("x" * 300), "the name is too long"),
    ]:
        with pytest.raises(FileError) as caught:
            write_bytes(path, b"")
        assert str(caught.value).startswith(f"Cannot save {path}: {cause}")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FileError, match="permission denied"):
        write_bytes(tmp_path / "a", b"")
    tmp_path.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")
def test_permissions_and_links_survive(tmp_path: Path) -> None:
    path, link = tmp_path / "a", tmp_path / "link"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_reading_has_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_limited(path, 5) == b"12345"
    with pytest.raises(FileError, match="it has 5 bytes, and 4 are the most"):
        read_limited(path, 4)
    with pytest.raises(FileError, match="there is no such file"):
        read_limited(tmp_path / "b", 4)
    with pytest.raises(FileError, match="it is not a file"):
        read_limited(tmp_path, 4)
    with pytest.raises(FileError, match="there is no such file"):
        read_limited("a\0b", 4)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in this file system")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="it is not a file"):
        read_limited(tmp_path / "pipe", 4)


def test_names_are_shown_in_one_line() -> None:
    spaces = "12\N{NARROW NO-BREAK SPACE}345\N{IDEOGRAPHIC SPACE}6\N{NO-BREAK SPACE}7"
    assert shown(spaces) == spaces
    assert shown("a\nb\x1b[31m.csv") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}[31m.csv"
