"""Standard output that fails: a reader that has gone ends no command, a full disk is one line."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nnstudio.cli.output import Output
from nnstudio.system.messages import StudioError
from tests.cli.conftest import environment


class _OfWindows(io.FileIO):
    """A pipe without a reader as Windows has it."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None


@contextlib.contextmanager
def unread(kind: type[io.FileIO] = io.FileIO) -> Iterator[None]:
    """Standard output is a pipe whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    stream = io.TextIOWrapper(io.BufferedWriter(kind(writer, "w")), encoding="utf-8")
    with stream, contextlib.redirect_stdout(stream):
        yield


def test_a_reader_that_has_gone_ends_nothing() -> None:
    with unread():
        output = Output(json=False)
        for _ in range(3):
            output.text("a line")


def test_a_reader_that_has_gone_ends_nothing_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with unread(_OfWindows):
        output = Output(json=False)
        for _ in range(3):
            output.text("a line")


def test_another_error_is_told_once() -> None:
    with unread(_OfWindows):
        output = Output(json=False)
        with pytest.raises(StudioError, match="Cannot write standard output: invalid argument"):
            output.text("a line")
        output.text("another one")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_full_disk_is_one_line(more: tuple[str, ...], tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        told = _samples(tmp_path, *more, stdout=full)
    assert told.returncode == 1
    assert told.stderr.startswith("nnstudio: Cannot write standard output: the disk is full")
    assert len(told.stderr.splitlines()) == 1


def _samples(folder: Path, *more: str, stdout: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nnstudio", "samples", *more],
        cwd=folder, env=environment(folder), stdout=stdout, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", "1\u202f181, −3·10⁻⁷, 28×28\n"), ("cp1252", "1 181, -3·10^-7, 28×28\n"), ("ascii", "1 181, -3?10^-7, 28?28\n")],
)  # fmt: skip
def test_numbers_can_be_read_on_every_console(encoding: str, shown: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    with contextlib.redirect_stdout(stream):
        Output(json=False).text("1\u202f181, −3·10⁻⁷, 28×28")
    stream.seek(0)
    assert stream.read() == shown


def test_what_is_kept_in_a_file_has_every_letter() -> None:
    kept = io.BytesIO()
    with contextlib.redirect_stdout(io.TextIOWrapper(kept, encoding="cp1252", newline="\r\n")):
        Output(json=False).raw("city\nŁódź\n")
        assert kept.getvalue() == "city\nŁódź\n".encode()
