"""What can be found wrong with a part of the window by looking at its widgets and at what they paint."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSplitter,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QTreeView,
    QWidget,
)

from nnstudio.app.look.theme import contrast
from tests.app.hands import until

SMALLEST = 24
"""Pixels that a target has at least."""
READABLE = 4.5
"""Contrast that text has at least."""


def name_of(widget: QWidget) -> str:
    """How a finding calls a widget."""
    words = spoken(widget) or (widget.text() if isinstance(widget, QLabel) else "")
    return f"{type(widget).__name__} {words[:40]!r} in {type(widget.parent()).__name__}"


def seen(root: QWidget) -> Iterator[QWidget]:
    """The widgets that can be seen, without the parts that others are made of."""
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible() or (widget is not root and widget.isWindow()):
            continue  # of which there are most: they are asked nothing else
        inner = isinstance(widget, QScrollBar | QSplitter) or widget.objectName().startswith("qt_")
        inside = isinstance(
            widget.parent(), QAbstractScrollArea | QComboBox | QAbstractSpinBox
        ) and not isinstance(widget, QAbstractScrollArea)
        around = widget.parentWidget()
        nested = isinstance(around, QGraphicsView) and around.viewport() is not widget
        if not inner and (not inside or nested):
            yield widget


# Names ----------------------------------------------------------------------------------------------------------


def spoken(widget: QWidget) -> str:
    """What a screen reader says when a control gets the focus."""
    named = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    if named:
        return named
    for label in widget.window().findChildren(QLabel):
        if label.buddy() is widget:
            return label.text()
    return ""


def nameless(root: QWidget) -> list[str]:
    """Controls of which a screen reader would say nothing but that they are there."""
    return [
        name_of(widget)
        for widget in seen(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.isWindow() and not spoken(widget)
    ]


# Keyboard -------------------------------------------------------------------------------------------------------


def _reachable(root: QWidget) -> set[QWidget]:
    """What Tab should come to. Of buttons that exclude each other it comes to the one that is chosen."""
    found = set()
    for widget in seen(root):
        taken = widget.focusProxy() is not None or widget.isWindow() or not widget.isEnabled()
        if taken or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        exclusive = isinstance(widget, QAbstractButton) and (
            widget.autoExclusive() or (widget.group() is not None and widget.group().exclusive())
        )
        if exclusive and isinstance(widget, QAbstractButton) and not widget.isChecked():
            continue
        found.add(widget)
    return found


def lost_to_the_keyboard(root: QWidget, known: set[QWidget] | None = None) -> list[str]:
    """Walk through a window with Tab: controls that are not reached, not in sight, or look the same with the focus.

    In several places of one window ``known`` keeps the controls that showed their focus already: two pictures each.
    """
    window, wanted = root.window(), _reachable(root)
    known = set() if known is None else known
    until(window.isActiveWindow, "the window to be active", 10)
    reached: list[QWidget] = []
    problems: list[str] = []
    before: tuple[QWidget, QImage] | None = None
    for _ in range(4 * len(wanted) + 60):
        here = window.focusWidget()
        if here is not None and before is not None and here is not before[0]:
            other, image = before
            if other.isVisible():
                if _picture(other) == image:
                    problems.append(f"looks the same with the focus: {name_of(other)}")
                else:
                    known.add(other)
        if here is not None and here in reached and wanted <= set(reached):
            break
        if here is not None and here not in reached:
            reached.append(here)
            if here in wanted and _out_of_sight(here):
                problems.append(f"has the focus out of sight: {name_of(here)}")
        looked_at = here is not None and here in wanted and here not in known
        before = (here, _picture(here)) if looked_at else None
        QTest.keyClick(here or window, Qt.Key.Key_Tab)
        for _ in range(3):  # a line of help that comes or goes moves the rest of a column in several rounds
            QApplication.processEvents()
    missed = [w for w in wanted if w not in reached and w.isVisible() and w.isEnabled()]
    return [*dict.fromkeys(problems), *(f"not reached with Tab: {name_of(w)}" for w in missed)]


def _out_of_sight(widget: QWidget) -> bool:
    """Whether nothing of a widget can be seen; what it holds is a part of it, which Qt may count as lying over it."""
    inside = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    parts = [inside, *inside.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)]
    return all(part.visibleRegion().isEmpty() for part in parts)


def _picture(widget: QWidget) -> QImage:
    """What can be seen of a widget and just around it."""
    area = QRect(widget.mapTo(widget.window(), QPoint()), widget.size()).adjusted(-3, -3, 3, 3)
    return widget.window().grab(area).toImage()


# Room -----------------------------------------------------------------------------------------------------------


def clipped(root: QWidget) -> list[str]:
    """Texts that have less room than they need."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget.parentWidget(), QGraphicsView):
            continue
        for text, need, room in _texts(widget):
            if need.width() > room.width() + 1 or need.height() > room.height() + 1:
                place = type(widget.parentWidget()).__name__
                words = f"{type(widget).__name__} in {place} {text[:40]!r}"
                found.append(f"{words}: {need.toTuple()} > {room.toTuple()}")
    return found


