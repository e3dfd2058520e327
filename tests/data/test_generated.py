"""Points by formula: the same settings give the same points, and a small network learns every shape."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.app.forms import field_scale
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import Generated
from nnstudio.data.sources.generated import SHAPES, SUMMARIES, TITLES
from nnstudio.nn.fields import FieldError, fields_of
from nnstudio.nn.optimizers import Adam
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.project.trained import new_run

FIELDS = {info.name: info for info in fields_of(Generated)}


def test_every_shape_is_described() -> None:
    assert set(SHAPES) == set(TITLES) == set(SUMMARIES)


@pytest.mark.parametrize("shape", SHAPES)
class TestEveryShape:
    def test_the_same_settings_give_the_same_points(self, shape: str) -> None:
        source = Generated(shape, points=100, noise=0.2, seed=3)
        first = source.read()
        assert first.fingerprint == source.read().fingerprint
        others = [source.replace(seed=4), source.replace(noise=0.3), source.replace(points=101)]
        assert len({first.fingerprint, *(other.read().fingerprint for other in others)}) == 4

    @pytest.mark.parametrize("points", [20, 21, 1000])
    @pytest.mark.parametrize("noise", [0.0, 1.0])
    def test_as_many_points_as_asked_for(self, shape: str, points: int, noise: float) -> None:
        dataset = Generated(shape, points=points, noise=noise).read()
        assert len(dataset) == points
        assert dataset.sample_shape == ((1,) if shape == "sine" else (2,))
        assert dataset.task == {"sine": "regression", "blobs": "classes"}.get(shape, "binary")
        if dataset.classes:
            counts = np.bincount(dataset.target.values, minlength=len(dataset.classes))
            assert counts.min() > 0.3 * points / len(dataset.classes), "no class is rare"

    def test_noise_only_moves_points(self, shape: str) -> None:
        """With another noise the same points stray, so a slider shows one picture that blurs."""
        calm, wild = (Generated(shape, noise=noise).read() for noise in (0.0, 0.05))
        for a, b in zip(calm.inputs, wild.inputs, strict=True):
            assert np.abs(a.values - b.values).max() < 0.05 * 5
        if calm.classes:
            assert (calm.target.values == wild.target.values).all()

    def test_a_small_network_learns_it(self, shape: str) -> None:
        project, _ = from_template(template("textbook"), Generated(shape, points=400, noise=0.05))
        training = project.training.replace(optimizer=Adam(0.05), epochs=200, device="cpu", batch_size=50)
        project = project.replace(training=training)
        run = new_run(project, prepare(project.data.source.read(), DataConfig(source=project.data.source), 0))
        for _ in run.events():
            pass
        end = run.history.epochs[-1]
        if shape == "sine":
            assert end.val_loss < 0.05, "of a target with the variance 1"
        else:
            assert end.val_metrics["accuracy"] > 0.93


def test_limits() -> None:
    for settings in (
        {"points": 19}, {"points": 100_001}, {"noise": -0.1}, {"noise": 1.1}, {"noise": float("nan")}, {"seed": -1},
        {"seed": 2**32}, {"shape": "cube"},
    ):  # fmt: skip
        with pytest.raises(FieldError):
            Generated(**settings)


@pytest.mark.parametrize("name", ["points", "noise"])
def test_sliders_stop_inside_the_limits(name: str) -> None:
    info = FIELDS[name]
    stops = field_scale.stops(info)
    assert len(stops) >= 6
    assert list(stops) == sorted(set(stops))
    assert stops[0] >= info.field.minimum
    assert stops[-1] <= info.field.maximum
    for stop in stops:  # what a slider says can be taken over
        Generated(**{name: int(stop) if info.kind == "int" else stop})
    assert stops[0] <= info.default <= stops[-1]
