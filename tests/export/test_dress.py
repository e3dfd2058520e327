"""Scripts and cards carry how the numbers of a table are written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile
from nnstudio.export import Artifact, CardMarkdown, Format, NumpyScript, Onnx, samples_for
from nnstudio.export.samples import drawn_samples
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.judging.given import rows_of
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from tests.contracts.alone import run_source
from tests.export.artifacts import artifact
from tests.export.written import every_source, require_clean, write

NEW = ["$1,234.50;4,5 %;(1 250,5);7", "-$.25;;12 345;8", "$1.50-;4%;1 250,5-;7", "5;100%;0,5;9"]
"""One more of each way of writing that the dress allows."""
ODD = ["€5;1%;1;1", "$5;0.5;1;1", "$12,34;1%;1;1", "$5;1%;1.5;1"]


def trained(folder: Path) -> Artifact:
    """A network on prices, shares and balances."""
    rows = [
        f"${977 * i:,}.50;{i % 9},5 %;{f'({i} {100 + i},5)' if i % 3 else f'{i} {100 + i}'};{i / 8}" if i % 7 else f";NA;{i} 100;{i / 8}"
        for i in range(1, 80)
    ]  # fmt: skip
    (folder / "t.csv").write_text("\n".join(["price;share;balance;y", *rows]) + "\n", encoding="utf-8")
    config = DataConfig(CsvFile(str(folder / "t.csv")), test=0.5)
    return artifact(sequential((3,), [Dense(1)]), config, TrainingConfig(MeanSquaredError()))


@pytest.fixture
def whole(tmp_path: Path) -> Artifact:
    """The same for a test."""
    return trained(tmp_path)


@pytest.mark.parametrize("chosen", [NumpyScript(), Onnx(preprocessing=True)], ids=["script", "onnx"])
def test_raw_rows_give_the_same_answers(whole: Artifact, chosen: Format) -> None:
    samples = samples_for(whole)
    assert any(column.missing.any() for column in samples.raw_columns())
    assert b"%" in samples.csv()
    proof = chosen.prove(chosen.files(whole, "network"), whole, samples, lambda: False)
    assert proof.preprocessing
    assert proof.largest_difference <= proof.tolerance


def test_rows_for_a_proof_are_written_and_read_back(whole: Artifact, tmp_path: Path) -> None:
    assert whole.preprocessor is not None
    assert [column.dress for column in whole.preprocessor.columns] == ["$1,234.5", "1234,5%", "1 234,5"]
    for samples in (samples_for(whole), drawn_samples(whole)):
        (tmp_path / "raw.csv").write_bytes(samples.csv())
        table = CsvFile(str(tmp_path / "raw.csv")).file_table(whole.preprocessor.kinds)
        np.testing.assert_array_equal(whole.preprocessor.transform(table.columns), samples.x)


def test_a_script_reads_a_file_as_the_program_does(whole: Artifact, tmp_path: Path) -> None:
    script = run_source(NumpyScript().encode(whole))
    path = tmp_path / "new.csv"
    assert whole.preprocessor is not None
    path.write_text("\n".join(["price;share;balance;y", *NEW]), encoding="utf-8")
    np.testing.assert_allclose(
        script["prepare"](*script["read"](path)), rows_of(str(path), whole.preprocessor).x, rtol=1e-6
    )
    path.write_text(
        "price;price;share;balance;y\n$1,234.50;$9;4,5 %;(1 250,5);7\n", encoding="utf-8"
    )  # the first one of two
    np.testing.assert_allclose(
        script["prepare"](*script["read"](path)), rows_of(str(path), whole.preprocessor).x, rtol=1e-6
    )
    path.write_text("price;share;balance;y\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no rows below it"):
        script["read"](path)
    # Thousands in a column of numbers in dress do not make decimals of others.
    path.write_text(
        "price\tshare\tbalance\ty\n$1\t2%\t1 234,5\t1.25\n".replace("1 234,5", "12,500"), encoding="utf-8"
    )
    assert script["read"](path)[1] == "."
    for row in ODD:
        path.write_text(f"price;share;balance;y\n{row}\n", encoding="utf-8")
        with pytest.raises(ValueError, match="is not written as in training"):
            script["prepare"](*script["read"](path))


def test_a_few_that_are_no_number_count_as_missing_in_a_script_too(whole: Artifact, tmp_path: Path) -> None:
    script = run_source(NumpyScript().encode(whole))
    path = tmp_path / "new.csv"
    assert whole.preprocessor is not None
    rows = ["price;share;balance;y", "-;–;n.d.;1", *NEW * 5]
    path.write_text("\n".join(rows), encoding="utf-8")
    np.testing.assert_allclose(
        script["prepare"](*script["read"](path)), rows_of(str(path), whole.preprocessor).x, rtol=1e-6
    )
    path.write_text("\n".join(rows[:4]), encoding="utf-8")
    with pytest.raises(StudioError, match=r"'n\.d\.' is not a number written like"):
        rows_of(str(path), whole.preprocessor)
    with pytest.raises(ValueError, match=r"'n\.d\.' is not written as in training"):
        script["prepare"](*script["read"](path))


def test_what_may_be_a_thousand_is_refused_by_script_and_program(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\n".join(["a;y", *(f"{i},5;{i},25" for i in range(40))]), encoding="utf-8")
    trained = artifact(
        sequential((1,), [Dense(1)]), DataConfig(CsvFile(str(path))), TrainingConfig(MeanSquaredError())
    )
    script = run_source(NumpyScript().encode(trained))
    assert trained.preprocessor is not None
    path.write_text("a;b\n17.811;2,5\n17.811;3,5\n", encoding="utf-8")
    with pytest.raises(StudioError, match="nothing tells whether"):
        rows_of(str(path), trained.preprocessor)
    with pytest.raises(ValueError, match="may be a thousand or have decimals"):
        script["prepare"](*script["read"](path))


@every_source
def test_the_code_is_clean(whole: Artifact, tmp_path: Path, cls: type[Format]) -> None:
    require_clean(write(cls, whole, tmp_path))


def test_a_card_names_the_dress(whole: Artifact) -> None:
    text = bytes(next(iter(CardMarkdown().files(whole, "network").values()))).decode().replace("\\", "")
    for specimen in ("$1,234.5", "1234,5%", "1 234,5"):
        assert f"x written like {specimen}" in text
