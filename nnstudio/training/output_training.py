"""What is learned at one output of a network that has several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from nnstudio.nn.fields import Field, FieldError, Spec
from nnstudio.nn.losses import LOSSES, Loss
from nnstudio.system.messages import StudioError

MOST_OUTPUTS = 10_000
"""As many as a file may have layers; no data asks for so many."""


class OutputTraining(Spec, frozen=True):
    """The loss of one output among several.

    Parameters
    ----------
    node : str
        Id of the layer that answers.
    loss : Loss, optional
        The one that reads the layer's activation where none is chosen, as :mod:`nnstudio.project.heads` finds it.
    """

    node: str
    loss: Loss | None = None
    weight: Annotated[
        float,
        Field(
            "How much the loss of this output counts in the sum of all.",
            minimum=0.0,
            maximum=1e6,
            logarithmic=True,
            usual=(0.01, 100.0),
            label="Loss counts",
        ),
    ] = 1.0
    target: Annotated[
        str,
        Field(
            "The target that this output answers, or one of several that it answers at once; found by itself where it is "
            "empty.",
            label="Answers",
        ),
    ] = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.node, str) or not isinstance(self.loss, Loss | None):
            raise FieldError("Training: an output must name a layer, not {value}", value=repr(self.node)[:40])

    @property
    def usual(self) -> bool:
        """Whether nothing was chosen."""
        return self == OutputTraining(self.node)


def outputs_to_plain(outputs: tuple[OutputTraining, ...]) -> list[dict[str, Any]]:
    """What files hold of them: the layer, and what was chosen."""
    return [
        {"node": each.node}
        | ({} if each.loss is None else {"loss": LOSSES.to_plain(each.loss)})
        | ({} if each.weight == 1 else {"weight": each.weight})
        | ({"target": each.target} if each.target else {})
        for each in outputs
    ]


def outputs_from_plain(told: object) -> tuple[OutputTraining, ...]:
    """Read what a file holds of them.

    Raises
    ------
    StudioError
        Where that is none, or one layer has two.
    """
    if not isinstance(told, list | tuple) or len(told) > MOST_OUTPUTS:
        raise StudioError("Training: the outputs must be a list, not {value}", value=repr(told)[:40])
    found: dict[str, OutputTraining] = {}
    known = {field.name for field in msgspec.structs.fields(OutputTraining)}
    for each in told:
        if not isinstance(each, Mapping) or not isinstance(each.get("node"), str) or each["node"] in found:
            raise StudioError("Training: an output must name a layer, not {value}", value=repr(each)[:40])
        settings = {key: value for key, value in each.items() if key in known}
        if settings.get("loss") is not None:
            settings["loss"] = LOSSES.from_plain(settings["loss"])[0]
        found[each["node"]] = OutputTraining(**settings)
    return tuple(found.values())
