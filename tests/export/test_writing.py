"""The one way out: all files or none, whatever happens, and a record that tells the truth."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from nnstudio.data.preparing.deciding import Decision
from nnstudio.export import (
    FORMATS,
    Artifact,
    CardHtml,
    Disagreement,
    Format,
    Npz,
    Onnx,
    Proof,
    Samples,
    Scores,
    Unproven,
    apart,
    write,
)
from nnstudio.export.proof import compare
from nnstudio.export.writing import SIDECAR, needed_by, others_in_the_way
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import sequential
from nnstudio.nn.figures import NumberFigures, YesNoFigures
from nnstudio.nn.layers import Dense
from nnstudio.system import file_set
from nnstudio.system.cancel import Cancelled
from nnstudio.system.file_errors import FileError
from nnstudio.system.file_set import write_together
from nnstudio.system.messages import Message, StudioError, msg
from tests.export.artifacts import (
    HOSTILE,
    called,
    of_pictures,
    of_regression,
    of_table,
    of_two_inputs,
    trained_enough,
    weights_of,
)

pytestmark = pytest.mark.usefixtures("windows_rules")

every_format = pytest.mark.parametrize("cls", tuple(FORMATS), ids=lambda cls: cls.key)


class Pair(Format, frozen=True):
    """A source file with its weights beside it, as PyTorch has it; its proof says what the test wants."""

    key = "pair"
    suffix = ".one"
    title = "Pair"
    summary = "For a test"

    def companions(self, name: str) -> tuple[str, ...]:
        return (name + ".two",)

    def files(self, artifact: Artifact, name: str) -> dict[str, bytes]:
        return {
            name: b"first of " + artifact.name.encode(),
            name + ".two": b"second of " + artifact.name.encode(),
        }

    def prove(
        self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Any
    ) -> Proof:
        return compare("Oracle", "1.0", artifact, samples, samples.outputs)


class Wrong(Pair, frozen=True):
    """Its oracle disagrees by a thousandth."""

    def prove(
        self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Any
    ) -> Proof:
        wrong = {node: array + np.float32(0.001) for node, array in samples.outputs.items()}
        return compare("Oracle", "1.0", artifact, samples, wrong)


class Alone(Pair, frozen=True):
    """Nobody can read it back."""

    def prove(
        self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Any
    ) -> Proof:
        raise Unproven("{program} is not installed", program="Oracle")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Artifact:
    """A trained network with data that is still there."""
    return of_table(tmp_path_factory.mktemp("data"), name="net")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# What is written --------------------------------------------------------------------------------------------


@every_format
def test_what_is_written_is_what_is_told(cls: type[Format], whole: Artifact, tmp_path: Path) -> None:
    path = tmp_path / f"model{cls.suffix}"
    seen: list[dict[str, Any]] = []
    written = write(trained_enough(cls(), whole), cls(), path, prove=cls in (Npz, Onnx), progress=seen.append)
    names = (path.name, *cls().companions(path.name), *((path.name + SIDECAR,) if cls.runs else ()))
    assert tuple(file.name for file in written.files) == names
    assert set(contents(tmp_path)) == set(names)
    assert all(isinstance(facts["step"], Message) for facts in seen)
    shares = [facts["done"] for facts in seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    first = contents(tmp_path)
    write(trained_enough(cls(), whole), cls(), path, prove=cls in (Npz, Onnx))  # over itself
    assert contents(tmp_path) == first


def test_the_record_tells_the_truth(whole: Artifact, tmp_path: Path) -> None:
    path = tmp_path / "model.one"
    written = write(whole, Pair(), path)
    record = json.loads((tmp_path / f"model.one{SIDECAR}").read_bytes())
    assert record["producer"] == "NN Studio"
    assert record["format"] == "pair"
    assert record["network"] == whole.fingerprint
    assert record["data"] == whole.data_fingerprint
    assert record["epoch"] == whole.epoch
    assert record["proven"] is True
    assert record["files"] == {
        name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        for name in ("model.one", "model.one.two")
    }
    proof = written.proof
    assert proof is not None
    told = record["proof"]
    assert (told["runtime"], told["version"], told["samples"]) == ("Oracle", "1.0", proof.samples)
    assert (told["largest_difference"], told["class_agreement"]) == (0, 1)
    assert told["words"] == "Oracle 1.0 gave the same class for 45 of 45 samples; largest difference 0"
    assert told["origin"] == "45 samples of the test part"
    assert "reason" not in record


def test_the_fingerprint_is_that_of_the_drawing(whole: Artifact) -> None:
    assert msgspec.structs.replace(whole, weights={}, name="x").fingerprint == whole.fingerprint
    other = whole.network.with_layer("dense_1", Dense(6))
    assert msgspec.structs.replace(whole, network=other).fingerprint != whole.fingerprint


def test_why_there_is_no_proof_is_told(whole: Artifact, tmp_path: Path) -> None:
    for chosen, prove, reason in (
        (Alone(), True, "Oracle is not installed"),
        (Pair(), False, "no proof was wanted"),
    ):
        written = write(whole, chosen, tmp_path / "model.one", prove=prove)
        assert written.proof is None
        assert str(written.reason) == reason
        record = json.loads((tmp_path / f"model.one{SIDECAR}").read_bytes())
        assert record["proven"] is False
        assert record["reason"] == reason
        assert "proof" not in record


def test_a_file_that_disagrees_is_not_written(whole: Artifact, tmp_path: Path) -> None:
    with pytest.raises(
        Disagreement, match=r"with Oracle 1\.0 its outputs differ by 0\.001; 0\.0001 is allowed"
    ):
        write(whole, Wrong(), tmp_path / "model.one")
    assert contents(tmp_path) == {}
    write(whole, Pair(), tmp_path / "model.one")
    before = contents(tmp_path)
    with pytest.raises(Disagreement):
        write(whole, Wrong(), tmp_path / "model.one")
    assert contents(tmp_path) == before


def test_what_has_no_place_is_refused_before_it_is_translated(whole: Artifact, tmp_path: Path) -> None:
    class Refusing(Pair, frozen=True):
        def refusals(self, artifact: Artifact) -> tuple[Message, ...]:
            return (msg("{layer} has no place", layer=artifact.network.nodes[1].title),)

        def files(self, artifact: Artifact, name: str) -> dict[str, bytes]:
            raise AssertionError("translated")

    with pytest.raises(StudioError, match="Pair: Dense 1 has no place"):
        write(whole, Refusing(), tmp_path / "model.one")
    assert contents(tmp_path) == {}


# Files of somebody else -------------------------------------------------------------------------------------


def test_a_file_from_elsewhere_is_not_replaced_unasked(whole: Artifact, tmp_path: Path) -> None:
    path = tmp_path / "model.one"
    (tmp_path / "model.one.two").write_bytes(b"precious")
    assert others_in_the_way(path, Pair()) == (tmp_path / "model.one.two",)
    with pytest.raises(
        StudioError, match=r"Pair also writes model\.one\.two, and there is such a file already"
    ):
        write(whole, Pair(), path)
    assert contents(tmp_path) == {"model.one.two": b"precious"}
    write(whole, Pair(), path, replace=True)
    assert others_in_the_way(path, Pair()) == ()
    write(whole, Pair(), path)


def test_what_another_export_needs_is_not_replaced_unasked(whole: Artifact, tmp_path: Path) -> None:
    write(whole, Pair(), tmp_path / "model.one")
    weights = tmp_path / "model.one.two"
    before = contents(tmp_path)
    assert needed_by(weights) == tmp_path / "model.one"
    with pytest.raises(
        StudioError, match=r"model\.one\.two belongs to model\.one, an earlier export that needs it"
    ):
        write(whole, Pair(), weights)
    assert contents(tmp_path) == before
    write(whole, Pair(), tmp_path / "model.one")  # which may replace its own
    write(whole, Pair(), weights, replace=True)
    assert needed_by(tmp_path / "model.one") is None
    (tmp_path / "model.one").unlink()
    assert needed_by(weights) is None


@pytest.mark.parametrize(
    "foreign", [b"{}", b"no json", b"\xff\xfe", b"[" * 100_000, b'{"producer": "me", "files": {}}']
)
def test_a_record_from_elsewhere_is_not_replaced_unasked(
    whole: Artifact, tmp_path: Path, foreign: bytes
) -> None:
    record = tmp_path / f"model.one{SIDECAR}"
    record.write_bytes(foreign)
    with pytest.raises(StudioError, match="comes from somewhere else"):
        write(whole, Pair(), tmp_path / "model.one")
    assert contents(tmp_path) == {record.name: foreign}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is a text")
def test_an_export_of_a_name_that_is_no_text_takes_its_own_place(whole: Artifact, tmp_path: Path) -> None:
    for _ in range(2):
        write(whole, Pair(), tmp_path / "a\udcff.one")
    assert needed_by(tmp_path / "a\udcff.one.two") == tmp_path / "a\udcff.one"


# All or nothing ---------------------------------------------------------------------------------------------

CALLS = ("open", "fsync", "replace", "link")


def failing(monkeypatch: pytest.MonkeyPatch, number: int) -> Callable[[], int]:
    """Let the n-th call of the operating system that concerns files fail; return how many there were."""
    count = 0

    def wrap(name: str) -> None:
        real = getattr(os, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            if threading.current_thread() is threading.main_thread() and name in (
                "open",
                "fsync",
                "replace",
                "link",
            ):
                count += 1
                if count == number:
                    raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **kwargs)

        monkeypatch.setattr(os, name, call)

    for name in CALLS:
        wrap(name)
    return lambda: count


@pytest.fixture(params=[False, True], ids=["new", "over old ones"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder, empty or with the files of an earlier export."""
    if request.param:
        for name in ("a", "b", "c"):
            (tmp_path / name).write_bytes(b"old " + name.encode())
    return tmp_path


