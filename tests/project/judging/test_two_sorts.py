"""Pictures together with columns: answers, what they depend on, and something new."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.preparing.sample_parts import seen_parts
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Concatenate, Dense, Flatten, Input
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.project.comparing.compare import compare, side_of
from nnstudio.project.judging.answered import answered
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.drawn import are_photographs, can_draw, hand_of
from nnstudio.project.judging.importance import PICTURE, importances
from nnstudio.project.judging.judgement import judge
from nnstudio.project.judging.linear import fit_linear, is_linear
from nnstudio.project.judging.listing import raw, row_values, values_of
from nnstudio.project.judging.pictures import pictures_of
from nnstudio.project.judging.tryout import Tryout
from nnstudio.project.judging.why import input_gradient, why
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.project.trained import Trained, load_data
from nnstudio.system.messages import StudioError
from tests.data.pictured import COLUMNS, pictured_project, pictured_table, trained_on


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pictured_table(tmp_path_factory.mktemp("pictured"))


@pytest.fixture(scope="module")
def trained(table: Path) -> Trained:
    return trained_on(pictured_project(table))


@pytest.fixture(scope="module")
def prepared(table: Path, trained: Trained) -> Prepared:
    return load_data(pictured_project(table))


@pytest.fixture
def tryout(trained: Trained, prepared: Prepared) -> Tryout:
    return Tryout(Answerer(trained), lambda cancelled: prepared)


def _never() -> bool:
    return False


def test_a_sample_is_told_as_its_picture_and_the_values_of_its_columns(
    prepared: Prepared, table: Path
) -> None:
    known, row = prepared.preprocessor, int(prepared.test.rows[0])
    x = prepared.test.x[0]
    array, features = seen_parts(known, x)
    assert (array.shape, features.shape) == ((12, 12, 1), (5,))
    written = table.read_text(encoding="utf-8").splitlines()[1 + row].split(",")
    values = row_values(known, x)
    assert list(values) == list(COLUMNS)
    assert (values["age"], values["weight"]) == (float(written[1]), float(written[3]))
    assert values["sex"] == (written[2] or values["sex"])
    assert [name for name, _ in values_of(known, x, 2)] == ["age", "sex"]
    picture = np.asarray(Image.open(table.parent / written[0]), float)
    np.testing.assert_allclose(raw(known, x[None])[0, :, :, 0], picture, atol=1e-3)


def test_what_moves_an_answer_agrees_with_moving_it(trained: Trained, prepared: Prepared) -> None:
    answerer, noise = Answerer(trained), np.random.default_rng(0).normal(0, 0.3, 149)
    x = (prepared.test.x[3] + noise).astype(np.float32)  # no two pixels alike: the largest of them is one
    model = trained.model()
    gradient = input_gradient(trained, model, x, 0)
    assert gradient.shape == x.shape
    numbers = []
    for i in (60, 77, 144, 145, 148):
        up, down = x.copy(), x.copy()
        up[i] += 0.003
        down[i] -= 0.003
        ahead, back = (answerer.ask(v[None])[0].numbers[0, 0] for v in (up, down))
        numbers.append((ahead - back) / float(up[i] - down[i]))
    np.testing.assert_allclose(gradient[[60, 77, 144, 145, 148]], numbers, rtol=0.05, atol=2e-3)


def test_why_colours_the_picture_and_weighs_the_columns(trained: Trained, prepared: Prepared) -> None:
    x = prepared.test.x[3]
    found = why(trained, trained.model(), x, 0)
    assert found.map.shape == (12, 12)
    assert found.map.max() == pytest.approx(1)
    assert sorted(name for name, _ in found.parts) == sorted(COLUMNS)
    gradient = input_gradient(trained, trained.model(), x, 0)
    assert dict(found.parts)["age"] == pytest.approx(float(gradient[144] * x[144]))
    assert dict(found.parts)["sex"] == pytest.approx(float(gradient[145:148] @ x[145:148]))


def test_columns_are_dealt_out_one_by_one_and_pictures_whole(trained: Trained, prepared: Prepared) -> None:
    before = prepared.test.x.copy()
    found = {each.column: each for each in importances(trained, prepared)}
    assert np.array_equal(prepared.test.x, before)
    assert sorted(found) == sorted((PICTURE, *COLUMNS))
    assert [each.column for each in found.values() if each.picture] == [PICTURE]
    assert found[PICTURE].loss > 5 * abs(found["weight"].loss)
    # What is told of the pictures, over all pairs of rows.
    model, usual = trained.model(samples=len(before)), judge(trained, prepared).loss
    every = []
    for other in before:
        x = before.copy()
        x[:, :144] = other[:144]
        every.append(model.evaluate(trained.feed(x), prepared.test.y)["loss"])
    spread = found[PICTURE].spread
    assert found[PICTURE].loss == pytest.approx(np.mean(every) - usual, abs=2 * spread + 0.02)


def test_a_column_called_as_the_pictures_are_is_told_apart(tmp_path: Path) -> None:
    table = pictured_table(tmp_path, 40)
    table.write_text(table.read_text(encoding="utf-8").replace("weight", PICTURE), encoding="utf-8")
    project = pictured_project(table, epochs=1, columns=("age", PICTURE))
    found = importances(trained_on(project), load_data(project))
    assert sorted((each.column, each.picture) for each in found) == [
        (PICTURE, False), (PICTURE, True), ("age", False),
    ]  # fmt: skip


def test_the_linear_model_sees_pixels_and_columns(prepared: Prepared) -> None:
    assert fit_linear(prepared, CategoricalCrossentropy()).reached("train").figure > 0.9, (
        "both are needed for that"
    )


def test_a_network_that_only_adds_up_both_is_linear() -> None:
    network = Network().add(Input((12, 12, 1))).add(Input((5,)))
    network = network.add(Flatten(), after=["input"]).add(Concatenate(), after=["flatten_1", "input_1"])
    linear = network.add(Dense(3, activation="softmax"), after=["concatenate_1"])
    assert is_linear(linear, CategoricalCrossentropy())
    bent = network.add(Dense(8, activation="relu"), after=["concatenate_1"])
    assert not is_linear(
        bent.add(Dense(3, activation="softmax"), after=["dense_1"]), CategoricalCrossentropy()
    )


def test_it_is_compared_with_a_network_for_the_pictures_alone(trained: Trained, table: Path) -> None:
    both = pictured_project(table)
    source = both.data.source.replace(inputs=())
    alone, _ = from_template(template("lenet"), source, DataConfig())
    alone = alone.replace(training=alone.training.replace(epochs=1, device="cpu"))
    sides = side_of(both, trained, "both"), side_of(alone, trained_on(alone), "alone")
    for a, b in (sides, sides[::-1]):
        found = compare(a, b)
        assert found.outputs is not None, found.no_outputs
        assert "of both" in str(found.outputs.origin), "these rows have what each of them needs"


# Something new ----------------------------------------------------------------------------------------------


def test_a_value_is_changed_and_the_picture_stays(tryout: Tryout, prepared: Prepared) -> None:
    known = prepared.preprocessor
    tried = next(each for each in (tryout.sample(_never) for _ in range(40)) if each.true != ("side",))
    picture, _ = seen_parts(known, tried.x[0])
    values = row_values(known, tried.x[0])
    same = tryout.row(values, picture)
    np.testing.assert_allclose(same.answers[0].numbers, tried.answers[0].numbers, atol=1e-3)
    young, old = (tryout.row(values | {"age": age}, picture).answers[0].numbers[0] for age in (20.0, 79.0))
    assert old[known.classes.index("old")] > 0.5 > young[known.classes.index("old")]
    np.testing.assert_array_equal(tryout.row(values | {"age": 30.0}, picture).x[0, :144], tried.x[0, :144])


def test_a_picture_is_answered_with_what_was_typed_and_a_gap_is_missing(
    tryout: Tryout, table: Path, prepared: Prepared
) -> None:
    known = prepared.preprocessor
    upright = next(
        f"p{i}.png" for i in range(99) if "side" not in table.read_text(encoding="utf-8").splitlines()[i + 1]
    )
    tried = tryout.file(str(table.parent / upright), _never, {"age": 66.0, "sex": None, "weight": 70.0})
    assert tried.answers[0].labels[0] == "old"
    assert dict(zip(known.features, tried.x[0, 144:].tolist(), strict=True))["sex is missing"] == 1
    assert tried.beside.filled_in(0) == {"sex"}
    odd = tryout.file(str(table.parent / upright), _never, {"age": 20.0, "sex": "other", "weight": 70.0})
    assert (odd.beside.strange_in(0), odd.beside.filled_in(0)) == ({"sex": "other"}, frozenset())
    nothing = tryout.file(str(table.parent / upright), _never)
    assert nothing.beside.filled_in(0) == set(COLUMNS), "without a word of it all is missing"


def test_what_can_be_drawn_is_drawn_with_its_columns(tryout: Tryout, prepared: Prepared) -> None:
    assert can_draw(prepared)
    assert not are_photographs(prepared)
    assert hand_of(prepared).ground < 20 < 200 < hand_of(prepared).ink
    ink = np.zeros((200, 200))
    ink[30:170, 85:115] = 1
    for age, kind in ((25.0, "young"), (75.0, "old")):
        tried = tryout.drawing(ink, _never, {"age": age, "sex": "f", "weight": 70.0})
        assert tried.x.shape == (1, 149)
        assert tried.answers[0].labels[0] == kind


def test_a_table_that_names_pictures_has_an_answer_for_each(tryout: Tryout, table: Path) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    path = table.parent / "new.csv"
    path.write_text(
        "\n".join([lines[0], lines[1], lines[2].replace(",m,", ",?!,").replace(",f,", ",?!,")]) + "\n",
        encoding="utf-8",
    )
    tried = tryout.file(str(path), _never)
    assert [tried.beside.name(i) for i in range(2)] == ["p0.png", "p1.png"]
    assert (tried.beside.filled_in(0), tried.beside.strange_in(1)) == ({"sex"}, {"sex": "?!"})
    assert len(tried.answers[0].labels) == 2


def test_anything_else_is_one_clear_line(trained: Trained, table: Path, tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.zeros((2, 149), np.float32))
    needs = "pictures together with columns: give a table .* 'age', 'sex', 'weight'"
    for path in (table.parent, table.parent / "p1.png", tmp_path / "a.npy"):
        with pytest.raises(StudioError, match=needs):
            pictures_of(str(path), trained)
        with pytest.raises(StudioError, match=needs):
            answered(trained, str(path))
    lines = [line.split(",", 1) for line in table.read_text(encoding="utf-8").splitlines()]
    (tmp_path / "plain.csv").write_text("\n".join(rest for _, rest in lines) + "\n", encoding="utf-8")
    with pytest.raises(StudioError, match="no column names files"):
        pictures_of(str(tmp_path / "plain.csv"), trained)
    with pytest.raises(StudioError, match="no column names files"):
        answered(trained, str(tmp_path / "plain.csv"))
