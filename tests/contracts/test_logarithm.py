"""A target that is learned as its logarithm is told in its own unit, by the same numbers everywhere."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nnstudio.data.baseline import baseline
from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import Bundled, CsvFile, PictureTable
from nnstudio.export import CardMarkdown, NumpyScript, Onnx, samples_for
from nnstudio.export.of_project import artifact_of
from nnstudio.export.scores import measured as with_scores
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense, Flatten
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.nn.optimizers import Adam
from nnstudio.nn.unit import HIGHEST, Unit, in_units
from nnstudio.project.answers import answers
from nnstudio.project.file import decode, encode
from nnstudio.project.judging.judgement import judge
from nnstudio.project.judging.linear import fit_linear
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig

LOGARITHM = (ColumnSettings("price", logarithm=True),)


def skewed(folder: Path, rows: int = 300, **more: Host) -> CsvFile:
    """Three inputs of which the logarithm of the price is a sum, but for some noise; further columns beside it."""
    draw = np.random.default_rng(3)
    x = draw.normal(size=(rows, 3))
    price = np.exp(8 + x @ np.array([1.2, 0.7, -0.6]) + 0.2 * draw.normal(size=rows))
    path = folder / "skewed.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("a", "b", "c", *more, "price"))
        writer.writerows(np.column_stack([x, *more.values(), price]).tolist())
    return CsvFile(str(path)).predicting("price")


def pictures(folder: Path) -> PictureTable:
    """Pictures of which a hundred shades more make the price e times as high."""
    draw = np.random.default_rng(5)
    lines = ["file,price"]
    for i in range(60):
        shade = int(draw.integers(0, 256))
        Image.new("L", (6, 5), shade).save(folder / f"{i}.png")
        lines.append(f"{i}.png,{math.exp(5 + shade / 100 + 0.1 * draw.normal()):.2f}")
    (folder / "prices.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return PictureTable(str(folder / "prices.csv")).predicting("price")


class Case(NamedTuple):
    """A project that was trained, and its data."""

    project: Project
    prepared: Prepared
    trained: Trained


def train(
    source: CsvFile | Bundled | PictureTable,
    columns: tuple[ColumnSettings, ...] = LOGARITHM,
    epochs: int = 12,
) -> Case:
    config = DataConfig(source, columns=columns)
    dataset = source.read()
    outputs = len(dataset.targets)
    flat = [Flatten()] if len(dataset.sample_shape) > 1 else []
    network = sequential(
        dataset.sample_shape, [*flat, Dense(8, activation="tanh"), Dense(outputs, activation="linear")]
    )
    training = TrainingConfig(
        MeanSquaredError(), Adam(0.02), epochs=epochs, batch_size=16, seed=1, device="cpu", more_metrics=True
    )
    project = Project(data=config, training=training).with_network(network)
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    return Case(project, prepared, result(run, project, prepared))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return train(skewed(tmp_path_factory.mktemp("skewed")))


def of_hand(case: Case, part: str = "validation") -> tuple[Host, Host]:
    """True and given prices of a part, the latter from the network's own numbers."""
    split = getattr(case.prepared, part)
    assert case.project.data is not None
    assert case.project.data.source is not None
    column = case.project.data.source.read().target.values
    known = case.prepared.preprocessor
    z = case.trained.model().predict(split.x).reshape(-1)
    return column[split.rows], np.array(
        [math.exp(known.target_offset + known.target_scale * float(each)) - 1 for each in z]
    )


@given(
    st.lists(st.floats(0, 1e30), min_size=1, max_size=20),
    st.floats(-50, 50),
    st.floats(1e-3, 1e3),
    st.booleans(),
)
def test_what_is_learned_comes_back(
    values: list[float], offset: float, scale: float, logarithm: bool
) -> None:
    unit, y = Unit(offset, scale, logarithm), np.array(values)
    np.testing.assert_allclose(unit.restored(unit.learned(y)), y, rtol=1e-9, atol=1e-9)


@given(st.floats(-1e30, 1e30), st.floats(-50, 50), st.floats(1e-3, 1e3))
def test_no_answer_is_negative_or_infinite(z: float, offset: float, scale: float) -> None:
    found = float(Unit(offset, scale, logarithm=True).restored(np.array([z], np.float32))[0])
    assert 0 <= found <= math.expm1(HIGHEST) < np.finfo(np.float32).max
    assert math.isnan(float(Unit(offset, scale, logarithm=True).restored(np.array([math.nan]))[0]))