NEW = {"a": b"new a" * 1000, "b": b"", "c": b"new c"}


def test_all_files_or_none_whichever_operation_fails(place: Path) -> None:
    before, number = contents(place), 0
    while True:
        number += 1
        with pytest.MonkeyPatch.context() as patched:
            count = failing(patched, number)
            refusal = ""
            try:
                write_together({place / name: data for name, data in NEW.items()})
            except FileError as error:
                refusal = str(error)
            happened = count()
        if not refusal and happened < number:
            break
        if refusal:
            assert "the disk is full" in refusal
            assert contents(place) == before, f"after operation {number} failed"
        else:  # a second name could not be made: a copy serves
            assert contents(place) == NEW
            for name in NEW:
                (place / name).unlink()
                if name in before:
                    (place / name).write_bytes(before[name])
    assert number > 9
    assert contents(place) == NEW


def test_nothing_is_written_after_cancel_whenever_it_comes(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_set, "CHUNK", 1000)
    before, number = contents(place), 0
    while True:
        number += 1
        answers = iter([False] * (number - 1) + [True])
        try:
            write_together(
                {place / name: data for name, data in NEW.items()}, cancelled=partial(next, answers, False)
            )
        except Cancelled:
            assert contents(place) == before
            continue
        break
    assert number > 6  # at least once for every 1000 bytes
    assert contents(place) == NEW


