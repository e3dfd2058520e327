"""Compiling ahead leaves nothing to compile to the first run of a template."""

from __future__ import annotations

from typing import Any

import pytest

from nnstudio.project.templates import TEMPLATES, build
from nnstudio.project.usual_kernels import NAME, compile_usual
from nnstudio.system.process import call
from nnstudio.training.model import Model


class Listener:
    """Notes what a child reports."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    def progress(self, **facts: Any) -> None:
        self.told.append(facts)


@pytest.fixture(scope="module")
def compiled() -> None:
    """All kernels, once."""
    listener = Listener()
    header, arrays = compile_usual({}, listener)  # type: ignore[arg-type]
    assert arrays == {}
    assert header["kernels"] == sum(facts["done"] < facts["total"] for facts in listener.told)


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("key", [key for key, template in TEMPLATES.items() if template.goal.outputs])
def test_a_template_finds_its_kernels_ready(key: str) -> None:
    project = build(TEMPLATES[key])
    training = project.training
    for samples, measured in ((training.batch_size, 0), (455, 114), (1150, 287)):
        model = Model(project.network, training.loss, training.optimizer, batch_size=training.batch_size)
        assert list(model.prepare(samples, measured)) == []


def test_it_is_a_child_of_the_program() -> None:
    told: list[dict[str, Any]] = []
    reply = call(NAME, {}, progress=told.append)
    assert reply.header["kernels"] >= 0
    assert all(set(facts) == {"template", "done", "total"} for facts in told)
