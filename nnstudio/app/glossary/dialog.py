"""The glossary: a search field, the terms that it finds, and what is said about one of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app import theme
from nnstudio.app.cards import label
from nnstudio.app.lessons.text import LessonText
from nnstudio.app.scroll import ScrollColumn
from nnstudio.project.glossary import Glossary, Term

_KEY = Qt.ItemDataRole.UserRole
_FRAME = 2
"""Width of the border that the text has with the focus; what stands above begins where its words do."""
_LEAST = 26
"""Pixels that a line of the list is high at least, to be hit with the mouse."""
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class GlossaryDialog(QDialog):
    """Explains the words of the window; it can stay open while one works.

    Parameters
    ----------
    glossary : Glossary
    parent : QWidget, optional
    """

    def __init__(self, glossary: Glossary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glossary = glossary
        self.setObjectName("glossary")
        self.setWindowTitle(self.tr("Glossary"))
        room = theme.current().room
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Word or letter"))
        self.search.setAccessibleName(self.tr("Search the glossary"))
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._find)
        self.terms = QListWidget()
        self.terms.setAccessibleName(self.tr("Terms"))
        self.terms.setUniformItemSizes(True)
        self.terms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.terms.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.terms.currentItemChanged.connect(self._show)
        self._nothing = label(self.tr("Nothing is called so. Try another word."), "muted", wrap=True)
        self._nothing.hide()

        self.title = label("", "heading", wrap=True)
        self.others = label("", "small", wrap=True)
        self.formula = QLabel()
        self.formula.setProperty("role", "strong")
        self.formula.setWordWrap(True)
        self.formula.setTextFormat(Qt.TextFormat.PlainText)
        self.text = LessonText()
        self.text.setAccessibleName(self.tr("What it means"))
        self.text.set_terms(glossary.keys)
        self.text.term_chosen.connect(self.show_term)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(4, 0, 14, 0)
        inside.setSpacing(8)
        for widget in (self.title, self.others, self.formula):
            widget.setContentsMargins(_FRAME, 0, 0, 0)
            inside.addWidget(widget)
        inside.addWidget(self.text)
        inside.addStretch(1)
        scroll = ScrollColumn(page)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self._nothing)
        left.addWidget(self.terms, 1)
        across = QHBoxLayout()
        across.setSpacing(20)
        across.addLayout(left, 2)
        across.addWidget(scroll, 3)
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addLayout(across, 1)
        column.addLayout(buttons)
        self.setMinimumSize(room(460), 320)
        self.resize(self.sizeHint())
        self._find("")

    def sizeHint(self) -> QSize:
        """Room for a list and a column of words."""
        return QSize(theme.current().room(680), theme.current().room(460))

    @property
    def term(self) -> str:
        """Key of the term that is explained; empty for none."""
        item = self.terms.currentItem()
        return "" if item is None else str(item.data(_KEY))

    def show_term(self, key: str) -> None:
        """Explain a term; one that is not known changes nothing."""
        if key not in self._glossary:
            return
        if all(self.terms.item(row).data(_KEY) != key for row in range(self.terms.count())):
            self.search.clear()
        for row in range(self.terms.count()):
            if self.terms.item(row).data(_KEY) == key:
                self.terms.setCurrentRow(row)
                self.terms.scrollToItem(self.terms.item(row))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go through the list with the arrows while the words are typed."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _WALKING:
                QApplication.sendEvent(self.terms, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.terms.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _find(self, words: str) -> None:
        shown = self.term
        found = self._glossary.search(words)
        self.terms.blockSignals(True)
        self.terms.clear()
        for term in found:
            letters = ", ".join(term.symbols)
            item = QListWidgetItem(f"{term.title}   {letters}" if letters else term.title)
            item.setData(_KEY, term.key)
            item.setSizeHint(QSize(0, max(_LEAST, self.terms.fontMetrics().height() + 8)))
            self.terms.addItem(item)
        self.terms.blockSignals(False)
        self._nothing.setVisible(not found)
        keys = [term.key for term in found]
        if found:
            # What is looked for stands first; without words, what was read stays.
            self.terms.setCurrentRow(keys.index(shown) if not words.strip() and shown in keys else 0)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        term: Term = self._glossary[item.data(_KEY)]
        self.title.setText(term.title)
        said = [", ".join(term.symbols)] if term.symbols else []
        said += [self.tr("also: {0}").format(", ".join(term.also))] if term.also else []
        self.others.setText(" · ".join(said))
        self.others.setVisible(bool(said))
        self.formula.setText(term.formula)
        self.formula.setAccessibleName(self.tr("Formula: {0}").format(term.formula) if term.formula else "")
        self.formula.setVisible(bool(term.formula))
        self.text.show_markdown(term.text)
