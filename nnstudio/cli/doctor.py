"""nnstudio doctor: everything a bug report needs, and nothing that leaves the machine."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from nnstudio import __version__
from nnstudio.backend.probe import probe
from nnstudio.cli.output import Output
from nnstudio.data import cache
from nnstudio.system import folders
from nnstudio.system.messages import StudioError
from nnstudio.system.numbers import size_text

PACKAGES = (
    "numpy", "numba", "threadpoolctl", "PySide6-Essentials", "pyqtgraph", "msgspec", "safetensors", "polars", "fastexcel",
    "Pillow", "onnx", "h5py", "rich", "platformdirs", "cupy-cuda13x", "cupy-cuda12x", "nvidia-cudnn-cu13",
)  # fmt: skip

_STATES = {"ok": "ok", "failed": "failed", "skipped": "–"}


def run(options: argparse.Namespace, output: Output) -> int:
    """Print versions, devices and folders."""
    facts = {
        "NN Studio": __version__,
        "Python": platform.python_version(),
        "System": platform.platform(),
        "Processors": str(os.cpu_count()),
        "Program": sys.executable,
    }
    output.event("system", **facts)
    output.table(("", ""), facts.items())
    packages = {name: _version(name) for name in PACKAGES}
    output.event("packages", **packages)
    output.table(("Package", "Version"), packages.items())
    found = probe()
    for device in found.devices:
        output.event(
            "device", key=device.key, name=device.name, usable=device.usable, reason=str(device.reason)
        )
    output.table(
        ("Device", "", "Usable", ""),
        [(d.key, d.name, "yes" if d.usable else "no", d.reason) for d in found.devices],
    )
    for step in found.steps:
        remedy = None if step.remedy is None else str(step.remedy)
        output.event("gpu_step", key=step.key, state=step.state, told=str(step.told), remedy=remedy)
    output.table(("GPU, step by step", "", ""), [(s.title, _STATES[s.state], s.told) for s in found.steps])
    for step in found.steps:
        if step.state == "failed" and step.remedy is not None:
            output.text(f"{step.title}: {step.remedy}")
    output.text()
    places = {
        name: _place(folder)
        for name, folder in (
            ("resources", folders.resources), ("settings", folders.config_dir), ("cache", folders.cache_dir),
            ("log", folders.log_dir), ("autosave", folders.autosave_dir), ("runs", folders.runs_dir),
            ("pasted", folders.pasted_dir),
        )
    }  # fmt: skip
    output.event("folders", **places)
    output.table(("Folder", ""), places.items())
    kept = cache.size()
    output.event("cached_data", bytes=kept, most=cache.LIMIT)
    output.table(("", ""), [("Cached data", f"{size_text(kept)} of at most {size_text(cache.LIMIT)}")])
    return 0


def _place(folder: Callable[[], Path]) -> str:
    """Where a folder is, or why it cannot be: that is what a report is about."""
    try:
        return str(folder())
    except StudioError as error:
        return str(error)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"
