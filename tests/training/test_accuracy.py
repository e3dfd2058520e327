"""On four classic tables the engine is as accurate as scikit-learn's network: five folds, three seeds."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio import Adam, CategoricalCrossentropy, Dense, Model, sequential

pytestmark = pytest.mark.full

# Hidden neurons, epochs and batch as for the reference, whose own rule for stopping is off.
WORK = {"iris": (32, 200), "wine": (32, 100), "breast_cancer": (32, 60), "digits": (64, 40)}
SEEDS = (0, 1, 2)


@pytest.mark.parametrize("name", WORK)
def test_within_a_point_of_scikit_learn(name: str) -> None:
    datasets = pytest.importorskip("sklearn.datasets", reason="scikit-learn is not installed")
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.model_selection import StratifiedKFold
    from sklearn.neural_network import MLPClassifier

    hidden, epochs = WORK[name]
    x, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    ours, theirs = [], []
    for seed in SEEDS:
        for train, test in StratifiedKFold(5, shuffle=True, random_state=seed).split(x, y):
            mean, deviation = x[train].mean(axis=0), x[train].std(axis=0)
            scaled = (x - mean) / np.where(deviation == 0, 1, deviation)
            net = sequential((x.shape[1],), [Dense(hidden), Dense(int(y.max()) + 1, "softmax")])
            model = Model(net, CategoricalCrossentropy(), Adam(1e-2), batch_size=32, seed=seed)
            model.fit(scaled[train], y[train], epochs=epochs)
            ours.append(model.evaluate(scaled[test], y[test])["accuracy"])
            reference = MLPClassifier(
                (hidden,), alpha=0, batch_size=32, learning_rate_init=1e-2, max_iter=epochs, random_state=seed,
                n_iter_no_change=10**6,
            )  # fmt: skip
            with pytest.warns(ConvergenceWarning):  # all epochs, as ours
                reference.fit(scaled[train], y[train])
            theirs.append(reference.score(scaled[test], y[test]))
    print(f"{name}: {np.mean(ours):.2%}, scikit-learn {np.mean(theirs):.2%}")
    assert np.mean(ours) > np.mean(theirs) - 0.01
