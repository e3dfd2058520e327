"""Removing what data left in the cache, and saying how much that was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnstudio.app.widgets.banner import Notice
from nnstudio.data import cache
from nnstudio.system.numbers import size_text

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


def clear_cached_data(window: MainWindow) -> None:
    """Remove everything that can be made again out of the data itself; what is open stays open."""
    freed, left = cache.clear(), cache.size()
    if left:
        text = QCoreApplication.translate(
            "CacheClearing",
            "Cached data: {0} removed; {1} are in use and go when the cache is cleared next time",
        ).format(size_text(freed), size_text(left))
    elif freed:
        text = QCoreApplication.translate(
            "CacheClearing", "Cached data: {0} removed. Data that is opened again takes longer once."
        ).format(size_text(freed))
    else:
        text = QCoreApplication.translate("CacheClearing", "There is no cached data")
    window.banner.post(Notice(text, "info", key="cache"))
