"""Networks with several outputs leave the program in every format: each answers in its own unit, under its own name."""

from __future__ import annotations

import csv
import functools
import io
import json
import keyword
import re
import runpy
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
import pytest

from nnstudio.data.beside import Beside
from nnstudio.data.preparing.deciding import Decision, questions
from nnstudio.data.preparing.outputs import read_outputs
from nnstudio.data.sources import PictureTable
from nnstudio.export import (
    FORMATS,
    Artifact,
    CardHtml,
    CardMarkdown,
    Disagreement,
    Format,
    KerasArchive,
    Npz,
    NumpyScript,
    Onnx,
    PyTorch,
    Safetensors,
    apart,
    samples_for,
)
from nnstudio.export.keras.source import KerasSource
from nnstudio.export.output_names import identifiers
from nnstudio.export.proof import facts_of
from nnstudio.export.reading import read_model, read_weights
from nnstudio.export.reading.matching import match
from nnstudio.export.scores import measured
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.answers import answers, csv_of
from nnstudio.training.model import Model
from tests.data.mixed_table import TREATED
from tests.export.artifacts import HOSTILE, of_several_outputs
from tests.export.test_pictures_with_columns import CHOICES, require_proven
from tests.export.written import ask, every_source, require_clean
from tests.export.written import write as write_source

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "class, number, yes/no": ("rows", ("kind", "price", "sold")),
    "numbers, questions, class": ("rows", ("price", "sold", "x", "new", "kind")),
    "pictures": ("pictures", ("kind", "price")),
    "pictures with columns": ("both", ("sold", "kind", "price")),
}


@functools.cache
def trained(folder: Path, case: str) -> Artifact:
    """Read once for all formats."""
    place = folder / re.sub(r"\W+", "_", case)
    place.mkdir()
    asked, targets = CASES[case]
    columns = () if asked == "pictures" else tuple(each for each in TREATED[1:] if each.name != "city")
    return of_several_outputs(place, *targets, asked=asked, columns=columns)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(params=CASES)
def whole(request: pytest.FixtureRequest, folder: Path) -> Artifact:
    return trained(folder, request.param)


@pytest.fixture
def three(folder: Path) -> Artifact:
    return trained(folder, "class, number, yes/no")


def never() -> bool:
    """Nobody cancels."""
    return False


def decided(whole: Artifact, part: float = 0.3) -> Artifact:
    """It with a threshold for each of its questions that changes some answers."""
    outputs, chosen = samples_for(whole).outputs, []
    for node, view in whole.views.items():
        assert view.preprocessor is not None
        asked = questions(view.preprocessor)
        if asked:
            given = read_outputs(view.preprocessor, outputs[node], view.threshold)
            yes = given if view.preprocessor.labels else given[:, 1:]
            chosen += [Decision(float(f"{each:.3g}"), 1, "test") for each in np.quantile(yes, part, axis=0)]
    return msgspec.structs.replace(whole, chosen=tuple(chosen))


@pytest.mark.parametrize("key", CHOICES)
def test_every_format_answers_alike(key: str, whole: Artifact, tmp_path: Path) -> None:
    require_proven(key, whole, tmp_path)


def test_each_answers_in_its_own_unit(three: Artifact) -> None:
    samples = samples_for(three)
    kind, price, sold = three.views
    np.testing.assert_allclose(samples.answers[kind].sum(axis=1), 1, rtol=1e-5)
    assert abs(samples.answers[price].mean() - 1000) < 500
    assert samples.answers[sold].shape == (len(samples), 1)
    assert [three.network.output_ids.index(node) for node in (kind, price, sold)] == [2, 1, 0]


# Names ------------------------------------------------------------------------------------------------------


