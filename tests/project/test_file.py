"""A project comes out of a file as it went in, and a file is never lost."""

from __future__ import annotations

import errno
import itertools
import json
import os
import zipfile
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given

from nnstudio.data.sources import Bundled, CsvFile
from nnstudio.graph.edits import freeze
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Edge, Network, Node, sequential
from nnstudio.nn.layer import UnknownLayer
from nnstudio.nn.layers import BatchNorm, Dense, Input
from nnstudio.nn.losses import MeanAbsoluteError
from nnstudio.nn.optimizers import OPTIMIZERS, SGD, Adam, Optimizer
from nnstudio.project import file
from nnstudio.project.file import decode, encode, load, save
from nnstudio.project.migrations import FORMAT
from nnstudio.project.plain_network import LAYERS_LIMIT
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.project.starting_weights import StartingWeights, param_shapes
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.system.file_errors import FileError
from nnstudio.system.messages import StudioError
from nnstudio.system.zips import RATIO, SMALL, packs_too_well
from nnstudio.training.history import Epoch, History, RateChange
from tests.project.conftest import Iris
from tests.project.strategies import projects
from tests.project.zips import changed_json, unzipped, zipped


def assert_same(a: Trained, b: Trained) -> None:
    """Equal in every bit."""
    for name in ("network", "data", "training", "preprocessor", "fingerprint"):
        assert getattr(a, name) == getattr(b, name)
    for name in ("history", "position"):
        assert getattr(a.checkpoint, name) == getattr(b.checkpoint, name)
    for name in ("weights", "best_weights", "slots"):
        ours, theirs = getattr(a.checkpoint, name), getattr(b.checkpoint, name)
        assert ours.keys() == theirs.keys()
        for key in ours:
            assert ours[key].dtype == theirs[key].dtype
            np.testing.assert_array_equal(ours[key], theirs[key])


@given(projects())
def test_a_project_survives_its_file(project: Project) -> None:
    data = encode(project)
    assert decode(data) == (project, None)
    assert encode(project) == data
    assert encode(decode(data)[0]) == data


def test_a_file_may_be_named_by_a_text(tmp_path: Path) -> None:
    project = open_sample("textbook")
    save(str(tmp_path / "a.nnstudio"), project)
    assert load(str(tmp_path / "a.nnstudio")) == (project, None)


def test_what_was_trained_survives_its_file(iris: Iris, tmp_path: Path) -> None:
    path = tmp_path / "iris.nnstudio"
    save(path, iris.project, iris.trained)
    project, trained = load(path)
    assert project == iris.project
    assert trained is not None
    assert_same(trained, iris.trained)
    assert path.read_bytes() == encode(project, trained)
    assert (project.network, project.data, project.training) == (
        trained.network,
        trained.data,
        trained.training,
    )


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS), ids=lambda o: o.__name__)
def test_what_was_trained_with_a_frozen_layer_survives_its_file(
    iris: Iris, optimizer: type[Optimizer]
) -> None:
    """An optimizer keeps nothing for weights that it does not move."""
    training = iris.project.training.replace(optimizer=optimizer())
    project = iris.project.replace(training=training, network=freeze(iris.project.network, ["dense_1"]))
    run = new_run(project, iris.prepared)
    for _ in run.events():
        pass
    trained = result(run, project, iris.prepared)
    _, again = decode(encode(project, trained))
    assert again is not None
    assert_same(again, trained)


def test_the_file_is_recognised_by_its_first_bytes_and_weights_are_stored(iris: Iris, tmp_path: Path) -> None:
    data = encode(iris.project, iris.trained)
    assert data[30:].startswith(b"mimetype" + file.MIME_TYPE)
    (tmp_path / "x").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "x") as archive:
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            stored = info.filename == "mimetype" or info.filename.endswith(".safetensors")
            assert (info.compress_type == zipfile.ZIP_STORED) == stored


def test_a_history_of_many_epochs_is_exact_and_fits(iris: Iris) -> None:
    count = 30_000
    epochs = tuple(Epoch(i + 1, 1 / (i + 1), {"accuracy": 0.1}, None, {}, i / 3) for i in range(count))
    checkpoint = msgspec.structs.replace(
        iris.trained.checkpoint,
        history=History(epochs, count),
        position=msgspec.structs.replace(iris.trained.checkpoint.position, epoch=count),
    )
    data = encode(iris.project, msgspec.structs.replace(iris.trained, checkpoint=checkpoint))
    assert len(data) < 60 * count
    trained = decode(data)[1]
    assert trained is not None
    assert trained.checkpoint.history == History(epochs, count)


def _steered(iris: Iris, *changes: RateChange) -> Trained:
    checkpoint = iris.trained.checkpoint
    history = msgspec.structs.replace(checkpoint.history, changes=changes)
    return msgspec.structs.replace(
        iris.trained, checkpoint=msgspec.structs.replace(checkpoint, history=history)
    )


