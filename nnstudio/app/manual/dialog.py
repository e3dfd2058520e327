"""The manual: a search field, the headings that it finds, and what stands below one of them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from nnstudio.app.look import theme
from nnstudio.app.manual.page import ManualPage
from nnstudio.app.widgets.looking_up import LookingUpDialog
from nnstudio.app.words.catalogue import language
from nnstudio.app.words.texts import tooltip
from nnstudio.project.manual import Question, Section, asked

_PLACE = Qt.ItemDataRole.UserRole
"""Where what an item of the contents stands for is in the list of all."""
_CONTENTS = 36
"""Most of the width that the contents may keep for themselves, in percent."""


class _Entry(NamedTuple):
    """A heading in the contents, and the section that it is of."""

    item: QTreeWidgetItem
    page: str
    number: int


class ManualDialog(LookingUpDialog):
    """Shows the manual; it can stay open while one works.

    Parameters
    ----------
    pages : dict of str to sequence of Section
        By name, in reading order.
    """

    def __init__(self, pages: Mapping[str, Sequence[Section]], parent: QWidget | None = None) -> None:
        self.contents = QTreeWidget()
        super().__init__(self.contents, parent)
        self._pages = pages
        self._entries: list[_Entry] = []
        self.setObjectName("manual")
        self.setWindowTitle(self.tr("Manual"))
        self.search.setPlaceholderText(self.tr("Words to look for"))
        self.search.setAccessibleName(self.tr("Search the manual"))
        self.search.textChanged.connect(self._find)
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.setHeaderHidden(True)
        self.contents.setIndentation(theme.current().room(14))
        self.contents.currentItemChanged.connect(self._show)
        self._nothing.setText(self.tr("Nothing was found. Try another word."))
        self.page = ManualPage()
        self.page.setAccessibleName(self.tr("What the manual says"))
        self.page.page_chosen.connect(self.show_page)
        self.page.term_chosen.connect(self.show_term)
        self.lay_out(self.page, QSize(880, 580), 7)
        self._fill()
        self.show_page(next(iter(pages)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The contents have room for the longest heading of a chapter, unless the page needs it more."""
        super().resizeEvent(event)
        self.contents.setMinimumWidth(min(theme.current().room(320), event.size().width() * _CONTENTS // 100))

    def show_page(self, name: str) -> None:
        """Show a page from its beginning; one that is not known changes nothing."""
        if name in self._pages:
            self.search.clear()
            page = next(entry.item for entry in self._entries if entry.page == name)
            self._go_to(page)
            page.setExpanded(True)

    def show_term(self, key: str) -> None:
        """Show what the glossary says about a term; one that is not known changes nothing."""
        for entry in self._entries:
            if key and self._section(entry).term == key:
                self.search.clear()
                self._go_to(entry.item)
                return

    def read_on(self) -> None:
        """Scroll the words with the keys."""
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill(self) -> None:
        self.contents.ensurePolished()  # its lines are then as high as they are shown
        for page, sections in self._pages.items():
            above: dict[int, QTreeWidgetItem | QTreeWidget] = {0: self.contents}
            for number, section in enumerate(sections):
                item = QTreeWidgetItem(above[section.level - 1], [section.title])
                item.setToolTip(0, tooltip(section.title))
                item.setData(0, _PLACE, len(self._entries))
                self._entries.append(_Entry(item, page, number))
                above[section.level] = item

    def _go_to(self, item: QTreeWidgetItem) -> None:
        self.contents.setCurrentItem(item)
        self.contents.scrollToItem(item)  # opens what it stands below

    def _section(self, entry: _Entry) -> Section:
        return self._pages[entry.page][entry.number]

    def _asked(self) -> Question:
        return asked(self.search.text(), language())

    def _find(self) -> None:
        question = self._asked()
        ranks = [self._section(entry).rank(question) for entry in self._entries]
        hits = [entry.item for entry, rank in zip(self._entries, ranks, strict=True) if rank]
        for entry in self._entries:
            entry.item.setHidden(True)
            entry.item.setExpanded(False)
        for item in hits:
            shown: QTreeWidgetItem | None = item
            while shown is not None:
                shown.setHidden(False)
                shown.setExpanded(bool(question.words))
                shown = shown.parent()
        self._nothing.setVisible(not hits)
        with QSignalBlocker(self.contents):  # it is shown once, whether it is another or not
            if question.words and hits:
                self._go_to(self._entries[ranks.index(max(ranks))].item)
            elif hits:
                self._go_to(self._current())
        self._show()

    def _current(self) -> QTreeWidgetItem:
        item = self.contents.currentItem()
        assert item is not None  # one is current from the beginning
        return item

    def _show(self) -> None:
        _, page, number = self._entries[self._current().data(0, _PLACE)]
        first, *others = self._pages[page][number:]
        below = itertools.takewhile(lambda section: section.level > first.level, others)
        text = "\n\n".join(f"{'#' * level} {title}\n\n{text}" for level, title, text, *_ in (first, *below))
        self.page.show_markdown(text, self._asked().patterns)
