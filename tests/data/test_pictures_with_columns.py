"""Pictures together with columns of the table that names them: read, kept, divided, prepared and changed."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nnstudio.data import cache
from nnstudio.data.augmentation import Flip, Noise
from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.dividing.splitting import complete
from nnstudio.data.preparing import on_disk
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.preparing.prepare import prepare, split_rows
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.preparing.raw import Mixed, raw_inputs
from nnstudio.data.sources import PictureTable, file_table
from nnstudio.data.warnings import warnings_about
from nnstudio.system.messages import StudioError

pytestmark = pytest.mark.usefixtures("inline")

SHAPE = (4, 5, 1)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PictureTable:
    """Pictures of people, with what is known of each."""
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))
    random = np.random.default_rng(0)
    lines = ["file,age,city,seen,sick"]
    for i in range(40):
        Image.fromarray(random.integers(0, 256, SHAPE[:2], np.uint8)).save(tmp_path / f"{i}.png")
        city = "" if i == 3 else ("Rome", "Oslo", "Bonn")[i % 3]
        lines.append(f"{i}.png,{20 + i},{city},{i % 28 + 1}.3.2024,{('no', 'yes')[i % 2]}")
    (tmp_path / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return PictureTable(str(tmp_path / "people.csv"), target="sick", inputs=("age", "city"))


def both(count: int = 60) -> Dataset:
    """Pictures, a number and a category, of which a class depends."""
    random = np.random.default_rng(1)
    age = random.normal(50, 20, count)
    kinds = np.arange(count) % 2
    return Dataset(
        "both",
        random.uniform(0, 255, (count, *SHAPE)).astype(np.float32),
        Column("sick", "category", kinds.astype(np.int32), ("no", "yes")),
        columns=(Column.number("age", age), Column.category("city", ["Rome", "Oslo", "Bonn"] * (count // 3))),
    )


def test_columns_are_read_beside_pictures(table: PictureTable) -> None:
    dataset = table.read()
    assert isinstance(dataset.inputs, np.ndarray)
    assert dataset.array_shape == SHAPE
    assert [column.name for column in dataset.columns] == ["age", "city"]
    assert [column.name for column in dataset.aside] == ["seen"]
    assert dataset.sample_shape == (20 + 1 + 3,)
    assert [str(note) for note in dataset.notes[-2:]] == [
        "The pictures and 'age', 'city' are learned from; left out: 'seen'",
        "1 missing cell in 'city' will be filled with the mean or the most frequent value",
    ]
    assert dataset.column("age") is dataset.columns[0]
    alone = table.replace(inputs=()).read()
    assert alone.fingerprint != dataset.fingerprint
    assert alone.columns == ()


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        (
            ("sick",),
            "people.csv: column 'sick' is predicted or names the files, and cannot be learned from",
        ),
        (
            ("file",),
            "people.csv: column 'file' is predicted or names the files, and cannot be learned from",
        ),
        (("height",), "people.csv: there is no column 'height'; there are 'age', 'city', 'seen', 'sick'"),
    ],
)
def test_what_cannot_be_learned_from_is_told(table: PictureTable, inputs: tuple[str, ...], told: str) -> None:
    with pytest.raises(StudioError) as caught:
        table.replace(inputs=inputs).read()
    assert str(caught.value).startswith(told)


def test_choosing_columns() -> None:
    source = PictureTable("a.csv").using("age", "city", "age")
    assert source.inputs == ("age", "city")
    assert source.ignoring("age").inputs == ("city",)
    assert source.predicting("city").inputs == ("age",)


def test_the_cache_keeps_them(table: PictureTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_table, "_MANY", 1)
    table = table.using("seen")
    first = table.read()
    assert cache.size() > 0
    monkeypatch.setattr(file_table, "call", None)  # nothing is read again
    again = table.read()
    assert again.fingerprint == first.fingerprint
    for old, new in zip(first.columns, again.columns, strict=True):
        assert (old.name, old.kind, old.categories, old.read_as) == (
            new.name,
            new.kind,
            new.categories,
            new.read_as,
        )
        np.testing.assert_array_equal(old.values, new.values)


def test_rows_for_a_trained_network_are_read_as_those_of_the_training(
    table: PictureTable, tmp_path: Path
) -> None:
    known = fit(table.using("seen").read())
    lines = ["file,age,city,seen,sick", "1.png,33,Rome,1.2.2024,no", "2.png,34,Rome,2.2.2024,yes"]
    (tmp_path / "two.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    other = table.replace(path=str(tmp_path / "two.csv")).using("seen")
    two = other.dataset(other.table(known.kinds))
    assert [column.kind for column in two.columns] == ["number", "category", "date"]
    assert known.transform(two).shape == (2, *known.sample_shape)


def test_a_sample_is_the_picture_and_behind_it_the_features() -> None:
    dataset = both()
    known = fit(dataset)
    assert (known.picture, known.array_shape, known.first_feature) == (SHAPE, SHAPE, 20)
    assert known.features == ("age", "city = Bonn", "city = Oslo", "city = Rome")
    x = known.transform(dataset)
    pictures, features = known.parts(x)
    assert np.shares_memory(pictures, x)
    alone = Dataset("alone", dataset.inputs, dataset.target)
    np.testing.assert_array_equal(pictures, fit(alone).transform(alone))
    rows = Dataset("rows", dataset.columns, dataset.target)
    np.testing.assert_array_equal(features, fit(rows).transform(rows))
    some = np.array([7, 3])
    np.testing.assert_array_equal(known.transform(dataset, some), x[some])
    np.testing.assert_array_equal(known.transform(raw_inputs(dataset, some)), x[some])
    assert Preprocessor.from_plain(known.to_plain()) == known


def test_pictures_are_not_held_twice_while_they_are_prepared() -> None:
    """Samples may fill half of the free memory before they stay on the disk."""
    pictures = np.ones((60_000, 12, 12, 1), np.float32)
    age = Column.number("age", np.arange(len(pictures)))
    dataset = Dataset("large", pictures, Column.number("years", age.values), columns=(age,))
    known = fit(dataset, np.arange(60))
    tracemalloc.start()
    try:
        x = known.transform(dataset)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 1.7 * x.nbytes


def test_there_is_room_for_the_parts_that_inputs_get(monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = both()
    known = fit(dataset, np.arange(60))
    needed = 2 * 60 * known.sample_shape[0] * 4
    monkeypatch.setattr(on_disk, "available_bytes", lambda: 2 * needed)
    assert not on_disk.stays_on_disk(known, 60)
    monkeypatch.setattr(on_disk, "available_bytes", lambda: 2 * needed - 1)
    assert on_disk.stays_on_disk(known, 60)


def test_one_sort_without_the_other_is_refused() -> None:
    dataset = both()
    known = fit(dataset)
    assert isinstance(dataset.inputs, np.ndarray)
    with pytest.raises(StudioError, match="The network needs pictures, and a table"):
        known.transform(dataset.columns)
    with pytest.raises(StudioError, match="needs a table with the columns age, city"):
        known.transform(dataset.inputs)
    with pytest.raises(
        StudioError, match=r"The network needs 'city', and the data has no such column; it has 'age'"
    ):
        known.transform(Mixed(dataset.inputs, dataset.columns[:1]))
    with pytest.raises(StudioError, match=r"needs samples of shape \(4, 5, 1\), not \(2, 5, 1\)"):
        known.transform(Mixed(dataset.inputs[:, :2], dataset.columns))


def test_an_autoencoder_is_refused() -> None:
    with pytest.raises(StudioError, match="not both: learn from the pictures alone"):
        fit(both(), answer="input")


def test_nor_is_one_read_from_a_file() -> None:
    plain = fit(both()).to_plain() | {"answer": "input", "task": "regression", "classes": ()}
    with pytest.raises(StudioError, match="Preprocessing is damaged"):
        Preprocessor.from_plain(plain)


def test_settings_of_columns_count() -> None:
    age = np.array([1.0, np.nan, 3.0, 4.0] * 15)
    dataset = both()
    dataset = Dataset("gaps", dataset.inputs, dataset.target, columns=(Column.number("age", age),))
    config = DataConfig(columns=(ColumnSettings("age", missing="drop"),))
    assert len(complete(dataset, ("age",))) == 45
    prepared = prepare(dataset, config, 0)
    assert sum(map(len, (prepared.train, prepared.validation, prepared.test))) == 45
    marked = fit(dataset, settings=(ColumnSettings("age", indicator=True),))
    assert marked.sample_shape == (20 + 2,)
    assert prepare(dataset, DataConfig(), 0).beside.filled_in(1) == {"age"}


def test_the_same_picture_of_another_age_is_no_repeat() -> None:
    pictures = np.repeat(both(6).inputs, 2, axis=0)  # type: ignore[arg-type]  # each of them twice
    kinds = Column("sick", "category", np.repeat(np.arange(6, dtype=np.int32) % 2, 2), ("no", "yes"))
    same = Dataset("same", pictures, kinds, columns=(Column.number("age", np.repeat(np.arange(6.0), 2)),))
    apart = Dataset("apart", pictures, kinds, columns=(Column.number("age", np.arange(12.0)),))
    config = DataConfig(distinct=True, validation=0.0)
    assert sum(map(len, split_rows(same, config, 0))) == 6
    assert sum(map(len, split_rows(apart, config, 0))) == 12


def test_only_pictures_are_turned_and_both_tremble() -> None:
    dataset, turned = both(), Flip(horizontal=1.0)
    plain = prepare(dataset, DataConfig(), 0)
    for step, of_columns in ((turned, False), (Noise(0.5), True)):
        config = DataConfig(augmentation=(step,), augmented="held-out")
        changed = prepare(dataset, config, 0)
        before, after = (plain.preprocessor.parts(each.test.x) for each in (plain, changed))
        assert not np.array_equal(before[0], after[0])
        assert np.array_equal(before[1], after[1]) != of_columns
        # A city is one or another; only measured numbers tremble.
        np.testing.assert_array_equal(before[1][:, 1:], after[1][:, 1:])


def test_the_order_of_pixels_is_that_of_the_picture() -> None:
    dataset = both()
    plain, mixed = (prepare(dataset, DataConfig(shuffled=each), 0) for each in (False, True))
    order = mixed.preprocessor.order
    (before, features), (after, same) = (p.preprocessor.parts(p.train.x) for p in (plain, mixed))
    np.testing.assert_array_equal(after.reshape(-1, 20), before.reshape(-1, 20)[:, order])
    np.testing.assert_array_equal(features, same)


def test_a_column_that_says_the_answer_is_told_and_taken_away() -> None:
    dataset = both()
    copied = Column("copy", "category", dataset.target.values, ("well", "ill"))
    dataset = Dataset("copy", dataset.inputs, dataset.target, columns=(copied,))
    config = DataConfig(PictureTable("people.csv", inputs=("copy",)))
    found = {warning.kind: warning for warning in warnings_about(dataset, config)}
    remedy = found["target_copy"].remedy
    assert remedy is not None
    source = remedy.config.source
    assert isinstance(source, PictureTable)
    assert source.inputs == ()


@pytest.mark.parametrize("inputs", [(), ("age",)])
def test_a_number_that_stands_for_none_is_told_of_what_is_predicted(inputs: tuple[str, ...]) -> None:
    pictures = both()
    load = Column.number("load", np.where(np.arange(60) % 20, np.arange(60), -999.0))
    dataset = Dataset("load", pictures.inputs, load, columns=pictures.columns[: len(inputs)])
    config = DataConfig(PictureTable("people.csv", target="load", inputs=inputs))
    found = {warning.kind: warning for warning in warnings_about(dataset, config)}
    remedy = found["stand_in"].remedy
    assert remedy is not None
    assert remedy.option == ("--missing", "load=-999")


@given(
    st.lists(st.integers(-1, 6), max_size=4).map(tuple),
    st.lists(st.integers(0, 30), min_size=1, max_size=3).map(tuple),
)
def test_a_damaged_shape_is_refused_or_fits(picture: tuple[int, ...], shape: tuple[int, ...]) -> None:
    plain = fit(both()).to_plain() | {"picture": picture, "sample_shape": shape}
    try:
        known = Preprocessor.from_plain(plain)
    except StudioError:
        return
    assert known.sample_shape == (known.first_feature + len(known.features),)
    assert all(size > 0 for size in known.picture)
