"""The inspector: what it shows follows the selection."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from nnstudio.app.canvas.drawing import Drawing
from nnstudio.app.canvas.selection import Selection
from nnstudio.app.document import Document
from nnstudio.app.inspector.layer_page import LayerPage
from nnstudio.app.inspector.network_page import NetworkPage
from nnstudio.app.inspector.several_page import SeveralPage
from nnstudio.app.look import theme
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.named_here import carry_out
from nnstudio.app.problems.fix_bar import Fix, FixFinder, no_fixes
from nnstudio.app.training.settings_page import TrainingPage
from nnstudio.app.widgets.boxes import pages_of, v_box
from nnstudio.app.widgets.scroll import panel_column
from nnstudio.app.words.layer_words import loss_words
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.inference import Facts, Problem, infer
from nnstudio.nn.layers import Input
from nnstudio.project.feeding import features_of


class Inspector(QWidget):
    """Shows the selected layer, what several have in common, or the network and its training.

    Parameters
    ----------
    document : Document
    selection : Selection
        The one of the canvas.
    fixes : callable, optional
        Finds the repairs of a problem.

    Signals
    -------
    left()
        The focus should go back to the canvas.
    """

    left = Signal()

    def __init__(
        self,
        document: Document,
        selection: Selection,
        fixes: FixFinder = no_fixes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection = document, selection
        drawing = Drawing(document, selection, parent=self)
        self._fixes = fixes
        self._problems: Sequence[Problem] | None = None
        self._features: tuple[tuple[str, ...], int] = (), 0
        self._data: Preprocessor | None = None
        fill(self, "panel")
        self.setMinimumWidth(240)
        # Parents find their place before what they hold, which is then given its style once.
        self._pages = QStackedWidget(self)
        v_box(self, margins=0).addWidget(self._pages)
        self.tabs = QTabWidget(self._pages)
        self._pages.addWidget(self.tabs)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Network and training"))
        self.network_page = NetworkPage(pages_of(self.tabs))
        self.network_page.chosen.connect(lambda node: self._selection.select([node]))
        self.tabs.addTab(self.network_page, self.tr("Network"))
        self.training = TrainingPage(document, pages_of(self.tabs))
        self.tabs.addTab(self.training, self.tr("Training"))
        self.layer_page = LayerPage(drawing, self)
        self.layer_page.back.connect(self._selection.clear)
        self.layer_page.fix_chosen.connect(self._apply)
        self.layer_page.loss_wanted.connect(self._show_loss)
        self.several_page = SeveralPage(drawing, self)
        self._layer_area = panel_column(self.layer_page, self.tr("Layer"))
        self._several_area = panel_column(self.several_page, self.tr("Layer"))
        for page in (self._layer_area, self._several_area):
            self._pages.addWidget(page)
        self._document.changed.connect(self._show)
        self._selection.changed.connect(self._show)
        theme.current().changed.connect(self._show)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to where Enter came from; a field has taken it while something is typed there."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for a label beside its field."""
        return QSize(304, 600)

    def set_problems(self, problems: Sequence[Problem] | None) -> None:
        """Show these problems; None means those of the network alone."""
        if problems != self._problems:
            self._problems = problems
            self._show()

    def set_features(self, names: tuple[str, ...], first: int = 0) -> None:
        """Say how the features of the data are called, and where in a sample they begin; an Input tells which of them it gets."""
        if (names, first) != self._features:
            self._features = names, first
            self._show()

    def set_data(self, known: Preprocessor | None) -> None:
        """Say what is known of the data: which target each of several outputs answers."""
        self.training.set_data(known)
        if known is not self._data:
            self._data = known
            self._show()

    def set_figures(self, memory: str, sight: str) -> None:
        """Show what is worked out beside the window: the memory of training, and what the selected layer sees."""
        self.network_page.show_memory(memory, self._document.project.training.batch_size)
        self.layer_page.show_sight(sight)

    def show_training(self) -> None:
        """Show the training settings, as a click on the Loss card asks for."""
        self._selection.clear()
        self.tabs.setCurrentWidget(self.training)

    def _show_loss(self, node: str) -> None:
        """Show the settings of the loss of an output."""
        self.show_training()
        self.training.settings.focus_setting("loss", node)

    def focus_settings(self) -> None:
        """Move the keyboard focus to the first setting of the selected layer, or to its name."""
        node = self._selection.only
        if node is None:
            # The page is no stop itself, and with a proxy Qt loses other stops of the window.
            training = self.tabs.currentWidget() is self.training
            page = self.training.column if training else self.network_page
            page.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        first = self.layer_page.form.first_field()
        if first:
            self.layer_page.form.focus_field(first)
        else:
            self.focus_name()

    def focus_name(self) -> None:
        """Move the keyboard focus to the name of the selected layer."""
        self.layer_page.name_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.layer_page.name_field.selectAll()

    def _show(self) -> None:
        network = self._document.project.network
        inference = infer(network)
        problems = inference.problems if self._problems is None else self._problems
        only = self._selection.only
        if only is not None and only in network:
            problem = next((p for p in problems if p.node == only), None)
            fixes = self._fixes(self._document.project, problem) if problem is not None else ()
            facts = inference.facts.get(only, Facts())
            features = (
                features_of(network, only, *self._features) if isinstance(network[only].layer, Input) else ()
            )
            self.layer_page.show_node(network[only], facts, problem, fixes, features)
            self.layer_page.show_learned(loss_words(self._document.project, self._data).get(only, ""))
            self._pages.setCurrentWidget(self._layer_area)
        elif self._selection.ids:
            self.several_page.show_nodes(self._selection.ids)
            self._pages.setCurrentWidget(self._several_area)
        else:
            self.network_page.show_network(network, inference, problems)
            self._pages.setCurrentWidget(self.tabs)

    def _apply(self, fix: Fix) -> None:
        carry_out(self._document, fix)