def test_changes_of_the_learning_rate_survive_exactly(iris: Iris) -> None:
    steered = _steered(iris, RateChange(0, 0.0, 0.1), RateChange(1, 1 / 3, 1e-7 / 3))
    trained = decode(encode(iris.project, steered))[1]
    assert trained is not None
    assert trained.checkpoint.history == steered.checkpoint.history
    assert_same(trained, steered)


@pytest.mark.parametrize(
    "changes",
    [
        (RateChange(-1, 0.0, 0.1),),
        (RateChange(10**9, 0.0, 0.1),),
        (RateChange(0, -0.5, 0.1),),
        (RateChange(0, 1e9, 0.1),),
        (RateChange(1, 0.1, 0.1), RateChange(1, 0.1, 0.2)),
        (RateChange(0, 0.0, 0.0),),
        (RateChange(0, 0.0, 1e9),),
    ],
)
def test_changes_that_no_run_could_have_had_are_refused(iris: Iris, changes: tuple[RateChange, ...]) -> None:
    with pytest.raises(StudioError, match=r"learning rate"):
        decode(encode(iris.project, _steered(iris, *changes)))


def test_answers_far_from_their_targets_survive() -> None:
    """Their distances are numbers that single precision holds, and the squares of these are not."""
    project = open_sample("diabetes")
    network = sequential((10,), [Dense(1, activation="linear")])
    training = project.training.replace(loss=MeanAbsoluteError(), epochs=1, more_metrics=True, device="cpu")
    project = project.replace(network=network, training=training, data=project.data.replace(validation=0.0))
    prepared = load_data(project)
    run = new_run(project, prepared)
    run.model.set_weights({key: np.full_like(w, 1e21) for key, w in run.model.get_weights().items()})
    for _ in run.events():
        pass
    before = result(run, project, prepared)
    assert before.checkpoint.history.epochs[0].metrics["rmse"] > 1e20
    trained = decode(encode(project, before))[1]
    assert trained is not None
    assert_same(trained, before)


def test_a_network_stopped_before_its_first_epoch_survives(iris: Iris) -> None:
    checkpoint = msgspec.structs.replace(
        iris.trained.checkpoint, history=History(), best_weights={},
        position=msgspec.structs.replace(iris.trained.checkpoint.position, epoch=0, batch=1, step=1),
    )  # fmt: skip
    before = msgspec.structs.replace(iris.trained, checkpoint=checkpoint)
    trained = decode(encode(iris.project, before))[1]
    assert trained is not None
    assert_same(trained, before)
    assert trained.weights("best") is trained.weights("last")


def test_a_file_may_leave_everything_out_but_its_format() -> None:
    assert decode(zipped({"mimetype": file.MIME_TYPE, "project.json": b'{"format": 1}'})) == (Project(), None)


# What a newer version wrote -----------------------------------------------------------------------------


def _future(plain: dict[str, Any]) -> None:
    plain["comments"] = {"author": ["Ada", 1.5, None, {"deep": True}]}
    plain["network"]["frames"] = [1, 2]
    plain["network"]["nodes"][1]["layer"]["from_the_future"] = {"a": 1}
    plain["network"]["nodes"].append({"id": "capsule_1", "layer": {"type": "Capsule", "routing": [3]}})
    plain["data"]["balance"] = "classes"
    plain["data"]["source"]["mirror"] = 7
    plain["training"]["patience"] = 5
    plain["training"]["optimizer"]["amsgrad"] = True
    plain["training"]["loss"]["smoothing"] = 0.1


def test_what_this_version_does_not_know_is_written_back(iris: Iris) -> None:
    members = unzipped(encode(iris.project))
    data = changed_json(members, "project.json", _future)
    project, _ = decode(data)
    assert isinstance(project.network["capsule_1"].layer, UnknownLayer)
    assert project.network["capsule_1"].title == "Capsule 1"
    again = json.loads(unzipped(encode(project))["project.json"])
    expected = json.loads(unzipped(data)["project.json"])
    expected["layout"] = again["layout"]  # the new card got a place
    assert again == expected
    assert set(again["layout"]) == {n.id for n in project.network.nodes}


def test_unknown_settings_leave_with_what_they_belong_to(iris: Iris) -> None:
    project, _ = decode(changed_json(unzipped(encode(iris.project)), "project.json", _future))
    project = project.replace(
        training=project.training.replace(optimizer=SGD(0.5)),
        data=project.data.replace(source=CsvFile("a.csv")),
    )
    plain = json.loads(unzipped(encode(project))["project.json"])
    assert plain["training"]["optimizer"] == OPTIMIZERS.to_plain(SGD(0.5))
    assert "mirror" not in plain["data"]["source"]
    assert plain["training"]["patience"] == 5
    project = project.replace(
        training=project.training.replace(optimizer=Adam()), data=project.data.replace(source=Bundled("wine"))
    )
    plain = json.loads(unzipped(encode(project))["project.json"])
    assert plain["training"]["optimizer"]["amsgrad"] is True
    assert plain["data"]["source"] == {"type": "Bundled", "name": "wine", "mirror": 7}


