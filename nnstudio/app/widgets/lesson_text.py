"""The text of a lesson or of a term: Markdown as high as its words need, so that the column around it scrolls."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QSizePolicy, QTextBrowser

from nnstudio.app.look import theme
from nnstudio.app.look.text_tables import dress_tables

GLOSSARY = "glossary"
_TERM = re.compile(rf"\[([^\[\]]*)\]\({GLOSSARY}:([^()\s]*)\)")
_GAP = 8
"""Pixels between two paragraphs."""
_SPACING = 120
"""Height of a line in percent of that of its letters."""


class LessonText(QTextBrowser):
    """Shows words, and nothing that a file could bring in from elsewhere: no HTML, no pictures from other places.

    Signals
    -------
    term_chosen(str)
        A link to the glossary was followed.
    """

    term_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._markdown = ""
        self._terms: Collection[str] = ()
        self.setProperty("role", "reading")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._follow)
        self.highlighted.connect(self._tell)
        theme.current().changed.connect(self._render)

    def set_terms(self, terms: Collection[str]) -> None:
        """Say what the glossary explains; links to anything else are only words."""
        self._terms = terms
        self._render()

    def show_markdown(self, text: str) -> None:
        """Show a text."""
        self._markdown = text
        self._render()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load nothing: a lesson may come from anybody. Where nothing is given, Qt would look for a file itself."""
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        nothing.fill(0)
        return nothing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become as high as the words are at this width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow larger letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:
        """As high as the words are."""
        return QSize(240, self.minimumHeight())

    def _render(self) -> None:
        # Colours of links are fixed when the text is read, so that another theme reads it again.
        look, document = theme.current(), self.document()
        document.setDefaultFont(look.font())
        # No pictures: on a dense screen Qt itself looks whether there is a sharper file, before it asks for the resource.
        # Last of all, as a term that becomes a word could leave "![" behind.
        text = _TERM.sub(self._linked, self._markdown).replace("![", "! [")
        features = QTextDocument.MarkdownFeature
        document.setMarkdown(text, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        spaced = QTextBlockFormat()
        spaced.setBottomMargin(_GAP)
        spaced.setLineHeight(_SPACING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        dress_tables(document)
        self._fit()

    def _linked(self, found: re.Match[str]) -> str:
        return found[0] if found[2] in self._terms else found[1]

    def _fit(self) -> None:
        document = self.document()
        document.setTextWidth(self.viewport().width())
        frame = self.height() - self.viewport().height()
        height = round(document.size().height() + 0.5) + max(frame, 0)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def _tell(self, address: QUrl) -> None:
        self.setToolTip(
            "" if address.isEmpty() or address.scheme() == GLOSSARY else address.toDisplayString()
        )

    def _follow(self, address: QUrl) -> None:
        if address.scheme() == GLOSSARY:
            self.term_chosen.emit(address.path())
        elif address.scheme() in ("https", "http"):
            QDesktopServices.openUrl(address)
