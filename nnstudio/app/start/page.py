"""The first thing a new user sees: three ways to begin, samples, and what was open before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from nnstudio.app.importing.drops import local_files
from nnstudio.app.start.cards import (
    LowCard,
    RecentCard,
    Sample,
    SampleCard,
    StartCard,
    Template,
    TemplateCard,
)
from nnstudio.app.widgets.boxes import grid_box, h_box, v_box
from nnstudio.app.widgets.cards import Card, Flow
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn

_MOST_WIDTH = 1160
_MOST_RECENT = 3


class StartPage(QWidget):
    """Headline, three large buttons, recent files, samples, templates, and a line about this computer.

    Signals
    -------
    open_data, new_network, open_project
        One of the large buttons.
    sample_chosen(key), template_chosen(key), recent_chosen(path)
    lessons_wanted, tour_wanted
        The cards under them.
    files_dropped(paths)
        Local files were dropped anywhere on the page.
    """

    open_data = Signal()
    new_network = Signal()
    open_project = Signal()
    sample_chosen = Signal(str)
    template_chosen = Signal(str)
    recent_chosen = Signal(str)
    lessons_wanted = Signal()
    tour_wanted = Signal()
    files_dropped = Signal(list)

    def __init__(
        self,
        samples: Sequence[Sample] = (),
        templates: Sequence[Template] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        # Parents find their place before what they hold, which is then given its style once.
        middle = QWidget(self)
        self._scroll = ScrollColumn(middle)
        v_box(self, margins=0).addWidget(self._scroll)
        self._content = QWidget(middle)
        self._content.setMaximumWidth(_MOST_WIDTH)
        self._column = v_box(self._content, spacing=0)
        row = h_box(middle, margins=0)
        row.addStretch(1)
        row.addWidget(self._content, 1000)
        row.addStretch(1)

        headline = label(
            self.tr("Draw a network. Train it on your data. Take it with you."), "title", wrap=True
        )
        self._column.addWidget(headline)
        self._column.addSpacing(4)
        self._column.addWidget(label(self.tr("Everything stays on this computer."), "muted", wrap=True))
        self._column.addSpacing(24)
        self._starts = self._make_starts()
        self._column.addWidget(self._starts)
        self._column.addSpacing(16)
        self._lessons = LowCard(
            "lesson",
            self.tr("Lessons"),
            self.tr(
                "What a neuron computes, how a network learns, when it goes wrong: short lessons, each with one thing to do"
            ),
        )
        self._lessons.clicked.connect(self.lessons_wanted)
        self._tour = LowCard(
            "flag", self.tr("Take the tour"), self.tr("Five stops in the window, one minute")
        )
        self._tour.clicked.connect(self.tour_wanted)
        self._learning = grid_box(spacing=16)
        self._column.addLayout(self._learning)
        self.offer_tour(True)

        self._samples_title = label(self.tr("Try a sample"), "heading")
        self._samples = Flow(210)
        self._recent_title = label(self.tr("Recent"), "heading")
        self._recent = Flow(220, (1, 3), 12)
        self._templates_title = label(self.tr("Start from a template"), "heading")
        self._templates = Flow(210, spacing=12)
        for title, flow in (
            (self._recent_title, self._recent),
            (self._samples_title, self._samples),
            (self._templates_title, self._templates),
        ):
            title.setContentsMargins(0, 32, 0, 12)
            self._column.addWidget(title)
            self._column.addWidget(flow)
        self._column.addStretch(1)
        self._footer = label("", "small", wrap=True)
        self._footer.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._footer.setContentsMargins(0, 28, 0, 0)
        self._column.addWidget(self._footer)

        self.set_samples(samples)
        self.set_templates(templates)
        self.set_recent(())
        self.set_device_text("")

    def set_samples(self, samples: Sequence[Sample]) -> None:
        """Show these samples."""
        cards = {sample.key: SampleCard(sample) for sample in samples}
        self._show(self._samples_title, self._samples, cards, self.sample_chosen)

    def set_templates(self, templates: Sequence[Template]) -> None:
        """Offer these templates."""
        cards = {template.key: TemplateCard(template) for template in templates}
        self._show(self._templates_title, self._templates, cards, self.template_chosen)

    def set_recent(self, paths: Sequence[str]) -> None:
        """Show these recent files, most recent first; one row is shown, the menu has them all."""
        cards = {path: RecentCard(path) for path in paths[:_MOST_RECENT]}
        self._show(self._recent_title, self._recent, cards, self.recent_chosen)

    def _show(self, title: QLabel, flow: Flow, cards: Mapping[str, Card], chosen: SignalInstance) -> None:
        """Show cards under a title, or neither; one that is pressed tells its key."""
        for key, card in cards.items():
            card.clicked.connect(lambda _=False, key=key: chosen.emit(key))
        flow.set_widgets(list(cards.values()))
        for part in (title, flow):
            part.setVisible(bool(cards))

    def offer_tour(self, offered: bool) -> None:
        """Show or hide the card of the tour; it stands under the third large button."""
        for column in range(3):
            self._learning.setColumnStretch(column, 1)
        self._learning.addWidget(self._lessons, 0, 0, 1, 2 if offered else 3)
        self._learning.addWidget(self._tour, 0, 2)
        self._tour.setVisible(offered)

    @property
    def device_text(self) -> str:
        """What this computer trains on; empty until it is known."""
        return self._footer.text()

    def set_device_text(self, text: str) -> None:
        """Say in the last line what this computer trains on."""
        self._footer.setText(text)
        self._footer.setVisible(bool(text))

    def _make_starts(self) -> Flow:
        flow = Flow(220, (1, 3))
        self._data_card = StartCard(
            "import",
            self.tr("Use my data…"),
            self.tr("A table, images, recordings or arrays: choose a file, or drop it here"),
            inviting=True,
        )
        new = StartCard(
            "network", self.tr("New network"), self.tr("Start with an empty canvas or a template")
        )
        open_ = StartCard(
            "open", self.tr("Open project…"), self.tr("A saved project, or a model of ONNX or Keras")
        )
        self._data_card.clicked.connect(self.open_data)
        new.clicked.connect(self.new_network)
        open_.clicked.connect(self.open_project)
        flow.set_widgets([self._data_card, new, open_])
        return flow

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose margins and columns from the width of the page, so that a scroll bar cannot make them flicker."""
        super().resizeEvent(event)
        margin = 40 if self.width() >= 900 else 20
        self._column.setContentsMargins(margin, 36 if self.height() >= 700 else 20, margin, 20)
        inner = (
            min(self.width() - self._scroll.verticalScrollBar().sizeHint().width(), _MOST_WIDTH) - 2 * margin
        )
        for flow in (self._starts, self._samples, self._templates, self._recent):
            flow.set_width(inner)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files, and show that they would be taken."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()
            self._data_card.set_target(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing is over the page any more."""
        self._data_card.set_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over the files."""
        self._data_card.set_target(False)
        if paths := local_files(event.mimeData()):
            event.acceptProposedAction()
            self.files_dropped.emit(paths)
