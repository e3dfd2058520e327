"""The first exercise of CONTRIBUTING.md, done as it is written, passes the checks that it promises."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def python_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a copy of the checkout."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


def put_behind(path: Path, line: str, added: str) -> None:
    """Write something behind the first line that is given or matches."""
    text = path.read_text(encoding="utf-8")
    found = re.search(line, text, re.MULTILINE)
    assert found, f"{path.name} has no line {line}"
    path.write_text(text[: found.end()] + added + text[found.end() :], encoding="utf-8")


def test_the_first_exercise_leads_to_a_layer(tmp_path: Path) -> None:
    for name in ("nnstudio", "tests", "docs", "resources/icons", "resources/i18n"):
        # What is compiled comes along, as times are kept.
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("images"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    layer, case = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

    layers = tmp_path / "nnstudio" / "nn" / "layers"
    (layers / "leaky_relu.py").write_text(layer, encoding="utf-8")
    put_behind(
        layers / "__init__.py",
        "^from nnstudio.nn.layers.layer_norm .*\n",
        "from nnstudio.nn.layers.leaky_relu import LeakyReLU\n",
    )
    put_behind(layers / "__init__.py", r"^__all__ = \[\n", '    "LeakyReLU",\n')
    cases = tmp_path / "tests" / "contracts" / "cases.py"
    put_behind(cases, r"^from nnstudio.nn.layers import \(\n", "    LeakyReLU,\n")
    put_behind(cases, r"^ENTRIES\b.* = \{\n", case)
    icons = tmp_path / "resources" / "icons"
    shutil.copy(icons / "activation.svg", icons / "leakyrelu.svg")

    written = python_in(tmp_path, "docs/catalogue.py")
    assert written.returncode == 0, written.stderr
    assert "Leaky ReLU" in (tmp_path / "docs" / "catalogue.md").read_text(encoding="utf-8")
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-k", "LeakyReLU")
    done = python_in(tmp_path, "-m", "pytest", *options, "tests/contracts")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    counts = re.findall(r"(\d+) (?:passed|skipped)", done.stdout)
    assert sum(map(int, counts)) > 60, done.stdout[-400:]
