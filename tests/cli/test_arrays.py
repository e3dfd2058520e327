"""Samples in new arrays are answered by a network that was trained on arrays: pictures, sequences, rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Inside

SHAPES = {"pictures": (6, 5), "colours": (6, 6, 3), "sequences": (20, 3), "rows": (4,), "numbers": ()}
MEANT = {
    "pictures": "(6, 5, 1)",
    "colours": "(6, 6, 3)",
    "sequences": "(20, 3)",
    "rows": "(4,)",
    "numbers": "(1,)",
}


@pytest.mark.parametrize("kind", SHAPES)
def test_new_samples(kind: str, run: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shape, sides = SHAPES[kind], np.arange(60) % 2
    x = np.random.default_rng(0).normal(size=(60, *shape))
    x += 3 * sides.reshape(-1, *(1 for _ in shape))
    np.savez("named.npz", x=x, y=sides)
    assert run("new", "mlp", "--data", "named.npz", "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "20").code == 0

    new = x[:7].astype(np.float32)
    np.save("new.npy", new)
    np.savez("new.npz", x=new, y=sides[:7], z=new)
    np.savez("alone.npz", whatever=new)
    told = [run("predict", "p.nnstudio", "--data", file) for file in ("new.npy", "new.npz", "alone.npz")]
    assert [each.code for each in told] == [0, 0, 0], told[0].err
    assert told[0].out == told[1].out == told[2].out
    assert [line.split(",")[0] for line in told[0].out.splitlines()[1:]] == list(map(str, sides[:7]))
    if shape:
        np.save("one.npy", new[3])
        assert (
            run("predict", "p.nnstudio", "--data", "one.npy").out.splitlines()[1]
            == told[0].out.splitlines()[4]
        )
    if kind == "rows":  # a table with the answers in its last column
        np.save("table.npy", np.column_stack((new, sides[:7])))
        table = run("predict", "p.nnstudio", "--data", "table.npy")
        assert table.out == told[0].out
        assert "The last column is left out" in table.err

    needed = f"the network needs samples of shape {MEANT[kind]}, not"
    refusals = {
        "other.npy": f"{needed} (9, 2, 2)",
        "named so.npz": "there is no array 'x'; there are 'a', 'b'",
    }
    np.save("other.npy", np.zeros((5, 9, 2, 2)))
    np.savez("named so.npz", a=new, b=new)
    if shape:
        np.save("alone.npy", np.zeros((7,) * len(shape)))
        refusals["alone.npy"] = f"{needed} (7,"
    for name, why in refusals.items():
        refused = run("predict", "p.nnstudio", "--data", name)
        assert refused.code == 1
        assert refused.err.startswith(f"nnstudio: {name}: {why}")
    np.save("none.npy", new[:0])
    assert run("predict", "p.nnstudio", "--data", "none.npy").err == "nnstudio: none.npy has no rows\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x05\x06" + bytes(18), "there is no array 'x'; there are none"),
        (b"\x93NUMPY", "new.npz"),
        (b"", "new.npz"),
    ],
    ids=["none", "cut off", "empty"],
)
def test_what_cannot_be_read_is_one_line(
    content: bytes, told: str, run: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    np.savez("named.npz", x=np.arange(40.0).reshape(20, 2), y=np.arange(20) % 2)
    assert run("new", "mlp", "--data", "named.npz", "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0
    Path("new.npz").write_bytes(content)
    refused = run("predict", "p.nnstudio", "--data", "new.npz")
    assert refused.code == 1
    assert told in refused.err
    assert refused.err.count("\n") == 1


def test_a_network_of_a_table_needs_its_columns(
    run: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(
        "a,b\n" + "".join(f"{i * 7 % 11},{(i % 2 and 'x') or 'y'}\n" for i in range(30)), encoding="utf-8"
    )
    assert run("new", "mlp", "--data", "t.csv", "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0
    np.save("new.npy", np.zeros((5, 1)))
    refused = run("predict", "p.nnstudio", "--data", "new.npy")
    assert "rows are read from a table" in refused.err
