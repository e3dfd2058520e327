"""What people read at a place of the program, and hear of it: texts, tool tips, names for screen readers, cells."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QGraphicsView, QTabBar, QTextBrowser, QWidget

from nnstudio.nn.layer import LAYERS
from nnstudio.system import folders

Role = Qt.ItemDataRole
_ROLES = (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole, Role.AccessibleDescriptionRole)
_TEXTS = (
    "text", "title", "placeholderText", "toolTip", "accessibleName", "accessibleDescription", "windowTitle",
)  # fmt: skip
_MOST_ROWS = 30
_LEAST = 10
"""Letters of a name that is looked for inside other texts: there are thousands, too many to try each of them."""
_ENGLISH = re.compile(r"\b(the|and|of|is|are|with|which|has|have|not|from|this|that|its|every|each)\b", re.I)

_PATH = re.compile(r"\S*/\S*")


def readable(root: QWidget) -> Iterator[str]:
    """Every text of what can be seen."""
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisible():
            yield from filter(None, (_plain(text) for text in _of(widget)))


def in_english(root: QWidget) -> list[str]:
    """Texts that stay English where the window speaks German.

    Documents are left out: a lesson may be anybody's, and some pages of the manual are English.
    """
    return [
        text
        for text in dict.fromkeys(readable(root))
        if _foreign_part(text) or _ENGLISH.search(_PATH.sub("", text))
    ]


def _foreign_part(text: str) -> bool:
    """Whether a text is English as a whole, or has an English name of several words in it."""
    if text in _foreign():
        return " " in text or text[0].isupper()
    names = _foreign_names()
    return any(
        text.startswith(name, at)
        for at in range(len(text) - _LEAST + 1)
        for name in names.get(text[at : at + _LEAST], ())
    )


def _of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QTextBrowser):
        return
    for name in _TEXTS:
        if callable(get := getattr(widget, name, None)) and isinstance(text := get(), str):
            yield text
    if isinstance(widget, QComboBox):
        for row in range(widget.count()):
            yield from (widget.itemText(row), str(widget.itemData(row, Role.ToolTipRole) or ""))
    elif isinstance(widget, QTabBar):
        for tab in filter(widget.isTabVisible, range(widget.count())):
            yield from (widget.tabText(tab), widget.tabToolTip(tab))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model(), widget.rootIndex())
    elif isinstance(widget, QGraphicsView) and widget.scene() is not None:
        yield from (item.toolTip() for item in widget.scene().items())


def _cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    first = model.index(0, 0, parent)
    columns = 0
    while first.isValid() and model.index(0, columns, parent).isValid():
        if not parent.isValid():
            yield from (
                str(model.headerData(columns, Qt.Orientation.Horizontal, role) or "")
                for role in (Role.DisplayRole, Role.ToolTipRole)
            )
        columns += 1
    for row in range(min(model.rowCount(parent), _MOST_ROWS)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (text for role in _ROLES if isinstance(text := index.data(role), str))
        yield from _cells(model, model.index(row, 0, parent))


def _plain(text: str) -> str:
    """A text without its marks for layout and keys."""
    return html.unescape(re.sub("<[^>]*>", " ", text)).replace("&", "").strip()


@lru_cache(maxsize=1)
def _foreign() -> frozenset[str]:
    """English texts that are another in German; layers have one name everywhere."""
    messages = ET.parse(folders.resources() / "i18n" / "nnstudio_de.ts").iter("message")
    pairs = (
        (message.findtext("source") or "", message.findtext("translation") or "") for message in messages
    )
    plain = {_plain(text): _plain(other) for text, other in pairs}
    return frozenset(plain) - frozenset(plain.values()) - {layer.title for layer in LAYERS}


@lru_cache(maxsize=1)
def _foreign_names() -> dict[str, list[str]]:
    """Those of several words, by their first letters; a part of a longer word is none of them."""
    found: dict[str, list[str]] = {}
    for text in _foreign():
        if " " in text and len(text) >= _LEAST:
            found.setdefault(text[:_LEAST], []).append(text)
    return found
