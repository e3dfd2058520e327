"""Ctrl+C in a terminal, and the end that comes from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from nnstudio.app.documents.copy_files import copy_path
from nnstudio.app.interrupts import Interrupts
from nnstudio.app.main_window import MainWindow
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.project import file
from nnstudio.project.project import Project
from tests.app.hands import click, until
from tests.cli.conftest import environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl+C there")

DRAWN = Project().with_network(sequential((3,), [Dense(2)]))


@pytest.fixture
def ended(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Signals go to the window; instead of the end, whether the safety copy was written before."""
    found: list[bool] = []
    monkeypatch.setattr(Interrupts, "_end", lambda self, number: found.append(copy_path(None).exists()))
    ignored = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # by a shell that runs this in the background
    interrupts = Interrupts(window)
    yield found
    interrupts.release()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, ignored)


def draw(window: MainWindow) -> None:
    window.document.edit("Draw", DRAWN)


def test_ctrl_c_closes_a_window_in_which_nothing_is_unsaved(window: MainWindow, ended: list[bool]) -> None:
    os.kill(os.getpid(), signal.SIGINT)
    until(lambda: not window.isVisible(), "the end")
    assert not ended


def test_ctrl_c_asks_and_the_next_one_does_not(window: MainWindow, ended: list[bool]) -> None:
    draw(window)
    os.kill(os.getpid(), signal.SIGINT)
    until(lambda: QApplication.activeModalWidget() is not None, "the question")
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    click(box.button(QMessageBox.StandardButton.Cancel))
    until(lambda: QApplication.activeModalWidget() is None, "the answer")
    assert window.isVisible()
    os.kill(os.getpid(), signal.SIGINT)
    until(lambda: QApplication.activeModalWidget() is not None, "the question again")
    os.kill(os.getpid(), signal.SIGINT)
    until(lambda: ended, "the end")
    assert ended[0], "the copy comes first"


def test_the_end_of_a_session_waits_for_the_copy(window: MainWindow, ended: list[bool]) -> None:
    interrupts = window.findChild(Interrupts)
    interrupts._session_ends()
    assert not copy_path(None).exists(), "nothing is unsaved"
    draw(window)
    interrupts._session_ends()
    assert file.load(copy_path(None), ask=False)[0].network == DRAWN.network
    assert not ended


WINDOW = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from nnstudio.app.interrupts import Interrupts
from nnstudio.app.main_window import MainWindow
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.project.project import Project
signal.signal(int(sys.argv[1]), signal.SIG_DFL)
app = QApplication(sys.argv[:1])
window = MainWindow()
window.show()
Interrupts(window)
window.document.edit("Draw", Project().with_network(sequential((3,), [Dense(2)])))
QTimer.singleShot(0, lambda: os.kill(os.getpid(), int(sys.argv[1])))
app.exec()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])
def test_who_is_ended_leaves_the_newest_copy_behind(number: signal.Signals, tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-P", "-c", WINDOW, str(int(number))],
        env=environment(home),
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == -number
    (copy,) = (home / "autosave").glob("*.nnstudio")
    assert file.load(copy)[0] == DRAWN


STARTING = """
import os, signal, sys
from nnstudio.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs this in the background has it ignored
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize(
    "module", ["nnstudio.cli", "shiboken6", "PySide6.QtWidgets", "nnstudio.app.application"]
)
def test_ctrl_c_while_the_program_starts_ends_it_without_a_word(module: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", STARTING, module],
        env=environment(tmp_path / "home"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_ctrl_c_while_a_command_starts_cancels_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", STARTING, "nnstudio.cli.doctor", "doctor"],
        env=environment(tmp_path / "home"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "nnstudio: Cancelled\n")
