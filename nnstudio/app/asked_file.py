"""A file whose name is asked for, with the ending of its kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from nnstudio.app.texts import error_text
from nnstudio.system.files import write_bytes
from nnstudio.system.messages import StudioError

_KINDS = {"png": "PNG (*.png)", "svg": "SVG (*.svg)", "csv": "CSV (*.csv)"}


def ask_and_write(parent: QWidget, title: str, name: str, kind: str, content: Callable[[], bytes]) -> None:
    """Ask where something is to go, and write it there.

    Parameters
    ----------
    parent : QWidget
    title : str
        Of the dialog, already translated.
    name : str
        What is proposed, without an ending.
    kind : {"png", "svg", "csv"}
    content : callable
        Returns the bytes; asked for once it is known that they are wanted.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, title, f"{name}.{kind}", _KINDS[kind])
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix.lower() != f".{kind}":
        path = path.with_name(f"{path.name}.{kind}")
        if path.exists():  # the dialog has asked for the name without the ending only
            text = QCoreApplication.translate("AskedFile", "{0} exists already. Replace it?").format(
                path.name
            )
            if QMessageBox.question(parent, title, text) != QMessageBox.StandardButton.Yes:
                return
    try:
        write_bytes(path, content())
    except StudioError as error:
        QMessageBox.warning(parent, title, error_text(error))
