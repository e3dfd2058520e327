"""The canvas before anything is drawn: what a network looks like, and three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QMenu, QToolButton, QWidget

from nnstudio.app.look import icons, theme
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import translate
from nnstudio.nn.shape import Shape
from nnstudio.project.templates import TEMPLATES, usual_template

_GHOST = (118.0, 58.0)
_GAP = 44.0
_GHOSTS = 3 * _GHOST[0] + 2 * _GAP
"""Width of all three."""
_ABOVE, _BELOW = 12, 56
"""Height that is left free: below lies the bar for the zoom."""


class EmptyCanvas(QWidget):
    """Ghosts of three cards, one line, and buttons for templates.

    Signals
    -------
    template_chosen(key)
        One of :data:`nnstudio.project.templates.TEMPLATES`.
    """

    template_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ghosts, self._key = True, ""
        self._column = column = v_box(self, spacing=14)
        self._line = line = label(
            self.tr(
                "Drag layers here, press A and type one with its settings, such as “conv2d 16 3x3 same”, or start from a "
                "template"
            ),
            "muted",
            wrap=True,
        )
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(line)
        self._buttons = row = h_box(spacing=10)
        row.addStretch(1)
        first = push_button(
            self.tr("Textbook network"), lambda: self.template_chosen.emit("textbook"), parent=self
        )
        self._second = push_button("", lambda: self.template_chosen.emit(self._key), parent=self)
        self._more, menu = QToolButton(self), QMenu(self)
        menu.setToolTipsVisible(True)
        self._more.setText(self.tr("More templates…"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(menu)
        for button in (first, self._second, self._more):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        row.addStretch(1)
        column.addLayout(row)
        self.offer(None)

    def offer(self, sample_shape: Shape | None, *, heard: bool = False) -> None:
        """Offer what suits samples of a shape, or spectrograms, beside the textbook's network; without data it is one for images."""
        usual = "lenet" if sample_shape is None else usual_template(sample_shape, heard=heard)
        key = "mlp" if usual == "textbook" else usual
        if key == self._key:
            return
        self._key = key
        title = self.tr("LeNet for images") if key == "lenet" else translate(TEMPLATES[key].title)
        self._second.setText(title.replace("&", "&&"))
        menu = self._more.menu()
        menu.clear()
        for template in TEMPLATES.values():
            if template.data and template.key not in ("textbook", key):
                action = menu.addAction(translate(template.title).replace("&", "&&"))
                action.setToolTip(translate(template.summary))
                action.triggered.connect(lambda _=False, key=template.key: self.template_chosen.emit(key))
        self.place()

    def place(self) -> None:
        """Stand in the middle of the canvas, above what lies over its corners."""
        parent = self.parentWidget()
        assert parent is not None
        direction = QBoxLayout.Direction
        self._buttons.setDirection(direction.LeftToRight)
        room = parent.width() - 24
        if self._buttons.sizeHint().width() + 32 > room:
            self._buttons.setDirection(direction.TopToBottom)
        width = min(max(560, self._buttons.sizeHint().width() + 32), room)
        # Where there is no room for all, the buttons are what counts.
        for self._ghosts, worded in ((True, True), (False, True), (False, False)):
            self._line.setVisible(worded)
            self._column.setContentsMargins(16, round(_GHOST[1]) + 36 if self._ghosts else 8, 16, 8)
            self._column.invalidate()
            height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
            if height <= parent.height() - _ABOVE - _BELOW and width >= self._ghosts * _GHOSTS:
                break
        # A little above the middle, as the eye expects.
        top = min((parent.height() - height) * 9 // 20, parent.height() - height - _BELOW)
        self.setGeometry((parent.width() - width) // 2, max(_ABOVE, top), width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ghosts."""
        if not self._ghosts:
            return
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = (("input", self.tr("Input")), ("dense", self.tr("Dense")), ("output", self.tr("Output")))
        x = (self.width() - _GHOSTS) / 2
        for index, (category, name) in enumerate(names):
            box = QRectF(x + index * (_GHOST[0] + _GAP), 4, *_GHOST)
            self._paint_ghost(painter, box, colors.color(f"category_{category}", 0.75), category, name)
            if index:
                painter.setPen(QPen(colors.color("wire"), 1.6, Qt.PenStyle.DashLine))
                middle = QPointF(box.left() - 5, box.center().y())
                painter.drawLine(middle - QPointF(_GAP - 10, 0), middle)

    def _paint_ghost(self, painter: QPainter, box: QRectF, color: QColor, icon: str, name: str) -> None:
        colors = theme.current()
        painter.setBrush(colors.color("surface", 0.6))
        painter.setPen(QPen(color, 1.3, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, 9, 9)
        image = icons.pixmap(icon, 20, f"category_{icon}", self.devicePixelRatioF())
        painter.setFont(colors.font("strong"))
        text = painter.fontMetrics().horizontalAdvance(name)
        left = box.center().x() - (20 + 8 + text) / 2
        painter.drawPixmap(QPointF(left, box.center().y() - 10), image)
        painter.setPen(colors.color("text_muted"))
        label = QRectF(left + 28, box.top(), text + 8, box.height())
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
