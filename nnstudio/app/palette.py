"""The list of layers: to search, to drag onto the canvas, to add with a double click."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app import icons, theme
from nnstudio.app.canvas.look import category_token
from nnstudio.app.canvas.wording import category_title, icon_name, layer_summary, layer_title
from nnstudio.app.layer_drag import LAYER_MIME, drag_pixmap, layer_mime
from nnstudio.nn.layer import CATEGORIES, LAYERS, Layer

_KIND = Qt.ItemDataRole.UserRole + 1
_TILE = 30
_Index = QModelIndex | QPersistentModelIndex


def find_layers(query: str) -> list[type[Layer]]:
    """Layers whose title, summary or keywords hold every word, titles first; all of them for an empty query."""
    by_category = sorted(LAYERS, key=lambda k: CATEGORIES.index(k.category) if k.category in CATEGORIES else len(CATEGORIES))  # fmt: skip
    words = query.casefold().split()
    if not words:
        return by_category

    def rank(layer: type[Layer]) -> int | None:
        title = f"{layer.title} {layer_title(layer)}".casefold()
        text = f"{title} {layer.__name__} {layer.keywords} {layer.summary} {layer_summary(layer)}".casefold()
        if not all(word in text for word in words):
            return None
        if any(part.startswith(words[0]) for part in title.split()):
            return 0
        return 1 if words[0] in title else 2

    found = [(r, layer) for layer in by_category if (r := rank(layer)) is not None]
    return [layer for _, layer in sorted(found, key=lambda pair: pair[0])]


class _Catalogue(QStandardItemModel):
    """Headings and layers as rows."""

    def fill(self, layers: Sequence[type[Layer]], *, headings: bool) -> None:
        """Show these layers, in groups or in the order of a search."""
        self.clear()
        category = ""
        for layer in layers:
            if headings and layer.category != category:
                category = layer.category
                heading = QStandardItem(category_title(category))
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.appendRow(heading)
            item = QStandardItem(layer_title(layer))
            item.setData(layer.__name__, _KIND)
            item.setToolTip(layer_summary(layer))
            item.setData(f"{layer_title(layer)}: {layer_summary(layer)}", Qt.ItemDataRole.AccessibleTextRole)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)  # fmt: skip
            self.appendRow(item)

    def mimeTypes(self) -> list[str]:
        """Layers are dragged as themselves."""
        return [LAYER_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """What is dragged for a row."""
        return layer_mime(str(indexes[0].data(_KIND))) if indexes else QMimeData()


class _Rows(QStyledItemDelegate):
    """Paints a layer as icon, title and one line, a heading as quiet text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Rows are high enough for two lines and for a finger."""
        colors = theme.current()
        if index.data(_KIND) is None:
            return QSize(100, round(option.fontMetrics.height()) + (10 if index.row() == 0 else 18))
        title, small = QFontMetrics(colors.font("strong")), QFontMetrics(colors.font("small"))
        summary = _wrapped(small, layer_summary(LAYERS[index.data(_KIND)]), _text_width(option))
        return QSize(120, max(42, title.height() + summary + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        colors = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kind = index.data(_KIND)
        if kind is None:
            painter.setFont(colors.font("small"))
            painter.setPen(colors.color("text_muted"))
            box = option.rect.adjusted(10, 0, -6, -4)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, str(index.data())
            )
        else:
            self._paint_layer(painter, option, LAYERS[kind])
        painter.restore()

    def _paint_layer(self, painter: QPainter, option: QStyleOptionViewItem, layer: type[Layer]) -> None:
        colors = theme.current()
        box = QRectF(option.rect).adjusted(2, 1, -2, -1)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("selection"))
            painter.drawRoundedRect(box, 7, 7)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("surface_hover"))
            painter.drawRoundedRect(box, 7, 7)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colors.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        token = category_token(layer.category)
        tile = QRectF(box.left() + 6, box.center().y() - _TILE / 2, _TILE, _TILE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color(token, 0.20 if colors.tokens.dark else 0.12))
        painter.drawRoundedRect(tile, 7, 7)
        image = icons.pixmap(icon_name(layer), 18, token, painter.device().devicePixelRatioF())
        painter.drawPixmap(tile.topLeft() + QPointF(6, 6), image)
        left = tile.right() + 10
        width = box.right() - left - 4
        title, small = colors.font("strong"), colors.font("small")
        high = QFontMetrics(title).height()
        low = _wrapped(QFontMetrics(small), layer_summary(layer), int(width))
        top = box.center().y() - (high + low) / 2
        painter.setFont(title)
        painter.setPen(colors.color("text"))
        self._line(painter, QRectF(left, top, width, high), layer_title(layer))
        painter.setFont(small)
        painter.setPen(colors.color("text" if state & QStyle.StateFlag.State_Selected else "text_muted"))
        painter.drawText(QRectF(left, top + high, width, low), Qt.TextFlag.TextWordWrap, layer_summary(layer))

    @staticmethod
    def _line(painter: QPainter, box: QRectF, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _text_width(option: QStyleOptionViewItem) -> int:
    """Room for the words of a row, beside its picture."""
    view = option.widget
    return max(60, (view.viewport() if isinstance(view, QListView) else option.rect).width() - _TILE - 24)


def _wrapped(metrics: QFontMetrics, text: str, width: int) -> int:
    """Height of a text on one line, or on as many as it needs."""
    return metrics.boundingRect(0, 0, width, 999, Qt.TextFlag.TextWordWrap, text).height()


class LayerList(QListView):
    """Layers to choose from.

    Signals
    -------
    chosen(kind)
        A double click, or Enter.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, with_inputs: bool = True) -> None:
        super().__init__(parent)
        self._with_inputs = with_inputs
        self._catalogue = _Catalogue(self)
        self.setModel(self._catalogue)
        self.setItemDelegate(_Rows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setStyleSheet("QListView, QListView:focus { border: none; background: transparent; }")
        self.setAccessibleName(self.tr("Layers"))
        self.doubleClicked.connect(self._choose)
        theme.current().changed.connect(self.viewport().update)
        self.search("")

    def search(self, query: str) -> None:
        """Show what matches; the best match is current while something is searched."""
        layers = [k for k in find_layers(query) if self._with_inputs or k.inputs[1] != 0]
        self._catalogue.fill(layers, headings=not query.strip())
        if query.strip() and layers:
            self.setCurrentIndex(self._catalogue.index(0, 0))

    @property
    def current(self) -> str | None:
        """The type of the current layer."""
        kind = self.currentIndex().data(_KIND)
        return str(kind) if kind is not None else None

    def kinds(self) -> list[str]:
        """The types that are listed, from top to bottom."""
        rows = (self._catalogue.index(row, 0).data(_KIND) for row in range(self._catalogue.rowCount()))
        return [str(kind) for kind in rows if kind is not None]

    def rect_of(self, kind: str) -> QRect:
        """Where a layer is shown, in the viewport."""
        for row in range(self._catalogue.rowCount()):
            index = self._catalogue.index(row, 0)
            if index.data(_KIND) == kind:
                return self.visualRect(index)
        return QRect()

    def step(self, by: int) -> None:
        """Make the next or previous layer current, jumping over headings."""
        kinds = self.kinds()
        if not kinds:
            return
        here = kinds.index(self.current) if self.current in kinds else (-1 if by > 0 else len(kinds))
        wanted = kinds[min(len(kinds) - 1, max(0, here + by))]
        for row in range(self._catalogue.rowCount()):
            if self._catalogue.index(row, 0).data(_KIND) == wanted:
                self.setCurrentIndex(self._catalogue.index(row, 0))

    def choose_current(self) -> None:
        """Choose the current layer, if there is one."""
        self._choose(self.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        kind = index.data(_KIND)
        if kind is not None:
            self.chosen.emit(str(kind))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Summaries wrap anew, also where a scroll bar has come or gone."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Drag the layer as a small card."""
        kind = self.current
        if kind is None:
            return
        drag = QDrag(self)
        drag.setMimeData(layer_mime(kind))
        image = drag_pixmap(LAYERS[kind], self.devicePixelRatioF())
        drag.setPixmap(image)
        size = image.deviceIndependentSize()
        drag.setHotSpot(QPoint(round(size.width() / 2), round(size.height() / 2)))
        drag.exec(Qt.DropAction.CopyAction)


class SearchKeys(QObject):
    """Lets the arrows and Enter of a search field act on the list below it."""

    def __init__(self, field: QLineEdit, layers: LayerList, escape: Callable[[], object]) -> None:
        super().__init__(field)
        self._layers = layers
        self._escape = escape
        field.textChanged.connect(layers.search)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that are meant for the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._layers.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._layers.choose_current()
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            return False
        return True


class Palette(QWidget):
    """The panel at the left of the window.

    Signals
    -------
    append_requested(kind)
        A layer should be added behind the selection.
    left()
        Esc was pressed: the focus should go back to the canvas.
    """

    append_requested = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(190)
        self.search_field = QLineEdit(self)
        self.search_field.setPlaceholderText(self.tr("Find a layer"))
        self.search_field.setAccessibleName(self.search_field.placeholderText())
        self.search_field.setClearButtonEnabled(True)
        self.layers = LayerList(self)
        self.layers.setDragEnabled(True)
        self.layers.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.layers.chosen.connect(self.append_requested)
        self._keys = SearchKeys(self.search_field, self.layers, self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        around = QVBoxLayout()
        around.setContentsMargins(12, 0, 12, 4)
        around.addWidget(self.search_field)
        column.addLayout(around)
        inset = QVBoxLayout()
        inset.setContentsMargins(6, 0, 1, 0)
        inset.addWidget(self.layers)
        column.addLayout(inset, 1)

    def sizeHint(self) -> QSize:
        """Wide enough for the one line of most layers."""
        return QSize(252, 480)

    def focus_search(self) -> None:
        """Move the keyboard focus to the search field."""
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def _leave(self) -> None:
        if self.search_field.text():
            self.search_field.clear()
        else:
            self.left.emit()
