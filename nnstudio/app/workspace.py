"""The place of work: step bar, palette, canvas, inspector, and the dock below."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from nnstudio.app.canvas.outline import Outline
from nnstudio.app.canvas.selection import Selection
from nnstudio.app.canvas.view import CanvasView
from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.health.guide import HealthGuide
from nnstudio.app.inside.guide import InsideGuide
from nnstudio.app.inspector import Inspector
from nnstudio.app.look import theme
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.one_step.guide import OneStepGuide
from nnstudio.app.palette.palette import Palette
from nnstudio.app.problems.guide import ProblemGuide
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.app.results_page import ResultsPage
from nnstudio.app.runs.panel import RunsPanel
from nnstudio.app.runs.recorder import RunRecorder
from nnstudio.app.side_panel import SidePanel
from nnstudio.app.slow_figures import SlowFigures
from nnstudio.app.step_bar import StepBar
from nnstudio.app.training.controls import TrainingControls
from nnstudio.app.training.dock import TrainingDock
from nnstudio.app.training.settings_form import TrainingSettings
from nnstudio.app.training.trainer import Trainer
from nnstudio.app.what_if.dialog import show_what_if
from nnstudio.app.what_if.weighing import Weigher
from nnstudio.app.widgets.boxes import pages_of, v_box
from nnstudio.app.widgets.more_room import MoreRoom
from nnstudio.app.widgets.panes import Panes
from nnstudio.app.widgets.shared_splitter import SharedSplitter
from nnstudio.data.baseline import baseline, judged_part
from nnstudio.nn.layer import Layer
from nnstudio.nn.losses import loss_task
from nnstudio.nn.metrics import AUC, kind_of
from nnstudio.project.feeding import another_input
from nnstudio.project.guessing import constant_loss, first_loss, over_outputs
from nnstudio.project.heads import answered, judged_by
from nnstudio.project.problems import problems
from nnstudio.project.project import Project
from nnstudio.project.runs.recording import record_for


class Workspace(QWidget):
    """Everything around one drawing.

    Signals
    -------
    action_chosen(str)
        A step, or a button that leads somewhere: see :meth:`MainWindow.do`.
    """

    action_chosen = Signal(str)

    def __init__(
        self,
        document: Document,
        data: DataState,
        trainer: Trainer,
        controls: TrainingControls,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._data, self._trainer, self._controls = document, data, trainer, controls
        self.selection = Selection(document, self)
        self.step_bar = StepBar()
        for button in controls.buttons():
            self.step_bar.add_action_widget(button)
        # What is put into a parent takes on its style anew, with all that it holds: so parents find their place first.
        self._down = SharedSplitter(Qt.Orientation.Vertical, _canvas_and_dock)
        self._across = SharedSplitter(Qt.Orientation.Horizontal, _side_by_side)
        self.column = column = v_box(self, margins=0, spacing=0)
        column.addWidget(self.step_bar)
        column.addWidget(self._down, 1)
        self._down.addWidget(self._across)
        self.palette_panel = Palette()
        self.canvas = CanvasView(document, self.selection, self._across)
        self.outline = Outline(document, self.selection)
        self.outline.use_actions(self.canvas.canvas_actions)
        self.side = SidePanel(self.palette_panel, self.outline, self._across)
        self.figures = SlowFigures(document, self.selection, data, self)
        self.weigher = Weigher(self.figures.weighing, self)
        self.guide = ProblemGuide(self, document, data)
        self.inspector = Inspector(document, self.selection, self.guide.fixes, self._across)
        for widget, stretch in ((self.side, 0), (self.canvas, 1), (self.inspector, 0)):
            self._across.addWidget(widget)
            self._across.setStretchFactor(self._across.count() - 1, stretch)
        self._across.setCollapsible(1, False)
        self.tabs = QTabWidget()
        fill(self.tabs, "panel")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Curves, layers, inside, one step, results, runs and problems"))
        self._down.addWidget(self.tabs)
        self.more_room = MoreRoom(self._down, self.tabs)
        self._down.setStretchFactor(0, 1)
        self._down.setCollapsible(0, False)
        self.pages = pages_of(self.tabs)
        self.dock = TrainingDock(self.pages)
        self.problems = self.guide.panel
        self.health = HealthGuide(self, document, data, trainer)
        self.one_step = OneStepGuide(self, document, data)
        self.recorder = RunRecorder(document, trainer, data, lambda: self.health.watch.findings, self)
        self.results_page = ResultsPage(document, data, trainer, self.recorder, self.pages)
        self.inside = InsideGuide(self, document, data, trainer)
        self.runs = RunsPanel(document, self.recorder.has_weights, self.pages)
        self.tabs.addTab(self.dock, self.tr("Curves"))
        self.tabs.addTab(self.health.panel, self.tr("Layers"))
        self.tabs.addTab(self.inside.panel, self.tr("Inside"))
        self.tabs.addTab(self.one_step.panel, self.tr("One step"))
        self.tabs.addTab(self.results_page, self.tr("Results"))
        self.tabs.addTab(self.runs, self.tr("Runs"))
        self.tabs.addTab(self.problems, self.problems.title)
        self.panes = Panes((self.step_bar, self.side, self.canvas, self.inspector, self.tabs), self)
        self._connect()

    def _connect(self) -> None:
        self.step_bar.step_chosen.connect(self.action_chosen)
        self.dock.action_chosen.connect(self.action_chosen)
        self.palette_panel.append_requested.connect(self._append)
        for part in (self.side, self.inspector):
            part.left.connect(self.canvas.setFocus)
        self.outline.loss_activated.connect(self.show_training_settings)
        self.outline.loss_activated.connect(self.inspector.focus_settings)
        self.canvas.loss_clicked.connect(self.show_training_settings)
        self.canvas.inspector_requested.connect(self.inspector.focus_settings)
        self.canvas.name_requested.connect(self.inspector.focus_name)
        self.canvas.palette_requested.connect(self.side.open_palette)
        self.canvas.what_if_requested.connect(
            lambda node: show_what_if(
                self.canvas, self.weigher, lambda p: problems(p, self._data.prepared), node
            )
        )
        self.inspector.layer_page.what_if.clicked.connect(self.canvas.canvas_actions.what_if.trigger)
        self._trainer.told.connect(self.dock.take)
        self._controls.begun.connect(self.dock.begin)
        self._controls.begun.connect(self._show_figures)
        self._controls.changed.connect(self._show_problems)
        self.health.changed.connect(self._show_problems)
        self.dock.judged.connect(self.health.judge)
        self.dock.judged.connect(self.recorder.judge)
        self.recorder.kept_changed.connect(self.runs.model.refresh)
        self._data.changed.connect(self._show_figures)
        self._data.changed.connect(self.weigher.forget)
        self._document.changed.connect(self._document_changed)
        self._document.trained_changed.connect(self._show_figures)
        self._document.trained_changed.connect(self.runs.model.refresh)
        self.results_page.open_requested.connect(self.open_results)
        self.figures.changed.connect(self._show_slow_figures)
        self._show_slow_figures()

    @property
    def results(self) -> ResultsPanel:
        """What is judged; to ask for it makes it."""
        return self.results_page.panel

    @property
    def training_settings(self) -> TrainingSettings:
        """Loss, optimizer and the numbers of a run; to ask for them makes them."""
        return self.inspector.training.settings

    # Showing ---------------------------------------------------------------------------------------------

    def show_document(self) -> None:
        """Show another document's curves, and nothing of it selected: what was is a card of another network."""
        self.selection.clear()
        self.health.watch.clear()
        self.dock.show_trained(self._document.trained)
        self._show_figures()
        self.results_page.offer()
        self.tabs.setCurrentWidget(self.dock)

    def fit_soon(self) -> None:
        """Fit the drawing into the canvas, once everything has found its place."""
        QTimer.singleShot(0, self.canvas, self.canvas.camera.fit)

    def show_page(self, page: QWidget, *, unfold: bool = True) -> None:
        """Show a page of the dock; in a low window only in front of the others, where it need not ``unfold``."""
        top, bottom = self._down.sizes()
        if bottom == 0:
            self._down.setSizes([max(top - 260, 300), 260])
        self.tabs.setCurrentWidget(page)
        if unfold:
            self.more_room.unfold()

    def show_layer(self, node: str) -> None:
        """Select a layer and bring its card into sight; one that is gone leads nowhere."""
        if node in self._document.project.network:
            self.selection.select([node])
            self.canvas.camera.show(self.canvas.canvas_scene.cards[node].rect)

    def show_training(self, *, begins: bool = False) -> None:
        """Show the curves; where a run ``begins``, the page in front may stay if it follows the run."""
        following = self.dock, self.health.panel, self.inside.panel
        page = self.tabs.currentWidget()
        stays = page in following or page.property("stays")
        if begins and self.canvas.gesture is None:
            # What was said of the edit before would lie over the cards for long.
            self.canvas.hint.hide()
        self.show_page(page if begins and stays else self.dock)

    def show_results(self) -> None:
        """Show the results tab."""
        self.show_page(self.results_page)

    def show_problems(self) -> None:
        """Show the list of problems, and give it the keyboard."""
        self.show_page(self.problems)
        self.problems.focus_first()

    def show_training_settings(self) -> None:
        """Show loss, optimizer and the numbers of a run in the inspector."""
        self.inspector.show_training()

    def open_results(self) -> None:
        """Measure the sealed test part."""
        trained = self.results.trained
        if trained is not None:
            self.results.judge(trained, self._data.fitting(trained))

    def _append(self, layer: Layer) -> None:
        """Add a layer chosen in the palette, and go on drawing: "/ dense Enter" again and again."""
        self.canvas.drawing.append(layer)
        self.side.took()

    def _show_problems(self) -> None:
        drawn = self._controls.problems()
        found = self.health.problems(drawn)
        self.canvas.set_problems(found)
        self.outline.set_problems(found)
        self.inspector.set_problems(found)
        self.inspector.training.set_problems(found)
        self.guide.show_problems(drawn)
        self.dock.set_obstacle("" if self._trainer.active else self._controls.obstacle())

    def _document_changed(self, old: Project, new: Project) -> None:
        was, now = old.training, new.training
        before, after = ((each.epochs, each.loss, each.outputs, each.judged_by) for each in (was, now))
        outputs = len({*old.network.output_ids, *new.network.output_ids}) > 1 and old.network != new.network
        if before != after or outputs:  # whose loss is whose hangs on the layers that answer
            self._show_figures()

    def _show_figures(self) -> None:
        """Tell the dock what to compare with: the baseline, and the loss of guessing."""
        prepared = self._data.prepared
        self.inspector.training.set_task(None if prepared is None else loss_task(prepared.task))
        if prepared is None:
            self.inspector.set_features(())
            self.canvas.drawing.entering = lambda network: None
        else:
            known = prepared.preprocessor
            self.inspector.set_features(known.features, known.first_feature)
            self.canvas.drawing.entering = partial(
                another_input, sample_shape=prepared.sample_shape, picture=known.picture
            )
        fitted = None if prepared is None else prepared.preprocessor
        self.canvas.set_data(fitted)
        self.outline.set_data(fitted)
        self.inspector.set_data(fitted)
        project, shown = self._document.project, self._document.trained
        network, training, level, least = project.network, project.training, None, None
        # What the curves are of, whatever has been drawn since.
        run = (network, training, fitted)
        if self._trainer.active and (begun := self._trainer.project) is not None:
            run = begun.network, begun.training, self._trainer.preprocessor
        elif shown is not None:
            run = shown.network, shown.training, shown.preprocessor
        self.dock.network, by = run[0], judged_by(*run)
        if (
            shown is not None
            and prepared is not None
            and self.dock.figures.epochs
            and not self._trainer.active
            and self._data.fitting(shown) is None
        ):  # the curves are of other rows than there are now
            told = record_for(project.runs, shown)
            level = None if told is None or kind_of(by) is AUC else told.guessing
        elif prepared is not None:
            least = over_outputs(constant_loss, network, training, prepared)
            if least is not None:  # whoever guesses scores a yes above a no as often as not
                level = AUC.guessing if kind_of(by) is AUC else baseline(prepared, judged_part(prepared))
        self.dock.set_metric(by, level, answered(*run))
        self.dock.set_guessing(least)
        expected = None if prepared is None else over_outputs(first_loss, network, training, prepared)
        self.dock.prepare(training.epochs, expected)

    def _show_slow_figures(self) -> None:
        """Tell the inspector what was worked out beside the window."""
        self.inspector.set_figures(self.figures.memory_text, self.figures.sight_text)

    # Sizes -----------------------------------------------------------------------------------------------

    def sizes(self) -> dict[str, str]:
        """How the splitters were left, for the settings."""
        return {
            "across": self._across.choice,
            "down": self._down.choice,
            "runs": self.runs.widths(),
            "curves": self.dock.tools.choice,
        }

    def restore(self, sizes: Mapping[str, str]) -> None:
        """Put the splitters where they were left."""
        for name, splitter in (("across", self._across), ("down", self._down)):
            splitter.choose(sizes.get(name, ""))
        self.runs.restore_widths(sizes.get("runs", ""))
        self.dock.tools.restore(sizes.get("curves", ""))


def _side_by_side(width: int) -> tuple[int, int, int]:
    """Palette, canvas and inspector; in a narrow window the canvas keeps most of what there is.

    With larger letters the columns beside it are wider, as long as two fifths are left to it.
    """
    palette, inspector = (256, 330) if width >= 1200 else (210, 300)
    beside = palette + inspector
    more = min(theme.current().room(beside), round(0.6 * width)) - beside
    if more > 0:
        palette, inspector = (round(part * (beside + more) / beside) for part in (palette, inspector))
    return palette, max(300, width - palette - inspector), inspector


def _canvas_and_dock(height: int) -> tuple[int, int]:
    """Canvas and dock; in a low window the dock becomes as low as it can be read, on a large screen it grows with it."""
    room = theme.current().room
    dock = (
        max(room(290), round(0.3 * height)) if height >= room(660) else min(room(0.34 * height), height // 2)
    )
    return height - dock, dock
