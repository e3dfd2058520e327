"""What rows are called and what was filled in goes along with them, from the file to an answer; a network sees neither."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import msgspec
import numpy as np
import pytest

from nnstudio.data.beside import MOST
from nnstudio.data.columns.facts import laid_out
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.preparing.strange import strange_told
from nnstudio.data.sources import CsvFile, TableSource, source_for
from nnstudio.project.judging.answered import answered
from nnstudio.project.judging.given import rows_of
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES
from nnstudio.project.trained import load_data, new_run, result

ROWS = 60


def written(path: Path, first: dict[str, list[str]], rows: int = ROWS, target: bool = True) -> Path:
    """A table with these columns first, then numbers, one of them with gaps."""
    draw = np.random.default_rng(2)
    x = draw.normal(size=rows).round(3)
    columns = {
        **first,
        "length": ["" if i % 7 == 3 else f"{5 * value + 30:.2f}" for i, value in enumerate(x)],
        "colour": ["?" if i % 9 == 4 else "rgb"[i % 3] for i in range(rows)],
        "weight": [f"{value:.3f}" for value in draw.normal(size=rows)],
    }
    if target:
        columns["sex"] = ["f" if value > 0 else "m" for value in x]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


def texts(rows: int = ROWS, first: int = 1) -> list[str]:
    return [f"MB-{i:04d}" for i in range(first, first + rows)]


def opened(path: Path) -> tuple[TableSource, Dataset]:
    source, _ = laid_out(source_for(str(path)))
    return source, source.read()


def names(prepared: Prepared, rows: Iterable[int]) -> list[str]:
    return [prepared.beside.name(row) for row in rows]


CALLED = {
    "texts": texts(),
    "running numbers": [str(i) for i in range(100, 100 + ROWS)],
    "keys with zeros": [f"{i * 37 % 1009:05d}" for i in range(ROWS)],
}


@pytest.mark.parametrize("which", CALLED)
def test_rows_are_called_what_the_column_left_out_says(inline: None, tmp_path: Path, which: str) -> None:
    called = CALLED[which]
    _, dataset = opened(written(tmp_path / "t.csv", {"Sample ID": called}))
    prepared = prepare(dataset, DataConfig(), 0)
    assert prepared.preprocessor.kinds.keys() == {"length", "colour", "weight"}
    assert prepared.preprocessor.identifiers == ("Sample ID",)
    assert prepared.beside.headings == ["Sample ID"]
    rows = prepared.test.rows.tolist()
    assert [name.lstrip("0") for name in names(prepared, rows)] == [called[row].lstrip("0") for row in rows]
    assert Preprocessor.from_plain(prepared.preprocessor.to_plain()) == prepared.preprocessor


def test_more_texts_than_are_ever_categories_go_along(inline: None, tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", {"Sample ID": texts(2400)}, rows=2400)
    _, dataset = opened(path)
    assert [each.column for each in dataset.names] == ["Sample ID"]
    assert dataset.names[0].texts.tolist() == texts(2400)
    assert dataset.names[0].texts.nbytes == 16 * 2400, "no objects of Python, one for each row"


def test_it_is_the_same_data_whatever_its_rows_are_called(inline: None, tmp_path: Path) -> None:
    _, one = opened(written(tmp_path / "a.csv", {"Sample ID": texts(2400)}, rows=2400))
    _, other = opened(written(tmp_path / "b.csv", {"Sample ID": texts(2400, 7000)}, rows=2400))
    assert one.fingerprint == other.fingerprint
    assert one.names[0].texts[0] != other.names[0].texts[0]


def test_rows_without_a_target_take_their_names_with_them(inline: None, tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", {"Sample ID": texts()})
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].rsplit(",", 1)[0] + ","
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _, dataset = opened(path)
    assert dataset.names[0].texts.tolist() == [name for name in texts() if name != "MB-0003"]
    assert dataset.take(np.array([5, 1])).names[0].texts.tolist() == ["MB-0007", "MB-0002"]


def test_a_name_comes_before_a_running_number_and_only_a_few_go_along(inline: None, tmp_path: Path) -> None:
    numbers = {"id": [str(i) for i in range(ROWS)]}
    named = {f"key {i} id": [f"K{i}{name}" for name in texts()] for i in range(6)}
    _, dataset = opened(written(tmp_path / "t.csv", {**numbers, "Sample ID": texts()}))
    assert [each.column for each in dataset.names] == ["Sample ID", "id"]
    _, wide = opened(written(tmp_path / "w.csv", named))
    assert len(wide.names) == MOST


def test_a_column_that_somebody_wants_to_learn_from_or_that_says_more_is_no_name(
    inline: None, tmp_path: Path
) -> None:
    path = written(tmp_path / "t.csv", {"site": ["pier", "reef", "bay"] * 20, "Sample ID": texts()})
    source, dataset = opened(path)
    chosen = source.with_kind("category", "Sample ID").using("Sample ID").read()
    assert chosen.names == ()
    aside = source.ignoring("site").read()
    assert [each.column for each in aside.names] == [each.column for each in dataset.names] == ["Sample ID"]


def test_rows_of_files_of_their_own_are_called_too(inline: None, tmp_path: Path) -> None:
    written(tmp_path / "a.csv", {"Sample ID": texts()})
    written(tmp_path / "b.csv", {"Sample ID": texts(5, 900)}, rows=5)
    source, _ = laid_out(CsvFile(str(tmp_path / "a.csv"), test_path=str(tmp_path / "b.csv")))
    dataset = source.read()
    assert dataset.names[0].texts.tolist() == [*texts(), *texts(5, 900)]


@pytest.mark.parametrize("called", [["MB-9", "MB-10", ""], ["007", "8", "9"], ["same", "same", "same"]])
def test_new_rows_bring_their_names_whatever_they_look_like(
    inline: None, tmp_path: Path, called: list[str]
) -> None:
    _, dataset = opened(written(tmp_path / "t.csv", {"Sample ID": texts()}))
    preprocessor = prepare(dataset, DataConfig(), 0).preprocessor
    path = written(tmp_path / "new.csv", {"Sample ID": called}, rows=3, target=False)
    x, beside, *_ = rows_of(str(path), preprocessor)
    assert [beside.cells(i) for i in range(3)] == [[name] for name in called]
    without = written(tmp_path / "without.csv", {}, rows=3, target=False)
    plain, nothing, *_ = rows_of(str(without), preprocessor)
    np.testing.assert_array_equal(x, plain)
    assert (nothing.headings, nothing.name(0)) == ([], "")


def test_names_come_from_a_file_of_another_kind(inline: None, tmp_path: Path) -> None:
    import polars as pl

    _, dataset = opened(written(tmp_path / "t.csv", {"Sample ID": texts()}))
    preprocessor = prepare(dataset, DataConfig(), 0).preprocessor
    frame = pl.DataFrame(
        {"length": [30.5, None], "colour": ["r", "g"], "weight": [0.1, 0.2], "Sample ID": [12, 13]}
    )
    frame.write_parquet(tmp_path / "new.parquet")
    _, beside, *_ = rows_of(str(tmp_path / "new.parquet"), preprocessor)
    assert [beside.cells(i) for i in range(2)] == [["12"], ["13"]]
    assert [beside.filled_in(i) for i in range(2)] == [frozenset(), {"length"}]
    lists = frame.with_columns(pl.Series("Sample ID", [[1], [2]]))
    lists.write_parquet(tmp_path / "lists.parquet")
    assert rows_of(str(tmp_path / "lists.parquet"), preprocessor).beside.headings == []


@pytest.mark.parametrize("numbers", [False, True])
def test_the_column_that_keeps_rows_together_goes_along(inline: None, tmp_path: Path, numbers: bool) -> None:
    customers = [f"{'' if numbers else 'K'}{i // 4 + 11}" for i in range(ROWS)]
    path = written(tmp_path / "t.csv", {"customer": customers, "Sample ID": texts()})
    source, config = laid_out(source_for(str(path)), (), "customer", "group")
    prepared = prepare(source.read(), config, 0)
    beside = prepared.beside
    assert beside.shown == beside.headings == ["Sample ID", "customer"]
    assert names(prepared, range(ROWS)) == [", ".join(both) for both in zip(texts(), customers, strict=True)]
    assert prepared.preprocessor.identifiers == ("Sample ID", "customer")
    assert prepared.groups is not None
    assert len(set(zip(prepared.groups, customers, strict=True))) == ROWS // 4
    new = written(tmp_path / "new.csv", {"customer": customers, "Sample ID": texts()}, target=False)
    _, new_beside, *_ = rows_of(str(new), prepared.preprocessor)
    assert new_beside.headings == ["Sample ID", "customer"]
    assert new_beside.cells(5) == ["MB-0006", customers[5]]


def test_rows_are_called_by_their_group_where_nothing_else_names_them(inline: None, tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", {"day": [f"2024-05-{i // 4 + 1:02d}" for i in range(ROWS)]})
    source, config = laid_out(source_for(str(path)), (), "day", "group")
    prepared = prepare(source.read(), config, 0)
    assert names(prepared, (0, 5)) == ["2024-05-01", "2024-05-02"]
    assert prepared.beside.shown == ["day"]


def test_other_rows_with_answers_come_in_groups_as_well(inline: None, tmp_path: Path) -> None:
    """Those without a group are on their own, and a file without the column has none."""
    customers = [f"K{i // 4}" for i in range(ROWS)]
    source, config = laid_out(
        source_for(str(written(tmp_path / "t.csv", {"customer": customers}))), (), "customer", "group"
    )
    project, _ = from_template(TEMPLATES["textbook"], source, config)
    prepared = load_data(project)
    trained = result(new_run(project, prepared), project, prepared)
    customers[4:8] = ["", "", "K0", "K0"]
    other = answered(trained, str(written(tmp_path / "new.csv", {"customer": customers}))).prepared
    assert other.groups is not None
    assert len(set(other.groups)) == ROWS // 4 - 1 + 2
    assert len(set(other.groups[[0, 1, 2, 3, 6, 7]])) == 1
    assert other.beside.name(6) == "K0"
    assert answered(trained, str(written(tmp_path / "bare.csv", {}))).prepared.groups is None


def test_what_was_missing_is_known_of_every_row(inline: None, tmp_path: Path) -> None:
    _, dataset = opened(written(tmp_path / "t.csv", {"Sample ID": texts()}))
    beside = prepare(dataset, DataConfig(), 0).beside
    assert beside.filled.keys() == {"length", "colour"}, "those without a gap cost nothing"
    for row in range(ROWS):
        gaps = {"length"} if row % 7 == 3 else set()
        assert beside.filled_in(row) == gaps | ({"colour"} if row % 9 == 4 else set())
    some = beside.take(np.array([4, 3]))
    assert [some.filled_in(0), some.filled_in(1)] == [{"colour"}, {"length"}]
    assert [some.name(0), some.name(1)] == ["MB-0005", "MB-0004"]


def test_categories_that_did_not_occur_in_training_are_told(inline: None, tmp_path: Path) -> None:
    """They became zeros without a word."""
    _, dataset = opened(written(tmp_path / "t.csv", {"Sample ID": texts()}))
    preprocessor = prepare(dataset, DataConfig(), 0).preprocessor
    new = tmp_path / "new.csv"
    new.write_text(
        "length,colour,weight\n30,violet,0.1\n31,,0.1\n32,r,0.2\n33,pink,0.2\n34,violet,0.2\n",
        encoding="utf-8",
    )
    x, beside, notes, *_ = rows_of(str(new), preprocessor)
    colours = [i for i, name in enumerate(preprocessor.features) if name.startswith("colour")]
    assert x[0, colours].tolist() == [0, 0, 0]
    assert [beside.strange_in(i) for i in range(4)] == [{"colour": "violet"}, {}, {}, {"colour": "pink"}]
    assert beside.take(np.array([2, 3])).strange_in(1) == {"colour": "pink"}
    assert [str(note) for note in notes] == [
        "Column 'colour': 'violet', 'pink' did not occur in training; 3 rows count as none of the known categories"
    ]
    column = next(each for each in preprocessor.columns if each.name == "colour")
    learned = msgspec.structs.replace(column, other=True)
    assert strange_told([learned], beside.strange) == [], "it has learned what to make of them"
    known = tmp_path / "known.csv"
    known.write_text("length,colour,weight\n30,r,0.1\n31,?,0.1\n", encoding="utf-8")
    assert rows_of(str(known), preprocessor).notes == ()
