"""Whatever a window has begun ends with it: every thread that the source names, at its worst moment, and its child processes."""

from __future__ import annotations

import ast
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QDialog, QMessageBox

import nnstudio
from nnstudio.app.background.jobs import Job
from nnstudio.app.background.newest import Newest
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.diagram.dialog import DiagramDialog
from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.files.writing import FileWriting
from nnstudio.app.main_window import MainWindow
from nnstudio.app.series.dialog import SeriesDialog
from nnstudio.backend import probe
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled, source_for
from nnstudio.project import run_checkpoints
from nnstudio.project.samples import open_sample
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.system import process
from tests.app.hands import choose_file, click, in_dialog, until
from tests.app.window.conftest import open_ready, results_of, saved, train

pytestmark = pytest.mark.usefixtures("apart")

PACKAGE = Path(nnstudio.__file__).parent
Buttons = QMessageBox.StandardButton
Way = Callable[[MainWindow, Path], object]

# How each thread comes to work. --------------------------------------------------------------------------------


def _trained(then: Way) -> Way:
    def way(window: MainWindow, folder: Path) -> None:
        open_ready(window)
        train(window)
        then(window, folder)

    return way


def _ready(then: Way) -> Way:
    def way(window: MainWindow, folder: Path) -> None:
        open_ready(window)
        then(window, folder)

    return way


def _results(page: str, then: Callable[[MainWindow], object] = lambda window: None) -> Way:
    def way(window: MainWindow, _folder: Path) -> None:
        open_ready(window)
        panel = results_of(window)
        panel.pages.setCurrentWidget(getattr(panel, page))
        then(window)

    return way


def _training(window: MainWindow, _folder: Path) -> None:
    open_ready(window, epochs=1_000_000)
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "running", "the run")


def _checkpoint(window: MainWindow, folder: Path) -> None:
    window.preferences.change(autosave_seconds=3600)
    _training(window, folder)
    until(lambda: window.trainer.checkpoints.written, "a checkpoint")


def _series(window: MainWindow, folder: Path) -> None:
    open_ready(window)
    window.series.show()
    (dialog,) = window.findChildren(SeriesDialog)
    until(dialog.plan.start.isEnabled, "that a series can begin")
    click(dialog.plan.start)


def _handing_out(window: MainWindow, folder: Path) -> None:
    (folder / "mine.md").write_text(
        "title: Mine\nsample: flowers\ndo: Press **Train**.\ncheck: trained\n\nWords.\n", encoding="utf-8"
    )
    window.lessons.opening.open_file(folder / "mine.md")
    until(lambda: window.lessons.handing_out.action.isEnabled(), "the lesson")
    chosen = choose_file(folder / "out.zip")
    window.lessons.handing_out.action.trigger()
    until(chosen, "the file dialog")


def _table(window: MainWindow, folder: Path) -> None:
    (folder / "a.csv").write_text("a,b\n" + "1,x\n2,y\n" * 20, encoding="utf-8")
    window.data_choosing.choose(str(folder / "a.csv"))


def _edited(window: MainWindow, folder: Path) -> None:
    path = folder / "a.csv"
    path.write_text("a,b\n" + "1,x\n2,y\n" * 20, encoding="utf-8")
    project, _ = from_template(template("textbook"), source_for(str(path)), DataConfig())
    window.files.show_new(project)
    until(lambda: window.data.prepared is not None, "the data")
    window.data_choosing.edited.look()


def _weighing(window: MainWindow, _folder: Path) -> None:
    window.workspace.weigher.ask([window.document.project.network])


def _safety_copy(window: MainWindow, _folder: Path) -> None:
    window.workspace.canvas.drawing.append("Dense")
    window.files.copies.write()


