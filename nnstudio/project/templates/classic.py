"""The first chapters: one neuron, regressions, and chains of Dense layers."""

from __future__ import annotations

from nnstudio.graph.network import Network
from nnstudio.nn.layers import Dense, Dropout
from nnstudio.nn.losses import Hinge
from nnstudio.nn.optimizers import SGD, Adam
from nnstudio.project.templates.template import Goal, Template, chain, rows
from nnstudio.system.messages import StudioError, msg


def _textbook(goal: Goal) -> Network:
    return chain(goal, [*rows(goal), Dense(25, activation="sigmoid"), Dense(15, activation="sigmoid")])


def _perceptron(goal: Goal) -> Network:
    """One neuron that answers yes above 0 and no below (Rosenblatt, 1958).

    Its step has no slope, so the loss looks at the sum in front of it: the hinge loss corrects a weight only
    where an answer is wrong, or nearly so, as Rosenblatt's rule does.
    """
    if goal.task != "binary":
        number = goal.task == "regression"
        wanted = {
            "regression": msg("a number"), "labels": msg("{n} answers of yes or no", n=goal.outputs),
        }.get(goal.task, msg("one of {n} classes", n=goal.outputs))  # fmt: skip
        raise StudioError(
            "A perceptron answers yes or no, but this data asks for {wanted}: use {other}",
            wanted=wanted,
            other=msg("linear regression") if number else msg("logistic regression"),
        )
    network = chain(goal, rows(goal))
    return network.with_layer(network.output_ids[0], Dense(1, activation="linear"))


def _logistic(goal: Goal) -> Network:
    if goal.task == "regression":
        raise StudioError(
            "Logistic regression tells classes apart, but this data asks for a number: use linear regression"
        )
    return chain(goal, rows(goal))


def _linear(goal: Goal) -> Network:
    if goal.task != "regression":
        raise StudioError(
            "Linear regression predicts a number, but this data asks for classes: use logistic regression"
        )
    return chain(goal, rows(goal))


def _mlp(goal: Goal) -> Network:
    hidden = [Dense(width, activation="relu", initializer="he_uniform") for width in (64, 32)]
    return chain(goal, [*rows(goal), hidden[0], Dropout(0.2), hidden[1]])


TEXTBOOK = Template(
    "textbook", msg("Textbook network"), msg("Dense 25, 15 and an output, all sigmoid, as in the textbook"),
    "breast-cancer", Goal((30,), "binary", 1), _textbook, SGD(0.1), 50, 16,
)  # fmt: skip

PERCEPTRON = Template(
    "perceptron", msg("Perceptron"), msg("One neuron that says yes or no: where it all began"),
    "breast-cancer", Goal((30,), "binary", 1), _perceptron, SGD(0.01), 20, 1, loss=Hinge(),
)  # fmt: skip

LOGISTIC = Template(
    "logistic", msg("Logistic regression"), msg("No hidden layer: the probability of each class"),
    "breast-cancer", Goal((30,), "binary", 1), _logistic, SGD(0.1), 30, 16,
)  # fmt: skip

LINEAR = Template(
    "linear", msg("Linear regression"), msg("One neuron without activation: a number from a weighted sum"),
    "diabetes", Goal((10,), "regression", 1), _linear, SGD(0.01), 40, 16,
    sums_inputs=True,
)  # fmt: skip

MLP = Template(
    "mlp", msg("Deeper, with ReLU"), msg("Dense 64 and 32 with ReLU and dropout: the usual start for a table"),
    "wine", Goal((13,), "classes", 3), _mlp, Adam(0.003), 40, 16,
)  # fmt: skip
