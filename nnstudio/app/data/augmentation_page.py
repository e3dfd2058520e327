"""Augmentation in the data dialog: which changes, how strong, and what a picture looks like with them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLabel, QWidget

from nnstudio.app.data.augmentation_preview import DrawnGrid, Sheet
from nnstudio.app.forms import Form
from nnstudio.app.look import icons, theme
from nnstudio.app.look.sample_picture import drawn_size, painted
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import tooltip
from nnstudio.data.augmentation import AUGMENTATIONS, Augmentation
from nnstudio.data.augmentation.augmenter import clash, suits
from nnstudio.data.augmentation.kind import Pixels, Places
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.pixel_order import is_picture
from nnstudio.nn.fields import Spec
from nnstudio.system.messages import Message

_ORIGINAL = 56
_NARROW = 430
"""Below this width kinds and pictures do not stand beside each other."""


def kinds() -> list[type[Augmentation]]:
    """All kinds in the order in which they are offered and done: first where pixels are, then what they are."""
    return sorted(
        AUGMENTATIONS, key=lambda kind: (not issubclass(kind, Places), not issubclass(kind, Pixels))
    )


class KindChoice(QWidget):
    """A kind that can be used, with its settings where it is.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, kind: type[Augmentation]) -> None:
        super().__init__()
        self.kind = kind
        self._spec: Augmentation = kind()
        self.box = QCheckBox(QCoreApplication.translate("Augmentation", kind.title))
        self.box.setToolTip(tooltip(QCoreApplication.translate("Augmentation", kind.summary)))
        self.box.toggled.connect(self._turn)
        self.form = Form()  # filled when the kind is used: the forms of all would be half of the dialog
        self.form.edited.connect(self._take)
        self.form.hide()
        column = v_box(self, margins=0, spacing=4)
        column.addWidget(self.box)
        indented = h_box(margins=(22, 0, 0, 8))
        indented.addWidget(self.form)
        column.addLayout(indented)

    @property
    def spec(self) -> Augmentation | None:
        """The kind with its settings; None where it is not used."""
        return self._spec if self.box.isChecked() else None

    def show_spec(self, spec: Augmentation | None) -> None:
        """Show a choice without telling of it."""
        if spec is not None:
            self._spec = spec
        self.box.blockSignals(True)
        self.box.setChecked(spec is not None)
        self.box.blockSignals(False)
        self._show_form(spec is not None)

    def _turn(self, used: bool) -> None:
        self._show_form(used)
        self.changed.emit()

    def _show_form(self, used: bool) -> None:
        if used:
            self.form.set_spec(self._spec)
        self.form.setVisible(used)

    def _take(self, spec: Spec, _name: str) -> None:
        assert isinstance(spec, Augmentation)
        self._spec = spec
        self.changed.emit()