WAYS: dict[str, Way] = {
    "checkpoint": _checkpoint,
    "compare": _ready(lambda window, folder: window.comparing.show(folder / "b.nnstudio")),
    "compiling ahead": lambda window, folder: window.compiling.start(),
    "data": lambda window, folder: window.files.show_new(open_sample("textbook")),
    "data dialog": _table,
    "descent": lambda window, folder: window.lessons.opening.open_key("gradient-descent"),
    "devices": lambda window, folder: None,  # the window looks for them by itself
    "diagram": _ready(
        lambda window, folder: (
            window.diagrams.show(),
            window.findChild(DiagramDialog).write(folder / "a.svg"),
        )
    ),
    "edited data": _edited,
    "estimate": lambda window, folder: open_ready(window),
    "estimate of a series": _ready(lambda window, folder: window.series.show()),
    "export": _trained(
        lambda window, folder: (window.export(), window.findChild(ExportDialog).write(folder / "a.npz"))
    ),
    "figures": lambda window, folder: open_ready(window),
    "finding a learning rate": _ready(lambda window, folder: window.rate_finding.begin()),
    "handing out": _handing_out,
    "import": lambda window, folder: window.files.open(folder / "a.onnx"),
    "importance": _results("importance", lambda window: window.workspace.results.importance.measure.click()),
    "inside": _ready(lambda window, folder: window.workspace.show_page(window.workspace.inside.panel)),
    "left behind": lambda window, folder: window.files.runs._looking.look([folder / "a.nnstudio"]),
    "lesson": lambda window, folder: window.lessons.opening.open_key("overfitting"),
    "linear model": _results("overview"),
    "looking at data": _ready(lambda window, folder: window.data_choosing.choose()),
    "moved": lambda window, folder: window.data_choosing.moved._read(Bundled("iris"), Bundled("iris")),
    "one step": _ready(lambda window, folder: window.workspace.show_page(window.workspace.one_step.panel)),
    "reading": lambda window, folder: window.files.open(folder / "a.nnstudio"),
    "results": _trained(lambda window, folder: window.workspace.open_results()),
    "runs": _trained(lambda window, folder: window.workspace.recorder.put_aside()),
    "safety copy": _ready(_safety_copy),
    "saving": _ready(lambda window, folder: window.files._write(folder / "a.nnstudio", None)),
    "series of runs": _series,
    "training": _training,
    "try it": _results("trial"),
    "untouched": _ready(lambda window, folder: window.weights.use_untouched()),
    "weighing": _ready(_weighing),
    "why": _results("mistakes"),
    "writing": lambda window, folder: FileWriting(window, "Save", folder / "a.png").begin(b"picture"),
}
"""By the name of the thread."""


def _named() -> Iterator[str]:
    """Names of the threads that the source of the window, and of the projects that it trains, can make."""
    for path in (path for floor in ("app", "project") for path in (PACKAGE / floor).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                made = ast.unparse(call.func)
                named = [word.value for word in call.keywords if word.arg == "name"]
                given = named if made == "threading.Thread" else call.args[:1]
                if made in ("Job", "Newest", "JobQueue", "threading.Thread"):
                    yield from (str(each.value) for each in given if isinstance(each, ast.Constant))


def test_each_thread_of_the_source_is_known_here() -> None:
    assert sorted(WAYS) == sorted(set(_named()))


class Held:
    """Holds the jobs with a name back from their beginning until they are told to end; they take a moment even then."""

    def __init__(self, name: str, patch: pytest.MonkeyPatch) -> None:
        self.name, self.begun, self.told = name, threading.Event(), threading.Event()
        self.left_alone: set[threading.Thread] = set()
        usual = Job.__init__

        def make(job: Job, name: str, work, parent, patience=None) -> None:  # type: ignore[no-untyped-def]
            usual(job, name, self._hold(work) if name == self.name else work, parent, patience)
            if patience == 0:
                self.left_alone.add(job._thread)

        patch.setattr(Job, "__init__", make)

    def _hold(self, work):  # type: ignore[no-untyped-def]
        def held(cancelled, progress):  # type: ignore[no-untyped-def]
            self.begun.set()
            assert cancelled.__self__.wait(60), f"{self.name} was not told to end"
            self.told.set()
            threading.Event().wait(0.1)
            return work(cancelled, progress)

        return held


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen]:  # type: ignore[type-arg]
    """Child processes of a test."""
    started = []

    class Recorded(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args, **more) -> None:  # type: ignore[no-untyped-def]
            super().__init__(*args, **more)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    return started


