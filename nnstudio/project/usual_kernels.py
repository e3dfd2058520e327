"""Compiling ahead: the kernels that the templates train with, so that a first run need not wait for them."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

from nnstudio.system.process import Arrays, Reporter, serve

NAME = "compile-kernels"
"""The child process that does it."""

_GENTLY = 10
"""How far it steps back behind everything else that runs."""
_BELOW_NORMAL = 0x4000
"""The same in the words of Windows."""


def compile_usual(request: dict[str, Any], reporter: Reporter) -> tuple[dict[str, Any], Arrays]:
    """Plan the training of every template, and compile, or load, what it needs on the CPU.

    Reports ``template``, ``done`` and ``total`` before each kernel, and so ends with the process that listens.
    Where all kernels are in the cache folder already, it takes a few seconds.
    """
    from nnstudio.project.heads import losses_of
    from nnstudio.project.templates import TEMPLATES, build
    from nnstudio.training.model import EVALUATION_BATCH, Model

    count = 0
    for template in TEMPLATES.values():
        project = build(template)
        if not project.network.nodes:
            continue
        training = project.training
        model = Model(
            project.network,
            losses_of(project.network, training),
            training.optimizer,
            batch_size=training.batch_size,
            device="cpu",
        )
        # A last batch that is shorter than the others, in training and in measuring.
        for done, total in model.prepare(training.batch_size + 1, EVALUATION_BATCH + 1):
            reporter.progress(template=template.key, done=done, total=total)
            count += done < total
    return {"kernels": count}, {}


def main() -> int:
    """Be the child process; it takes what others leave of the processor."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetPriorityClass(ctypes.c_void_p(-1), _BELOW_NORMAL)
    else:
        os.nice(_GENTLY)
    return serve(NAME, {NAME: compile_usual})
