"""The right side of a step: the lines of arithmetic, and a picture of a convolution."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from nnstudio.app.look import theme
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.one_step import told
from nnstudio.app.one_step.patch import PatchView, Seen
from nnstudio.app.one_step.told import Told
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.scroll import ScrollColumn

_LEAST = 230
"""Pixels of width in which a line of arithmetic can be read."""


class Arithmetic(ScrollColumn):
    """Shows how a number comes about."""

    def __init__(self) -> None:
        inside = QWidget()
        super().__init__(inside)  # without a name: the text has the keyboard, and what it leaves scrolls
        fill(inside, "panel")
        self.text = QLabel()
        self.text.setAccessibleName(self.tr("The arithmetic"))
        self.text.setProperty("role", "reading")
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction  # its links by mouse and keys
        )
        self.text.linkActivated.connect(lambda _: self._turn())
        self._shown: tuple[Sequence[Told], Sequence[str]] = (), ()
        self._whole = False
        self.setMinimumWidth(theme.current().room(_LEAST))
        self.patch = PatchView()
        column = v_box(inside, margins=(10, 4, 10, 6), spacing=4)
        column.addWidget(self.patch)
        column.addWidget(self.text)
        column.addStretch(1)

    def show_lines(
        self, lines: Sequence[Told], notes: Sequence[str] = (), pictured: Seen | None = None
    ) -> None:
        """Show lines, below notes where there are some; with what was seen, the patch of a convolution too."""
        self._shown, self._whole = (lines, notes), False
        self._write()
        # A screen reader hears each line as it would be read aloud, not as a table.
        spoken = (f"{item.words}: {item.line.text}" for item in lines)
        self.text.setAccessibleDescription("\n".join((*notes, *spoken)))
        self.verticalScrollBar().setValue(0)
        self.patch.show_line(lines[0].line if lines and pictured is not None else None, pictured)

    def _turn(self) -> None:
        """Write long sums out."""
        self._whole = True
        self._write()

    def _write(self) -> None:
        lines, notes = self._shown
        text = told.as_html(lines, theme.current().tokens.text_muted, whole=self._whole)
        for note in reversed(notes):
            first, *rest = (html.escape(line) for line in note.split("\n"))
            text = f"<p style='margin:0 0 6px 0'><b>{first}</b><br>{'<br>'.join(rest)}</p>{text}"
        self.text.setText(text)
