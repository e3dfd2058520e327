"""The Layers tab: how every layer is doing while it learns, and what would help where it is not well."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from nnstudio.app.health.columns import Head
from nnstudio.app.health.row import LayerRow
from nnstudio.app.health.watch import HealthWatch
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.look.theme import category_token
from nnstudio.app.problems.fix_bar import Fix
from nnstudio.app.problems.row import ProblemRow
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.graph.inference import Problem
from nnstudio.graph.network import Network
from nnstudio.system.numbers import whole_text
from nnstudio.training.health import LEAST_SAMPLES

MOST = 200
"""Layers that have a row; deeper networks show the rest on the canvas only."""

_OF_THE_RUN = ("not_finite", "inputs_unscaled", "step_large", "step_small")
"""Findings that show in a layer and are mended elsewhere: they stand over the list."""
_READABLE = 780
"""Width of the lines that one reads."""

Fixes = Callable[[Problem], Sequence[Fix]]


class LayersPanel(QWidget):
    """Lists the layers of the present or last run from the input to the output.

    Parameters
    ----------
    watch : HealthWatch
    fixes : callable
        Finds the repairs for a finding.

    Signals
    -------
    layer_chosen(node)
    problem_chosen(problem)
        A finding that belongs to no row was clicked.
    fix_chosen(fix)
    seen(bool)
        Whether somebody sees the figures.
    """

    layer_chosen = Signal(str)
    problem_chosen = Signal(object)
    fix_chosen = Signal(object)
    seen = Signal(bool)

    def __init__(self, watch: HealthWatch, fixes: Fixes) -> None:
        super().__init__()
        self._watch, self._find = watch, fixes
        self._rows: list[LayerRow] = []
        self._above: list[ProblemRow] = []
        self._verdict: Problem | None = None
        self._titles: Network | None = None
        self._selected: frozenset[str] = frozenset()
        fill(self, "panel")
        self._caption = label("", "small", wrap=True)
        self._caption.setContentsMargins(14, 8, 14, 4)
        self._heading = label(self.tr("How are the layers doing?"), "strong")
        self._empty = label("", "muted", wrap=True)
        self._heading.setContentsMargins(14, 12, 14, 2)
        self._empty.setContentsMargins(14, 0, 14, 12)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setMaximumWidth(_READABLE)
        content = QWidget()
        fill(content, "panel")
        self._column = v_box(content, margins=0, spacing=0)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self._area = ScrollColumn(content, self.tr("Layers"))
        self._area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the rows are the stops of the keyboard
        self._head = Head(self._area)
        whole = v_box(self, margins=0, spacing=0)
        whole.addWidget(self._caption)
        whole.addWidget(self._head)
        whole.addWidget(self._area, 1)
        watch.looked.connect(self.refresh)
        watch.changed.connect(self.refresh)
        self._show()

    @property
    def rows(self) -> list[LayerRow]:
        """The rows that are shown."""
        return [row for row in self._rows if not row.isHidden()]

    def set_verdict(self, problem: Problem | None) -> None:
        """Say over the layers what is wrong with the curves."""
        if problem != self._verdict:
            self._verdict = problem
            self.refresh()

    def set_network(self, network: Network) -> None:
        """Call the layers as they are called now."""
        if network is not self._titles:
            self._titles = network
            self.refresh()

    def set_selected(self, nodes: frozenset[str]) -> None:
        """Show which layers are selected on the canvas."""
        self._selected = nodes
        for row in self._rows:
            row.set_selected(row.node in nodes)

    def refresh(self) -> None:
        """Show what is known, if anybody sees it."""
        if self.isVisible():
            self._show()

    # Showing ----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        watch, network = self._watch, self._watch.network
        layers = () if watch.health is None or network is None else watch.health.layers[:MOST]
        self._show_words(bool(layers))
        while len(self._rows) < len(layers):
            self._add_row()
        by_node = {p.node: p for p in watch.findings if p.kind not in _OF_THE_RUN}
        for row, layer in zip(self._rows, layers, strict=False):
            assert network is not None
            names = self._titles if self._titles is not None and layer.node in self._titles else network
            token = category_token(network[layer.node].layer.category)
            course = watch.courses.get(layer.node, ())
            hidden = bool(network.outgoing(layer.node))
            row.show_layer(names[layer.node].title, token, layer, course, hidden=hidden)
            finding = by_node.pop(layer.node, None)
            row.show_finding(finding, () if finding is None else self._find(finding))
            row.set_selected(layer.node in self._selected)
            row.show()
        for row in self._rows[len(layers) :]:
            row.hide()
        over = [*(p for p in watch.findings if p.kind in _OF_THE_RUN), *by_node.values()]
        if self._verdict is not None and not any(p.kind.startswith("step") for p in watch.findings):
            over.insert(0, self._verdict)
        self._show_above(over)

    def _show_above(self, problems: Sequence[Problem]) -> None:
        network = self._titles or self._watch.network or Network()
        while len(self._above) < len(problems):
            row = ProblemRow()
            row.chosen.connect(lambda row=row: self.problem_chosen.emit(row.problem))
            row.bar.chosen.connect(self.fix_chosen)
            self._column.insertWidget(len(self._above), row)
            self._above.append(row)
        for row, problem in zip(self._above, problems, strict=False):
            row.show_problem(problem, network)
            row.bar.offer(self._find(problem))
            row.show()
        for row in self._above[len(problems) :]:
            row.hide()

    def _add_row(self) -> None:
        row = LayerRow()
        row.chosen.connect(lambda: self.layer_chosen.emit(row.node))
        row.fix_chosen.connect(self.fix_chosen)
        self._column.insertWidget(self._column.count() - 1, row)
        self._rows.append(row)

    def _show_words(self, known: bool) -> None:
        watch = self._watch
        self._head.setVisible(known)
        self._caption.setVisible(known)
        self._heading.setVisible(not known)
        self._empty.setVisible(not known)
        if watch.health is not None:
            words = (
                self.tr("After step {0}, over {1} training sample.")
                if watch.health.samples == 1
                else self.tr("After step {0}, over {1} training samples.")
            )
            text = words.format(whole_text(watch.health.step), whole_text(watch.health.samples))
            if not watch.holds:
                text += " " + self.tr("Network, data or optimizer were changed since.")
            elif not watch.findings:
                text += " " + self.tr("The layers are well.")
            self._caption.setText(text)
        elif watch.too_large:
            self._empty.setText(
                self.tr(
                    "This network is too large to look into while it trains: even {0} samples would hold it up for "
                    "seconds."
                ).format(LEAST_SAMPLES)
            )
        else:
            self._empty.setText(
                self.tr(
                    "Train, and you see here how each layer is doing: how much of the error's signal reaches it, how "
                    "far a step moves its weights, how many of its neurons are silent, and how its weights, gradients "
                    "and activations are spread. Where something is ill, a sentence says so, here and on the layer's "
                    "card, with a button that helps."
                )
            )

    # Coming into sight ------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was not seen before, and ask for fresh figures."""
        super().showEvent(event)
        self._show()
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody needs fresh figures."""
        super().hideEvent(event)
        self.seen.emit(False)
