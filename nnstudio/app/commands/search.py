"""Ctrl+K: everything the window can do, found by typing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QMainWindow,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from nnstudio.app.commands import fuzzy
from nnstudio.app.look import theme
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import plain

_MOST_RESULTS = 60
_ROW = 40
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Command:
    """Something that can be run.

    Parameters
    ----------
    label : str
        What it is called.
    run : callable
    path : str
        Where it is otherwise found, such as ``"File › Export"``.
    keywords : str
        Other words for it; searched, not shown.
    shortcut : str
        As the desktop writes it.
    enabled : bool
        Whether it can be run now.
    late : bool
        Whether it stands behind what does something, where both are found.
    """

    label: str
    run: Callable[[], object]
    path: str = ""
    keywords: str = ""
    shortcut: str = ""
    enabled: bool = True
    late: bool = False

    def score(self, query: str) -> float | None:
        """Rate the command for a query; the name counts more than everything else."""
        if not query.strip():
            return 0.0
        by_name = fuzzy.score(query, self.label)
        by_all = fuzzy.score(query, f"{self.label} {self.path} {self.keywords}")
        scores = [s for s in (by_name and by_name + 3, by_all) if s is not None]
        return max(scores) - (0 if self.enabled else 5) - (6 if self.late else 0) if scores else None


def commands_of(window: QWidget) -> Iterator[Command]:
    """Yield a command for each action of a window: those in menus with their place, then the others."""
    seen: set[QAction] = set()  # held, as a number of what is gone may come again
    if isinstance(window, QMainWindow):
        yield from _from_actions(window.menuBar().actions(), "", seen)
    yield from _from_actions(window.actions(), "", seen)


def _from_actions(actions: Iterable[QAction], path: str, seen: set[QAction]) -> Iterator[Command]:
    for action in actions:
        name = plain(action.text()).strip()
        if action in seen or action.isSeparator() or not action.isVisible() or not name:
            continue
        seen.add(action)
        # action.menu() would take the menu away from whoever made it, in PySide6 6.10.0
        menu = cast("QMenu | None", QMenu.menuInAction(action))
        if menu is not None:
            # A menu that fills itself when it opens must do so before it is read.
            menu.aboutToShow.emit()
            yield from _from_actions(menu.actions(), f"{path} › {name}" if path else name, seen)
            continue
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        words = f"{action.toolTip()} {action.data() if isinstance(action.data(), str) else ''}"
        yield Command(name.rstrip("…"), action.trigger, path, words, shortcut, action.isEnabled())


class CommandSearch(QDialog):
    """A list that narrows while one types. Up and Down choose, Enter runs, Escape closes.

    Parameters
    ----------
    window : QWidget
        Whose actions are offered.
    extra : callable, optional
        Asked for more commands each time the search opens (layers to add, samples to open).
    """

    def __init__(self, window: QWidget, extra: Callable[[], Iterable[Command]] | None = None) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("command-search")
        self.setWindowTitle(self.tr("Search commands"))
        self._window = window
        self._extra = extra
        self._commands: list[Command] = []
        self._input = QLineEdit(self)
        self._input.setPlaceholderText(self.tr("Search commands and layers"))
        self._input.setAccessibleName(self._input.placeholderText())
        self._input.textChanged.connect(self._narrow)
        self._input.installEventFilter(self)
        self._model = _Commands(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Delegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # typing goes on while one chooses
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(self.tr("Results"))
        self._list.clicked.connect(self._run_index)
        self._none = label(self.tr("Nothing found. Try another word."), "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = v_box(self, margins=10, spacing=8)
        column.addWidget(self._input)
        column.addWidget(self._none, 1)
        column.addWidget(self._list, 1)

    def open_search(self, text: str = "") -> None:
        """Show the search over the upper part of the window."""
        self._commands = list(commands_of(self._window))
        if self._extra is not None:
            self._commands.extend(self._extra())
        self._input.setText(text)
        self._narrow()
        area = self._window.rect()
        width = min(620, area.width() - 32)
        height = min(460, area.height() - 80)
        corner = self._window.mapToGlobal(area.topLeft())
        self.setGeometry(corner.x() + (area.width() - width) // 2, corner.y() + 56, width, height)
        self.show()
        self._input.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that choose and run work while the text field has the focus."""
        if watched is self._input and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            page = max(1, self._list.viewport().height() // _ROW - 1)
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: page,
                Qt.Key.Key_PageUp: -page,
            }
            key = Qt.Key(event.key())
            if key in steps:
                self._move(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run_index(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _narrow(self) -> None:
        query = self._input.text()
        rated = [(command.score(query), number) for number, command in enumerate(self._commands)]
        found = sorted((-s, not self._commands[n].enabled, n) for s, n in rated if s is not None)
        self._model.show([self._commands[n] for _, _, n in found[:_MOST_RESULTS]])
        self._none.setVisible(not found)
        self._list.setVisible(bool(found))
        self._choose(0)

    def _move(self, steps: int) -> None:
        count = self._model.rowCount()
        if not count:
            return
        row = self._list.currentIndex().row() + steps
        # Single steps go round, pages stop at the ends.
        self._choose(row % count if abs(steps) == 1 else max(0, min(row, count - 1)))

    def _choose(self, row: int) -> None:
        index = self._model.index(row)
        self._list.setCurrentIndex(index)
        # The focus stays in the text field: its description carries the choice to a screen reader.
        self._input.setAccessibleDescription(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))

    def _run_index(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        command = self._model.commands[index.row()]
        if command.enabled:
            self.accept()
            command.run()


class _Commands(QAbstractListModel):
    """The listed commands."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.commands: list[Command] = []

    def show(self, commands: list[Command]) -> None:
        self.beginResetModel()
        self.commands = commands
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many are listed."""
        return 0 if parent.isValid() else len(self.commands)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name, and all texts in one for a screen reader."""
        if not index.isValid():
            return None
        command = self.commands[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return command.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = "" if command.enabled else self.tr("not available now")
            return ", ".join(t for t in (command.label, command.path, command.shortcut, state) if t)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Commands that cannot be run now can be read, not run."""
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class _Delegate(QStyledItemDelegate):
    """Paints name, place and shortcut in one row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a row."""
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row; a place that does not fit is shortened, a name never."""
        model = index.model()
        assert isinstance(model, _Commands)
        command = model.commands[index.row()]
        look = theme.current()
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("selection"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 7, 7)
        inner = rect.adjusted(12, 0, -12, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        quiet = look.color("text" if chosen else "text_muted")
        small = QFontMetrics(look.font("small"))
        painter.setFont(look.font("small"))
        painter.setPen(quiet)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, command.shortcut)
        room = inner.width() - (small.horizontalAdvance(command.shortcut) + 16 if command.shortcut else 0)
        painter.setFont(look.font("body"))
        painter.setPen(look.color("text" if command.enabled else "text_muted"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, command.label)
        used = QFontMetrics(look.font("body")).horizontalAdvance(command.label) + 12
        place = (
            self.tr("{0} (not available now)").format(command.path) if not command.enabled else command.path
        )
        if place and room - used > 40:
            painter.setFont(look.font("small"))
            painter.setPen(quiet)
            place = small.elidedText(place, Qt.TextElideMode.ElideMiddle, room - used)
            painter.drawText(inner.adjusted(used, 1, 0, 1), middle | Qt.AlignmentFlag.AlignLeft, place)
        painter.restore()
