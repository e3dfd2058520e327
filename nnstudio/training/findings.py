"""What the health of a network means, in words: which layer is ill, by how much, and what would help.

A finding must be right in nearly every case, so its limit lies about ten times beyond what good networks show. That
vanishing and exploding signals follow from the layers' slopes and weights is shown in Glorot & Bengio,
"Understanding the difficulty of training deep feedforward neural networks", 2010; about 10⁻³ as a good size of a step
is the rule of thumb of the course CS231n, "Neural Networks Part 3".
"""

from __future__ import annotations

import math
from collections.abc import Container
from typing import NamedTuple

from nnstudio.graph.inference import Problem
from nnstudio.graph.network import Network
from nnstudio.nn.layers import BatchNorm, GroupNorm, LayerNorm
from nnstudio.system.messages import Message, msg
from nnstudio.system.numbers import percent_text
from nnstudio.training.health import Health, LayerHealth

VANISHING, EXPLODING = 1e-3, 1e2
"""Signal, relative to the outputs', beyond which a layer learns far slower, or far more wildly, than the last."""
DEAD = 0.75
SATURATED = 0.75
GOOD_STEP = (1e-4, 1e-2)
"""Between which shares of its weights a layer usually changes in a step that is neither timid nor wild."""
LARGE_STEP, SMALL_STEP = 0.5, 1e-6
CONSTANT = 1e-3
LARGE_INPUT, SMALL_INPUT = 20.0, 1e-3
"""Root mean square of inputs that are not scaled."""
_SEVERAL = 3
"""So many squashing layers in a row can be what makes a signal vanish."""
_TIMID = 10.0
"""How much smaller than the usual a learning rate must be to be blamed for small steps."""

WORDS = {
    "not_finite": "not finite",
    "inputs_unscaled": "not scaled",
    "neurons_alike": "all alike",
    "step_large": "large steps",
    "dead_relu": "dead",
    "signal_vanishing": "vanishing",
    "saturated": "saturated",
    "signal_exploding": "exploding",
    "step_small": "tiny steps",
    "output_constant": "constant",
}
"""Kinds of findings, and the word on the layer; the gravest first."""

SQUASHING = ("sigmoid", "hard_sigmoid", "tanh")
"""Activations that flatten at both ends."""


class _Look(NamedTuple):
    """What a rule looks at."""

    health: Health
    network: Network
    untaught: Container[str] = ()

    def hidden(self) -> list[LayerHealth]:
        """The layers before the outputs."""
        return [layer for layer in self.health.layers if self.network.outgoing(layer.node)]

    def title(self, node: str) -> str:
        return self.network[node].title


AGAINST_OVERFLOW = "fresh_start", "lower_rate", "clip_gradients"
"""Remedies for numbers that left the finite range."""


def findings(health: Health, network: Network, untaught: Container[str] = ()) -> tuple[Problem, ...]:
    """Say what is wrong with a network in training.

    Parameters
    ----------
    health : Health
        Best taken after some steps: weights that start at 0 are nothing ill before the first.
    network : Network
        The one that was looked at.
    untaught : container of str
        Layers to which no loss that counts has a way: no wonder that they receive no signal.

    Returns
    -------
    tuple of Problem
        Advice; at most one for each layer, that which is nearest to the cause, in the order of :data:`WORDS`. What
        its ``remedies`` stand for is in :mod:`nnstudio.project.health_fixes`. Empty for a healthy network.
    """
    look = _Look(health, network, untaught)
    if health.not_finite is not None:
        return (not_finite(health.not_finite, network),)
    found: dict[str | None, Problem] = {}
    for rule in (_unscaled, _alike, _large_steps, *_OF_WEIGHTS, _small_steps, _constant):
        told = tuple(found.values())
        if rule in _OF_WEIGHTS and any(p.kind == "step_large" for p in told):
            continue  # steps that were too large have made the weights what they are
        for problem in rule(look, told):
            found.setdefault(problem.node, problem)
    rank = list(WORDS)
    return tuple(sorted(found.values(), key=lambda p: rank.index(p.kind)))


def not_finite(node: str, network: Network) -> Problem:
    """The finding for a layer in which numbers became infinite or NaN, as a run that diverges tells it."""
    text = msg(
        "{layer} gives numbers that are not finite: the steps were so large that its sums overflowed. Take a smaller "
        "learning rate",
        layer=network[node].title,
    )
    return _say("not_finite", text, node, *AGAINST_OVERFLOW)


