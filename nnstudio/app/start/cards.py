"""The cards of the first page."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.app.start.thumbnails import Thumbnail
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.cards import Card, card_label
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.words.texts import breakable, tooltip


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
        A key of :data:`nnstudio.app.start.thumbnails.KINDS`.
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


class _Tile(IconLabel):
    """A large icon on a square of the accent."""

    def __init__(self, icon: str) -> None:
        super().__init__(24, icon, "accent_text", QSize(44, 44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        painter.end()
        super().paintEvent(event)


class _WordsCard(Card):
    """A picture, and beside it a title and a sentence."""

    def _fill(
        self, picture: QWidget, title: str, text: str, role: str, margins: tuple[int, int], gap: int
    ) -> None:
        across, down = margins
        row = h_box(self, margins=(across, down, across, down), spacing=gap)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        words = v_box(spacing=3 if role == "heading" else 1)
        words.addStretch(1)
        words.addWidget(card_label(title, role, wrap=True))
        words.addWidget(card_label(text, "small", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)


class StartCard(_WordsCard):
    """One of the large buttons."""

    def __init__(self, icon: str, title: str, text: str, *, inviting: bool = False) -> None:
        super().__init__(f"{title} {text}", inviting=inviting)
        self._fill(_Tile(icon), title, text, "heading", (20, 18), 16)


class LowCard(_WordsCard):
    """A low card under the large buttons.

    Parameters
    ----------
    icon : str
        Name of a file in ``resources/icons``; also the card's object name.
    title, text : str
        Already translated.
    """

    def __init__(self, icon: str, title: str, text: str) -> None:
        super().__init__(f"{title}. {text}")
        self.setObjectName(icon)
        # As wide as the tiles of the large buttons, so that the words begin where theirs do.
        self._fill(IconLabel(24, icon, "accent", QSize(44, 24)), title, text, "strong", (20, 12), 16)


class RecentCard(_WordsCard):
    """A file that was open before, and where it lies."""

    def __init__(self, path: str) -> None:
        name, folder = Path(path).name, _short_folder(path)
        super().__init__(f"{name}, {folder}")
        self.setToolTip(tooltip(path))
        picture = IconLabel(20, "file", "text_muted")
        self._fill(picture, breakable(name), breakable(folder), "strong", (14, 10), 12)


class SampleCard(Card):
    """A drawing of the data, what it is about, and how long it takes."""

    def __init__(self, sample: Sample) -> None:
        super().__init__(", ".join(t for t in (sample.title, sample.subtitle, sample.duration_text) if t))
        column = v_box(self, margins=12, spacing=2)
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


class TemplateCard(Card):
    """What a network is called, and what it is for."""

    def __init__(self, template: Template) -> None:
        super().__init__(f"{template.title}, {template.summary}")
        column = v_box(self, margins=(14, 10, 14, 10), spacing=1)
        column.addWidget(card_label(template.title, "strong", wrap=True))
        column.addWidget(card_label(template.summary, "small", wrap=True))
        column.addStretch(1)


def _short_folder(path: str) -> str:
    folder = Path(path).parent
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)
