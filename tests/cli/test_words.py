"""What people read of an epoch: the names of figures are those of the window, the keys are for programs."""

from __future__ import annotations

from nnstudio.cli.words import epoch_facts, heading, in_words
from nnstudio.training.history import Epoch


def test_figures_have_the_names_of_the_window() -> None:
    epoch = Epoch(1, 0.5, {"mae": 2.0, "r2": 0.25}, 0.75, {"mae": 2.5, "auc": 0.5, "accuracy": 0.5}, 0.1)
    assert in_words(epoch) == (
        "loss 0.5000  mean absolute error 2  R² 0.25  "
        "| validation loss 0.7500  mean absolute error 2.5  AUC 0.5  accuracy 50.0\N{NARROW NO-BREAK SPACE}%"
    )
    assert epoch_facts(epoch)["metrics"] == {"mae": 2.0, "r2": 0.25}, "programs read the keys"
    assert [heading(key) for key in ("rmse", "f1", "guessing")] == [
        "Root mean squared error",
        "F1",
        "Guessing",
    ]


def test_of_several_outputs_each_is_named_once() -> None:
    metrics = {"dense_3/accuracy": 0.5, "dense_3/auc": 0.75, "dense_4/mae": 2.0, "dense_5/accuracy": 1.0}
    epoch = Epoch(1, 0.5, metrics, None, {}, 0.1)
    assert in_words(epoch, {"dense_3": "kind", "dense_4": "price"}) == (
        "loss 0.5000  kind: accuracy 50.0\N{NARROW NO-BREAK SPACE}%  AUC 0.75  price: mean absolute error 2  "
        "dense_5: accuracy 100.0\N{NARROW NO-BREAK SPACE}%"
    )
    assert heading("dense_3/auc", {"dense_3": "kind"}) == "kind: AUC"
    assert heading("auc", {"": "kind"}) == "kind: AUC", "beside a run with several"
    assert heading("mae") == "Mean absolute error"