def _say(kind: str, text: Message, node: str | None, *remedies: str, field: str | None = None) -> Problem:
    return Problem(kind, WORDS[kind], text, node, None, field, remedies, "advice")


Told = tuple[Problem, ...]

# Where the signal comes from ------------------------------------------------------------------------------


def _unscaled(look: _Look, told: Told) -> list[Problem]:
    found = []
    for node, size in look.health.inputs.items():
        targets = [look.network[e.target].layer for e in look.network.outgoing(node)]
        if all(isinstance(layer, BatchNorm | LayerNorm | GroupNorm) for layer in targets):
            continue
        if size > LARGE_INPUT:
            text = msg(
                "{layer} feeds values of about {size:.3g}, where networks want about 1: sums become as large, and steps "
                "jump. Scale the data",
                layer=look.title(node), size=size,
            )  # fmt: skip
        elif 0 < size < SMALL_INPUT:
            text = msg(
                "{layer} feeds values of about {size}, where networks want about 1: hardly anything reaches the "
                "neurons. Scale the data",
                layer=look.title(node), size=amount(size),
            )  # fmt: skip
        else:
            continue
        found.append(_say("inputs_unscaled", text, node, "scale_data", "batch_norm_behind"))
    return found


# Neurons that learn nothing of their own ------------------------------------------------------------------


def _alike(look: _Look, told: Told) -> list[Problem]:
    found = []
    for layer in look.hidden():
        if not layer.alike:
            continue
        text = (
            msg(
                "All neurons of {layer} are alike, as their weights are all 0: they get the same gradient and stay "
                "alike. Start from random weights",
                layer=look.title(layer.node),
            )
            if layer.weight_norm == 0
            else msg(
                "All neurons of {layer} are alike: with the same weights they get the same gradient and stay alike, "
                "as if there were only one. Start from random weights",
                layer=look.title(layer.node),
            )
        )
        found.append(_say("neurons_alike", text, layer.node, "random_weights"))
    return found


def _dead(look: _Look, told: Told) -> list[Problem]:
    found = []
    for layer in look.hidden():
        if layer.dead is None or layer.dead < DEAD:
            continue
        text = msg(
            "{share} of the neurons of {layer} are dead: their ReLU is 0 for all {n} samples, so no gradient comes "
            "through and they never learn again. Try Leaky ReLU or a smaller learning rate",
            share=amount(layer.dead), layer=look.title(layer.node), n=look.health.samples,
        )  # fmt: skip
        found.append(_say("dead_relu", text, layer.node, "leaky_relu_instead", "lower_rate", "fresh_start"))
    return found


# The signal on its way back -------------------------------------------------------------------------------


def _vanishing(look: _Look, told: Told) -> list[Problem]:
    if any(p.kind in ("dead_relu", "neurons_alike") for p in told):
        return []  # no wonder that nothing comes through
    weak = [
        x
        for x in look.hidden()  # of an output it is how much its loss counts, and no weights are to blame
        if x.signal is not None and x.signal < VANISHING and x.node not in look.untaught
    ]
    bent = [x.node for x in look.hidden() if _activation(look, x.node) in SQUASHING]
    found = []
    for layer in weak:
        signal, title = amount(layer.signal or 0.0), look.title(layer.node)
        name = _activation(look, layer.node)
        own = ("relu_instead", "batch_norm") if name in SQUASHING else ("batch_norm",)
        if layer.saturated is not None and layer.saturated >= 0.5:
            text = msg(
                "{layer} receives {signal} of the signal: vanishing. Its {activation} saturates ({share}); try ReLU, "
                "or batch norm before it",
                layer=title, signal=signal, activation=name, share=amount(layer.saturated),
            )  # fmt: skip
            remedies = own
        elif len(bent) >= _SEVERAL:
            text = msg(
                "{layer} receives {signal} of the signal: vanishing. Each of {n} squashing layers lets only a part of "
                "it pass; try ReLU in all of them, or batch norm before each",
                layer=title, signal=signal, n=len(bent),
            )  # fmt: skip
            # One link of the chain alone would change nothing.
            remedies = ("relu_everywhere", "batch_norm_everywhere")
        else:
            text = msg(
                "{layer} receives {signal} of the signal: vanishing, as the weights behind it are small. Start them "
                "larger, or put batch norm between",
                layer=title, signal=signal,
            )  # fmt: skip
            remedies = ("fresh_start", "fitting_start", *own)
        found.append(_say("signal_vanishing", text, layer.node, *remedies))
    return found


