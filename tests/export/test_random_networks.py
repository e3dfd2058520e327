"""Whole networks drawn at random answer the same in every program that reads what was written, and when they come back."""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

from nnstudio.export import FORMATS, Onnx
from nnstudio.export.format import Format
from nnstudio.export.keras import KerasArchive, require_keras
from nnstudio.export.proof import Unproven
from nnstudio.export.reading.build import Builder
from nnstudio.export.reading.keras_file import read_keras
from nnstudio.export.reading.onnx_file import read_onnx
from nnstudio.graph.inference import infer
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.training.model import Model
from tests.contracts.alone import run_source
from tests.contracts.runtimes import onnxruntime
from tests.export.random_networks import Drawn, Host, drawn, drawn_network

CLOSE = 1e-5
"""Largest difference, of a number above 1 as a share of it."""

pytestmark = pytest.mark.filterwarnings("ignore:::keras", "ignore:::torch")

Answers = list[Host]
Files = Mapping[str, bytes]
Runner = Callable[[Files, Drawn, Format], Answers]
"""Somebody else's program: the written files, samples with their channels last in, the outputs as it gives them."""


# Programs that have nothing to do with this one ---------------------------------------------------------------


def _onnx(files: Files, of: Drawn, chosen: Format) -> Answers:
    (data,) = files.values()
    onnx.checker.check_model(onnx.load_model_from_string(data), full_check=True)
    first = getattr(chosen, "channels", "last") == "first"
    names = list(of.inputs) if len(of.inputs) > 1 else ["x"]
    feeds = {n: _turned(x, first, 1) for n, x in zip(names, of.inputs.values(), strict=True)}
    if onnxruntime is None:
        got = onnx.reference.ReferenceEvaluator(onnx.load_model_from_string(data)).run(None, feeds)
    else:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.log_severity_level = 1, 3
        got = onnxruntime.InferenceSession(data, options, ["CPUExecutionProvider"]).run(None, feeds)
    return [_turned(np.asarray(y), first, -1) for y in got]


def _turned(x: Host, first: bool, to: int) -> Host:
    return np.ascontiguousarray(np.moveaxis(x, -to, to)) if first and x.ndim == 4 else x


def _numpy(files: Files, of: Drawn, chosen: Format) -> Answers:
    (source,) = files.values()
    return _each(run_source(source)["predict"](*of.inputs.values()))


def _torch(files: Files, of: Drawn, chosen: Format) -> Answers:
    pytest.importorskip("torch", reason="PyTorch is not installed")
    with _in_folder(files) as (source, folder):
        return _each(run_source(source, folder)["predict"](*of.inputs.values()))


def _keras(files: Files, of: Drawn, chosen: Format) -> Answers:
    keras = _keras_itself()
    with _in_folder(files) as (_, folder):
        model = keras.saving.load_model(folder / next(iter(files)), compile=False)
        return _each(model.predict(list(of.inputs.values()), verbose=0))


def _keras_code(files: Files, of: Drawn, chosen: Format) -> Answers:
    _keras_itself()
    with _in_folder(files) as (source, folder):
        return _each(run_source(source, folder)["predict"](*of.inputs.values()))


def _keras_itself() -> Any:
    try:
        os.environ.update(require_keras())
    except Unproven as missing:
        pytest.skip(str(missing))
    return importlib.import_module("keras")


def _each(given: Any) -> Answers:
    return [np.asarray(y) for y in (given if isinstance(given, tuple | list) else [given])]


