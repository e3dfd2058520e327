"""Finding a learning rate: the test beside the window, its picture, and the one click that takes it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QWidget

from nnstudio.app.background.newest import Newest
from nnstudio.app.forms import commit_forms
from nnstudio.app.training.rate_plot import RatePlot
from nnstudio.app.training.settings_form import TrainingSettings
from nnstudio.app.widgets.actions import make_action
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.dialog_size import open_at
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import error_text, tooltip
from nnstudio.backend.threads import beside_a_window
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.project.project import Project
from nnstudio.project.trials import find_learning_rate
from nnstudio.system.numbers import figure_text
from nnstudio.training.finder import RangeTest

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class RateDialog(QDialog):
    """Shows a test: while it goes on how far it is, then its picture.

    Signals
    -------
    used(float)
        A learning rate shall be the project's.
    """

    used = Signal(float)

    def __init__(self, present: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find a learning rate"))
        self.setObjectName("rate-finder")
        self._present = present
        self.verdict = label(
            self.tr("Trying growing learning rates on a copy of the network…"), "heading", wrap=True
        )
        self.plot = RatePlot(self)
        self.plot.moved.connect(self._offer)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("Progress of the test"))
        about = (
            self.tr("The range test of Smith (2017): each step is taken with a larger learning rate."),
            self.tr("Thin: the loss of each batch; thick: smoothed over neighbouring steps."),
            self.tr(
                "Suggested is a tenth of the rate with the lowest loss: there it falls fast, far from breaking."
            ),
        )
        self.about = label(" ".join(about), "small", wrap=True)
        self.use = push_button(self.tr("Use it"), self._use, role="primary", parent=self)
        self.use.setEnabled(False)
        self.leave = push_button(self.tr("Cancel"), self.reject, parent=self)
        self.leave.setAutoDefault(False)
        buttons = h_box(spacing=8)
        buttons.addWidget(
            label(self.tr("Your network and its weights stay as they are."), "small", wrap=True), 1
        )
        buttons.addWidget(self.leave)
        buttons.addWidget(self.use)
        column = v_box(self, margins=(20, 18, 20, 14), spacing=10)
        column.addWidget(self.verdict)
        column.addWidget(self.bar)
        column.addWidget(self.plot, 1)
        column.addWidget(self.about)
        column.addSpacing(2)
        column.addLayout(buttons)
        self.setMinimumSize(520, 340)
        open_at(self, QSize(660, 500))

    def tell(self, done: float) -> None:
        """Say how far the test is, from 0 to 1."""
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * done))

    def show_test(self, test: RangeTest) -> None:
        """Show what was found."""
        self.bar.hide()
        self.leave.setText(self.tr("Close"))
        if test.suggestion is None:
            self.verdict.setText(
                self.tr(
                    "The loss did not fall at any learning rate. Look at the problems of network and data first."
                )
            )
        else:
            self.verdict.setText(
                self.tr("Suggested learning rate: {0} (now {1})").format(
                    figure_text(test.suggestion), figure_text(self._present)
                )
            )
        self.plot.show_test(test)
        self.plot.setFocus()
        if test.suggestion is not None:
            self.use.setDefault(True)

    def show_error(self, text: str) -> None:
        """Say why there is nothing to see."""
        self.bar.hide()
        self.leave.setText(self.tr("Close"))
        self.verdict.setText(text)

    def _offer(self, rate: float) -> None:
        self.use.setText(self.tr("Use {0}").format(figure_text(rate)))
        self.use.setEnabled(rate != self._present)
        same = self.tr("This is the learning rate that is set")
        self.use.setToolTip(same if rate == self._present else self.tr("One step to undo"))

    def _use(self) -> None:
        self.used.emit(self.plot.rate)
        self.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button is Cancel too."""
        self.reject()
        super().closeEvent(event)


class RateFinding(QObject):
    """Makes the test for a window; only while nothing is trained, as both would compute."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._finding = Newest("finding a learning rate", self)
        self.action = make_action(
            window, self.tr("Find a learning rate…"), self.begin, icon="search", keys="Ctrl+Alt+F"
        )
        self._button: QPushButton | None = None
        window.workspace.inspector.training.when_made(self._take_button)
        window.controls.changed.connect(self._refresh)
        self._refresh()

    def _take_button(self, settings: TrainingSettings) -> None:
        self._button = settings.find_rate
        self._button.clicked.connect(self.action.trigger)
        self._refresh()

    @property
    def busy(self) -> bool:
        """Whether a test goes on."""
        return self._finding.at_work

    def _refresh(self) -> None:
        active = self._window.trainer.active
        self.action.setEnabled(not active)
        if self._button is None:
            return
        tip = (
            self.tr("While a run goes on its learning rate is set beside the curves")
            if active
            else self.tr(
                "Try growing learning rates on a copy of the network: a few seconds, and one is suggested"
            )
        )
        self._button.setEnabled(not active)
        self._button.setToolTip(tooltip(tip))

    def begin(self) -> None:
        """Open the dialog and begin, or say what is missing."""
        window = self._window
        commit_forms(window)
        if window.trainer.active:
            return
        if window.controls.obstacle():
            found = window.controls.obstacles()
            window.controls.help_wanted.emit(found[0] if found and window.data.error is None else None)
            return
        project, prepared = window.document.project, window.data.prepared
        assert prepared is not None
        dialog = RateDialog(project.training.optimizer.learning_rate, window)
        dialog.used.connect(self._use)
        dialog.finished.connect(self._finding.forget)
        dialog.finished.connect(dialog.deleteLater)
        self._start(dialog, project, prepared)
        dialog.open()

    def _start(self, dialog: RateDialog, project: Project, prepared: Prepared) -> None:
        self._finding.ask_instead(
            lambda cancelled, tell: find_learning_rate(
                project, prepared, threads=beside_a_window(), cancelled=cancelled,
                progress=lambda done, total: tell({"done": done / total}),
            ),
            dialog.show_test,
            lambda error: dialog.show_error(error_text(error)),
            lambda facts: dialog.tell(facts["done"]),
        )  # fmt: skip

    def _use(self, rate: float) -> None:
        project = self._window.document.project
        training = project.training
        training = training.replace(optimizer=training.optimizer.replace(learning_rate=rate))
        text = self.tr("Use learning rate {0}").format(figure_text(rate))
        self._window.document.edit(text, project.replace(training=training))
