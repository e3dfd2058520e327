"""Whatever a child process does, its parent gets an answer or one clear line."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.system import process
from nnstudio.system.cancel import Cancelled
from nnstudio.system.messages import StudioError
from nnstudio.system.process import ChildFailed, call

ENTRIES = Path(__file__).with_name("child_entries.py")


@pytest.fixture(autouse=True)
def _own_entries(monkeypatch: pytest.MonkeyPatch) -> Any:
    env = {**os.environ, "PYTHONPATH": str(ENTRIES.parents[2]), "OPENBLAS_NUM_THREADS": "1"}
    monkeypatch.setattr(process, "command", lambda name: ([sys.executable, str(ENTRIES), name], env))
    threads = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) == threads


def failure(name: str, request: dict[str, Any] | None = None, **limits: Any) -> StudioError:
    with pytest.raises(StudioError) as caught:
        call(name, request or {}, about="data.csv", **limits)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_reply_and_progress() -> None:
    seen: list[dict[str, Any]] = []
    reply = call("echo", {"text": "é", "n": [1, None]}, progress=seen.append, timeout=30)
    assert reply.header == {"text": "é", "n": [1, None]}
    assert seen == [{"done": 0.5, "of": 2.0}]
    assert reply.arrays["matrix"].tolist() == [[0, 3], [1, 4], [2, 5]]
    assert reply.arrays["matrix"].dtype == np.float32
    assert reply.arrays["empty"].shape == (0, 3)
    assert reply.arrays["scalar"].shape == ()
    assert reply.arrays["scalar"].item() is True


def test_a_refusal_travels_with_text_and_arguments() -> None:
    error = failure("refuse")
    assert str(error) == "a{b}.csv, line 3: no"
    assert error.message.text == "{file}, line {line}: no"
    assert error.message.args == {"file": "a{b}.csv", "line": 3}


def test_a_defect_keeps_its_traceback_as_a_note() -> None:
    error = failure("defect")
    assert str(error) == "data.csv: an error in the program (ZeroDivisionError: two lines)"
    assert "child_entries.py" in error.__notes__[0]
    assert "KeyError" in str(failure("unknown"))


def test_a_crash() -> None:
    error = failure("crash")
    assert isinstance(error, ChildFailed)
    assert str(error).startswith("data.csv: its child process ended unexpectedly (")
    assert "last words" in error.__notes__[0]
    assert "exit code 3" in str(failure("leave"))


def test_a_time_out() -> None:
    start = time.monotonic()
    assert str(failure("sleep", timeout=1)) == "data.csv: stopped, because it took longer than 1 s"
    assert time.monotonic() - start < 30, "it waited for the child"


def test_cancel_does_not_wait_for_the_child() -> None:
    pressed: list[float] = []
    with pytest.raises(Cancelled):
        call(
            "sleep",
            {},
            progress=lambda _: pressed.append(time.monotonic()),
            cancelled=lambda: bool(pressed),
            timeout=60,
        )
    assert time.monotonic() - pressed[0] < 30


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell that a parent is gone")
def test_a_child_that_hangs_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code = (
        "import os, sys; from nnstudio.system import process; "
        f"process.command = lambda name: ([sys.executable, {str(ENTRIES)!r}, name], dict(os.environ)); "
        f"process.call('hold', {{'pipe': {str(pipe)!r}}})"
    )
    env = {**os.environ, "PYTHONPATH": str(ENTRIES.parents[2])}
    # The pipe opens once the child has opened it, too.
    with subprocess.Popen([sys.executable, "-c", code], env=env) as parent, pipe.open("rb") as held:
        parent.kill()
        parent.wait()
        ended, _, _ = select.select([held], [], [], 30)
    assert ended, "the child hangs on, and nobody knows of it"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to RLIMIT_AS")
def test_a_memory_limit() -> None:
    assert call("swallow", {"bytes": 1e6}, memory_limit=2 << 30).header == {"size": 125000}
    error = failure("swallow", {"bytes": 4e9}, memory_limit=2 << 30)
    assert str(error) == "data.csv: stopped, because it needed more than 2.0 GiB of memory"


@pytest.mark.parametrize(
    "data",
    [b"", b"\1\0\0", b"\xff" * 8, (2).to_bytes(8, "little") + b"no", (9).to_bytes(8, "little") + b"{}"],
)
def test_a_broken_stream(data: bytes) -> None:
    assert isinstance(failure("nonsense", {"hex": data.hex()}), ChildFailed)


@pytest.mark.parametrize(
    "frame",
    [
        '{"kind": "reply", "arrays": [["a", "object", [1]]]}',
        '{"kind": "reply", "arrays": [["a", "float64", [-1]]]}',
        '{"kind": "reply", "arrays": [["a", "float64", [1099511627776, 1099511627776]]]}',
        '{"kind": "reply", "arrays": [["a", "int8", [1]], ["a", "int8", [1]]]}',
        '{"kind": "reply", "arrays": [["a", "int8", [9]]]}',
        '{"kind": "reply", "header": []}',
        '{"kind": "error", "header": {"text": "{a.b}", "args": {"a": 1}}}',
        '{"kind": "error", "header": {"text": "{a}", "args": {"b": 1}}}',
        '{"kind": "error", "header": {"text": 5}}',
        '{"kind": "error"}',
        '{"kind": "sleep"}',
        "[" * 5000,
    ],
)
def test_a_hostile_answer(frame: str) -> None:
    assert isinstance(failure("announce", {"frame": frame}), ChildFailed)


def test_no_child_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "command", lambda name: (["/nonexistent/python"], {}))
    assert "no child process" in str(failure("echo"))


def test_the_command_of_a_bundle_has_no_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert process.command("read-csv")[0] == [sys.executable, "-P", "-m", "nnstudio", "--child", "read-csv"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert process.command("read-csv")[0] == [sys.executable, "--child", "read-csv"]
