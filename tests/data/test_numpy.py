"""Arrays of NumPy: which is what, and broken files refused in one line. Nothing is ever unpickled."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.data.readers import numpy_reader
from nnstudio.data.sources import NumpyFile, source_for
from nnstudio.data.sources.numpy_file import holds_data
from tests.data.refusal import refusal

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("inline")

ROWS = np.arange(24.0).reshape(8, 3)
LABELS = np.array([0, 1, 2, 0, 1, 2, 0, 1])


def npz(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def npy(array: Any, allow_pickle: bool = False) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=allow_pickle)
    return file.getvalue()


def lying(header: str, data: bytes = b"", version: tuple[int, int] = (1, 0)) -> bytes:
    """An array whose header is this text."""
    text = header.encode("latin-1") + b"\n"
    length = struct.pack("<H" if version == (1, 0) else "<I", len(text))
    return b"\x93NUMPY" + bytes(version) + length + text + data


def packed(**members: bytes) -> bytes:
    """An archive of members as they are; targets are added where samples are alone."""
    if list(members) == ["x"]:
        members["y"] = npy(LABELS)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)
    return file.getvalue()


@pytest.fixture
def source(write: Write) -> Callable[..., NumpyFile]:
    def make(data: bytes, name: str = "a.npz", **settings: Any) -> NumpyFile:
        return NumpyFile(str(write(data, name)), **settings)

    return make


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("x", "y"),
        ("X", "Y"),
        ("x_train", "y_train"),
        ("images", "labels"),
        ("data", "target"),
        ("features", "classes"),
    ],
)
def test_usual_names(source: Callable[..., NumpyFile], x: str, y: str) -> None:
    dataset = source(npz(**{y: LABELS, x: ROWS, "other": np.zeros(3)})).read()
    assert [column.values.tolist() for column in dataset.inputs] == ROWS.T.tolist()
    assert (dataset.classes, dataset.target_name) == (("0", "1", "2"), y)


def test_arrays_may_be_named(source: Callable[..., NumpyFile]) -> None:
    made = source(npz(spectra=ROWS, kinds=LABELS, y=LABELS * 0), samples="spectra", targets="kinds")
    assert made.read().target_name == "kinds"
    assert "there is no array 'no'; there are 'spectra'" in refusal(made.replace(samples="no"), "a.npz")
    unnamed = refusal(made.replace(samples=None), "a.npz")
    assert "which array has the samples? There are 'spectra', 'kinds', 'y'; name one" in unnamed


@pytest.mark.parametrize(
    ("shape", "sample"), [((8,), (1,)), ((8, 3), (3,)), ((8, 5, 4), (5, 4, 1)), ((8, 5, 4, 3), (5, 4, 3))]
)
def test_samples_of_any_shape(
    source: Callable[..., NumpyFile], shape: tuple[int, ...], sample: tuple[int, ...]
) -> None:
    values = np.arange(np.prod(shape)).reshape(shape)
    dataset = source(npz(x=values, y=LABELS)).read()
    assert dataset.sample_shape == sample
    flat = (
        np.stack([c.values for c in dataset.inputs], 1)
        if isinstance(dataset.inputs, tuple)
        else dataset.inputs
    )
    assert flat.reshape(-1).tolist() == values.reshape(-1).tolist()


@pytest.mark.parametrize(
    ("y", "task", "classes"),
    [
        (LABELS, "classes", ("0", "1", "2")),
        (LABELS.astype(float), "classes", ("0", "1", "2")),
        (LABELS[:, None], "classes", ("0", "1", "2")),
        (LABELS > 0, "binary", ("0", "1")),
        (np.eye(3)[LABELS], "classes", ("0", "1", "2")),
        (np.eye(3, dtype=np.uint8)[LABELS], "classes", ("0", "1", "2")),
        (np.array(list("abcabcab")), "classes", ("a", "b", "c")),
        (np.array([b"no", b"yes"] * 4), "binary", ("no", "yes")),
        (np.linspace(0, 1, 8), "regression", ()),
        (np.arange(8), "regression", ()),
        (np.linspace(0, 1, 8).astype(np.float16), "regression", ()),
    ],
)
def test_targets(
    source: Callable[..., NumpyFile], y: np.ndarray, task: str, classes: tuple[str, ...]
) -> None:
    dataset = source(npz(x=ROWS, y=y)).read()
    assert (dataset.task, dataset.classes) == (task, classes)
    if task == "regression":
        np.testing.assert_array_equal(dataset.target.values, y.astype(float))


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("kind", ["<f8", ">f4", "<i2", "|u1", "|b1", ">i8"])
def test_any_type_and_order_of_numbers(source: Callable[..., NumpyFile], kind: str, order: Any) -> None:
    values = np.asarray(ROWS, kind, order=order)
    dataset = source(npz(x=values, y=LABELS)).read()
    assert (np.stack([c.values for c in dataset.inputs], 1) == values.astype(float)).all()


def test_a_table_alone_has_its_target_last(source: Callable[..., NumpyFile]) -> None:
    dataset = source(npy(np.column_stack([ROWS, LABELS])), "a.npy").read()
    assert len(dataset.inputs) == 3
    assert dataset.classes == ("0", "1", "2")


def test_missing_numbers_of_a_table_stay_missing(source: Callable[..., NumpyFile]) -> None:
    rows = ROWS.copy()
    rows[2, 1] = np.nan
    assert source(npz(x=rows, y=LABELS)).read().inputs[1].missing.tolist() == [i == 2 for i in range(8)]


class Trap:
    """Leaves a file behind when somebody unpickles it."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return open, (self.path, "w")


