"""The front door: a sub-command goes to the command line, anything else opens the window."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run NN Studio.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the program's name; ``sys.argv[1:]`` if None.

    Returns
    -------
    int
        Exit code: 0 done, 1 refused with a line that says why, 2 wrong usage.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # without a console, on Windows: what is printed goes nowhere
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    if arguments[:1] == ["--child"] and len(arguments) == 2:
        return _child(arguments[1])
    interruptible = _end_at_ctrl_c()
    from nnstudio.cli import COMMANDS, run

    # A word that is neither a command nor a file is a slip of the pen: "nnstudio trian" opens no window.
    if arguments and (arguments[0] in COMMANDS or not _is_file(arguments[0])):
        if interruptible:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return run(arguments)
    from nnstudio.app import main as window

    return window(arguments)


def _end_at_ctrl_c() -> bool:
    """Let Ctrl+C simply end the program while it is put together; return whether that is new.

    An exception in the middle of an import is a traceback, or looks like a library that is missing; Qt even aborts.
    """
    if threading.current_thread() is not threading.main_thread():
        return False
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return False  # nohup has it ignored
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return True


def _child(name: str) -> int:
    """Be a child process of this program."""
    if name == "compile-kernels":
        from nnstudio.project.usual_kernels import main as compile_kernels

        return compile_kernels()
    if name == "look-for-gpu":
        from nnstudio.backend.gpu_check import main as look_for_gpu

        return look_for_gpu(name)
    if name == "paint-diagram":
        from nnstudio.app.diagram.child import main as paint_diagram

        return paint_diagram(name)
    if name == "export":
        from nnstudio.export.apart import main as export

        return export(name)
    if name in ("read-model", "read-weights"):
        from nnstudio.export.reading.child import main as read

        return read(name)
    from nnstudio.data.readers.child import main as child

    return child(name)


def _is_file(name: str) -> bool:
    """Whether an argument names a file to open, there or not."""
    if name.startswith("-"):
        return False
    return bool(Path(name).suffix) or Path(name).name != name or os.path.exists(name)  # noqa: PTH110


if __name__ == "__main__":
    sys.exit(main())