def _saturated(look: _Look, told: Told) -> list[Problem]:
    found = []
    for layer in look.hidden():
        if layer.saturated is None or layer.saturated < SATURATED:
            continue
        text = msg(
            "The {activation} of {layer} saturates: {share} of its values lie where it is flat, and no gradient comes "
            "through. Put batch norm before it, or try ReLU",
            activation=_activation(look, layer.node), layer=look.title(layer.node), share=amount(layer.saturated),
        )  # fmt: skip
        remedies = ("batch_norm", "relu_instead", "fresh_start")
        found.append(_say("saturated", text, layer.node, *remedies))
    return found


def _exploding(look: _Look, told: Told) -> list[Problem]:
    found = []
    for layer in look.health.layers:
        if layer.signal is None or layer.signal < EXPLODING:
            continue
        text = msg(
            "{layer} receives {signal} times the signal of the output: exploding, as the weights behind it are large. "
            "Start them smaller, put batch norm before it, or clip the gradients",
            layer=look.title(layer.node), signal=amount(layer.signal),
        )  # fmt: skip
        remedies = ("fresh_start", "fitting_start", "batch_norm", "clip_gradients")
        found.append(_say("signal_exploding", text, layer.node, *remedies))
    return found


_OF_WEIGHTS = (_dead, _vanishing, _saturated, _exploding)

# Steps and answers ----------------------------------------------------------------------------------------


def _full(step: float | None, health: Health) -> float | None:
    """A step at the full learning rate, whatever the schedule makes of it now."""
    if step is None or health.rate <= 0:
        return None
    return step * health.optimizer.learning_rate / health.rate


def _large_steps(look: _Look, told: Told) -> list[Problem]:
    health = look.health
    strides = {x.node: s for x in health.layers if (s := _full(x.stride, health)) is not None}
    if not strides:
        return []
    node = max(strides, key=lambda n: strides[n])
    if strides[node] < LARGE_STEP:
        return []
    text = msg(
        "One step changes the weights of {layer} by {share} of the size they started with, where 10⁻³ is usual: it "
        "jumps over every valley. Take a smaller learning rate than {rate:g}",
        layer=look.title(node), share=amount(strides[node]), rate=health.optimizer.learning_rate,
    )  # fmt: skip
    return [_say("step_large", text, node, "lower_rate", "clip_gradients", field="learning_rate")]


def _small_steps(look: _Look, told: Told) -> list[Problem]:
    health = look.health
    steps = [s for x in health.layers if (s := _full(x.update, health)) is not None]
    rate, usual = health.optimizer.learning_rate, type(health.optimizer)().learning_rate
    largest = max(steps, default=SMALL_STEP)
    # At the bottom of a valley steps are small whatever the learning rate: then it is not to blame.
    if largest >= SMALL_STEP or rate * _TIMID > usual or largest * usual / rate < _TIMID * SMALL_STEP:
        return []
    text = msg(
        "One step changes weights by at most {share} of their size, where 10⁻³ is usual: nothing will happen. Take a "
        "larger learning rate than {rate:g}",
        share=amount(largest), rate=rate,
    )  # fmt: skip
    return [_say("step_small", text, None, "raise_rate", field="learning_rate")]


def _constant(look: _Look, told: Told) -> list[Problem]:
    found = []
    for node, variety in look.health.outputs.items():
        if variety >= CONSTANT or look.health.samples < 2:
            continue
        causes = [p for p in told if p.node is not None]
        text = (
            msg(
                "{layer} answers the same for all {n} samples, because of {cause}",
                layer=look.title(node), n=look.health.samples, cause=look.title(causes[0].node or node),
            )
            if causes
            else msg(
                "{layer} answers the same for all {n} samples: what comes in makes no difference. Start from other "
                "weights, or look whether the features differ at all",
                layer=look.title(node), n=look.health.samples,
            )
        )  # fmt: skip
        found.append(
            _say("output_constant", text, node, *(() if causes else ("fresh_start", "fitting_start")))
        )
    return found


def _activation(look: _Look, node: str) -> str:
    return look.network[node].layer.activation_name()


# Numbers --------------------------------------------------------------------------------------------------

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def amount(value: float) -> str:
    """Write a share or a factor as one says it: ``94 %``, ``10⁻⁶``, ``10³``, ``40``."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "∞"
    if value < 0.005 or value >= 1000:
        return "10" + str(round(math.log10(value))).translate(_RAISED)
    return percent_text(value, 0) if value < 10 else f"{value:.0f}"