class _in_folder:
    """The files in a folder that goes away again."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._folder = tempfile.TemporaryDirectory()

    def __enter__(self) -> tuple[bytes, Path]:
        folder = Path(self._folder.name)
        for name, data in self._files.items():
            (folder / name).write_bytes(data)
        return next(iter(self._files.values())), folder

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


RUNNERS: dict[str, Runner] = {
    "onnx": _onnx,
    "numpy-script": _numpy,
    "pytorch": _torch,
    "keras": _keras,
    "keras-code": _keras_code,
}


# What is compared ---------------------------------------------------------------------------------------------


def _drawn_for(cls: type[Format], number: int) -> tuple[Format, Drawn]:
    """The n-th network that has a place in a format, and the format with drawn options."""
    generator = np.random.default_rng([number, 2])
    options: dict[str, Any] = {}
    for info in fields_of(cls):
        if info.field.choices:
            options[info.name] = str(generator.choice(info.field.choices))
        elif info.field.minimum is not None and info.field.maximum is not None:
            options[info.name] = int(generator.integers(info.field.minimum, info.field.maximum + 1))
    chosen = cls(**options)
    for again in range(100):
        found = drawn(number + 1000 * again)
        if not chosen.refusals(found.artifact):
            return chosen, found
    raise AssertionError(f"{cls.title} has a place for none of 100 networks")


def _check(cls: type[Format], number: int) -> None:
    chosen, of = _drawn_for(cls, number)
    name = f"model{cls.suffix}"
    got = RUNNERS[cls.key](chosen.files(of.artifact, name), of, chosen)
    _equal(got, of)


def _equal(got: Answers, of: Drawn) -> None:
    assert len(got) == len(of.outputs)
    for theirs, ours in zip(got, of.outputs.values(), strict=True):
        assert theirs.shape == ours.shape
        np.testing.assert_allclose(theirs, ours, rtol=CLOSE, atol=CLOSE * max(1.0, np.abs(ours).max()))


READERS: dict[type[Format], Callable[[bytes], Builder]] = {Onnx: read_onnx, KerasArchive: read_keras}


def _check_back(cls: type[Format], number: int) -> None:
    """Exported and read again, it is another network with other names, and the same function."""
    chosen, of = _drawn_for(cls, number)
    built = READERS[cls](chosen.encode(of.artifact))
    back = built.network
    model = Model(back, {n: MeanSquaredError() for n in back.output_ids}, batch_size=1, dtype="float64")
    model.set_weights(built.weights)
    # Where nothing in an ONNX graph tells the layout of its images, they stay as they are there.
    first = getattr(chosen, "channels", "last") == "first"
    turned = {str(note.args.get("name")) for note in built.notes}
    names = list(of.inputs) if len(of.inputs) > 1 else ["x"]
    given = [
        _turned(x, first and repr(name) not in turned, 1).astype(np.float64)
        for name, x in zip(names, of.inputs.values(), strict=True)
    ]
    answers = model.predict(dict(zip(back.input_ids, given, strict=True)))
    named = answers if isinstance(answers, dict) else {back.output_ids[0]: answers}
    got = [
        named[n] if named[n].shape == y.shape else _turned(named[n], first, -1)
        for n, y in zip(back.output_ids, of.outputs.values(), strict=True)
    ]
    _equal(got, of)


RUNNING = [cls for cls in FORMATS if cls.runs and not cls.weights_only]
FEW, MANY = range(6), range(6, 106)

every_format = pytest.mark.parametrize("cls", RUNNING, ids=lambda cls: cls.key)
every_reader = pytest.mark.parametrize("cls", READERS, ids=lambda cls: cls.key)


def test_every_format_that_runs_has_a_program_that_runs_it() -> None:
    assert set(RUNNERS) == {cls.key for cls in RUNNING}


def test_the_networks_are_of_all_kinds() -> None:
    """Sound, of every layer there is; some with branches, with two inputs, with two outputs, most not alike."""
    networks = [drawn_network(seed) for seed in MANY]
    assert not [problem for network in networks for problem in infer(network).problems]
    kinds = {type(node.layer) for network in networks for node in network.nodes}
    assert kinds == set(LAYERS)
    branching = [n for n in networks if any(len(n.outgoing(node.id)) > 1 for node in n.nodes)]
    assert len(branching) > 30
    assert sum(len(network.input_ids) > 1 for network in networks) > 15
    assert sum(len(network.output_ids) > 1 for network in networks) > 5
    assert len({str(network.to_plain()) for network in networks}) == len(networks)


@pytest.mark.parametrize("number", FEW)
@every_format
def test_a_few_networks(cls: type[Format], number: int) -> None:
    _check(cls, number)


@pytest.mark.parametrize("number", FEW)
@every_reader
def test_a_few_networks_come_back(cls: type[Format], number: int) -> None:
    _check_back(cls, number)


@pytest.mark.full
@pytest.mark.parametrize("number", MANY)
@every_format
def test_a_hundred_networks(cls: type[Format], number: int) -> None:
    _check(cls, number)


@pytest.mark.full
@pytest.mark.parametrize("number", MANY)
@every_reader
def test_a_hundred_networks_come_back(cls: type[Format], number: int) -> None:
    _check_back(cls, number)