BOMB = np.zeros((3000, 1000))
BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "it is damaged or not a NumPy archive"),
    "text": (b"a,b\n1,2\n", "it is damaged or not a NumPy archive"),
    "cut off": (npz(x=ROWS, y=LABELS)[:-30], "it is damaged or not a NumPy archive"),
    "no arrays": (packed(), "which array has the samples? There are none"),
    "one array": (npz(x=ROWS), "which array has the targets? There are 'x'"),
    "objects": (packed(x=npy(np.array([{}, {}]), True), y=npy(LABELS)), "its array 'x' holds something else than numbers"),
    "complex": (npz(x=ROWS + 1j, y=LABELS), "its array 'x' holds something else than numbers"),
    "dates": (npz(x=ROWS, y=LABELS.astype("M8[D]")), "its array 'y' holds something else than numbers"),
    "records": (npz(x=np.zeros(8, "f4,i4"), y=LABELS), "its array 'x' holds something else than numbers"),
    "texts as samples": (npz(x=np.array(list("abcdefgh")), y=LABELS), "the samples must be numbers"),
    "five axes": (npz(x=np.zeros((8, 1, 1, 1, 1)), y=LABELS), "the samples must be numbers with one to four axes"),
    "a single number": (npz(x=np.float64(3), y=LABELS), "the samples must be numbers with one to four axes"),
    "fewer targets": (npz(x=ROWS, y=LABELS[:5]), "there are 8 samples, but 5 targets"),
    "wide targets": (npz(x=ROWS, y=ROWS), "the targets must be one for each sample; these have the shape (8, 3)"),
    "nothing": (npz(x=ROWS[:0], y=LABELS[:0]), "a.npz: "),
    "infinite": (npz(x=np.where(ROWS == 7, np.inf, ROWS), y=LABELS), "row 3 holds an infinite value"),
    "no number in an image": (npz(x=np.full((8, 2, 2), np.nan), y=LABELS), "sample 1 holds a value that is no finite"),
    "missing targets": (npz(x=ROWS, y=np.where(LABELS, np.nan, 0.5)), "a.npz: the targets 'y' hold values that are no finite"),
    "one class": (npz(x=ROWS, y=LABELS * 0), "cannot be the target: it holds only '0'"),
    "bomb": (npz(x=BOMB, y=np.zeros(3000)), "is larger than it should be"),
    "claims terabytes": (packed(x=lying("{'descr': '<f8', 'fortran_order': False, 'shape': (549755813888,), }")),
                         "its array 'x' claims another size than it has"),
    "claims less": (packed(x=lying("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", bytes(64))),
                    "its array 'x' claims another size than it has"),
    "negative": (packed(x=lying("{'descr': '<f8', 'fortran_order': False, 'shape': (-1, -8), }", bytes(64))), "its array 'x'"),
    "shape of words": (packed(x=lying("{'descr': '<f8', 'fortran_order': False, 'shape': ('a',), }")), "is no array of NumPy"),
    "code as a header": (packed(x=lying("__import__('os').system('true')")), "its array 'x' is no array of NumPy"),
    "deep header": (packed(x=lying("(" * 9000 + ")" * 9000)), "its array 'x' is no array of NumPy"),
    "unknown version": (packed(x=b"\x93NUMPY\x09\x00" + bytes(90)), "its array 'x' is no array of NumPy"),
    "header cut off": (packed(x=npy(ROWS)[:20]), "its array 'x' is no array of NumPy"),
    "array cut off": (packed(x=npy(ROWS)[:-8], y=npy(LABELS)), "its array 'x' claims another size than it has"),
    "zero wide": (packed(x=lying("{'descr': '|V0', 'fortran_order': False, 'shape': (1000000000000,), }")), "its array 'x'"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_one_line(case: str, source: Callable[..., NumpyFile]) -> None:
    data, told = BROKEN[case]
    assert told in refusal(source(data), "a.npz")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (npy(LABELS), "one array alone must be a table"),
        (npy(ROWS)[:-8], "the file claims another size than it has"),
        (npy(np.array([{}]), True), "the file holds something else than numbers"),
        (npy(np.array([["a", "b"]])), "the file holds something else than numbers"),
    ],
)
def test_one_line_about_a_single_array(source: Callable[..., NumpyFile], data: bytes, told: str) -> None:
    assert told in refusal(source(data, "a.npy"), "a.npy")


