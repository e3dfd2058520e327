"""What every source keeps to, and the data sets that are shipped."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import (
    SOURCES,
    Bundled,
    BundledFacts,
    CsvFile,
    ExcelFile,
    Generated,
    IdxFiles,
    ImageFolder,
    JsonFile,
    NumpyFile,
    ParquetFile,
    PictureTable,
    RecordingFolder,
    RecordingTable,
    Source,
    SqliteFile,
    bundled_sets,
    source_for,
)
from nnstudio.data.sources import bundled as module
from nnstudio.nn.fields import fields_of
from nnstudio.system.cancel import Cancel, Cancelled
from nnstudio.system.messages import StudioError
from tests.here import given_up as given_up

PENGUINS = "f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93"

EXAMPLES = {
    Bundled: Bundled("digits"),
    CsvFile: CsvFile("a.csv", target="y", separator="\t", header=False),
    ExcelFile: ExcelFile("a.xlsx", target="y", task="regression", sheet="Über", header=True),
    Generated: Generated("spirals", points=77, noise=0.25, seed=9),
    IdxFiles: IdxFiles("a-images-idx3-ubyte", labels="b.gz"),
    ImageFolder: ImageFolder("images", size=(32, 24), colour="grey", how="pad"),
    JsonFile: JsonFile("a.json", target="y", ignored=("z",)),
    NumpyFile: NumpyFile("a.npz", samples="x", targets="y"),
    ParquetFile: ParquetFile("a.parquet", target="y", task="classes"),
    PictureTable: PictureTable(
        "a.csv", folder="images", pictures="p", target="y", size=(8, 9), more_targets=("z",)
    ),
    RecordingFolder: RecordingFolder("sounds", length=400, rate=8000, channels=2, how="stretch", alike=True),
    RecordingTable: RecordingTable(
        "a.csv", folder="sounds", recordings="p", target="y", length=400, rate=0, more_targets=("z",)
    ),
    SqliteFile: SqliteFile("a.sqlite", target="y", sheet="measured"),
}


def test_all_are_registered_and_described() -> None:
    assert set(EXAMPLES) == set(SOURCES)
    for cls in SOURCES:
        assert cls.__doc__
        assert all(info.field.help.endswith(".") for info in fields_of(cls))


@pytest.mark.parametrize("source", EXAMPLES.values(), ids=lambda source: type(source).__name__)
def test_round_trip(source: Source) -> None:
    """Through the record, the registry's dictionary, and the JSON of a project file."""
    plain = json.loads(json.dumps(SOURCES.to_plain(source)))
    assert SOURCES.from_plain(plain) == (source, {})
    config = DataConfig(source=source)
    assert DataConfig.from_plain(json.loads(json.dumps(config.to_plain()))) == (config, {})
    assert SOURCES.from_plain({**plain, "later": 1}) == (source, {"later": 1})


@pytest.mark.parametrize("source", EXAMPLES.values(), ids=lambda source: type(source).__name__)
def test_every_file_of_a_source_is_watched(source: Source) -> None:
    named = {getattr(source, info.name) for info in fields_of(type(source)) if info.kind == "path"}
    assert named - {None} <= set(source.paths)
    assert bool(source.paths) == (type(source) not in (Bundled, Generated))


