"""How tables in a text look: in the manual and in lessons."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument, QTextFrameFormat, QTextLength, QTextTable

from nnstudio.app.look import theme

_CELL = 6
"""Pixels between the border of a cell and its words."""
_BELOW = 14
"""Pixels below a table."""


def dress_tables(document: QTextDocument) -> None:
    """Give all tables of a text the look of the theme in force."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress(frame)


def _dress(table: QTextTable) -> None:
    """Thin lines, room around the words, and a first row that is told from the others."""
    look = theme.current()
    format = table.format()
    format.setBorder(1)
    format.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    format.setBorderBrush(look.color("border"))
    format.setBorderCollapse(True)
    format.setCellSpacing(0)
    format.setCellPadding(_CELL)
    format.setTopMargin(4)
    format.setBottomMargin(_BELOW)
    format.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(format)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        dressed = cell.format()
        dressed.setBackground(look.color("surface_hover"))
        cell.setFormat(dressed)
