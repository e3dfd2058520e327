"""The data dialog: choose a set, a file or a folder, look at it, say what to predict from what."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from functools import partial, reduce
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from nnstudio.app.background.ending import end_all
from nnstudio.app.background.newest import Newest
from nnstudio.app.data import pasting
from nnstudio.app.data.layout import DataParts
from nnstudio.app.data.outputs_words import quantities_of
from nnstudio.app.data.reading import (
    ReadData,
    both_given_back,
    left_out,
    look_at,
    names_anew,
    read,
    same_table,
)
from nnstudio.app.data.sets import size_of
from nnstudio.app.files.asked_file import begin_at
from nnstudio.app.importing.drops import FileDrops
from nnstudio.app.widgets.dialog_size import open_at
from nnstudio.app.words.texts import breakable, error_text, one_line, tooltip, translate
from nnstudio.data.columns.facts import Profile
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.pixel_order import Order, drawn_order
from nnstudio.data.preparing.prepare import can_shuffle, can_stratify
from nnstudio.data.source import Source
from nnstudio.data.sources import Bundled, FileTable, Generated, TableSource, source_for
from nnstudio.data.sources.for_file import PATTERNS
from nnstudio.data.stamps import Stamps
from nnstudio.data.tables import Table
from nnstudio.data.warnings import DataWarning, unwarned
from nnstudio.system.briefly import MOMENT
from nnstudio.system.messages import StudioError

_MOST_NOTES = (3, 1)
"""Remarks that are shown at once, without and with a table of columns, which says most of it, too."""


class DataDialog(QDialog):
    """Chooses a project's data.

    Parameters
    ----------
    config : DataConfig
        What the project has now.
    folder : str
        Where the file dialog opens.
    seed : int
        Of the project: it decides which rows are in which part.
    class_weights : mapping of str to tuple of float
        Of the project's losses, by the targets whose classes they tell apart.
    """

    def __init__(
        self,
        config: DataConfig,
        folder: str = "",
        parent: QWidget | None = None,
        *,
        seed: int = 0,
        class_weights: Mapping[str, tuple[float, ...]] = {},
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Data"))
        open_at(self, QSize(1280, 730))
        self._config, self._folder, self._seed = config, folder, seed
        self._table: Table | None = None
        self._facts: tuple[Profile, ...] = ()
        self._pasted: list[Path] = []
        self._dropped, self._predicted = 1, tuple[str, ...]()
        self.dataset: Dataset | None = None
        """What was read, for whoever opened the dialog."""
        self.stamps: Stamps | None = None
        """Those of its files when it was read."""
        self.class_weights = dict(class_weights)
        """How much each class of a target is to count in the loss, where a remedy asks for that."""
        self._parts = parts = DataParts(config, self)
        self._drops = FileDrops(self, lambda paths: self.open_file(paths[0], len(paths)))
        self.columns = columns = parts.look.columns
        self.reading = Newest("data dialog", self, patience=MOMENT)
        self.looking = Newest("looking at data", self, patience=MOMENT)

        parts.open_file.clicked.connect(self.browse)
        parts.open_folder.clicked.connect(self.browse_folder)
        parts.paste.clicked.connect(lambda: self.paste())
        parts.sets.chosen.connect(self._open)
        parts.target.activated.connect(lambda: self._use((parts.target.currentText(),), "target"))
        parts.several.chosen.connect(lambda names: self._use(names, "target"))
        parts.problem.chosen.connect(self._choose_problem)
        parts.whole_numbers.number_wanted.connect(lambda: self._choose_problem("regression", "target"))
        columns.use_wanted.connect(self._use)
        columns.kind_wanted.connect(lambda names, kind: self._read("with_kind", kind, names))
        columns.alike_wanted.connect(lambda names, one: self._read("with_spellings", one, names))
        columns.treated_selected.connect(lambda names, kinds: parts.show_columns(names, kinds, self._config))
        parts.column_form.edited.connect(
            lambda each: self._set(reduce(DataConfig.with_column, each, self._config))
        )
        parts.column_form.counted.connect(lambda names, n: self._read("with_stand_ins", n, names))
        parts.division.chosen.connect(
            lambda way, by: self._set(parts.division.divided(self._config, self._table, way, by))
        )
        for settings in (parts.source_form, parts.apart, parts.earlier):
            settings.edited.connect(self._open)
        parts.source_form.table_wanted.connect(partial(self._open, propose=True))
        for form in (*parts.settings, parts.look.augmentation.which):
            form.edited.connect(
                lambda each, name: self._set(self._config.replace(**{name: getattr(each, name)}))
            )
        parts.look.augmentation.show_steps(config.augmentation, seed)
        parts.look.augmentation.edited.connect(
            lambda steps: self._set(self._config.replace(augmentation=steps))
        )
        parts.warnings.remedy_chosen.connect(self._mend)
        parts.buttons.accepted.connect(self.accept)
        parts.buttons.rejected.connect(self.reject)
        parts.show_empty()
        self._show_choices()  # how rows will be divided is known before there are any
        parts.align()
        if config.source is not None:
            parts.sets.select(config.source)
            if parts.sets.selectedItems():
                parts.sets.setFocus()
            self._open(config.source)

    @property
    def config(self) -> DataConfig:
        """What was chosen."""
        return self._config

    def browse(self) -> None:
        """Ask for a file."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Open a file with data"),
            begin_at(self._folder),
            self.tr("Tables and arrays ({0});;All files (*)").format(" ".join(PATTERNS)),
        )
        if path:
            self.open_file(path)

    def browse_folder(self) -> None:
        """Ask for a folder of images or recordings."""
        path = QFileDialog.getExistingDirectory(
            self,
            self.tr("Open a folder that has a sub-folder of images or recordings for each class"),
            begin_at(self._folder),
        )
        if path:
            self.open_file(path)

    def paste(self, path: Path | None = None) -> None:
        """Take the table on the clipboard, or one from there; where there is none, say so and keep what is shown."""
        try:
            path = pasting.paste_table() if path is None else path
        except StudioError as error:
            self._parts.say(error_text(error), error=True)
            return
        self._pasted.append(path)
        self.open_file(str(path))

    def open_file(self, path: str, dropped: int = 1) -> None:
        """Read a file or a folder and show it; of several that were dropped it is the first."""
        self._dropped = dropped
        self._parts.sets.select(None)
        self._table = self.dataset = None  # the file may be another one by now
        self._parts.begin(said=True)
        self.looking.forget()
        self.reading.ask_instead(
            lambda cancelled, progress: source_for(path), partial(self._open, propose=True), self._fail
        )

    def accept(self) -> None:
        """Take what is shown; where a setting was just edited, what is read with it."""
        if self.dataset is not None and not self._parts.source_form.waiting:
            super().accept()

    def done(self, result: int) -> None:
        """End what is under way; tables that were pasted and not taken are no use to anybody."""
        end_all(self)
        self._parts.busy.end()
        taken = self._config.source.paths if result and self._config.source is not None else ()
        for path in self._pasted:
            if str(path) not in taken:
                pasting.forget(path)
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field confirms what was typed there, and not yet the whole choice."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._parts.typing():
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def _open(self, source: Source, *, propose: bool = False) -> None:
        """Read a source, or only choose another target where its table is at hand."""
        old, parts, known = self._config.source, self._parts, self._table
        same_kind = type(old) is type(source) and old is not None and old.paths == source.paths
        if not (known is not None and same_table(old, source)):
            known = self._table = None
        if not same_kind or isinstance(source, Bundled):
            parts.forget()
            self._predicted = ()
            parts.source_form.fold.setChecked(False)  # an earlier file that could not be read had opened it
            self.class_weights = {}
        parts.title.setText(_title(source))
        parts.title.setToolTip(tooltip("\n".join(source.paths)))
        parts.show_source(source)
        parts.align()
        self._config = self._config.replace(source=source)
        self.dataset = None
        parts.begin(said=not isinstance(source, Generated), known=known is not None)
        self.looking.forget()
        work = partial(read, source, known, self._facts, propose or names_anew(old, source))
        self.reading.ask_instead(work, self._take, self._fail, parts.busy.show_told)

    def _take(self, got: ReadData) -> None:
        parts, source = self._parts, got.source
        parts.busy.end()
        if source != self._config.source:  # with a target that was proposed
            self._config = self._config.replace(source=source)
            parts.show_source(source)
        if got.table is not None and got.table is not self._table:
            parts.show_table(got.table, got.facts)
        elif got.table is None:
            parts.look.columns.show_facts(got.facts, fixed=True)
        self._table, self._facts = got.table, got.facts
        self.stamps = self.stamps if got.stamps is None else got.stamps
        parts.show_target(got.table is not None)
        for choice in (parts.target, parts.several):
            choice.setEnabled(got.table is not None)
        parts.source_form.show_table(got.table)
        if isinstance(source, TableSource | FileTable) and got.table is not None:
            parts.show_targets(source.goals(got.table))
        if isinstance(got.outcome, StudioError):
            self._fail(got.outcome)
        else:
            self._show(got.outcome)

    def _show(self, dataset: Dataset) -> None:
        self.dataset = dataset
        parts, source = self._parts, self._config.source
        lines = [size_of(dataset)]
        if dataset.classes and not dataset.further:
            more = "\N{NO-BREAK SPACE}…" if len(dataset.classes) > 10 else ""
            names = breakable(", ".join(map(one_line, dataset.classes[:10])))
            lines.append(self.tr("Classes: {0}").format(names + more))
        if self._dropped > 1 and not isinstance(source, Bundled | Generated):
            lines.append(self.tr("One of the {0} files that were dropped").format(self._dropped))
        notes = [translate(note) for note in unwarned(dataset.notes)]
        most = _MOST_NOTES[self._table is not None]
        most += len(notes) == most + 1  # that there is one more takes the line in which it could stand
        lines += notes[:most]
        if remarks := notes if len(notes) > most else []:
            lines.append(self.tr("… and {0} more under Remarks").format(len(notes) - most))
        parts.say("\n".join(lines))
        plane = isinstance(source, Generated)
        parts.show_dataset(dataset, table=bool(self._facts), plane=plane, remarks=remarks)
        # What suits no pictures is gone.
        shuffled = self._config.shuffled and can_shuffle(dataset)
        config = parts.division.still(self._config, dataset)
        self._config = config.replace(augmentation=parts.look.augmentation.steps, shuffled=shuffled)
        self._look_again()
        if self.focusWidget() in (parts.open_file, parts.open_folder, parts.paste):
            parts.ok.setFocus()  # Enter takes what was just opened

    def _fail(self, error: BaseException) -> None:
        self.dataset, parts = None, self._parts
        parts.busy.end()
        if self._table is None:
            parts.show_target(False)
        parts.show_dataset(None, table=self._table is not None)
        parts.say(error_text(error), error=True)
        parts.source_form.fold.setChecked(True)  # how it is read may be what has to be changed
        parts.warnings.show_warnings(())
        self._show_choices()
        parts.ok.setEnabled(False)

    def _use(self, names: Sequence[str], use: str) -> None:
        """Use columns as a target, as inputs or not at all."""
        source = self._config.source
        if not isinstance(source, TableSource | FileTable):
            return
        before = () if self._table is None else source.goals(self._table)
        wanted = list(before)
        if use == "target":
            wanted = list(names)
        elif use == "also":
            wanted += [name for name in names if name not in before]
        elif left := [name for name in before if name not in names]:  # something must stay to be predicted
            wanted = left
        if tuple(wanted) != before:
            # What one target means says nothing about several, and what several mean nothing about one.
            one = isinstance(source, TableSource) and len(wanted) == len(before) == 1
            inputs = (*source.inputs, *self._predicted) if isinstance(source, FileTable) else ()
            source = source.predicting(*wanted).replace(task=source.task if one else None)
            # What is predicted no more is learned from again: arrow keys walk through the columns.
            self._predicted = tuple(name for name in inputs if name in wanted)
            source = source.using(*(name for name in inputs if name not in wanted))
        chosen = [name for name in names if name not in wanted]
        self._open(source.ignoring(*chosen) if use == "ignored" else source.using(*chosen))

    def _read(self, change: str, how: object, names: Sequence[str]) -> None:
        """Take columns as something else than they look like."""
        source = self._config.source
        if isinstance(source, TableSource | FileTable):
            self._open(getattr(source, change)(how, *names))

    def _choose_problem(self, task: str | None, answer: str) -> None:
        source = self._config.source
        self._config = self._config.replace(answer=answer)
        if isinstance(source, TableSource | FileTable) and source.task != task:
            self._open(source.replace(task=task))
        else:
            self._look_again()

    def _set(self, config: DataConfig) -> None:
        """Change settings; only other columns must be read for them."""
        before, source = self._config.source, config.source
        self._config = config.replace(source=before)
        if source is not None and source != before:
            self._open(source)
        else:
            self._look_again()

    def _mend(self, warning: DataWarning) -> None:
        """Do what a button beside a warning says."""
        if (remedy := warning.remedy) is not None:
            self.class_weights |= {n: remedy.class_weights for n in warning.columns if remedy.class_weights}
            after = remedy.config or self._config
            self._parts.show_config(after)
            self._set(after)

    def _look_again(self) -> None:
        """Divide the data as the settings say, and look whether something is odd."""
        self._show_choices()
        if (dataset := self.dataset) is not None:
            self._parts.ok.setEnabled(both_given_back(dataset, self._config) is None)
            self._parts.warnings.wait()
            work = partial(look_at, dataset, self._config, self._seed, dict(self.class_weights))
            say = self._parts.say
            self.looking.ask_instead(work, self._parts.show_looked, lambda e: say(error_text(e), error=True))

    def _show_choices(self) -> None:
        """Show what is chosen, before anything is computed from it."""
        config, source, parts, dataset = self._config, self._config.source, self._parts, self.dataset
        table = isinstance(source, TableSource | FileTable)
        task = source.task if isinstance(source, TableSource | FileTable) else None
        parts.problem.show_choice((task, config.answer), dataset, table=table)
        parts.show_problem(dataset is not None or self._table is not None)
        parts.whole_numbers.show_choice(source, dataset if config.answer == "target" else None)
        parts.look.augmentation.show_config(config)
        parts.look.preview.show_order(_order(dataset, config, self._seed))
        self._config = config = config.replace(augmentation=parts.look.augmentation.steps)
        aside = () if dataset is None else dataset.aside
        columns = [each.name for each in (aside if self._table is None else self._table.columns)]
        parts.earlier.show_table(source, self._table, self._facts, dataset)
        parts.division.show_config(config, columns)
        parts.apart.settle(parts.form, parts.division, parts.stratified)
        parts.stratified.setVisible(dataset is None or can_stratify(dataset, config))
        parts.split.show_parts(config.validation, config.test, None if dataset is None else len(dataset))
        parts.outputs.show_dataset(dataset if config.answer == "target" else None)
        quantities = quantities_of(dataset) if config.answer == "target" else []
        if isinstance(source, TableSource | FileTable):
            targets = source.targets if self._table is None else source.goals(self._table)
            show = partial(parts.look.columns.show_use, alone=not source.takes_inputs)
            show(targets, left_out(source, self._table), source.chosen, source.alike, quantities=quantities)
        elif dataset is not None:
            parts.look.columns.show_use(dataset.target_columns, (), quantities=quantities)
        if not self._facts:  # beside arrays there is no row to be selected
            parts.show_columns(quantities, ["target"] * len(quantities), config)


def _order(dataset: Dataset | None, config: DataConfig, seed: int) -> Order:
    """In which order the network will see the pixels; as they are where they cannot be shuffled."""
    if dataset is not None and config.shuffled and can_shuffle(dataset):
        with contextlib.suppress(StudioError):  # it is told when the data is used
            return drawn_order(dataset.name, dataset.array_shape, seed)
    return ()


def _title(source: Source) -> str:
    if isinstance(source, Bundled):
        return QCoreApplication.translate("Data", source.facts.title)
    if isinstance(source, Generated):
        return translate(source.title)
    return Path(source.paths[0]).name or source.paths[0]
