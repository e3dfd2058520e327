"""A file whose name is asked for, with the ending of its kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from nnstudio.app.files.writing import FileWriting
from nnstudio.app.widgets.questions import agrees
from nnstudio.system.briefly import briefly
from nnstudio.system.names import as_name


def with_suffix(path: Path, suffix: str) -> Path:
    """The path with the ending of its format, which is appended where it is missing."""
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def begin_at(place: str | Path) -> str:
    """Where a file dialog begins: at a folder or a file, or where its disk does not answer in the home folder.

    The dialog asks the disk in the window's thread.
    """
    path = Path(place)
    if not path.is_absolute() or briefly(lambda: path.is_dir() or path.parent.is_dir(), False):
        return str(place)
    return str(Path.home() / path.name if path.suffix else Path.home())


def ask_where(parent: QWidget, title: str, proposed: Path, kind: str, suffix: str) -> Path | None:
    """Ask for a file to write; None where the person has thought better of it.

    The dialog belongs to the whole window: with a page that is disabled meanwhile it would be disabled, too, and stay for ever.
    """
    parent = parent.window()
    chosen, _ = QFileDialog.getSaveFileName(parent, title, begin_at(proposed), f"{kind} (*{suffix})")
    return with_suffix_asked(parent, title, chosen, suffix) if chosen else None


def with_suffix_asked(parent: QWidget, title: str, chosen: str, suffix: str) -> Path | None:
    """What was chosen, with the ending of its format; the dialog has asked only whether a file without it is replaced.

    None where the person has thought better of it.
    """
    path = with_suffix(Path(chosen), suffix)
    if path != Path(chosen) and briefly(path.exists, False):
        text = QCoreApplication.translate("AskedFile", "{0} exists already. Replace it?").format(path.name)
        if not agrees(parent, title, text):
            return None
    return path


def ask_and_write(parent: QWidget, title: str, name: str, kind: str, content: Callable[[], bytes]) -> None:
    """Ask where something is to go, and write it there beside the window; what hinders it is said.

    Parameters
    ----------
    title : str
        Of the dialog, already translated.
    name : str
        What is proposed, without an ending.
    kind : {"png", "svg", "csv"}
    content : callable
        Returns the bytes; asked for once it is known that they are wanted.
    """
    path = ask_where(parent, title, Path(f"{as_name(name)}.{kind}"), kind.upper(), f".{kind}")
    if path is not None:
        FileWriting(parent, title, path).begin(content())
