"""A card: a real button that holds a small layout instead of one line of text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.app.widgets.boxes import grid_box
from nnstudio.app.widgets.labels import label


class PaintedButton(QAbstractButton):
    """A button that paints itself, and looks different under the mouse and with the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button as well as Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    # Not in event(): of what a button is sent few things concern its looks, and to ask of each costs more than the rest.
    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint under the mouse."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint as it is without the mouse."""
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Repaint with the focus."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Repaint without the focus."""
        self.update()
        super().focusOutEvent(event)


class Card(PaintedButton):
    """A button as large as its layout; put labels in and give it an accessible name.

    Parameters
    ----------
    name : str
        What a screen reader says.
    inviting : bool
        Whether it is painted as a place to drop something: dashed, in the accent.
    """

    def __init__(self, name: str, parent: QWidget | None = None, *, inviting: bool = False) -> None:
        super().__init__(parent)
        self._inviting = inviting
        self._target = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self.update)

    def set_target(self, target: bool) -> None:
        """Show that something dragged would be taken here."""
        self._target = target
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the layout."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else QSize(120, 64)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size of the layout."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else QSize(64, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint fill, border and focus ring."""
        look = theme.current()
        hot = self.underMouse() or self.isDown()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = "accent_soft" if self._inviting or self._target else "surface_hover" if hot else "surface"
        if self.isDown():
            fill = "surface_pressed"
        width = 2.0 if self.hasFocus() or self._target else 1.5 if self._inviting else 1.0
        # All cards are controls, so their outline is one that can be seen.
        line = "focus" if self.hasFocus() or self._target else "accent" if self._inviting else "field_border"
        if line == "field_border" and not hot:
            line = "border"
        pen = QPen(look.color(line), width)
        if self._inviting and not self.hasFocus():
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(look.color(fill))
        inset = width / 2 + 0.25
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 11, 11)


class Flow(QWidget):
    """Puts widgets of one minimum width into as many equal columns as fit.

    Parameters
    ----------
    column_width : int
        Least width of a column.
    columns : sequence of int
        Numbers of columns that look right, in ascending order; the first is used where nothing fits.
    """

    def __init__(self, column_width: int, columns: Sequence[int] = (1, 2, 3, 4), spacing: int = 16) -> None:
        super().__init__()
        self._column_width = column_width
        self._allowed = tuple(columns)
        self._widgets: list[QWidget] = []
        self._columns = 0
        self._width = 0
        self._grid = grid_box(self, margins=0, spacing=spacing)

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these instead of the ones before, which are deleted."""
        for old in self._widgets:
            if old not in widgets:
                self._grid.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._widgets = list(widgets)
        width, self._columns = self._width, 0
        self.set_width(width)

    def set_width(self, width: int) -> None:
        """Choose the number of columns for a width."""
        self._width = width
        spacing = self._grid.spacing()
        # A long word may need more than the usual width; it cannot be broken.
        words = max((widget.minimumSizeHint().width() for widget in self._widgets), default=0) if width else 0
        room = (width + spacing) // (max(self._column_width, words) + spacing)
        fit = max((n for n in self._allowed if n <= room), default=self._allowed[0])
        # Two full rows of three look better than four cards and two.
        if fit > 3 and len(self._widgets) % fit and not len(self._widgets) % (fit - 1):
            fit -= 1
        if fit == self._columns:
            return
        for column in range(self._allowed[-1]):
            self._grid.setColumnStretch(column, 1 if column < fit else 0)
        self._columns = fit
        for number, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, number // fit, number % fit)
            widget.show()


def card_label(text: str, role: str, *, wrap: bool = False) -> QLabel:
    """Return a label for a card: its clicks go to the card."""
    result = label(text, role, wrap=wrap)
    result.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return result
