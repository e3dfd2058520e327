"""A table that was changed since the network was trained on it: what stands beside the curves is of their own data."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nnstudio.app.main_window import MainWindow
from nnstudio.data.baseline import baseline
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import source_for
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.system.numbers import figure_text
from tests.app.hands import until
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
