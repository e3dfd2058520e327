"""Beside the picture of the plane: sliders that draw the points anew, and what the colours of wires mean."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document, MergeKeys
from nnstudio.app.forms import Form
from nnstudio.app.inside.seeing import kind_of
from nnstudio.app.look import icons, theme
from nnstudio.app.training.trainer import Trainer
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import field_label, in_sentence, tooltip
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Generated
from nnstudio.nn.fields import Spec, fields_of

SIGNS = {"positive": "accent", "negative": "curve_validation"}
"""Colours of wires by the sign that prevails in their weights: those of the pictures."""
_WIDTH = 290
_SAMPLE = 26


class PlaygroundControls(ScrollColumn):
    """Draws the points of generated data anew, one step of undo for each move of a slider.

    While a run goes on they rest: its numbers belong to the points it began with.

    Parameters
    ----------
    document : Document
    data : DataState
    trainer : Trainer
    action : QAction
        Whether neurons are shown on the cards.
    """

    def __init__(
        self, document: Document, data: DataState, trainer: Trainer, action: QAction, parent: QWidget
    ) -> None:
        page = QWidget()
        super().__init__(page, QCoreApplication.translate("PlaygroundControls", "Points and neurons"), parent)
        self._document, self._data, self._trainer = document, data, trainer
        self._merge = MergeKeys()
        self.source = Form(Generated(), only=("points", "noise"))
        self.shares = Form(DataConfig(), only=("test",))
        self.fresh = push_button(
            self.tr("Draw other points"), tip=self.tr("Another seed: points of the same shape, elsewhere")
        )
        icons.set_icon(self.fresh, "reset")
        self.rests = label(self.tr("The points stay as they are while a run goes on."), "small", wrap=True)
        self.neurons = QCheckBox(self.tr("Neurons on the cards"))
        self.neurons.setToolTip(tooltip(action.toolTip()))
        self.legend = WireLegend()
        column = v_box(page, margins=(14, 0, 8, 4), spacing=0)
        for widget in (self.source, self.shares, self.rests):
            column.addWidget(widget)
        column.addWidget(self.fresh, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(2)
        column.addWidget(self.neurons)
        column.addWidget(self.legend)
        column.addStretch(1)
        width = max(self.source.label_width(), self.shares.label_width())
        for form in (self.source, self.shares):
            form.set_label_width(width)
        self.setFixedWidth(theme.current().room(_WIDTH))
        self.neurons.setChecked(action.isChecked())
        self.neurons.toggled.connect(action.setChecked)
        action.toggled.connect(self.neurons.setChecked)
        action.toggled.connect(self.legend.setVisible)
        self.legend.setVisible(action.isChecked())
        self.source.edited.connect(self._edit_source)
        self.shares.edited.connect(self._edit_shares)
        self.fresh.clicked.connect(self._draw_others)
        document.changed.connect(lambda _old, _new: self.follow())
        data.changed.connect(self.follow)
        trainer.state_changed.connect(lambda _state: self.follow())
        self.follow()

    def follow(self) -> None:
        """Show the settings as they are; nothing where the data is of another kind."""
        project, prepared = self._document.project, self._data.prepared
        config, drawn = project.data, isinstance(project.data.source, Generated)
        plane = prepared is not None and kind_of(prepared, project.network) == "plane"
        self.setVisible(drawn or plane)
        resting = self._trainer.active
        for widget in (self.source, self.shares):
            widget.setVisible(drawn)
            widget.setEnabled(not resting)
            widget.setToolTip(self.rests.text() if resting else "")
        self.fresh.setVisible(drawn and not resting)
        self.rests.setVisible(drawn and resting)
        if not self._data.loading:
            self.neurons.setVisible(plane)
            self.legend.setVisible(plane and self.neurons.isChecked())
        if drawn:
            for form, spec in ((self.source, config.source), (self.shares, config)):
                form.set_spec(spec)

    def _edit_source(self, spec: Spec, name: str) -> None:
        source = self._document.project.data.source
        if isinstance(source, Generated):
            self._edit(name, source=source.replace(**{name: getattr(spec, name)}))

    def _edit_shares(self, spec: Spec, name: str) -> None:
        self._edit(name, **{name: getattr(spec, name)})

    def _draw_others(self) -> None:
        source = self._document.project.data.source
        if isinstance(source, Generated):
            self._edit("seed", source=source.replace(seed=(source.seed + 1) % 2**32))

    def _edit(self, name: str, **changes: object) -> None:
        if self._trainer.active:
            return
        project = self._document.project
        infos = (*fields_of(Generated), *fields_of(DataConfig))
        label = next(field_label(info) for info in infos if info.name == name)
        text = self.tr("Change {0} of the data").format(in_sentence(label))
        key = self._merge.key(f"playground {name}")
        self._document.edit(text, project.replace(data=project.data.replace(**changes)), key)


class WireLegend(QWidget):
    """Pieces of wire, and what their colours and widths say."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(theme.current().font("small"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = (
            self.tr("mostly below 0"), self.tr("mostly above 0"), self.tr("a wider wire has larger weights"),
        )  # fmt: skip
        self.setAccessibleName(self.tr("Weights behind a wire: {0}").format(", ".join(self._words)))
        self.setToolTip(self.accessibleName())
        theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Two lines, or three where the words are long."""
        return QSize(200, self._lines() * self._high())

    def minimumSizeHint(self) -> QSize:
        """As wide as it happens to be."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find lines for the width there is."""
        super().resizeEvent(event)
        self.setFixedHeight(self._lines() * self._high())

    def _high(self) -> int:
        return self.fontMetrics().height() + 3

    def _beside(self) -> bool:
        """Whether both colours fit on one line."""
        widths = (self.fontMetrics().horizontalAdvance(word) for word in self._words[:2])
        return sum(widths) + 2 * _SAMPLE + 12 <= self.width()

    def _lines(self) -> int:
        return 2 if self._beside() else 3

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        look, painter, high = theme.current(), QPainter(self), self._high()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        beside = _SAMPLE + self.fontMetrics().horizontalAdvance(self._words[0]) + 12
        places = [(0, 0), (beside, 0) if self._beside() else (0, high)]
        for (x, y), sign, word in zip(places, ("negative", "positive"), self._words, strict=False):
            painter.setPen(QPen(look.color(SIGNS[sign]), 4))
            painter.drawLine(x + 1, y + high // 2, x + _SAMPLE - 8, y + high // 2)
            self._write(painter, x, y, word)
        y = high * (self._lines() - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("wire"))
        for i in range(3):
            wide = 1 + 2 * i
            painter.drawRect(1 + 6 * i, y + (high - wide) // 2, 5, wide)
        self._write(painter, 0, y, self._words[2])

    def _write(self, painter: QPainter, x: int, y: int, word: str) -> None:
        painter.setPen(theme.current().color("text_muted"))
        room = self.width() - x - _SAMPLE
        painter.drawText(x + _SAMPLE, y, room, self._high(), Qt.AlignmentFlag.AlignVCenter, word)
