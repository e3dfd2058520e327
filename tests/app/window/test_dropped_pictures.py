"""A folder of pictures that is dropped on Try it is answered picture by picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtWidgets import QLabel

from nnstudio.app.main_window import MainWindow
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import ImageFolder
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from tests.app.hands import button, choose_file, click, until
from tests.app.window.conftest import results_of
from tests.app.window.test_results import drop, page


def write(folder: Path, count: int) -> None:
    folder.mkdir(parents=True)
    for i in range(count):
        pixels = np.random.default_rng(i + 100 * count).integers(0, 256, (10, 12, 3), np.uint8)
        Image.fromarray(pixels).save(folder / f"{i}.png")


def test_each_picture_of_a_folder_has_its_answer(window: MainWindow, tmp_path: Path) -> None:
    write(tmp_path / "pets" / "cat", 12)
    write(tmp_path / "pets" / "dog", 13)
    write(tmp_path / "new", 3)
    source = ImageFolder(str(tmp_path / "pets"))
    project, _ = from_template(template("lenet"), source, DataConfig(source), source.read())
    project = project.replace(training=project.training.replace(epochs=1, device="cpu"))
    window.resize(1400, 900)
    window.files.show_new(project)
    until(lambda: window.data.prepared is not None, "the data")
    panel = results_of(window)
    trial = panel.trial
    page(panel, trial)
    assert trial._help.text() == "Drop an image here, or a folder of images."
    until(lambda: not trial._questions.busy, "the first sample")
    done = choose_file(tmp_path / "new")
    click(button(trial, "Open a folder…"))
    until(done, "the file dialog")
    answer = trial.answer
    until(lambda: answer.told.text().startswith("picture 1 of 3"), "the answer")
    assert answer.told.text() == "picture 1 of 3 · 0.png · new"
    click(answer._later)
    assert answer.told.text() == "picture 2 of 3 · 1.png · new"
    (tmp_path / "new" / "broken.png").write_bytes(b"half of a pict")
    drop(trial, tmp_path / "new")
    until(lambda: "\n" in answer.told.text(), "what was left out")
    assert answer.told.text().splitlines() == [
        "picture 1 of 3 · 0.png · new",
        "An image is left out; broken.png: it is damaged or no image",
    ]
    (tmp_path / "new" / "holiday").mkdir()
    for name in ("phone.HEIC", "holiday/scan.jp2", "holiday/phone.heic", ".hidden.heic", "notes.txt"):
        (tmp_path / "new" / name).write_bytes(b"nobody reads this")
    drop(trial, tmp_path / "new")
    until(lambda: "kinds" in answer.told.text(), "what is not read")
    assert answer.told.text().splitlines()[1:] == [
        "Pictures of kinds that are not read are left out: 3 (.heic, .jp2); save them as JPEG or PNG",
        "An image is left out; broken.png: it is damaged or no image",
    ]
    drop(trial, tmp_path / "new" / "holiday")
    told = "holiday: its pictures are of kinds that are not read (.heic, .jp2); save them as JPEG or PNG"
    until(lambda: any(said.text() == told for said in answer.findChildren(QLabel)), "why none is answered")
    drop(trial, tmp_path / "new")
    until(answer.save.isVisible, "the answer")
    done = choose_file(tmp_path / "answers.csv")
    click(answer.save)
    until(done, "the file dialog")
    until((tmp_path / "answers.csv").exists, "the file")
    lines = (tmp_path / "answers.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["file", "0.png", "1.png", "2.png"]