def test_a_link_is_followed_and_permissions_stay(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real = tmp_path / "there" / "real"
    real.write_bytes(b"old")
    real.chmod(0o640)
    (tmp_path / "link").symlink_to(real)
    write_together({tmp_path / "link": b"new", tmp_path / "other": b"too"})
    assert real.read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640


def test_one_line_about_a_place_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="the folder does not exist"):
        write_together({tmp_path / "no" / "a": b""})
    (tmp_path / "b").mkdir()
    with pytest.raises(FileError, match="folder of that name"):
        write_together({tmp_path / "a": b"", tmp_path / "b": b""})
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    with pytest.raises(ValueError, match="the same"):
        write_together({tmp_path / "a": b"", tmp_path / "x" / ".." / "a": b""})


@every_format
def test_a_full_disk_leaves_the_old_export_whole(
    cls: type[Format], whole: Artifact, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"model{cls.suffix}"
    given = trained_enough(cls(), whole)
    write(given, cls(), path, prove=False)
    before = contents(tmp_path)

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("nnstudio.system.file_set.replace_file", full)
    with pytest.raises(FileError, match="disk is full"):
        write(msgspec.structs.replace(given, name="other"), cls(), path, prove=False)
    assert contents(tmp_path) == before


# Cancel -----------------------------------------------------------------------------------------------------


@pytest.fixture
def stuck() -> Iterator[threading.Event]:
    """What work in a library waits for that knows no Cancel; it ends with the test."""
    gate = threading.Event()
    threads = set(threading.enumerate())
    yield gate
    gate.set()
    for thread in set(threading.enumerate()) - threads:
        thread.join(10)
        assert not thread.is_alive()


@pytest.mark.parametrize("where", ["files", "prove"])
def test_cancel_is_obeyed_while_a_library_is_at_work(
    whole: Artifact, tmp_path: Path, stuck: threading.Event, where: str
) -> None:
    begun = threading.Event()

    class Slow(Pair, frozen=True):
        def files(self, artifact: Artifact, name: str) -> dict[str, bytes]:
            return self._wait("files") or super().files(artifact, name)

        def prove(
            self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Any
        ) -> Proof:
            self._wait("prove")
            return super().prove(files, artifact, samples, cancelled)

        def _wait(self, what: str) -> None:
            if what == where:
                begun.set()
                assert stuck.wait(60)

    with pytest.raises(Cancelled):
        write(whole, Slow(), tmp_path / "model.one", cancelled=begun.is_set)
    assert not stuck.is_set()  # it did not wait for the library
    assert contents(tmp_path) == {}


@every_format
def test_cancel_leaves_nothing(
    cls: type[Format], whole: Artifact, tmp_path: Path, stuck: threading.Event
) -> None:
    given = trained_enough(cls(), whole)
    shares: list[float] = []
    for until in (0.0, 0.2, 0.4, 0.7):
        shares.clear()
        with pytest.raises(Cancelled):
            write(
                given, cls(), tmp_path / f"model{cls.suffix}", prove=cls in (Npz, Onnx),
                progress=lambda facts: shares.append(facts["done"]),
                cancelled=lambda: bool(shares) and shares[-1] >= until,  # noqa: B023
            )  # fmt: skip
        assert contents(tmp_path) == {}


def test_a_large_model_is_written_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """100 MB: between two looks at Cancel no more than a few megabytes are written and brought to the disk."""
    network = sequential((5000,), [Dense(5000, activation="linear")])
    large = Artifact(
        network, {"dense_1/W": np.ones((5000, 5000), np.float32), "dense_1/b": np.ones(5000, np.float32)}
    )
    asked: list[float] = []
    done = 0.0

    def progress(facts: dict[str, Any]) -> None:
        nonlocal done
        done = facts["done"]

    def cancelled() -> bool:
        asked.append(done)
        return done > 0.95

    with pytest.raises(Cancelled):
        write(large, Npz(), tmp_path / "large.npz", cancelled=cancelled, progress=progress)
    assert contents(tmp_path) == {}
    steps = np.diff([share for share in asked if share > 0.7])
    assert steps.max() < 0.3 * file_set.CHUNK / 50e6
    assert len(steps) > 15


# In a process of its own ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_an_artifact_travels_whole(name: str) -> None:
    _travels(called(name))


@pytest.mark.parametrize("make", [of_pictures, of_regression, of_two_inputs], ids=lambda make: make.__name__)
def test_an_artifact_of_real_data_travels_whole(make: Callable[[], Artifact]) -> None:
    _travels(make())


def _travels(sent: Artifact) -> None:
    sent = msgspec.structs.replace(
        sent, unscored="why",
        scores=(Scores(
            "test", 3, 0.5, {"accuracy": 1.0}, 0.3, (1, 2, 3), ((2, 0), (1, 0)),
            (YesNoFigures(0.5, 0.25, 1.0, 0.4, None, 2),), (NumberFigures(1.5, 2.0, -0.5, 0.1),), last_value=0.2,
        ),),
        layout=Layout({"x": (1.5, -2.0)}), chosen=(Decision(0.25, 0, "train"),),
    )  # fmt: skip
    plain = msgspec.json.decode(msgspec.json.encode(apart._plain(sent)))
    assert set(plain) == set(Artifact.__struct_fields__) - {"weights"}
    got = apart._artifact(plain, {})
    assert got == msgspec.structs.replace(sent, weights={})


@pytest.mark.parametrize("cls", [Npz, Onnx, CardHtml], ids=lambda cls: cls.key)
def test_a_large_network_leaves_the_same_files(
    cls: type[Format], whole: Artifact, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("here", "apart", "temporary"):
        (tmp_path / folder).mkdir()
    name = "model" + cls.suffix
    here = write(whole, cls(), tmp_path / "here" / name)
    monkeypatch.setattr("nnstudio.export.writing.LARGE", 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    steps: list[Message] = []
    there = write(whole, cls(), tmp_path / "apart" / name, progress=lambda facts: steps.append(facts["step"]))
    assert contents(tmp_path / "here") == contents(tmp_path / "apart")
    assert there.proof == here.proof
    assert "Translating the network" in map(str, steps)
    assert contents(tmp_path / "temporary") == {}


def test_a_disagreement_in_a_process_of_its_own_is_told_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnstudio.export.writing.LARGE", 0)
    network = sequential((3,), [Dense(2, activation="linear")])
    weights = {"dense_1/W": np.full((3, 2), 1e30, np.float64), "dense_1/b": np.array([1e39, 0.0])}
    with np.errstate(all="ignore"), pytest.raises(StudioError):
        write(Artifact(network, weights), Onnx(), tmp_path / "x.onnx")
    assert contents(tmp_path) == {}


def test_cancel_ends_the_process_and_leaves_nothing(
    whole: Artifact, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    (tmp_path / "out").mkdir()
    monkeypatch.setattr("nnstudio.export.writing.LARGE", 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    steps: list[str] = []
    with pytest.raises(Cancelled):
        write(
            whole, Onnx(), tmp_path / "out" / "x.onnx", progress=lambda facts: steps.append(str(facts["step"])),
            cancelled=lambda: "Comparing with another program" in steps,
        )  # fmt: skip
    assert contents(tmp_path / "out") == {}
    assert contents(tmp_path / "temporary") == {}


def test_several_inputs_are_proven(tmp_path: Path) -> None:
    written = write(of_two_inputs(), Onnx(), tmp_path / "two.onnx")
    assert written.proof is not None
    assert written.proof.class_agreement == 1
    assert written.proof.samples == 64


def test_a_network_with_several_outputs_has_no_class(tmp_path: Path) -> None:
    network = sequential((4,), [Dense(3)]).add(Dense(2), after="input")
    written = write(Artifact(network, weights_of(network)), Onnx(), tmp_path / "two.onnx")
    assert written.proof is not None
    assert written.proof.class_agreement is None
    assert "drawn at random" in str(written.proof.origin)


def test_ctrl_c_leaves_nothing(whole: Artifact, tmp_path: Path) -> None:
    for until in (0.0, 0.2, 0.7, 0.9):

        def progress(facts: dict[str, Any], until: float = until) -> None:
            if facts["done"] >= until:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write(whole, Npz(), tmp_path / "model.npz", progress=progress)
        assert contents(tmp_path) == {}


# Every format by its own runtime ----------------------------------------------------------------------------


@pytest.mark.full
@pytest.mark.parametrize("make", [of_pictures, of_regression, of_two_inputs, None], ids=lambda make: getattr(make, "__name__", "of_table"))  # fmt: skip
@pytest.mark.parametrize("cls", [cls for cls in FORMATS if cls.runs], ids=lambda cls: cls.key)
def test_every_format_is_proven_on_real_rows(
    cls: type[Format], make: Callable[[], Artifact] | None, whole: Artifact, tmp_path: Path
) -> None:
    given = whole if make is None else make()
    if refused := cls().refusals(given):
        pytest.skip(str(refused[0]))
    written = write(given, cls(), tmp_path / f"model{cls.suffix}")
    if written.proof is None:
        pytest.skip(str(written.reason))
    assert written.proof.largest_difference <= written.proof.tolerance / 10
    if cls.weights_only:
        return
    assert "of the test part" in str(written.proof.origin)
    if make is not of_regression:
        assert written.proof.class_agreement == 1
