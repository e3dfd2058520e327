"""Pages that are written from the source say what the source says, and the examples on pages run."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from tests.packaging.test_packaging import load

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_the_catalogue_is_the_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = load(DOCS / "catalogue.py", monkeypatch).pages()
    assert {path.name for path in pages} == {"catalogue.md", "catalogue.de.md"}
    for path, page in pages.items():
        assert path.read_text(encoding="utf-8") == page, "run docs/catalogue.py"


def test_the_examples_of_the_python_interface_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    page = (DOCS / "python.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(examples) > 4
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, "python.md", "exec"), names)
    assert names["restored"] is True