def test_outputs_are_called_as_their_targets(three: Artifact) -> None:
    """In the order of the network, which is another one than that of the targets here."""
    expected = ["sold", "price", "kind"]
    for chosen in (Onnx(), Onnx(preprocessing=True)):
        model = onnx.load_model_from_string(chosen.encode(three))
        onnx.checker.check_model(model, full_check=True)
        assert [each.name for each in model.graph.output] == expected
    for cls in (NumpyScript, PyTorch, KerasSource):
        source = next(iter(cls().files(three, "network.py").values())).decode()
        assert "Outputs = collections.namedtuple(\"Outputs\", ('sold', 'price', 'kind'))" in source


def test_keras_calls_its_last_layers_so(three: Artifact) -> None:
    with zipfile.ZipFile(io.BytesIO(KerasArchive().encode(three))) as archive:
        model = json.loads(archive.read("config.json"))["config"]
    assert model["output_layers"] == [["sold", 0, 0], ["price", 0, 0], ["kind", 0, 0]]
    assert {"sold", "price", "kind"} < {layer["name"] for layer in model["layers"]}


def test_whatever_the_targets_are_called_the_files_are_sound(tmp_path: Path) -> None:
    """What a person has called a column becomes neither code nor the name of something else."""
    whole = of_several_outputs(tmp_path, "kind", "price", "sold")
    assert whole.preprocessor is not None
    for name in HOSTILE:
        known = whole.preprocessor
        further = [
            msgspec.structs.replace(each, target_name=f"{name}{i}") for i, each in enumerate(known.further)
        ]
        known = msgspec.structs.replace(known, target_name=name, further=tuple(further))
        named = msgspec.structs.replace(whole, preprocessor=known, data=None)
        names = named.output_names.values()
        assert all(each.isidentifier() and each.isascii() for each in names), names
        assert len(set(names)) == 3
        onnx.checker.check_model(Onnx(preprocessing=True).encode(named), full_check=True)
        compile(NumpyScript().encode(named), "network.py", "exec")
        for cls in (CardHtml, CardMarkdown):
            cls().encode(named)
    samples = samples_for(named)
    proof = NumpyScript().prove({"network.py": NumpyScript().encode(named)}, named, samples, never)
    assert proof.preprocessing


def test_an_output_is_never_called_as_a_column_or_a_layer(three: Artifact) -> None:
    """Columns are inputs of an ONNX model that prepares them, and layers are values of every one."""
    assert three.preprocessor is not None
    price, sold = three.preprocessor.further
    further = (
        msgspec.structs.replace(price, target_name="dense 1"),
        msgspec.structs.replace(sold, target_name="x"),
    )
    known = msgspec.structs.replace(three.preprocessor, target_name="shop!", further=further)
    named = msgspec.structs.replace(three, preprocessor=known)
    assert list(named.output_names.values()) == ["x_2", "dense_1_2", "shop_2"]
    model = onnx.load_model_from_string(Onnx(preprocessing=True).encode(named))
    onnx.checker.check_model(model, full_check=True)
    assert [each.name for each in model.graph.output] == ["x_2", "dense_1_2", "shop_2"]


def test_what_each_answers_goes_along(three: Artifact, tmp_path: Path) -> None:
    model = onnx.load_model_from_string(Onnx().encode(three))
    told = {each.key: each.value for each in model.metadata_props}
    outputs = json.loads(told["outputs"])
    assert {name: each["target"] for name, each in outputs.items()} == {
        "kind": "kind",
        "price": "price",
        "sold": "sold",
    }
    assert outputs["kind"]["classes"] == ["a", "b", "c"]
    assert outputs["sold"]["classes"] == ["no", "yes"]
    assert outputs["price"] == {
        "layer": "dense_3",
        "target": "price",
        "task": "regression",
        "targets": ["price"],
    }
    assert "decisions" not in told
    chosen = decided(three)
    (decision,) = chosen.chosen
    about = json.loads(chosen.metadata()["decisions"])
    assert about == {"sold": {"class": "yes", "threshold": decision.threshold, "chosen_on": "test"}}
    assert Safetensors().encode(chosen) != Safetensors().encode(three)


# Scripts ----------------------------------------------------------------------------------------------------