class AugmentationPage(QWidget):
    """Chooses how samples are changed: those of the training part while a network learns, or the held-out ones once.

    Signals
    -------
    edited(object)
        A tuple of :class:`~nnstudio.data.augmentation.Augmentation`.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._number = self._seed = 0
        self._steps: tuple[Augmentation, ...] = ()
        self._config = DataConfig()
        self._shape: tuple[int, ...] = ()
        self._spectrogram = False
        self._waiting = QTimer(self, singleShot=True)
        self._waiting.timeout.connect(self._draw)
        self.which = Form(self._config, only=("augmented",))
        self.choices = {kind: KindChoice(kind) for kind in kinds()}
        self.grid = DrawnGrid()
        self._original = QLabel()
        self._original.setAccessibleName(self.tr("The picture as it is"))
        self._original.setFixedSize(_ORIGINAL, _ORIGINAL)
        self.another = push_button(
            self.tr("Another"), self._turn_over, tip=self.tr("Show what becomes of the next picture")
        )
        self.another.setAccessibleName(self.tr("Another picture"))
        icons.set_icon(self.another, "image")
        self.another.setAutoDefault(False)  # Enter is for the button below
        self._about = QLabel()
        self._rows = QLabel()
        for label in (self._about, self._rows):
            label.setProperty("role", "muted")
            label.setWordWrap(True)
        self._lay_out()
        for choice in self.choices.values():
            choice.changed.connect(self._edit)

    def _lay_out(self) -> None:
        # Parents find their place before what they hold, which is then given its style once.
        whole = QWidget(self)
        v_box(self, margins=0).addWidget(ScrollColumn(whole))
        column = v_box(whole, margins=(0, 2, 0, 0), spacing=8)
        column.addWidget(self._about)
        column.addWidget(self.which)
        both = self._both = h_box(spacing=14)
        column.addLayout(both, 1)
        inner = self._kinds = QWidget(whole)
        inner.installEventFilter(self)
        self._scroll = ScrollColumn(inner)
        self._scroll.setMinimumWidth(theme.current().room(210))
        both.addWidget(self._scroll, 5)
        kinds_column = v_box(inner, margins=(2, 2, 12, 2), spacing=2)
        for choice in self.choices.values():
            kinds_column.addWidget(choice)
        kinds_column.addStretch(1)
        self._pictures = QWidget(whole)
        both.addWidget(self._pictures, 5)
        top = h_box(spacing=10)
        top.addWidget(self._original)
        top.addWidget(self.another, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        shown = v_box(self._pictures, margins=0, spacing=10)
        shown.addLayout(top)
        shown.addWidget(self.grid, 1)
        both.addWidget(self._rows, 4, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand beside or below each other."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Kinds that are used have settings, and are higher."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._arrange()
        return False

    def _arrange(self) -> None:
        """Where there is little room, pictures stand over the kinds, and all of it scrolls as one."""
        narrow = self.width() < theme.current().room(_NARROW)
        self._both.setDirection(
            QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight
        )
        self.grid.set_columns(6 if narrow else 3)
        for place, share in enumerate((5, 5, 4)):
            self._both.setStretch(place, 0 if narrow else share)
        need = self._kinds.minimumSizeHint().height() + 2 * self._scroll.frameWidth()
        self._scroll.setMinimumHeight(need if narrow else 0)

    @property
    def steps(self) -> tuple[Augmentation, ...]:
        """What is chosen."""
        return self._steps

    def show_config(self, config: DataConfig) -> None:
        """Show what is changed, and offer what goes together with the other settings; the rest is taken out of the choice."""
        self._config = config
        self.which.set_spec(config)
        training = config.augmented == "training"
        self._about.setText(
            self.tr(
                "Changes the training part anew in every epoch, so that the network sees more than there is. "
                "Validation and test stay as they are."
            )
            if training
            else self.tr(
                "Changes validation and test, always the same way, to see whether the network holds on what looks "
                "different. It learns from samples as they are."
            )
        )
        self._rows.setText(
            self.tr("Rows of numbers have no picture to show: in every epoch, each number is a little off.")
            if training
            else self.tr("Rows of numbers have no picture to show: each number is a little off.")
        )
        self._offer()
        together = tuple(step for step in self._steps if self._clash(type(step)) is None)
        if together != self._steps:
            self.show_steps(together, self._seed)

    def _offer(self) -> None:
        """Offer what makes sense for the data and its other settings."""
        for kind, choice in self.choices.items():
            choice.setVisible(self._suits(kind) and self._clash(kind) is None)

    def _suits(self, kind: type[Augmentation]) -> bool:
        return suits(kind, self._shape, spectrogram=self._spectrogram)

    def _clash(self, kind: type[Augmentation]) -> Message | None:
        config = self._config
        return clash(kind, shuffled=config.shuffled, judged=config.augmented != "training")

    def show_steps(self, steps: tuple[Augmentation, ...], seed: int = 0) -> None:
        """Show what a project has; ``seed`` is that of its training."""
        self._steps, self._seed = steps, seed
        first = {type(step): step for step in reversed(steps)}
        for kind, choice in self.choices.items():
            choice.show_spec(first.get(kind))
        self._waiting.start(0)

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Offer what makes sense for some data; what of the choice does not is taken out of it."""
        self._shape = () if dataset is None else dataset.array_shape or dataset.sample_shape
        self._spectrogram = dataset is not None and dataset.spectrogram is not None
        self._offer()
        pictures = is_picture(self._shape)
        self._sheet = Sheet(dataset) if dataset is not None and pictures else None
        self._number = 0
        self._pictures.setVisible(pictures)
        self._rows.setVisible(not pictures)
        if dataset is not None:
            self._steps = tuple(step for step in self._steps if self._suits(type(step)))
            self.show_steps(self._steps, self._seed)

    def _edit(self) -> None:
        self._steps = tuple(choice.spec for choice in self.choices.values() if choice.spec is not None)
        self._waiting.start(0)
        self.edited.emit(self._steps)

    def _turn_over(self) -> None:
        if self._sheet is not None:
            self._number = (self._number + 1) % len(self._sheet)
            self._draw()

    def _draw(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        shown = painted(sheet.pictures[self._number], _ORIGINAL, sheet.dataset, sheet.limits)
        self._original.setFixedSize(drawn_size(sheet.dataset, _ORIGINAL))
        self._original.setPixmap(shown)
        self.grid.show_pictures(sheet.draws(self._steps, self._number, self._seed), sheet)
