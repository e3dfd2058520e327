"""The kernels' source: NVIDIA's compiler takes it, all of it is used, and the emulator would show a mistake in it."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnstudio.backend.cuda
from nnstudio.backend import Sigma
from nnstudio.backend.cuda import CudaBackend
from nnstudio.backend.cuda.module import PARTS, source
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import Conv2D, ConvTranspose2D, GlobalMaxPool, Input, MaxPool2D
from tests.backend.cuda import nvrtc
from tests.backend.cuda.device import FakeDevice, HostFaced, installed
from tests.backend.cuda.emulator import Kernel, needs_compiler, signatures
from tests.backend.cuda.test_layers import check
from tests.contracts.bench import Bench
from tests.contracts.cases import Case, entry_for
from tests.contracts.large import large_cases

FOLDER = Path(nnstudio.backend.cuda.__file__).parent

needs_nvrtc = pytest.mark.skipif(
    nvrtc.shared_library() is None,
    reason="NVIDIA's compiler is not installed (pip install nvidia-cuda-nvrtc)",
)


@needs_nvrtc
@pytest.mark.parametrize(
    ("real", "architecture"),
    [
        *(("float", a) for a in (75, 120)),
        *(pytest.param("float", a, marks=pytest.mark.full) for a in (80, 90)),
        *(pytest.param("double", a, marks=pytest.mark.full) for a in (75, 80, 90, 120)),
    ],
)
def test_nvrtc_compiles_every_kernel(real: str, architecture: int) -> None:
    """For the oldest and the newest card; none has code of its own, as the test below holds."""
    size, said = nvrtc.compiled(source(real), architecture)
    assert size, said
    assert not said.strip("\0 \n"), said


def test_no_architecture_that_is_served_has_code_of_its_own() -> None:
    asked = re.findall(r"__CUDA_ARCH__\s*([<>=]+)\s*(\d+)", source("float"))
    assert asked
    assert all(sign == "<" and int(bound) <= 750 for sign, bound in asked), asked


@needs_nvrtc
def test_nvrtc_moves_what_goes_in_fours_as_one() -> None:
    """Four loads in the place of one would be four times the work, and nothing else would show it."""
    text = nvrtc.assembly(source("float"), 75)
    kernels = {part.split("(")[0]: part for part in text.split(".visible .entry ")[1:]}
    for name in ("image_to_columns_4", "max_pool_back_4"):  # the way back from columns reads a bias singly
        moved = re.findall(r"(?:ld|st)\.global(\S*)", kernels[name])
        assert {m[:3] for m in moved} == {".v4"}, name


@needs_nvrtc
def test_nvrtc_refuses_what_is_wrong() -> None:
    size, said = nvrtc.compiled(source("float") + "\nKERNEL wrong(const real* x) { x[0] = 1; }", 90)
    assert size == 0
    assert "must be a modifiable lvalue" in said


def test_every_part_is_in_the_source_and_every_kernel_is_called() -> None:
    assert {p.stem for p in (FOLDER / "kernels").glob("*.cu")} == set(PARTS)
    host = "".join(p.read_text("utf-8") for p in FOLDER.glob("*.py"))
    named = set(re.findall(r'"(\w+)"', host)) | {
        "softmax_crossentropy",
        "crossentropy",
    }  # these go by their kind
    kernels = set(signatures(source("float")))
    assert len(kernels) == source("float").count("\nKERNEL ")
    assert kernels <= named


@needs_compiler
def test_the_emulator_shows_a_missing_barrier() -> None:
    values, out = np.arange(256, dtype=np.float32), np.zeros(1, np.float32)
    arguments = (values, out, np.int64(256), np.int64(0))
    for broken in (False, True):
        text = source("float")
        if broken:
            text = text.replace("if (t < half) room[t] += room[t + half];\n    __syncthreads();", "if (t < half) room[t] += room[t + half];")  # fmt: skip
            assert text != source("float")
        Kernel(text, "total")((1,), (256,), arguments)
        assert (float(out[0]) == values.sum()) != broken


@needs_compiler
def test_the_emulator_refuses_arguments_of_another_kind() -> None:
    kernel = Kernel(source("float"), "copy")
    x, y = np.zeros(4, np.float32), np.zeros(4, np.float32)
    for arguments in (
        (x, y, np.int32(4)),
        (x, y, np.float64(4)),
        (x.astype(float), y, np.int64(4)),
        (x.astype(np.int32), y, np.int64(4)),
        (x[::2], y, np.int64(2)),
    ):
        with pytest.raises(AssertionError):
            kernel((1,), (32,), arguments)


@needs_compiler
@pytest.mark.parametrize(
    ("grid", "block"), [((0,), (32,)), ((1 << 31,), (32,)), ((1, 1 << 16), (32,)), ((1,), (32, 33))], ids=str
)
def test_the_emulator_refuses_a_launch_that_no_card_takes(
    grid: tuple[int, ...], block: tuple[int, ...]
) -> None:
    x = np.zeros(4, np.float32)
    with pytest.raises(AssertionError, match="no card takes"):
        Kernel(source("float"), "copy")(grid, block, (x, x.copy(), np.int64(4)))


MISALIGNED = """
import sys
import numpy as np
from nnstudio.backend.cuda.module import source
from tests.backend.cuda.emulator import Kernel
x, y = np.zeros(36, np.float32)[int(sys.argv[1]):][:32], np.zeros(32, np.float32)
sizes = map(np.int64, (32, 2, 2, 8, 0, 8, 2, 2, 1, 1, 1, 1, 1, 1, 0, 0))
Kernel(source("float"), "image_to_columns_4")((1,), (32,), (x, y, *sizes))
"""


@needs_compiler
@pytest.mark.parametrize("start", [0, 1])
def test_the_emulator_ends_where_what_is_moved_together_begins_in_the_middle(start: int) -> None:
    told = subprocess.run([sys.executable, "-c", MISALIGNED, str(start)], capture_output=True, check=False)
    assert (told.returncode != 0) == (start == 1), told.stderr.decode()


@pytest.fixture(scope="module")
def backend() -> Iterator[HostFaced]:
    with installed():
        yield HostFaced(CudaBackend("float64"))


@needs_compiler
@settings(max_examples=25)
@given(rows=st.integers(1, 400), columns=st.integers(1, 80), seed=st.integers(0, 99))
def test_sums_of_columns(backend: HostFaced, rows: int, columns: int, seed: int) -> None:
    """Over any shape, however many shares and groups it is cut into."""
    x = np.random.default_rng(seed).normal(size=(rows, columns))
    w, y, db = np.eye(columns), np.empty_like(x), np.full(columns, np.nan)
    bound = backend.dense(x, w, np.zeros(columns), y, Sigma("tanh"), x.copy(), None, None, db)
    bound.forward()
    bound.backward()
    np.testing.assert_allclose(y, np.tanh(x), rtol=1e-13)
    np.testing.assert_allclose(db, (x * (1 - np.tanh(x) ** 2)).sum(axis=0), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("cls", [c for c in LAYERS if c is not Input], ids=lambda cls: cls.__name__)
def test_large_batches(cls: type[Layer], device: FakeDevice) -> None:
    for case in large_cases(cls)[:2]:
        check(case._replace(batch=200), "float64", training=True)


@pytest.mark.parametrize("cls", [Conv2D, ConvTranspose2D], ids=lambda cls: cls.__name__)
def test_convolutions_in_pieces(
    cls: type[Layer], device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the columns of a batch do not fit at once, its samples go one after the other."""
    monkeypatch.setattr("nnstudio.backend.cuda.convolution.COLUMNS_BYTES", 1)
    for case in entry_for(cls).corners:
        check(Case(case.layer, case.inputs, 3), "float64", training=True)


@pytest.mark.parametrize(
    "pool", [MaxPool2D(2, 1, "same"), GlobalMaxPool()], ids=lambda pool: type(pool).__name__
)
def test_the_first_of_equals_wins_and_a_nan_always(pool: Layer, device: FakeDevice) -> None:
    for value in (1.0, math.nan):
        ours, oracle = (
            Bench(Case(pool, ((3, 3, 2),), 2), backend=backend)  # type: ignore[arg-type]
            for backend in (HostFaced(CudaBackend("float64")), ReferenceBackend(np, "reference", "float64"))
        )
        for bench in (ours, oracle):
            bench.inputs[0][...] = 1
            bench.inputs[0][:, 1, 1] = value
            bench.run()
        np.testing.assert_array_equal(ours.output, oracle.output)
        if value == value:
            np.testing.assert_array_equal(ours.grad_inputs[0], oracle.grad_inputs[0])
        else:
            assert np.isnan(ours.output).any()


def test_few_blocks_go_over_many_values(device: FakeDevice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.backend.cuda.module.MOST_BLOCKS", 1)
    for cls in (c for c in LAYERS if c is not Input):
        for case in large_cases(cls)[:1]:
            check(case._replace(batch=3), "float64", training=True)
