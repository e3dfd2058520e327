"""The glossary: a search field, the terms that it finds, and what is said about one of them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.lesson_text import LessonText
from nnstudio.app.widgets.looking_up import LookingUpDialog
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.project.glossary import Glossary, Term

_KEY = Qt.ItemDataRole.UserRole
_FRAME = 2
"""Width of the border that the text has with the focus; what stands above begins where its words do."""
_LEAST = 26
"""Pixels that a line of the list is high at least, to be hit with the mouse."""


class GlossaryDialog(LookingUpDialog):
    """Explains the words of the window; it can stay open while one works."""

    def __init__(self, glossary: Glossary, parent: QWidget | None = None) -> None:
        self.terms = QListWidget()
        super().__init__(self.terms, parent)
        self._glossary = glossary
        self.setObjectName("glossary")
        self.setWindowTitle(self.tr("Glossary"))
        self.search.setPlaceholderText(self.tr("Word or letter"))
        self.search.setAccessibleName(self.tr("Search the glossary"))
        self.search.textChanged.connect(self._find)
        self.terms.setAccessibleName(self.tr("Terms"))
        self.terms.setUniformItemSizes(True)
        self.terms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.terms.currentItemChanged.connect(self._show)
        self._nothing.setText(self.tr("Nothing is called so. Try another word."))

        self.title = label("", "heading", wrap=True)
        self.others = label("", "small", wrap=True)
        self.formula = label("", "strong", wrap=True)
        self.text = LessonText()
        self.text.setAccessibleName(self.tr("What it means"))
        self.text.set_terms(glossary.keys)
        self.text.term_chosen.connect(self.show_term)
        page = QWidget()
        inside = v_box(page, margins=(4, 0, 14, 0), spacing=8)
        for widget in (self.title, self.others, self.formula):
            widget.setContentsMargins(_FRAME, 0, 0, 0)
            inside.addWidget(widget)
        inside.addWidget(self.text)
        inside.addStretch(1)
        scroll = ScrollColumn(page)
        self.lay_out(scroll, QSize(680, 460), 6)
        self._find("")

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
                self.terms.scrollToItem(self.terms.item(row), QAbstractItemView.ScrollHint.PositionAtCenter)

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
