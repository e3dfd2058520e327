"""The picture of a network as a file: SVG is written here, PNG and PDF are painted in a child process.

PNG and PDF are made by Qt, which the program has anyway: it embeds the shipped font, so that the text of a PDF file
can be selected and searched, and journals find all fonts inside. Only the window may import it; so the
command line, too, asks a child of the program for the picture, which needs no screen.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec

from nnstudio.export.artifact import Artifact
from nnstudio.export.diagram.drawing import picture_of
from nnstudio.export.diagram.options import DiagramOptions
from nnstudio.export.diagram.picture import Picture
from nnstudio.export.diagram.svg import svg
from nnstudio.export.format import FORMATS
from nnstudio.nn.fields import Field
from nnstudio.system import process
from nnstudio.system.messages import StudioError

MOST_PIXELS = 100_000_000
"""More would need more than 400 MB of memory."""
LONGEST_SIDE = 32_000
"""Pixels of a side; Qt paints no larger image."""
LONGEST_PAGE = 14_400
"""Points of a side of a PDF page; that is the format's own limit (ISO 32000-1, annex C)."""
CHILD = "paint-diagram"
_PATIENCE = 120.0


class Diagram(DiagramOptions, frozen=True):
    """Base of the formats that hold the picture of a network; it need not have been trained."""

    purposes: ClassVar[tuple[str, ...]] = ("paper",)
    needs_weights: ClassVar[bool] = False
    runs: ClassVar[bool] = False

    def encode(self, artifact: Artifact) -> bytes:
        """The contents of the file."""
        return self.render(picture_of(artifact, self))

    def render(self, picture: Picture) -> bytes:
        """The contents of the file for a picture that was drawn with these choices.

        Raises
        ------
        StudioError
            When it is too large for the format.
        """
        raise NotImplementedError


@FORMATS.register
class Svg(Diagram, frozen=True):
    """An ``.svg`` file, whose text stays text."""

    key: ClassVar[str] = "svg"
    suffix: ClassVar[str] = ".svg"
    title: ClassVar[str] = "Diagram, SVG"
    summary: ClassVar[str] = (
        "The drawing, sharp at any size, to edit in Inkscape or Illustrator and for the web"
    )

    def render(self, picture: Picture) -> bytes:
        """Write the picture."""
        return svg(picture)


@FORMATS.register
class Pdf(Diagram, frozen=True):
    """A ``.pdf`` file of one page as large as the picture."""

    key: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    title: ClassVar[str] = "Diagram, PDF"
    summary: ClassVar[str] = "The drawing, sharp at any size, for LaTeX and print"

    def render(self, picture: Picture) -> bytes:
        """Paint the picture."""
        require_page(picture)
        return _painted(picture, "pdf")


@FORMATS.register
class Png(Diagram, frozen=True):
    """A ``.png`` file that knows its resolution."""

    key: ClassVar[str] = "png"
    suffix: ClassVar[str] = ".png"
    title: ClassVar[str] = "Diagram, PNG"
    summary: ClassVar[str] = "The drawing in pixels, for slides and word processors"

    dpi: Annotated[int, Field("Pixels for an inch of the picture: 96 as large as on a screen, 300 for print.", minimum=36, maximum=2400, unit="dpi", label="Resolution")] = 300  # fmt: skip

    def render(self, picture: Picture) -> bytes:
        """Paint the picture."""
        require_pixels(picture, self.dpi)
        return _painted(picture, "png", dpi=self.dpi)


def require_pixels(picture: Picture, dpi: int) -> None:
    """Refuse an image that is too large to be painted; the text says which resolution is not."""
    width, height = picture.pixels(dpi)
    if width * height <= MOST_PIXELS and max(width, height) <= LONGEST_SIDE:
        return
    share = min((MOST_PIXELS / (width * height)) ** 0.5, LONGEST_SIDE / max(width, height))
    raise StudioError(
        "The picture would have {width}×{height} pixels: choose at most {dpi} dpi, or a smaller text size",
        width=width, height=height, dpi=max(1, int(dpi * share * 0.999)),
    )  # fmt: skip


def require_page(picture: Picture) -> None:
    """Refuse a page that is larger than PDF files can have."""
    longest = max(picture.width, picture.height) * picture.points
    if longest > LONGEST_PAGE:
        raise StudioError(
            "The page would be {length:.0f} cm long, and PDF files end at {most:.0f} cm: choose a smaller text size "
            "or another arrangement",
            length=longest / 72 * 2.54, most=LONGEST_PAGE / 72 * 2.54,
        )  # fmt: skip


def _painted(picture: Picture, kind: str, **settings: Any) -> bytes:
    request = {"picture": msgspec.to_builtins(picture), "kind": kind, **settings}
    reply = process.call(CHILD, request, timeout=_PATIENCE, about="the diagram")
    return reply.arrays["file"].tobytes()
