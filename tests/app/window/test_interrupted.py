"""After a crash the next start offers to go on, and what comes of it is what the uninterrupted run had given."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from nnstudio.app.main_window import MainWindow
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile
from nnstudio.graph import edits
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.project import file, run_checkpoints
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import left_behind
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.system import living
from nnstudio.system.file_errors import FileError
from nnstudio.training import clock
from tests.app.hands import button, click, in_dialog, press, until
from tests.app.window.conftest import open_ready, saved, texts, train
from tests.cli.conftest import environment
from tests.gone_on import assert_same, project_with_state

pytestmark = pytest.mark.usefixtures("windows_rules", "apart")

EPOCHS = 600


@pytest.fixture
def whole() -> Trained:
    """The result of the run that nobody interrupted."""
    project = project_with_state(EPOCHS)
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    return result(run, project, prepared)


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the state of a run after every event, where none is being written."""
    monkeypatch.setattr(run_checkpoints, "LEAST", 0.0)
    monkeypatch.setattr(run_checkpoints, "EVERY", 0.0)
    monkeypatch.setattr(run_checkpoints, "SHARE", 1e9)
    monkeypatch.setattr(clock, "TICK", 0.0)


@pytest.fixture
def keeping(make_window, often: None) -> MainWindow:
    """A window that keeps copies."""
    window = make_window()
    window.preferences.change(autosave_seconds=3600)
    return window


def kept(folder: Path) -> list[str]:
    """Checkpoints of runs beside a document and in the user's folder."""
    return sorted(
        p.name for place in (folder, folder / "home" / "autosave") for p in place.glob("*run-*.nnstudio")
    )


def begin(window: MainWindow, project: Project) -> None:
    """Show a project and train until its state is kept in the middle of it; wait there."""
    window.files.show_new(project)
    until(lambda: window.data.prepared is not None, "the data")
    window.controls.main.trigger()
    until(lambda: window.trainer.checkpoints.written and window.workspace.dock.figures.epochs, "a checkpoint")
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "paused", "the pause")
    window.trainer.checkpoints.close()


def leave_behind(window: MainWindow, folder: Path) -> Path:
    """Copy the checkpoint to where a process that has crashed would have left it, and give the run up."""
    path = window.trainer.checkpoints.path
    left = path.with_name("run-99999.nnstudio" if window.document.path is None else ".a.run-99999.nnstudio")
    shutil.copy(path, left)
    window.files.show_new(Project())
    return left


TRAIN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from nnstudio.app.main_window import MainWindow
from nnstudio.project import run_checkpoints
from nnstudio.training import clock
run_checkpoints.LEAST = run_checkpoints.EVERY = clock.TICK = 0.0
run_checkpoints.SHARE = 1e9
app = QApplication(sys.argv[:1])
window = MainWindow()
window.show()
window.files.open(Path(sys.argv[1]))

def begin():
    if window.data.prepared is not None and not window.trainer.active:
        window.controls.press()
        timer.stop()

