"""The Inside tab: what the network makes of a sample layer by layer, of the plane, or of a line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QRandomGenerator, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSplitter, QStackedWidget, QWidget

from nnstudio.app.inside.field import Field
from nnstudio.app.inside.head import InsideHead
from nnstudio.app.inside.layer import LayerView
from nnstudio.app.inside.sample import SampleView
from nnstudio.app.inside.seeing import Pictures, Seen, first_layer, part_of
from nnstudio.app.inside.work import InsideWork
from nnstudio.app.look import icons, theme
from nnstudio.app.look.middles import middle_of
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.look.theme import category_token
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.layer_words import icon_name
from nnstudio.app.words.texts import error_text, tooltip
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Conv2D, Input
from nnstudio.project.feeding import features_of
from nnstudio.project.heads import called

_ROLE = Qt.ItemDataRole.UserRole


class InsidePanel(LatePage):
    """Shows what the work has found; asks for nothing while it is hidden.

    Parameters
    ----------
    work : InsideWork
        Works out what is inside, beside the window.

    Signals
    -------
    layer_chosen(node)
        Another layer is looked at.
    weights_chosen(which)
        Other weights are to be looked at.
    """

    layer_chosen = Signal(str)
    weights_chosen = Signal(str)

    def __init__(self, work: InsideWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fill(self, "panel")
        self._work = work
        self._listed: tuple[Network, bool] | None = None
        self._make_side: Callable[[QWidget], QWidget] | None = None

    def build(self) -> None:
        self.head, self.field, self.neurons = InsideHead(), Field(), LayerView()
        self.layers, self.layer, self.sample = QListWidget(), LayerView(), SampleView()
        self.layers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._words = label("", "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setContentsMargins(14, 12, 14, 12)
        # Parents find their place before what they hold, which is then given its style once.
        column = v_box(self, margins=0, spacing=0)
        column.addWidget(self.head)
        across = h_box()
        column.addLayout(across, 1)
        self._pages = QStackedWidget(self)
        across.addWidget(self._pages, 1)
        self._pages.addWidget(self._words)
        self._sample_page, self._field_page = self._of_a_sample(), self._of_a_field()
        if self._make_side is not None:
            across.addWidget(self._make_side(self))
        self.head.sample_chosen.connect(self._work.choose)
        self.head.random_wanted.connect(self._choose_any)
        self.head.points_chosen.connect(self._choose_points)
        self.head.weights_chosen.connect(self.weights_chosen)
        self.layers.currentItemChanged.connect(lambda item, _: self._layer_clicked(item))
        for view in (self.layer, self.neurons):
            view.scaled.connect(self._show_scale)
        self._work.changed.connect(self.show_found)
        self.show_found()

    def add_side(self, make: Callable[[QWidget], QWidget]) -> None:
        """Have something made with the page, to stand at the right of whatever it shows."""
        self._make_side = make

    def _of_a_sample(self) -> QWidget:
        self.layers.setAccessibleName(self.tr("Layers to look into"))
        self.layers.setIconSize(QSize(16, 16))
        self.layers.setFrameShape(QFrame.Shape.NoFrame)
        self._no_sample = label(
            self.tr("Choose data, and you see what each layer makes of a sample."), "muted", wrap=True
        )
        self._no_sample.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._no_sample.setContentsMargins(12, 4, 12, 4)
        inner = QWidget()
        column = v_box(inner, margins=0, spacing=0)
        column.addWidget(self.sample)
        column.addWidget(self._no_sample)
        around = ScrollColumn(inner, self.tr("The sample and the answer"))
        return self._side_by_side((self.layers, self.layer, around), (210, 760, 330))

    def _of_a_field(self) -> QWidget:
        return self._side_by_side((self.field, self.neurons), (560, 640))

    def _side_by_side(self, widgets: tuple[QWidget, ...], sizes: tuple[int, ...]) -> QSplitter:
        page = QSplitter(Qt.Orientation.Horizontal)
        self._pages.addWidget(page)
        for i, widget in enumerate(widgets):
            page.addWidget(widget)
            page.setStretchFactor(i, 1 if i == 1 else 0)
        page.setChildrenCollapsible(False)
        page.setSizes([theme.current().room(size) for size in sizes])
        return page

    # Showing ------------------------------------------------------------------------------------------------

    def show_found(self) -> None:
        """Show what the work has come to."""
        seen, alone = self._work.seen, self._work.alone
        if seen is None and alone is None:
            self._words.setText(self._why_not())
            self._pages.setCurrentWidget(self._words)
            self.head.setVisible(False)
            return
        if not self.isVisible():
            return
        self.head.setVisible(True)
        self.head.show_mode(None if seen is None else seen.kind)
        self.head.show_weights(self._work.whose, self._work.offered, self._work.which)
        self.sample.setVisible(seen is not None)
        self._no_sample.setVisible(seen is None)
        if seen is None:
            assert alone is not None  # see above
            self._pages.setCurrentWidget(self._sample_page)
            self._fill_layers(alone.network, alone.weights)
            self._show_layer()
            return
        points = seen.kind != "sample"
        count = len(part_of(seen.prepared, self._work.part))
        number = min(self._work.number, count - 1)
        validation = bool(len(seen.prepared.validation))
        self.head.show_sample(self._work.part, number, count, validation=validation)
        self._pages.setCurrentWidget(self._field_page if points else self._sample_page)
        if points:
            self._show_field(seen)
        else:
            self._fill_layers(seen.network, seen.weights, seen.activations)
            self.sample.show_seen(seen)
            self._show_layer()

    def _why_not(self) -> str:
        if self._work.busy:
            return self.tr("Looking inside…")
        if self._work.error is not None:
            return error_text(self._work.error)
        return self.tr(
            "Here you can look inside your network while it learns: what each layer makes of a sample, what its weights "
            "look like, and where it draws the border between classes. Choose data and draw a network first."
        )

    def _show_field(self, seen: Seen) -> None:
        self.field.show_seen(seen)
        self.neurons.setVisible(seen.neurons is not None)
        if seen.neurons is None:
            self.head.strip.hide()
            return
        first = first_layer(seen.network)
        middle = 0.0 if first is None else middle_of(seen.network, first)
        if seen.kind == "plane":
            pictures = seen.neurons[:, ::-1]
            self.neurons.show_pictures(
                self.tr("What each neuron of the first layer gives"), pictures, self.tr("neuron {0}"), middle
            )
        else:
            self.neurons.show_pictures(
                self.tr("What each neuron of the first layer gives, from left to right"),
                seen.neurons[:, None, :].repeat(len(seen.neurons[0]) // 4, axis=1), self.tr("neuron {0}"),
                middle,
            )  # fmt: skip

    def _fill_layers(
        self, network: Network, weights: Sequence[Pictures], nodes: Collection[str] = ()
    ) -> None:
        if (network, bool(nodes)) == self._listed:
            return
        self._listed = network, bool(nodes)
        chosen = self.layers.currentItem()
        kept = chosen.data(_ROLE) if chosen is not None else None
        self.layers.blockSignals(True)
        self.layers.clear()
        for pictures in weights:
            filters = isinstance(network[pictures.node].layer, Conv2D)
            text = self.tr("Filters of {0}") if filters else self.tr("Weights of {0}")
            self._add(text.format(network[pictures.node].title), ("weights", pictures.node), network)
        for node in nodes:
            self._add(network[node].title, ("values", node), network)
        self.layers.blockSignals(False)
        places = [self.layers.item(row).data(_ROLE) for row in range(self.layers.count())]
        first = next((place for place in places if not isinstance(network[place[1]].layer, Input)), None)
        wanted = kept if kept in places else first  # what the Input gives stands at the right as well
        self.layers.setCurrentRow(places.index(wanted) if wanted in places else 0)

    def _add(self, text: str, place: tuple[str, str], network: Network) -> None:
        layer = network[place[1]].layer
        item = QListWidgetItem(icons.icon(icon_name(layer), category_token(layer.category)), text)
        item.setData(_ROLE, place)
        item.setToolTip(tooltip(text))  # a long name ends where the list does
        self.layers.addItem(item)

    def _show_layer(self) -> None:
        seen, alone = self._work.seen, self._work.alone
        looked = seen or alone
        if self.layers.currentRow() < 0 or looked is None:
            return
        item = self.layers.currentItem()
        what, node = item.data(_ROLE)
        if what == "weights":
            values = next(p.values for p in looked.weights if p.node == node)
            filters = isinstance(looked.network[node].layer, Conv2D)
            word = self.tr("filter {0}") if filters else self.tr("neuron {0}")
            self.layer.show_pictures(item.text(), values, word)
        elif seen is not None and node in seen.activations:
            answers = seen.of(node)
            names = answers.prepared.classes if answers is not None else ()
            if answers is not None and answers.prepared.preprocessor.more_targets:
                names = answers.prepared.preprocessor.target_names
            if isinstance(seen.network[node].layer, Input):
                known = seen.prepared.preprocessor
                every = () if known.picture else known.features
                names = features_of(seen.network, node, known.features, known.first_feature) or every
            title = self.tr("What {0} gives for this sample").format(item.text())
            if answers is not None and seen.outputs:
                about = called(answers.prepared.preprocessor)
                title = self.tr("What {0} gives for this sample: “{1}”").format(item.text(), about)
            self.layer.show_values(title, seen.activations[node], names, middle_of(seen.network, node))

    def _show_scale(self, scale: float, middle: float) -> None:
        self.head.strip.show_scale(scale or 1.0, middle)
        self.head.strip.setEnabled(scale > 0)

    # Choosing -----------------------------------------------------------------------------------------------

    def show_layer(self, node: str) -> None:
        """Look at another layer, where there is one of that name."""
        for row in range(self.layers.count()):
            if self.layers.item(row).data(_ROLE) == ("values", node):
                self.layers.setCurrentRow(row)

    def _layer_clicked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show_layer()
            self.layer_chosen.emit(item.data(_ROLE)[1])

    def _choose_any(self) -> None:
        seen = self._work.seen
        if seen is not None:
            count = len(part_of(seen.prepared, self._work.part))
            self._work.choose(self._work.part, QRandomGenerator.global_().bounded(count))

    def _choose_points(self) -> None:
        self.field.parts = {
            "train": self.head.training.isChecked(), "validation": self.head.validation.isChecked(),
        }  # fmt: skip
        self.field.update()

    # Coming into sight ----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Look, now that somebody sees it."""
        super().showEvent(event)
        self._work.set_wanted(True)
        self.show_found()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._work.set_wanted(False)