@pytest.mark.parametrize("logarithm", [False, True])
@pytest.mark.parametrize("others", [0, 1])
def test_a_true_zero_is_told_as_zero(logarithm: bool, others: int) -> None:
    y = np.array([0.0, 1e-3, 5.0, 30.0])
    unit = Unit(2.9, 1.7, logarithm)
    learned = np.stack([unit.learned(y).astype(np.float32)] * (1 + others), 1)
    found = in_units((unit, Unit(), unit)[: 1 + others], learned)[:, 0]
    assert found[0] == 0
    np.testing.assert_allclose(found[1:], y[1:], rtol=1e-3)


def test_the_curves_and_the_results_are_in_the_unit(case: Case) -> None:
    true, told = of_hand(case)
    wrong = told - true
    by_hand = {
        "mae": np.abs(wrong).mean(),
        "rmse": math.sqrt((wrong**2).mean()),
        "r2": 1 - (wrong**2).sum() / ((true - true.mean()) ** 2).sum(),
    }
    last = case.trained.checkpoint.history.epochs[-1].val_metrics
    judged = judge(case.trained, case.prepared, "validation")
    assert last == pytest.approx(by_hand, rel=1e-4)
    assert judged.metrics == pytest.approx(by_hand, rel=1e-4)
    np.testing.assert_allclose(judged.true[:, 0], true, rtol=1e-5)
    np.testing.assert_allclose(judged.given[:, 0], told, rtol=1e-6)


def test_the_loss_is_that_of_what_is_learned(case: Case) -> None:
    split = case.prepared.validation
    z = case.trained.model().predict(split.x)
    judged = judge(case.trained, case.prepared, "validation")
    assert judged.loss == pytest.approx(float(np.square(z - split.y).mean()), rel=1e-5)


def test_what_stands_beside_results_is_in_the_unit_too(case: Case) -> None:
    prepared = case.prepared
    restore = prepared.preprocessor.restore_targets
    seen, known = restore(prepared.test.y), restore(prepared.train.y)
    assert baseline(prepared, prepared.test) == pytest.approx(np.abs(seen - known.mean()).mean())
    assert baseline(prepared, prepared.test, 0) == pytest.approx(baseline(prepared, prepared.test))
    linear = fit_linear(prepared, MeanSquaredError())
    whole, alone = linear.reached("test").figure, linear.reached("test", 0).figure
    assert whole == pytest.approx(alone, rel=1e-4)
    assert whole < baseline(prepared, prepared.test) / 2


def test_scores_of_an_export_are_those_of_the_results(case: Case) -> None:
    (scores,) = with_scores(artifact_of(case.trained)).scores
    judged = judge(case.trained, case.prepared, "test")
    assert scores.metrics["mae"] == pytest.approx(judged.metrics["mae"], rel=1e-5)
    assert scores.baseline == pytest.approx(judged.guessing)


@pytest.mark.parametrize("chosen", [NumpyScript(), Onnx(preprocessing=True)], ids=["script", "onnx"])
def test_a_number_beside_pictures_has_it_too(tmp_path: Path, chosen: Any) -> None:
    case = train(pictures(tmp_path), epochs=2)
    assert case.prepared.preprocessor.target_logarithm
    true, told = of_hand(case)
    judged = judge(case.trained, case.prepared, "validation")
    np.testing.assert_allclose(judged.true[:, 0], true, rtol=1e-4)
    np.testing.assert_allclose(judged.given[:, 0], told, rtol=1e-4)
    whole = artifact_of(case.trained)
    proof = chosen.prove(chosen.files(whole, "network"), whole, samples_for(whole), lambda: False)
    assert proof.largest_difference <= proof.tolerance


@pytest.mark.parametrize("chosen", [NumpyScript(), Onnx(preprocessing=True)], ids=["script", "onnx"])
def test_what_is_taken_away_gives_the_same_answers(case: Case, chosen: Any) -> None:
    whole = artifact_of(case.trained)
    samples = samples_for(whole)
    proof = chosen.prove(chosen.files(whole, "network"), whole, samples, lambda: False)
    assert proof.preprocessing
    assert proof.largest_difference <= proof.tolerance


def test_answers_and_cards(case: Case) -> None:
    _, told = of_hand(case)
    z = case.trained.model().predict(case.prepared.validation.x)
    rows = [row for (row,) in answers(case.prepared.preprocessor, z).rows()]
    np.testing.assert_allclose(rows, told, rtol=1e-6)
    whole = artifact_of(case.trained)
    card = bytes(next(iter(CardMarkdown().files(whole, "network").values()))).decode()
    assert "exp(z" in card
    assert "median rather than its mean" in card


