"""What can be seen of a lesson's one thing: measures that are numbers, facts that hold or not, and what was done.

Each answers with a sentence that says what is missing, so that nobody has to guess.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from nnstudio.data.augmentation import AUGMENTATIONS
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Node
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers import Activation, Dense, Dropout, Input
from nnstudio.nn.metrics import Accuracy, kind_of
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.training.history import Epoch
from nnstudio.training.verdict import verdict


class Situation(NamedTuple):
    """What there is to look at.

    Parameters
    ----------
    project : Project
        As it is now.
    trained : Trained, optional
        The last result of training.
    begun : Project
        As the lesson began.
    happened : mapping of str to int
        How often something was done in the window since then: names of :data:`HAPPENINGS`.
    obstacle : Message, optional
        What keeps the project from being trained as it is now.
    guessing : float, optional
        Loss of the best answer that does not look at the sample, where the data is at hand.
    under_way : bool
        Whether the project as it is now is being trained.
    """

    project: Project
    trained: Trained | None
    begun: Project
    happened: Mapping[str, int]
    obstacle: Message | None = None
    guessing: float | None = None
    under_way: bool = False


class Answer(NamedTuple):
    """Whether a check holds, and in words how far it is."""

    done: bool
    words: Message


class NotYet(Exception):
    """Something cannot be measured yet; carries the sentence that says why."""

    def __init__(self, words: Message) -> None:
        self.words = words
        super().__init__(str(words))


class Measure(NamedTuple):
    """Something that is a number.

    Parameters
    ----------
    of : callable
        Measures a situation; raises :class:`NotYet` where there is nothing to measure.
    title : Message
        What it is called inside a sentence.
    share : bool
        Whether it is shown as a percentage.
    """

    of: Callable[[Situation], float]
    title: Message
    share: bool = False


# Looking ----------------------------------------------------------------------------------------------------


def _fresh(seen: Situation) -> Trained:
    """What was trained, if it belongs to the network and the data as they are now."""
    trained, project = seen.trained, seen.project
    if seen.obstacle is not None:
        raise NotYet(msg("this network cannot be trained. {why}", why=seen.obstacle))
    if seen.under_way and (trained is None or not _is_of(trained, project)):
        raise NotYet(msg("the training is under way"))
    if trained is None or not trained.checkpoint.history.epochs:
        raise NotYet(msg("press Train"))
    if (trained.network, trained.data) != (project.network, project.data):
        raise NotYet(msg("the network has changed since it was trained: press Train again"))
    if trained.training.anywhere != project.training.anywhere:
        raise NotYet(msg("the settings have changed since the network was trained: press Train again"))
    return trained


def _is_of(trained: Trained, project: Project) -> bool:
    there = trained.network, trained.data, trained.training.anywhere
    return there == (project.network, project.data, project.training.anywhere)


def _accuracy(epoch: Epoch | None) -> float:
    """Of several outputs that of the first which has one."""
    if epoch is None:
        raise NotYet(msg("no epoch has come to a result yet: train again"))
    metrics = epoch.val_metrics or epoch.metrics
    found = next((value for key, value in metrics.items() if kind_of(key) is Accuracy), None)
    if found is None:
        raise NotYet(msg("this network predicts numbers, which have no accuracy"))
    return found


def _loss(seen: Situation) -> float:
    best = _fresh(seen).checkpoint.history.best_epoch
    return math.inf if best is None else best.judged


def _overfit(seen: Situation) -> float:
    """How far the last validation loss is above the best one, as a quotient."""
    history = _fresh(seen).checkpoint.history
    best = history.best_epoch
    return math.inf if best is None or best.judged <= 0 else history.epochs[-1].judged / best.judged


def _epochs(seen: Situation) -> float:
    return len(_fresh(seen).checkpoint.history.epochs)


def _parameters(seen: Situation) -> float:
    found = infer(seen.project.network)
    if found.problems:
        raise NotYet(found.problems[0].message)
    return found.parameters


def _last(seen: Situation) -> Node:
    """The layer with neurons that gives the answer."""
    network = seen.project.network
    dense = [network[n] for n in infer(network).order if isinstance(network[n].layer, Dense)]
    if not dense:
        raise NotYet(msg("the network has no Dense layer that answers"))
    return dense[-1]


def _outputs(seen: Situation) -> float:
    layer = _last(seen).layer
    assert isinstance(layer, Dense)
    return layer.units


def _inputs(seen: Situation) -> float:
    shapes = [n.layer.shape for n in seen.project.network.nodes if isinstance(n.layer, Input)]
    return sum(math.prod(shape) for shape in shapes)


def _dropout(seen: Situation) -> float:
    return max(
        (n.layer.rate for n in seen.project.network.nodes if isinstance(n.layer, Dropout)), default=0.0
    )


MEASURES: dict[str, Measure] = {
    "accuracy": Measure(
        lambda s: _accuracy(_fresh(s).checkpoint.history.best_epoch),
        msg("the validation accuracy"),
        share=True,
    ),
    "final-accuracy": Measure(
        lambda s: _accuracy(_fresh(s).checkpoint.history.epochs[-1]),
        msg("the validation accuracy at the end"),
        share=True,
    ),
    "loss": Measure(_loss, msg("the best loss")),
    "overfit": Measure(_overfit, msg("the last validation loss, divided by the best one,")),
    "epochs": Measure(_epochs, msg("the number of epochs trained")),
    "depth": Measure(lambda s: infer(s.project.network).depth, msg("the depth")),
    "width": Measure(lambda s: infer(s.project.network).width, msg("the width")),
    "parameters": Measure(_parameters, msg("the number of parameters")),
    "inputs": Measure(_inputs, msg("the number of inputs")),
    "outputs": Measure(_outputs, msg("the number of output neurons")),
    "dropout": Measure(_dropout, msg("the dropout rate")),
    "learning-rate": Measure(lambda s: s.project.training.optimizer.learning_rate, msg("the learning rate")),
    "batch-size": Measure(lambda s: s.project.training.batch_size, msg("the batch size")),
    "patience": Measure(lambda s: s.project.training.patience, msg("the patience")),
    "runs": Measure(lambda s: len(s.project.runs) - len(s.begun.runs), msg("the number of runs")),
}
"""What can be compared with a number, by the name that files use."""

HAPPENINGS: dict[str, Message] = {
    "samples-looked-at": msg("samples looked at in a layer after the input: {n} of {wanted}"),
    "losses-looked-at": msg("samples whose loss you have looked at: {n} of {wanted}"),
    "gradients-looked-at": msg("layers looked at under Backward: {n} of {wanted}"),
    "ways-looked-at": msg("paths looked at: {n} of {wanted}"),
    "steps-taken": msg("steps taken: {n} of {wanted}"),
}
"""What is counted in the window while a lesson is open: how far it is of how much is wanted."""


# Facts ------------------------------------------------------------------------------------------------------

Fact = Callable[[str], Callable[[Situation], Answer]]
"""From the word behind the name to what looks; raises StudioError for a word that cannot be."""


def _nothing_behind(name: str, word: str) -> None:
    if word:
        raise StudioError(
            "{name} needs no word behind it, and there is {word}", name=name, word=repr(word[:40])
        )


def _trained(word: str) -> Callable[[Situation], Answer]:
    _nothing_behind("trained", word)

    def look(seen: Situation) -> Answer:
        done = _fresh(seen).finished
        return Answer(done, msg("let the training come to its end"))

    return look


def _ended_early(word: str) -> Callable[[Situation], Answer]:
    _nothing_behind("ended-early", word)

    def look(seen: Situation) -> Answer:
        return Answer(_fresh(seen).ended_early, msg("the training went on to its last epoch"))

    return look


def _layer(word: str, wanted: bool) -> Callable[[Situation], Answer]:
    kind = LAYERS[word]

    def look(seen: Situation) -> Answer:
        has = any(type(n.layer) is kind for n in seen.project.network.nodes)
        words = msg("the network has no {layer} layer", layer=kind.title)
        return Answer(
            has is wanted, words if wanted else msg("the network has a {layer} layer", layer=kind.title)
        )

    return look


def _hidden(seen: Situation) -> list[str]:
    """Activations between input and answer."""
    last = _last(seen).id
    nodes = [n for n in seen.project.network.nodes if n.id != last]
    return [n.layer.activation_name() for n in nodes if isinstance(n.layer, Activation) or n.layer.category in ("dense", "convolution")]  # fmt: skip


def _activation(word: str) -> Callable[[Situation], Answer]:
    if word and word not in ACTIVATIONS:
        known = ", ".join(ACTIVATIONS)
        raise StudioError("Unknown activation {name}; known are {known}", name=repr(word[:40]), known=known)

    def look(seen: Situation) -> Answer:
        names = _hidden(seen)
        if word:
            return Answer(word in names, msg("no hidden layer has the activation {name}", name=word))
        return Answer(any(n != "linear" for n in names), msg("the hidden layers are still linear"))

    return look


def _output_activation(word: str) -> Callable[[Situation], Answer]:
    if word not in ACTIVATIONS:
        known = ", ".join(ACTIVATIONS)
        raise StudioError("Unknown activation {name}; known are {known}", name=repr(word[:40]), known=known)

    def look(seen: Situation) -> Answer:
        name = _last(seen).layer.activation_name()
        return Answer(
            name == word,
            msg("the last layer has the activation {name}, not {wanted}", name=name, wanted=word),
        )

    return look


def _shuffled(word: str) -> Callable[[Situation], Answer]:
    _nothing_behind("shuffled-pixels", word)
    words = msg("the pixels are not shuffled: tick “Shuffle pixels” in the data")
    return lambda seen: Answer(seen.project.data.shuffled, words)


def _held_out_changed(word: str) -> Callable[[Situation], Answer]:
    kinds = {kind.__name__: kind for kind in AUGMENTATIONS}
    if word and word not in kinds:
        known = ", ".join(kinds)
        raise StudioError("Unknown augmentation {name}; known are {known}", name=repr(word[:40]), known=known)

    def look(seen: Situation) -> Answer:
        data = seen.project.data
        there = any(not word or type(step) is kinds[word] for step in data.augmentation)
        if data.augmented == "training" or not there:
            return Answer(
                False, msg("validation and test are as they are: change them in the data, under Augmentation")
            )
        return Answer(True, msg("validation and test are changed"))

    return look


def _kept_together(word: str) -> Callable[[Situation], Answer]:
    """Any column may be meant: whether there is one is known once the data is read."""

    def look(seen: Situation) -> Answer:
        data = seen.project.data
        done = data.divided == "group" and word in ("", data.divided_by)
        if word:
            return Answer(
                done,
                msg("samples of one {column} do not stay together: let them, in the data", column=word),
            )
        return Answer(done, msg("samples are divided one by one: let groups stay together, in the data"))

    return look


_CURVES = ("learning", "finished", "overfitting", "rate_high", "rate_low", "guessing")


def _curve(word: str) -> Callable[[Situation], Answer]:
    wanted = word.replace("-", "_").split()
    for kind in wanted or [word]:
        if kind not in _CURVES:
            known = ", ".join(_CURVES).replace("_", "-")
            raise StudioError("Unknown curve {name}; known are {known}", name=repr(word[:40]), known=known)

    def look(seen: Situation) -> Answer:
        found = verdict(_fresh(seen).checkpoint.history, guessing=seen.guessing)
        return Answer(found.kind in wanted, msg("the curves say: {words}", words=found.message))

    return look


FACTS: dict[str, Fact] = {
    "trained": _trained,
    "ended-early": _ended_early,
    "has-layer": lambda word: _layer(word, True),
    "no-layer": lambda word: _layer(word, False),
    "hidden-activation": _activation,
    "output-activation": _output_activation,
    "curve": _curve,
    "shuffled-pixels": _shuffled,
    "held-out-changed": _held_out_changed,
    "kept-together": _kept_together,
}
"""What holds or does not hold, by the name that files use."""
