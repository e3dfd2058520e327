"""What the manual says below one heading: Markdown with tables and code, in which words can be marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from PySide6.QtCore import QRegularExpression, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from nnstudio.app.glossary.words import SCHEME
from nnstudio.app.look import theme
from nnstudio.app.look.text_tables import dress_tables

_GAP = 8
"""Pixels below a paragraph."""
_ABOVE = 14
"""Pixels above a heading."""
_SPACING = 125
"""Height of a line in percent of that of its letters."""
_ANY_CASE = (
    QRegularExpression.PatternOption.CaseInsensitiveOption
    | QRegularExpression.PatternOption.UseUnicodePropertiesOption
)


class ManualPage(QTextBrowser):
    """Shows a part of the manual.

    Signals
    -------
    page_chosen(str)
        A link to another page was followed: the name of that page.
    term_chosen(str)
        A link to a word of the glossary was followed.
    """

    page_chosen = Signal(str)
    term_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._markdown = ""
        self._wanted: Collection[re.Pattern[str]] = ()
        self.setProperty("role", "reading")
        self.setOpenLinks(False)
        # Columns of tables are as wide as their longest word; where that is too much, the page scrolls sideways.
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(4)
        self.anchorClicked.connect(self._follow)
        theme.current().changed.connect(self._render)

    def show_markdown(self, text: str, wanted: Collection[re.Pattern[str]] = ()) -> None:
        """Show a text from its beginning, or from the first of what is wanted on; all of it is marked."""
        self._markdown, self._wanted = text, wanted
        self._render()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        for mark in self.extraSelections()[:1]:
            first = mark.cursor
            first.clearSelection()
            self.setTextCursor(first)

    def _render(self) -> None:
        # Colours are fixed when the text is read, so that another theme reads it again.
        look, document = theme.current(), self.document()
        document.setDefaultFont(look.font())
        document.setMarkdown(self._markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        whole = QTextCursor(document)
        whole.beginEditBlock()  # otherwise the text is laid out anew after each change
        dress_tables(document)
        for block in self._blocks():
            _space(block)
        whole.endEditBlock()
        self.setExtraSelections(list(self._marks()))

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _marks(self) -> Iterator[QTextEdit.ExtraSelection]:
        format = QTextCharFormat()
        format.setBackground(self.palette().brush(QPalette.ColorRole.Highlight))
        found = []
        for pattern in self._wanted:
            wanted = QRegularExpression(pattern.pattern, _ANY_CASE)
            cursor = self.document().find(wanted)
            while not cursor.isNull():
                found.append(cursor)
                cursor = self.document().find(wanted, cursor)
        for cursor in sorted(found, key=QTextCursor.position):
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, format
            yield mark

    def _follow(self, address: QUrl) -> None:
        if address.scheme() in ("https", "http"):
            QDesktopServices.openUrl(address)
        elif address.scheme() == SCHEME:
            self.term_chosen.emit(address.path())
        else:
            self.page_chosen.emit(address.path().removesuffix(".md"))


def _space(block: QTextBlock) -> None:
    """Room between paragraphs, and a ground behind code."""
    cursor = QTextCursor(block)
    spaced = QTextBlockFormat()
    if cursor.currentTable() is None:
        spaced.setBottomMargin(_GAP)
    if block.blockFormat().headingLevel() and block.blockNumber():
        spaced.setTopMargin(_ABOVE)
    if block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence.value):
        spaced.setNonBreakableLines(False)
        spaced.setBackground(theme.current().color("surface_hover"))
        spaced.setBottomMargin(0)
    else:
        spaced.setLineHeight(_SPACING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(spaced)