def test_a_project_and_its_weights_keep_it(case: Case) -> None:
    project, trained = decode(encode(case.project, case.trained))
    assert trained is not None
    assert project.data == case.project.data
    assert trained.preprocessor == case.prepared.preprocessor
    plain = case.prepared.preprocessor.to_plain()
    assert plain.pop("target_logarithm") is True
    assert not Preprocessor.from_plain(plain).target_logarithm  # as earlier versions wrote it


def test_real_data(tmp_path: Path) -> None:
    """Diabetes, of which the logarithm is no better, and no worse."""
    name = Bundled("diabetes").read().target_name
    so, plainly = (train(Bundled("diabetes"), c) for c in ((ColumnSettings(name, logarithm=True),), ()))
    judged = [judge(case.trained, case.prepared, "test") for case in (so, plainly)]
    np.testing.assert_allclose(judged[0].true, judged[1].true, rtol=1e-5)
    assert judged[0].guessing == pytest.approx(judged[1].guessing, rel=1e-5)
    assert judged[0].metrics["mae"] == pytest.approx(judged[1].metrics["mae"], rel=0.15)
    whole = artifact_of(so.trained)
    for chosen in (NumpyScript(), Onnx(preprocessing=True)):
        chosen.prove(chosen.files(whole, "network"), whole, samples_for(whole), lambda: False)


def several(folder: Path) -> Case:
    source = skewed(folder, extra=np.linspace(-4, 900, 300)).predicting("extra", "price")
    return train(source, epochs=2)


@pytest.mark.parametrize("chosen", [NumpyScript(), Onnx(preprocessing=True)], ids=["script", "onnx"])
def test_each_of_several_targets_has_its_own(tmp_path: Path, chosen: Any) -> None:
    case = several(tmp_path)
    known = case.prepared.preprocessor
    assert [each.logarithm for each in known.scaled_targets] == [False, True]
    judged = judge(case.trained, case.prepared, "test")
    assert case.project.data is not None
    assert case.project.data.source is not None
    columns = case.project.data.source.read().targets
    rows = case.prepared.test.rows
    np.testing.assert_allclose(
        judged.true, np.stack([c.values[rows] for c in columns], 1), rtol=1e-4, atol=1e-3
    )
    one = judged.of_target(1)
    assert one.guessing == pytest.approx(
        np.abs(one.true - np.mean(columns[1].values[case.prepared.train.rows])).mean(), rel=1e-4
    )
    whole = artifact_of(case.trained)
    proof = chosen.prove(chosen.files(whole, "network"), whole, samples_for(whole), lambda: False)
    assert proof.largest_difference <= proof.tolerance


def test_wild_answers_stay_numbers(case: Case) -> None:
    """A network that asks for e¹⁰⁰⁰ is very wrong, and its curve goes on."""
    model = case.trained.model()
    model.set_weights({key: 1000 * value for key, value in case.trained.weights().items()})
    split = case.prepared.validation
    found = model.evaluate(split.x, split.y)
    assert all(map(math.isfinite, found.values()))
    wild = artifact_of(case.trained)
    # As the application, so what is taken away.
    for chosen in (NumpyScript(), Onnx(preprocessing=True)):
        whole = msgspec.structs.replace(wild, weights={k: 1000 * v for k, v in wild.weights.items()})
        chosen.prove(chosen.files(whole, "network"), whole, samples_for(whole), lambda: False)


def test_a_negative_number_is_refused_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "a,price\n" + "\n".join(f"{i},{-3 if i == 17 else i}" for i in range(40)), encoding="utf-8"
    )
    config = DataConfig(CsvFile(str(path)).predicting("price"), columns=LOGARITHM)
    assert config.source is not None
    for seed in range(4):  # whichever part it falls into
        with pytest.raises(
            StudioError, match=r"Column 'price', row 18: −3 is below zero .* turn the logarithm"
        ):
            prepare(config.source.read(), config, seed)


def test_a_skewed_target_is_better_learned_so(tmp_path: Path) -> None:
    source = skewed(tmp_path)
    so, plainly = train(source, epochs=40), train(source, (), epochs=40)
    figures = [judge(case.trained, case.prepared, "test").metrics["mae"] for case in (so, plainly)]
    assert figures[0] < 0.8 * figures[1]
