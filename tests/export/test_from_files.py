"""What is exported from a project that was read from its file: the library of the file shuffles the arrays."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.export import FORMATS, Artifact, Format, Pdf, Png
from nnstudio.export.of_project import artifact_of
from nnstudio.export.scores import measured
from nnstudio.graph.inference import infer
from nnstudio.nn.metrics import METRICS
from nnstudio.project import file
from nnstudio.project.starting_weights import param_shapes
from tests.cli.conftest import inside
from tests.export.artifacts import trained_enough

TIMES = 4
"""So often two orders of six arrays are hardly ever all the same by chance."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[Artifact]:
    """The same file, read several times."""
    place = tmp_path_factory.mktemp("project")
    for arguments in (
        ("new", "mlp", "--data", "wine", "-o", "wine.nnstudio"),
        ("train", "wine.nnstudio", "--epochs", "2", "--more-metrics", "--device", "cpu"),
    ):
        told = inside(place, *arguments)
        assert told.code == 0, told.err
    return [_artifact(place / "wine.nnstudio") for _ in range(TIMES)]


def _artifact(path: Path) -> Artifact:
    project, trained = file.load(path)
    assert trained is not None
    return measured(artifact_of(trained, project=project))


@pytest.mark.parametrize("cls", tuple(FORMATS), ids=lambda cls: cls.key)
def test_the_same_project_gives_the_same_bytes(cls: type[Format], read: list[Artifact]) -> None:
    # PDF and PNG are painted, in a process each, from the picture that SVG spells out in whatever order.
    times = 2 if cls in (Pdf, Png) else TIMES
    first, *others = (cls().files(trained_enough(cls(), each), "wine" + cls.suffix) for each in read[:times])
    assert all(other == first for other in others)


def test_arrays_and_metrics_come_in_the_order_in_which_people_know_them(read: list[Artifact]) -> None:
    for each in read:
        assert list(each.weights) == list(param_shapes(infer(each.network)))
        assert each.history is not None
        usual = [metric.key for metric in METRICS if metric.key in each.history.epochs[0].metrics]
        assert len(usual) > 2
        for epoch in each.history.epochs:
            assert list(epoch.metrics) == list(epoch.val_metrics) == usual
