"""The Results tab: what a trained network is worth, on the part of the data that is asked for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from nnstudio.app.background.newest import Newest
from nnstudio.app.data.state import data_of
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.results.calibration_page import CalibrationPage
from nnstudio.app.results.choices import Choices
from nnstudio.app.results.curves import CurvesPage
from nnstudio.app.results.figure_saving import FigureSaving
from nnstudio.app.results.importance_page import ImportancePage
from nnstudio.app.results.linear_figure import LinearFigure
from nnstudio.app.results.measured import Measured
from nnstudio.app.results.mistakes import MistakesPage
from nnstudio.app.results.over_time import OverTimePage, has_order
from nnstudio.app.results.overview import Overview
from nnstudio.app.results.residuals import ResidualsPage
from nnstudio.app.results.sample_table import SamplesPage
from nnstudio.app.results.try_page import TryPage
from nnstudio.app.widgets.boxes import pages_of, v_box
from nnstudio.app.words.texts import error_text
from nnstudio.app.words.weights_choice import offer_weights
from nnstudio.data.preparing.deciding import Chosen, Decision, questions, with_one
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.project.decisions import Decisions
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.importance import can_tell
from nnstudio.project.judging.judgement import Judgement, Judgements, judge_all
from nnstudio.project.judging.tryout import Tryout
from nnstudio.project.trained import Trained
from nnstudio.system.cancel import Cancel


class ResultsPanel(QWidget):
    """Opens the test part when asked, not before; the other parts may be looked at whenever somebody likes.

    Signals
    -------
    open_requested()
        The part that is chosen is to be measured.
    opened()
        Figures of the test part are shown.
    tested(object, object)
        The :class:`Trained` and the :class:`Judgements` of its outputs.
    decided(object, str, int, object)
        For these weights of a :class:`Trained` with one output and this question, this :class:`Decision` is to be kept,
        or none.
    column_requested(str)
        A column of the table is to be looked at.
    """

    open_requested = Signal()
    opened = Signal()
    tested = Signal(object, object)
    decided = Signal(object, str, int, object)
    column_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fill(self, "panel")
        self._measuring = Newest("results", self)
        self._linear = LinearFigure(self)
        self.trained: Trained | None = None
        self._judged: Judgement | None = None
        self._whole: Judgement | None = None
        self._answerer: Answerer | None = None
        self._stale: set[QWidget] = set()
        self._back_to: QWidget | None = None  # the page that was looked at when something else was chosen
        self.pages = QTabWidget(self)
        column = v_box(self, margins=0)
        column.addWidget(self.pages)
        self.overview, self.mistakes, self.samples = (
            Overview(pages_of(self.pages)),
            MistakesPage(),
            SamplesPage(),
        )
        self.curves, self.residuals, self.trial = CurvesPage(), ResidualsPage(), TryPage()
        self.importance, self.calibration, self.over_time = (
            ImportancePage(),
            CalibrationPage(),
            OverTimePage(),
        )
        self._closer = (
            self.mistakes, self.curves, self.calibration, self.residuals, self.over_time, self.importance, self.samples,
        )  # fmt: skip
        self._cleared = self.overview, self.mistakes, self.samples, self.importance
        self._sentence, self._open = self.overview.sentence, self.overview.open
        self._open.clicked.connect(self.open_requested)
        self.overview.cancel.clicked.connect(self._cancel)
        self.overview.cancel.clicked.connect(lambda: self._say_closed(ready=True))
        self.overview.usual_requested.connect(partial(self.curves.kept.emit, None))
        self.overview.sample_activated.connect(self._look_closer)
        self.residuals.sample_activated.connect(self._look_closer)
        self.over_time.sample_activated.connect(self._look_closer)
        self.calibration.sample_activated.connect(self._look_closer)
        self.importance.column_activated.connect(self.column_requested)
        self.curves.tried.connect(self._decide)
        self.pages.setDocumentMode(True)
        self.pages.setAccessibleName(self.tr("Views of the results"))
        self.saving = FigureSaving(self.pages)
        self.importance.figures_changed.connect(self.saving.refresh)
        self.choices = Choices(self.saving)
        self._measured = Measured(self.choices)
        self.choices.chosen.connect(self._choose)
        self.overview.elsewhere.clicked.connect(lambda: self.choices.choose_part("validation"))
        self.curves.elsewhere_requested.connect(lambda: self.choices.choose_part("validation"))
        self.curves.kept.connect(
            lambda it: self.decided.emit(self._measured.view, self.choices.which, self.choices.target, it)
        )
        self.choices.target_chosen.connect(self._show_target)
        self.overview.target_chosen.connect(self.choices.choose_target)
        for page, title in (
            (self.overview, self.tr("Overview")),
            (self.mistakes, self.tr("Mistakes")),
            (self.curves, self.tr("ROC")),
            (self.calibration, self.tr("Calibration")),
            (self.residuals, self.tr("Residuals")),
            (self.over_time, self.tr("Over time")),
            (self.importance, self.tr("Importance")),
            (self.samples, self.tr("Samples")),
            (self.trial, self.tr("Try it")),
        ):
            self.pages.addTab(page, title)
        self.pages.tabBar().setProperty("fields", True)
        self.pages.setCornerWidget(self.choices, Qt.Corner.TopRightCorner)
        self.pages.currentChanged.connect(self._freshen)
        self.pages.currentChanged.connect(self.saving.refresh)
        self.is_open = False
        self.seal(ready=False)

    # What is judged ------------------------------------------------------------------------------------------

    @property
    def looked_at(self) -> bool:
        """Whether there are figures, or soon will be, or others than the proposed weights were chosen for them."""
        chosen = self.trained is not None and self.choices.which != self.trained.proposed
        return chosen or self._judged is not None or self._measuring.busy

    def offer(self, trained: Trained | None, known: Prepared | None = None) -> None:
        """Take another result of training; its test part is sealed again.

        Parameters
        ----------
        trained : Trained, optional
        known : Prepared, optional
            The data as it was trained on; without it, it is read when it is needed.
        """
        self.trained = trained
        offer_weights(self.choices.which_box, trained)
        self._measured.offer(trained)
        self.seal(ready=trained is not None)
        self._try(known)

    def seal(self, *, ready: bool) -> None:
        """Show no figures; ``ready`` says whether there is something to open."""
        self._cancel()
        self._back_to = None
        self._clear()
        self.is_open = False
        self.choices.setVisible(ready)
        self.pages.setTabEnabled(self.pages.indexOf(self.trial), ready)
        self._say_closed(ready=ready)

    def _say_closed(self, *, ready: bool) -> None:
        validation = self.trained is not None and self.trained.data.validation > 0
        self.overview.say_closed(self.choices.part, ready=ready, validation=validation)

    def _choose(self) -> None:
        """Measure another part, or other weights; the sealed one waits for its button."""
        self._cancel()
        if self._judged is not None:
            self._back_to = self.pages.currentWidget()
        self._clear()
        self._measured.renew()
        if self.choices.part == "test" and not self.is_open:
            self._say_closed(ready=self.trained is not None)
            self.pages.setCurrentWidget(self.overview)
            self._back_to = None
        else:
            self.open_requested.emit()
        self._try(None if self._judged is None else self._judged.prepared)

    def judge(self, trained: Trained, known: Prepared | None) -> None:
        """Measure beside the window, then show.

        Parameters
        ----------
        trained : Trained
        known : Prepared, optional
            The data as it was trained on; without it, it is read again.
        """
        self._cancel()
        self._open.setEnabled(False)
        self.overview.elsewhere.hide()
        self.overview.cancel.show()
        self._sentence.setText(self.tr("Measuring…"))
        part, which = self.choices.part, self.choices.which

        def work(cancelled: Cancel, progress: object) -> Judgements:
            return judge_all(trained, data_of(trained, known, cancelled), part, which)

        self._measuring.ask(work, self._show, self._fail)

    def _cancel(self) -> None:
        """Listen no more. The thread may go on for a moment, and the window does not wait for it."""
        self._measuring.forget()
        self._linear.forget()
        self._open.setEnabled(True)
        self.overview.cancel.hide()

    def _fail(self, error: BaseException) -> None:
        self._cancel()
        self._open.setVisible(True)
        self._sentence.setText(error_text(error))

    # What is shown -------------------------------------------------------------------------------------------

    def _clear(self) -> None:
        self._judged, self._answerer, self._whole, self._measured.found = None, None, None, None
        self._stale.clear()
        self.choices.offer_targets(())
        for cleared in self._cleared:
            cleared.clear()
        if self.pages.currentWidget() in self._closer:  # else Qt goes to any page that is left
            self.pages.setCurrentWidget(self.overview)
        for page in self._closer:
            self.pages.setTabEnabled(self.pages.indexOf(page), False)
        self._show_kind(classes=True)
        self.saving.refresh()

    def _show_kind(self, *, classes: bool) -> None:
        """Classes have curves, numbers have residuals, tables have columns, and logs have an order."""
        seen: dict[QWidget, bool] = {
            self.curves: classes,
            self.calibration: classes,
            self.residuals: not classes,
            self.over_time: self._judged is not None and has_order(self._judged),
            self.importance: self._measured.view is not None and can_tell(self._measured.view),
        }
        for page, visible in seen.items():
            if page is self.pages.currentWidget() and not visible:  # else Qt goes to any page that is left
                self.pages.setCurrentWidget(self.overview)
            self.pages.setTabVisible(self.pages.indexOf(page), visible)

    def _show(self, found: Judgements) -> None:
        self._cancel()
        self._clear()
        self._open.hide()
        self.overview.elsewhere.hide()
        self._measured.found = found
        first, *others = found.outputs
        if others or first.prepared.preprocessor.more_targets:
            self.choices.offer_targets([each.target_names for each in found.outputs])
        self._show_target()
        page, self._back_to = self._back_to, None
        if page is not None and self.pages.currentWidget() is self.overview:  # no other was chosen meanwhile
            number = self.pages.indexOf(page)
            if self.pages.isTabEnabled(number) and self.pages.isTabVisible(number):
                self.pages.setCurrentIndex(number)
        if first.part == "test":
            self.is_open = True
            self.opened.emit()
            self.tell_tested()

    def tell_tested(self) -> None:
        """Tell the figures of the test part where they are shown: again, once there is a record of their run."""
        if self._whole is not None and self._whole.part == "test":
            self.tested.emit(self.trained, self._measured.judged)

    def _show_target(self) -> None:
        """Fill the pages; where there are several targets, with one of them alone."""
        view, whole = self._measured.view, self._measured.whole
        if view is None or whole is None:
            return
        if self._answerer is None or self._answerer.trained is not view:  # another output is another question
            self._answerer = Answerer(view, self.choices.which)
            for cleared in self._cleared:
                cleared.clear()
        self._linear.forget()
        self.overview.show_linear("")
        found = self._look_at(whole)  # what was only tried goes with the target it was tried for
        self._show_kind(classes=bool(found.classes))
        given_again = found.prepared.preprocessor.answer == "input"
        for page in self._closer:
            closer = page is self.residuals or not given_again
            self.pages.setTabEnabled(self.pages.indexOf(page), closer)
            self._stale.add(page)
        self._freshen()
        self.saving.refresh()
        if not given_again:
            self._linear.find(found, view.network, view.training.loss, self.overview.show_linear)

    def _look_at(self, whole: Judgement) -> Judgement:
        """Show the first page of what an output answers; return what it answers for the target that is looked at."""
        self._whole = whole
        self._judged = judged = whole.looked_at(self.choices.target)
        kept, every = _of(self._measured.kept, judged), self._measured.judged
        outputs = every.outputs if every is not None and self._measured.several else ()
        self.overview.show_judgement(judged, kept, whole, outputs=outputs)
        return judged

    def _freshen(self, _number: int = 0) -> None:
        """Fill the page that is in sight; the others wait until they are."""
        page, judged, answerer = self.pages.currentWidget(), self._judged, self._answerer
        if judged is None or answerer is None or page not in self._stale:
            return
        self._stale.discard(page)
        if page is self.mistakes:
            self.mistakes.show_judgement(judged, answerer)
        elif page is self.samples:
            self.samples.show_judgement(judged, answerer, self._whole)
        elif page is self.importance:
            self.importance.show_judgement(judged, answerer)
        elif page is self.curves and judged.classes:
            others = [_of(each, judged) for each in self._measured.decisions.values()]
            newest = next((each for each in reversed(others) if each is not None), None)
            self.curves.show_judgement(judged, _of(self._measured.kept, judged), newest)
        elif page is self.calibration and judged.classes:
            weighted = answerer.trained.training.weighs_classes
            self.calibration.show_judgement(judged, weighted=weighted)
        elif page is self.over_time and has_order(judged):
            self.over_time.show_judgement(judged)
        elif page is self.residuals and not judged.classes:
            self.residuals.show_judgement(judged)

    # What is answered ------------------------------------------------------------------------------------------

    def show_decisions(self, decisions: Decisions) -> None:
        """Answer as a project has it from now on."""
        self._measured.decisions = decisions
        self._measured.renew()
        self.trial.decide(self._measured.every_kept)
        self.tell_tested()
        judged = self._judged
        if judged is None or not questions(judged.prepared.preprocessor):
            return
        self._decide(_of(self._measured.kept, judged))
        self._stale.add(self.curves)
        self._freshen()

    def _decide(self, decision: Decision | None) -> None:
        """Answer the question that is looked at from another probability on, and all others as is kept, on every page."""
        whole, judged = self._whole, self._judged
        if whole is None or judged is None:
            return
        count = len(questions(whole.prepared.preprocessor))
        self._look_at(whole.decided(with_one(self._measured.kept, count, judged.question, decision)))
        self._stale |= {self.mistakes, self.samples, self.importance, self.calibration}

    def _look_closer(self, positions: object, title: str, position: int) -> None:
        """Show the samples of a cell, or that of a dot, with what their answers depend on."""
        self.pages.setCurrentWidget(self.mistakes)
        self.mistakes.show_some(positions, title, position)  # type: ignore[arg-type]

    def _try(self, known: Prepared | None) -> None:
        """Let the network be tried that is chosen; one that gives its input again has nothing to answer."""
        trained = self.trained
        if trained is None or trained.preprocessor.answer == "input":
            self.trial.use(None)
            self.pages.setTabEnabled(self.pages.indexOf(self.trial), False)
            return
        answerer = Answerer(trained, self.choices.which, self._measured.every_kept)
        self.trial.use(Tryout(answerer, partial(data_of, trained, known)))


def _of(chosen: Chosen, judged: Judgement) -> Decision | None:
    """What is chosen for the question that is looked at."""
    same = len(chosen) == len(questions(judged.prepared.preprocessor))
    return chosen[judged.question] if chosen and same else None
