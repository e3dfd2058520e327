"""What a person chooses about the picture of a network."""

from __future__ import annotations

from typing import Annotated

from nnstudio.export.format import Format
from nnstudio.nn.fields import Field


class DiagramOptions(Format, frozen=True):
    """The choices that all formats of the picture share."""

    arrangement: Annotated[str, Field("Where the cards stand.", choices=("as_drawn", "arranged", "one_row"), choice_help=("As drawn on the canvas.", "Tidily, in lines like a text.", "All in one row."))] = "as_drawn"  # fmt: skip
    colours: Annotated[str, Field("What the kinds of layers are told apart by.", choices=("colour", "grey"), choice_help=("The colours of the canvas.", "Shades of grey and the icons, for print."))] = "colour"  # fmt: skip
    text_size: Annotated[float, Field("Size of the text where the picture is used as large as it is; everything else goes with it.", minimum=4, maximum=48, unit="pt")] = 10.0  # fmt: skip
    icons: Annotated[bool, Field("A small picture of what each layer does.")] = True
    shapes: Annotated[bool, Field("The shape of a sample on each wire, such as 28×28×1.")] = True
    parameters: Annotated[bool, Field("How many numbers each layer learns.")] = True
    loss: Annotated[bool, Field("The loss, in which the prediction meets the true values Y.")] = True
