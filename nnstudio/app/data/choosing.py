"""Choosing the project's data, and what that means for network and loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from nnstudio.app.background.waiting import Waiting
from nnstudio.app.data.asking import DataAsking
from nnstudio.app.data.changed import ChangedData
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.data.edited import EditedData
from nnstudio.app.data.keeping import DataKeeping
from nnstudio.app.data.moved import MovedData
from nnstudio.app.data.pasting import holds_table, paste_table
from nnstudio.app.named_here import named_here
from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.app.words.texts import error_text, translate
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.held import held_paths
from nnstudio.data.paths import missing_text
from nnstudio.data.preparing.prepare import split_rows
from nnstudio.data.target_group import views_of
from nnstudio.nn.losses import Crossentropy, loss_for, loss_task
from nnstudio.project.asked import Asked
from nnstudio.project.heads import answering_asked, loss_at, with_loss
from nnstudio.project.project import Project
from nnstudio.project.start import fitting_batch
from nnstudio.project.templates import Goal, build, template, usual_template
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

_FEW_BATCHES = 50
"""With more rows than so many batches the training part has one of them however the rows are divided."""


class DataChoosing(QObject):
    """Opens the data dialog, and says when the project's data cannot be read."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.moved, self.keeping, self.asking = MovedData(window), DataKeeping(window), DataAsking(window)
        self.changed, self.edited = ChangedData(window), EditedData(window)
        self._waiting = Waiting(self)
        self._waiting.notice.connect(window.banner.post)
        self._waiting.resolved.connect(window.banner.dismiss)
        window.data.answered.connect(self._waiting.end)
        window.data.changed.connect(self.tell)
        window.workspace.canvas.drawing.table_pasted.connect(self.paste)
        window.workspace.results_page.column_requested.connect(self.show_column)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), window.start_page, self.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.tell()

    def choose(self, path: str | None = None, dropped: int = 1) -> None:
        """Open the data dialog, with the first of the files that were dropped; what is chosen becomes the data."""
        dialog = self._make()
        if path is not None:
            dialog.open_file(path, dropped)
        dialog.open()

    def show_column(self, name: str) -> None:
        """Open the data dialog at a column of the project's table."""
        dialog = self._make()
        dialog.columns.look_at(name)
        dialog.open()

    def paste(self) -> None:
        """Open the data dialog with the table on the clipboard; say so where there is none."""
        if not holds_table():
            text = self.tr("There is no table on the clipboard: copy some cells of a spreadsheet first")
            self._window.banner.show_message(text)
            return
        try:
            path = paste_table()
        except StudioError as error:  # a full disk, say
            self._window.banner.post(Notice(error_text(error), "error", key="paste"))
            return
        self._window.banner.dismiss("paste")
        dialog = self._make()
        dialog.paste(path)
        dialog.open()

    def _make(self) -> DataDialog:
        window = self._window
        project = window.document.project
        folder = window.preferences.settings.last_folder
        asked = window.data.dataset
        found = {} if asked is None else _telling_apart(project, asked)
        weights = {name: loss.class_weights for name, (_, loss) in found.items()}
        data = project.data
        if held_paths(data.source):
            data = data.replace(source=None)
            self.asking.again()
        dialog = DataDialog(data, folder, window, seed=project.training.seed, class_weights=weights)

        def take() -> None:
            if dialog.dataset is not None:
                self._use(dialog, dialog.dataset)

        dialog.accepted.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _use(self, dialog: DataDialog, dataset: Dataset) -> None:
        window, config, class_weights = self._window, dialog.config, dialog.class_weights
        if config.source is not None:
            self.asking.chosen(config.source)
            window.data.offer(config.source, dataset, dialog.stamps)
        project = window.document.project
        begun = not window.in_workspace and not project.network.nodes
        project = named_here(_beginning(dataset, config)) if begun else project
        keep = self.keeping.still(project.keep_data, config.source)
        project = project.replace(data=config, keep_data=keep)
        project = _with_fitting_batch(project, dataset) if begun else project
        asked = ["regression"] if config.answer == "input" else [view.task for view in views_of(dataset)]
        # The fitting loss is proposed at once; the output layer is shown as a problem with its fix.
        project = _weighing(_learning(project, asked), dataset, class_weights)
        window.document.edit(self.tr("Use {0}").format(dataset.name), project)
        if begun:
            window.show_document()
        else:
            window.show_workspace()

    def tell(self) -> None:
        """Say in the banner why the data cannot be read, and offer what helps."""
        window, error = self._window, self._window.data.error
        self._waiting.end()
        if self.asking.tell():
            return
        if window.data.loading:
            self._wait()
        if error is None:
            window.banner.dismiss("data")
            return
        choose = Action(self.tr("Choose data…"), self.choose)
        again = Action(self.tr("Try again"), window.data.reload)
        if (gone := window.data.missing) is not None:
            show = Action(self.tr("Show where it is…"), self.moved.choose)
            text = translate(missing_text(gone))
            window.banner.post(Notice(text, "warning", (show, choose, again), key="data"))
        else:
            window.banner.post(Notice(error_text(error), "error", (choose, again), key="data"))

    def _wait(self) -> None:
        """Say so where the disk does not answer; it is read on, unless other data is chosen."""
        source = self._window.document.project.data.source
        if source is not None and source.paths:
            text = self.tr("The disk has not answered yet: {0} is still being read.").format(
                shown(source.paths[0])
            )
            choose = Action(self.tr("Choose data…"), self.choose)
            self._waiting.begin(Notice(text, "info", (choose,), key="data"))


