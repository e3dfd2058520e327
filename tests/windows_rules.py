"""What Windows allows files to do, on Linux: so that much of what would fail there fails here.

A test that asks for the fixture ``windows_rules`` runs under them; with NNSTUDIO_WINDOWS_RULES set, every test does. A file
that is open or mapped, here or in a child process, can be neither removed, replaced nor renamed, nor can a folder that holds
one; nor can what is not to be written. Names that Windows does not know are refused. Only calls from Python are seen: not
those of Qt and other libraries, nor those of children.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import functools
import io
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_UNKNOWN = re.compile(r'[<>:"|?*\x00-\x1f]|[ .]$')
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[1-9])(\..*)?", re.IGNORECASE)
_ALWAYS = "NNSTUDIO_WINDOWS_RULES" in os.environ

under_the_rules = pytest.mark.skipif(sys.platform == "darwin", reason="macOS tells nobody what is open")
names_of_others = pytest.mark.skipif(os.name == "nt" or _ALWAYS, reason="Windows has no such names")


@pytest.fixture(autouse=_ALWAYS)
def windows_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep to the rules of Windows for the time of a test; without effect elsewhere, as only Linux tells what is open."""
    if not sys.platform.startswith("linux"):
        return
    # Both open folders, and can do without.
    monkeypatch.setattr(shutil, "_use_fd_functions", False)
    monkeypatch.setattr(tempfile, "_O_TMPFILE_WORKS", False)
    for name in ("unlink", "remove", "rmdir"):
        monkeypatch.setattr(os, name, _removing(getattr(os, name)))
    for name in ("rename", "replace"):
        monkeypatch.setattr(os, name, _renaming(getattr(os, name), over=name == "replace"))
    monkeypatch.setattr(os, "mkdir", _naming(os.mkdir, folders=True))
    monkeypatch.setattr(os, "open", _naming(os.open))
    opening = _naming(io.open)
    for module in (builtins, io):
        monkeypatch.setattr(module, "open", opening)


def _removing(function: Callable[..., None]) -> Callable[..., None]:
    def remove(path: Any, *, dir_fd: int | None = None) -> None:
        # A nameless temporary file goes when it is closed; a test may stand between.
        callers = (sys._getframe(1), sys._getframe(2))
        if dir_fd is None and all(caller.f_code.co_filename != tempfile.__file__ for caller in callers):
            _refuse_in_use(path)
        function(path, dir_fd=dir_fd)

    return remove


def _renaming(function: Callable[..., None], *, over: bool) -> Callable[..., None]:
    def rename(source: Any, target: Any, **options: Any) -> None:
        _refuse_name(target)
        if os.path.lexists(source):
            if not over and os.path.lexists(target) and not Path(source).samefile(target):
                raise FileExistsError(errno.EEXIST, "is there already", os.fspath(target))
            _refuse_in_use(source, kept=True)
            if os.path.isdir(target):  # noqa: PTH112
                raise PermissionError(errno.EACCES, "is a folder, which nothing replaces", os.fspath(target))
            _refuse_in_use(target)
        function(source, target, **options)

    return rename


def _naming(function: Callable[..., Any], *, folders: bool = False) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(path: Any, *arguments: Any, **options: Any) -> Any:
        if not isinstance(path, int):
            _refuse_name(path)
            if not folders and "opener" not in options and os.path.isdir(path):  # noqa: PTH112
                raise PermissionError(errno.EACCES, "a folder cannot be opened", os.fspath(path))
        return function(path, *arguments, **options)

    return call


def _refuse_name(path: Any) -> None:
    parts = Path(os.fsdecode(path)).parts
    if parts[1:2] in (("proc",), ("dev",)):
        return
    for part in parts:
        if part not in ("..", ".") and (_UNKNOWN.search(part) or _DEVICE.fullmatch(part)):
            raise OSError(errno.EINVAL, "a name that Windows does not know", os.fspath(path))


def _refuse_in_use(path: Any, *, kept: bool = False) -> None:
    """Refuse what is open; and, unless it is ``kept``, what is not to be written."""
    try:
        facts = os.lstat(path)
    except OSError:
        return  # the call itself says it
    if stat.S_ISLNK(facts.st_mode):
        return
    place = os.path.realpath(path)
    for used, number in _in_use():
        if used == place or number == facts.st_ino or used.startswith(place + os.sep):
            raise PermissionError(errno.EACCES, f"{used} is used by a process", os.fspath(path))
    if not kept and stat.S_ISREG(facts.st_mode) and not facts.st_mode & stat.S_IWUSR:
        raise PermissionError(errno.EACCES, "is not to be written", os.fspath(path))


def _in_use() -> Iterator[tuple[str, int]]:
    """Regular files that this process or a child of it has open or mapped, and their numbers on the disk."""
    processes = ["self"]
    for tasks in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            processes += (tasks / "children").read_bytes().decode().split()
    for process in processes:
        with contextlib.suppress(OSError):
            for handle in Path(f"/proc/{process}/fd").iterdir():
                with contextlib.suppress(OSError):
                    facts = handle.stat()
                    if stat.S_ISREG(facts.st_mode) and facts.st_nlink:
                        yield str(handle.readlink()), facts.st_ino
            for line in Path(f"/proc/{process}/maps").read_bytes().splitlines():
                part = line.split(maxsplit=5)  # range, rights, offset, device, number, path
                if len(part) == 6 and part[4] != b"0" and not part[5].endswith(b" (deleted)"):
                    yield os.fsdecode(part[5]), int(part[4])
