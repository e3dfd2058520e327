"""Work in child processes, which may crash, hang or eat memory without harm to the window.

A child is the program itself, started with ``--child NAME``. One JSON object goes in through its standard
input. Frames come back through its standard output: eight bytes of length, then a JSON header; the last
header announces arrays (name, dtype, shape), whose raw bytes follow. Nothing is ever unpickled, so this works
in a frozen build, on Windows, and with a child that a hostile file has taken over.
"""

from __future__ import annotations

import contextlib
import math
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.system.cancel import Cancel, heed
from nnstudio.system.folders import checkout
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.numbers import size_text

HEADER_LIMIT = 64 << 20
"""Most bytes of one JSON header."""
REPLY_LIMIT = 16 << 30
"""Most bytes of all arrays of one reply."""
POLL = 0.02
"""Seconds between two looks at Cancel and the clock."""

_LOOK = 1.0
"""Seconds between two looks of a child at its parent."""

_INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
_DTYPES = frozenset(("bool", "float16", "float32", "float64", *_INTEGERS))

Arrays = dict[str, NDArray[Any]]
Entry = Callable[[dict[str, Any], "Reporter"], tuple[dict[str, Any], Arrays]]
"""What a child does: a request and a reporter in, a header and arrays out."""


class ChildFailed(StudioError):
    """A child process crashed, ran out of time or memory, or answered nonsense."""


@dataclass(frozen=True, eq=False)
class Reply:
    """What a child answered."""

    header: dict[str, Any]
    arrays: Arrays


def command(name: str) -> tuple[list[str], dict[str, str]]:
    """Return the command line and the environment of the child ``name``."""
    # One thread of linear algebra: each of its threads reserves address space, which the memory limit counts.
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    if getattr(sys, "frozen", False):
        return [sys.executable, "--child", name], env
    root = checkout()
    if root is not None:
        env["PYTHONPATH"] = os.pathsep.join(filter(None, (str(root), env.get("PYTHONPATH"))))
    # -P: the current folder may hold anybody's numpy.py.
    return [sys.executable, "-P", "-m", "nnstudio", "--child", name], env


def call(
    name: str,
    request: Mapping[str, Any],
    *,
    timeout: float | None = None,
    memory_limit: int | None = None,
    cancelled: Cancel | None = None,
    progress: Callable[[dict[str, Any]], None] | None = None,
    about: str | None = None,
) -> Reply:
    """Run one entry of a child process and wait for its answer.

    Parameters
    ----------
    name : str
        The entry, one of those given to :func:`serve`.
    request : mapping
        Plain data the entry receives.
    timeout : float, optional
        Seconds after which the child is ended.
    memory_limit : int, optional
        Bytes of address space the child may use; without effect where the system has no such limit.
    cancelled : callable, optional
        Asked every 20 ms; when it returns true the child is ended.
    progress : callable, optional
        Receives what the child reports, in the calling thread.
    about : str, optional
        What messages name, such as the file being read; the entry's name otherwise.

    Raises
    ------
    StudioError
        What the child raised, with its text and arguments.
    ChildFailed
        When it crashed, took too long or needed more memory than allowed.
    Cancelled
        After Cancel.
    """
    about = about or name
    deadline = math.inf if timeout is None else time.monotonic() + timeout
    envelope = msgspec.json.encode({"memory_limit": memory_limit, "request": request}, enc_hook=_plain)
    argv, env = command(name)
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with tempfile.TemporaryFile() as errors:
        try:
            child = subprocess.Popen(
                argv,
                env=env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                creationflags=flags,
            )
        except OSError as error:
            cause = error.strerror or str(error)
            raise ChildFailed("{about}: no child process ({cause})", about=about, cause=cause) from None
        frames: queue.SimpleQueue[_Frame] = queue.SimpleQueue()
        with child:
            talk = threading.Thread(target=_talk, args=(child, envelope, frames), name=f"child {name}")
            talk.start()
            try:
                frame = _wait(frames, about, deadline, timeout, cancelled, progress)
                if isinstance(frame, EOFError):
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        child.wait(1)  # killed a moment before it ends, it would lose its exit code
            finally:
                child.kill()
                talk.join()
        errors.seek(max(0, errors.seek(0, os.SEEK_END) - 4096))
        said = errors.read().decode("utf-8", "replace")
    if isinstance(frame, Reply):
        return frame
    raise _failure(frame, about, child.returncode, said, memory_limit)


