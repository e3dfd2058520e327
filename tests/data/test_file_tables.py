"""Tables that name files of any kind: what every kind keeps to, and what recordings are read as."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import (
    SOURCES,
    CsvFile,
    FileTable,
    PictureTable,
    RecordingTable,
    file_table_at,
    source_for,
    table_at,
)
from nnstudio.data.sources import file_table as reading
from nnstudio.system.messages import StudioError
from tests.data.refusal import refusal
from tests.data.test_images import image
from tests.data.test_recordings import table
from tests.data.waves import wave

pytestmark = pytest.mark.usefixtures("inline")

KINDS = {cls.__name__: cls for cls in SOURCES if issubclass(cls, FileTable)}
RAMP = np.linspace(-1, 1, 9)
FILES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "PictureTable": (".png", lambda i: image(color=(9 * i, 200, 30))),
    "RecordingTable": (".wav", lambda i: wave(RAMP * (i + 1) / 20)),
}
"""Of each kind, how its files end, and one that can be read."""

Make = Callable[..., Path]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write the lines of a table, and files beside it."""

    def written(lines: Iterable[str], files: dict[str, bytes]) -> Path:
        folder = tmp_path / "data"
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        (folder / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder / "list.csv"

    return written


def some(kind: str, count: int = 8) -> tuple[list[str], dict[str, bytes]]:
    """A table of files with a class and a quantity."""
    ending, data = FILES[kind]
    names = [f"all/{i:02}{ending}" for i in range(count)]
    lines = [f"{name},{'uv'[i % 2]},{60 + i / 4}" for i, name in enumerate(names)]
    return ["file,kind,pulse", *lines], {name: data(i) for i, name in enumerate(names)}


def notes(dataset: Dataset) -> list[str]:
    return [str(note) for note in dataset.notes]


# Every kind ---------------------------------------------------------------------------------------------------


def test_there_is_an_example_of_every_kind() -> None:
    assert set(FILES) == set(KINDS)
    assert {cls.axes for cls in KINDS.values()} == {(2, 3), (3,)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_is_known_by_the_files_that_it_names(make: Make, kind: str) -> None:
    path = make(*some(kind))
    source = source_for(path)
    assert type(source) is KINDS[kind]
    assert isinstance(source, FileTable)
    assert table_at(path) == CsvFile(str(path.resolve())), "as a table, where that is wanted"
    dataset = source.predicting("kind").read()
    assert (dataset.task, dataset.classes, len(dataset)) == ("binary", ("u", "v"), 8)
    assert dataset.inputs.ndim - 1 in source.axes
    assert [names.column for names in dataset.names] == ["file"]
    assert notes(dataset)[-1].endswith("are learned from; left out: 'pulse'")
    for goals, task in ((("pulse",), "regression"), (("kind", "pulse"), "binary")):
        assert source.predicting(*goals).read().task == task
    assert len(source.predicting("kind", "pulse").read().further) == 1, "two outputs"
    elsewhere = path.parent.parent / "list.csv"
    path.rename(elsewhere)
    assert type(source_for(elsewhere)) is CsvFile, "nothing is there, and there are numbers to learn from"
    assert type(file_table_at(str(elsewhere), str(path.parent))) is KINDS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_names_may_lack_their_endings(make: Make, kind: str) -> None:
    ending, data = FILES[kind]
    lines = ["file,kind", *(f"n{i},{'uv'[i % 2]}" for i in range(6))]
    source = source_for(make(lines, {f"n{i}{ending.upper()}": data(i) for i in range(6)}))
    assert type(source) is KINDS[kind]
    assert (len(source.read()), notes(source.read())) == (6, [])


UNUSABLE = {
    "missing": ("gone", "there is no such file"),
    "outside": ("../secret", "it is not in the folder of the files"),
    "the root": ("/secret", "it is not in the folder of the files"),
    "another computer": ("//host/share/a", "it is not in the folder of the files"),
    "a folder": ("folder", "it is not a file"),
    "a link": ("link", "links are not followed"),
    "behind a link": ("linked/00", "links are not followed"),
    "nothing": (None, "no file is named"),
}
"""What a cell names but for its ending, and why it cannot be used."""


@pytest.mark.parametrize("case", UNUSABLE)
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_cannot_be_used_is_left_out_and_named(
    make: Make, tmp_path: Path, kind: str, case: str
) -> None:
    ending, data = FILES[kind]
    stem, cause = UNUSABLE[case]
    cell = "" if stem is None else stem + ending
    lines, files = some(kind)
    path = make([*lines, f"{cell},u,61"], files)
    (tmp_path / f"secret{ending}").write_bytes(data(0))
    (path.parent / f"folder{ending}").mkdir()
    try:
        (path.parent / f"link{ending}").symlink_to(tmp_path / f"secret{ending}")
        (path.parent / "linked").symlink_to(path.parent / "all", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    dataset = source_for(path).read()
    assert len(dataset) == 8
    where = f"line 10, {cell}" if cell else "line 10"
    assert next(note for note in notes(dataset) if "is left out" in note).endswith(
        f" is left out; {where}: {cause}"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_none_that_can_be_used_is_one_line(make: Make, kind: str) -> None:
    ending, _ = FILES[kind]
    path = make(["file,kind", f"a{ending},u", f"b{ending},v"], {f"a{ending}": b"x", f"b{ending}": b"y"})
    line = refusal(KINDS[kind](str(path)), "list.csv")
    assert f"list.csv: none of its 2 files can be used; the first is line 2, a{ending}: it is" in line
    path = make(["file,kind", f"no{ending},u", f"none{ending},v"], {})
    assert "or choose their folder in the data dialog" in refusal(KINDS[kind](str(path)), "list.csv")
    path = make(["a,b", "1,u", "2,v"], {})
    assert "no column names files; in one of 'a', 'b' there must be paths that end in" in refusal(
        KINDS[kind](str(path)), "list.csv"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_files_are_read_once(make: Make, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MANY", 5)
    source = source_for(make(*some(kind)))
    first = source.read()
    call = reading.call
    monkeypatch.setattr(reading, "call", None)
    again = source.read()
    np.testing.assert_array_equal(again.inputs, first.inputs)
    assert (again.fingerprint, again.notes, again.rate, again.along) == (
        first.fingerprint,
        first.notes,
        first.rate,
        first.along,
    )
    monkeypatch.setattr(reading, "call", call)
    changed = Path(source.path).parent / "all" / f"00{FILES[kind][0]}"
    changed.write_bytes(FILES[kind][1](19))
    assert source.read().fingerprint != first.fingerprint


# Recordings ---------------------------------------------------------------------------------------------------


def test_what_holds_for_all_recordings_goes_along(make: Make) -> None:
    files = {f"{i}.csv": b"time,ax,ay\n" + table(np.arange(9) / 50, RAMP * i, RAMP) for i in range(1, 7)} | {
        f"{i}.csv": table(np.arange(5) / 50, RAMP[:5], RAMP[:5]) for i in (7,)
    }
    lines = ["recording;pulse;mood", *(f"{name};{60 + i / 2};{'ab'[i % 2]}" for i, name in enumerate(files))]
    source = source_for(make(lines, files))
    assert isinstance(source, RecordingTable)
    dataset = source.predicting("pulse").read()
    assert (dataset.sample_shape, dataset.task, len(dataset)) == ((9, 2), "regression", 7)
    assert dataset.along.step == pytest.approx(0.02)
    assert notes(dataset) == [
        "The first column is left out: it only counts along the time or the wavelength",
        "Recordings of 5 to 9 values are brought to 9",
        "Only the recordings are learned from; left out: 'mood'",
    ]
    assert prepare(dataset, DataConfig(source), 0).preprocessor.along == dataset.along
    assert source.replace(length=4, how="start").read().sample_shape == (4, 2)


def test_others_are_left_out_and_the_first_is_named(make: Make) -> None:
    files = {f"{i}.wav": wave(RAMP * i / 9, 4000) for i in range(5)}
    files |= {
        "two.wav": wave(np.stack([RAMP, RAMP], 1), 4000),
        "other.wav": wave(np.linspace(-1, 1, 18), 8000),
        "packed.mp3": b"x",
        "cut.wav": wave(RAMP)[:-4],
        "columns.csv": table(RAMP**2, RAMP),
    }
    lines = ["file,pulse", *(f"{name},{60 + i / 2}" for i, name in enumerate((*files, "gone.wav")))]
    dataset = source_for(make(lines, files)).read()
    assert (dataset.sample_shape, dataset.rate) == ((9, 1), 4000)
    assert dataset.target.values.tolist() == [60, 60.5, 61, 61.5, 62, 62.5, 63]
    told = notes(dataset)
    assert told[0] == "Sounds with several channels are mixed into one: 1"
    assert told[1] == "Sounds of 8000 samples per second are brought to 4000"
    assert told[-1] == (
        "4 recordings are left out; the first is line 9, packed.mp3: sounds of this kind are not read; save it as WAV"
    )
    mono = "columns.csv"
    (path,) = source_for(make(["file,kind", f"{mono},u", f"{mono},v", "0.wav,u", "1.wav,v"], files)).paths
    assert "it has 2 channels, not 1" in notes(RecordingTable(path, channels=1).read())[-1]


def test_parts_that_are_called_as_files_are_no_recordings(make: Make) -> None:
    lines = ["x,part,kind", *(f"{i / 2},{('train', 'test')[i % 3 == 0]},{'uv'[i % 2]}" for i in range(12))]
    path = make(lines, {"train.csv": table(RAMP), "test.csv": table(RAMP)})
    assert type(source_for(path)) is CsvFile


def test_a_table_that_is_called_as_its_column_has_a_header(make: Make) -> None:
    files = {f"{i}.csv": table(RAMP * i) for i in range(1, 7)}
    path = make(["file,list", *(f"{name},{60 + i / 2}" for i, name in enumerate(files))], files)
    assert source_for(path).read().target_name == "list"


def test_a_table_of_pictures_and_sounds_is_one_of_pictures(make: Make) -> None:
    files = {f"{i}.png": image(color=(9 * i, 200, 30)) for i in range(4)} | {
        f"{i}.wav": wave(RAMP) for i in range(4)
    }
    path = make(["sound,picture,kind", *(f"{i}.wav,{i}.png,{'uv'[i % 2]}" for i in range(4))], files)
    assert type(source_for(path)) is PictureTable
    assert RecordingTable(str(path)).read().target_name == "kind", "the names of the pictures are no classes"


def test_columns_are_not_learned_from_together_with_recordings() -> None:
    with pytest.raises(StudioError) as caught:
        RecordingTable("a.csv").using("age", "sex")
    assert str(caught.value) == (
        "Columns are learned from together with pictures only: leave 'age', 'sex' out"
    )
