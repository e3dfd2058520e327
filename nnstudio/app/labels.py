"""Words on the window that are only read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label that shows its text as it is: names of files and columns may look like markup.

    Parameters
    ----------
    text : str
    role : str
        How the style sheet dresses it: "heading", "strong", "small", "muted"; empty for as usual.
    wrap : bool
        Whether the text goes on in the next line where it has no room.
    """
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    return result
