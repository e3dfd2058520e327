"""A checkbox that freezes layers, with a sentence about what that means."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from nnstudio.app.canvas import freezing
from nnstudio.app.canvas.drawing import Drawing
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.labels import label


class FreezeBox(QWidget):
    """Shown where there are weights; half checked where some of several layers are frozen."""

    def __init__(self, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._nodes: tuple[str, ...] = ()
        self.check = QCheckBox(self.tr("Frozen"), self)
        self.check.setMinimumHeight(24)
        words = self.tr("Training leaves these weights as they are; the other layers still learn.")
        self.check.setToolTip(words)
        self.check.setAccessibleDescription(words)
        self.check.clicked.connect(self._freeze)
        about = label(words, "small", wrap=True)
        column = v_box(self, margins=0, spacing=2)
        column.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)  # only the words can be clicked
        column.addWidget(about)
        self.hide()

    def show_nodes(self, nodes: Collection[str]) -> None:
        """Show whether those of some layers that have weights are frozen."""
        self._nodes = freezing.with_weights(self._drawing, nodes)
        self.setVisible(bool(self._nodes))
        frozen = {self._drawing.network[n].frozen for n in self._nodes}
        self.check.setTristate(len(frozen) > 1)
        state = Qt.CheckState.PartiallyChecked if len(frozen) > 1 else (
            Qt.CheckState.Checked if True in frozen else Qt.CheckState.Unchecked
        )  # fmt: skip
        self.check.setCheckState(state)

    def _freeze(self) -> None:
        # Where only some are frozen, a click freezes all of them.
        freezing.freeze(self._drawing, self._nodes, not freezing.all_frozen(self._drawing, self._nodes))
        self.show_nodes(self._nodes)
