"""The part of written Python code that turns outputs into answers, as :mod:`nnstudio.project.answers` does."""

from __future__ import annotations

import re
from typing import Any

from nnstudio.data.preparing.deciding import Decision
from nnstudio.export.artifact import Artifact
from nnstudio.nn.unit import HIGHEST

_NUMBERS = '''\
def restored(y):
    """What the network gives, in the target's own unit: (m, numbers)."""
    y = y.reshape(len(y), -1).astype(float) * TARGET_SCALE + TARGET_OFFSET
    return RESTORED


def answers(y):
    """Headings and rows of the answers, in the target's own unit."""
    y = restored(y)
    digits = np.broadcast_to(DIGITS, y.shape[1])
    return list(TARGETS), [[f"{value:.{told}g}" for value, told in zip(row, digits)] for row in y]
'''

_LABELS = '''\
def answers(y):
    """Headings and rows of the answers: for each label the answer, then how probable its yes is."""
    y = y.reshape(len(y), -1).astype(float)
    if THRESHOLD == 0:  # a margin from -1 to 1 and beyond
        y = np.clip((1 + y) / 2, 0, 1)
    SAID
    headings = [cell for name, pair in zip(TARGETS, LABELS) for cell in (name, f"P({name} = {pair[1]})")]
    rows = [
        [cell for pair, k, p in zip(LABELS, *row) for cell in (pair[k], f"{p:.7g}")] for row in zip(said, y)
    ]
    return headings, rows
'''

_CLASSES = '''\
def answers(y):
    """Headings and rows of the answers: the class, then the probability of each."""
    y = y.reshape(len(y), -1).astype(float)
    if y.shape[1] == 1:  # one output: how probable the second class is
        if THRESHOLD == 0:  # a margin from -1 to 1 and beyond
            y = np.clip((1 + y) / 2, 0, 1)
        y = np.hstack([1 - y, y])
    SAID
    headings = [TARGET, *(f"P({name})" for name in CLASSES)]
    return headings, [[CLASSES[k], *(f"{p:.7g}" for p in row)] for k, row in zip(said, y)]
'''

_MOST_PROBABLE = "said = y.argmax(axis=1)"
_OF_TWO = "said = (y[:, 1] >= y[:, 0]).astype(int)"
_FROM_ON = """\
# This class from a probability that was chosen for this network on, the other one below.
    said = np.where(y[:, YES] >= FROM, YES, 1 - YES)"""
"""How a class is decided, as :func:`nnstudio.data.preparing.deciding.said_classes` does."""

_FROM_HALF_ON = "said = (y >= 0.5).astype(int)"
_EACH_FROM_ON = """\
# Of each label this answer, 1 for yes, from a probability that was chosen for this network on, the other one below.
    yes = np.array(YES)
    said = np.where(np.where(yes, y, 1 - y) >= np.array(FROM), yes, 1 - yes)"""
"""How labels are decided, as :func:`nnstudio.data.preparing.deciding.said_labels` does."""


_ALL = '''\
def answers(outputs):
    """Headings and rows of the answers of all outputs, side by side."""
    tables = [CALLS]
    headings = [heading for each, _ in tables for heading in each]
    return headings, [[cell for row in parts for cell in row] for parts in zip(*(rows for _, rows in tables))]
'''

_OWN = re.compile(
    r"\b(?:TARGETS?|TARGET_(?:SCALE|OFFSET|LOGARITHM)|DIGITS|CLASSES|LABELS|THRESHOLD|YES|FROM|(?:answers|restored)(?=\())\b"
)
"""What each of several outputs has of its own: constants and functions, with its number behind."""


def answer_code(artifact: Artifact) -> list[str]:
    """The function ``answers(y)``, of several outputs with one for each of them before it."""
    views = artifact.views
    if len(views) == 1:
        return [_of_one(artifact)]
    nodes = artifact.network.output_ids
    each = [_numbered(_of_one(view), i) for i, view in enumerate(views.values(), 1)]
    calls = ", ".join(f"answers_{i}(outputs[{nodes.index(node)}])" for i, node in enumerate(views, 1))
    return [*each, _ALL.replace("CALLS", calls)]


def _numbered(code: str, number: int) -> str:
    """Code for one output as that for one of several, which are counted in the order of the targets.

    Two of them may have classes of the same names: headings say whose they are.
    """
    code = code.replace('f"P({name})"', 'f"P({TARGET} = {name})"')
    return _OWN.sub(rf"\g<0>_{number}", code)


def outputs_code(artifact: Artifact) -> str:
    """What several outputs are given as."""
    names = tuple(artifact.output_names.values())
    return f'Outputs = collections.namedtuple("Outputs", {names!a})\n'


def answer_constants(artifact: Artifact) -> dict[str, Any]:
    """What the code has to know of what the outputs mean."""
    views = artifact.views
    if len(views) == 1:
        return _known_of_one(artifact)
    known: dict[str, Any] = {}
    for i, view in enumerate(views.values(), 1):
        assert view.preprocessor is not None
        called = {"TARGET": view.preprocessor.target_names[0]} if view.preprocessor.classes else {}
        known |= {f"{name}_{i}": value for name, value in (called | _known_of_one(view)).items()}
    return known


def _known_of_one(artifact: Artifact) -> dict[str, Any]:
    preprocessor = artifact.preprocessor
    assert preprocessor is not None
    known: dict[str, Any] = {}
    if preprocessor.task == "regression":
        # One of each for all numbers; a network that gives its input again has one for each column.
        units = preprocessor.units
        known["TARGETS"] = preprocessor.target_names
        for name in ("offset", "scale", "logarithm"):
            each = tuple(getattr(unit, name) for unit in units)
            if name != "logarithm" or len(set(each)) > 1:  # else the code says it
                known[f"TARGET_{name.upper()}"] = each[0] if len(each) == 1 else each
        digits = preprocessor.digits(7)
        known["DIGITS"] = digits[0] if len(set(digits)) == 1 else digits
    elif preprocessor.labels:
        known |= {
            "TARGETS": preprocessor.target_names,
            "LABELS": preprocessor.labels,
            "THRESHOLD": artifact.threshold,
        }
    else:
        known |= {"CLASSES": preprocessor.classes, "THRESHOLD": artifact.threshold}
    if artifact.chosen:
        decided = [each or Decision(0.5) for each in artifact.chosen]
        yes, start = tuple(each.yes for each in decided), tuple(each.threshold for each in decided)
        known |= {"YES": yes, "FROM": start} if preprocessor.labels else {"YES": yes[0], "FROM": start[0]}
    return known


def _of_one(artifact: Artifact) -> str:
    preprocessor = artifact.preprocessor
    assert preprocessor is not None
    if preprocessor.task == "regression":
        logarithms = {unit.logarithm for unit in preprocessor.units}
        restored = f"np.expm1(np.clip(y, 0, {HIGHEST:g}))" if True in logarithms else "y"
        return _NUMBERS.replace(
            "RESTORED", restored if len(logarithms) == 1 else f"np.where(TARGET_LOGARITHM, {restored}, y)"
        )
    if preprocessor.labels:
        return _LABELS.replace("SAID", _EACH_FROM_ON if artifact.chosen else _FROM_HALF_ON)
    usual = _OF_TWO if len(preprocessor.classes) == 2 else _MOST_PROBABLE
    return _CLASSES.replace("SAID", _FROM_ON if artifact.chosen else usual)
