"""What this is, which version, and what a report of a defect needs."""

from __future__ import annotations

import importlib.metadata
import platform

from PySide6.QtCore import QSize, Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from nnstudio import __version__
from nnstudio.app.look import icons
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.closing import ClosingRow
from nnstudio.app.widgets.dialog_size import open_at
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.system import folders


class AboutDialog(QDialog):
    """Name, version, licence and the figures of this installation.

    Parameters
    ----------
    device_text : str
        What networks are trained on here.
    """

    def __init__(self, device_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About NN Studio"))
        self._facts = facts(device_text)

        logo = QLabel()
        logo.setPixmap(icons.pixmap("app", 64, ratio=self.devicePixelRatioF()))
        name = label("NN Studio", "title")
        version = label(self.tr("Version {0}").format(__version__), "muted")
        slogan = label(
            self.tr(
                "Draw a neural network, train it on your own data, understand it, take the weights away."
            ),
            wrap=True,
        )
        privacy = label(
            self.tr("No account, no telemetry: nothing leaves this computer. Apache License 2.0."),
            "muted",
            wrap=True,
        )
        figures = label(self._facts, "small", wrap=True)
        figures.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

        head = h_box(spacing=16)
        head.addWidget(logo)
        words = v_box(spacing=0)
        words.addWidget(name)
        words.addWidget(version)
        head.addLayout(words, 1)

        copy = push_button(self.tr("Copy details"), self._copy)
        logs = push_button(self.tr("Open log folder"), self._open_logs)

        inner = QWidget()
        told = v_box(inner, margins=(24, 24, 24, 8), spacing=10)
        told.addLayout(head)
        told.addSpacing(6)
        for line in (slogan, privacy, figures):
            told.addWidget(line)
        told.addStretch(1)
        row = ClosingRow(self, copy, logs, enter=True)
        row.setContentsMargins(24, 0, 24, 0)
        column = v_box(self, margins=(0, 0, 0, 20), spacing=10)
        column.addWidget(ScrollColumn(inner), 1)
        column.addLayout(row)
        width = max(480, row.minimumSize().width())
        below = row.sizeHint().height() + column.spacing() + 20
        open_at(self, QSize(width, max(320, told.totalHeightForWidth(width) + below)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"NN Studio {__version__}\n{self._facts}")

    def _open_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folders.log_dir())))


def facts(device_text: str) -> str:
    """Return the versions that matter for a report, one a line."""
    lines = [
        f"Python {platform.python_version()}, Qt {qVersion()}, NumPy {importlib.metadata.version('numpy')}",
        f"{platform.system()} {platform.release()}, {platform.machine()}, {QGuiApplication.platformName()}",
        device_text,
    ]
    return "\n".join(line for line in lines if line)
