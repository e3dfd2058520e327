"""The part of written Python code that turns outputs into answers, as :mod:`nnstudio.project.answers` does."""

from __future__ import annotations

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
"""How a class is decided, as :func:`nnstudio.data.deciding.said_classes` does."""

_FROM_HALF_ON = "said = (y >= 0.5).astype(int)"
_EACH_FROM_ON = """\
# Of each label this answer, 1 for yes, from a probability that was chosen for this network on, the other one below.
    yes = np.array(YES)
    said = np.where(np.where(yes, y, 1 - y) >= np.array(FROM), yes, 1 - yes)"""
"""How labels are decided, as :func:`nnstudio.data.deciding.said_labels` does."""


def answer_code(artifact: Artifact) -> str:
    """The function ``answers(y)``."""
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
