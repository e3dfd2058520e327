"""Weights from elsewhere: kept in the file, used by the next run, and dropped where they do not fit any more."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.export import KerasArchive, Onnx
from nnstudio.export.of_project import artifact_of, artifact_of_start
from nnstudio.export.reading import read_model
from nnstudio.export.reading.matching import match
from nnstudio.graph import edits
from nnstudio.nn.layers import Dense, LayerNorm
from nnstudio.project.comparing.compare import compare, side_of
from nnstudio.project.file import decode, encode, load
from nnstudio.project.importing import project_of, with_weights
from nnstudio.project.project import Project
from nnstudio.project.starting_weights import StartingWeights
from nnstudio.project.trained import can_continue, new_run, present_run, present_weights, result, untouched
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError
from tests.project.conftest import Iris
from tests.project.zips import changed_json, changed_tensors, unzipped, zipped

START, WEIGHTS = "start.json", "start.safetensors"


@pytest.fixture
def model(iris: Iris, tmp_path: Path) -> Path:
    """The trained network as a file of another program."""
    path = tmp_path / "flowers.keras"
    path.write_bytes(KerasArchive().encode(artifact_of(iris.trained)))
    return path


@pytest.fixture
def imported(iris: Iris) -> Project:
    """A project of the same network and data, with the weights of the trained one."""
    return iris.project.replace(
        start=StartingWeights.of("flowers.npz", iris.project.network, iris.trained.weights())
    )


def edited(project: Project, **settings: Any) -> Project:
    return project.with_network(edits.change(project.network, ["dense_1"], **settings))


# A model of another program ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [KerasArchive(), Onnx()], ids=lambda f: f.key)
def test_the_first_step_begins_where_the_imported_model_stands(iris: Iris, tmp_path: Path, form: Any) -> None:
    path = tmp_path / f"flowers{form.suffix}"
    path.write_bytes(form.encode(artifact_of(iris.trained)))
    project = project_of(read_model(path), path.name)
    assert type(project.training.loss) is type(iris.project.training.loss)
    project = project.replace(data=iris.project.data)
    run = new_run(project, iris.prepared)
    x = iris.prepared.test.x
    np.testing.assert_allclose(run.model.predict(x), iris.trained.model().predict(x), atol=1e-6)
    next(e for e in run.events())
    for _ in run.events():
        pass
    assert not np.allclose(run.model.predict(x), iris.trained.model().predict(x))  # and goes on from there


def test_what_was_read_is_laid_out_and_kept(iris: Iris, model: Path) -> None:
    project = project_of(read_model(model), "flowers.keras")
    assert project.start is not None
    assert project.start.source == "flowers.keras"
    assert project.start.complete(project.network)
    assert set(project.layout.positions) == {n.id for n in project.network.nodes}
    again, trained = decode(encode(project))
    assert trained is None
    assert again == project
    assert encode(again) == encode(project)


def test_numbers_that_are_none_are_refused(iris: Iris) -> None:
    weights = {k: a.copy() for k, a in iris.trained.weights().items()}
    weights["dense_1/b"][0] = np.nan
    with pytest.raises(
        StudioError, match=r"^a\.npz: the weights dense_1/b hold values that are no finite numbers$"
    ):
        StartingWeights.of("a.npz", iris.project.network, weights)


# In a run ---------------------------------------------------------------------------------------------------


def test_only_what_fits_is_used(iris: Iris, imported: Project) -> None:
    changed = edited(imported, units=7)
    assert imported.start is not None
    fitting = imported.start.fitting(changed.network)
    assert sorted(fitting) == ["dense_2/b"]
    run = new_run(changed, iris.prepared)
    fresh = new_run(changed.replace(start=None), iris.prepared)
    weights = run.model.get_weights()
    np.testing.assert_array_equal(weights["dense_2/b"], iris.trained.weights()["dense_2/b"])
    for key in weights.keys() - fitting.keys():
        np.testing.assert_array_equal(weights[key], fresh.model.get_weights()[key])


def test_a_layer_of_another_kind_takes_nothing(imported: Project) -> None:
    assert imported.start is not None
    other = imported.network.with_layer("dense_1", Dense(6, activation="prelu"))
    assert "dense_1/W" in imported.start.fitting(other)
    assert not [
        k
        for k in imported.start.fitting(imported.network.with_layer("dense_1", LayerNorm()))
        if "dense_1" in k
    ]


def test_a_run_goes_on_only_from_the_weights_it_began_with(iris: Iris, imported: Project) -> None:
    run = new_run(imported, iris.prepared)
    for _ in run.events():
        pass
    trained = result(run, imported, iris.prepared)
    _, trained = decode(encode(imported, trained))
    assert trained is not None
    longer = imported.replace(training=imported.training.replace(epochs=3))
    assert can_continue(longer, trained)
    new_run(longer, iris.prepared, trained)
    for other in (longer.replace(start=None), edited(longer, units=9)):
        assert not can_continue(other, trained)
    assert not can_continue(imported, iris.trained)  # that one began with random weights
    assert can_continue(iris.project, iris.trained)
    assert present_run(longer, trained) is trained, "it is newer than what it began with"
    assert present_run(longer, iris.trained) is None


def test_untouched_weights_answer_as_the_model_did(iris: Iris, imported: Project) -> None:
    trained = untouched(imported, iris.prepared)
    x = iris.prepared.test.x
    np.testing.assert_array_equal(trained.model().predict(x), iris.trained.model().predict(x))
    assert decode(encode(imported, trained))[1] is not None
    with pytest.raises(StudioError, match="no weights yet"):
        untouched(edited(imported, units=7), iris.prepared)


def test_the_newest_weights_are_the_present_ones(iris: Iris, imported: Project) -> None:
    assert present_weights(iris.project, None) == {}
    assert present_weights(iris.project, iris.trained) is iris.trained.weights()
    zeros = {k: np.zeros_like(a) for k, a in iris.trained.weights().items()}
    newer = iris.project.replace(start=StartingWeights.of("zeros", iris.project.network, zeros))
    assert not any(a.any() for a in present_weights(newer, iris.trained).values())
    assert present_weights(edited(newer, units=7), iris.trained) == {}
    assert artifact_of_start(newer).weights.keys() == zeros.keys()


def test_imported_weights_are_compared(iris: Iris, imported: Project) -> None:
    found = compare(side_of(iris.project, iris.trained, "a"), side_of(imported, None, "b"))
    assert found.outputs is not None
    assert found.outputs.largest == 0


# A file of weights ------------------------------------------------------------------------------------------


@given(st.sets(st.sampled_from(["dense_1", "dense_2"]), min_size=1))
def test_what_a_file_lacks_keeps_its_value(iris: Iris, there: set[str]) -> None:
    other = {k: a + 1 for k, a in iris.trained.weights().items() if k.partition("/")[0] in there}
    rows = match(iris.project.network, other)
    for trained in (None, iris.trained):
        project = with_weights(iris.project, trained, rows, "some.npz")
        assert project.start is not None
        kept = {} if trained is None else trained.weights()
        wanted = {**kept, **other}
        assert project.start.weights.keys() == wanted.keys()
        for key, array in wanted.items():
            np.testing.assert_array_equal(project.start.weights[key], array)
        assert decode(encode(project))[0] == project


def test_a_file_of_which_nothing_fits_is_refused(iris: Iris) -> None:
    rows = match(iris.project.network, {"x.weight": np.zeros((99, 99))})
    with pytest.raises(StudioError, match=r"^a\.pt: no array in it fits a layer"):
        with_weights(iris.project, None, rows, "a.pt")


# Hostile files ----------------------------------------------------------------------------------------------

Make = Callable[[dict[str, bytes]], bytes]


def _tensors(change: Callable[[dict[str, Any]], Any]) -> Make:
    return lambda members: changed_tensors(members, WEIGHTS, change)


def _json(**parts: Any) -> Make:
    return lambda members: changed_json(members, START, lambda plain: plain.update(parts))


def _huge() -> bytes:
    text = json.dumps({"dense_1/W": {"dtype": "F32", "shape": [2**20, 2**20], "data_offsets": [0, 2**42]}})
    return struct.pack("<Q", len(text)) + text.encode()


HOSTILE: dict[str, tuple[Make, str]] = {
    "another shape": (_tensors(lambda a: a.update({"dense_1/W": np.zeros((4, 9), np.float32)})), "does not fit"),
    "another layer": (_tensors(lambda a: a.update({"evil/W": np.zeros((4, 6), np.float32)})), "does not fit"),
    "not finite": (_tensors(lambda a: a["dense_1/W"].fill(np.inf)), "no finite numbers"),
    "whole numbers": (_tensors(lambda a: a.update({"dense_1/W": np.zeros((4, 6), np.int32)})), "something else"),
    "no weights": (lambda m: zipped({k: d for k, d in m.items() if k != WEIGHTS}), "is missing"),
    "no safetensors": (lambda m: zipped({**m, WEIGHTS: b"\x80\x04pickle"}), "is damaged"),
    "a lie about sizes": (lambda m: zipped({**m, WEIGHTS: _huge()}), "is damaged"),
    "a bomb": (lambda m: zipped({**m, WEIGHTS: bytes(80 << 20)}, method=8), "larger than it should be"),
    "no network": (_json(network=3), r"start\.json is damaged"),
    "a network that is none": (_json(network={"nodes": 3}), "network"),
    "many layers": (_json(network={"nodes": [{}] * 10_001, "edges": []}), "10.000 are the most"),
    "no name": (_json(source=[1]), r"start\.json is damaged"),
    "no JSON": (lambda m: zipped({**m, START: b"{"}), r"start\.json"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line(imported: Project, tmp_path: Path, name: str) -> None:
    make, expected = HOSTILE[name]
    path = tmp_path / "gift.nnstudio"
    path.write_bytes(make(unzipped(encode(imported))))
    with pytest.raises(StudioError, match=expected) as caught:
        load(path)
    assert str(caught.value).startswith(f"Cannot open {path}: ")
    assert shown(str(caught.value)) == str(caught.value)


def test_a_name_that_is_a_trap_is_shown_harmlessly(imported: Project) -> None:
    project, _ = decode(_json(source="a\nb\x1b[31m.keras")(unzipped(encode(imported))))
    assert project.start is not None
    assert project.start.source.isprintable()


def test_a_file_without_starting_weights_opens_as_before(iris: Iris) -> None:
    members = unzipped(encode(iris.project, iris.trained))
    assert START not in members
    old = changed_json(
        members, "training.json", lambda plain: {k: v for k, v in plain.items() if k != "began_with"}
    )
    project, trained = decode(old)
    assert project.start is None
    assert trained is not None
    assert can_continue(project, trained)
