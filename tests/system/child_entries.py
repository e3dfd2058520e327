"""A child process whose entries misbehave in every way; run by ``test_process.py``."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

import numpy as np

from nnstudio.system.messages import StudioError
from nnstudio.system.process import Arrays, Reporter, serve

Answer = tuple[dict[str, Any], Arrays]


def echo(request: dict[str, Any], reporter: Reporter) -> Answer:
    print("a stray line")
    os.write(1, b"a stray byte")
    reporter.progress(done=0.5, of=np.float32(2))
    return request, {
        "matrix": np.arange(6, dtype=np.float32).reshape(2, 3).T,
        "empty": np.zeros((0, 3), np.int64),
        "scalar": np.array(True),
    }


def refuse(request: dict[str, Any], reporter: Reporter) -> Answer:
    raise StudioError("{file}, line {line}: no", file="a{b}.csv", line=np.int64(3))


def defect(request: dict[str, Any], reporter: Reporter) -> Answer:
    raise ZeroDivisionError("two\nlines")


def crash(request: dict[str, Any], reporter: Reporter) -> Answer:
    sys.stderr.write("last words")
    sys.stderr.flush()
    os.abort()


def leave(request: dict[str, Any], reporter: Reporter) -> Answer:
    os._exit(3)


def sleep(request: dict[str, Any], reporter: Reporter) -> Answer:
    reporter.progress(done=0.1)
    time.sleep(60)
    return {}, {}


def hold(request: dict[str, Any], reporter: Reporter) -> Answer:
    with open(request["pipe"], "wb"):  # noqa: PTH123
        time.sleep(60)
    return {}, {}


def swallow(request: dict[str, Any], reporter: Reporter) -> Answer:
    return {"size": np.ones(int(request["bytes"]) // 8).size}, {}


def nonsense(request: dict[str, Any], reporter: Reporter) -> Answer:
    reporter._sink.write(bytes.fromhex(request["hex"]))
    reporter._sink.flush()
    os._exit(0)


def announce(request: dict[str, Any], reporter: Reporter) -> Answer:
    data = request["frame"].encode()
    reporter._sink.write(len(data).to_bytes(8, "little") + data)
    reporter._sink.flush()
    os._exit(0)


ENTRIES = (echo, refuse, defect, crash, leave, sleep, hold, swallow, nonsense, announce)

if __name__ == "__main__":
    sys.exit(serve(sys.argv[1], {entry.__name__: entry for entry in ENTRIES}))
