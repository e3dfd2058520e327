"""A table that was changed since the network was trained on it: it is said, and what stands beside the curves is of their own data."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nnstudio.app.data.changed import KEY
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.widgets.banner import Notice
from nnstudio.data.baseline import baseline
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile, source_for
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.system.numbers import figure_text
from tests.app.hands import button, click, until
from tests.app.window.conftest import saved, train


def written(path: Path, times: float) -> Path:
    draw = np.random.default_rng(0)
    lines = [f"{u:.3f},{times * (100 + 20 * u):.3f}" for u in draw.normal(size=200)]
    path.write_text("\n".join(["u,price", *lines]), encoding="utf-8")
    return path


def test_curves_stand_beside_what_guessing_reached_on_their_own_data(make_window, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    window: MainWindow = make_window()
    path = written(tmp_path / "t.csv", 1)
    project, _ = from_template(template("mlp"), source_for(str(path)), DataConfig())
    window.files.show_new(project.replace(training=project.training.replace(epochs=2, device="cpu")))
    until(lambda: window.data.prepared is not None, "the data")

    def guess() -> str:
        prepared = window.data.prepared
        assert prepared is not None
        return f"guessing would reach {figure_text(baseline(prepared, prepared.validation))}."

    train(window)
    then = guess()
    assert window.workspace.dock._status._words().endswith(then)
    saved(window, tmp_path / "p.nnstudio")
    written(path, 50)

    again: MainWindow = make_window()
    again.files.open(tmp_path / "p.nnstudio")
    until(lambda: again.data.prepared is not None, "the changed data")
    assert guess() == then
    prepared = again.data.prepared
    assert prepared is not None
    now = f"guessing would reach {figure_text(baseline(prepared, prepared.validation))}."
    assert now != then
    words = again.workspace.dock._status._words
    until(lambda: words().endswith(then), "the figure of the run", 10)
    train(again)
    assert words().endswith(now), words()


def test_it_is_said_once_with_a_way_on(make_window, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    window: MainWindow = make_window()
    path = written(tmp_path / "t.csv", 1)
    project, _ = from_template(template("mlp"), source_for(str(path)), DataConfig())
    window.files.show_new(project.replace(training=project.training.replace(epochs=2, device="cpu")))
    until(lambda: window.data.prepared is not None, "the data")

    def said(of: MainWindow) -> list[Notice]:
        return [notice for notice in of.banner.notices if notice.key == KEY]

    train(window)
    saved(window, tmp_path / "p.nnstudio")
    # Other columns are no news to whoever chose them.
    source = window.document.project.data.source
    assert isinstance(source, CsvFile)
    ignoring = window.document.project.data.replace(source=source.with_kind("category", "u"))
    window.document.edit("columns", window.document.project.replace(data=ignoring))
    until(lambda: window.data.prepared is not None, "the data with another kind of column")
    assert not said(window)

    again: MainWindow = make_window()
    again.files.open(tmp_path / "p.nnstudio")
    until(lambda: again.data.prepared is not None, "the data as it was")
    assert not said(again)
    written(path, 50)
    again.data.reload()
    until(lambda: bool(said(again)), "the banner")
    (notice,) = said(again)
    assert notice.text == "t.csv has changed since training: the weights are from the earlier data."
    assert [action.label for action in notice.actions] == ["Train again", "Look at the data…"]
    again.banner.dismiss(KEY)
    seeded = again.document.project.replace(training=again.document.project.training.replace(seed=7))
    again.document.edit("seed", seeded)
    until(lambda: again.data.prepared is not None, "the data divided anew")
    assert not said(again), "closed once, it stays closed"

    third: MainWindow = make_window()
    third.files.open(tmp_path / "p.nnstudio")
    until(lambda: bool(said(third)), "the banner of a project that was opened")
    click(button(third.banner, "Train again"))
    until(lambda: third.trainer.state == "idle" and not third.document.stale, "the run", 60)
    trained = third.document.trained
    assert trained is not None
    assert third.data.fitting(trained) is not None
    assert not said(third)


def test_a_run_that_goes_on_keeps_its_data_and_says_so(window: MainWindow, tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", 1)
    project, _ = from_template(template("mlp"), source_for(str(path)), DataConfig())
    window.files.show_new(project.replace(training=project.training.replace(epochs=100_000, device="cpu")))
    until(lambda: window.data.prepared is not None, "the data")
    before = window.data.prepared
    assert before is not None

    def said() -> list[tuple[str, list[str]]]:
        notices = [notice for notice in window.banner.notices if notice.key == KEY]
        return [(notice.text, [action.label for action in notice.actions]) for notice in notices]

    window.controls.main.trigger()
    until(lambda: window.trainer.state == "running", "the run")
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "paused", "the pause")
    written(path, 50)
    window.do("data")
    (dialog,) = window.findChildren(DataDialog)
    until(lambda: dialog.dataset is not None and not dialog.looking.busy, "the table")
    click(dialog._parts.ok)
    until(lambda: window.data.prepared is not None, "the changed data")
    goes_on = "t.csv has changed since the run began: the run goes on with the earlier data."
    assert said() == [(goes_on, ["Look at the data…"])], "it cannot be trained again before it has ended"
    keeps = "The run goes on with the network and the data it was begun with"
    assert keeps in window.controls.main.toolTip()
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "running", "the run")
    assert [text for text, _ in said()] == [goes_on]
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end")
    trained = window.document.trained
    assert trained is not None
    assert trained.fingerprint == before.fingerprint
    changed = "t.csv has changed since training: the weights are from the earlier data."
    assert said() == [(changed, ["Train again", "Look at the data…"])]
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "running", "another run")
    assert not said(), "it learns from what is there now"
    assert keeps not in window.controls.main.toolTip()
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active, "the end of the other run")
    assert not said()
