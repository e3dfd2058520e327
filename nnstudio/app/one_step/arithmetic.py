"""The right side of a step: the lines of arithmetic, and a picture of a convolution."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from nnstudio.app import theme
from nnstudio.app.one_step import told
from nnstudio.app.one_step.patch import PatchView
from nnstudio.app.one_step.told import Told
from nnstudio.training.inspect import Arrays


class Arithmetic(QWidget):
    """Shows how a number comes about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("The arithmetic"))
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(12)
        self.patch = PatchView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text, 1)
        column.addWidget(self.patch)

    def show_lines(
        self, lines: Sequence[Told], notes: Sequence[str] = (), pictured: Arrays | None = None
    ) -> None:
        """Show lines, below notes where there are some; with the weights given, the patch of a convolution too."""
        text = told.as_html(lines, theme.current().tokens.text_muted)
        for note in reversed(notes):
            first, *rest = (html.escape(line) for line in note.split("\n"))
            text = f"<p><b>{first}</b><br>{'<br>'.join(rest)}</p><hr>{text}"
        self.text.setHtml(text)
        self.patch.show_line(lines[0].line if lines and pictured is not None else None, pictured or {})
