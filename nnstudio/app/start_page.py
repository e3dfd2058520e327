"""The first thing a new user sees: three ways to begin, samples, and what was open before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.app import icons, theme
from nnstudio.app.cards import Card, Flow, card_label
from nnstudio.app.labels import label
from nnstudio.app.low_card import LowCard
from nnstudio.app.scroll import ScrollColumn
from nnstudio.app.texts import tooltip
from nnstudio.app.thumbnails import Thumbnail

_MOST_WIDTH = 1160
_MOST_RECENT = 3


class Sample(NamedTuple):
    """A project that is ready to run.

    Parameters
    ----------
    key : str
        What :attr:`StartPage.sample_chosen` carries.
    title, subtitle : str
        Translated texts of the card.
    duration_text : str
        How long training takes, such as ``"8 s"``.
    thumbnail : str
        A key of :data:`nnstudio.app.thumbnails.KINDS`.
    """

    key: str
    title: str
    subtitle: str
    duration_text: str
    thumbnail: str


class Template(NamedTuple):
    """A network to start from.

    Parameters
    ----------
    key : str
        What :attr:`StartPage.template_chosen` carries.
    title, summary : str
        Translated texts of the card.
    """

    key: str
    title: str
    summary: str


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
        self._content = QWidget()
        self._content.setMaximumWidth(_MOST_WIDTH)
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(0)

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
        self._learning = QGridLayout()
        self._learning.setSpacing(16)
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

        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._content, 1000)
        row.addStretch(1)
        self._scroll = ScrollColumn(middle)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        middle.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

        self.set_samples(samples)
        self.set_templates(templates)
        self.set_recent(())
        self.set_device_text("")

    def set_samples(self, samples: Sequence[Sample]) -> None:
        """Show these samples."""
        cards: list[QWidget] = []
        for sample in samples:
            card = _SampleCard(sample, self._samples)
            card.clicked.connect(lambda _=False, key=sample.key: self.sample_chosen.emit(key))
            cards.append(card)
        self._samples.set_widgets(cards)
        self._samples_title.setVisible(bool(cards))

    def set_templates(self, templates: Sequence[Template]) -> None:
        """Offer these templates."""
        cards: list[QWidget] = []
        for template in templates:
            card = _TemplateCard(template, self._templates)
            card.clicked.connect(lambda _=False, key=template.key: self.template_chosen.emit(key))
            cards.append(card)
        self._templates.set_widgets(cards)
        self._templates_title.setVisible(bool(cards))

    def set_recent(self, paths: Sequence[str], notes: dict[str, str] | None = None) -> None:
        """Show these recent files.

        Parameters
        ----------
        paths : sequence of str
            Most recent first; one row is shown, the menu has them all.
        notes : dict, optional
            A second line by path, such as ``"yesterday · best 90.7 %"``; the folder where there is none.
        """
        cards: list[QWidget] = []
        for path in paths[:_MOST_RECENT]:
            note = (notes or {}).get(path) or _short_folder(path)
            card = _RecentCard(path, note, self._recent)
            card.clicked.connect(lambda _=False, chosen=path: self.recent_chosen.emit(chosen))
            cards.append(card)
        self._recent.set_widgets(cards)
        self._recent.setVisible(bool(cards))
        self._recent_title.setVisible(bool(cards))

    def offer_tour(self, offered: bool) -> None:
        """Show or hide the card of the tour; it stands under the third large button."""
        for column in range(3):
            self._learning.setColumnStretch(column, 1)
        self._learning.addWidget(self._lessons, 0, 0, 1, 2 if offered else 3)
        self._learning.addWidget(self._tour, 0, 2)
        self._tour.setVisible(offered)

    def set_device_text(self, text: str) -> None:
        """Say in the last line what this computer trains on."""
        self._footer.setText(text)
        self._footer.setVisible(bool(text))

    def _make_starts(self) -> Flow:
        flow = Flow(220, (1, 3))
        self._data_card = _StartCard(
            "import",
            self.tr("Use my data…"),
            self.tr("A table, images or arrays: choose a file, or drop it here"),
            flow,
            inviting=True,
        )
        new = _StartCard(
            "network", self.tr("New network"), self.tr("Start with an empty canvas or a template"), flow
        )
        open_ = _StartCard(
            "open", self.tr("Open project…"), self.tr("A saved project, or a model of ONNX or Keras"), flow
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
        if _local_files(event.mimeData()):
            event.acceptProposedAction()
            self._data_card.set_target(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing is over the page any more."""
        self._data_card.set_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over the files."""
        self._data_card.set_target(False)
        if paths := _local_files(event.mimeData()):
            event.acceptProposedAction()
            self.files_dropped.emit(paths)


class _StartCard(Card):
    def __init__(self, icon: str, title: str, text: str, parent: QWidget, *, inviting: bool = False) -> None:
        super().__init__(f"{title} {text}", parent, inviting=inviting)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 18, 20, 18)
        row.setSpacing(16)
        row.addWidget(_Tile(icon, self), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch(1)
        words.addWidget(card_label(title, "heading", wrap=True))
        words.addWidget(card_label(text, "small", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)


class _Tile(QWidget):
    """A large icon on a square of the accent."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(44, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        picture = icons.pixmap(self._icon, 24, "accent_text", self.devicePixelRatioF())
        painter.drawPixmap(10, 10, picture)


class _SampleCard(Card):
    def __init__(self, sample: Sample, parent: QWidget) -> None:
        name = ", ".join(t for t in (sample.title, sample.subtitle, sample.duration_text) if t)
        super().__init__(name, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(2)
        column.addWidget(Thumbnail(sample.thumbnail, self))
        column.addSpacing(8)
        column.addWidget(card_label(sample.title, "strong", wrap=True))
        row = QGridLayout()
        row.setHorizontalSpacing(8)
        row.setColumnStretch(0, 1)
        row.addWidget(card_label(sample.subtitle, "small", wrap=True), 0, 0)
        duration = card_label(sample.duration_text, "small")
        duration.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(duration, 0, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        column.addStretch(1)


class _TemplateCard(Card):
    def __init__(self, template: Template, parent: QWidget) -> None:
        super().__init__(f"{template.title}, {template.summary}", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(1)
        column.addWidget(card_label(template.title, "strong", wrap=True))
        column.addWidget(card_label(template.summary, "small", wrap=True))
        column.addStretch(1)


class _RecentCard(Card):
    def __init__(self, path: str, note: str, parent: QWidget) -> None:
        super().__init__(f"{Path(path).name}, {note}", parent)
        self.setToolTip(tooltip(path))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        picture = _Picture("file", self)
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(card_label(_breakable(Path(path).name), "strong", wrap=True))
        words.addWidget(card_label(_breakable(note), "small", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)


class _Picture(QWidget):
    """An icon that is sharp on every screen and follows the theme."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(QSize(20, 20))

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = icons.pixmap(self._icon, 20, "text_muted", self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)


def _local_files(data: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def _short_folder(path: str) -> str:
    folder = Path(path).parent
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)


def _breakable(text: str) -> str:
    """Allow a long path to wrap: after separators, and inside words that are longer than a card."""
    zero = "\u200b"
    text = text.replace("/", f"/{zero}").replace("\\", f"\\{zero}").replace("_", f"_{zero}")
    parts = text.split(zero)
    return zero.join(zero.join(p[i : i + 24] for i in range(0, len(p), 24)) for p in parts)