timer = QTimer()
timer.timeout.connect(begin)
timer.start(10)
app.exec()
"""
"""The window in a process of its own, which opens a file and trains."""


@pytest.mark.parametrize("versions", [3, 8])
def test_a_window_that_is_killed_goes_on_at_the_next_start(
    versions: int, make_window, whole: Trained, tmp_path: Path
) -> None:
    path = tmp_path / "a.nnstudio"
    file.save(path, project_with_state(EPOCHS))
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", TRAIN, str(path)], env=environment(tmp_path / "home"), cwd=tmp_path
    )
    with child:
        mine, seen, end = (
            tmp_path / f".a.run-c{living.here()}-{child.pid}.nnstudio",
            set(),
            time.monotonic() + 100,
        )
        while len(seen) < versions and child.poll() is None and time.monotonic() < end:
            if mine.exists():
                seen.add(mine.stat().st_mtime_ns)
            time.sleep(0.001)
        child.kill()
        assert len(seen) == versions, "it ended before it could be killed"
    window = make_window()
    window.files.open(path)
    until(lambda: texts(window), "the offer")
    (offer,) = texts(window)
    (left,) = left_behind(path)
    assert offer == f"Training of a.nnstudio was interrupted in epoch {left.epoch} of {EPOCHS}."
    click(button(window.banner, "Go on"))
    until(lambda: window.trainer.active, "the run")
    until(lambda: not window.trainer.active, "its end")
    assert window.document.path == path
    assert window.document.modified
    assert len(window.workspace.dock.figures.epochs) == EPOCHS, "the curves are those of the whole run"
    assert_same(window.document.trained.checkpoint, whole.checkpoint)
    saved(window, path)
    assert kept(tmp_path) == []
    assert_same(file.load(path)[1].checkpoint, whole.checkpoint)


def test_a_start_offers_the_run_of_a_document_without_a_file(
    keeping: MainWindow, make_window, whole: Trained, tmp_path: Path
) -> None:
    begin(keeping, project_with_state(EPOCHS))
    leave_behind(keeping, tmp_path)
    assert kept(tmp_path) == ["run-99999.nnstudio"], "what was given up does not stay"
    window = make_window()
    window.files.runs.offer_left_behind()
    (offer,) = texts(window)
    assert offer.startswith("Training of an untitled project was interrupted in epoch ")
    found = button(window.banner, "Go on")
    found.setFocus()
    press(window, Qt.Key.Key_Space)
    until(lambda: window.trainer.active, "the run")
    until(lambda: not window.trainer.active, "its end")
    assert_same(window.document.trained.checkpoint, whole.checkpoint)
    assert window.document.path is None


def test_open_without_training_and_discard(keeping: MainWindow, make_window, tmp_path: Path) -> None:
    begin(keeping, project_with_state(EPOCHS))
    left = leave_behind(keeping, tmp_path)
    state = file.load(left)[1]
    window = make_window()
    window.files.runs.offer_left_behind()
    click(button(window.banner, "Open without training"))
    until(lambda: window.document.trained is not None, "the run")
    until(lambda: window.data.prepared is not None, "the data")
    assert not window.trainer.active
    assert window.controls.main.text() == "Continue"
    assert_same(window.document.trained.checkpoint, state.checkpoint)
    assert window.document.modified
    assert left.exists(), "until it is saved"
    saved(window, tmp_path / "b.nnstudio")
    assert not left.exists()
    file.save(left, project_with_state(EPOCHS), state)
    other = make_window()
    other.files.runs.offer_left_behind()
    click(button(other.banner, "Discard"))
    assert not left.exists()
    assert texts(other) == []


def test_a_run_and_the_copy_of_its_document_are_one_offer(
    keeping: MainWindow, make_window, tmp_path: Path
) -> None:
    """A card was moved while the run went on: that is no reason to lose either."""
    begin(keeping, project_with_state(1_000_000))
    document = keeping.document
    moved = document.project.replace(layout=document.project.layout.place({"dense_1": (900.0, 700.0)}))
    document.edit("Move", moved)
    keeping.files.copies.write()
    until(lambda: keeping.files.copies.up_to_date, "the copy")
    (copy,) = (tmp_path / "home" / "autosave").glob("untitled-*")
    left_copy = copy.read_bytes()
    leave_behind(keeping, tmp_path)
    copy.with_name("untitled-99999.nnstudio").write_bytes(left_copy)
    window = make_window()
    window.files.runs.offer_left_behind()
    assert len(texts(window)) == 1
    click(button(window.banner, "Go on"))
    until(lambda: window.trainer.active, "the run")
    assert window.document.project == moved
    assert texts(window) == []
    window.trainer.close()
    saved(window, tmp_path / "b.nnstudio")
    assert list((tmp_path / "home" / "autosave").iterdir()) == []


def test_edits_made_during_the_run_are_offered_beside_it(
    keeping: MainWindow, make_window, tmp_path: Path
) -> None:
    """The run goes on with the network it was begun with; the edited one is not lost."""
    project = project_with_state(1_000_000)
    begin(keeping, project)
    edited = project.with_network(edits.change(project.network, ["dense_1"], units=9))
    keeping.document.edit("Change", edited)
    edited = keeping.document.project
    keeping.files.copies.write()
    until(lambda: keeping.files.copies.up_to_date, "the copy")
    (copy,) = (tmp_path / "home" / "autosave").glob("untitled-*")
    left_copy = copy.read_bytes()
    leave_behind(keeping, tmp_path)
    copy.with_name("untitled-99999.nnstudio").write_bytes(left_copy)
    window = make_window()
    window.files.runs.offer_left_behind()
    click(button(window.banner, "Go on"))
    until(lambda: window.trainer.active, "the run")
    assert window.document.project == project
    (offer,) = texts(window)
    assert "unsaved changes of an untitled project" in offer
    window.trainer.close()
    saved(window, tmp_path / "b.nnstudio")
    click(button(window.banner, "Recover"))
    until(lambda: window.document.project == edited, "the edited network")


def test_a_run_whose_data_has_gone_says_so_and_keeps_what_it_has_learned(
    keeping: MainWindow, make_window, tmp_path: Path
) -> None:
    data = tmp_path / "data.csv"
    data.write_text("a,b,c\n" + "1,2,x\n2,1,y\n" * 40, encoding="utf-8")
    network = sequential((2,), [Dense(2, "softmax")])
    project = Project(data=DataConfig(CsvFile(str(data))), training=project_with_state(1_000_000).training)
    begin(keeping, project.with_network(network))
    leave_behind(keeping, tmp_path)
    data.unlink()
    window = make_window()
    window.files.runs.offer_left_behind()
    click(button(window.banner, "Go on"))
    until(lambda: window.data.error is not None and texts(window), "the message")
    assert not window.trainer.active
    assert any("The run cannot go on: " in line and "data.csv" in line for line in texts(window))
    assert window.document.trained is not None


def test_a_damaged_checkpoint_is_one_line(window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "autosave"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run-99999.nnstudio").write_bytes(b"half of a fi")
    window.files.runs.offer_left_behind()
    assert texts(window) == ["Training of an untitled project was interrupted."]
    click(button(window.banner, "Go on"))
    until(lambda: any("Cannot open" in line for line in texts(window)), "the message")
    assert not window.trainer.active


# Keeping ----------------------------------------------------------------------------------------------------


def test_the_end_of_a_run_goes_into_the_safety_copy(keeping: MainWindow, tmp_path: Path) -> None:
    begin(keeping, project_with_state(EPOCHS))
    keeping.controls.main.trigger()
    until(lambda: not keeping.trainer.active, "the end")
    until(lambda: kept(tmp_path) == [], "the checkpoint to go")
    (copy,) = (tmp_path / "home" / "autosave").glob(
        "untitled-*.nnstudio"
    )  # and perhaps one that is being written
    state = file.load(copy)[1]
    assert state.finished
    assert_same(state.checkpoint, keeping.document.trained.checkpoint)


def test_saving_during_a_run_moves_its_checkpoint_beside_the_document(
    keeping: MainWindow, tmp_path: Path
) -> None:
    begin(keeping, project_with_state(1_000_000))
    saved(keeping, tmp_path / "a.nnstudio")
    assert keeping.trainer.active
    keeping.controls.main.trigger()
    until(lambda: list(tmp_path.glob(".a.run-*.nnstudio")), "a checkpoint beside the document")
    until(lambda: not list((tmp_path / "home" / "autosave").glob("run-*")), "the old one to go")
    keeping.trainer.close()
    saved(keeping, tmp_path / "a.nnstudio")
    until(lambda: kept(tmp_path) == [], "nothing to stay")


def test_without_autosave_nothing_is_kept(make_window, often: None, tmp_path: Path) -> None:
    window = make_window()
    open_ready(window, epochs=50)
    train(window)
    assert window.trainer.checkpoints is None
    assert kept(tmp_path) == []


def test_a_full_disk_is_told_once_and_the_run_goes_on(
    keeping: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = []

    def full(path: Path, *_rest: object) -> None:
        attempts.append(path)
        raise FileError("Cannot save {path}: the disk is full", path=path.name)

    with monkeypatch.context() as patch:
        patch.setattr(file, "save", full)
        keeping.files.show_new(project_with_state(1_000_000))
        until(lambda: keeping.data.prepared is not None, "the data")
        keeping.controls.main.trigger()
        until(lambda: len(attempts) > 5, "some attempts")
        until(lambda: texts(keeping), "the message")
        (line,) = texts(keeping)
        assert line.endswith("the disk is full. Training goes on, but a crash would cost its progress.")
        assert keeping.trainer.state == "running"
        click(button(keeping.banner, "Close this message"))
        count = len(attempts)
        until(lambda: len(attempts) > count + 5, "more attempts")
        assert texts(keeping) == [], "once is enough"
    until(lambda: kept(tmp_path), "the disk has room again")
    assert keeping.trainer.state == "running"


@pytest.mark.parametrize("edited", ["nothing", "training", "damaged"])
def test_a_file_that_was_edited_since_is_not_replaced_unasked(
    keeping: MainWindow, make_window, tmp_path: Path, edited: str
) -> None:
    path = tmp_path / "a.nnstudio"
    project = project_with_state(1_000_000)
    file.save(path, project)
    keeping.files.open(path)
    until(lambda: keeping.data.prepared is not None, "the data")
    keeping.controls.main.trigger()
    until(lambda: keeping.trainer.checkpoints.written, "a checkpoint")
    until(lambda: keeping.trainer.state == "running", "the window to know")
    keeping.controls.main.trigger()
    until(lambda: keeping.trainer.state == "paused", "the pause")
    keeping.trainer.checkpoints.close()
    leave_behind(keeping, tmp_path)
    if edited == "training":
        file.save(path, project.replace(training=project.training.replace(batch_size=1100)))
        later = path.stat().st_mtime + 10  # within two seconds, only another size would tell it
        os.utime(path, (later, later))
    elif edited == "damaged":
        path.write_bytes(b"of a newer version")
    there = path.read_bytes()
    window = make_window()
    (run,) = left_behind(path)
    window.files._recover_run(run, None, True)
    until(lambda: window.trainer.active, "the run")
    window.trainer.close()
    assert window.document.project.training.batch_size == 16
    assert any("was changed after this was kept" in text for text in texts(window)) == (edited != "nothing")
    if edited == "nothing":
        saved(window, path)
        assert file.load(path)[1] is not None
        return
    asked = in_dialog(QMessageBox, lambda box: click(box.button(QMessageBox.StandardButton.Cancel)))
    window.files.save()
    until(asked, "the question")
    assert path.read_bytes() == there
