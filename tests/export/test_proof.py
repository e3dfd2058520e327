"""What a proof is worth: rows, comparisons, and other programs that misbehave."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.target_scaling import ScaledTarget
from nnstudio.data.sources import Bundled, CsvFile
from nnstudio.export import (
    Artifact,
    Disagreement,
    Npz,
    NumpyScript,
    Onnx,
    Unproven,
    other_python,
    samples_for,
)
from nnstudio.export.other_python import ask_python, require_module
from nnstudio.export.proof import TOLERANCE, compare, compare_weights
from nnstudio.export.samples import Samples, drawn_samples
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.answers import answers
from nnstudio.system.cancel import Cancelled
from nnstudio.system.messages import msg
from nnstudio.training.config import TrainingConfig
from tests.export.artifacts import (
    artifact,
    of_lost_table,
    of_pictures,
    of_regression,
    of_table,
    of_two_inputs,
    weights_of,
)


def never() -> bool:
    """Nobody cancels."""
    return False


# Rows -------------------------------------------------------------------------------------------------------


@pytest.fixture(params=[of_pictures, of_regression, of_two_inputs], ids=lambda make: make.__name__)
def whole(request: pytest.FixtureRequest) -> Artifact:
    """Networks on data of several kinds."""
    made: Artifact = request.param()
    return made


def test_rows_are_real_and_answered_as_the_program_answers(whole: Artifact) -> None:
    samples = samples_for(whole)
    assert str(samples.origin) == "64 samples of the test part"
    assert len(samples) == 64
    assert whole.data is not None
    assert whole.preprocessor is not None
    assert whole.data.source is not None
    dataset = whole.data.source.read()
    everything = whole.preprocessor.transform(dataset)
    for row in samples.x:  # each is a row of the data
        assert (everything == row).reshape(len(everything), -1).all(axis=1).any()
    np.testing.assert_array_equal(whole.preprocessor.transform(samples.raw), samples.x)
    assert samples.inputs.keys() == set(whole.network.input_ids)
    (outputs,) = samples.outputs.values()
    (given,) = samples.answers.values()
    told = answers(whole.preprocessor, outputs, whole.threshold)
    if whole.preprocessor.task == "regression":
        np.testing.assert_allclose(given, told.numbers)
        assert np.abs(given).max() > 20  # in its own unit
    else:
        np.testing.assert_array_equal(given, outputs)


def test_rows_of_a_table_can_be_written_and_read_back(tmp_path: Path) -> None:
    whole = of_table(tmp_path)
    samples = samples_for(whole)
    assert whole.preprocessor is not None
    assert any(column.missing.any() for column in samples.raw_columns())
    (tmp_path / "raw.csv").write_bytes(samples.csv())
    table = CsvFile(str(tmp_path / "raw.csv")).file_table(whole.preprocessor.kinds)
    np.testing.assert_array_equal(whole.preprocessor.transform(table.columns), samples.x)


def test_a_table_of_one_column_may_have_gaps(tmp_path: Path) -> None:
    """Where its cell is missing the line of a file with that column alone would be empty, and no row."""
    lines = ["size,weight", *(f"{i if i % 4 else ''},{3 * i}" for i in range(40))]
    (tmp_path / "one.csv").write_text("\n".join(lines), encoding="utf-8")
    config = DataConfig(CsvFile(str(tmp_path / "one.csv"), target="weight"), test=0.5)
    whole = artifact(sequential((1,), [Dense(1)]), config, TrainingConfig(MeanSquaredError()))
    samples = samples_for(whole)
    assert samples.raw_columns()[0].missing.any()
    proof = NumpyScript().prove(NumpyScript().files(whole, "one.py"), whole, samples, never)
    assert proof.samples == len(samples) == 20


def test_rows_of_pictures_can_be_written_and_read_back(tmp_path: Path) -> None:
    whole = of_pictures()
    samples = samples_for(whole, count=7)
    assert whole.preprocessor is not None
    (tmp_path / "raw.csv").write_bytes(samples.csv())
    names = [column.name for column in samples.raw_columns()]
    table = CsvFile(str(tmp_path / "raw.csv")).file_table(dict.fromkeys(names, "number"))
    np.testing.assert_array_equal(whole.preprocessor.transform(table.columns), samples.x)


@pytest.mark.parametrize("trouble", ["gone", "changed", "unknown"])
def test_without_the_data_rows_are_drawn_and_that_is_said(tmp_path: Path, trouble: str) -> None:
    whole = of_lost_table(tmp_path, trouble)
    samples = samples_for(whole)
    cause = {"gone": "rows.csv", "changed": "changed since training", "unknown": "not known"}[trouble]
    assert str(samples.origin) == "64 samples drawn at random"
    assert cause in str(samples.because)
    assert whole.preprocessor is not None
    np.testing.assert_array_equal(whole.preprocessor.transform(samples.raw), samples.x)
    size, _ = samples.raw_columns()
    assert 20 < np.median(size.values) < 80  # from the range of the training rows
    np.testing.assert_array_equal(samples_for(whole).x, samples.x)  # the same ones again


def test_a_data_set_that_has_been_read_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = of_regression()
    assert whole.data is not None
    assert whole.data.source is not None
    dataset = whole.data.source.read()
    monkeypatch.setattr(Bundled, "read", None)
    assert len(samples_for(whole, dataset)) == 64


def test_rows_without_preprocessing(tmp_path: Path) -> None:
    network = sequential((3,), [Dense(2)])
    samples = samples_for(Artifact(network, weights_of(network)), count=5)
    assert samples.x.shape == (5, 3)
    assert len(Samples.none()) == 0


# Comparing --------------------------------------------------------------------------------------------------


def shifted(samples: Samples, by: float, *, preprocessing: bool = False) -> dict[str, Any]:
    """What a program would answer that is off by a little."""
    expected = samples.expected(preprocessing=preprocessing)
    return {node: array.astype(np.float64) + by for node, array in expected.items()}


def test_a_difference_is_measured_and_judged(whole: Artifact) -> None:
    samples = samples_for(whole)
    for preprocessing in (False, True):
        largest = max(np.abs(a).max() for a in samples.outputs.values())
        allowed = TOLERANCE * max(1, largest)
        if preprocessing and whole.preprocessor is not None and whole.preprocessor.task == "regression":
            allowed *= whole.preprocessor.target_scale  # and a little more, for the digits of the unit
        off = shifted(samples, allowed / 2, preprocessing=preprocessing)
        proof = compare("X", "1", whole, samples, off, preprocessing=preprocessing)
        assert proof.largest_difference == pytest.approx(allowed / 2, rel=1e-3)
        assert proof.tolerance == pytest.approx(allowed, rel=0.02)
        assert proof.preprocessing is preprocessing
        too_far = shifted(samples, allowed * 1.03, preprocessing=preprocessing)
        with pytest.raises(Disagreement, match="does not agree: with X 1 its outputs differ by"):
            compare("X", "1", whole, samples, too_far, preprocessing=preprocessing)


@pytest.mark.parametrize("units", [(1e6, 1e-6), (1e-6, 1e6), (1.0, 1.0)])
def test_each_target_is_judged_in_its_own_unit(units: tuple[float, float]) -> None:
    """A wrong answer of 10⁻⁶ m is as wrong as one of 10⁶ Pa beside it."""
    whole = of_regression()
    assert whole.preprocessor is not None
    network = sequential((10,), [Dense(4), Dense(2, activation="linear")])
    first, second = (ScaledTarget(name, 3 * unit, unit) for name, unit in zip("ab", units, strict=True))
    known = msgspec.structs.replace(
        whole.preprocessor, target_name=first.name, target_offset=first.offset, target_scale=first.scale,
        more_targets=(second,),
    )  # fmt: skip
    whole = msgspec.structs.replace(whole, network=network, weights=weights_of(network), preprocessor=known)
    samples = drawn_samples(whole, count=8)
    ((node, ours),) = samples.answers.items()
    for column, unit in enumerate(units):
        for share, right in ((TOLERANCE / 2, True), (0.1, False)):
            theirs = ours.copy()
            theirs[3, column] += share * unit
            if right:
                compare("X", "1", whole, samples, {node: theirs}, preprocessing=True)
                continue
            with pytest.raises(Disagreement, match="outputs differ by"):
                compare("X", "1", whole, samples, {node: theirs}, preprocessing=True)


def test_a_target_has_but_the_digits_of_single_precision() -> None:
    """Of 10⁷ m, a metre and a half is the last of them."""
    whole = of_regression()
    known = msgspec.structs.replace(whole.preprocessor, target_offset=1e7, target_scale=1.0)
    whole = msgspec.structs.replace(whole, preprocessor=known)
    samples = drawn_samples(whole, count=8)
    ((node, ours),) = samples.answers.items()
    for off, right in ((1.5, True), (15.0, False)):
        theirs = (ours + off).astype(np.float32)
        if right:
            compare("X", "1", whole, samples, {node: theirs}, preprocessing=True)
            continue
        with pytest.raises(Disagreement, match="outputs differ by"):
            compare("X", "1", whole, samples, {node: theirs}, preprocessing=True)


def test_a_single_wrong_number_is_found(whole: Artifact) -> None:
    samples = samples_for(whole)
    got = shifted(samples, 0)
    next(iter(got.values()))[-1, -1] += 0.01
    with pytest.raises(Disagreement):
        compare("X", "1", whole, samples, got)
    next(iter(got.values()))[-1, -1] = np.nan
    with pytest.raises(Disagreement):
        compare("X", "1", whole, samples, got)


def test_shapes_and_names_must_be_right(whole: Artifact) -> None:
    samples = samples_for(whole)
    with pytest.raises(Disagreement, match=r"shape \(63, "):
        compare("X", "1", whole, samples, {k: v[:-1] for k, v in samples.outputs.items()})
    with pytest.raises(Disagreement, match="gives the outputs none, not") as raised:
        compare("X", "1", whole, samples, {})
    assert raised.value.message.args["got"] == msg("none")


def test_the_share_of_equal_classes_is_told_though_numbers_agree(tmp_path: Path) -> None:
    whole = of_table(tmp_path)
    samples = samples_for(whole, count=40)
    ((node, outputs),) = samples.outputs.items()
    tied = outputs.copy()
    tied[:10, 0] = tied[:10, 1] = 0.4  # two classes that nobody can tell apart
    tied[:10, 2] = 0.2
    ours = Samples(samples.raw, samples.x, samples.inputs, {node: tied}, {node: tied}, samples.origin)
    other = tied.astype(np.float64)
    other[:10, 1] += TOLERANCE / 2
    proof = compare("X", "1", whole, ours, {node: other})
    assert proof.class_agreement == 0.75
    assert "same class for 30 of 40 samples" in str(proof.sentence)


def test_yes_begins_at_the_threshold() -> None:
    whole = of_two_inputs()
    samples = samples_for(whole, count=2)
    (node,) = samples.outputs
    half = np.full((2, 1), 0.5, np.float32)
    ours = Samples(samples.raw, samples.x, samples.inputs, {node: half}, {node: half}, samples.origin)
    assert compare("X", "1", whole, ours, {node: half}).class_agreement == 1
    assert compare("X", "1", whole, ours, {node: half - np.float32(1e-5)}).class_agreement == 0


def test_weights_must_be_the_same_bits(whole: Artifact) -> None:
    got = {key: array.copy() for key, array in whole.weights.items()}
    proof = compare_weights("X", "1", whole, got)
    assert proof.arrays == len(got)
    assert str(proof.sentence) == f"X 1 read all {len(got)} arrays back, equal to the last bit"
    key = next(iter(got))
    got[key].flat[0] = np.nextafter(got[key].flat[0], np.float32(9))
    with pytest.raises(Disagreement, match=f"other numbers for {key}"):
        compare_weights("X", "1", whole, got)
    del got[key]
    with pytest.raises(Disagreement, match="found the arrays"):
        compare_weights("X", "1", whole, got)


def test_a_damaged_file_is_found_out(whole: Artifact) -> None:
    """The proof reads what was written, and nothing else."""
    samples = samples_for(whole)
    other = msgspec.structs.replace(whole, weights={k: w + np.float32(0.1) for k, w in whole.weights.items()})
    for cls in (Npz, Onnx):
        files = cls().files(other, "m" + cls.suffix)
        with pytest.raises(Disagreement):
            cls().prove(files, whole, samples, never)


# Other programs ---------------------------------------------------------------------------------------------


def ask(script: str, **more: Any) -> dict[str, Any]:
    """Run a script with an array and a file."""
    given: dict[str, Any] = {
        "files": {"a.txt": b"hello"},
        "arrays": {"x": np.arange(4.0)},
        "cancelled": never,
    } | more
    return ask_python(script, about="Oracle", **given)


def test_a_script_is_given_files_and_arrays(tmp_path: Path) -> None:
    script = """
