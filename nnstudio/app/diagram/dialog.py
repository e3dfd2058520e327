"""The diagram dialog: the network as a picture for a paper, seen while it is chosen how it looks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QPushButton, QSizePolicy, QWidget

from nnstudio.app.background.ending import end_all
from nnstudio.app.background.newest import Newest
from nnstudio.app.diagram.clipboard import copy
from nnstudio.app.diagram.preview import Preview
from nnstudio.app.diagram.wording import Subject, drawn
from nnstudio.app.files.asked_file import ask_where
from nnstudio.app.forms import Form
from nnstudio.app.forms.row import RESET_SIZE
from nnstudio.app.look import icons, theme
from nnstudio.app.look.style_sheet import dress
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.dialog_size import open_at
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import error_text
from nnstudio.export.diagram import Diagram, Pdf, Png, Svg
from nnstudio.nn.fields import fields_of
from nnstudio.system.briefly import LINGER
from nnstudio.system.files import write_bytes
from nnstudio.system.messages import StudioError

KINDS: tuple[type[Diagram], ...] = (Svg, Pdf, Png)
"""In the order of the list of formats."""
_CENTIMETRES = 2.54 / 72


class DiagramDialog(QDialog):
    """Shows the network as it will be on paper, and copies or saves it.

    Parameters
    ----------
    subject : Subject
        What is drawn.
    options : Diagram
        Format and choices to begin with.
    proposed : Path
        File to propose, whose ending follows the format.
    """

    def __init__(
        self, subject: Subject, options: Diagram, proposed: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export diagram"))
        open_at(self, QSize(1080, 640))
        self._subject, self._proposed = subject, proposed
        self._writing = Newest("diagram", self, patience=LINGER)
        self.saved: Path | None = None
        """The file that was written last."""

        self.preview = Preview()
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("Format"))
        self._kind.addItems(
            [
                self.tr("SVG, to edit and for the web"),
                self.tr("PDF, for LaTeX and print"),
                self.tr("PNG, for slides and texts"),
            ]
        )
        self._kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._kind.setCurrentIndex(KINDS.index(type(options)))
        self._kind.activated.connect(self._choose_kind)
        self.form = Form(options)
        self.form.edited.connect(lambda spec, name: self._show(spec))
        self.form.typed.connect(self._show)
        self._size = label("", "muted", wrap=True)
        self._said = label(wrap=True)
        self._lay_out()
        self.finished.connect(lambda: end_all(self))
        self._show(options)

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("&Format"))
        heading.setBuddy(self._kind)
        side = QWidget()
        column = v_box(side, margins=(0, 0, 8, 0), spacing=6)
        column.addWidget(heading)
        row = h_box(margins=(0, 0, RESET_SIZE + 4, 0))  # it ends where the fields below it end
        row.addWidget(self._kind)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self.form)
        column.addSpacing(8)
        column.addWidget(self._size)
        column.addStretch(1)
        scroll = ScrollColumn(side)
        beside = RESET_SIZE + 4 + 8 + scroll.verticalScrollBar().sizeHint().width()
        scroll.setFixedWidth(max(theme.current().room(340), self._kind.sizeHint().width() + beside))
        self._kind.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(self.tr("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.setToolTip(self.tr("Copy the picture, to paste it into a text or a drawing"))
        icons.set_icon(self.copy_button, "copy")
        self.copy_button.clicked.connect(self.copy)
        self.save_button = buttons.addButton(self.tr("&Save…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(self.choose_file)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():  # Enter takes over what is typed in a field, and does nothing else
            assert isinstance(button, QPushButton)
            button.setAutoDefault(False)
            button.setDefault(False)

        top = h_box(spacing=16)
        top.addWidget(self.preview, 1)
        top.addWidget(scroll)
        bottom = h_box()
        bottom.addWidget(self._said, 1)
        bottom.addWidget(buttons)
        layout = v_box(self, margins=(18, 18, 18, 14), spacing=14)
        layout.addLayout(top, 1)
        layout.addLayout(bottom)

    @property
    def options(self) -> Diagram:
        """The format and the choices as they stand."""
        spec = self.form.spec
        assert isinstance(spec, Diagram)
        return spec

    # Choosing ----------------------------------------------------------------------------------------------

    def _choose_kind(self) -> None:
        """Go on with another format; what both have in common stays as it is."""
        self.form.commit()
        shared = {info.name: getattr(self.options, info.name) for info in fields_of(Diagram)}
        self.form.set_spec(KINDS[self._kind.currentIndex()](**shared))
        self._show(self.options)

    def _show(self, options: Diagram) -> None:
        picture = drawn(self._subject, options)
        self.preview.show_picture(picture)
        locale = QLocale()
        across, down = (
            locale.toString(side * picture.points * _CENTIMETRES, "f", 1)
            for side in (picture.width, picture.height)
        )
        text = self.tr("In print {0}×{1} cm").format(across, down)
        if isinstance(options, Png):
            width, height = picture.pixels(options.dpi)
            text += "\n" + self.tr("{0}×{1} pixels").format(width, height)
        self._size.setText(text)
        self._say("")

    # Taking it away ----------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        if not self._ready():
            return
        try:
            copy(drawn(self._subject, self.options), self.options)
        except StudioError as error:
            self._say(error_text(error), "error")
        else:
            self._say(self.tr("Copied. Paste it into a text or a drawing."))

    def choose_file(self) -> None:
        """Ask where to, and write."""
        if not self._ready():
            return
        options = self.options
        title, kind = self.tr("Save the diagram"), options.key.upper()
        path = ask_where(self, title, self._proposed.with_suffix(options.suffix), kind, options.suffix)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the picture beside the window."""
        options = self.options
        picture = drawn(self._subject, options)
        self.save_button.setEnabled(False)
        self._say(self.tr("Writing {0}…").format(path.name))
        self._writing.ask(
            lambda _cancelled, _progress: write_bytes(path, options.render(picture)),
            lambda _: self._written(path),
            self._failed,
        )

    def _written(self, path: Path) -> None:
        self.save_button.setEnabled(True)
        self.saved = self._proposed = path
        self._say(self.tr("Written: {0}").format(path.name))

    def _failed(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        self._say(error_text(error), "error")

    def _ready(self) -> bool:
        """Take over what is being typed; its field says what is wrong with it."""
        return self.form.commit()

    def _say(self, text: str, role: str = "muted") -> None:
        self._said.setText(text)
        dress(self._said, "role", role)