def _texts(widget: QWidget) -> Iterator[tuple[str, QSize, QSize]]:
    """The texts of a widget, each with the room it needs and the room it has."""
    metrics, style = QFontMetrics(widget.font()), widget.style()
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            need = QSize(0, widget.heightForWidth(widget.width()))
        else:
            flags = Qt.TextFlag.TextSingleLine if "\n" not in widget.text() else Qt.TextFlag.TextDontClip
            need = metrics.size(flags, widget.text().replace("&", "") if widget.buddy() else widget.text())
        yield widget.text(), need, widget.size()
    elif isinstance(widget, QRadioButton | QCheckBox) and widget.text():
        option = QStyleOptionButton()
        widget.initStyleOption(option)
        radio = isinstance(widget, QRadioButton)
        part = QStyle.SubElement.SE_RadioButtonContents if radio else QStyle.SubElement.SE_CheckBoxContents
        room = style.subElementRect(part, option, widget).width()
        yield widget.text(), _line(metrics, widget.text()), QSize(room, widget.height())
    elif isinstance(widget, QPushButton | QToolButton) and widget.text():
        icon_only = isinstance(widget, QToolButton) and (
            widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not widget.icon().isNull()
        )
        if not icon_only:
            yield widget.text(), _line(metrics, widget.text()), widget.size()
    elif isinstance(widget, QComboBox):
        choice = QStyleOptionComboBox()
        widget.initStyleOption(choice)
        field = style.subControlRect(
            QStyle.ComplexControl.CC_ComboBox, choice, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        icon = 0 if widget.itemIcon(widget.currentIndex()).isNull() else widget.iconSize().width() + 4
        wide = metrics.horizontalAdvance(widget.currentText()) + icon
        yield widget.currentText(), QSize(wide, 0), field.size()
    elif isinstance(widget, QLineEdit) and not widget.text() and not widget.hasFocus():
        margins = widget.textMargins()
        room = widget.width() - 12 - margins.left() - margins.right()
        yield (
            widget.placeholderText(),
            QSize(metrics.horizontalAdvance(widget.placeholderText()), 0),
            QSize(room, 99),
        )
    elif isinstance(widget, QTabBar):
        for index in filter(widget.isTabVisible, range(widget.count())):
            rect, text = widget.tabRect(index), widget.tabText(index)
            wide = metrics.horizontalAdvance(text.replace("&", ""))
            yield text, QSize(wide, 0), rect.intersected(widget.rect()).size()
    elif isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
        for section in range(widget.count()):
            model, across = widget.model(), widget.orientation()
            if not widget.isSectionHidden(section) and model is not None:
                text = str(model.headerData(section, across) or "")
                if text in str(model.headerData(section, across, Qt.ItemDataRole.ToolTipRole) or ""):
                    continue  # a name that somebody gave may be as long as they like
                yield (
                    text,
                    QSize(metrics.horizontalAdvance(text), 0),
                    QSize(widget.sectionSize(section) - 8, 99),
                )
    elif isinstance(widget, QTreeView):
        yield from _cells(widget)


def _cells(view: QTreeView) -> Iterator[tuple[str, QSize, QSize]]:
    """The cells of a list that are in sight; where a tooltip tells it all, a name may be cut."""
    model, index = view.model(), view.indexAt(QPoint(1, 1))
    while index.isValid() and view.visualRect(index).top() < view.viewport().height():
        for column in range(model.columnCount()):
            cell = index.siblingAtColumn(column)
            text = str(cell.data() or "")
            told = text in str(cell.data(Qt.ItemDataRole.ToolTipRole) or "")
            spanned = view.isFirstColumnSpanned(index.row(), index.parent())
            if text and not told and not spanned and not view.isColumnHidden(column):
                yield text, QSize(view.sizeHintForIndex(cell).width() + 1, 0), view.visualRect(cell).size()
        index = view.indexBelow(index)


def _line(metrics: QFontMetrics, text: str) -> QSize:
    return QSize(metrics.horizontalAdvance(max(text.replace("&", "").split("\n"), key=len)), 0)


# Targets --------------------------------------------------------------------------------------------------------


def small(root: QWidget) -> list[str]:
    """Controls that are hard to hit."""
    found = []
    for widget in seen(root):
        kinds = QAbstractButton | QComboBox | QLineEdit | QAbstractSpinBox | QAbstractSlider
        if (
            isinstance(widget, kinds)
            and widget.isEnabled()
            and min(widget.width(), widget.height()) < SMALLEST
        ):
            found.append(f"{name_of(widget)}: {widget.size().toTuple()}")
        if isinstance(widget, QTabBar):
            for index in filter(widget.isTabVisible, range(widget.count())):
                size = widget.tabRect(index).size()
                if min(size.width(), size.height()) < SMALLEST:
                    found.append(f"{name_of(widget)}, {widget.tabText(index)!r}: {size.toTuple()}")
    return found


# Contrast -------------------------------------------------------------------------------------------------------


def faint(root: QWidget) -> list[str]:
    """Texts whose colour is too close to what they are painted on. Disabled controls need not be read."""
    picture = root.window().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(picture.constBits(), np.uint32).reshape(picture.height(), -1)
    ratio = picture.devicePixelRatio()
    found = []
    for widget in seen(root):
        if not isinstance(widget, QLabel | QAbstractButton | QComboBox | QLineEdit) or not widget.isEnabled():
            continue
        text = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
        area = _in_sight(widget)
        if not text or area.width() < 4 or area.height() < 4:
            continue
        # A border is no background, and where there is text most pixels are none of it.
        inside = area.adjusted(3, 3, -3, -3) if area.width() > 12 and area.height() > 12 else area
        behind = _most_common(pixels, inside, ratio)
        color = widget.palette().color(widget.foregroundRole()).name()
        if contrast(color, behind) < READABLE:
            found.append(f"{name_of(widget)}: {color} on {behind}, {contrast(color, behind):.2f}")
    return found


def _in_sight(widget: QWidget) -> QRect:
    """What is seen of a widget, in its window."""
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(widget.window(), QPoint()))


def _most_common(pixels: np.ndarray, area: QRect, ratio: float) -> str:
    """The colour of most pixels of an area; of a large one not all are looked at."""
    across = np.arange(area.left(), area.right() + 1, max(1, area.width() // 40))
    down = np.arange(area.top(), area.bottom() + 1, max(1, area.height() // 16))
    places = np.ix_(np.rint(down * ratio).astype(int), np.rint(across * ratio).astype(int))
    colors, counts = np.unique(pixels[places], return_counts=True)
    return QColor(int(colors[counts.argmax()])).name()
