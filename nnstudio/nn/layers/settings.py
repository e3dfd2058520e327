"""Settings that several layers share, described once."""

from __future__ import annotations

from typing import Annotated

from nnstudio.nn.fields import Field

L1 = Annotated[
    float,
    Field("Adds l1·Σ|w| to the loss: weights that do little become zero.",
          minimum=0, logarithmic=True, usual=(1e-6, 0.1)),
]  # fmt: skip
L2 = Annotated[
    float,
    Field("Adds l2·Σw² to the loss: no weight grows large without need.",
          minimum=0, logarithmic=True, usual=(1e-6, 0.1)),
]  # fmt: skip
Filters = Annotated[int, Field("How many patterns the layer looks for.", minimum=1, maximum=65_536)]
Groups = Annotated[
    int,
    Field("Splits channels and filters into groups that do not see each other; as many as there are channels "
          "makes the convolution depthwise.", minimum=1, maximum=65_536),
]  # fmt: skip
Bias = Annotated[bool, Field("Adds a number of its own to every filter's sum.")]
