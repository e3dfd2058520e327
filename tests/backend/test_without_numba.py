"""Where Numba is missing the reference computes: slower, with the same results."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest

PROGRAM = """
import json, sys
if sys.argv[1] == "without":
    sys.modules["numba"] = None
import numpy as np
import nnstudio as nns
from nnstudio.training.memory import required_bytes
net = nns.sequential((8, 8, 1), [nns.Conv2D(8, 3, padding="same"), nns.BatchNorm(), nns.MaxPool2D(2), nns.Flatten(),
                                 nns.Dropout(0.2), nns.Dense(3, activation="softmax")])
generator = np.random.default_rng(0)
x, y = generator.normal(size=(50, 8, 8, 1)), generator.integers(3, size=50)
model = nns.Model(net, nns.CategoricalCrossentropy(), nns.Adam(0.01), batch_size=16, seed=1)
history = model.fit(x, y, epochs=3, validation_data=(x, y))
print(json.dumps({"backend": type(model.backend).__name__, "loss": [e.loss for e in history.epochs],
                  "val_loss": [e.val_loss for e in history.epochs], "bytes": required_bytes(net, 16, nns.Adam())}))
"""


def told(how: str) -> dict[str, object]:
    env = {**os.environ, "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, how],
        capture_output=True,
        text=True,
        env=env,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, object] = json.loads(done.stdout)
    return result


def test_a_run_without_numba_is_the_run_with_it() -> None:
    pytest.importorskip("numba", reason="Numba is not installed")
    fast, plain = told("with"), told("without")
    assert (fast["backend"], plain["backend"]) == ("CpuBackend", "ReferenceBackend")
    for key in ("loss", "val_loss"):
        np.testing.assert_allclose(fast[key], plain[key], rtol=1e-4)  # type: ignore[arg-type]
    assert isinstance(plain["bytes"], int)
    assert plain["bytes"] > 10_000
