"""Where Qt cannot start the user reads what to install."""

from __future__ import annotations

import ctypes
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from nnstudio.app.process import qt_libraries
from nnstudio.app.process.qt_libraries import display_available, explain, load_qt
from nnstudio.system.messages import StudioError


def test_loads() -> None:
    load_qt()


def test_imports_no_qt() -> None:
    code = "import sys, nnstudio.app.process.qt_libraries; print(any(m.startswith('PySide6') for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("library", "debian", "fedora"),
    [
        ("libEGL.so.1", "libegl1", "libglvnd-egl"),
        ("libGL.so.1", "libgl1", "libglvnd-glx"),
        ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
        ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
        ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
        ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ],
)
def test_missing_library(monkeypatch: pytest.MonkeyPatch, library: str, debian: str, fedora: str) -> None:
    def fail(name: str) -> None:
        raise ImportError(f"{library}: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(importlib, "import_module", fail)
    with pytest.raises(StudioError) as caught:
        load_qt()
    text = str(caught.value)
    assert library in text
    apt = next(line for line in text.splitlines() if "apt install" in line)
    dnf = next(line for line in text.splitlines() if "dnf install" in line)
    assert debian in apt.split()
    assert fedora in dnf.split()
    assert len(apt.split()) == len(set(apt.split()))


def test_unknown_library_is_named() -> None:
    text = str(explain(ImportError("libnew-thing.so.7: cannot open shared object file")))
    assert "libnew-thing.so.7" in text
    assert "libegl1" in text


def test_no_pyside() -> None:
    assert "pip install PySide6-Essentials" in str(
        explain(ModuleNotFoundError("No module", name="PySide6.QtWidgets"))
    )


def test_other_cause() -> None:
    assert "DLL load failed" in str(explain(ImportError("DLL load failed")))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    return monkeypatch


def test_no_screen(bare: pytest.MonkeyPatch) -> None:
    available, reason = display_available()
    assert not available
    assert "DISPLAY" in reason
    bare.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display_available() == (True, "")


def test_wayland_and_other_systems(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert display_available() == (True, "")
    bare.delenv("WAYLAND_DISPLAY")
    bare.setattr(sys, "platform", "darwin")
    assert display_available() == (True, "")


def test_an_x_server_that_is_asked_for_beside_wayland(bare: pytest.MonkeyPatch) -> None:
    """What is set must not be said to be missing."""
    bare.setenv("WAYLAND_DISPLAY", "wayland-0")
    bare.setenv("QT_QPA_PLATFORM", "xcb")
    available, reason = display_available()
    assert not available
    assert reason == (
        "QT_QPA_PLATFORM=xcb asks for a window on an X server, but DISPLAY is not set; WAYLAND_DISPLAY is: "
        "start without QT_QPA_PLATFORM"
    )
    bare.setenv("QT_QPA_PLATFORM", "xcb;wayland")
    assert display_available() == (True, ""), "Qt tries the second one itself"


@pytest.mark.parametrize("wanted", ["", "xcb"])
@pytest.mark.parametrize("missing", ["", "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1"])
def test_x11_needs_libraries_that_qt_aborts_without(
    bare: pytest.MonkeyPatch, tmp_path: Path, missing: str, wanted: str
) -> None:
    plugin = tmp_path / "libqxcb.so"
    plugin.touch()
    asked: list[str] = []

    def load(name: str) -> object:
        asked.append(name)
        if missing:
            raise OSError(f"{missing}: cannot open shared object file: No such file or directory")
        return object()

    bare.setenv("DISPLAY", ":0")
    bare.setenv("QT_QPA_PLATFORM", wanted)
    bare.setattr(qt_libraries, "_x11_plugin", lambda: plugin)
    bare.setattr(qt_libraries.ctypes, "CDLL", load)
    available, reason = display_available()
    assert ctypes.CDLL is load
    assert asked == [str(plugin)], "what Qt itself would load"
    assert available is not bool(missing)
    if missing:
        assert f"the library {missing}," in reason
        assert f"sudo apt install {missing.partition('.so')[0]}" in reason


def test_an_x11_plugin_that_is_not_where_it_is_looked_for_is_left_to_qt(
    bare: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bare.setenv("DISPLAY", ":0")
    bare.setattr(qt_libraries, "_x11_plugin", lambda: tmp_path / "libqxcb.so")
    assert display_available() == (True, "")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt speaks to X servers on Linux")
def test_the_x11_plugin_of_this_qt_is_found() -> None:
    assert qt_libraries._x11_plugin().is_file()