@pytest.mark.parametrize("name", WAYS)
def test_a_window_ends_what_it_has_begun_and_nothing_before_it_closes(
    name: str, make_window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, children
) -> None:
    for gap in ("LEAST", "EVERY"):
        monkeypatch.setattr(run_checkpoints, gap, 0.0)
    held, before = Held(name, monkeypatch), set(threading.enumerate())
    window = make_window()
    WAYS[name](window, tmp_path)
    if name not in ("training", "checkpoint"):
        until(held.begun.is_set, "the job")
    if not window.files.saving.busy:  # which comes first, and nobody is asked
        window.document.touch()
        asked = in_dialog(QMessageBox, lambda box: click(box.button(Buttons.Cancel)))
        window.close()
        until(asked, "the question")
        assert window.isVisible()
        assert not held.told.is_set()
        assert {thread.name for thread in threading.enumerate()} & {name, "training"}
    window._closing = True  # nobody is asked again
    window.close()
    assert not window.isVisible()
    assert set(threading.enumerate()) <= before | held.left_alone
    assert [child.args for child in children if child.poll() is None] == []
    assert not [timer for timer in window.findChildren(QTimer) if timer.isActive()]
    until(lambda: set(threading.enumerate()) <= before, "what nobody waits for", 10)


@pytest.mark.parametrize("name", ["compiling ahead", "data dialog", "devices", "import"])
def test_a_child_process_that_does_not_answer_is_ended(
    name: str, make_window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, children
) -> None:
    monkeypatch.setattr(
        process, "command", lambda _: ([sys.executable, "-c", "import time; time.sleep(600)"], None)
    )
    monkeypatch.setattr(probe, "_answers", [])
    (tmp_path / "a.onnx").write_bytes(b"model")
    window = make_window()
    WAYS[name](window, tmp_path)
    until(
        lambda: len(children) >= (1 if name == "devices" else 2),
        "the child, beside that which looks for GPUs",
    )
    assert all(child.poll() is None for child in children)
    window.close()
    assert [child.args for child in children if child.poll() is None] == []
    assert probe._answers == [], "what was not answered is asked again"


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Holds work back until it is set; at the end at the latest."""
    gate = threading.Event()
    yield gate
    gate.set()


def _asked_in_a_dialog(window: MainWindow, path: Path) -> None:
    """Have a file written from a dialog that closes meanwhile, and is gone."""
    dialog = QDialog(window)
    FileWriting(dialog, "Save", path).begin(b"picture")
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(dialog)


def test_what_was_asked_for_in_a_dialog_that_is_gone_is_written_before_the_end(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    held = Held("writing", monkeypatch)
    _asked_in_a_dialog(window, tmp_path / "a.png")
    until(held.begun.is_set, "the writing")
    window.close()
    assert (tmp_path / "a.png").read_bytes() == b"picture"


def test_a_window_leaves_another_one_alone(make_window, gate: threading.Event, tmp_path: Path) -> None:
    one, other = make_window(), make_window()
    _training(other, tmp_path)
    told: list[object] = []
    newest = Newest("questions", other.workspace)
    newest.ask(lambda cancelled, _progress: (gate.wait(20), cancelled()), told.append, told.append)
    open_ready(one)
    one._closing = True
    one.close()
    assert other.trainer.active
    gate.set()
    until(lambda: told, "the answer in the other window")
    assert told == [(True, False)]


def test_nothing_begins_in_a_window_that_has_ended(window: MainWindow, tmp_path: Path) -> None:
    open_ready(window)
    saved(window, tmp_path / "a.nnstudio")
    window.close()
    before, begun = set(threading.enumerate()), threading.Event()
    Newest("questions", window.workspace).ask(lambda *_: begun.set(), print, print)
    window.trainer.start(window.document.project, window.data.prepared)
    window.files.open(tmp_path / "a.nnstudio")
    assert set(threading.enumerate()) == before
    assert window.trainer.state == "idle"
    assert not begun.is_set()


def test_a_dialog_ends_what_it_has_begun_and_its_window_goes_on(
    window: MainWindow, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ready(window)
    held = Held("data dialog", monkeypatch)
    window.data_choosing.choose()
    (dialog,) = window.findChildren(DataDialog)
    until(held.begun.is_set, "the reading")
    dialog.reject()
    assert held.told.is_set()
    window.data.reload()
    until(lambda: not window.data.loading, "the data of the window")
