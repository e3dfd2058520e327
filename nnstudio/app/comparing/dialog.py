"""Two projects, runs or models side by side: one drawing, a list, figures, and outputs on the same rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QSplitter, QToolButton, QWidget

from nnstudio.app.background.ending import end_all
from nnstudio.app.background.newest import Newest
from nnstudio.app.comparing.diagram import DifferenceView
from nnstudio.app.comparing.lists import FigureList, LayerList
from nnstudio.app.comparing.side_choice import OTHER, PRESENT, SideChoice
from nnstudio.app.comparing.wording import headline, outputs_text
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.dialog_size import open_at
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import error_text
from nnstudio.project.comparing.compare import Difference, Side, compare, load_side, side_of
from nnstudio.project.comparing.merged import Merged, merged
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system.briefly import MOMENT
from nnstudio.system.cancel import Cancel

_FEW = 4
"""Recent files that are offered at once; the lists have them all."""
_LONG = 60


class Offer(NamedTuple):
    """A side that is neither the document nor a file.

    Parameters
    ----------
    key : str
        Unlike any path.
    title : str
    load : callable
        Reads it; called on a thread of its own.
    """

    key: str
    title: str
    load: Callable[[], Side]


class _Found(NamedTuple):
    """What came of reading and comparing."""

    sides: tuple[Side, Side]
    difference: Difference
    drawing: Merged


class CompareDialog(QDialog):
    """Compares the document with anything else, or any two files; nothing is changed by it.

    Parameters
    ----------
    project : Project
    trained : Trained, optional
    name : str
        Of the document.
    recent : sequence of str
        Files that are offered.
    folder : str
        Where the file dialog begins.
    more : sequence of Offer
        Other sides, such as earlier runs; the first two are compared at once.
    """

    def __init__(
        self,
        project: Project,
        trained: Trained | None,
        name: str,
        recent: Sequence[str],
        folder: str,
        parent: QWidget | None = None,
        more: Sequence[Offer] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare"))
        self._more = {offer.key: offer for offer in more}
        self._project, self._trained, self._name = project, trained, name
        self._comparing = Newest("compare", self, patience=MOMENT)
        self._recent = [path for path in recent if len(Path(path).name) < _LONG][:_FEW]
        document = [(PRESENT, self.tr("{0} (this project)").format(name))]
        if trained is not None and trained.network == project.network and trained.checkpoint.best_weights:
            document.append((OTHER, self._other_name(trained)))
        document += [(offer.key, offer.title) for offer in more]
        self.left = SideChoice(self.tr("Left side"), document, recent, folder)
        self.right = SideChoice(self.tr("Right side"), document, recent, folder)
        self.left.choose(PRESENT)
        for choice in (self.left, self.right):
            choice.picked.connect(self._begin)
        self.diagram, self.layers, self.figures = DifferenceView(), LayerList(), FigureList()
        self.layers.chosen.connect(self.diagram.show_current)
        self.diagram.chosen.connect(self.layers.choose)
        self._lay_out()
        self._show_panes(False)
        self._show_sentence(
            "info",
            self.tr("What shall it be compared with?"),
            self.tr("Choose another project, or a model of ONNX or Keras, at the right."),
        )
        self.finished.connect(lambda: end_all(self))
        open_at(self, QSize(1120, 740))
        self.right.setFocus()
        if more:
            self.left.choose(more[0].key)
            self.right.choose(more[1].key)
            self._begin()

    def _lay_out(self) -> None:
        self.swap = QToolButton()
        self.swap.setText("⇄")
        self.swap.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.swap.setMinimumSize(32, 28)
        self.swap.setToolTip(self.tr("Exchange left and right"))
        self.swap.setAccessibleName(self.swap.toolTip())
        self.swap.clicked.connect(self.exchange)
        sides = h_box(spacing=8)
        sides.addWidget(self.left, 1)
        sides.addWidget(self.swap)
        sides.addWidget(self.right, 1)
        self._icon = IconLabel(20)
        self._headline, self._outputs = label("", "heading", wrap=True), label(wrap=True)
        for line in (self._headline, self._outputs):
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = v_box(spacing=3)
        words.addWidget(self._headline)
        words.addWidget(self._outputs)
        said = h_box(spacing=10)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(words, 1)
        networks = QSplitter(Qt.Orientation.Vertical)
        part: QWidget
        for part, stretch in ((self.diagram, 5), (self.layers, 4)):
            networks.addWidget(part)
            networks.setStretchFactor(networks.count() - 1, stretch)
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        pane: QWidget
        for pane, stretch in ((networks, 7), (self.figures, 4)):
            self._panes.addWidget(pane)
            self._panes.setStretchFactor(self._panes.count() - 1, stretch)
        for splitter in (networks, self._panes):
            splitter.setChildrenCollapsible(False)
        self._panes.setSizes([640, 440])
        self._invitation = self._make_invitation()
        layout = v_box(self, margins=(20, 18, 20, 16), spacing=12)
        layout.addLayout(sides)
        layout.addLayout(said)
        layout.addWidget(self._panes, 1)
        layout.addWidget(self._invitation, 1)
        layout.addLayout(self._make_bottom())

    def _make_invitation(self) -> QWidget:
        """What stands in the place of a comparison before there is one."""
        whole, self._offers = QWidget(), QWidget()
        v_box(whole).addWidget(self._offers)
        choose = push_button(self.tr("Choose a file…"), self.right.ask, role="primary")
        choose.setAutoDefault(False)
        column = v_box(self._offers)
        column.addStretch(1)
        column.addWidget(choose, 0, Qt.AlignmentFlag.AlignHCenter)
        if self._recent:
            title = label(self.tr("or a recent one"), "muted")
            column.addSpacing(10)
            column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        for path in self._recent:
            link = push_button(
                Path(path).name.replace("&", "&&"),
                partial(self.compare_with, Path(path)),
                role="link",
                tip=path,
            )
            link.setAutoDefault(False)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return whole

    def _make_bottom(self) -> QHBoxLayout:
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the comparison"))
        self._cancel = push_button(self.tr("Cancel"), self.cancel)
        close = push_button(self.tr("Close"), self.reject)
        for button in (self._cancel, close):
            button.setAutoDefault(False)
        row = h_box(spacing=8)
        row.addWidget(self._bar, 1)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(close)
        self._show_busy(False)
        return row

    def compare_with(self, path: Path, _checked: bool = False) -> None:
        """Put a file on the right side."""
        self.right.choose(str(path))
        self._begin()

    def exchange(self) -> None:
        """Put what is left to the right, and the reverse."""
        left, right = self.left.key, self.right.key
        self.left.choose(right)
        self.right.choose(left)
        self._begin()

    # Reading and computing -------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._forget()
        keys = self.left.key, self.right.key
        if not all(keys):
            return
        known, more = {key: self._side(key) for key in keys}, self._more

        def work(cancelled: Cancel, progress: object) -> _Found:
            a, b = (
                known[key] or (more[key].load() if key in more else load_side(key, cancelled=cancelled))
                for key in keys
            )
            found = compare(a, b, cancelled=cancelled)
            return _Found((a, b), found, merged(a, b, found))

        self._show_sentence("info", self.tr("Comparing…"), "")
        self._show_busy(True)
        self._comparing.ask(work, self._show, self._fail)

    def _side(self, key: str) -> Side | None:
        """A side that needs not be read."""
        if key == PRESENT:
            return side_of(self._project, self._trained, self._name)
        if key == OTHER and self._trained is not None:
            which = "last" if self._trained.proposed == "best" else "best"
            return side_of(self._project, self._trained, self._other_name(self._trained), which)
        return None

    def _other_name(self, trained: Trained) -> str:
        last = trained.proposed == "best"
        return (self.tr("{0}, last epoch") if last else self.tr("{0}, best epoch")).format(self._name)

    def cancel(self) -> None:
        """End what is under way; the choice can be made again."""
        self._forget()
        self._clear()
        self._show_sentence("info", self.tr("Cancelled"), "")

    def _forget(self) -> None:
        self._comparing.forget()
        self._show_busy(False)

    def _fail(self, error: BaseException) -> None:
        self._show_busy(False)
        self._clear()
        self._show_sentence("error", error_text(error), "")
        self.right.setFocus()

    def _clear(self) -> None:
        for shown in (self.layers, self.figures):
            shown.show_difference(None, "", "")
        self.diagram.show_merged(None)
        self._show_panes(False)

    def _show_panes(self, shown: bool) -> None:
        self._panes.setVisible(shown)
        self._invitation.setVisible(not shown)

    def _show(self, found: _Found) -> None:
        self._show_busy(False)
        self._show_panes(True)
        whole = self.layout()
        assert whole is not None
        whole.activate()  # the drawing is arranged for the room it has
        names = [side.name for side in found.sides]
        self.diagram.show_merged(found.drawing)
        self.layers.show_difference(found.difference, *names)
        self.figures.show_difference(found.difference, *names)
        self._show_sentence("compare", headline(found.difference), outputs_text(found.difference))
        first = next((i for i, c in enumerate(found.difference.layers) if c.status != "same"), 0)
        self.layers.choose(first)
        self.layers.setFocus()

    # Words ------------------------------------------------------------------------------------------------

    def _show_sentence(self, icon: str, text: str, more: str) -> None:
        self._icon.show_icon(icon, {"error": "danger", "info": "text_muted"}.get(icon, "accent"))
        self._headline.setText(text)
        self._outputs.setText(more)
        self._outputs.setVisible(bool(more))

    def _show_busy(self, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._cancel.setVisible(busy)
        self._offers.setVisible(not busy)
        for part in (self.left, self.right, self.swap):
            part.setEnabled(not busy)
