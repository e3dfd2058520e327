"""What the data dialog is made of, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from nnstudio.app.data.column_form import ColumnForm
from nnstudio.app.data.division import DivisionChoice
from nnstudio.app.data.earlier_form import EarlierForm
from nnstudio.app.data.look import DataLook
from nnstudio.app.data.outputs_words import OutputsNote
from nnstudio.app.data.problem_choice import ProblemChoice
from nnstudio.app.data.progress import ReadingProgress
from nnstudio.app.data.reading import Looked
from nnstudio.app.data.separate_files import SeparateFiles
from nnstudio.app.data.sets import SetList
from nnstudio.app.data.several_targets import SeveralTargets
from nnstudio.app.data.source_form import SourceForm
from nnstudio.app.data.split_bar import SplitBar
from nnstudio.app.data.warning_list import WarningList
from nnstudio.app.data.whole_numbers import WholeNumbers
from nnstudio.app.forms import Form
from nnstudio.app.forms.row import RESET_SIZE
from nnstudio.app.look import icons, theme
from nnstudio.app.look.style_sheet import dress
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.name_choice import NameChoice
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import tooltip
from nnstudio.data.columns.facts import FILES, Profile
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.array_scaling import has_channels
from nnstudio.data.preparing.prepare import can_shuffle
from nnstudio.data.source import Source
from nnstudio.data.tables import Table

_LEFT, _RIGHT = (176, 316), (320, 340)
"""Least and greatest widths of the columns beside the preview, where words are not longer."""
_LOOK = 250
"""Height of the look at the data below which the column around it scrolls."""
_SLACK = 16
"""A check box believes that it needs a little less than it does, and what is chosen above the fields has longer words."""


class DataParts(QWidget):
    """Sets and buttons on the left, a look at the data in the middle, settings on the right.

    Parameters
    ----------
    config : DataConfig
        Whose settings the form shows.
    dialog : QDialog
        Gets the layout.
    """

    def __init__(self, config: DataConfig, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.open_file = push_button(
            self.tr("Open &file…"), tip=self.tr("A table (CSV, Excel, Parquet) or arrays (NumPy, IDX)")
        )
        icons.set_icon(self.open_file, "file")
        self.open_folder = push_button(
            self.tr("Open f&older…"), tip=self.tr("Images or recordings, in a sub-folder for each class")
        )
        icons.set_icon(self.open_folder, "open")
        self.paste = push_button(
            self.tr("Paste a &table"), tip=self.tr("Cells that were copied in a spreadsheet (Ctrl+V)")
        )
        icons.set_icon(self.paste, "paste")
        self.sets = SetList()
        self.title = label("", "heading", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.busy = ReadingProgress()
        self.warnings = WarningList()
        self.look = DataLook()
        self._target_label = label(self.tr("Column to &predict"), "strong")
        self.target = NameChoice()
        self.target.setAccessibleName(self.tr("Column to predict"))
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        # Qt would count the names of several, which are cut, where it measures anew.
        self.target.setMinimumWidth(60)
        self._target_label.setBuddy(self.target)
        self.several = SeveralTargets()
        self._goal = QWidget()
        self._problem_label = label(self.tr("Pro&blem"), "strong")
        self.problem = ProblemChoice()
        self._problem_label.setBuddy(self.problem)
        self.outputs = OutputsNote()
        self.whole_numbers = WholeNumbers()
        self.whole_numbers.number_wanted.connect(self.problem.setFocus)  # the button goes
        self._profiles: tuple[Profile, ...] = ()
        self._useless: tuple[str, ...] = ()
        self.source_form = SourceForm()
        self.split = SplitBar()
        self.form = Form(config, only=("validation", "test"))
        self.stratified = Form(config, only=("stratified",))
        self.distinct = Form(config, only=("distinct",))
        self.distinct.hide()
        self.division = DivisionChoice()
        self.apart = SeparateFiles()
        self.scaling = Form(config, only=("scaling",))
        self.by_channel = Form(config, only=("by_channel",))
        self.by_channel.hide()
        self.shuffling = Form(config, only=("shuffled",))
        self.shuffling.hide()
        self.earlier = EarlierForm()
        self.settings = (
            self.form,
            self.stratified,
            self.distinct,
            self.scaling,
            self.by_channel,
            self.shuffling,
        )
        self.column_form = ColumnForm()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Use this data"))
        self.ok.setProperty("role", "primary")
        self.ok.setDefault(True)

        # Parents find their place before what they hold, which is then given its style once.
        whole = v_box(dialog, margins=(18, 16, 18, 14), spacing=14)
        whole.addWidget(self, 1)
        columns = h_box(self, margins=0, spacing=20)
        self._left = QWidget(self)
        self._fill_left(columns)
        self._fill_middle(columns)
        self._fill_right(columns)
        whole.addWidget(self.buttons)
        # As soon as what is inside has been measured anew.
        theme.current().resized.connect(self.align, Qt.ConnectionType.QueuedConnection)

    def say(self, text: str, *, error: bool = False) -> None:
        """Say what was found, or why nothing can be."""
        self.facts.setText(text)
        dress(self.facts, "role", "error" if error else "muted")

    def show_target(self, shown: bool) -> None:
        """Offer the choice of a target, which only tables have."""
        self._target_label.setVisible(shown)
        self._goal.setVisible(shown)
        if not shown:
            self.target.clear()

    def show_targets(self, names: Sequence[str]) -> None:
        """Show which columns are predicted: one by its name, several by all their names."""
        listed = ", ".join(names)
        self.target.in_brief = self.tr("{0} columns").format(len(names)) if len(names) > 1 else ""
        self.target.setPlaceholderText(listed)
        if len(names) == 1:
            self.target.setCurrentText(names[0])
        else:
            self.target.setCurrentIndex(-1)
        self.target.setToolTip(tooltip(listed) if len(names) > 1 else "")
        self.several.show_columns(self._profiles, self._useless, names)

    def show_source(self, source: Source) -> None:
        """Show the settings of what is read."""
        self.source_form.show_source(source)
        self.apart.show_source(source)

    def show_config(self, config: DataConfig) -> None:
        """Show other settings in the forms."""
        for form in self.settings:
            form.set_spec(config)

    def show_columns(self, names: Sequence[str], kinds: Sequence[str], config: DataConfig) -> None:
        """Show what happens to the columns that are selected."""
        before = self.column_form.form, self.column_form.counting
        self.column_form.show_columns(names, kinds, config, self.look.columns.chosen())
        if (self.column_form.form, self.column_form.counting) != before:
            self.align()

    def begin(self, *, said: bool, known: bool = False) -> None:
        """Something is about to be read; of a table that is known only the answer changes."""
        if said:
            self.say(self.tr("Reading…"))
        self.busy.begin()
        self.warnings.wait()
        if self.ok.hasFocus():
            self.open_file.setFocus()  # otherwise the keyboard goes on to Cancel, and Enter gives everything up
        self.ok.setEnabled(False)
        # Arrow keys walk through the columns, each of which is read: the keyboard must not move on meanwhile.
        self.target.setEnabled(known)
        # The list of several stays open over it: only its button waits.
        self.several.setEnabled(self.several.ticks.isVisible())

    def forget(self) -> None:
        """Show nothing of what was read before."""
        self.target.clear()
        self.division.forget()
        self.look.preview.clear()
        self.warnings.show_warnings(())

    def show_table(self, table: Table, facts: Sequence[Profile]) -> None:
        """Offer the columns of a table."""
        self.target.clear()
        self.target.addItems([column.name for column in table.columns])
        self._profiles = tuple(each for each in facts if each.kind not in FILES)
        self._useless = tuple(table.skipped)
        self.look.columns.show_facts(facts, useless=table.skipped)

    def show_dataset(
        self, dataset: Dataset | None, *, table: bool, plane: bool = False, remarks: Sequence[str] = ()
    ) -> None:
        """Show samples and classes; nothing of them where the data cannot be read."""
        self.look.show_sides(
            table=table, dataset=dataset, plane=plane, remarks=remarks, choice=len(self._profiles) > 1
        )
        if dataset is None:
            self.look.preview.clear()
        else:
            self.look.preview.show_dataset(dataset, plane=plane)
        self.source_form.show_dataset(dataset)
        self.by_channel.setVisible(dataset is not None and has_channels(dataset.array_shape))
        self.shuffling.setVisible(dataset is not None and can_shuffle(dataset))
        self.distinct.setVisible(dataset is not None and not plane)

    def show_looked(self, looked: Looked) -> None:
        """Show how large the parts are, and what is odd."""
        if looked.sizes is not None:
            self.split.show_sizes(*looked.sizes)
        self.warnings.show_warnings(looked.warnings)

    def show_empty(self) -> None:
        """Nothing has been chosen yet."""
        self.show_target(False)
        self.show_problem(False)
        self.title.setText(self.tr("Choose a data set"))
        self.say(
            self.tr(
                "Take one from the list, or open a table, arrays or a folder of images or recordings of your own. "
                "Nothing leaves this computer."
            )
        )
        self.ok.setEnabled(False)

    def show_problem(self, shown: bool) -> None:
        """Offer the choice of a problem, once there is something to be solved, with room for its words."""
        self._problem_label.setVisible(shown)
        self.problem.setVisible(shown)
        self.align()

    def align(self) -> None:
        """Let the fields of both forms begin at one line, and leave room for their longest words, and those of the list."""
        room = theme.current().room
        self._left.setMinimumWidth(room(_LEFT[0]))
        self._left.setMaximumWidth(room(_LEFT[1]))
        self.look.setMinimumHeight(room(_LOOK))
        forms = [form for form in self._forms() if form is not None]
        width = max(form.label_width() for form in forms)
        for form in forms:
            form.set_label_width(width)
        bar = self._right.verticalScrollBar().sizeHint().width()
        need = self._inner.minimumSizeHint().width() + bar + _SLACK
        self._right.setMinimumWidth(max(_RIGHT[0], need))
        self._right.setMaximumWidth(max(_RIGHT[1], need))

    def _forms(self) -> tuple[Form | None, ...]:
        return (
            self.source_form.form, *self.settings, self.earlier.form, self.earlier.ahead, self.apart.form,
            self.column_form.counting, self.column_form.form,
        )  # fmt: skip

    def typing(self) -> bool:
        """Whether the keyboard is in a field of a form."""
        here = self.window().focusWidget()
        return here is not None and any(
            form is not None and form.isAncestorOf(here) for form in self._forms()
        )

    def _fill_left(self, columns: QHBoxLayout) -> None:
        columns.addWidget(self._left, 3)
        column = v_box(self._left, margins=(0, 2, 0, 0), spacing=8)
        column.addWidget(self.open_file)
        column.addWidget(self.open_folder)
        column.addWidget(self.paste)
        hint = label(self.tr("… or drop a file here"), "small", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(hint)
        column.addWidget(self.sets, 1)

    def _fill_middle(self, columns: QHBoxLayout) -> None:
        middle = QWidget()
        around = ScrollColumn(middle)
        # With large letters on a small screen the columns beside it leave it less than it needs.
        around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        columns.addWidget(around, 5)
        column = v_box(middle, margins=0, spacing=6)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addWidget(self.busy)
        column.addSpacing(2)
        column.addWidget(self.warnings)
        column.addWidget(self.look, 1)

    def _fill_right(self, columns: QHBoxLayout) -> None:
        inner = self._inner = QWidget()
        right = self._right = ScrollColumn(inner)
        columns.addWidget(right, 3)
        column = v_box(inner, margins=(2, 2, 4, 2), spacing=6)
        goal = h_box(self._goal, margins=(0, 0, 0, 4), spacing=6)
        goal.addWidget(self.target, 1)
        goal.addWidget(self.several)
        column.addLayout(
            _above_fields(
                self._target_label,
                self._goal,
                self._problem_label,
                self.problem,
                self.outputs,
                self.whole_numbers,
            )
        )
        column.addSpacing(8)
        column.addWidget(self.source_form)
        heading = label(self.tr("How the data is divided"), "strong")
        column.addWidget(heading)
        column.addLayout(_above_fields(self.split))
        column.addSpacing(2)
        column.addLayout(_above_fields(self.division))
        column.addWidget(self.form)
        column.addWidget(self.stratified)
        column.addWidget(self.distinct)
        column.addWidget(self.apart)
        column.addSpacing(8)
        heading = label(self.tr("What the network sees"), "strong")
        column.addWidget(heading)
        column.addWidget(self.scaling)
        column.addWidget(self.by_channel)
        column.addWidget(self.shuffling)
        column.addWidget(self.earlier)
        column.addWidget(self.column_form)
        column.addStretch(1)


def _above_fields(*widgets: QWidget) -> QVBoxLayout:
    """A column that ends where the fields of forms end, behind which there is room for their buttons."""
    column = v_box(margins=(0, 0, RESET_SIZE + 4, 0), spacing=6)
    for widget in widgets:
        column.addWidget(widget)
    return column
