"""What stands between this computer and its GPU, step by step, as `nnstudio doctor` tells it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from nnstudio.app.look import theme
from nnstudio.app.widgets.boxes import grid_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.closing import ClosingRow
from nnstudio.app.widgets.dialog_size import open_at
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import translate
from nnstudio.backend.gpu_system import State, Step
from nnstudio.backend.probe import Device

_ICONS: dict[State, tuple[str, str]] = {
    "ok": ("check", "success"),
    "failed": ("error", "danger"),
    "skipped": ("minus", "text_muted"),
}


class DevicesDialog(QDialog):
    """The steps of the look for a GPU: what is in order, what is not, and what helps.

    Parameters
    ----------
    steps : sequence of Step
    unused : sequence of Device
        What cannot be used; where no step has failed, each has its own reason.
    """

    def __init__(
        self, steps: Sequence[Step], unused: Sequence[Device] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        failed = any(step.state == "failed" for step in self._steps)
        self._unused = () if failed else tuple(unused)
        self._remedies: list[QLabel] = []
        self.setWindowTitle(self.tr("Training on a GPU"))
        title = label(self.tr("Training on a GPU"), "heading")
        hint = label(self._hint(), "small", wrap=True)
        inside = QWidget()
        self._grid = grid_box(inside, margins=(0, 0, 8, 0), spacing=(10, 0))
        self._grid.setColumnStretch(1, 1)
        for step in self._steps:
            self._add(step)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._scroll = ScrollColumn(inside)

        self.copy = push_button(
            self.tr("Copy"),
            self._copy,
            tip=self.tr("Copy all steps as text, such as for a question in a forum"),
        )
        buttons = ClosingRow(self, self.copy, enter=True)

        column = v_box(self, margins=(24, 20, 24, 20), spacing=4)
        column.addWidget(title)
        column.addWidget(hint)
        column.addSpacing(12)
        column.addWidget(self._scroll, 1)
        column.addSpacing(12)
        column.addLayout(buttons)
        buttons.close_button.setFocus()
        open_at(self, QSize(theme.current().room(580), theme.current().room(440)))

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the steps, where the screen has room for them; else begin with what helps."""
        super().showEvent(event)
        hidden = self._scroll.verticalScrollBar().maximum()
        open_at(self, QSize(self.width(), self.height() + hidden))
        if self._remedies:
            self._scroll.ensureWidgetVisible(self._remedies[0])

    def _hint(self) -> str:
        if self._unused:
            return " ".join(self._why_unused(device) for device in self._unused)
        if not any(step.state == "failed" for step in self._steps):
            return self.tr("All is in order: networks can be trained on the GPU.")
        return self.tr(
            "The CPU trains everything a GPU trains. For larger networks a GPU of NVIDIA takes less time; on this "
            "computer it cannot be used yet. When you have changed something, start the program anew."
        )

    def _why_unused(self, device: Device) -> str:
        told = self.tr("{0} is not used: {1}.").format(device.name, translate(device.reason))
        return told if device.remedy is None else f"{told} {translate(device.remedy)}."

    def _add(self, step: Step) -> None:
        row = self._grid.rowCount()
        picture = IconLabel(18, *_ICONS[step.state], QSize(20, 22))
        picture.setAccessibleName(self._word(step.state))
        name = label(translate(step.title), "muted" if step.state == "skipped" else "strong")
        self._grid.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(name, row, 1)
        if step.state != "skipped":
            self._grid.addWidget(self._line(_sentence(translate(step.told)), "small"), row + 1, 1)
        if step.remedy is not None:
            remedy = self._line(_sentence(translate(step.remedy)), "")
            remedy.setContentsMargins(0, 3, 0, 0)
            self._grid.addWidget(remedy, row + 2, 1)
            self._remedies.append(remedy)
        self._grid.setRowMinimumHeight(row + 3, 7)

    def _line(self, text: str, role: str) -> QLabel:
        line = label(text, role, wrap=True)
        line.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return line

    def _word(self, state: State) -> str:
        return {"ok": self.tr("in order"), "failed": self.tr("failed"), "skipped": self.tr("not tried")}[
            state
        ]

    def text(self) -> str:
        """All steps as lines."""
        lines = [self._why_unused(device) for device in self._unused]
        for step in self._steps:
            lines.append(f"{translate(step.title)} ({self._word(step.state)}): {translate(step.told)}")
            if step.remedy is not None:
                lines.append(f"    {translate(step.remedy)}")
        return "\n".join(lines)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self.copy.setText(self.tr("Copied"))


def _sentence(text: str) -> str:
    """Text that begins with a capital, unless it begins with a name such as cupy-cuda13x."""
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].isalpha() else text
