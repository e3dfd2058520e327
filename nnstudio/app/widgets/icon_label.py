"""Icons that stand among words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from nnstudio.app.look import icons


class IconLabel(QLabel):
    """An icon that is sharp on every screen and follows the theme; clicks go to what is behind it.

    Parameters
    ----------
    size : int
    name : str
        Name of a file in ``resources/icons``; nothing is painted where it is empty.
    role : str
        Name of its colour.
    room : QSize, optional
        What it takes, where that is more than its size.
    """

    def __init__(self, size: int, name: str = "", role: str = "text", room: QSize | None = None) -> None:
        super().__init__()
        self._side, self._name, self._role = size, name, role
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(room or QSize(size, size))

    def show_icon(self, name: str, role: str) -> None:
        """Become another one."""
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the middle."""
        if self._name:
            picture = icons.pixmap(self._name, self._side, self._role, self.devicePixelRatioF())
            place = (self.width() - self._side) // 2, (self.height() - self._side) // 2
            QPainter(self).drawPixmap(*place, picture)
