"""Rows of layers to choose from: icon, name and one line; what fits comes first."""

from __future__ import annotations

import itertools
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
    QPaintEvent,
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
    QWidget,
)

from nnstudio.app.look import icons, theme
from nnstudio.app.look.theme import category_token
from nnstudio.app.palette.layer_drag import LAYER_MIME, drag_pixmap, layer_mime
from nnstudio.app.palette.layer_search import find_layers, named, not_understood, typed_layer
from nnstudio.app.widgets.rows import paint_focus, paint_words
from nnstudio.app.words.layer_words import (
    category_title,
    icon_name,
    layer_summary,
    layer_title,
    settings_text,
)
from nnstudio.app.words.texts import tooltip
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS, Layer

_KIND = Qt.ItemDataRole.UserRole + 1
_LINE = Qt.ItemDataRole.UserRole + 2
_REFUSED = Qt.ItemDataRole.UserRole + 3
_TILE = 30
_Index = QModelIndex | QPersistentModelIndex


Judge = Callable[[Layer], str]
"""Says why a layer does not fit where it is wanted; empty where it does."""
Becoming = Callable[[Layer], Layer]
"""What a layer becomes where it is wanted: it may take over settings of another."""


def as_it_is(layer: Layer) -> Layer:
    """Becoming nothing else."""
    return layer


class _Catalogue(QStandardItemModel):
    """Headings and layers as rows."""

    def __init__(self, parent: QObject, becoming: Becoming) -> None:
        super().__init__(parent)
        self._becoming = becoming
        self.layers: dict[str, Layer] = {}
        """What is listed, by type, with the settings that were typed."""

    def fill(self, groups: Sequence[tuple[str, Sequence[tuple[Layer, str]]]]) -> None:
        """Show layers in groups: a heading, which may be empty, and layers with the reason against each."""
        self.clear()
        self.layers = {}
        for heading, members in groups:
            if heading and members:
                row = QStandardItem(heading)
                row.setFlags(Qt.ItemFlag.NoItemFlags)
                self.appendRow(row)
            for layer, reason in members:
                self.layers[type(layer).__name__] = layer
                self.appendRow(self._row(layer, reason))

    def _row(self, layer: Layer, reason: str) -> QStandardItem:
        kind, made = type(layer), self._becoming(layer)
        item = QStandardItem(layer_title(kind))
        line = reason or (layer_summary(kind) if made == kind() else settings_text(made))
        item.setData(kind.__name__, _KIND)
        item.setData(line, _LINE)
        item.setData(bool(reason), _REFUSED)
        item.setToolTip(tooltip(f"{layer_summary(kind)}. {reason}" if reason else layer_summary(kind)))
        item.setData(f"{layer_title(kind)}: {line}", Qt.ItemDataRole.AccessibleTextRole)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        )
        return item

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
        line = _wrapped(small, str(index.data(_LINE)), _text_width(option))
        return QSize(120, max(42, title.height() + line + 10))

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
            self._paint_layer(painter, option, index)
        painter.restore()

    def _paint_layer(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colors = theme.current()
        layer, line, refused = LAYERS[index.data(_KIND)], str(index.data(_LINE)), bool(index.data(_REFUSED))
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
        token = "text_muted" if refused else category_token(layer.category)
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
        low = _wrapped(QFontMetrics(small), line, int(width))
        top = box.center().y() - (high + low) / 2
        painter.setFont(title)
        chosen = state & QStyle.StateFlag.State_Selected
        painter.setPen(colors.color("text" if chosen or not refused else "text_muted"))
        self._line(painter, QRectF(left, top, width, high), layer_title(layer))
        painter.setFont(small)
        painter.setPen(colors.color("text" if chosen else "text_muted"))
        painter.drawText(QRectF(left, top + high, width, low), Qt.TextFlag.TextWordWrap, line)

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

    Parameters
    ----------
    with_inputs : bool
        Whether an Input may be chosen.
    judge : callable, optional
        Says why a layer does not fit where one is wanted. Those that fit come first; the others can be chosen
        all the same, since networks are wrong while they are drawn.
    becoming : callable, optional
        Says what a layer becomes where it is wanted; its row says the settings that it then has.

    Signals
    -------
    chosen(layer)
        A double click, or Enter. It has the settings that were typed behind its name.
    """

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        with_inputs: bool = True,
        judge: Judge = lambda _: "",
        becoming: Becoming = as_it_is,
    ) -> None:
        super().__init__(parent)
        self._with_inputs = with_inputs
        self._judge = judge
        self._none = ""
        self._catalogue = _Catalogue(self, becoming)
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
        kinds = [k for k in find_layers(query) if self._with_inputs or k.inputs[1] != 0]
        found = [(layer, self._judge(layer)) for layer in (typed_layer(k, query) for k in kinds)]
        if query.strip():
            # What is typed by its name is meant, whether it fits or not; among the others what fits comes first.
            found.sort(key=lambda pair: (not named(type(pair[0]), query), bool(pair[1])))
            self._catalogue.fill([("", found)])
            if found:
                self.setCurrentIndex(self._catalogue.index(0, 0))
        else:
            fitting = [pair for pair in found if not pair[1]]
            groups = [(category_title(key), list(members)) for key, members in itertools.groupby(fitting, lambda pair: pair[0].category)]  # fmt: skip
            self._catalogue.fill([*groups, (self.tr("Does not fit here"), [p for p in found if p[1]])])
        self._none = "" if found else self._why_none(query)
        self.viewport().update()

    def _why_none(self, query: str) -> str:
        if (found := not_understood(query)) is None:
            return self.tr("No layer is called “{0}”").format(query.strip()[:60])
        kind, word = found
        names = ", ".join(info.name.replace("_", " ") for info in fields_of(kind))
        text = self.tr("“{0}” is no setting of {1}, which has: {2}")
        return text.format(word[:60], layer_title(kind), names)

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
            self.chosen.emit(self._catalogue.layers[str(kind)])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where nothing is found."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            paint_focus(self)
        if self._none:
            paint_words(self, self._none)

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
