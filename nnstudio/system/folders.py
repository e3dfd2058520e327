"""Where the program's own files are: what it ships, and what it keeps for its user."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
from pathlib import Path

import platformdirs

from nnstudio.system.file_errors import FileError, file_error

_PACKAGE = Path(__file__).resolve().parent.parent
_DIRS = platformdirs.PlatformDirs("nn-studio", appauthor=False)


def checkout() -> Path | None:
    """Return the root of the source tree the program runs from, or None when it is installed or bundled."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "resources").is_dir() else None


def resources() -> Path:
    """Return the folder of shipped files: data sets, examples, icons, translations.

    It lies beside the package in a source tree, inside the package in an installed wheel and in the
    unpacked folder of a bundled application.
    """
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    root = checkout()
    return root / "resources" if root is not None else _PACKAGE / "_resources"


def manual() -> Path:
    """Return the folder of the manual's pages, which in a source tree are those of the documentation."""
    root = checkout()
    return root / "docs" if root is not None else resources() / "manual"


def config_dir() -> Path:
    """Return the folder of preferences."""
    return _made("config", _DIRS.user_config_path)


def cache_dir() -> Path:
    """Return the folder of files that can be made again, such as compiled kernels."""
    return _made_somewhere("cache", _DIRS.user_cache_path)


def log_dir() -> Path:
    """Return the folder of log files."""
    return _made("logs", _DIRS.user_log_path)


def autosave_dir() -> Path:
    """Return the folder of copies of documents that were never saved."""
    return _made("autosave", _DIRS.user_data_path / "autosave")


def pasted_dir() -> Path:
    """Return the folder of tables that came from the clipboard; projects refer to them."""
    return _made("pasted", _DIRS.user_data_path / "pasted")


def kept_data_dir() -> Path:
    """Return the folder of data that came inside project files; each opening makes it again."""
    return _made_somewhere("cache/kept", _DIRS.user_cache_path / "kept")


def runs_dir() -> Path:
    """Return the folder of the weights of earlier runs."""
    return _made("runs", _DIRS.user_data_path / "runs")


def _made_somewhere(name: str, default: Path) -> Path:
    """A folder for what can be made again: among the temporary files where the user has no home, as in many containers."""
    try:
        return _made(name, default)
    except FileError:
        if os.environ.get("NNSTUDIO_HOME"):
            raise  # somebody has named a place
        with contextlib.suppress(OSError):
            return _temporary(name)
        raise


def _temporary(name: str) -> Path:
    """A folder that is the user's alone, in one where everybody may write; raises OSError where it is not."""
    user = os.getuid() if sys.platform != "win32" else None  # there everybody has a place of their own
    root = Path(tempfile.gettempdir(), f"nn-studio-{user or 0}")
    root.mkdir(0o700, exist_ok=True)
    facts = root.lstat()
    if user is not None and (
        not stat.S_ISDIR(facts.st_mode) or facts.st_uid != user or facts.st_mode & 0o077
    ):
        raise PermissionError(errno.EACCES, "belongs to somebody else", str(root))
    folder = root / name
    folder.mkdir(0o700, parents=True, exist_ok=True)
    return folder


def _made(name: str, default: Path) -> Path:
    # One variable moves them all: tests stay out of the user's folders, a memory stick carries its own.
    home = os.environ.get("NNSTUDIO_HOME")
    folder = Path(home) / name if home else default
    try:
        folder.mkdir(0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise file_error("create the folder", folder, error) from None
    return folder