class _Frame(msgspec.Struct, frozen=True):
    """A header as it travels."""

    kind: str
    header: dict[str, Any] = {}
    arrays: list[tuple[str, str, list[int]]] = []


def _wait(
    frames: queue.SimpleQueue[Any],
    about: str,
    deadline: float,
    timeout: float | None,
    cancelled: Cancel | None,
    progress: Callable[[dict[str, Any]], None] | None,
) -> Any:
    """Hand progress on until the last frame arrives; give up at Cancel and at the deadline."""
    while True:
        heed(cancelled)
        if time.monotonic() > deadline:
            raise ChildFailed(
                "{about}: stopped, because it took longer than {timeout:g} s",
                about=about,
                timeout=round(timeout or 0) or timeout,
            )
        try:
            frame = frames.get(timeout=POLL)
        except queue.Empty:
            continue
        if not isinstance(frame, _Frame) or frame.kind != "progress":
            return frame
        if progress is not None:
            progress(frame.header)


def _talk(child: subprocess.Popen[bytes], envelope: bytes, frames: queue.SimpleQueue[Any]) -> None:
    """Send the request and receive frames, in a thread of its own, since both block.

    The last thing put into ``frames`` is a :class:`Reply`, a frame that tells of a failure, or an exception.
    """
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        with contextlib.suppress(OSError):  # it died before it listened; its exit code will tell
            child.stdin.write(envelope)
            child.stdin.close()
        while True:
            frame = _receive(child.stdout)
            if frame.kind == "reply":
                frames.put(Reply(frame.header, dict(_receive_arrays(child.stdout, frame.arrays))))
                return
            frames.put(frame)
            if frame.kind != "progress":
                return
    except Exception as error:
        frames.put(error)


def _receive(source: IO[bytes]) -> _Frame:
    length = int.from_bytes(_exactly(source, 8), "little")
    if length > HEADER_LIMIT:
        raise ValueError(f"a header of {length} bytes")
    return msgspec.json.decode(_exactly(source, length), type=_Frame)


def _receive_arrays(
    source: IO[bytes], announced: list[tuple[str, str, list[int]]]
) -> Iterator[tuple[str, NDArray[Any]]]:
    """Read the announced arrays; their sizes are checked before the first is allocated."""
    room = REPLY_LIMIT
    names = set()
    for name, dtype, shape in announced:
        if dtype not in _DTYPES or len(shape) > 32 or any(n < 0 for n in shape) or name in names:
            raise ValueError(f"an array {name!r} of {dtype} with shape {shape}")
        names.add(name)
        room -= math.prod(shape) * np.dtype(dtype).itemsize
        if room < 0:
            raise ValueError("arrays larger than allowed")
    for name, dtype, shape in announced:
        array = np.empty(shape, dtype)
        view = array.reshape(-1).view(np.uint8).data
        while len(view):
            count = source.readinto(view)  # type: ignore[attr-defined]
            if not count:
                raise EOFError
            view = view[count:]
        yield name, array


