"""The loss of a sample and the cost of a batch, and where the gradient begins: with the loss."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import numpy as np

from nnstudio.backend.losses import LOSSES as KINDS
from nnstudio.backend.losses import class_factors
from nnstudio.nn.losses import Loss
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text
from nnstudio.training.objectives import Objective
from nnstudio.training.parameters import Parameters
from nnstudio.training.worked.line import Line, Place, Term, named, sum_formula, total


def loss_lines(objective: Objective, prediction: Host, target: Host, node: str) -> tuple[Line, ...]:
    """The loss of one sample: that of each of its targets, and their mean where there are several.

    Parameters
    ----------
    objective : Objective
    prediction : array, shape (*output)
        ŷ of the sample.
    target : array
        As :meth:`nnstudio.nn.losses.Loss.prepare` gives it.
    node : str
        The output.
    """
    loss = objective.loss
    values = _values(loss, prediction, target)
    formula = _FORMULAS[loss.kind]
    lines = [
        Line(
            named("L", place if values.ndim else ()),
            _weighted(_factor(loss, target[place]), formula(loss, prediction, target, place)),
            float(values[place]),
            _answers(loss, prediction, place, node),
            loss.kind,
            _letters(loss, prediction, target, place),
        )
        for place in np.ndindex(*target.shape)
    ]
    if len(lines) == 1:
        return (msgspec.structs.replace(lines[0], symbol="L"),)
    parts = tuple(Term(line.value) for line in lines)
    mean = total(parts) / len(parts)
    return (*lines, Line("L", f"({sum_formula(parts)}) / {len(parts)}", mean, parts, "mean"))


def cost_lines(
    objectives: Mapping[str, Objective],
    predictions: Mapping[str, Host],
    targets: Mapping[str, Host],
    parameters: Parameters,
) -> tuple[Line, ...]:
    """The cost J: for each output the mean loss of the batch, and what keeps the weights small.

    Parameters
    ----------
    objectives, predictions, targets : by output node
        Predictions and targets of the whole batch.
    parameters : Parameters
        The weights that are penalised.
    """
    lines, parts = [], []
    several = len(objectives) > 1
    for number, (node, objective) in enumerate(objectives.items()):
        values = _values(objective.loss, predictions[node], targets[node])
        each = values.reshape(len(values), -1).mean(axis=1)
        terms = tuple(Term(float(v)) for v in each)
        mean = total(terms) / len(terms)
        symbol = named("J", (number,)) if several else "J"
        letters = "(L₁ + … + Lₘ) / m"
        lines.append(Line(symbol, f"({sum_formula(terms)}) / {len(terms)}", mean, terms, "mean", letters))
        parts.append(Term(mean, node, (), objective.weight))
    penalty = math.fsum(
        p.l1 * float(np.abs(w).sum()) + p.l2 * float(np.square(w).sum()) for w, _, p in parameters.penalised()
    )
    if penalty:
        parts.append(Term(penalty))
    letters = "" if penalty or not several else _sum_of_costs(objectives)
    if several or penalty or parts[0].factor != 1.0:
        if not several:
            lines[0] = msgspec.structs.replace(lines[0], symbol="L")
        lines.append(Line("J", sum_formula(parts), total(parts), tuple(parts), "add", letters))
    return tuple(lines)


def _sum_of_costs(objectives: Mapping[str, Objective]) -> str:
    """``J₁ + 0.5·J₂``."""
    counted = enumerate(each.weight for each in objectives.values())
    return " + ".join(
        ("" if weight == 1.0 else f"{figure_text(weight)}·") + named("J", (number,))
        for number, weight in counted
    )


def first_gradient(
    objective: Objective, prediction: Host, target: Host, place: Place, samples: int, *, fused: bool
) -> Line:
    """The slope of the cost along one output of a sample: where the gradient begins.

    Parameters
    ----------
    objective : Objective
    prediction : array, shape (*output)
    target : array
        Of the sample.
    place : tuple of int
        In the output.
    samples : int
        Size of the batch.
    fused : bool
        Whether it is the slope along the sum z, through the activation, as cross-entropies have it in one.
    """
    loss = objective.loss
    kind = KINDS[loss.fused_kind if fused else loss.kind]
    given = np.asarray(target)
    # Where the loss reads probabilities, it does so in `prediction`; a distance reads it as `z`.
    slope = np.asarray(kind.gradient(np, prediction, prediction, given, **loss.settings()))
    count = samples * max(given.size, 1)
    whose = given[place[:-1]] if kind.of_classes else given[place]
    factor = _factor(loss, whose) * objective.weight
    value = factor * float(slope[place]) / count
    answer = figure_text(float(prediction[place]))
    if fused or loss.kind == "squared_error":
        aim = float(prediction[place]) - float(slope[place]) / (1 if fused else 2)
        text = f"{'' if fused else '2·'}({_minus(answer, aim)})"
        letters = f"{'' if fused else '2·'}(ŷ − y)"
    else:
        text, letters = figure_text(float(slope[place])), "∂L/∂ŷ"
    text = f"{_weighted(factor, text)} / {samples}" + (f" / {given.size}" if given.size > 1 else "")
    letters += " / m" + (" / n" if given.size > 1 else "")
    letter, operation = ("z", loss.fused_kind) if fused else ("a", loss.kind)
    terms = (Term(float(prediction[place])),)
    return Line(f"∂J/∂{named(letter, place)}", text, value, terms, operation, letters)


def _values(loss: Loss, prediction: Host, target: Host) -> Host:
    kind = KINDS[loss.kind]
    prediction, given = np.asarray(prediction, np.float64), np.asarray(target)
    values = np.asarray(kind.value(np, prediction, prediction, given, **loss.settings()))
    if loss.factors():
        values = values * class_factors(np, given, np.array(loss.factors()), kind.of_classes)
    return values


def _factor(loss: Loss, target: Any) -> float:
    if not loss.factors():
        return 1.0
    of_classes = KINDS[loss.kind].of_classes
    return float(class_factors(np, np.asarray(target), np.array(loss.factors()), of_classes))


def _answers(loss: Loss, prediction: Host, place: Place, node: str) -> tuple[Term, ...]:
    """The outputs that a target is compared with."""
    if KINDS[loss.kind].of_classes:
        return tuple(Term(float(p), node, (*place, k)) for k, p in enumerate(prediction[place]))
    return (Term(float(prediction[place]), node, place),)


def _weighted(factor: float, text: str) -> str:
    return text if factor == 1.0 else f"{figure_text(factor)}·[{text}]"


def _minus(text: str, number: float) -> str:
    other = figure_text(number)
    return f"{text} + {other[1:]}" if other.startswith("−") else f"{text} − {other}"


# Formulas by kind, each with the numbers of one target -----------------------------------------------------

_Formula = Callable[[Loss, Host, Host, Place], str]


def _binary(loss: Loss, prediction: Host, target: Host, place: Place) -> str:
    smoothing = loss.settings()["smoothing"]
    y = (1 - smoothing) * float(target[place]) + smoothing / 2
    p = float(prediction[place])
    if y in (0.0, 1.0):
        return f"−log({figure_text(p)})" if y else f"−log(1 − {figure_text(p)})"
    return f"−({figure_text(y)}·log({figure_text(p)}) + {figure_text(1 - y)}·log(1 − {figure_text(p)}))"


def _classes(loss: Loss, prediction: Host, target: Host, place: Place) -> str:
    smoothing = loss.settings()["smoothing"]
    answers, right = prediction[place], int(target[place])
    if not smoothing:
        return f"−log({figure_text(float(answers[right]))})"
    share = smoothing / len(answers)
    others = math.fsum(math.log(max(float(p), 1e-300)) for k, p in enumerate(answers) if k != right)
    return (
        f"−({figure_text(1 - smoothing + share)}·log({figure_text(float(answers[right]))})"
        f" + {figure_text(share)}·({figure_text(others)}))"
    )


def _squared(loss: Loss, prediction: Host, target: Host, place: Place) -> str:
    return f"({_difference(prediction, target, place)})²"


def _absolute(loss: Loss, prediction: Host, target: Host, place: Place) -> str:
    return f"|{_difference(prediction, target, place)}|"


def _huber(loss: Loss, prediction: Host, target: Host, place: Place) -> str:
    delta, difference = loss.settings()["delta"], _difference(prediction, target, place)
    if abs(float(prediction[place]) - float(target[place])) <= delta:
        return f"½·({difference})²"
    return f"{figure_text(delta)}·|{difference}| − ½·{figure_text(delta)}²"


def _hinge(loss: Loss, prediction: Host, target: Host, place: Place) -> str:
    y, p = figure_text(float(target[place])), figure_text(float(prediction[place]))
    return f"max(0, 1 − ({y})·({p}))"


def _letters(loss: Loss, prediction: Host, target: Host, place: Place) -> str:
    if (
        loss.kind == "huber"
        and abs(float(prediction[place]) - float(target[place])) > loss.settings()["delta"]
    ):
        return "δ·|ŷ − y| − ½·δ²"
    return _LETTERS[loss.kind]


_LETTERS: Mapping[str, str] = {
    "binary_crossentropy": "−(y·log ŷ + (1 − y)·log(1 − ŷ))",
    "crossentropy": "−Σₖ yₖ·log ŷₖ",
    "squared_error": "(ŷ − y)²",
    "absolute_error": "|ŷ − y|",
    "huber": "½·(ŷ − y)²",
    "hinge": "max(0, 1 − y·ŷ)",
}


def _difference(prediction: Host, target: Host, place: Place) -> str:
    return _minus(figure_text(float(prediction[place])), float(target[place]))


_FORMULAS: Mapping[str, _Formula] = {
    "binary_crossentropy": _binary,
    "crossentropy": _classes,
    "squared_error": _squared,
    "absolute_error": _absolute,
    "huber": _huber,
    "hinge": _hinge,
}
