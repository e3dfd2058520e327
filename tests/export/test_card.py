"""Model cards: what they say is so, and what a person hid stays hidden."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import numpy as np
import pytest

from nnstudio.data.augmentation import MixUp, Rotate
from nnstudio.data.baseline import baseline
from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.preparing.prepare import prepare
from nnstudio.export import Artifact, CardHtml, CardMarkdown, Onnx, suggested, write
from nnstudio.export.card.curves import POINTS, curves
from nnstudio.export.samples import drawn_samples
from nnstudio.export.scores import measured
from nnstudio.graph.inference import infer
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.nn.uncertainty import of_share
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import Epoch, History
from nnstudio.training.model import Model
from tests.contracts.alone import run_source
from tests.export.artifacts import (
    HOSTILE,
    called,
    of_lost_table,
    of_pictures,
    of_regression,
    of_table,
    of_two_inputs,
)

MAKERS = (of_pictures, of_regression, of_two_inputs)


@pytest.fixture(params=MAKERS, ids=lambda make: make.__name__)
def whole(request: pytest.FixtureRequest) -> Artifact:
    """Networks on data of several kinds."""
    made: Artifact = request.param()
    return made


def tree(page: bytes) -> ElementTree.Element:
    """The page as XML: everything in it is closed and quoted."""
    return ElementTree.fromstring(page.decode().replace("<!DOCTYPE html>", "", 1))


def told(page: bytes) -> str:
    """All words of a page."""
    return " ".join(" ".join(tree(page).itertext()).split())


# Scores -----------------------------------------------------------------------------------------------------


def test_scores_are_those_of_the_sealed_part(whole: Artifact) -> None:
    (scores,) = measured(whole).scores
    assert whole.data is not None
    assert whole.training is not None
    assert whole.data.source is not None
    prepared = prepare(whole.data.source.read(), whole.data, whole.training.seed)
    model = Model(whole.network, whole.training.loss)
    model.set_weights(whole.weights)
    expected = model.evaluate(whole.feed(prepared.test.x), prepared.test.y)
    assert scores.loss == pytest.approx(expected["loss"], rel=1e-6)
    assert (scores.part, scores.rows) == ("test", len(prepared.test))
    assert scores.baseline == baseline(prepared, prepared.test)
    assert scores.divided == (len(prepared.train), len(prepared.validation), len(prepared.test))
    if "accuracy" in expected:
        assert scores.metrics["accuracy"] == pytest.approx(expected["accuracy"])


def test_without_a_test_part_it_is_the_validation_part_and_that_is_said() -> None:
    whole = of_pictures()
    assert whole.data is not None
    whole = msgspec.structs.replace(whole, data=whole.data.replace(test=0.0))
    scored = measured(whole)
    assert scored.scores[0].part == "validation"
    assert "they chose the best epoch" in told(CardHtml().encode(scored))


@pytest.mark.parametrize("trouble", ["gone", "changed", "unknown"])
def test_why_there_are_no_scores_is_said_without_naming_folders(tmp_path: Path, trouble: str) -> None:
    whole = of_lost_table(tmp_path, trouble)
    page = CardHtml().encode(measured(whole))
    cause = {
        "gone": "its data could not be read",
        "changed": "has changed since training",
        "unknown": "not known",
    }
    assert re.search(f"The network was not measured: .*{cause[trouble]}", told(page))
    assert str(tmp_path) not in page.decode()


# What is told -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cls", [CardHtml, CardMarkdown])
def test_the_written_card_holds_the_figures(cls: Any, whole: Artifact, tmp_path: Path) -> None:
    seen: list[str] = []
    path = tmp_path / f"card{cls.suffix}"
    written = write(whole, cls(), path, progress=lambda facts: seen.append(str(facts["step"])))
    assert written.files == (path,)  # no proof of a report
    assert "Measuring the network" in seen
    page = path.read_bytes()
    text = told(page) if cls is CardHtml else page.decode()
    inference = infer(whole.network)
    (scores,) = measured(whole).scores
    assert f"{inference.parameters:,} parameters" in text
    assert f"{scores.rows:,} samples of the test part" in text
    assert f"{scores.loss:.4g}" in text
    assert whole.fingerprint in text
    assert whole.data_fingerprint in text
    for node in whole.network.nodes:
        assert node.title in text
    assert whole.preprocessor is not None
    for name in (*whole.preprocessor.kinds, *whole.preprocessor.classes):
        assert name in text.replace("\\", "")
    if whole.preprocessor.task == "regression":
        assert f"{whole.preprocessor.target_scale:.6g}" in text
    path.unlink()
    again = write(whole, cls(), path)
    assert again.files[0].read_bytes() == page


def test_what_is_switched_off_is_not_told(tmp_path: Path) -> None:
    whole = of_table(tmp_path, names=("secret one", "secret two", "secret three"))
    seen: list[str] = []
    chosen = CardHtml(results=False, data=False, usage=False)
    write(whole, chosen, tmp_path / "c.html", progress=lambda facts: seen.append(str(facts["step"])))
    assert "Measuring the network" not in seen  # the test part stays sealed
    text = told((tmp_path / "c.html").read_bytes())
    for word in ("Results", "How to use it", "secret", "blue, light", "rows.csv"):
        assert word not in text
    for word in ("Network", "Training", "Preprocessing", "Limits"):
        assert word in text


def test_the_lines_for_onnx_runtime_run(
    whole: Artifact, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As somebody would type them, with rows as they are said to be."""
    pytest.importorskip("onnxruntime", reason="ONNX Runtime is not installed")
    samples = drawn_samples(whole, count=3)
    monkeypatch.chdir(tmp_path)
    Path("network.onnx").write_bytes(Onnx().encode(whole))
    (code,) = re.findall("```python\n(.*?)```", CardMarkdown().encode(whole).decode(), re.DOTALL)
    arrays = list(samples.inputs.values())
    given = [f"np.array({array.tolist()}, np.float32)" for array in arrays]
    lines = f"import numpy as np\nxs = [{', '.join(given)}]\nx = xs[0]\n{code}"
    for got, ours in zip(run_source(lines.encode())["outputs"], samples.outputs.values(), strict=True):
        np.testing.assert_allclose(got, ours, rtol=1e-4, atol=1e-4)


