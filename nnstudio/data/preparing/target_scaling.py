"""How targets are learned, and how answers become what stands in the data again."""

from __future__ import annotations

from typing import Literal

import msgspec

from nnstudio.data.cells.choices import ChoiceTarget
from nnstudio.data.dataset import Task
from nnstudio.nn.unit import Unit

Answer = Literal["target", "input"]
"""What a network learns to give: the target, or its own input again."""


class ScaledTarget(msgspec.Struct, frozen=True):
    """A number that is predicted, learned as its :attr:`unit` says; of a label, its share of yes as it is."""

    name: str
    offset: float = 0.0
    scale: float = 1.0
    dress: str = ""
    """How it is written, as :class:`nnstudio.data.preparing.column_scaling.ColumnScaling` has it."""
    spellings: tuple[tuple[str, str], ...] = ()
    """Other spellings of what it is called, likewise."""
    logarithm: bool = False
    stand_ins: tuple[float, ...] = ()
    """Numbers that count as missing, likewise."""

    @property
    def unit(self) -> Unit:
        """Its own unit."""
        return Unit(self.offset, self.scale, self.logarithm)


class GroupScaling(msgspec.Struct, frozen=True):
    """What one output of a network answers: the fields are those of :class:`nnstudio.data.preparing.preprocessing.Preprocessor`."""

    task: Task
    target_name: str
    classes: tuple[str, ...] = ()
    target_offset: float = 0.0
    target_scale: float = 1.0
    more_targets: tuple[ScaledTarget, ...] = ()
    labels: tuple[tuple[str, ...], ...] = ()
    target_dress: str = ""
    target_spellings: tuple[tuple[str, str], ...] = ()
    target_logarithm: bool = False
    choices: ChoiceTarget | None = None
    target_stand_ins: tuple[float, ...] = ()
