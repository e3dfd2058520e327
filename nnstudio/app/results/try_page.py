"""Try it: draw a digit, type a row or drop a file, and see the answer at once; of pictures with columns, both at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from nnstudio.app.background.jobs import Work
from nnstudio.app.background.newest import Newest
from nnstudio.app.importing.drops import local_files
from nnstudio.app.look import theme
from nnstudio.app.look.sample_picture import drawn_as, is_recording
from nnstudio.app.plots.recording_plot import RecordingPlot
from nnstudio.app.results.answer import AnswerView
from nnstudio.app.results.drawing_pad import DrawingPad
from nnstudio.app.results.fitted_picture import FittedPicture
from nnstudio.app.results.row_form import RowForm
from nnstudio.app.results.wording import short_name
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import tooltip
from nnstudio.data.preparing.deciding import Chosen
from nnstudio.data.preparing.sample_parts import seen_parts
from nnstudio.data.sources import ImageFiles
from nnstudio.project.judging.given import Typed, is_image
from nnstudio.project.judging.listing import columns_of_rows, raw, row_values
from nnstudio.project.judging.tryout import Tried, Tryout
from nnstudio.system.briefly import LINGER


class TryPage(LatePage):
    """Something new on the left, the network's answer on the right."""

    def __init__(self) -> None:
        super().__init__()
        self._tryout: Tryout | None = None
        self._fresh = self._draws = self._folders = self._heard = self._both = self._pictured = False
        self._given: Tried | None = None
        self._row = 0
        self._questions = Newest("try it", self, patience=LINGER)
        self.setAcceptDrops(True)

    def build(self) -> None:
        """Make the input, the buttons beside it and the answer."""
        self.pad = DrawingPad()
        self.pad.drawn.connect(self._ask_drawing)
        self.form = RowForm()
        self.form.edited.connect(self._ask_row)
        self._form_column = ScrollColumn(self.form)
        self._shown = FittedPicture()
        self.recording = RecordingPlot()
        self._sheets = QStackedWidget()
        for page in (self.pad, self._shown, self.recording):
            self._sheets.addWidget(page)
        self._input = QWidget()
        both = h_box(self._input, margins=0, spacing=14)
        both.addWidget(self._sheets, 2)
        both.addWidget(self._form_column, 3)
        self._help = label("", "small", wrap=True)
        self.clear_sheet = push_button(self.tr("Clear"), self.pad.clear, tip=self.tr("Take a new sheet"))
        self.draw = push_button(
            self.tr("Draw one"),
            lambda: self._show_sheet(True),
            tip=self.tr("Draw a picture with the mouse or a pen"),
        )
        self.draw.hide()
        self.another = push_button(
            self.tr("Another sample"),
            self._ask_sample,
            tip=self.tr("A sample of the validation part; the test part stays sealed"),
        )
        self.open = push_button(
            self.tr("Open a file…"),
            lambda: self.ask_file(
                QFileDialog.getOpenFileName(
                    self.window(), self.tr("A recording") if self._heard else self.tr("A table or an image")
                )[0]
            ),
        )
        self.open_folder = push_button(
            self.tr("Open a folder…"),
            lambda: self.ask_file(
                QFileDialog.getExistingDirectory(
                    self.window(),
                    self.tr("A folder of recordings") if self._heard else self.tr("A folder of images"),
                )
            ),
        )
        self.answer = AnswerView()
        self.answer.row_turned.connect(self._show_row)
        side = QWidget()
        buttons = v_box(side, margins=(0, 0, 6, 0), spacing=8)
        for button in (self.another, self.open, self.open_folder, self.draw, self.clear_sheet):
            buttons.addWidget(button)
        buttons.addWidget(self._help)
        buttons.addStretch(1)
        beside = ScrollColumn(side)
        beside.setFixedWidth(theme.current().room(210))
        row = h_box(self, margins=(14, 8, 8, 8), spacing=18)
        row.addWidget(self._input, 4)
        row.addWidget(beside)
        row.addWidget(self.answer, 5)

    def use(self, tryout: Tryout | None) -> None:
        """Ask this network from now on; None where there is none."""
        self._questions.forget()
        self._tryout, self._fresh = tryout, tryout is not None
        if self.built:
            self.answer.clear()
        if tryout is not None and self.isVisible():
            self._begin(tryout)

    def decide(self, chosen: Sequence[Chosen]) -> None:
        """Answer from other probabilities on, for each output, what is shown as well."""
        if self._tryout is None:
            return
        self._tryout.answerer.chosen = chosen
        tried = self.answer.tried if self.built else None
        if tried is not None:
            self._ask(lambda tryout: lambda cancelled, progress: tryout.again(tried), self.answer.show_again)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._tryout is not None and self._fresh:
            self._begin(self._tryout)

    def _begin(self, tryout: Tryout) -> None:
        """Show what suits the network's samples, and begin with a real one."""
        self._fresh = False
        trained = tryout.answerer.trained
        known, shape = trained.preprocessor, trained.preprocessor.array_shape
        rows, sheets = bool(known.columns) or len(shape) == 1, len(shape) > 1
        self._given, self._both = None, rows and sheets
        recordings = is_recording(known)
        self._pictured = len(shape) == 3 and not recordings
        self._draws = self._pictured and shape[2] == 1
        self._heard = trained.data.other_lengths is not None
        self._folders = self._heard or isinstance(trained.data.source, ImageFiles)
        self._tell_what_is_opened()
        self.open_folder.setVisible(self._folders and not self._both)
        room = theme.current().room
        self._sheets.setVisible(sheets)
        self._sheets.setMaximumWidth(room(300) if sheets and not recordings else 16777215)
        self._form_column.setVisible(rows)
        self._input.setMaximumWidth(16777215 if rows or recordings else room(300))
        self._show_sheet(self._draws and not rows)
        if rows:
            self.form.show_columns(columns_of_rows(known))
        if rows and not sheets:
            self._help.setText(self.tr("Values are prepared as in training. Files may be dropped."))
        if rows or not self._draws:
            self._ask_sample()
        elif self.pad.empty:  # unless the pictures are none that one draws
            self._questions.ask(
                lambda cancelled, progress: tryout.photograph(cancelled), self._begin_with, lambda _: None
            )

    def _tell_what_is_opened(self) -> None:
        """What may be opened, in the tool tips of the buttons."""
        one, all_ = (
            (
                self.tr("A sound, values as text or an array, or a table that names recordings"),
                self.tr("All recordings in a folder and its sub-folders"),
            )
            if self._heard
            else (
                self.tr("An image, or a table that names images and has these columns")
                if self._both
                else self.tr("A table with one sample in each row, or an image"),
                self.tr("All images in a folder and its sub-folders"),
            )
        )
        self.open.setToolTip(tooltip(one))
        self.open_folder.setToolTip(tooltip(all_))

    def _begin_with(self, photograph: Tried | None) -> None:
        """Show a sample where an empty sheet makes no sense; there is one all the same."""
        if photograph is not None and self.pad.empty:
            self._show_sample(photograph)

    def _show_sheet(self, drawing: bool) -> None:
        """Show the sheet and what is drawn on it, or the picture of a sample."""
        known = None if self._tryout is None else self._tryout.answerer.trained.preprocessor
        plain = self.recording if known is not None and is_recording(known) else self._shown
        self._sheets.setCurrentWidget(self.pad if drawing else plain)
        self.clear_sheet.setVisible(drawing)
        self.draw.setVisible(self._draws and not drawing)
        if not drawing:
            self._help.setText(
                self.tr("Drop a recording here, or a folder or a table of recordings.")
                if self._heard
                else self.tr(
                    "Drop an image here: it is answered with the values beside it. Or a table that names images and has these columns."
                )
                if self._both
                else self.tr("Drop an image here, or a folder of images.")
                if self._folders
                else self.tr("Drop an image here.")
            )
            return
        self._help.setText(
            self.tr(
                "Drawings are scaled and centred by their mass, as the digits of MNIST were. Files may be dropped."
            )
        )
        self._ask_drawing()

    # Asking ------------------------------------------------------------------------------------------------

    def _ask(
        self,
        work: Callable[[Tryout], Work],
        show: Callable[[Tried], None],
        fail: Callable[[BaseException], None] | None = None,
    ) -> None:
        tryout = self._tryout
        if tryout is not None:
            self._questions.ask(work(tryout), show, fail or self.answer.fail)

    def _ask_drawing(self) -> None:
        if self.pad.empty:
            self._questions.forget()
            self.answer.clear()
            self.answer.remark(self.tr("Draw with the mouse or a pen: the answer appears here."))
            return
        values = self._typed() if self._both else {}
        if values is None:
            return
        ink = self.pad.ink.copy()
        show = partial(self._show_answer, seen=True)
        self._ask(lambda tryout: lambda cancelled, progress: tryout.drawing(ink, cancelled, values), show)

    def _typed(self) -> Typed | None:
        """What stands in the fields; None where something is wrong, which is said."""
        values = self.form.row()
        if isinstance(values, str):
            self._questions.forget()
            self.answer.clear()
            self.answer.refuse(self.tr("{0}: type a number").format(values))
            return None
        return values

    def _ask_row(self) -> None:
        """Answer what was typed, with the picture that it stands beside."""
        if self._both and self._sheets.currentWidget() is self.pad:
            self._ask_drawing()
            return
        values, picture = self._typed(), None
        if values is None or self._tryout is None:
            return
        if self._both:
            if self._given is None:  # there is no picture yet
                return
            picture, _ = seen_parts(self._tryout.answerer.trained.preprocessor, self._given.x[self._row])
        show = partial(self._show_answer, seen=self._both)
        self._ask(lambda tryout: lambda cancelled, progress: tryout.row(values, picture), show)

    def _ask_sample(self) -> None:
        self._ask(lambda tryout: lambda cancelled, progress: tryout.sample(cancelled), self._show_sample)

    def ask_file(self, path: str) -> None:
        """Answer what is in a file; nothing where none was chosen."""
        values: Typed | None = {}
        if self._both and is_image(path):  # without a sample before, fields that are empty are no mistake
            started = self._given is not None or not isinstance(self.form.row(), str)
            values = self._typed() if started else {}
        if not path or values is None:
            return
        name = Path(path).name

        def show(tried: Tried) -> None:
            self._show_sample(tried)
            self.answer.name(name)

        fail = partial(self.answer.fail_file, name)
        self._ask(lambda tryout: lambda cancelled, progress: tryout.file(path, cancelled, values), show, fail)

    def _show_sample(self, tried: Tried) -> None:
        """Show a sample that was not typed or drawn, where it can be changed."""
        self._given = tried
        if self._draws:  # a drawing beside the answer for something else would be taken for its cause
            self._show_sheet(False)
        self._show_answer(tried, seen=self._pictured)
        self._show_row(tried.newest or 0)

    def _show_row(self, row: int) -> None:
        if self._tryout is None or self._given is None:
            return
        self._row = row
        x, beside, known = self._given.x[row], self._given.beside, self._tryout.answerer.trained.preprocessor
        array, features = seen_parts(known, x)
        if features is not None:
            self.form.show_row(row_values(known, x), beside.filled_in(row), beside.strange_in(row))
        if array is not None and is_recording(known):
            name = beside.name(row)
            title = short_name(name) if name else self.tr("The sample")
            self.recording.show_recording(raw(known, x[None])[0], known, title)
        elif array is not None and self._sheets.currentWidget() is self._shown and drawn_as(known):
            self._shown.show_sample(array, known)

    def _show_answer(self, tried: Tried, *, seen: bool = False) -> None:
        if self._tryout is not None:
            self.answer.show_tried(tried, self._tryout.answerer.trained, seen=seen)

    # Dropping ----------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if self._tryout is not None and local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Answer the first file that was dropped."""
        paths = local_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.ask_file(paths[0])
