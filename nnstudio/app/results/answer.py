"""What the network says to something new: the answer in large, probabilities as bars."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from nnstudio.app.files.asked_file import ask_and_write
from nnstudio.app.look import icons
from nnstudio.app.look.sample_picture import drawn_as, is_recording, sample_picture
from nnstudio.app.results.output_answer import AnswerLines, OutputAnswers, told_beside
from nnstudio.app.results.wording import short_name
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import icon_button, push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import breakable, error_text, tooltip, translate
from nnstudio.data.preparing.pixel_order import is_picture
from nnstudio.data.preparing.sample_parts import seen_parts
from nnstudio.project.answers import csv_of
from nnstudio.project.csv_text import csv_file
from nnstudio.project.judging.tryout import Tried
from nnstudio.project.trained import Trained
from nnstudio.system.numbers import whole_text

_SEEN = 56
_NOTES = 2
"""Remarks on a file that are shown; the others are in the tooltip."""


class AnswerView(QWidget):
    """Shows an answer, that of each output; of several rows one at a time.

    Signals
    -------
    row_turned(int)
        Another row is shown.
    """

    row_turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._tried: Tried | None = None
        self._trained: Trained | None = None
        self._row, self._name, self._seen_too = 0, "", False
        self._lines = AnswerLines()
        self.headline, self.bars = self._lines.headline, self._lines.bars
        self.outputs = OutputAnswers()
        self.told = label("", "small", wrap=True)
        self.wrong = label("", "error", wrap=True)
        self.still = label("", "small", wrap=True)
        self._seen = QLabel()
        self._seen.setAccessibleName(self.tr("The sample as the network sees it"))
        self._seen.setToolTip(self.tr("The sample as the network sees it"))
        self._earlier = icon_button("chevron-left", self.tr("Answer before"), lambda: self._turn(-1))
        self._later = icon_button("chevron-right", self.tr("Next answer"), lambda: self._turn(1))
        self.save = push_button(
            self.tr("Save all as CSV…"), self._save, tip=self.tr("All answers, in their order")
        )
        icons.set_icon(self.save, "save")
        words = v_box(spacing=2)
        for line in (self.wrong, self.still, self.headline, self.told):
            words.addWidget(line)
        head = h_box(spacing=12)
        head.addWidget(self._seen)
        head.addLayout(words, 1)
        head.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._later, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        column = v_box(inside, margins=(0, 0, 6, 0), spacing=8)
        column.addLayout(head)
        column.addWidget(self.bars)
        column.addWidget(self.outputs)
        column.addStretch(1)
        around = ScrollColumn(inside)
        outside = v_box(self, margins=0)
        outside.addWidget(around)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._tried, self._name = None, ""
        for widget in (
            self._seen, self.save, self._earlier, self._later, self.told, self.wrong, self.still, self.outputs,
        ):  # fmt: skip
            widget.hide()
        self._lines.clear()

    def remark(self, text: str) -> None:
        """Say something quietly."""
        self.told.setText(text)
        self.told.show()

    def refuse(self, text: str) -> None:
        """Say what is wrong with what was given."""
        self.wrong.setText(text)
        self.wrong.show()

    def fail(self, error: BaseException) -> None:
        """Say why there is no answer."""
        self.clear()
        self.refuse(error_text(error))

    def fail_file(self, name: str, error: BaseException) -> None:
        """Say why a file is not answered; the answer before stays, and what it is of stands beside it."""
        self.refuse(error_text(error))
        self.still.setText(
            self.tr("{0} is not answered. Shown is still what was answered before.").format(breakable(name))
        )
        self.still.setVisible(self._tried is not None)

    def name(self, name: str) -> None:
        """Say what the rows are from."""
        self._name = name
        self._show()

    def show_tried(self, tried: Tried, trained: Trained, *, seen: bool) -> None:
        """Show answers, the newest one first where rows follow one another.

        Parameters
        ----------
        tried : Tried
        trained : Trained
        seen : bool
            Whether to show the sample as the network sees it.
        """
        self._tried, self._trained, self._name, self._seen_too = tried, trained, "", seen
        self._row = tried.newest or 0
        self._show()

    @property
    def tried(self) -> Tried | None:
        """What is answered."""
        return self._tried

    def show_again(self, tried: Tried) -> None:
        """Show other answers to the same samples, at the same row."""
        if self._tried is not None and tried.x is self._tried.x:
            self._tried = tried
            self._show()

    def _turn(self, by: int) -> None:
        assert self._tried is not None
        self._row = min(max(self._row + by, 0), len(self._tried.x) - 1)
        self._show()
        self.row_turned.emit(self._row)

    def _save(self) -> None:
        if (tried := self._tried) is not None:
            title = self.tr("Save the answers")
            ask_and_write(
                self.window(),
                title,
                self.tr("answers"),
                "csv",
                lambda: csv_file(csv_of(tried.answers, tried.beside)),
            )

    def _show(self) -> None:
        tried, trained = self._tried, self._trained
        if tried is None or trained is None:
            return
        count = len(tried.x)
        self.wrong.hide()
        self.still.hide()
        for button in (self.save, self._earlier, self._later):
            button.setVisible(count > 1)
        self._earlier.setEnabled(self._row > 0)
        self._later.setEnabled(self._row < count - 1)
        array, _ = seen_parts(trained.preprocessor, tried.x[self._row])
        shown = self._seen_too and array is not None and drawn_as(trained.preprocessor) is not None
        self._seen.setVisible(shown)
        if shown and array is not None:
            self._seen.setPixmap(sample_picture(array, _SEEN, trained.preprocessor))
        several = len(tried.answers) > 1
        self.outputs.setVisible(several)
        if several:
            self._lines.clear()
            self.headline.hide()
            self.outputs.show_answers(tried.answers, trained.preprocessor.views, self._row, tried.true)
        else:
            self._lines.show_answer(tried.answers[0], trained.preprocessor, self._row)
        told = []
        if count > 1:
            if is_recording(trained.preprocessor):
                text = self.tr("sample {0} of {1}")
            elif is_picture(trained.preprocessor.array_shape):
                text = self.tr("picture {0} of {1}")
            elif self._row == tried.newest:
                text = self.tr("row {0} of {1}, the newest")
            else:
                text = self.tr("row {0} of {1}")
            told.append(text.format(whole_text(self._row + 1), whole_text(count)))
        if called := tried.beside.name(self._row):
            told.append(short_name(called))
        if self._name and self._name != called:
            told.append(self._name)
        if not several:
            told += told_beside(tried.answers[0], trained.preprocessor, "".join(tried.true))
        shown_notes = (*tried.notes, *tried.short) if self._is_short(tried, trained) else tried.notes
        notes = [translate(note) for note in shown_notes]
        lines = [" · ".join(told)] * bool(told) + notes[-_NOTES:]  # how cells were read comes last
        self.told.setText(breakable("\n".join(lines)))
        self.told.setToolTip(tooltip("\n".join(notes)))
        self.told.setVisible(bool(lines))

    def _is_short(self, tried: Tried, trained: Trained) -> bool:
        """Whether something is not known of the rows before the one that is shown."""
        earlier = trained.preprocessor.earlier
        filled = tried.beside.filled_in(self._row)
        return earlier is not None and any(name in filled for name, _, _ in earlier.named())
