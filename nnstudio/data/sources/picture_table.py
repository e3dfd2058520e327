"""Tables that name pictures: one column holds their paths, others what is to be predicted."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.listed.file_names import FileKind
from nnstudio.data.pictures.picture_names import PICTURES
from nnstudio.data.pictures.shades import samples_of
from nnstudio.data.source import SOURCES
from nnstudio.data.sources.file_table import FileTable
from nnstudio.data.sources.image_folder import Colour, Proportions, Size
from nnstudio.data.tables import listed
from nnstudio.nn.fields import Field
from nnstudio.system.messages import Message, msg
from nnstudio.system.process import Reply


@SOURCES.register
class PictureTable(FileTable, frozen=True):
    """Pictures that a CSV or TSV file names, with their classes or quantities in its other columns.

    Further columns may be learned from together with the pictures.
    """

    kind: ClassVar[FileKind] = PICTURES
    reader: ClassVar[str] = "read-listed-images"
    axes: ClassVar[tuple[int, ...]] = (3,)
    takes_inputs: ClassVar[bool] = True

    pictures: Annotated[
        str | None, Field("The column with the paths of the pictures.", label="Column", empty="auto")
    ] = None
    size: Size = None
    colour: Colour = None
    how: Proportions = "crop"

    @property
    def naming(self) -> str | None:
        """The column that names the pictures."""
        return self.pictures

    @property
    def reading(self) -> dict[str, Any]:
        """How pictures are read, for the child process."""
        return {"size": self.size, "colour": self.colour, "how": self.how}

    def samples_of(self, reply: Reply) -> NDArray[np.float32]:
        """The samples of pictures that were read with 8 or 16 bits."""
        return samples_of(reply.arrays["images"])

    def learned_from(self, others: tuple[str, ...]) -> Message:
        """What is said of columns that are left out."""
        if not self.inputs:
            return msg("Only the pictures are learned from; left out: {columns}", columns=listed(others))
        return msg("The pictures and {inputs} are learned from; left out: {columns}",
                   inputs=listed(self.inputs), columns=listed(others))  # fmt: skip