def test_a_newer_format_is_refused_in_one_line(iris: Iris, tmp_path: Path) -> None:
    path = tmp_path / "new.nnstudio"
    path.write_bytes(
        changed_json(unzipped(encode(iris.project)), "project.json", lambda p: p.update(format=FORMAT + 1))
    )
    with pytest.raises(StudioError) as caught:
        load(path)
    assert str(caught.value) == (
        f"Cannot open {path}: it was written by a newer version of NN Studio "
        f"(format {FORMAT + 1}; this version reads up to {FORMAT}): update the program"
    )


def test_a_text_that_packs_very_well_can_be_read_again() -> None:
    project = Project(extra={"notes": "a" * 5_000_000})
    assert decode(encode(project)) == (project, None)


def test_what_packs_too_well_is_known_from_as_little_as_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = np.random.default_rng(0).bytes(100_000)
    for data in (
        bytes(3 << 20),
        noise * 30,
        noise + bytes(4 << 20),
        bytes(4 << 20) + noise,
        bytes(9 << 20) + noise,
    ):
        assert packs_too_well(data) == (len(zlib.compress(data)) * RATIO <= 2 * len(data))
    assert not packs_too_well(bytes(SMALL)), "what is small is no bomb"
    packed: list[int] = []
    real = zlib.compressobj()
    counting = SimpleNamespace(compress=lambda data: packed.append(len(data)) or real.compress(data))
    monkeypatch.setattr(zlib, "compressobj", lambda: counting)
    assert not packs_too_well(noise * 300)
    assert sum(packed) == SMALL, "of 30 MB the first one tells"


def test_a_project_that_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="too large to be saved"):
        save(tmp_path / "x.nnstudio", Project(extra={"notes": "a" * (file.JSON_LIMIT + 1)}))
    with pytest.raises(StudioError, match="no valid text"):
        save(tmp_path / "x.nnstudio", Project(extra={"notes": "\udcff"}))
    assert list(tmp_path.iterdir()) == []


# Cards ---------------------------------------------------------------------------------------------------


def _chain(length: int) -> Network:
    nodes = [Node("input", Input((2,))), *(Node(f"d{i}", Dense(2)) for i in range(length))]
    wires = [Edge(a.id, b.id) for a, b in itertools.pairwise(nodes)]
    return Network(tuple(nodes), tuple(wires))


def test_the_weights_of_the_largest_network_that_is_read_are_read() -> None:
    nodes = [Node("input", Input((1,)))]
    nodes += [Node(f"{i:05}".ljust(64, "n"), BatchNorm()) for i in range(LAYERS_LIMIT - 1)]
    edges = tuple(Edge(a.id, b.id) for a, b in itertools.pairwise(nodes))
    network = Network(tuple(nodes), edges)
    weights = {key: np.ones(shape, np.float32) for key, shape in param_shapes(infer(network)).items()}
    start = StartingWeights("elsewhere", network, weights, "digest")
    again, _ = decode(encode(Project(network, start=start)))
    assert again.start is not None
    assert again.start.weights.keys() == weights.keys()


def test_cards_without_a_sensible_place_get_one(iris: Iris) -> None:
    def far(plain: dict[str, Any]) -> None:
        plain["layout"] = {"input": [1e308, -1e308], "dense_1": [50, 60], "gone": [1, 2]}

    project, _ = decode(changed_json(unzipped(encode(iris.project)), "project.json", far))
    assert set(project.layout.positions) == {n.id for n in project.network.nodes}
    assert project.layout["dense_1"] == (50, 60)
    assert all(abs(x) < 1e5 and abs(y) < 1e5 for x, y in project.layout.positions.values())


@pytest.mark.parametrize("told", [{}, {"input": [0, 0]}])
def test_a_large_network_opens_at_once_whatever_its_layout_says(told: dict[str, list[int]]) -> None:
    network = _chain(3000)
    members = unzipped(encode(Project(network)))
    project, _ = decode(changed_json(members, "project.json", lambda p: p.update(layout=told)))
    assert project.network == network
    assert len(set(project.layout.positions.values())) == 3001


# A disk that refuses ----------------------------------------------------------------------------------------


def _full(*_args: object, **_options: object) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("broken", ["os.fsync", "os.replace", "zipfile.ZipFile.writestr", "os.open"])
def test_a_full_disk_keeps_the_old_file(
    iris: Iris, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    path = tmp_path / "kept.nnstudio"
    save(path, iris.project)
    before = path.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(broken, _full)
        with pytest.raises(FileError, match="the disk is full"):
            save(path, iris.project, iris.trained)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["kept.nnstudio"]


def test_saving_into_a_folder_that_is_not_there_is_one_line(iris: Iris, tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        save(tmp_path / "no" / "x.nnstudio", iris.project)
    assert str(caught.value) == f"Cannot save {tmp_path / 'no' / 'x.nnstudio'}: the folder does not exist"


def test_opening_what_is_no_file_is_one_line(tmp_path: Path) -> None:
    for path, cause in ((tmp_path, "it is not a file"), (tmp_path / "no", "there is no such file")):
        with pytest.raises(FileError) as caught:
            load(path)
        assert str(caught.value) == f"Cannot read {path}: {cause}"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(FileError, match="not a file"):
            load(tmp_path / "pipe")