def _exactly(source: IO[bytes], length: int) -> bytes:
    data = source.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _failure(frame: object, about: str, code: int, said: str, memory_limit: int | None) -> StudioError:
    """Say in one line what ended a child; what it wrote to its error stream becomes a note."""
    if isinstance(frame, _Frame) and frame.kind == "error":
        try:
            return StudioError(msgspec.convert(frame.header, Message))
        except (msgspec.ValidationError, LookupError, ValueError, AttributeError) as nonsense:
            frame = nonsense
    error: StudioError
    if (isinstance(frame, _Frame) and frame.kind == "memory") or (
        code and ("memory allocation" in said or "MemoryError" in said)
    ):
        if memory_limit is None:
            error = ChildFailed("{about}: the memory of this computer is not enough", about=about)
        else:
            limit = size_text(memory_limit)
            error = ChildFailed(
                "{about}: stopped, because it needed more than {limit} of memory", about=about, limit=limit
            )
    elif isinstance(frame, _Frame) and frame.kind == "defect":
        cause = str(frame.header.get("cause"))
        said = str(frame.header.get("traceback"))
        error = ChildFailed("{about}: an error in the program ({cause})", about=about, cause=cause)
    elif isinstance(frame, EOFError):
        how = f"exit code {code if code < 1 << 31 else hex(code)}"  # so Windows says what others say by a signal
        if code < 0:
            how = signal.Signals(-code).name if -code in list(signal.Signals) else f"signal {-code}"
        error = ChildFailed("{about}: its child process ended unexpectedly ({how})", about=about, how=how)
    else:
        error = ChildFailed(
            "{about}: its child process gave an answer that makes no sense ({cause})",
            about=about,
            cause=" ".join(str(frame).split()),
        )
    if said.strip():
        error.add_note(said.strip())
    return error


class Reporter:
    """The child's way to tell how far it is."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink

    def progress(self, **facts: Any) -> None:
        """Send plain facts, such as ``done=0.4``, to the caller."""
        self._send(_Frame("progress", facts))

    def _send(self, frame: _Frame, arrays: Mapping[str, NDArray[Any]] | None = None) -> None:
        data = msgspec.json.encode(frame, enc_hook=_plain)
        self._sink.write(len(data).to_bytes(8, "little"))
        self._sink.write(data)
        for array in (arrays or {}).values():
            self._sink.write(array.reshape(-1).view(np.uint8).data)
        self._sink.flush()


def serve(name: str, entries: Mapping[str, Entry]) -> int:
    """Be the child: read a request, run the entry ``name``, answer, and return the exit code.

    Whatever the entry or a library prints goes to the error stream; the output stream is the answer's.
    """
    if sys.platform != "win32":  # there nobody tells that a parent is gone
        threading.Thread(target=_end_with, args=(os.getppid(),), name="parent", daemon=True).start()
    with os.fdopen(os.dup(1), "wb") as sink:
        os.dup2(2, 1)
        reporter = Reporter(sink)
        try:
            with open(0, "rb", closefd=False) as source:
                envelope = msgspec.json.decode(source.read())
            _limit_memory(envelope["memory_limit"])
            header, arrays = entries[name](envelope["request"], reporter)
            arrays = {key: np.asarray(array, order="C") for key, array in arrays.items()}
            announced = [(key, a.dtype.name, list(a.shape)) for key, a in arrays.items()]
            reporter._send(_Frame("reply", header, announced), arrays)
        except BrokenPipeError:
            os._exit(1)  # nobody listens any more; closing the stream would only raise again
        except StudioError as error:
            reporter._send(_Frame("error", {"text": error.message.text, "args": error.message.args}))
        except MemoryError:
            reporter._send(_Frame("memory"))
        except Exception as error:
            cause = " ".join(f"{type(error).__name__}: {error}".split())
            reporter._send(_Frame("defect", {"cause": cause, "traceback": traceback.format_exc()}))
    return 0


def _end_with(parent: int) -> None:
    """End with the parent: once it was killed, nobody is left who ends a child that hangs."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def _plain(value: Any) -> Any:
    """Spell what JSON has no word for: scalars of NumPy as numbers, the rest as text."""
    return value.item() if isinstance(value, np.generic) else str(value)


def _limit_memory(limit: int | None) -> None:
    if limit is None or sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):  # macOS has the call but not always the limit
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
