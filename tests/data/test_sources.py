"""What every source keeps to, and the data sets that are shipped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.sources import SOURCES, Bundled, BundledFacts, CsvFile, bundled_sets
from nnstudio.data.sources import bundled as module
from nnstudio.nn.fields import fields_of
from nnstudio.system.messages import StudioError


def test_all_are_registered_and_described() -> None:
    assert {cls.__name__ for cls in SOURCES} == {"Bundled", "CsvFile"}
    for cls in SOURCES:
        assert all(info.field.help.endswith(".") for info in fields_of(cls))


def test_round_trip() -> None:
    for source in (Bundled("digits"), CsvFile("a.csv", target="y", separator="\t", header=False)):
        assert SOURCES.from_plain(SOURCES.to_plain(source)) == (source, {})


@pytest.mark.parametrize("facts", bundled_sets(), ids=lambda facts: facts.name)
def test_bundled_sets_are_what_they_say(facts: BundledFacts) -> None:
    source = Bundled(facts.name)
    dataset = source.read()
    assert source.facts is facts
    assert (len(dataset), dataset.task, dataset.sample_shape) == (facts.rows, facts.task, facts.sample_shape)
    assert dataset.name == facts.title
    assert np.prod(facts.sample_shape) == facts.features
    assert dataset.fingerprint == source.read().fingerprint
    if isinstance(dataset.inputs, np.ndarray):
        assert (dataset.inputs.min(), dataset.inputs.max()) == (0, 16)
    else:
        assert not any(column.missing.any() for column in dataset.inputs)


def test_bundled_sets_equal_their_origin() -> None:
    origin = pytest.importorskip("sklearn.datasets", reason="scikit-learn, the origin, is not installed")
    for name, loaded in [
        ("iris", origin.load_iris()),
        ("wine", origin.load_wine()),
        ("breast-cancer", origin.load_breast_cancer()),
        ("diabetes", origin.load_diabetes(scaled=False)),
        ("digits", origin.load_digits()),
    ]:
        dataset = Bundled(name).read()
        if isinstance(dataset.inputs, np.ndarray):
            assert (dataset.inputs[..., 0] == loaded.images).all()
        else:
            np.testing.assert_allclose(
                np.stack([c.values for c in dataset.inputs], 1), loaded.data, rtol=1e-12
            )
        # The origin counts malignant as 0; here classes are in alphabetical order.
        target = 1 - loaded.target if name == "breast-cancer" else loaded.target
        assert (dataset.target.values == target).all()


@pytest.mark.parametrize("data", [None, b"", b"\xff\xff", b"a,b\n1\n", b"a,b\nx,y\n"])
@pytest.mark.parametrize("name", ["iris", "digits", "diabetes"])
def test_a_damaged_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes | None
) -> None:
    monkeypatch.setattr(module, "resources", lambda: tmp_path)
    (tmp_path / "datasets").mkdir()
    file = Bundled(name).facts.file
    if data is not None:
        (tmp_path / "datasets" / file).write_bytes(data)
    with pytest.raises(StudioError) as caught:
        Bundled(name).read()
    assert file in str(caught.value)
    assert "\n" not in str(caught.value)