def require_told(
    text: str, whole: Artifact, outputs: Mapping[str, np.ndarray[Any, Any]], beside: int = 0
) -> None:
    """The written table is that of the program, behind so many columns that tell the rows apart."""
    found = [
        answers(view.preprocessor, outputs[node], view.threshold, view.chosen)
        for node, view in whole.views.items()
        if view.preprocessor is not None
    ]
    headings, *expected = csv.reader(io.StringIO(csv_of(found, Beside())))
    told_headings, *told = csv.reader(io.StringIO(text))
    assert told_headings[beside:] == headings
    for row, wanted in zip(told, expected, strict=True):
        for cell, right in zip(row[beside:], wanted, strict=True):
            assert cell == right or float(cell) == pytest.approx(float(right), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("thresholds", [False, True])
@pytest.mark.parametrize("case", [case for case, (asked, _) in CASES.items() if asked == "rows"])
def test_a_script_answers_side_by_side_as_the_program_does(
    case: str, thresholds: bool, folder: Path, tmp_path: Path
) -> None:
    whole = trained(folder, case)
    whole = decided(whole) if thresholds else whole
    samples = samples_for(whole)
    (tmp_path / "rows.csv").write_bytes(samples.csv())
    said = ask(write_source(NumpyScript, whole, tmp_path), "rows.csv")
    assert said.code == 0, said.err
    require_told(said.out, whole, samples.outputs)


@pytest.mark.parametrize("case", [case for case, (asked, _) in CASES.items() if asked != "rows"])
def test_a_script_answers_pictures_side_by_side(case: str, folder: Path, tmp_path: Path) -> None:
    whole = trained(folder, case)
    assert whole.data is not None
    assert whole.preprocessor is not None
    source = whole.data.source
    assert isinstance(source, PictureTable)
    table = Path(source.path)
    with table.open(encoding="utf-8", newline="") as file:
        pictures = [str(table.parent / row["file"]) for row in csv.DictReader(file)]
    named = [str(table)] if whole.preprocessor.picture else pictures
    said = ask(write_source(NumpyScript, whole, tmp_path), *named)
    assert said.code == 0, said.err
    model = Model(whole.network, {node: MeanSquaredError() for node in whole.network.output_ids})
    model.set_weights(whole.weights)
    outputs = model.predict(whole.feed(whole.preprocessor.transform(source.read())))
    require_told(said.out, whole, outputs, beside=1)


@every_source
def test_its_code_is_clean(cls: type, whole: Artifact, tmp_path: Path) -> None:
    require_clean(write_source(cls, decided(whole), tmp_path))


def test_what_is_returned_is_known_by_name(three: Artifact, tmp_path: Path) -> None:
    scope = runpy.run_path(str(write_source(NumpyScript, three, tmp_path)))
    samples = samples_for(three)
    got = scope["predict"](samples.x)
    kind, price, _ = three.views
    np.testing.assert_allclose(got.kind, samples.outputs[kind], atol=1e-5)
    np.testing.assert_allclose(got.price, samples.outputs[price], atol=1e-5)


@pytest.mark.parametrize("wrong", ["another output", "another unit", "another threshold"])
def test_a_script_that_answers_otherwise_is_not_written(wrong: str, three: Artifact) -> None:
    chosen = decided(three)
    samples = samples_for(chosen)
    source = NumpyScript().encode(chosen).decode()
    changed = {
        "another output": re.sub(r"return \((\w+), (\w+), ", r"return (\2, \1, ", source),
        "another unit": source.replace("* TARGET_SCALE_2", "* 1.01 * TARGET_SCALE_2"),
        "another threshold": source.replace(">= FROM_3", ">= 0.5"),
    }[wrong]
    assert changed != source
    with pytest.raises(Disagreement):
        NumpyScript().prove({"network.py": changed.encode()}, chosen, samples, never)


def test_what_was_chosen_is_told_with_the_name_of_its_target(three: Artifact) -> None:
    chosen = decided(three)
    samples = samples_for(chosen)
    proof = NumpyScript().prove({"n.py": NumpyScript().encode(chosen)}, chosen, samples, never)
    assert proof.class_agreement == 1
    told = f"the same answers of all 3 outputs for 30 of 30 samples, sold = yes from {chosen.chosen[0].threshold:g} on;"
    assert told in str(proof.sentence)
    assert facts_of(proof)["outputs"] == 3


# Cards ------------------------------------------------------------------------------------------------------


def test_there_are_scores_for_each_output(three: Artifact) -> None:
    scored = measured(three)
    kind, price, sold = scored.scores
    assert np.shape(kind.confusion) == (3, 3)
    assert len(price.numbers) == 1
    assert price.metrics["mae"] == pytest.approx(price.numbers[0].mae, rel=1e-4)
    assert np.shape(sold.confusion) == (2, 2)
    samples = samples_for(scored, count=1000)
    node = next(iter(scored.views))
    right = scored.views[node].said(samples.outputs[node])
    assert np.bincount(right, minlength=3).tolist() == np.sum(kind.confusion, axis=0).tolist()


@pytest.mark.parametrize("cls", [CardHtml, CardMarkdown])
def test_a_card_tells_each_output_by_its_target(cls: Any, three: Artifact) -> None:
    scored = measured(decided(three))
    text = cls().encode(scored).decode()
    places = [text.index(f"Output “{name}”") for name in ("kind", "price", "sold")]
    assert places == sorted(places)
    assert "It tells 3 classes apart, predicts a number and tells two classes apart." in text
    for told in (
        "Loss of “kind”",
        "Classes of sold",
        "An output z of “price” means",
        "For “sold” it answers",
    ):
        assert told in text
    if cls is CardHtml:
        for told in (
            "Sum of 3 losses",
            "price: mean squared error",
            "price: mean absolute error",
            "sold: accuracy",
        ):
            assert told in text
    hidden = cls(data=False).encode(scored).decode()
    assert "Loss of “Dense 3”" in hidden
    assert not re.search("kind|price|sold", hidden.replace("kinds", ""))


def test_it_goes_to_another_process_whole(three: Artifact) -> None:
    sent = measured(decided(three))
    plain = msgspec.json.decode(msgspec.json.encode(apart._plain(sent)))
    got = apart._artifact(plain, {})
    assert got == msgspec.structs.replace(sent, weights={})


def test_every_format_is_among_those_tried() -> None:
    assert {cls.key for cls in FORMATS} <= set(CHOICES)


def test_the_network_of_an_exported_model_comes_back(three: Artifact, tmp_path: Path) -> None:
    for cls in (Onnx, KerasArchive):
        path = tmp_path / f"network{cls.suffix}"
        path.write_bytes(cls().encode(three))
        back = read_model(path)
        assert [back.network[node].layer for node in back.network.output_ids] == [
            three.network[node].layer for node in three.network.output_ids
        ]


@pytest.mark.parametrize("cls", [Npz, Safetensors, PyTorch, KerasSource])
def test_exported_weights_find_their_outputs_again(
    cls: type[Format], three: Artifact, tmp_path: Path
) -> None:
    """Two outputs have as many units, and are told apart."""
    name = f"network{cls.suffix}"
    write_source(cls, three, tmp_path, name)
    weights = (*cls().companions(name), name)[0]
    rows = match(three.network, read_weights(tmp_path / weights))
    assert {row.key for row in rows} == set(three.weights)
    for row in rows:
        np.testing.assert_array_equal(row.array, three.weights[row.key])


def test_names_in_code_are_short_and_each_is_another_one() -> None:
    """Also where titles differ only behind where they are cut, or a name that is made already exists."""
    long = "weight of the animal in grams, as it was measured on the morning after "
    found = identifiers(
        {"a": f"{long}the catch", "b": f"{long}the release", "c": "match", "d": "output match", "e": "x"},
        {"x"},
    )
    assert len(set(found.values())) == len(found)
    assert all(
        len(name) <= 70 and name.isidentifier() and not keyword.issoftkeyword(name) for name in found.values()
    )
    assert found["e"] == "x_2", "an Input has the name"