import numpy as np, pathlib, sys
x = np.load("inputs.npz")["x"]
text = pathlib.Path("a.txt").read_text() + sys.argv[1]
print("noise")
np.savez("outputs.npz", y=2 * x, text=np.array(text))
"""
    got = ask(script, arguments=("!",))
    np.testing.assert_array_equal(got["y"], [0, 2, 4, 6])
    assert str(got["text"]) == "hello!"


def test_a_script_imports_nothing_from_beside_it_by_chance() -> None:
    script = 'import numpy as np; np.savez("outputs.npz", y=np.ones(1))'
    assert ask(script, files={"numpy.py": b"raise SystemExit('mine')"})["y"] == 1


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("raise ValueError('no such\\nlayer')", "Oracle cannot read the exported file back: layer"),
        ("import sys; sys.exit(3)", "Oracle cannot read the exported file back: exit code 3"),
        ("pass", "Oracle gave an answer that makes no sense"),
        ("open('outputs.npz', 'wb').write(b'PK nonsense')", "makes no sense"),
        (
            "import numpy as np; np.savez('outputs.npz', y=np.array([print], object))",
            "makes no sense .*allow_pickle=False",
        ),
        ("while True: pass", r"did not answer within 0\.5 s"),
    ],
    ids=["raises", "ends", "leaves nothing", "leaves nonsense", "leaves a pickle", "never ends"],
)
def test_a_script_that_misbehaves_is_told_in_one_line(
    script: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "while" in script:
        monkeypatch.setattr(other_python, "TIME_LIMIT", 0.5)
    with pytest.raises(Disagreement, match=said) as caught:
        ask(script)
    assert "\n" not in str(caught.value)


def test_cancel_ends_the_script() -> None:
    with pytest.raises(Cancelled):
        ask("while True: pass", cancelled=lambda: True)


def test_a_bundled_program_says_that_it_has_no_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(Unproven, match="bundled, without a Python that could run Oracle"):
        ask("pass")


def test_what_is_not_installed_is_told() -> None:
    require_module("numpy", "NumPy")
    with pytest.raises(Unproven, match="Oracle is not installed"):
        require_module("oracle_of_delphi", "Oracle")


def test_onnx_is_proven_without_onnx_runtime_too(whole: Artifact, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    samples = samples_for(whole)
    proof = Onnx().prove(Onnx().files(whole, "m.onnx"), whole, samples, never)
    assert proof.runtime == "onnx.reference"
    assert proof.largest_difference < 1e-5