@pytest.mark.parametrize(
    "source",
    [source for source in EXAMPLES.values() if source.paths],
    ids=lambda source: type(source).__name__,
)
def test_reading_is_given_up_at_cancel(
    source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given_up: Cancel
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in source.paths:
        if Path(path).suffix or path.startswith("a-"):
            Path(path).write_bytes(b"p,y\n1,2\n")
        else:
            (tmp_path / path / "class").mkdir(parents=True)
    with pytest.raises(Cancelled):
        source.read(cancelled=given_up)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", CsvFile), ("a.tsv", CsvFile), ("a.txt", CsvFile), ("a", CsvFile), ("a.dat", CsvFile),
        ("a.xlsx", ExcelFile), ("a.XLSX", ExcelFile), ("a.ods", ExcelFile), ("a.xls", ExcelFile),
        ("a.xlsm", ExcelFile), ("a.parquet", ParquetFile), ("a.pq", ParquetFile), ("a.feather", ParquetFile), ("a.arrow", ParquetFile),
        ("a.json", JsonFile), ("a.jsonl", JsonFile), ("a.ndjson", JsonFile), ("a.zip", CsvFile), ("a.npz", NumpyFile),
        ("a.npy", NumpyFile), ("train-images-idx3-ubyte", IdxFiles), ("train-images-idx3-ubyte.gz", IdxFiles),
        ("t10k-labels-idx1-ubyte.gz", IdxFiles), ("a.csv.gz", CsvFile),
        ("a.sqlite", SqliteFile), ("a.sqlite3", SqliteFile), ("a.DB", SqliteFile), ("a.db3", SqliteFile),
    ],
)  # fmt: skip
def test_the_source_for_a_file(tmp_path: Path, name: str, kind: type[Source]) -> None:
    source = source_for(tmp_path / name)
    assert type(source) is kind
    assert Path(source.paths[0]).parent == tmp_path.resolve()


def test_links_that_lead_in_a_circle_are_said_when_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "b.csv")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    with pytest.raises(StudioError, match="its links lead in a circle"):
        source_for(tmp_path / "a.csv").read()


def test_the_source_for_a_folder_and_for_labels(tmp_path: Path) -> None:
    (tmp_path / "cats.csv").mkdir()
    assert source_for(tmp_path / "cats.csv") == ImageFolder(str((tmp_path / "cats.csv").resolve()))
    folder = tmp_path / "labels-idx1"
    folder.mkdir()
    images = source_for(folder / "train-labels-idx1-ubyte")
    assert Path(images.paths[0]) == folder.resolve() / "train-images-idx3-ubyte", "the folder keeps its name"
    assert Path(images.paths[1]) == folder.resolve() / "train-labels-idx1-ubyte"


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
        limits = {"digits": (0, 16), "fashion": (0, 255), "spoken-digits": (-129, -8)}[facts.name]
        assert limits[0] <= dataset.inputs.min() < dataset.inputs.max() <= limits[1]
    else:
        gaps = {column.name: int(column.missing.sum()) for column in dataset.inputs if column.missing.any()}
        assert sum(gaps.values()) == (19 if facts.name == "penguins" else 0), gaps


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


def test_the_penguins_equal_their_origin() -> None:
    """With what is missing, and with categories; the hash is that of ``penguins.csv`` in palmerpenguins 0.1.6."""
    text = (module.resources() / "datasets" / "penguins.csv").read_text(encoding="utf-8")
    names, *rows = (line.split(",") for line in text.splitlines())
    assert names[-1] == "species"
    published = [
        "species",
        "island",
        *(n.replace(" (", "_").replace(" ", "_").strip(")") for n in names[1:-1]),
    ]
    origin = "".join(",".join(row) + "\n" for row in (published, *([row[-1], *row[:-1]] for row in rows)))
    assert hashlib.sha256(origin.encode()).hexdigest() == PENGUINS
    dataset = Bundled("penguins").read()
    assert np.bincount(dataset.target.values).tolist() == [152, 68, 124]
    assert dataset.column("island").categories == ("Biscoe", "Dream", "Torgersen")
    assert dataset.column("sex").categories == ("female", "male")
    assert dataset.column("sex").missing.sum() == 11
    assert dataset.column("body mass (g)").missing.nonzero()[0].tolist() == [3, 271]
    filled = prepare(dataset, DataConfig(), 0).preprocessor.transform(dataset)
    assert filled[3, :3].tolist() == [0, 0, 1]
    assert np.abs(filled[[3, 271], 3:7]).max() < 1e-6, "the mean of the training rows"
    assert filled[3, 7:9].tolist() in ([0, 1], [1, 0])
    chosen = DataConfig(
        columns=(ColumnSettings("sex", indicator=True), ColumnSettings("island", missing="drop"))
    )
    assert prepare(dataset, chosen, 0).preprocessor.features[9] == "sex is missing"


@pytest.mark.parametrize("data", [None, b"", b"\xff\xff", b"a,b\n1\n", b"a,b\nx,y\n"])
@pytest.mark.parametrize("name", ["iris", "digits", "diabetes", "penguins", "spoken-digits"])
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
