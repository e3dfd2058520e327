"""A save either succeeds completely or leaves the old file as it was."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from nnstudio.system import file_errors, files
from nnstudio.system.cancel import Cancelled
from nnstudio.system.file_errors import FileError, shown
from nnstudio.system.file_set import write_together
from nnstudio.system.files import Stamp, atomic_write, read_limited, stamp_of, write_bytes
from tests.system.failing_disk import FailingDisk
from tests.windows_rules import under_the_rules


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


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
def test_owner_and_group_survive(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    os.chown(path, 1234, 2345)
    path.chmod(0o640)
    write_bytes(path, b"new")
    facts = path.stat()
    assert (facts.st_uid, facts.st_gid, facts.st_mode & 0o777) == (1234, 2345, 0o640)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
def test_what_one_group_may_another_may_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system does not let us keep the group of a file."""
    path = tmp_path / "a"
    path.write_bytes(b"old")
    os.chown(path, -1, 2345)
    path.chmod(0o664)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    write_bytes(path, b"new")
    assert path.stat().st_gid == os.getgid()
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_copy_is_for_nobody_who_may_not_read_what_it_is_of(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"")
    secret.chmod(0o600)
    with atomic_write(tmp_path / "copy", like=secret) as file:
        file.write(b"copy")
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    with atomic_write(tmp_path / "other", like=tmp_path / "none") as file:
        file.write(b"copy")
    assert (tmp_path / "other").read_bytes() == b"copy"


@pytest.fixture
def as_on_windows(monkeypatch: pytest.MonkeyPatch, windows_rules: None) -> None:
    for module in (files, file_errors):
        monkeypatch.setattr(module, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(files.time, "sleep", lambda _seconds: None)


@under_the_rules
@pytest.mark.usefixtures("as_on_windows")
def test_the_copy_of_a_read_only_file_can_be_replaced_and_removed(tmp_path: Path) -> None:
    (tmp_path / "net").write_bytes(b"")
    (tmp_path / "net").chmod(0o444)
    for text in (b"one", b"two"):
        with atomic_write(tmp_path / "copy", like=tmp_path / "net") as file:
            file.write(text)
        assert (tmp_path / "copy").read_bytes() == text
    (tmp_path / "copy").unlink()
    (tmp_path / "net").chmod(0o600)


@under_the_rules
@pytest.mark.usefixtures("as_on_windows")
@pytest.mark.parametrize("hindrance", ["read-only", "open"])
def test_a_file_that_cannot_be_replaced_stays_and_nothing_beside_it(tmp_path: Path, hindrance: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(0o444 if hindrance == "read-only" else 0o600)
    with path.open("rb") if hindrance == "open" else nullcontext():
        for write in (write_bytes, lambda path, data: write_together({path: data})):
            with pytest.raises(FileError) as caught:
                write(path, b"new")
            assert str(caught.value) == (
                f"Cannot save {path}: permission denied, or it is open in another program"
            )
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]
    path.chmod(0o600)


def test_a_write_that_nobody_waits_for_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled), atomic_write(path, cancelled=lambda: True) as file:
        file.write(b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_a_stamp_tells_another_file_from_the_same_one(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert stamp_of(path) is None
    path.write_bytes(b"12345")
    stamp = stamp_of(path)
    assert stamp is not None
    assert stamp.is_of(stamp)
    assert stamp.is_of(Stamp(5, stamp.changed + 1.5)), "some file systems round to two seconds"
    assert not stamp.is_of(Stamp(5, stamp.changed + 3))
    assert not stamp.is_of(Stamp(6, stamp.changed))


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