def _with_fitting_batch(project: Project, dataset: Dataset) -> Project:
    training = project.training
    if len(dataset) > _FEW_BATCHES * training.batch_size:
        return project
    try:
        rows = len(split_rows(dataset, project.data, training.seed)[0])
    except StudioError:  # said when it is prepared
        return project
    return fitting_batch(project, rows)


def _learning(project: Project, tasks: Sequence[str]) -> Project:
    """With a loss for what is asked first, unless there is one for any of it already."""
    network, training = project.network, project.training
    outputs = network.output_ids
    learned = {loss_at(network, training, node).task for node in outputs or ("",)}
    if learned.intersection(map(loss_task, tasks)):
        return project
    first = next(iter(outputs), None)
    return project.replace(training=with_loss(network, training, first, loss_for(tasks[0])))


def _weighing(project: Project, dataset: Dataset, class_weights: Mapping[str, tuple[float, ...]]) -> Project:
    """With classes of targets that count so much in the losses of the outputs that tell them apart."""
    network, training = project.network, project.training
    for name, (node, loss) in _telling_apart(project, dataset).items():
        weights = class_weights.get(name)
        if weights and weights != loss.class_weights:
            training = with_loss(network, training, node, loss.replace(class_weights=weights))
            # The accuracy hardly tells whether a rare class is found.
            training = training.replace(more_metrics=True)
    return project.replace(training=training)


def _telling_apart(project: Project, dataset: Dataset) -> dict[str, tuple[str, Crossentropy]]:
    """By target that is classes, the output that learns to tell them apart, and its loss; "" where none is drawn yet."""
    network, training, views = project.network, project.training, views_of(dataset)
    answering = answering_asked(network, training, [Asked.read(view) for view in views])
    pairs = [(view, node) for view, node in zip(views, answering, strict=True) if view.classes]
    if not network.output_ids:
        pairs = [(view, "") for view, _ in pairs[:1]]
    found = {}
    for view, node in pairs:
        loss = loss_at(network, training, node)
        fits = view.task in ("binary", loss.task)  # two may also be told apart by two units
        if node is not None and fits and isinstance(loss, Crossentropy):
            found[view.target_name] = node, loss
    return found


def _beginning(dataset: Dataset, config: DataConfig) -> Project:
    """A network to begin with."""
    goal = Goal.asked(dataset)
    key = "autoencoder" if config.answer == "input" else usual_template(goal.sample_shape, heard=goal.heard)
    return build(template(key), goal)
