"""Says what is missing where Qt cannot start, instead of a traceback or an abort.

This module imports no Qt; it is asked before anything else of the window is imported.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import re
import sys
from pathlib import Path

from nnstudio.app.process import plain_imports
from nnstudio.system.messages import StudioError

# library: (Debian and Ubuntu, Fedora)
_PACKAGES: dict[str, tuple[str, str]] = {
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libGLX.so.0": ("libgl1", "libglvnd-glx"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client"),
}

# A bare machine lacks several at once; naming all of them spares the user one attempt after the other.
_ALWAYS = ("libglib2.0-0", "libegl1", "libgl1", "libfontconfig1", "libxkbcommon0", "libdbus-1-3")
_ALWAYS_FEDORA = ("glib2", "libglvnd-egl", "libglvnd-glx", "fontconfig", "libxkbcommon", "dbus-libs")
_X11 = ("libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0")
_X11_FEDORA = ("xcb-util-cursor", "libxkbcommon-x11", "xcb-util-wm", "xcb-util-keysyms", "libxcb")


def load_qt() -> None:
    """Import Qt, and let ``import`` be Python's own again: there is much to import afterwards.

    Raises
    ------
    StudioError
        When PySide6 or a library it needs is missing; the text names it and how to install it.
    """
    try:
        importlib.import_module("PySide6.QtWidgets")
        importlib.import_module("PySide6.QtSvg")
    except ImportError as error:
        raise explain(error) from error
    plain_imports.restore()


def explain(error: ImportError) -> StudioError:
    """Return the one line to read for a failed import of Qt."""
    if isinstance(error, ModuleNotFoundError) and (error.name or "").split(".")[0] in (
        "PySide6",
        "shiboken6",
    ):
        return StudioError("The window needs PySide6, which is not installed: pip install PySide6-Essentials")
    return _cannot_load(error, _ALWAYS, _ALWAYS_FEDORA)


def display_available() -> tuple[bool, str]:
    """Say whether there is a screen to open a window on; asked when Qt has been loaded.

    Returns
    -------
    available : bool
    reason : str
        One line for the terminal where there is none; else empty.
    """
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    tried = wanted.split(";") if wanted else []  # Qt takes the first that works
    if not sys.platform.startswith("linux") or any(not each.startswith("xcb") for each in tried):
        return True, ""
    if not wanted and os.environ.get("WAYLAND_DISPLAY"):
        return True, ""
    if not os.environ.get("DISPLAY") and os.environ.get("WAYLAND_DISPLAY"):
        return False, (
            f"QT_QPA_PLATFORM={wanted} asks for a window on an X server, but DISPLAY is not set; WAYLAND_DISPLAY is: "
            "start without QT_QPA_PLATFORM"
        )
    if not os.environ.get("DISPLAY"):
        return False, (
            "There is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set). "
            "The command line works without one: nnstudio --help"
        )
    # Without one of its libraries Qt does not raise an error, it aborts the process.
    plugin = _x11_plugin()
    if plugin.is_file():
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            return False, str(_cannot_load(error, _X11, _X11_FEDORA))
    return True, ""


def _x11_plugin() -> Path:
    """Where this Qt keeps what it speaks to an X server with."""
    info = importlib.import_module("PySide6.QtCore").QLibraryInfo
    return Path(info.path(info.LibraryPath.PluginsPath)) / "platforms" / "libqxcb.so"


def _cannot_load(error: Exception, debian: tuple[str, ...], fedora: tuple[str, ...]) -> StudioError:
    found = re.search(r"(lib[\w.+-]+\.so[.\d]*)", str(error))
    if found is None:
        return StudioError("Qt, which draws the window, cannot be loaded: {cause}", cause=str(error))
    library = found.group(1)
    on_debian, on_fedora = _PACKAGES.get(library, ("", ""))
    return _missing(library, (on_debian, *debian), (on_fedora, *fedora))


def _missing(library: str, debian: tuple[str, ...], fedora: tuple[str, ...]) -> StudioError:
    return StudioError(
        "The window needs the library {library}, which is not installed.\n"
        "  Debian, Ubuntu:  sudo apt install {debian}\n"
        "  Fedora:          sudo dnf install {fedora}",
        library=library,
        debian=" ".join(dict.fromkeys(name for name in debian if name)),
        fedora=" ".join(dict.fromkeys(name for name in fedora if name)),
    )
