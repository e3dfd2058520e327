"""Several labels, each answered from a threshold of its own on."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.preparing.deciding import Decision
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.importance import importances
from nnstudio.project.judging.judgement import judge
from nnstudio.project.judging.listing import as_csv
from tests.project.labelled import labelled


def test_labels_follow_a_threshold_each(tmp_path: Path) -> None:
    """One that is chosen for a label changes that label, and what is told of all."""
    _, trained, prepared = labelled(tmp_path)
    usual = judge(trained, prepared)
    at = float(np.sort(usual.given[:, 1])[len(usual.given) // 3])
    chosen = (None, Decision(at), None)
    found = judge(trained, prepared, chosen=chosen)
    expected = (usual.given >= [0.5, at, 0.5]).astype(int)
    assert found.said.tolist() == expected.tolist() != usual.said.tolist()
    assert found.metrics["accuracy"] == (expected == found.true).mean()
    assert usual.metrics["accuracy"] == pytest.approx((usual.said == usual.true).mean())
    assert (found.loss, found.decided(()).said.tolist()) == (usual.loss, usual.said.tolist())
    for target in range(3):
        one = found.of_target(target)
        assert one.decision == chosen[target]
        assert one.said.tolist() == expected[:, target].tolist()
        assert one.confusion.trace() == (expected[:, target] == found.true[:, target]).sum()
    names, pairs = found.target_names, prepared.preprocessor.labels
    answers = Answerer(trained, chosen=(chosen,)).ask(prepared.test.x)[0]
    for i, row in enumerate(csv.DictReader(io.StringIO(as_csv(found)))):
        told = [pairs[k][expected[i, k]] for k in range(3)]
        assert [row[f"predicted {name}"] for name in names] == told == list(answers.named(i))


def test_what_a_column_is_worth_follows_them(tmp_path: Path) -> None:
    """Where every label is always yes, no column changes that."""
    _, trained, prepared = labelled(tmp_path)
    always = (Decision(0.0001), Decision(0.0001), Decision(0.9999, 0))
    assert not any(each.metrics["accuracy"] for each in importances(trained, prepared, chosen=always))
    assert any(each.metrics["accuracy"] for each in importances(trained, prepared))