def test_weights_from_elsewhere_are_mentioned() -> None:
    whole = of_regression()
    plain = told(CardHtml().encode(whole))
    began = told(CardHtml().encode(msgspec.structs.replace(whole, began_with="abc123")))
    assert ("abc123" in plain, "abc123" in began) == (False, True)
    assert "It was shown nothing but samples of this data" in plain
    assert "Its training began with weights from elsewhere; since then it was shown nothing but" in began


def test_a_network_that_was_never_trained_here_is_not_called_so() -> None:
    """Weights that were imported, say: nothing is known of their data."""
    whole = of_regression()
    text = told(CardHtml().encode(Artifact(whole.network, whole.weights)))
    for untrue in ("trained with NN Studio", "nnstudio predict", "samples of this data", "already scaled"):
        assert untrue in told(CardHtml().encode(whole))
        assert untrue not in text


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "counts as none of those it knows"),
        ({"encoding": "common", "most": 2}, "counts as another one"),
        ({"encoding": "ordinal"}, "counts as an average one"),
        ({"encoding": "target"}, "counts as an average one"),
    ],
)
def test_what_becomes_of_unknown_categories_is_said_as_it_is(
    tmp_path: Path, settings: dict[str, Any], says: str
) -> None:
    whole = of_table(tmp_path)
    assert whole.data is not None
    assert whole.data.source is not None
    data = whole.data.replace(columns=(ColumnSettings("colour", **settings),))
    fitted = prepare(whole.data.source.read(), data, 0).preprocessor
    text = told(CardHtml().encode(msgspec.structs.replace(whole, data=data, preprocessor=fitted)))
    assert re.findall("(counts as [^.]*)\\.", text) == [says]


def test_columns_with_a_scaling_of_their_own_are_mentioned(tmp_path: Path) -> None:
    whole = of_table(tmp_path)
    assert whole.data is not None
    for scaling, said in ((None, False), ("standard", False), ("minmax", True)):
        data = whole.data.replace(columns=(ColumnSettings("size", scaling=scaling),))
        text = told(CardHtml().encode(msgspec.structs.replace(whole, data=data)))
        assert ("Some columns have a scaling of their own" in text) == said


def test_rows_that_stay_together_count_for_fewer(tmp_path: Path) -> None:
    """Wilson's interval takes every row for a sample of its own, which those of one patient are not."""
    whole = of_table(tmp_path)
    assert whole.data is not None
    assert whole.data.source is not None
    dataset = whole.data.source.read()
    for divided, by in (("random", None), ("group", "colour")):
        data = whole.data.replace(divided=divided, divided_by=by)
        scored = measured(msgspec.structs.replace(whole, data=data))
        assert scored.scores
        prepared = prepare(dataset, data, 0)
        rows, groups = len(prepared.test), None if by is None else prepared.groups
        kept = ""
        if groups is not None:
            groups = groups[prepared.test.rows]
            kept = f" in {len(set(groups))} groups that stay together"
        model = Model(whole.network, CategoricalCrossentropy(), batch_size=1)
        model.set_weights(dict(whole.weights))
        wide = 100 * of_share(model.predict(prepared.test.x).argmax(axis=1) == prepared.test.y, groups)
        text = told(CardHtml().encode(scored))
        assert (
            f"{rows} samples{kept} give the accuracy with an uncertainty of about ±{wide:.1f} percentage points."
            in text
        )


def test_augmentation_is_mentioned(tmp_path: Path) -> None:
    whole = of_pictures()
    for steps, said in (((), False), ((Rotate(20.0), MixUp(0.4)), True)):
        assert whole.data is not None
        changed = msgspec.structs.replace(whole, data=whole.data.replace(augmentation=steps))
        write(changed, CardHtml(results=False), tmp_path / "c.html")
        text = told((tmp_path / "c.html").read_bytes())
        assert ("Rotate (up to 20, border repeat), Mix-up (other sample up to 0.4)" in text) == said
        assert ("Augmentation" in text) == said


