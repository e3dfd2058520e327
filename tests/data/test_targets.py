"""Several columns to predict at once: numbers with a scale each, or yes/no questions; one of them is the usual case."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.baseline import baseline
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import SOURCES, CsvFile
from nnstudio.data.warnings import warnings_about
from nnstudio.nn.fields import FieldError
from nnstudio.nn.losses import loss_for, loss_task
from nnstudio.project.answers import answers
from nnstudio.project.guessing import constant_loss
from nnstudio.system.messages import StudioError
from tests.data.targets import LABELS, NUMBERS, labels_table, numbers_table

pytestmark = pytest.mark.usefixtures("inline")

SCALINGS = ("standard", "minmax", "none", "robust")


@pytest.fixture
def numbers(tmp_path: Path) -> CsvFile:
    return CsvFile(str(numbers_table(tmp_path))).predicting(*NUMBERS)


@pytest.fixture
def labels(tmp_path: Path) -> CsvFile:
    return CsvFile(str(labels_table(tmp_path))).predicting(*LABELS)


def prepared(source: CsvFile, **settings: object) -> Prepared:
    return prepare(source.read(), DataConfig(source, **settings), 3)  # type: ignore[arg-type]


@pytest.mark.parametrize("scaling", SCALINGS)
def test_each_number_is_scaled_as_though_it_were_alone(numbers: CsvFile, scaling: str) -> None:
    together = prepared(numbers, scaling=scaling)
    assert (together.task, together.target_shape, together.outputs) == ("regression", (3,), 3)
    for i, name in enumerate(NUMBERS):
        others = [other for other in NUMBERS if other != name]
        alone = prepared(numbers.predicting(name).ignoring(*others), scaling=scaling)
        np.testing.assert_array_equal(together.train.y[:, [i]], alone.train.y)
        np.testing.assert_array_equal(together.test.y[:, [i]], alone.test.y)
        np.testing.assert_array_equal(together.train.x, alone.train.x)
        assert baseline(together, together.test, i) == pytest.approx(baseline(alone, alone.test))
    raw = np.stack([column.values for column in numbers.read().targets], axis=1)
    restored = together.preprocessor.restore_targets(together.train.y)
    np.testing.assert_allclose(restored, raw[together.train.rows], rtol=1e-5, atol=1e-4)


def test_the_scales_are_learned_on_the_training_part_only(numbers: CsvFile) -> None:
    dataset, config = numbers.read(), DataConfig(numbers)
    first = prepare(dataset, config, 3)
    values = dataset.more_targets[0].values.copy()
    values[first.test.rows] += 1e6
    moved = dataclasses.replace(
        dataset, more_targets=(Column.number(NUMBERS[1], values), *dataset.more_targets[1:])
    )
    again = prepare(moved, config, 3)
    assert again.preprocessor == first.preprocessor
    assert again.fingerprint != first.fingerprint


def test_labels_are_one_for_yes(labels: CsvFile) -> None:
    found = prepared(labels, stratified=False)
    assert (found.task, found.classes, found.target_shape) == ("labels", (), (3,))
    assert found.preprocessor.labels == (("no", "yes"), ("no", "yes"), ("0", "1"))
    for i, name in enumerate(LABELS):
        alone = labels.predicting(name).ignoring(*(other for other in LABELS if other != name))
        one = prepared(alone, stratified=False)
        np.testing.assert_array_equal(found.train.y[:, i], one.train.y)
        assert baseline(found, found.test, i) == baseline(one, one.test)
    loss = loss_for(found.task)
    assert loss.task == loss_task(found.task) == "binary"
    share = found.train.y.mean(axis=0, dtype=np.float64)
    entropy = -(share * np.log(share) + (1 - share) * np.log(1 - share)).mean()
    assert constant_loss(loss, found) == pytest.approx(entropy)


@pytest.mark.parametrize(
    "spelled", [("ja", "nein"), ("Ja", "Nein"), ("J", "N"), ("yes", "no"), ("true", "false"), ("1", "0")]
)
def test_yes_is_the_second_class_in_other_languages_too(tmp_path: Path, spelled: tuple[str, str]) -> None:
    """By their letters ja comes before nein, and curves and figures told how well nein is found."""
    yes, no = spelled
    lines = [f"{i % 7}.5,{yes if i % 3 else no},{yes if i % 4 else no}" for i in range(60)]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(["u,one,two", *lines]), encoding="utf-8")
    alone = CsvFile(str(path)).predicting("one").ignoring("two").read()
    assert [name.lower() for name in alone.classes] == [no.lower(), yes.lower()]
    assert [int(value) for value in alone.target.values] == [int(i % 3 > 0) for i in range(60)]
    both = prepared(CsvFile(str(path)).predicting("one", "two"))
    assert both.task == "labels"
    assert [pair[1].lower() for pair in both.preprocessor.labels] == [yes.lower()] * 2
    assert both.train.y[:, 1].tolist() == [float(row % 4 > 0) for row in both.train.rows]


def test_answers_name_every_target(numbers: CsvFile, labels: CsvFile) -> None:
    of = prepared(numbers).preprocessor
    given = answers(of, np.zeros((2, 3)))
    assert (given.headings, given.labels, given.pairs) == (NUMBERS, None, ())
    assert next(iter(given.rows())) == pytest.approx([each.offset for each in of.scaled_targets], rel=1e-6)
    shares = np.array([[0.2, 0.5, 0.9]])
    given = answers(prepared(labels).preprocessor, shares)
    assert given.headings == ("warm", "P(warm = yes)", "bright", "P(bright = yes)", "loud", "P(loud = 1)")
    assert list(given.rows()) == [["no", 0.2, "yes", 0.5, "1", 0.9]]
    margins = answers(prepared(labels).preprocessor, np.array([[-3.0, 0.0, 0.5]]), threshold=0.0)
    assert list(margins.rows()) == [["no", 0.0, "yes", 0.5, "1", 0.75]]


def test_the_preprocessing_comes_back_from_plain_data(numbers: CsvFile, labels: CsvFile) -> None:
    for source in (numbers, labels):
        found = prepared(source).preprocessor
        assert Preprocessor.from_plain(found.to_plain()) == found


def test_what_was_kept_before_there_could_be_several_still_opens(tmp_path: Path) -> None:
    one = CsvFile(str(numbers_table(tmp_path)), target="mass")
    kept = prepared(one).preprocessor.to_plain()
    for name in ("more_targets", "labels"):
        del kept[name]
    found = Preprocessor.from_plain(kept)
    assert found == prepared(one).preprocessor
    assert found.target_names == ("mass",)
    plain = SOURCES.to_plain(one)
    del plain["more_targets"]
    assert SOURCES.from_plain(plain)[0] == one


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("more_targets", [{"name": "mass"}]),
        ("more_targets", [{"name": "x", "scale": 0.0}]),
        ("more_targets", [{"name": "x", "offset": float("nan")}]),
        ("more_targets", [{"scale": 1.0}]),
        ("more_targets", "girth"),
        ("labels", [["no", "yes"]]),
        ("task", "labels"),
        ("answer", "input"),
    ],
)
def test_damaged_numbers_are_refused(numbers: CsvFile, change: str, value: object) -> None:
    plain = prepared(numbers).preprocessor.to_plain()
    with pytest.raises(StudioError, match=r"Preprocessing is damaged|Scaling of the target is impossible"):
        Preprocessor.from_plain(plain | {change: value})


@pytest.mark.parametrize("value", [[], [["no", "yes"]] * 2, [["no", "no"]] * 3, [["no", "yes", "both"]] * 3])
def test_damaged_labels_are_refused(labels: CsvFile, value: object) -> None:
    plain = prepared(labels).preprocessor.to_plain()
    with pytest.raises(StudioError, match="Preprocessing is damaged"):
        Preprocessor.from_plain(plain | {"labels": value})


def test_a_source_says_which_columns(numbers: CsvFile) -> None:
    assert numbers.targets == NUMBERS
    assert SOURCES.from_plain(SOURCES.to_plain(numbers))[0] == numbers
    assert numbers.ignoring("mass").predicting("mass").ignored == ()
    assert numbers.predicting().targets == ()
    assert numbers.predicting().goals(numbers.table()) == (NUMBERS[-1],)
    with pytest.raises(FieldError, match="need a first one"):
        numbers.replace(target=None)
    with pytest.raises(FieldError, match="need a first one"):
        numbers.replace(more_targets=("mass",))


def test_the_same_columns_used_otherwise_are_other_data(numbers: CsvFile) -> None:
    """The column before the first target is its neighbour in the fingerprint as well."""
    seen = {numbers.predicting(*NUMBERS[i:]).read().fingerprint for i in range(3)}
    assert len(seen) == 3


def test_rows_without_one_of_the_targets_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    path.write_text(
        "a,u,v\n"
        + "".join(f"{i},{'' if i == 3 else i * 1.5},{'' if i in (3, 7) else -i}\n" for i in range(12)),
        encoding="utf-8",
    )
    dataset = CsvFile(str(path)).predicting("u", "v").read()
    assert len(dataset) == 10
    assert "2 rows without 'u', 'v' are left out" in map(str, dataset.notes)


def test_zeros_and_ones_may_be_meant_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "bits.csv"
    path.write_text(
        "a,u,v\n" + "".join(f"{i * 0.5},{i % 2},{i // 3 % 2}\n" for i in range(24)), encoding="utf-8"
    )
    source = CsvFile(str(path)).predicting("u", "v")
    assert source.read().task == "labels"
    assert source.replace(task="regression").read().task == "regression"


def test_warnings_look_at_every_target(numbers: CsvFile, labels: CsvFile) -> None:
    dataset = numbers.read()
    copy = Column.number("pounds", dataset.more_targets[1].values * 2.2)
    told = warnings_about(dataclasses.replace(dataset, inputs=(*dataset.inputs, copy)), DataConfig(numbers))
    assert [(found.kind, found.columns) for found in told if found.kind == "target_copy"] == [
        ("target_copy", ("pounds",))
    ]
    assert "'beats'" in str(next(found.text for found in told if found.kind == "target_copy"))
    found = labels.read()
    values = np.zeros(len(found), np.int32)
    values[:2] = 1
    rare = Column("rare", "category", values, ("no", "yes"))
    told = warnings_about(dataclasses.replace(found, more_targets=(rare,)), DataConfig(labels))
    assert any(each.kind == "few_of_a_class" and each.columns == ("rare",) for each in told)


def test_a_data_set_takes_only_what_goes_together() -> None:
    a, b = Column.number("a", [1, 2, 3]), Column.number("b", [3, 2, 1])
    name = Column.category("c", ["x", "y", "z"])
    with pytest.raises(StudioError, match="columns that one output answers must all hold numbers or all be"):
        Dataset("d", (a,), b, more_targets=(name,))
    with pytest.raises(StudioError, match="two columns are called 'a'"):
        Dataset("d", (a,), b, more_targets=(a,))
    with pytest.raises(StudioError, match="row 2 has no target"):
        Dataset("d", (a,), b, more_targets=(Column.number("e", [1, np.nan, 2]),))


def test_another_number_of_targets_is_not_compared(numbers: CsvFile) -> None:
    preprocessor = fit(numbers.read())
    with pytest.raises(StudioError, match="predicts 'mass', 'girth', 'beats'; choose the same columns"):
        preprocessor.targets(numbers.predicting("mass").read())
