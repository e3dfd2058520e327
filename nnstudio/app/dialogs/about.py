"""What this is, which version, and what a report of a defect needs."""

from __future__ import annotations

import importlib.metadata
import platform

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from nnstudio import __version__
from nnstudio.app import icons
from nnstudio.app.boxes import h_box, v_box
from nnstudio.app.buttons import push_button
from nnstudio.app.dialogs.closing import ClosingRow
from nnstudio.app.labels import label
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

        column = v_box(self, margins=(24, 24, 24, 20), spacing=10)
        column.addLayout(head)
        column.addSpacing(6)
        for line in (slogan, privacy, figures):
            column.addWidget(line)
        column.addStretch(1)
        column.addSpacing(8)
        column.addLayout(ClosingRow(self, copy, logs, enter=True))
        self.resize(480, max(320, column.totalHeightForWidth(480)))

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