def test_the_page_is_whole_and_loads_nothing(whole: Artifact) -> None:
    page = tree(CardHtml().encode(measured(whole)))
    svgs = [e for e in page.iter() if e.tag.rpartition("}")[2] == "svg"]
    assert len(svgs) == 2  # the diagram and the curves
    for element in page.iter():
        for key in element.attrib:
            assert key.rpartition("}")[2] not in ("src", "data") or element.attrib[key].startswith("#")
    policy = next(e for e in page.iter("meta") if e.get("http-equiv"))
    assert policy.get("content", "").startswith("default-src 'none'")


def test_the_page_tells_in_words_what_its_curves_show(whole: Artifact) -> None:
    page = tree(CardHtml().encode(whole))
    (details,) = page.iter("details")
    assert whole.history is not None
    rows = [row.findtext("th") for row in details.iter("tr")]
    best = whole.history.best
    wanted = [f"{e.epoch}" + (" (best)" if e.epoch == best else "") for e in whole.history.epochs]
    assert rows == ["Epoch", *wanted]


def test_no_cell_without_words_is_a_heading(whole: Artifact) -> None:
    page = tree(CardHtml().encode(measured(whole)))
    headings = [" ".join(th.itertext()) for th in page.iter("th")]
    assert len(headings) > 20
    assert all(headings)


@pytest.mark.parametrize(("layers", "arranged"), [(4, False), (9, True)])
def test_a_network_that_was_drawn_too_wide_for_a_page_is_arranged(layers: int, arranged: bool) -> None:
    network = sequential((8,), [Dense(8) for _ in range(layers)])
    layout = Layout({node.id: (200.0 * i, 0.0) for i, node in enumerate(network.nodes)})
    drawn = Artifact(network, {}, training=TrainingConfig(), layout=layout)
    tidy = msgspec.structs.replace(drawn, layout=None)
    assert (CardHtml().encode(drawn) == CardHtml().encode(tidy)) == arranged


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_leaves_the_page_whole(name: str) -> None:
    page = CardHtml().encode(called(name))
    assert tree(page).find("body/h1") is not None
    markdown = CardMarkdown().encode(called(name)).decode()
    tables = [line for line in markdown.splitlines() if line.startswith("|")]
    bars = [len(re.findall(r"(?<!\\)\|", line)) for line in tables]
    heads = [i for i, line in enumerate(tables) if set(line) <= set("|-: ") and "---" in line]
    for head in heads:  # no cell of anybody's making
        rows = bars[head - 1 : next((h - 1 for h in heads if h > head), len(bars))]
        assert len(set(rows)) == 1


# Curves -----------------------------------------------------------------------------------------------------


def _lines(picture: str) -> list[list[tuple[float, float]]]:
    found = []
    for element in ElementTree.fromstring(picture).iter():
        if element.tag.endswith("polyline"):
            pairs = (p.split(",") for p in element.get("points", "").split())
            found.append([(float(x), float(y)) for x, y in pairs])
    return found


def test_curves_show_the_run() -> None:
    told = tuple(Epoch(i, 1 / i, {"accuracy": 1 - 1 / i}, 2 / i, {"accuracy": 0.5}) for i in range(1, 31))
    lines = _lines(curves(History(told, 30)))
    assert [len(line) for line in lines] == [30] * 4
    train, validation = lines[:2]
    assert all(b[1] > a[1] and b[0] > a[0] for a, b in itertools.pairwise(train))  # down is larger y
    assert validation[0][1] < train[0][1]
    assert abs((validation[29][1] - train[29][1]) * 30 - (validation[0][1] - train[0][1])) < 5


def test_curves_are_told_apart_without_colours() -> None:
    told = tuple(Epoch(i, 1 / i, {}, 1 / i) for i in range(1, 4))
    parts = ElementTree.fromstring(curves(History(told, 2))).iter()
    dashes = [part.get("stroke-dasharray") for part in parts if part.tag.endswith("polyline")]
    assert len(set(dashes)) == 2


@pytest.mark.parametrize("count", [1, 2, 3, 5000])
def test_curves_of_any_length(count: int) -> None:
    told = tuple(Epoch(i + 1, 0.5, {}) for i in range(count))
    picture = curves(History(told, 0))
    for line in _lines(picture):
        assert 1 <= len(line) <= POINTS + 1
        assert all(math.isfinite(v) for point in line for v in point)


def test_curves_leave_out_what_is_no_number() -> None:
    told = (Epoch(1, 1.0, {}), Epoch(2, math.nan, {}), Epoch(3, math.inf, {}), Epoch(4, 1e30, {}))
    (line,) = _lines(curves(History(told, 1)))
    assert len(line) == 2
    assert "nan" not in curves(History((Epoch(1, math.nan, {}),), 0))


@pytest.mark.parametrize("purpose", ["paper", "hand-in"])
def test_a_card_is_offered_to_whoever_tells_others_of_a_network(purpose: str) -> None:
    assert {CardHtml, CardMarkdown} <= set(suggested(purpose))