def test_nothing_is_unpickled(source: Callable[..., NumpyFile], tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    trap = np.array([Trap(str(sprung))] * 8, object)
    for data in (packed(x=npy(trap, True), y=npy(LABELS)), packed(x=npy(ROWS), y=npy(trap, True))):
        refusal(source(data), "a.npz")
    assert not sprung.exists()


def test_samples_of_the_test_are_a_part(source: Callable[..., NumpyFile]) -> None:
    arrays = {"x_train": ROWS, "y_train": LABELS, "x_test": ROWS[:3] + 100, "y_test": LABELS[:3]}
    made = source_for(source(npz(**arrays)).path)
    assert isinstance(made, NumpyFile)
    assert (made.test, made.own_parts) == ("x_test", ("test",))
    dataset = made.read()
    assert dataset.parts is not None
    assert dataset.parts.tolist() == [0] * 8 + [2] * 3
    assert dataset.inputs[0].values.tolist()[8:] == [100, 103, 106]
    assert dataset.target.values.tolist() == [*LABELS, *LABELS[:3]]
    assert len(made.replace(test=None).read()) == 8
    for changed, told in (
        ({"x_test": ROWS[:3, :2]}, "'x_train' and 'x_test' have different shapes, (8, 3) and (3, 2)"),
        ({"y_test": LABELS[:2]}, "there are 11 samples, but 10 targets"),
        ({"y_test": np.float64(1)}, "'y_train' and 'y_test' have different shapes, (8,) and ()"),
    ):
        assert told in refusal(source(npz(**arrays | changed), test="x_test"), "a.npz")
    assert "there is no array 'no'" in refusal(source(npz(**arrays), test="no"), "a.npz")
    unnamed = refusal(source(npz(x=ROWS, y=LABELS, more=ROWS), test="more"), "a.npz")
    assert "which array has the targets of the test? There are 'x', 'y', 'more'" in unnamed


def test_what_is_not_asked_for_is_not_touched(source: Callable[..., NumpyFile]) -> None:
    notes = npy(np.array([{"made": "by hand"}]), True)
    assert len(source(packed(x=npy(ROWS), y=npy(LABELS), notes=notes, cut=b"x")).read()) == 8


def test_too_large_a_file(source: Callable[..., NumpyFile], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numpy_reader, "FILE_LIMIT", 100)
    assert "100 are the most that is allowed" in refusal(source(npz(x=ROWS, y=LABELS)), "a.npz")


def test_data_is_told_from_weights(write: Write) -> None:
    assert holds_data(write(npz(X=ROWS, labels=LABELS), "a.npz"))
    assert not holds_data(write(npz(**{"dense_1.W": ROWS, "dense_1.b": LABELS}), "b.npz"))
    assert not holds_data(write(b"broken", "c.npz"))
    assert not holds_data(Path("nowhere.npz"))


def test_in_a_child_process(write: Write, apart: None) -> None:
    assert len(NumpyFile(str(write(npz(x=ROWS, y=LABELS), "a.npz"))).read()) == 8
    data, told = BROKEN["claims terabytes"]
    assert told in refusal(NumpyFile(str(write(data, "b.npz"))), "b.npz")


@pytest.mark.parametrize(
    ("shape", "axes", "seen"),
    [
        ((28, 28), None, (28, 28, 1)),
        ((27, 7), None, (27, 7, 1)),
        ((28, 7), None, (28, 7)),
        ((28, 7), "picture", (28, 7, 1)),
        ((7, 28), None, (7, 28, 1)),
        ((7, 28), "sequence", (7, 28)),
    ],
)
def test_what_is_much_longer_than_wide_is_a_sequence(
    write: Write, inline: None, shape: tuple[int, int], axes: str | None, seen: tuple[int, ...]
) -> None:
    x = np.arange(6 * 28 * 28, dtype=np.float32)[: 6 * shape[0] * shape[1]].reshape(6, *shape)
    dataset = NumpyFile(str(write(npz(x=x, y=[0, 1] * 3), "a.npz")), axes=axes).read()
    assert dataset.sample_shape == seen
    assert (dataset.inputs.reshape(x.shape) == x).all()
    told = [str(note) for note in dataset.notes if "sequences" in str(note)]
    assert told == (
        [f"Samples of {seen[0]} × {seen[1]} are sequences of {seen[1]} channels"] if len(seen) == 2 else []
    )
